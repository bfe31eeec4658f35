"""places.py: the provinces whose communes the seed chooses among, and how addresses are written in the units of before and after July 2025."""
import collections
import names
from letters import cap
from tables import Weighted, ref

# p: the province's old code; dia: dialects (n north, t Thanh Hoá and Nghệ An, c centre, s south); eth: peoples of the hamlets; nb: neighbours;
# ham: forms of hamlets' names; rel: share of Catholics; evn, pre: prefixes of customers' codes and of 9-digit numbers.
PROFILES = [
    dict(p="66", dia={"n": 30, "t": 20, "c": 35, "s": 15}, eth={"Kinh": 60, "Ê-đê": 20, "Gia-rai": 2, "Tày": 5, "Nùng": 5, "Hmông": 4, "Dao": 2, "Mường": 2}, nb=["67", "64", "56"], ham=["Thôn {n}", "Buôn {v}", "Thôn {k}"], rel=.15, evn="PC", pre="24"),
    dict(p="10", dia={"n": 100}, eth={"Kinh": 42, "Hmông": 24, "Tày": 16, "Dao": 12, "Nùng": 4, "Thái": 2}, nb=["15", "02", "12"], ham=["Thôn {n}", "Bản {v}", "Thôn {v}"], rel=.03, evn="PA", pre="06"),
    dict(p="94", dia={"s": 100}, eth={"Kinh": 64, "Khơ-me": 30, "Hoa": 6}, nb=["95", "93", "84"], ham=["Ấp {k}", "Ấp {n}", "Khóm {n}"], rel=.12, evn="PB", pre="36"),
    dict(p="58", dia={"c": 70, "s": 30}, eth={"Kinh": 68, "Chăm": 19, "Ra-glai": 13}, nb=["56", "60", "68"], ham=["Thôn {k}", "Thôn {n}", "Khu phố {n}"], rel=.12, evn="PC", pre="26"),
    dict(p="38", dia={"t": 85, "n": 15}, eth={"Kinh": 64, "Mường": 20, "Thái": 12, "Hmông": 4}, nb=["40", "37", "17"], ham=["Thôn {n}", "Làng {k}", "Xóm {n}"], rel=.06, evn="PA", pre="17"),
    dict(p="36", dia={"n": 100}, eth={"Kinh": 100}, nb=["34", "37", "35"], ham=["Xóm {n}", "Đội {n}", "Thôn {k}"], rel=.4, evn="PA", pre="16"),
]
HK = "Tân Lập,Đoàn Kết,Hòa Bình,Tân Tiến,Quyết Thắng,Thống Nhất,Phú Xuân,An Bình,Tân Phú,Phước Lộc,Trung Hòa,Đông Hải,Nam Thắng,Yên Định,Long Thành,Vĩnh Hưng,Bình Minh,Xuân Hòa,Mỹ Thuận,Đại Thành,Phú Lợi,Thanh Bình,Sơn Lộc,Hưng Thịnh".split(",")
HV = {"66": "Ea Sut,Kô Tam,Cư Blang,Ea Tul,Kbu,Jắt A,Ea Mấp,Drai Xí,Cuôr Kăp,Sah A,Pốc,Tơng Jú,Hring,Akǒ Đhông,Ea Nao,Kmrơng A,Mùi 1,Triă,Kli A,Drao".split(","),
      "10": "Nậm Cang,Lùng Phình,Sín Chải,Na Lốc,Cốc Sâm,Tả Van,Hoàng Thu Phố,Pờ Hồ,Mường Bo,Suối Thầu,Phìn Ngan,Nậm Mòn,Bản Phiệt,Lao Chải,Sả Séng,Cán Cấu".split(",")}
STREET = "Nguyễn Huệ,Lê Lợi,Trần Phú,Hùng Vương,Quang Trung,Phan Chu Trinh,Lê Duẩn,Nguyễn Tất Thành,Hai Bà Trưng,Lý Thường Kiệt,Trần Hưng Đạo,Phan Bội Châu,Y Jút,Nguyễn Trãi,Võ Thị Sáu,Hoàng Diệu".split(",")


class Commune:
    __slots__ = "old dname dtype oldname oldtype newname newtype oldprov newprov hams urban out".split()


def choose(rng, pf):
    """(communes of the register, those of neighbours, those far away, the provinces' codes in personal numbers) for a profile."""
    prov63 = {r["code"]: r for r in ref("provinces_63.csv")}
    cccd = {k: r["cccd_code"] for k, r in prov63.items()}
    newname = {r["code"]: r for r in ref("communes_new.csv")}
    target = {}
    for r in ref("commune_map.csv"):
        if r["default_target"] == "1" and r["old_code"]:
            target[r["old_code"]] = r["new_code"]
    bydist = collections.defaultdict(list)
    for r in ref("communes_old.csv"):
        if r["code"] in target:
            bydist[(r["province_code"], r["district_code"])].append(r)
    own = [k for k in bydist if k[0] == pf["p"]]
    urb = [k for k in own if bydist[k][0]["district_type"] in ("thành phố", "thị xã")]
    rur = [k for k in own if k not in urb and len(bydist[k]) >= 8]
    picked = [rng.choice(urb)] + rng.sample(rur, 2)

    def mk(r, out):
        c = Commune()
        n = newname[target[r["code"]]]
        c.old, c.dname, c.dtype = r["code"], r["district_name"], r["district_type"]
        c.oldname, c.oldtype, c.newname, c.newtype = r["name"], r["type"], n["name"], n["type"]
        c.oldprov, c.newprov, c.out = r["province_name"], n["province_name"], out
        c.urban = r["type"] in ("phường", "thị trấn")
        c.hams = []
        used = set()
        for i in range(rng.randint(5, 10)):
            eth = Weighted(list(pf["eth"].items()))(rng)
            if c.urban and rng.random() < .8:
                eth = "Kinh"
            if c.urban:
                nm = rng.choice(["Tổ dân phố {n}", "Tổ dân phố {n}", "Khối {n}"])
            elif eth in ("Ê-đê", "Gia-rai", "Hmông", "Dao", "Thái") and pf["p"] in HV:
                nm = pf["ham"][1]
            else:
                nm = rng.choice([h for h in pf["ham"] if "{v}" not in h or pf["p"] in HV])
            nm = nm.format(n=i + 1, k=rng.choice(HK), v=rng.choice(HV.get(pf["p"], HK)))
            if nm in used:
                continue
            used.add(nm)
            dia = Weighted(list(pf["dia"].items()))(rng)
            # hamlets merged or renamed in the last years keep an old name in people's mouths
            old = rng.choice([f"Thôn {rng.randint(1, 14)}", "Thôn " + rng.choice(HK), f"Đội {rng.randint(1, 9)}", f"Xóm {rng.randint(1, 12)}"]) if rng.random() < .3 else nm
            clans = [names.KSUR[dia](rng) for _ in range(rng.randint(3, 6))]
            c.hams.append((nm, old, eth, dia, clans))
        return c

    com = []
    for k in picked:
        rs = bydist[k]
        for r in rng.sample(rs, min(11, len(rs))):
            com.append(mk(r, False))
    outcom = []
    nb = [k for k in bydist if k[0] in pf["nb"]] + [k for k in own if k not in picked]
    for k in rng.sample(nb, min(6, len(nb))):
        for r in rng.sample(bydist[k], min(2, len(bydist[k]))):
            outcom.append(mk(r, True))
    far = []   # where people came from, or went to
    allk = [k for k in bydist if k[0] in ("01", "79", "75", "74", "36", "34", "38", "40", "52", "48")]
    for k in rng.sample(allk, 14):
        far.append(mk(rng.choice(bydist[k]), True))
    return com, outcom, far, cccd


SHORT = {"xã": "X.", "phường": "P.", "thị trấn": "TT.", "huyện": "H.", "thị xã": "TX.", "thành phố": "TP.", "quận": "Q."}


def address(c, ham, house, era, style, rng):
    """An address in the units of one era; style: full | short | names | nodist | noprov | dash | reverse | mixed"""
    first = ", ".join(x for x in (house, ham) if x)
    def nm(n, t):
        return (t[0].upper() + n) if n.isdigit() else n

    if era == "new":
        p = [first, f"{cap(c.newtype)} {c.newname}", ("Thành phố " if c.newprov in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh") else "Tỉnh ") + c.newprov]
        if style == "short":
            p = [first, f"{SHORT.get(c.newtype, cap(c.newtype))} {c.newname}", "T. " + c.newprov if rng.random() < .5 else c.newprov]
        elif style == "names":
            p = [first, nm(c.newname, c.newtype), c.newprov]
        elif style in ("noprov", "nodist"):
            p = p[:2]
        elif style == "mixed":   # the new commune, but the district that is no more
            p = [first, f"{cap(c.newtype)} {c.newname}", f"{cap(c.dtype)} {c.dname}", p[2]]
    else:
        p = [first, f"{cap(c.oldtype)} {c.oldname}", f"{cap(c.dtype)} {c.dname}", "Tỉnh " + c.oldprov if c.oldprov not in ("Hà Nội", "Hồ Chí Minh", "Đà Nẵng") else "Thành phố " + c.oldprov]
        if style == "short":
            p = [first, f"{SHORT.get(c.oldtype, cap(c.oldtype))} {c.oldname}", f"{SHORT.get(c.dtype, cap(c.dtype))} {c.dname}", c.oldprov]
        elif style == "names":
            p = [first, nm(c.oldname, c.oldtype), nm(c.dname, c.dtype), c.oldprov]
        elif style == "nodist":
            p = [p[0], p[1], p[3]]
        elif style == "noprov":
            p = p[:3]
        elif style == "mixed":   # the old commune under the new province's name
            p = [first, f"{cap(c.oldtype)} {c.oldname}" + (" (cũ)" if rng.random() < .4 else ""), "Tỉnh " + c.newprov]
    p = [x for x in p if x]
    if style == "reverse":
        p = p[::-1]
    s = (" - " if style == "dash" else ", ").join(p)
    return s
