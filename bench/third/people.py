"""people.py: families and their houses: births, names, marriages, moves and deaths, and the paper history that older lists carry of a person."""
import collections, datetime, random
import names, places
from dates import D, lunar, safe
from letters import fold, hear
from tables import Weighted, skip


class Person:
    __slots__ = ("id pids sex eth dia sur name alt nick holy monk oldname marname dob dobprec dobold nid nidold cmnd cmnd2 father mother fname mname step "
                 "spouse hh phone bhxh mst present why dead home twin reg").split()


class House:
    __slots__ = "id commune ham oldham house members head phone era form away prev dia".split()


class World:
    """Families of the communes that the seed chose. People who are not present are not in the register, and why says for what reason."""

    def __init__(self, seed, people):
        self.rng = random.Random(seed * 7919 + 17)
        self.prof = places.PROFILES[(seed - 1) % len(places.PROFILES)]
        self.people, self.hh = [], []
        self.npresent, self.target = 0, people
        self.girls = collections.defaultdict(list)
        self.com, self.outcom, self.far, self.cccd = places.choose(self.rng, self.prof)
        self.build()
        self.index()

    def person(self, sex, eth, dia, sur, year, name=None, mid=None, like=None, dob=None):
        """A new person with his numbers, and his other names and dates in older papers."""
        rng = self.rng
        p = Person()
        p.id = len(self.people)
        p.pids, p.sex, p.eth, p.dia, p.sur = [], sex, eth, dia, sur
        if dob is None:
            dob = D(year, 1, 1) + datetime.timedelta(days=rng.randrange(365))
            if dob > D(2025, 12, 10):
                dob = D(2025, 12, 10) - datetime.timedelta(days=rng.randrange(100))
        p.dob = dob
        p.name = name or names.mkname(rng, eth, sur, sex, dob.year, mid, like)
        p.dobprec = "d"
        if rng.random() < (.45 if year < 1950 else .25 if year < 1965 else .05 if year < 1985 else .004):
            p.dobprec = "y"
        p.alt = p.nick = p.holy = p.monk = p.oldname = p.marname = p.dobold = None
        p.father = p.mother = p.fname = p.mname = p.step = p.spouse = p.hh = None
        p.present, p.why, p.dead, p.home, p.twin, p.reg = True, "", None, None, None, None
        prov = self.cccd[self.prof["p"]] if (year > 1995 and rng.random() < .93) or rng.random() < .6 else self.cccd[rng.choice(["36", "34", "40", "38", "52", "49", "04", "20", "79", "01"])]
        self.number(p, prov)
        p.cmnd = p.cmnd2 = ""
        if dob.year < 2004:
            p.cmnd = self.prof["pre"] + "".join(rng.choice("0123456789") for _ in range(9 - len(self.prof["pre"])))
            if rng.random() < .25:  # reissued: an older one from here or from the province of birth
                p.cmnd2 = rng.choice([self.prof["pre"], "16", "18", "21", "02"]) + "".join(rng.choice("0123456789") for _ in range(7))
        p.phone = rng.choice(["09", "03", "08", "07"]) + "".join(rng.choice("0123456789") for _ in range(8)) if dob.year < 2010 else ""
        p.bhxh = self.prof["p"] + f"{rng.randrange(10 ** 8):08d}"
        p.mst = ""
        while not p.mst:
            d = [rng.randrange(10) for _ in range(9)]
            s = sum(a * b for a, b in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), d)) % 11
            if s:
                p.mst = "".join(map(str, d)) + str(10 - s)
        # --- the paper history of a person: forms that older lists carry
        t = p.name.split()
        if eth in ("Kinh", "Tày", "Nùng", "Mường", "Hoa", "Thái"):
            r = rng.random()
            c = [i for i, x in enumerate(t) if x in names.DOUBLET]
            if c and r < .16:
                i = rng.choice(c)
                p.alt = " ".join(t[:i] + [names.DOUBLET[t[i]]] + t[i + 1:])
            elif r < .05:
                i = len(t) - 1 if rng.random() < .7 else rng.randrange(len(t))
                x = names.SPELL.get(t[i]) or hear(t[i], dia, rng)
                p.alt = " ".join(t[:i] + [x] + t[i + 1:])
            elif r > .975 and len(t) > 2:   # the mother said Thị, the register has none; or a middle name more
                p.alt = " ".join([t[0]] + (t[2:] if len(t) > 3 or rng.random() < .5 else ["Thị" if sex == "f" else "Văn", t[1], t[2]]))
            if rng.random() < .008 and year > 1970:
                p.oldname = " ".join([names.KSUR[dia](rng)] + t[1:])       # adopted, or recognised by a father
            elif rng.random() < .008:
                p.oldname = names.kinhname(rng, t[0], sex, year)            # name corrected
            if rng.random() < .025 and year < 2005:
                p.nick = " ".join(t[:-1] + [rng.choice("Tèo Tí Cu Bé Lớn Nhỏ Đen Út Gái Mến Hai Ba".split())])
            if dia in "cns" and rng.random() < self.prof["rel"]:
                p.holy = rng.choice(names.SAINT[sex])
            elif rng.random() < .003 and year < 1998:
                p.monk = "Thích " + rng.choice(names.MONK) if sex == "m" else "Thích Nữ " + rng.choice(names.NUN)
        elif rng.random() < .3:
            p.alt = names.folk_variant(p.name, eth, sex, rng)
        r = rng.random()
        y = dob.year
        if r < .025 and 1945 < y < 2010:      # moved for school: made younger or older by a year
            k = rng.choice([-1, 1, 1, 2])
            p.dobold = (safe(y + k, dob.month, dob.day), "doi_tuoi_di_hoc")
        elif r < .045 and y < 1985:           # for retirement, for the army
            p.dobold = (safe(y - rng.choice([1, 2, 2, 3, 4]), rng.choice([1, dob.month]), rng.choice([1, 10, 15])), "doi_tuoi_huu")
        elif r < .085 and y < 1990:
            ly, lm, ld = lunar(dob)
            p.dobold = (safe(ly, lm, ld), "ngay_am_lich")
        elif r < .115 and y < 1980:
            p.dobold = (D(y - (rng.random() < .3), 1, 1), "ngay_01_01")
        p.nidold = ""
        if rng.random() < .012:
            keep = p.nid
            self.number(p, rng.choice([prov, "001", "079"]))
            p.nidold, p.nid = p.nid, keep     # a number issued in error and replaced
        self.people.append(p)
        return p

    def number(self, p, prov):
        """A 12-digit number as the law forms it: province, century and sex, year, six digits."""
        y = p.dob.year
        g = 0 if y < 2000 else 2
        yy = y % 100
        if y in (2004, 2007) and self.rng.random() < .08:   # the cohort with a fault of structure
            g = 0 if self.rng.random() < .6 else g
            yy = (yy + self.rng.choice([0, 1])) % 100
        p.nid = f"{prov}{g + (p.sex == 'f')}{yy:02d}{self.rng.randrange(10 ** 6):06d}"

    def newhh(self, c, ham, away=False):
        rng = self.rng
        h = House()
        h.id, h.commune, h.ham, h.oldham = len(self.hh), c, ham[0], ham[1]
        h.house = ""
        if c.urban and rng.random() < .7:
            h.house = f"{rng.choice(['', 'Số ', 'Số nhà ', 'Hẻm ' + str(rng.randint(2, 90)) + '/'])}{rng.randint(1, 400)}{rng.choice(['', '', '', 'A', 'B', '/' + str(rng.randint(1, 30))])} {rng.choice(places.STREET)}"
        h.members, h.head, h.phone, h.away, h.dia = [], None, "", away, ham[3]
        h.era = "new" if rng.random() < .62 else "old"
        skip(rng, 12, 5, 10 ** 7)
        h.form, h.prev = {}, None
        if rng.random() < .16:
            o = rng.choice(self.far if rng.random() < .45 else self.com)
            oh = rng.choice(o.hams)
            h.prev = (o, oh[0])
        self.hh.append(h)
        return h

    def add(self, h, p):
        p.hh = h
        h.members.append(p)

    def couple(self, m, f):
        m.spouse, f.spouse = f, m
        rng = self.rng
        if m.eth == f.eth == "Hmông" and rng.random() < .35:
            t = f.name.split()
            f.marname = " ".join([m.name.split()[0]] + t[1:])          # called by the husband's clan
        if m.eth == "Hmông" and rng.random() < .3:
            t = m.name.split()
            m.alt = " ".join([t[0], rng.choice("Chứ Nỏ Nhìa Xáy Vảng Chờ Giống".split()), t[-1]])  # the grown man's name
        elif f.eth in ("Dao", "Khơ-me", "Chăm", "Ê-đê", "Thái") and rng.random() < .05:
            f.marname = "Vợ " + m.name if rng.random() < .3 else f"{f.name} (vợ {m.name.split()[-1]})"

    def kids(self, m, f, year0, n):
        """The children of a couple, with sibling patterns, twins and sons named like the father."""
        rng = self.rng
        eth = f.eth if f.eth in names.MATRI else m.eth
        sur = f.sur if eth in names.MATRI else m.sur
        mids = {"m": None, "f": None}
        if rng.random() < .35:
            mids = {"m": rng.choice([names.MW["m"](rng), "Văn"]), "f": rng.choice([names.MW["f"](rng), "Thị", "Thị " + names.MW["f"](rng)])}
        out, y, prev = [], year0, None
        taken = {m.name, f.name, fold(m.name), fold(f.name)} if rng.random() < .8 else {m.name, f.name}
        for g in (m, f):       # nor is a child called as a grandparent is
            for x in (g.father, g.mother):
                if x:
                    taken.add(x.name)
        while len(out) < n and y <= 2025:
            sex = rng.choice("mf")
            like = None
            fmid = mids[sex]
            par = m if sex == "m" else f
            if par and par.eth == eth and rng.random() < .16 and len(par.name.split()) > 2:
                like = par.name.split()[-1]
                if rng.random() < .7:
                    fmid = " ".join(par.name.split()[1:-1])
            elif prev and rng.random() < .2:
                like = prev.name.split()[-1]
            p = self.person(sex, eth, m.dia, sur, y, mid=fmid, like=like)
            self.unlike(p, taken)
            taken.add(fold(p.name) if rng.random() < .9 else p.name)
            self.parents(p, m, f)
            out.append(p)
            prev = p
            if rng.random() < .012 and y - 2 > m.dob.year + 18 and eth == "Kinh":   # bears the name of a child that died
                e = self.person(sex, eth, m.dia, sur, y - rng.choice([1, 2, 3]), name=p.name)
                e.alt = e.nick = e.oldname = None
                e.father, e.mother = m, f
                e.dead = safe(min(2025, e.dob.year + rng.choice([0, 1, 2])), 6, 12)
                if e.dead < e.dob:
                    e.dead = e.dob + datetime.timedelta(days=40)
                e.why, e.present, e.reg = "da_chet", False, False
                e.cmnd = e.cmnd2 = e.nidold = e.phone = ""
                out.append(e)
            if rng.random() < .02 and len(out) <= n:                    # twins
                s2 = sex if rng.random() < .75 else "mf"[sex == "m"]
                t = p.name.split()
                md = " ".join(t[1:-1]) if rng.random() < .6 and len(t) > 2 and eth in ("Kinh", "Tày", "Nùng", "Mường", "Hoa") and s2 == sex else None
                q = self.person(s2, eth, m.dia, sur, y, mid=md, like=t[-1], dob=p.dob)
                self.unlike(q, taken | {fold(p.name)} if rng.random() < .8 else taken | {p.name}, t[-1] if eth != "Kinh" else None)
                taken.add(fold(q.name))
                if rng.random() < .5:      # registered one after the other
                    q.nid = p.nid[:3] + q.nid[3:6] + f"{(int(p.nid[6:]) + 1) % 10 ** 6:06d}"
                q.dobprec, q.dobold = p.dobprec, p.dobold
                p.twin, q.twin = q, p
                self.parents(q, m, f)
                out.append(q)
            y += rng.choice([1, 2, 2, 3, 3, 4, 5])
        count = collections.Counter(fold(p.name) for p in out)
        for p in out:          # another name of one child is not the name of the next
            for a in ("alt", "nick", "oldname"):
                x = getattr(p, a)
                if x and fold(x) != fold(p.name) and count[fold(x)] or x and any(x == q.name for q in out if q is not p):
                    setattr(p, a, None)
        return out

    def unlike(self, p, taken, given=None):
        """Names p anew as long as the name is taken in the family (or its last word is given)."""
        for _ in range(12):
            if p.name not in taken and fold(p.name) not in taken and (given is None or p.name.split()[-1] != given):
                return
            p.name = names.mkname(self.rng, p.eth, p.sur, p.sex, p.dob.year)
            p.alt = p.nick = p.oldname = None

    def parents(self, p, m, f):
        p.father, p.mother = m, f
        rng = self.rng
        if rng.random() < .02:
            p.step = names.kinhname(rng, names.KSUR[m.dia](rng), "m", m.dob.year)
        if rng.random() < .012 and p.eth in ("Kinh", "Tày", "Nùng", "Hoa"):
            # born to a mother alone, the father's name came later
            p.oldname = " ".join([f.name.split()[0]] + p.name.split()[1:])
            if p.oldname == p.name:
                p.oldname = None

    def index(self):
        """Who in the register bears a name, or its first and last word, in a commune."""
        self.bypair = collections.defaultdict(list)
        self.byname = collections.defaultdict(list)
        for p in self.people:
            if p.present:
                n = fold(p.name)
                self.byname[(n, id(p.hh.commune))].append(p)
                t = n.split()
                self.bypair[(t[0], t[-1], id(p.hh.commune))].append(p)

    def build(self):
        rng = self.rng
        wt = Weighted([(c, (2.2 if c.urban else 1) * rng.uniform(.6, 1.6)) for c in self.com])
        while self.npresent < self.target:
            c = wt(rng)
            self.clan(c, rng.choice(c.hams), False)
        # households of neighbouring places, never in the register
        n0 = len(self.people)
        while len(self.people) - n0 < self.target * .06 + 40:
            c = rng.choice(self.outcom)
            self.clan(c, rng.choice(c.hams), True)
        # namesakes of one year, or nearly one, and commune
        by = collections.defaultdict(list)
        for p in self.people:
            if p.eth == "Kinh":
                by[(id(p.hh.commune), p.dob.year, p.sex)].append(p)
        for v in by.values():
            for p in v[1:]:
                if rng.random() < .035:
                    q = rng.choice(v)
                    if q is not p and q.hh is not p.hh and q.hh.ham != p.hh.ham and q.home is not p.home and not p.twin and not p.dead and q.why != "da_chet":
                        if p.father and p.father.sur == q.sur or rng.random() < .35 and not (p.father and p.father.eth == "Kinh"):
                            p.name, p.sur = q.name, q.sur
                            p.alt = p.nick = p.oldname = None
        nid = set()
        for p in self.people:      # numbers are unique
            while p.nid in nid:
                p.nid = p.nid[:6] + f"{rng.randrange(10 ** 6):06d}"
            nid.add(p.nid)

    def clan(self, c, ham, out):
        """A founding couple in a hamlet and all that come of it; out: in a neighbouring place that the register does not cover."""
        rng = self.rng
        eth, dia = ham[2], ham[3]
        y = rng.randint(1934, 1996)
        sur = names.surname(rng, eth, dia, ham)
        m = self.person("m", eth, dia, sur, y)
        self.family(m, c, ham, out, None, 0)

    def family(self, m, c, ham, out, h, depth):
        """Marries m, to a girl of the place where there is one, gives the couple children, and marries the sons in turn. h: the house they live in, or None for a new one."""
        rng = self.rng
        y = m.dob.year
        eth = m.eth
        f, pool = None, self.girls[(eth, out)]
        if pool and rng.random() < .6:
            for k in range(min(6, len(pool))):
                i = rng.randrange(len(pool))
                g = pool[i]
                if -4 <= g.dob.year - y <= 9 and g.sur != m.sur and not g.spouse:
                    f = pool.pop(i)
                    break
        if f is None:
            e2 = eth if rng.random() < .94 or eth == "Kinh" else "Kinh"
            f = self.person("f", e2, m.dia if rng.random() < .7 else ham[3], names.surname(rng, e2, m.dia, ham), min(2004, y + rng.randint(-2, 6)))
        self.couple(m, f)
        if h is None:
            h = self.newhh(c, ham, out)
        if f.hh:
            f.hh.members.remove(f)
        for p in (m, f):
            if p.hh is not h:
                if p.hh and p in p.hh.members:
                    p.hh.members.remove(p)
                self.add(h, p)
        kids = self.kids(m, f, max(m.dob.year, f.dob.year) + rng.randint(19, 26), rng.choice([1, 2, 2, 2, 3, 3, 4, 5] if y > 1965 else [2, 3, 4, 5, 6]) if rng.random() < .93 else 0)
        if kids:
            skip(rng)
        first = True
        for k in kids:
            age = 2025 - k.dob.year
            k.hh = None
            if k.reg is False:      # died as a child
                self.add(h, k)
                continue
            if k.twin and age > 18 and rng.random() < .12:
                self.away(k, h)
                continue
            if age < 21 or rng.random() < (.35 if age < 27 else .1) or depth > 2:
                self.add(h, k)
                continue
            if k.sex == "f":
                r = rng.random()
                if r < .6:
                    self.add(h, k)
                    self.girls[(k.eth, out)].append(k)
                elif r < .72:       # married far away
                    self.away(k, h)
                else:
                    self.add(h, k)
            else:
                r = rng.random()
                if first and r < .4:
                    first = False
                    self.family(k, c, ham, out, h, depth + 1)
                elif r < .72:
                    self.family(k, c, ham, out, None, depth + 1)
                elif r < .88:
                    c2 = rng.choice(self.com if not out else self.outcom)
                    self.family(k, c2, rng.choice(c2.hams), out, None, depth + 1)
                else:
                    self.away(k, h)
        # who is in the register
        allm = [p for p in (m, f) + tuple(kids) if p.present and not p.why]
        recent = rng.random() < .012 and h.head is None
        for p in allm:
            if p.reg is not None:
                continue
            age = 2025 - p.dob.year
            p.reg = True
            why = ""
            if out:
                why = "ngoai_tinh"
            elif recent:
                why = "moi_chuyen_den"
            elif p.dob > D(2025, 8, 15) and rng.random() < .8:
                why = "moi_sinh"
            elif age > 68 and rng.random() < .04 + (age - 68) * .018:
                p.dead = D(rng.randint(2006, 2025), rng.randint(1, 11), rng.randint(1, 28))
                if rng.random() < .75:
                    why = "da_chet"
            elif rng.random() < .006:
                why = "chua_thu_thap"
            elif rng.random() < .006:
                why = "da_chuyen_di"
            if why:
                p.present, p.why = False, why
            else:
                self.npresent += 1
        if h.head is None:
            a = [p for p in (m, f) if not p.dead]
            h.head = a[0] if a else (h.members[0] if h.members else m)
            h.phone = h.head.phone or m.phone or f.phone
        for p in (m, f):
            p.home = p.home or h
        for p in kids:
            p.home = h

    def away(self, k, h):
        """A grown child who settled elsewhere: not in this register, but still on the lists of home."""
        c = self.rng.choice(self.far + self.outcom)
        hh = self.newhh(c, self.rng.choice(c.hams), True)
        self.add(hh, k)
        hh.head, hh.phone = k, k.phone
        k.home, k.present, k.why, k.reg = h, False, "di_xa", False


def relation(p, h):
    """What p is to the head of the house, as registers word it."""
    x = h.head
    if p is x:
        return "Chủ hộ"
    if p.spouse is x:
        return "Vợ" if p.sex == "f" else "Chồng"
    if x in (p.father, p.mother):
        return "Con"
    if p in (x.father, x.mother):
        return "Bố" if p.sex == "m" else "Mẹ"
    if p.spouse and x in (p.spouse.father, p.spouse.mother):
        return "Con dâu" if p.sex == "f" else "Con rể"
    if p.father and x in (p.father.father, p.father.mother):
        return "Cháu nội"
    if p.father and p.father is x.father:
        return ("Anh" if p.sex == "m" else "Chị") if p.dob < x.dob else "Em"
    return "Khác"


def parent_names(p, rng):
    """The names of both parents; those of people whose parents are not in the world are made up once."""
    if p.fname is None:
        y = p.dob.year
        if p.father:
            p.fname, p.mname = p.father.name, p.mother.name
        else:
            e = p.eth
            s2 = names.surname(rng, e, p.dia)
            if e in names.MATRI:
                p.fname, p.mname = names.mkname(rng, e, s2, "m", y - 28), names.mkname(rng, e, p.sur, "f", y - 25)
            else:
                p.fname, p.mname = names.mkname(rng, e, p.sur, "m", y - 28), names.mkname(rng, e, s2, "f", y - 25)
    return p.fname, p.mname
