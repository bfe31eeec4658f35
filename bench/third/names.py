"""names.py: surnames by dialect, given names by sex and age, and the names of the smaller peoples in their own forms."""
import collections, re
from letters import bare, slip
from tables import Weighted, ref


def share(x):
    return float(x or 0)


SUR = ref("surnames.csv")
KSUR = {"n": Weighted([(r["surname"], share(r["share_published_pct"]) if r["surname"] not in ("Huỳnh", "Võ") else .1) for r in SUR]),
        "s": Weighted([(r["surname"], share(r["share_uit_pct"])) for r in SUR if share(r["share_uit_pct"]) > .08 and r["compound"] == "0"]),
        "c": Weighted([(r["surname"], share(r["share_daklak_pct"])) for r in SUR if share(r["share_daklak_pct"]) > .1 and r["compound"] == "0"]),
        "t": Weighted([(r["surname"], share(r["share_nghean_pct"])) for r in SUR if share(r["share_nghean_pct"]) > .05])}
GIV = [r for r in ref("given_names.csv") if int(r["n_male"]) + int(r["n_female"]) >= 15]
MIDR = [r for r in ref("middle_names.csv") if int(r["n_male"]) + int(r["n_female"]) >= 15]
GW = {"m": Weighted([(r["name"], share(r["share_male_pct"])) for r in GIV]), "f": Weighted([(r["name"], share(r["share_female_pct"])) for r in GIV])}
MW = {"m": Weighted([(r["name"], share(r["share_male_pct"])) for r in MIDR if r["name"] not in ("Thị", "Văn")]),
      "f": Weighted([(r["name"], share(r["share_female_pct"])) for r in MIDR if r["name"] not in ("Thị", "Văn")])}
# Given names of people born before 1985.
OLDG = {"m": "Hùng Dũng Thành Thanh Tâm Hải Sơn Bình Lâm Tuấn Tú Chiến Thắng Minh Đức Phúc Lợi Quý Sáu Bảy Tư Năm Út Ba Hai Hiền Hòa Nam Trung Chung Xuân Sinh Lương Luận Thuận Thọ Lộc Tài Toàn Tiến Tuyên Sỹ Cường Mạnh Kiên Long Hoàng Quang Vinh Khanh Đông Tây Nghĩa Lễ Chính Chiểu Nhượng Tý Sửu Dần Thìn Tỵ Ngọ Mùi Thân Dậu Tuất Hợi".split(),
        "f": "Lan Huệ Hồng Cúc Mai Đào Hoa Hòa Hoài Thu Xuân Hạ Đông Nga Loan Phượng Hương Hường Hằng Hạnh Hiền Lý Liên Liễu Nhung Tuyết Vân Bảy Sáu Tư Năm Út Ba Hai Thơm Thắm Tình Nghĩa Thủy Thúy Bích Ngọc Nguyệt Sen Tâm Thanh Tám Chín Mười Bưởi Cam Na Nhàn Nhài Nụ Dung Duyên Yến Oanh Gái Bé Lành Lan Lương Sâm".split()}
BYASCII = {"m": collections.defaultdict(list), "f": collections.defaultdict(list)}
BYINI = {"m": collections.defaultdict(list), "f": collections.defaultdict(list)}
for r in GIV:
    for s, k in (("m", "share_male_pct"), ("f", "share_female_pct")):
        if share(r[k]) > .05:
            BYASCII[s][r["ascii"].lower()].append(r["name"])
            BYINI[s][r["name"][0]].append(r["name"])
DOUBLET = {}
for r in ref("name_doublets.csv"):
    if not any(x in r["note"] for x in ("rare", "spelling", "place")):
        DOUBLET[r["north_form"]] = r["south_form"]
        DOUBLET[r["south_form"]] = r["north_form"]
SPELL = {"Lý": "Lí", "Mỹ": "Mĩ", "Quý": "Quí", "Sỹ": "Sĩ", "Kỳ": "Kì", "Vy": "Vi", "Ly": "Li", "My": "Mi", "Thy": "Thi", "Quy": "Qui", "Vĩ": "Vỹ", "Hy": "Hi"}
FOLK = {  # surnames, male given, female given
    "Ê-đê": ("Niê Mlô Ayŭn Êban Byă Kbuôr Ksơr Knul Kpă Kđoh Hmok Hđơk Ênuôl Bkrông Mjâo Buôn_Yă Buôn_Krông Niê_Kdăm Adrơng Niê_Siêng".split(),
             "Blim Thuyên Dhăm Wê Bhiông Nguôt Bliăng Djuang Khôi Bảo Thin Suin Quyn Ngăm Nguên Phước Samuel Thắng Rin Tuân Hoan Luyn Jŭt Krin Thoan Bhem Nêhmia Tôn Ten".split(),
             "Linh Ngọc Duyên Lina Trang Bluôn Wiu Nguôn Juin Bơr Bung Mer Lem Loan Hương Nhi Yuin Rôsa Bliu Nga Thương Nhung Dim Liêu Mrâo Ruê Đôch Jim".split()),
    "Gia-rai": ("Rơ_Châm Siu Ksor Rah_Lan Nay Kpă Rơ_Mah Kpuih Rmah Puih".split(),
                "Blơ Brun Der Klơng Thin Hlip Khăm Sơn Kik Thuk Alik Phiơ Bôm".split(), "Bia Byin Lan Hlơr Yun Nga Phin Đen Hyin Khuyên Mlan".split()),
    "Hmông": ("Giàng Vàng Sùng Thào Lầu Mùa Vừ Cứ Hạng Má Ly Cư Hờ Tráng Sính Hầu Lù".split(),
              "Páo Sùng Lử Dế Chu Tủa Dơ Chớ Phềnh Sáu Sình Dũng Lềnh Hồ Vư Thắng Nhà Khua Sử Chúa Dình Pó Tú Mang Lâu".split(),
              "Mỷ Dở Chư Pàng Sua Mai Dợ Xúa Mao Máy Sông Ká Súa Chía Dí Lan Nhìa Cở Vá Say".split()),
    "Tày": ("Nông Hoàng Bế Lý Triệu Ma La Đàm Hà Lương Vi Lục Chu Lã".split(), "", ""),
    "Nùng": ("Nông Hoàng Lương Triệu Vi Hứa Lù Tô Đàm Lâm Chu Vương Lục Sầm Long".split(), "", ""),
    "Thái": ("Lò Quàng Cà Hà Lường Vi Lữ Lô Lang Ngân Tòng Cầm Hoàng Lộc".split(), "", ""),
    "Mường": ("Bùi Quách Đinh Hà Phạm Trương Cao Bùi Bùi Nguyễn Lê".split(), "", ""),
    "Dao": ("Triệu Bàn Đặng Phùng Lý Chảo Tẩn Phàn Lò Hoàng Dương".split(),
            "Phây Tuyên Lìn Quyên Nhất Phúc Kinh Vượng Sơn Thành Hin San Dào Chòi Sài Kiêm Mềnh".split(),
            "Ghển Mùi Coi Nái Pham Mẩy Lai Chài Phim Nhậy Ton Sính Liều Pết Sai".split()),
    "Khơ-me": ("Thạch Kim Sơn Danh Lâm Lý Châu Kiên Tăng Trần Liêu Đào Huỳnh".split(),
               "Sa_Ret Sô_Phi Sóc_Khonl Út Sà_Rinh Ngọc_Hiền Phol Sa_Vuông Chanh_Đa Minh_Sang Rịch_Thi Sang Hoàng_Thuận Đa_Ra Ri Sóc_Kha Si_Tha Thanh_Dươl Chành Hương".split(),
               "Sà_Rượng Sa_Vượng Sà_Phia Huôi Hiên Sà_Quên Ngọc_Diễm Sa_Mết Phết Thu_Hà Sóc_Thia Na_Ri Đa_Ra Kim_Hương Phượng Liên Sà_Rây Sô_Khum Út Ba".split()),
    "Chăm": ("Đàng Bá Thành Quảng Lưu Đạt Thiên Kiều Hán Báo Trượng Đổng Não Châu Lộ Thập Vạn Phú Từ".split(),
             "Năng_Thọ Văn_Phụ Trung_Phụ Đại_Cẩn Minh Hữu_Tuyên Ngọc_Sang Phú_Quốc Thanh_Hiếu Xuân_Cảnh Sa_Lé Du_Số Đình_Luận Văn_Lượm Quang_Tuấn".split(),
             "Minh_Thúy Lưu Xuân_Kỉnh Ngọc_Ánh Thanh_Trà Sa_Ki_Nah Ma_Ry_Am Hoa Điệp Thiên_Hương Phượng Thảo Thu Kim_Loan Sen Đen".split()),
    "Ra-glai": ("Chamaléa Katơr Pi_Năng Mấu Cao Bo_Bo Pa_Tâu_A Tro Chamaléa Katơr Pi_Năng".split(),
                "Hưng Thạnh Quốc_Tiến Xoàn Văn_Đa Y Hơn Thế Liêm Quang Dinh Văn_Hiếu Thiên Sơn Bình".split(),
                "Thị_Hương Thị_Liên Thị_Nhiêm Thị_Thảo Thị_Bẩn Thị_Khem Thị_Huyền Thị_Ten Thị_Lan Thị_Hiện Thị_Nga Thị_Nhơn".split()),
    "Hoa": ("Lâm Trịnh Quách Phùng Lý Tăng Trần Vương Quan Lưu Châu Mã Ong Tô".split(), "", ""),
}
MATRI = {"Ê-đê", "Gia-rai", "Ra-glai"}
SAINT = {"m": ["Giuse", "Phêrô", "Phaolô", "Gioan", "Antôn", "Đaminh", "Vinhsơn", "Gioan Baotixita"], "f": ["Maria", "Anna", "Têrêsa", "Matta", "Maria Goretti", "Cêcilia", "Rosa"]}
MONK = "Minh Tâm,Thiện Đức,Quảng Tuệ,Nguyên Phước,Tâm Hải,Nhuận Thanh,Giác Minh,Thông Hạnh".split(",")
NUN = "Diệu Hạnh,Huệ Liên,Diệu Tâm,Như Ngọc,Hạnh Nguyên,Tịnh Nghiêm,Diệu Thiện".split(",")


def given(rng, sex, year, like=None):
    if like and rng.random() < .6:   # twins, sons: another mark, or the same first letter
        o = [x for x in BYASCII[sex][bare(like).lower()] if x != like]
        if o and rng.random() < .6:
            return rng.choice(o)
        o = BYINI[sex][like[0]]
        if o:
            return rng.choice(o)
    if year < 1985 and rng.random() < .6:
        return rng.choice(OLDG[sex])
    return GW[sex](rng)


def kinhname(rng, sur, sex, year, mid=None, like=None):
    g = given(rng, sex, year, like)
    if mid is None:
        r = rng.random()
        p = .75 if year < 1975 else .5 if year < 1995 else .18
        if r < p:
            mid = "Văn" if sex == "m" else "Thị"
            if r > p * .85:
                mid += " " + MW[sex](rng)
        elif r < .97:
            mid = MW[sex](rng)
            if rng.random() < (.45 if sex == "f" else .22) and year > 1985:
                mid = (("Thị " if rng.random() < .5 else MW[sex](rng) + " ") if sex == "f" else "") + mid
        else:
            mid = ""
    if mid.endswith(" " + g) or mid == g:
        mid = mid.rsplit(" ", 1)[0] if " " in mid else ("Văn" if sex == "m" else "Thị")
    return " ".join(x for x in (sur, mid, g) if x)


def mkname(rng, eth, sur, sex, year, mid=None, like=None):
    """A full name in the order and form of the people eth; mid and like are what a sibling or parent hands on."""
    f = FOLK.get(eth)
    if not f or not f[1]:
        return kinhname(rng, sur, sex, year, mid, like)
    g = rng.choice(f[1 if sex == "m" else 2]).replace("_", " ")
    s = sur.replace("_", " ")
    if eth == "Ê-đê":
        return f"Y {g} {s}" if sex == "m" else rng.choice(["H' {} {}", "H'{} {}", "H {} {}"]).format(g, s)
    if eth == "Gia-rai":
        return f"{s} {g}" if sex == "m" else f"{s} H'{g}"
    if eth == "Hmông":
        if sex == "m":
            return f"{s} {rng.choice(['A', 'A', 'Seo', 'Văn'])} {g}"
        return f"{s} {rng.choice(['Thị', 'Thị', 'Seo', ''])} {g}".replace("  ", " ")
    if eth == "Dao":
        return f"{s} {rng.choice(['Tòn', 'Tài', 'Phụ', 'Vần', 'Chòi', 'Văn', 'Kim'])} {g}" if sex == "m" else f"{s} {rng.choice(['Mùi', 'Mùi', 'Tả', 'Thị', 'Lở'])} {g}"
    if eth == "Chăm":
        return f"{s} {g}" if sex == "m" else f"{s} {rng.choice(['Thị', 'Thị', ''])} {g}".replace("  ", " ")
    if eth == "Khơ-me":
        return f"{s} {g}" if sex == "m" else f"{s} Thị {g}"
    return f"{s} {g}"


def surname(rng, eth, dia, ham=None):
    if eth in FOLK:
        return rng.choice(FOLK[eth][0])
    if ham and rng.random() < .6:
        return rng.choice(ham[4])
    return KSUR[dia](rng)


def folk_variant(name, eth, sex, rng):
    """The name of one of the smaller peoples as another office spells it."""
    t = name
    if eth == "Ê-đê":
        if sex == "f":
            g = re.sub(r"^H['’]? ?", "", t)
            t = rng.choice(["H'", "H' ", "H ", "H’", "H-", "H"]) + g
        else:
            g = t[2:]
            t = rng.choice(["Y " + g, "Y-" + g, "Y" + g[0].lower() + g[1:], g.split(" ", 1)[1] + " Y " + g.split(" ", 1)[0] if " " in g else "Y " + g])
        if rng.random() < .6:
            for a, b in (("ŭ", "u"), ("ă", "a"), ("ĭ", "i"), ("č", "c"), ("ơ", "o"), ("Ê", "E"), ("đ", "d")):
                t = t.replace(a, b)
        if "Kdăm" in t or "Kdam" in t:
            t = rng.choice([t.replace("Kdăm", "Kđăm"), re.sub(" Kd.m", "", t)])
    elif eth == "Gia-rai":
        t = t.replace("Rơ ", rng.choice(["Rơ ", "R'", "Rơ"])).replace("Châm", rng.choice(["Châm", "Chăm", "Chơm"]))
        if "H'" in t:
            t = t.replace("H'", rng.choice(["H ", "H'", "H-", "H"]))
        elif rng.random() < .4:
            t = bare(t) if rng.random() < .3 else " ".join(t.split()[1:] + t.split()[:1])
    elif eth == "Hmông":
        for a, b in (("Giàng", "Dàng"), ("Giàng", "Ràng"), ("Sùng", "Xùng"), ("Thào", "Thao"), ("Vàng", "Vang"), ("Mỷ", "Mỵ"), ("Páo", "Pao"), ("Lầu", "Lù"), ("Tráng", "Cháng"), ("Dế", "Giế"), ("Sua", "Xua"), ("Dở", "Giở"), ("Súa", "Xúa"), ("Ly", "Lý"), ("Hạng", "Hảng")):
            if a in t and rng.random() < .6:
                t = t.replace(a, b)
                break
        if rng.random() < .4:
            t = t.replace(" A ", " ").replace(" Thị ", " ").replace(" Seo ", rng.choice([" A ", " "]))
    elif eth == "Dao":
        for a, b in (("Phây", "Phấy"), ("Lìn", "Nìn"), ("Ghển", "Gển"), ("Mẩy", "Mảy"), ("Chảo", "Tràu"), ("Tẩn", "Tấn"), ("Phàn", "Bàn"), ("San", "Xan"), ("Quyên", "Quyến"), ("Nhậy", "Nhạy"), ("Tòn", "Tồn")):
            if a in t:
                t = t.replace(a, b)
                break
        else:
            t = t.replace(" Mùi ", " Thị ").replace(" Tài ", " Văn ")
    elif eth == "Khơ-me":
        w = t.split()
        if len(w) >= 3 and rng.random() < .6 and w[-2] not in ("Thị",):
            w = w[:-2] + [w[-2] + w[-1].lower()]
        elif w[-1] != w[0]:
            w[-1] = slip(w[-1], rng) if rng.random() < .5 else bare(w[-1])
        t = " ".join(w)
    elif eth == "Chăm":
        w = t.split()
        t = " ".join([w[0]] + w[2:]) if len(w) > 3 else " ".join([w[0]] + (["Thị"] if sex == "f" and "Thị" not in w else []) + w[1:])
    elif eth == "Ra-glai":
        t = t.replace("Chamaléa", rng.choice(["Chamalé", "Cha Ma Léa", "Cha ma lé", "Chamalia"])).replace("Katơr", rng.choice(["Ka Tơr", "Katơ", "Ca Tơ"])).replace("Pi Năng", rng.choice(["Pinăng", "Pi-Năng", "Bi Năng"]))
        if rng.random() < .3:
            t = t.replace(" Thị ", " ")
    return t
