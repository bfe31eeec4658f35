"""register.py: the register, nearly right."""
import csv, datetime, os
from dates import ASOF
from letters import slip
from people import parent_names, relation
from places import address

REGCOL = [("Mã công dân", "record_id"), ("Số định danh cá nhân", "id"), ("Số CMND", "old_id"), ("Họ, chữ đệm và tên", "name"), ("Tên gọi khác", "other"), ("Ngày, tháng, năm sinh", "dob"),
          ("Giới tính", "sex"), ("Quê quán", "home"), ("Nơi thường trú", "addr"), ("Nơi ở hiện tại", "cur"), ("Dân tộc", "eth"), ("Tôn giáo", "religion"), ("Quốc tịch", "nat"),
          ("Tình trạng hôn nhân", "mar"), ("Họ tên cha", "father"), ("Số định danh cha", "fid"), ("Họ tên mẹ", "mother"), ("Số định danh mẹ", "mid"), ("Họ tên vợ/chồng", "spouse"),
          ("Mã hộ", "hhid"), ("Họ tên chủ hộ", "head"), ("Quan hệ với chủ hộ", "rel"), ("Số điện thoại", "phone"), ("Tình trạng", "status"), ("Ngày cập nhật", "upd")]


def register(w, out):
    """Writes dan_cu.csv, and gives its people their rows' numbers."""
    rows, n = [], 0
    for h in w.hh:
        for p in h.members:
            if not p.present:
                parent_names(p, w.rng)
                continue
            n += 1
            pid = f"CD{n:07d}"
            p.pids = [pid]
            rows.append(regrow(w, p, pid, False))
            if w.rng.random() < .009:       # collected twice
                n += 1
                pid = f"CD{n:07d}"
                p.pids.append(pid)
                rows.append(regrow(w, p, pid, True))
    with open(os.path.join(out, "dan_cu.csv"), "w", encoding="utf-8", newline="") as f:
        o = csv.writer(f, lineterminator="\n")
        o.writerow([a for a, _ in REGCOL])
        for r in rows:
            o.writerow([r.get(k, "") for _, k in REGCOL])


def regrow(w, p, pid, twice):
    """The register's row of p; twice: a second one, collected from his older papers."""
    rng = w.rng
    h = p.hh
    fa, mo = parent_names(p, w.rng)
    name = p.name
    if twice and p.alt:
        name = p.alt
    elif rng.random() < .015:
        t = name.split()
        i = rng.randrange(len(t))
        t[i] = slip(t[i], rng)
        name = " ".join(t)
    dob = p.dob.strftime("%d/%m/%Y") if p.dobprec == "d" else str(p.dob.year) if rng.random() < .7 else "01/01/%d" % p.dob.year
    if twice and rng.random() < .3 and p.dobold:
        dob = p.dobold[0].strftime("%d/%m/%Y")
    ad = address(h.commune, h.ham, h.house, h.era, "full", rng)
    if h.prev and (twice or rng.random() < .12):
        ad = address(h.prev[0], h.prev[1], "", "old", "full", rng)
    old = 2025 - p.dob.year
    r = {"record_id": pid, "id": p.nid if not (twice and rng.random() < .5) and rng.random() > .01 else "", "old_id": p.cmnd if rng.random() < .55 else "", "name": name, "dob": dob,
         "sex": "Nam" if p.sex == "m" else "Nữ", "addr": ad, "cur": "", "eth": p.eth, "religion": "Thiên chúa giáo" if p.holy else "Phật giáo" if p.monk else rng.choice(["Không", "Không", "Không", ""]),
         "nat": "Việt Nam", "head": h.head.name if h.head else "", "rel": relation(p, h) if h.head else "", "hhid": f"HK{h.id:06d}", "phone": (p.phone or "") if rng.random() < .5 else "",
         "status": "Đã chết" if p.dead else "Đang sống" if rng.random() < .5 else "", "upd": (ASOF - datetime.timedelta(days=rng.randrange(900))).strftime("%d/%m/%Y")}
    if p.oldname and rng.random() < .4:
        r["other"] = p.oldname
    elif p.nick and rng.random() < .3:
        r["other"] = p.nick
    elif p.monk and rng.random() < .5:
        r["other"] = p.monk
    elif p.alt and rng.random() < .1:
        r["other"] = p.alt
    if rng.random() < .4:
        r["cur"] = ad if rng.random() < .8 else address(h.commune, h.ham, h.house, "old", "full", rng)
    r["home"] = address((h.prev or (h.commune, ""))[0], "", "", "old", "full", rng) if rng.random() < .8 else ""
    if rng.random() > (.35 if old > 65 else .06):
        r["father"] = fa
        if p.father and rng.random() < .4:
            r["fid"] = p.father.nid
    if rng.random() > (.3 if old > 65 else .05):
        r["mother"] = mo
        if p.mother and rng.random() < .4:
            r["mid"] = p.mother.nid
    if p.spouse:
        r["mar"] = "Đã kết hôn"
        if rng.random() < .8:
            r["spouse"] = p.spouse.name
    elif old > 17:
        r["mar"] = "Chưa kết hôn" if rng.random() < .8 else ""
    return r
