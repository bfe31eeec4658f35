"""columns.py: the columns of each list, how its values are written, and what it says beside the person."""
import datetime
from causes import note
from dates import ASOF, D
from letters import bare, cap
from places import HK, address

EMP = ["Công ty TNHH MTV Cà phê {k}", "Công ty CP May {k}", "Trường Tiểu học {k}", "Trung tâm Y tế huyện {d}", "Công ty TNHH Xây dựng {k}", "HTX Nông nghiệp {k}", "UBND {c}", "Công ty CP Cao su {k}", "Doanh nghiệp tư nhân {k}"]
COLS = {
    "cu_tru": [("Mã nhân khẩu", "rid"), ("Mã hộ", "hhid"), ("Họ và tên", "name"), ("Ngày, tháng, năm sinh", "dob"), ("Giới tính", "sex"), ("Số ĐDCN/CMND", "id"), ("Quê quán", "que"), ("Dân tộc", "eth"), ("Nơi thường trú", "addr"), ("Họ tên chủ hộ", "head"), ("Quan hệ với chủ hộ", "rel"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother")],
    "can_cuoc": [("Mã hồ sơ", "rid"), ("Số CMND/CCCD", "id"), ("Ngày cấp", "ncap"), ("Họ và tên khai sinh", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Nguyên quán", "que"), ("Nơi đăng ký HKTT", "addr"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother"), ("Dân tộc", "eth")],
    "bhxh": [("Mã bản ghi", "rid"), ("Mã số BHXH", "bhxh"), ("Họ và tên", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Số CMND/CCCD/ĐDCN", "id"), ("Địa chỉ hộ khẩu", "addr"), ("Tên đơn vị", "emp"), ("Chế độ hưởng", "che_do"), ("Trạng thái", "tt"), ("Số điện thoại", "phone")],
    "bhyt": [("Mã bản ghi", "rid"), ("Mã thẻ BHYT", "the"), ("Họ tên người tham gia", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Số CCCD", "id"), ("Địa chỉ thường trú", "addr"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother"), ("Họ tên chủ hộ", "head"), ("Quan hệ với chủ hộ", "rel"), ("Giá trị từ ngày", "tu"), ("Giá trị đến ngày", "den")],
    "thue": [("Mã bản ghi", "rid"), ("Mã số thuế", "mst"), ("Tên người nộp thuế", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Số CMND/CCCD", "id"), ("Địa chỉ theo hộ khẩu", "addr"), ("Điện thoại", "phone")],
    "tiem_chung": [("Mã bản ghi", "rid"), ("Họ và tên", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("CMND/CCCD", "id"), ("Địa chỉ nơi ở", "addr"), ("Họ tên mẹ", "mother"), ("Số điện thoại", "phone"), ("Dân tộc", "eth"), ("Mũi tiêm", "mui"), ("Ngày tiêm", "ntiem"), ("Tên vắc xin", "vx"), ("Số lô", "lo")],
    "ho_tich": [("Số đăng ký", "rid"), ("Loại sự kiện", "loai"), ("Ngày đăng ký", "ndk"), ("Họ, chữ đệm, tên", "name"), ("Ngày, tháng, năm sinh", "dob"), ("Giới tính", "sex"), ("Số định danh cá nhân", "id"), ("Nơi thường trú", "addr"), ("Dân tộc", "eth"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother"), ("Họ tên vợ/chồng", "spouse")],
    "giao_duc": [("Mã học sinh", "rid"), ("Họ và tên học sinh", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Dân tộc", "eth"), ("Số định danh cá nhân", "id"), ("Trường", "truong"), ("Lớp", "lop"), ("Nơi ở hiện nay", "addr"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother"), ("Số điện thoại", "phone")],
    "evn": [("Mã khách hàng", "rid"), ("Tên khách hàng", "name"), ("Địa chỉ sử dụng điện", "addr"), ("Số CMND/CCCD", "id"), ("Điện thoại", "phone")],
    "an_sinh": [("Mã đối tượng", "rid"), ("Họ và tên đối tượng", "name"), ("Năm sinh", "dob"), ("Giới tính", "sex"), ("Số CMND/CCCD", "id"), ("Địa chỉ", "addr"), ("Dân tộc", "eth"), ("Loại đối tượng", "loai"), ("Tên chủ hộ", "head"), ("Mức trợ cấp", "muc"), ("Trạng thái hưởng", "tt"), ("Số điện thoại", "phone")],
    "lao_dong": [("Mã bản ghi", "rid"), ("Họ và tên người lao động", "name"), ("Ngày sinh", "dob"), ("Giới tính", "sex"), ("Số CCCD/CMND", "id"), ("Địa chỉ", "addr"), ("Tên doanh nghiệp", "emp"), ("Từ ngày", "tu"), ("Đến ngày", "den"), ("Số điện thoại", "phone")],
    "toa_an": [("Mã hồ sơ", "rid"), ("Số thụ lý", "tl"), ("Họ tên đương sự", "name"), ("Năm sinh", "dob"), ("Giới tính", "sex"), ("Số CMND/CCCD", "id"), ("Nơi cư trú", "addr"), ("Tư cách", "tc")],
    "quan_su": [("Mã hồ sơ", "rid"), ("Họ và tên", "name"), ("Ngày sinh", "dob"), ("Số CCCD", "id"), ("Nơi thường trú", "addr"), ("Dân tộc", "eth"), ("Họ tên cha", "father"), ("Họ tên mẹ", "mother")],
    "mot_cua": [("Mã hồ sơ", "rid"), ("Người nộp hồ sơ", "name"), ("Ngày sinh", "dob"), ("Số CMND/CCCD", "id"), ("Địa chỉ", "addr"), ("Số điện thoại", "phone"), ("Lĩnh vực", "lv"), ("Ngày nộp", "ndk")],
}
# What tells one fact of a person from another, in lists whose rows are facts.
FACT = {"tiem_chung": ("mui",), "ho_tich": ("loai", "ndk"), "evn": ("rid",), "toa_an": ("tl",), "mot_cua": ("lv", "ndk")}
# How often a clerk's eye slips to the line above in a column.
COPY = {"addr": 6, "father": 2, "mother": 2, "eth": 2, "dob": 1, "phone": 2, "head": 1, "emp": 2, "id": .7, "lop": 1}


def fmt_date(v, o, rng):
    d, prec = v
    if prec == "y":
        return rng.choice([str(d.year)] * 6 + [f"00/00/{d.year}"]) if o.dfmt != "text" else f"sinh năm {d.year}" if rng.random() < .3 else str(d.year)
    if prec == "m":
        return f"{d.month:02d}/{d.year}"
    f = o.dfmt
    if f == "d/m/Y":
        return f"{d.day}/{d.month}/{d.year}"
    if f == "d/m/y":
        return f"{d.day:02d}/{d.month:02d}/{d.year % 100:02d}"
    if f == "text" and rng.random() < .5:
        return f"ngày {d.day} tháng {d.month} năm {d.year}"
    if f == "serial" and d.year > 1905:
        return str(d.toordinal() - 693594)
    return d.strftime("%d/%m/%Y" if f in ("text", "serial") else f)


def fmt_id(x, o):
    if not x:
        return x
    if o.zero:
        x = x.lstrip("0")
    if o.idfmt == "sci" and len(x) > 9 and x.isdigit():
        return "%.5E" % int(x)
    if o.idfmt == "'":
        return "'" + x
    if o.idfmt == ".0" and o.zero and x.isdigit():
        return x + ".0"
    if o.idfmt == "sp" and len(x) == 12:
        return " ".join(x[i:i + 3] for i in range(0, 12, 3))
    return x


def rid(s, n, r, w):
    """The number that list s gives its n-th row."""
    return {"cu_tru": f"NK{n:06d}", "can_cuoc": f"TT{n:06d}", "bhxh": f"BX{n:06d}", "bhyt": f"YT{n:06d}", "thue": f"NNT{n:06d}", "tiem_chung": f"TC{n:06d}", "ho_tich": f"{n}/{r.get('_y', 2024)}-{r['_o'].c.old}",
            "giao_duc": f"HS{w.prof['p']}{n:07d}", "evn": f"{w.prof['evn']}12AA{n:07d}", "an_sinh": f"DT{n:06d}", "lao_dong": f"LD{n:06d}", "toa_an": f"TA{n:05d}", "quan_su": f"QS{n:05d}", "mot_cua": f"{w.prof['p']}.{n:05d}-MC"}[s]


def emp(h, rng):
    c = h.commune
    return rng.choice(EMP).format(k=rng.choice(HK), d=c.dname, c=f"{c.oldtype} {c.oldname}")


def extras(w, s, r, p, h, o, rng, i):
    """What a row of list s says beside the person, and the causes of error that only this list has."""
    def d(a, b):
        return (D(a, 1, 1) + datetime.timedelta(days=rng.randrange((b - a) * 365))).strftime("%d/%m/%Y")

    age = 2025 - p.dob.year
    if s in ("cu_tru", "can_cuoc"):
        q = (h.prev or (h.commune, ""))[0] if rng.random() < .8 else rng.choice(w.far)
        r["que"] = address(q, "", "", "old", rng.choice(["full", "short", "names"]), rng)
        r["ncap"] = d(2005, 2023)
        if s == "cu_tru" and rng.random() < .03:   # the home town written where the residence should be
            r["addr"] = r["que"]
            note(r, "que_quan_thay_thuong_tru")
    elif s == "bhxh":
        r["bhxh"] = p.bhxh if not (r["id"] == p.nid and rng.random() < .1) else p.nid
        r["emp"] = emp(h, rng) if rng.random() < .8 else ""
        r["che_do"] = "Hưu trí" if age > 60 else rng.choice(["", "", "Thai sản", "Ốm đau"])
        r["tt"] = rng.choice(["Đang tham gia", "Đang tham gia", "Dừng đóng"]) if age < 61 else "Đang hưởng"
    elif s == "bhyt":
        ob = "TE1" if age < 6 else "HS4" if age < 18 else "DT2" if p.eth != "Kinh" else rng.choice(["GD4", "DN4", "HT3" if age > 60 else "GD4"])
        r["the"] = ob + w.prof["p"] + p.bhxh if rng.random() < .7 else p.bhxh
        r["tu"], r["den"] = "01/01/2025", "31/12/2025"
    elif s == "thue":
        r["mst"] = p.nid if r["id"] == p.nid and rng.random() < .2 else p.mst
    elif s == "tiem_chung":
        r["mui"], r["ntiem"], r["vx"], r["lo"] = str(i + 1), d(2021, 2025) if age > 4 else f"{rng.randint(1, 28):02d}/{rng.randint(10, 12)}/2025", rng.choice(["AstraZeneca", "Vero Cell", "Pfizer", "BCG", "Viêm gan B", "Sởi"]), f"L{rng.randrange(10 ** 4):04d}"
        if age >= 18:
            r["mother"] = ""
    elif s == "ho_tich":
        r["loai"] = "Khai tử" if p.dead else "Khai sinh" if age < 4 else rng.choice(["Kết hôn", "Cải chính", "Ly hôn", "Nhận cha mẹ con"]) if age > 20 and p.spouse else rng.choice(["Khai sinh", "Cải chính"])
        if p.oldname and not p.dead:
            r["loai"] = "Cải chính"
        y = max(p.dead.year if p.dead else 0, rng.randint(2018, 2025), min(2025, p.dob.year + (0 if r["loai"] == "Khai sinh" else 20)))
        r["ndk"], r["_y"] = (f"{rng.randint(1, 28):02d}/{rng.randint(1, 11):02d}/{y}" if not p.dead else (p.dead + datetime.timedelta(days=9)).strftime("%d/%m/%Y")), y
        if p.dob.year == 2025 and r["loai"] == "Khai sinh":
            r["ndk"] = min(ASOF, p.dob + datetime.timedelta(days=20)).strftime("%d/%m/%Y")
        if r["loai"] not in ("Kết hôn", "Ly hôn"):
            r["spouse"] = ""
        if r["loai"] == "Khai sinh" and r["dob"][1] in ("y", "01"):
            r["dob"] = (p.dob, "d")
    elif s == "giao_duc":
        c = h.commune
        lv = "Mầm non" if age < 6 else "Tiểu học" if age < 11 else "THCS" if age < 15 else "THPT"
        r["truong"] = f"{lv} {c.oldname if lv != 'THPT' else c.dname}"
        r["lop"] = f"{max(1, min(12, age - 5))}{rng.choice('ABCD')}" if age > 5 else f"Lá {rng.randint(1, 3)}"
        if p.eth != "Kinh" and age > 10 and rng.random() < .3 or rng.random() < .02:
            r["addr"] = f"Trường PTDT nội trú {c.dname}, {cap(c.dtype)} {c.dname}"
            note(r, "dia_chi_truong_noi_tru")
        if rng.random() < .04 and p.father and p.father.father:      # grandparents mind the child
            r["father"], r["mother"] = p.father.father.name, p.father.mother.name
            note(r, "ong_ba_thay_cha_me")
    elif s == "evn":
        # where the power is used is the house, whoever is on the contract
        if h is not p.hh or p.dead:
            note(r, "hop_dong_nguoi_da_mat")
        era = "old" if rng.random() < o.eraold else "new"
        ham = h.oldham if rng.random() < .3 else h.ham
        r["addr"] = address(h.commune, ham, h.house, era, o.style, rng)
        if rng.random() < .12:
            r["addr"] = address(h.commune, f"Trạm biến áp {rng.choice(HK)} {rng.randint(1, 9)}, {ham}", "", era, "noprov", rng)
            note(r, "dia_chi_tram_dien")
        if o.ime == "nomarks":
            r["addr"] = bare(r["addr"])
        if o.caps:
            r["addr"] = r["addr"].upper()
        if p.dead:
            r["id"] = "" if rng.random() < .85 else r["id"]
            r["phone"] = (h.phone if rng.random() < .5 else "")
        elif rng.random() < .04 and len(r["name"].split()) < 6 and h.head and h.head is not p:
            r["name"] += f" ({h.head.name.split()[-1]})"
    elif s == "an_sinh":
        r["loai"] = "Người cao tuổi" if age > 74 else "Trẻ em" if age < 4 else rng.choice(["Hộ nghèo", "Hộ nghèo", "Hộ cận nghèo", "Người có công", "Người khuyết tật", "NQ68"])
        r["muc"] = str(rng.choice([360000, 500000, 540000, 720000, 1500000]))
        r["tt"] = "Đang hưởng" if rng.random() < .9 else "Dừng hưởng"
        if rng.random() < .05 and h.head and h.head is not p and age > 0:
            r["name"] += f" ({h.head.name.split()[-1]} nhận thay)"
            if r["_heavy"] == 0 and rng.random() < .5:
                r["id"] = h.head.nid
                r["_heavy"] = 1
                note(r, "so_nguoi_nhan_thay")
    elif s == "lao_dong":
        r["emp"] = emp(h, rng)
        r["tu"], r["den"] = d(2012, 2025), ""
        if rng.random() < .22:
            c = rng.choice(w.com[:11])
            r["addr"] = address(c, rng.choice(["Khu công nghiệp " + c.dname, "Cụm CN " + rng.choice(HK), r["emp"]]), "", "old" if rng.random() < .6 else "new", o.style, rng)
            note(r, "dia_chi_noi_lam_viec")
    elif s == "toa_an":
        r["tl"] = f"{rng.randint(1, 400)}/{rng.randint(2022, 2025)}/TLST-{rng.choice(['HNGĐ', 'DS', 'HS'])}"
        r["tc"] = rng.choice(["Nguyên đơn", "Bị đơn", "Người có quyền lợi, nghĩa vụ liên quan", "Người làm chứng"])
    elif s == "mot_cua":
        r["lv"] = rng.choice(["Đất đai", "Hộ tịch", "Chứng thực", "Đăng ký kinh doanh", "Bảo trợ xã hội"])
        r["ndk"] = d(2023, 2025)
