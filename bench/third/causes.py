"""causes.py: why a row is wrong: papers of another name or date, a form filled for the whole house, a blurred card, a name heard by telephone, a clerk's keyboard."""
from dates import D, safe
from letters import bare, fold, hear, ocr_digits, ocr_word, slip, telex
from names import FOLK, folk_variant
from offices import SPEC, form_of
from people import parent_names, relation
from places import address
from tables import skip


class Row(dict):
    """A row of a list by what its columns hold, with its person, its causes of error (mech) and how many they were. Beside the columns: _heavy counts the causes that
    by themselves point to somebody else (no second one is added), _need says that a namesake lives near, _bad and _torn tell the state of the card, _baby that the
    child has no name yet, _form the form of the house, _c the commune that the address names, _o
    the office, _entry is the same in rows that the office has of the person for one and the same reason."""
    __slots__ = ("err", "p", "mech")


def note(r, k):
    """Counts cause k on row r."""
    r.err += 1
    r.mech.append(k)


def maketext(nm, r, o, rng, key, p, scale=1.0):
    """What typing, hearing and reading do to a name."""
    t = nm.split()
    if rng.random() < o.dic * scale:
        n0 = list(t)
        for i in rng.sample(range(len(t)), min(len(t), 2 if rng.random() < .35 else 1)):
            t[i] = hear(t[i], p.dia, rng)
        if t != n0 and key:
            note(r, "nghe_qua_dien_thoai")
    if r.get("_bad") and rng.random() < .65 * scale:
        i = rng.randrange(len(t))
        x = ocr_word(t[i], rng)
        if x != t[i]:
            t[i] = x
            if key:
                note(r, "ocr_ten")
    if rng.random() < o.slip * scale:
        i = rng.randrange(len(t))
        if o.ime == "telex":
            t[i] = telex(t[i])
        elif o.ime == "vni":
            t[i] = telex(t[i], True)
        else:
            t[i] = slip(t[i], rng)
        if key:
            note(r, "go_telex_vni")
    if rng.random() < o.dropmid * scale and len(t) > 2:
        i = next((i for i, x in enumerate(t[1:-1], 1) if x in ("Thị", "Văn")), 1)
        del t[i]
        if key:
            note(r, "bo_chu_dem")
    elif rng.random() < o.abbr * scale and len(t) > 2:
        t[0] = {"Nguyễn": "Ng.", "Trần": "Tr.", "Phạm": "Ph.", "Hoàng": "H."}.get(t[0], t[0])
        for i in range(1, len(t) - 1):
            if t[i] in ("Thị", "Văn") or rng.random() < .2:
                t[i] = t[i][0] + "."
        if key:
            note(r, "viet_tat")
    s = " ".join(t)
    if o.ime == "nomarks":
        s = bare(s)
    if o.ime == "tone" and rng.random() < .5:
        s = s.replace("oà", "òa").replace("Hòa", "Hoà").replace("Thúy", "Thuý").replace("Thủy", "Thuỷ").replace("Quý", "Qúy")
    return s.upper() if o.caps else s


def parent_text(nm, r, o, rng, p, form):
    if not nm:
        return ""
    if (form and form["par"]) or rng.random() < o.givenpar:
        skip(rng, 3)
        return nm.split()[-1]
    return maketext(nm, r, o, rng, None, p, .8)


NAMEERR = {"nghe_qua_dien_thoai", "ocr_ten", "go_telex_vni", "bo_chu_dem", "viet_tat", "nguoi_nha_khai_sai_am", "ten_hai_cach_viet", "ten_dan_toc"}


def name(r, w, p, s, o, rng):
    """Writes the name the person goes by here; returns those of the parents."""
    h, form, age = p.hh, r["_form"], 2025 - p.dob.year
    nm = p.name
    if p.oldname and rng.random() < .5:
        nm = p.oldname
        r["_heavy"] += 1
        note(r, "ten_truoc_cai_chinh")
    elif p.step and rng.random() < .25 and s in ("giao_duc", "bhyt", "tiem_chung", "mot_cua"):
        nm = " ".join([p.step.split()[0]] + p.name.split()[1:])
        r["_heavy"] += 1
        note(r, "mang_ho_cha_duong")
    elif p.dia in "cs" and p.eth == "Kinh" and 30 < age and rng.random() < .02 and s in ("evn", "an_sinh", "toa_an", "tiem_chung"):
        nm = rng.choice("Hai Ba Tư Năm Sáu Bảy Tám Út".split()) + " " + p.name.split()[-1]
        if rng.random() < .6:
            nm = f"{p.name} ({nm})"
        else:
            r["_heavy"] += 1
        note(r, "ten_theo_thu")
    elif age < 7 and s in ("tiem_chung", "giao_duc") and rng.random() < .035 and len(p.name.split()) > 2 and p.eth == "Kinh":
        nm = rng.choice(["Bé ", "", "Cháu "]) + " ".join(p.name.split()[1:])
        note(r, "tre_khong_ghi_ho")
    elif p.marname and rng.random() < .5:
        nm = p.marname
        r["_heavy"] += 1
        note(r, "ten_theo_chong")
    elif p.monk and rng.random() < .5 and s in ("an_sinh", "evn", "bhyt", "cu_tru", "mot_cua", "tiem_chung"):
        nm = p.monk if rng.random() < .5 else f"{p.monk} ({p.name})"
        r["_heavy"] += 1
        note(r, "phap_danh")
    elif p.nick and rng.random() < .45 and s in ("an_sinh", "evn", "cu_tru", "toa_an", "tiem_chung"):
        nm = p.nick
        r["_heavy"] += 1
        note(r, "ten_goi_o_nha")
    elif p.alt and rng.random() < SPEC[s]["alt"]:
        nm = p.alt
        note(r, "ten_hai_cach_viet")
    elif p.eth in FOLK and FOLK[p.eth][1] and rng.random() < .18:
        x = folk_variant(nm, p.eth, p.sex, rng)
        if x != nm:
            nm = x
            note(r, "ten_dan_toc")
    if p.holy and rng.random() < .3 and s in ("evn", "ho_tich", "an_sinh", "tiem_chung", "cu_tru", "giao_duc", "mot_cua"):
        nm = p.holy + " " + nm
        note(r, "ten_thanh")
    fa, mo = parent_names(p, w.rng)
    r["_baby"] = not p.twin and p.dob > D(2025, 2, 1) and s in ("bhyt", "tiem_chung") and rng.random() < (.6 if not p.present else .3)
    if r["_baby"]:
        r["name"] = rng.choice(["Con bà {}", "CB {}", "Cháu bé con bà {}", "Con {}"]).format(mo)
        r["_heavy"] += 1
        note(r, "so_sinh_ten_me")
    else:
        if form and form["hear"]:
            t = nm.split()
            n0 = list(t)
            for i in rng.sample(range(len(t)), min(len(t), 2)):
                if rng.random() < .7:
                    t[i] = hear(t[i], h.dia, rng)
            nm = " ".join(t)
            if t != n0:
                note(r, "nguoi_nha_khai_sai_am")
        r["name"] = maketext(nm, r, o, rng, True, p)
    if rng.random() < .015 and age > 35:
        r["name"] = ("Ông " if p.sex == "m" else "Bà ") + r["name"]
    elif rng.random() < .004:
        r["name"] += rng.choice([" - đi làm Bình Dương", " (vắng)", " (con " + h.head.name.split()[-1] + ")" if h.head and h.head is not p else " (TV)"])
        note(r, "ghi_chu_trong_o_ten")
    if p.dead and rng.random() < .15:
        r["name"] += rng.choice([" (đã chết)", " (mất)", " (chết)"])
    return fa, mo


def birth(r, p, s, o, rng):
    """Writes the date, and how much of it (d a day, m a month, y a year, 01 the first of January for a year)."""
    h, form, age = p.hh, r["_form"], 2025 - p.dob.year
    d, prec = p.dob, "d"
    if p.dobold and rng.random() < (.6 if s in ("can_cuoc", "cu_tru", "bhxh", "thue") else .35) and r["_heavy"] == 0:
        if p.dobold[0].year != d.year:
            r["_heavy"] += 1
        d = p.dobold[0]
        note(r, p.dobold[1])
    elif form and form["swap"] and r["_heavy"] == 0:
        sib = [q for q in h.members if q is not p and q.father is p.father and p.father and abs(q.dob.year - d.year) < 6 and q.sex == p.sex]
        if sib:
            d = sib[0].dob
            r["_heavy"] += 1
            note(r, "doi_ngay_sinh_anh_em")
    if r["_torn"] and r["_heavy"] == 0 and rng.random() < .5:
        y = ocr_digits(str(d.year)[2:], rng)
        if 1925 < int(str(d.year)[:2] + y) < 2024:
            d = safe(int(str(d.year)[:2] + y), d.month, d.day)
            r["_heavy"] += 1
            note(r, "ocr_nam_sinh")
    if age > 58 and r["_heavy"] == 0 and rng.random() < .006 and s in ("an_sinh", "cu_tru", "toa_an", "bhyt", "tiem_chung"):
        d, prec = safe(d.year + rng.choice([-12, 12]), d.month, d.day), "y"
        r["_heavy"] += 1
        note(r, "nham_con_giap")
    if o.agecol and age > 6 and r["_heavy"] == 0 and not r["_baby"] and rng.random() < .5:
        d, prec = safe(d.year + o.agecol, d.month, d.day), "y"
        note(r, "tinh_nam_sinh_tu_tuoi")
    if ((form and form["mu"]) or o.tuoimu) and age > 6 and r["_heavy"] == 0 and not r["_baby"] and rng.random() < .8:
        d = safe(d.year - 1, d.month, d.day)
        prec = "y"
        note(r, "tuoi_mu")
    elif rng.random() < .012 and age > 12 and r["_heavy"] == 0:
        y = str(d.year)
        y2 = y[:2] + (y[3] + y[2] if rng.random() < .4 else rng.choice([y[2] + str((int(y[3]) + rng.choice([1, 9])) % 10), str((int(y[2]) + rng.choice([1, 9])) % 10) + y[3]]))
        if y2 != y and 1925 < int(y2) < 2020:
            d = safe(int(y2), d.month, d.day)
            r["_heavy"] += 1
            note(r, "go_sai_nam")
    if r["_bad"] and rng.random() < .35:
        x = ocr_digits(d.strftime("%d%m"), rng)
        try:
            d = D(d.year, int(x[2:]), int(x[:2]))
            note(r, "ocr_ngay")
        except ValueError:
            pass
    if not r["_baby"]:
        yo = o.yo * (1.7 if age > 60 else 1.1 if age > 40 else .75 if age > 15 else .3)
        if prec == "y" or p.dobprec == "y" and rng.random() < .9 or rng.random() < yo or (form and form["year"] and age > 10):
            if o.stand and rng.random() < .8:
                d = D(d.year, 1, 1)
                note(r, "chi_nam_01_01")
                prec = "01"
            else:
                prec = "y"
                note(r, "chi_nam")
        elif rng.random() < .02:
            prec = "m"
            note(r, "chi_thang_nam")
    if o.mdy and prec == "d" and d.day <= 12 and d.day != d.month:
        d = D(d.year, d.day, d.month)
        note(r, "phan_mem_doi_ngay_thang")
    r["dob"] = (d, prec)


def number(r, p, s, o, rng):
    """Writes the number the papers show, if they were shown."""
    h, form, age, sp = p.hh, r["_form"], 2025 - p.dob.year, SPEC[s]
    x = ""
    pn = o.noid
    if form:   # the papers of a house are there together or not at all
        pn = pn * 1.5 if form["noid"] < .5 else pn * .5
    if age < 14 and s not in ("giao_duc",):
        pn = min(.95, pn * 1.25)
    if r["_heavy"]:
        pn *= .75
    if r["_baby"]:
        pn = .97
    if p.dead and p.dead.year < 2016 and not p.cmnd:
        pn = 1.1
    if rng.random() >= pn:
        x = p.nid
        cm = sp["cmnd"] / max(.05, 1 - sp["noid"])
        if p.cmnd and (rng.random() < cm or p.dead and p.dead.year < 2016):
            x = p.cmnd2 if p.cmnd2 and rng.random() < .5 else p.cmnd
            note(r, "cmnd_cap_lai" if x == p.cmnd2 else "cmnd_thay_cccd")
        elif p.nidold and rng.random() < .5:
            x = p.nidold
            note(r, "so_dinh_danh_cu")
        if p.twin and p.present and p.twin.present and x == p.nid and r["_heavy"] == 0 and rng.random() < .08 and fold(p.twin.name) != fold(p.name) and not NAMEERR & set(r.mech):
            x = p.twin.nid
            r["_heavy"] += 1
            note(r, "doi_so_sinh_doi")
        q = rng.random()
        if r["_torn"] and q < .5:
            k = rng.randrange(3, 8)
            x = rng.choice([x[:k] + "?" * (len(x) - k), x[:k], x[:k] + ".." + x[k + 2:]])
            note(r, "the_rach_mat_so")
        elif r["_bad"] and q < .4:
            x = ocr_digits(x, rng, rng.choice([1, 1, 2]))
            note(r, "ocr_so")
        elif q < .03:
            i = rng.randrange(3, len(x) - 1)
            x = rng.choice([x[:i] + x[i + 1:], x[:i] + x[i] + x[i:], x[:i] + x[i + 1] + x[i] + x[i + 2:], x[:-3], x[:i] + "*" * 3 + x[i + 3:]])
            note(r, "so_go_tu_anh")
        elif q < .038:
            x = ("%03d" % rng.choice([1, 66, 79, 38])) + x[3:] if len(x) == 12 else x
            note(r, "so_sai_ma_tinh")
    if (form and form["idall"] or rng.random() < sp["other"] * .5) and r["_heavy"] == 0 and r["dob"][1] != "y":
        y = None
        if age < 18:
            y = rng.choice([p.father, p.mother]) or h.head
        elif h.head is not p:
            y = h.head
        if y and y is not p:
            x = y.nid if rng.random() < .8 or not y.cmnd else y.cmnd
            r["_heavy"] += 1
            note(r, "so_cua_chu_ho" if form and form["idall"] else "so_cua_cha_me")
    r["id"] = x


def home(r, p, o, rng):
    """Writes the address: of the house, of where the family or person lived before, in the units of one era or of two."""
    h, form = p.hh, r["_form"]
    where = "cur"
    era = "old" if rng.random() < o.eraold else "new"
    if form:
        if form["era"] is None:
            form["era"] = era
        era = form["era"]
        where = form["addr"]
    elif rng.random() < .12:
        where = rng.choice(["prev", "prev", "home", "home"])
    c, ham, house = h.commune, h.ham, h.house
    if h.away and p.home and p.home is not h:
        if rng.random() < .6:
            c, ham, house = p.home.commune, p.home.ham, p.home.house
    elif where == "prev" and h.prev and r["_heavy"] < 2:
        c, ham, house = h.prev[0], h.prev[1], ""
        era = "old"
        note(r, "dia_chi_truoc_khi_chuyen")
    elif where == "home" and p.home and p.home is not h:
        c, ham, house = p.home.commune, p.home.ham, p.home.house
        note(r, "dia_chi_nha_bo_me")
    if rng.random() < .25 and ham == h.ham and h.oldham != ham:
        ham = h.oldham
        note(r, "ten_thon_cu")
    if rng.random() < (.8 if o.noham else .07):
        ham = ""
        note(r, "thieu_thon")
    if house and rng.random() < .4:
        house = ""
    st = o.style if rng.random() < .8 else rng.choice(["full", "short", "names", "mixed", "nodist", "noprov"])
    if st == "mixed":
        note(r, "dia_chi_lai_hai_thoi")
    r["addr"] = address(c, ham, house, era, st, rng)
    r["_c"] = c
    if r["_bad"] and rng.random() < .5:
        t = r["addr"].split(" ")
        i = rng.randrange(len(t))
        if t[i].isalpha():
            t[i] = ocr_word(t[i], rng)
        r["addr"] = " ".join(t)
        note(r, "ocr_dia_chi")
    if o.ime == "nomarks":
        r["addr"] = bare(r["addr"])
    if rng.random() < .02:
        r["addr"] = ""
        note(r, "trong_dia_chi")


def others(r, p, s, o, rng, fa, mo):
    """Writes sex, people, kin and telephone."""
    h, form, age = p.hh, r["_form"], 2025 - p.dob.year
    r["sex"] = ("Nam" if p.sex == "m" else "Nữ") if rng.random() > .04 else ""
    if rng.random() < .012 and r["sex"]:
        r["sex"] = "Nữ" if p.sex == "m" else "Nam"
        note(r, "sai_gioi_tinh")
    if o.sexdef is not None and rng.random() < .9:
        if o.sexdef and r["sex"] != o.sexdef:
            note(r, "gioi_tinh_mac_dinh")
        r["sex"] = o.sexdef
    r["eth"] = p.eth if rng.random() > .15 else rng.choice(["Kinh", ""])
    if p.step and rng.random() < .6:
        fa = p.step
        note(r, "cha_duong")
    elif form and form["mosur"]:
        mo = " ".join([p.name.split()[0]] + mo.split()[1:])
        note(r, "me_mang_ho_cha")
    q = rng.random()
    pf = (.5 if age > 60 else .15 if age > 20 else .06) if not o.nopar or r["_heavy"] or r["_baby"] else .95
    r["father"] = "" if q < pf else parent_text(fa, r, o, rng, p, form)
    r["mother"] = "" if rng.random() < pf else parent_text(mo, r, o, rng, p, form)
    if not (r["father"] or r["mother"]):
        note(r, "thieu_cha_me")
    if o.swappar or rng.random() < .02 and r["father"] and r["mother"]:
        r["father"], r["mother"] = r["mother"], r["father"]
        note(r, "me_thay_cha")
    elif rng.random() < .02 and age < 18:
        r["father"] = maketext(mo, r, o, rng, None, p)
        r["mother"] = ""
        note(r, "me_thay_cha")
    r["spouse"] = maketext(p.spouse.name, r, o, rng, None, p) if p.spouse and rng.random() < .7 else ""
    r["head"] = maketext(h.head.name, r, o, rng, None, p) if h.head else ""
    r["rel"] = relation(p, h) if h.head else ""
    ph = p.phone or (h.phone if rng.random() < .8 else "")
    if form and rng.random() < .8:
        ph = h.phone or ph
    r["phone"] = ph if rng.random() < .6 else ""
    if o.agent and rng.random() < .85:
        r["phone"] = o.agent
        note(r, "so_dien_thoai_nguoi_lam_ho")
    if s in ("evn", "mot_cua", "thue") and p.spouse and rng.random() < .018 and not o.caps and not p.dead:
        r["name"] += rng.choice([" và vợ ", " và ", " - "] if p.sex == "m" else [" và chồng ", " và "]) + p.spouse.name
        note(r, "hai_nguoi_mot_o")


def base(w, p, s, o, rng):
    """One row about p as office o writes it in list s."""
    r = Row()
    r.err, r.p, r.mech = 0, p, []
    r["_heavy"] = 0
    r["_form"] = form_of(p.hh, s, rng) if SPEC[s]["form"] else None
    r["_bad"] = rng.random() < o.ocr          # a blurred card: several fields at once
    r["_torn"] = r["_bad"] and rng.random() < .22   # and some are torn
    fa, mo = name(r, w, p, s, o, rng)
    birth(r, p, s, o, rng)
    number(r, p, s, o, rng)
    home(r, p, o, rng)
    others(r, p, s, o, rng, fa, mo)
    return r
