"""people.py: a hundred years of families: births, names, marriages, moves, deaths, in a few districts of one province."""
import datetime, random
import names, places

AS_OF = datetime.date(2025, 11, 15)
PROVINCES = [  # old code, region, groups beside the Kinh with their share in the communes where they live, share of such communes
    ('36', 'north', {}, 0), ('94', 'south', {'Khơ-me': .55, 'Hoa': .1}, .45), ('49', 'central', {'Cơ-tu': .8}, .12), ('66', 'central',
        {'Ê-đê': .45, 'Nùng': .1, 'Tày': .08, 'Hmông': .04}, .5),
    ('20', 'north', {'Nùng': .45, 'Tày': .37, 'Dao': .06}, .85), ('38', 'north', {'Mường': .5, 'Thái': .3}, .25), ('60', 'central', {'Chăm': .5, 'Hoa': .05},
        .2), ('10', 'north', {'Hmông': .3, 'Tày': .2, 'Dao': .2}, .7), ('24', 'north', {'Sán Dìu': .25, 'Nùng': .2}, .3),
]
RELIGION = {'north': ['Công giáo', 'Phật giáo'], 'central': ['Phật giáo', 'Công giáo', 'Cao đài'], 'south': ['Phật giáo', 'Phật giáo Hòa Hảo', 'Cao đài', 'Công giáo']}


class Person:
    __slots__ = ('key sex sur mid given name born known father mother father_name mother_name spouse children group religion nation home town birthplace homes house dead gone cccd cmnd phone '
                 'blood other married divorced outsider stray recorded rows twin job school bhxh mst card soldier').split()


class House:
    __slots__ = 'key members head place book'.split()


class World:
    def __init__(self, people, seed, level, province=None):
        self.R = random.Random(f'{seed}/world')
        self.level = level
        code, self.region, self.groups, self.group_communes = next(p for p in PROVINCES if p[0] == province) if province else PROVINCES[seed % len(PROVINCES)]
        self.province = code
        self.prefix = {r['province_code']: r['prefix'].split('|')[0] for r in places.rows('cmnd_prefix')}
        every = places.communes()
        self.everywhere, self.near = every, [c for c in every if c.province == code]
        self.choose_communes(self.near)
        state = self.R.getstate()
        founders = people // 17
        for _ in range(4):  # the fewest founding couples that give people enough
            self.R.setstate(state)
            self.simulate(founders)
            n = sum(1 for p in self.people if self.lives_here(p))
            if n > 1.03 * people:
                break
            founders = int(founders * 1.12 * people / max(n, 1)) + 1
        self.settle(people)

    def choose_communes(self, here):
        R = self.R
        districts, per = {'ordinary': (8, 6), 'hard': (5, 5), 'brutal': (3, 4)}[self.level]
        by = {}
        for c in here:
            by.setdefault((c.dtype, c.district), []).append(c)
        keys = sorted(k for k in by if len(by[k]) >= per)
        start = R.randrange(len(keys))
        chosen = [keys[(start + i) % len(keys)] for i in range(min(districts, len(keys)))]
        self.communes = []
        for k in chosen:
            s = R.randrange(len(by[k]) - per + 1)
            self.communes += by[k][s:s + per]
        for i, c in enumerate(self.communes):
            c.index, c.weight = i, R.lognormvariate(0, .4)
            share = self.groups if R.random() < self.group_communes else {g: s / 25 for g, s in self.groups.items()}
            places.make_hamlets(R, c, self.region, sum(share.values()))
            c.weight = (c.weight, share)
        self.clans = {}
        for c in self.communes:
            for h in range(len(c.hamlets)):
                self.clans[c.index, h] = {}

    def surname_in(self, c, h, group):
        """Hamlets are of a few clans."""
        R = self.R
        clans = self.clans[c.index, h].setdefault(group, [])
        if not clans:
            clans += [names.surname(R, self.region, group) for _ in range(R.randint(2, 5))]
        return R.choice(clans) if R.random() < .65 else names.surname(R, self.region, group)

    # the hundred years

    def person(self, sex, year, group, home, born=None):
        R = self.R
        p = Person()
        for a in Person.__slots__:
            setattr(p, a, None)
        p.key, p.sex, p.group, p.home, p.homes, p.children, p.rows = len(self.people), sex, group, home, [(year, home)], [], []
        if born is None:
            start = datetime.date(year, 1, 1)
            born = start + datetime.timedelta(R.randrange(365))
            while born > AS_OF:
                born = start + datetime.timedelta(R.randrange(365))
        p.born, p.known, p.nation, p.outsider, p.stray = born, 'day', 'Việt Nam', False, False
        far = group != 'Kinh' and group != 'Hoa'
        q = R.random() * (.55 if far else 1)
        if year < 1945 and q < .22 or year < 1960 and q < .09 or year < 1980 and q < .02:
            p.known = 'year'
        elif q < (.34 if year < 1945 else .15 if year < 1960 else .05 if year < 1980 else .006):
            p.known = 'first'  # 01/01 on every paper
        # death
        age = R.gauss(76 if sex == 'f' else 71, 12)
        if R.random() < (.12 if year < 1955 else .03 if year < 1990 else .006):
            age = R.random() * 6
        elif R.random() < .04:
            age = R.uniform(15, 60)
        if sex == 'm' and 1935 <= year <= 1957 and R.random() < .07:
            age = R.uniform(18, 27)
        d = born + datetime.timedelta(int(max(age, 0) * 365.25))
        p.dead = d if d < AS_OF else None
        p.religion = R.choice(RELIGION[self.region]) if R.random() < .14 else 'Không'
        p.blood = R.choices('O A B AB'.split(), [42, 21, 31, 6])[0]
        self.people.append(p)
        return p

    def simulate(self, founders):
        R = self.R
        self.people, self.events, self.single = [], {}, {}
        spots = [(c, h) for c in self.communes for h in range(len(c.hamlets))]
        weights = [c.weight[0] / len(c.hamlets) for c, _ in spots]
        for c, h in R.choices(spots, weights, k=founders):
            group = self.group_in(c)
            y = R.randint(1905, 1936)
            home = (c, h, self.street(c))
            m, w = self.person('m', y, group, home), self.person('f', y + R.randint(-1, 5), group if R.random() < .95 else 'Kinh', home)
            for p in (m, w):
                self.outsider_names(p, self.surname_in(c, h, p.group))
                p.birthplace = p.town = (c, None, '')
                p.dead = p.dead if p.dead and p.dead.year > y + 26 else None if R.random() < .03 else p.born + datetime.timedelta(int(365.25 * R.uniform(55, 95)))
                if p.dead and p.dead > AS_OF:
                    p.dead = None
            self.couple(m, w, y + R.randint(20, 25))
        for year in range(1920, 2026):
            for kind, args in self.events.pop(year, ()):
                getattr(self, kind)(year, *args)

    def group_in(self, c):
        q = self.R.random()
        for g, s in c.weight[1].items():
            if q < s:
                return g
            q -= s
        return 'Kinh'

    def street(self, c):
        R = self.R
        if c.type == 'xã':
            return f'Số nhà {R.randint(1, 180)}' if R.random() < .05 else ''
        return f'{R.choice(["", "Số ", "số nhà "])}{R.randint(1, 400)}{R.choice(["", "", "", "A", "/2"])} {R.choice(["", "đường "])}{R.choice(places.STREETS)}' if R.random() < .6 else ''

    def outsider_names(self, p, sur):
        """Someone whose parents are of no record: name, parents' names."""
        R, y = self.R, p.born.year
        p.sur, p.mid, p.given = names.child_name(R, sur, p.sex, y, p.group, ('', 0, ''), [])
        p.name = names.spell(p.sur, p.mid, p.given, p.sex, p.group)
        f = names.child_name(R, sur, 'm', y - 27, p.group, ('', 0, ''), [])
        m = names.child_name(R, names.surname(R, self.region, p.group), 'f', y - 24, p.group, ('', 0, ''), [])
        p.father_name, p.mother_name = names.spell(*f, 'm', p.group), names.spell(*m, 'f', p.group)

    def at(self, year, kind, *args):
        self.events.setdefault(year, []).append((kind, args))

    def couple(self, m, w, year):
        m.spouse, w.spouse = w, m
        m.married = w.married = year
        R, y = self.R, (w.born.year if w.born else 1950)
        far = w.group not in ('Kinh', 'Hoa')
        n = max(0, round(R.gauss(5.2 if y < 1950 else 3.6 if y < 1962 else 2.6 if y < 1975 else 2.1, 1.2) + (.7 if far else 0)))
        plan = (R.choices(['', 'middle', 'series', 'initial'], [50, 24, 14, 12])[0], R.randrange(100), w.sur if y > 1965 and R.random() < .14 else '')
        self.at(year + 1, 'birth', m, w, n, plan)
        if y > 1955 and R.random() < .07:
            self.at(year + R.randint(4, 18), 'divorce', m, w)

    def divorce(self, year, m, w):
        if m.spouse is w and not any(p.dead and p.dead.year <= year for p in (m, w)):
            m.divorced = w.divorced = year
            if w.father and self.R.random() < .6:
                self.move(w, w.father.home, year)
                for c in w.children:
                    if year - c.born.year < 16 and self.R.random() < .7:
                        self.move(c, w.father.home, year)

    def birth(self, year, m, w, left, plan):
        R = self.R
        if left <= 0 or year > 2025 or w.divorced or w.dead and w.dead.year <= year or m and m.dead and m.dead.year < year or year - w.born.year > 43:
            return
        self.child(year, m, w, plan)
        twin = R.random() < .014
        if twin:
            first = self.people[-1]
            self.child(year, m, w, plan, first)
        self.at(year + R.choices([1, 2, 3, 4, 5, 7], [5, 30, 28, 17, 12, 8])[0], 'birth', m, w, left - 1 - twin, plan)

    def child(self, year, m, w, plan, twin_of=None):
        R = self.R
        sex = 'm' if R.random() < .515 else 'f'
        if twin_of and R.random() < .65:
            sex = twin_of.sex
        group = m.group if m else w.group
        if m and m.group != w.group and R.random() < .3:
            group = w.group
        home = w.home if not m else m.home
        p = self.person(sex, year, group, home, twin_of.born if twin_of else None)
        matrilineal = group == 'Ê-đê'
        sur = w.sur if not m or matrilineal or R.random() < .012 else m.sur
        if twin_of:
            p.twin, twin_of.twin = twin_of, p
            sur = twin_of.sur
            p.known = twin_of.known
        p.sur, p.mid, p.given = names.child_name(R, sur, sex, year, group, plan, w.children, twin_of)
        for q in (p, twin_of) if twin_of else (p,):
            q.name = names.spell(q.sur, q.mid, q.given, q.sex, q.group)
        p.father, p.mother = m, w
        p.religion = (m or w).religion
        for q in (m, w):
            if q:
                q.children.append(p)
        p.birthplace = (home[0], None, '')
        p.town = m.town if m else w.town
        if p.dead and p.dead.year < year + 15:
            return
        age = R.gauss(24 if sex == 'm' else 21.5, 3.2) + (2.5 if year > 1985 else 0)
        if group not in ('Kinh', 'Hoa'):
            age -= 2
        marry = year + max(17, round(age))
        if R.random() < .18 if sex == 'f' else R.random() < .12:
            self.at(max(year + 17, marry - R.randint(0, 4)), 'leave', p)
        if R.random() < .95:
            self.at(marry, 'marry', p)
        elif sex == 'f' and R.random() < .4:
            self.at(marry + 6, 'birth', None, p, 1, ('', 0, ''))
        if R.random() < .06:
            self.at(year + R.randint(20, 50), 'stroll', p)

    def leave(self, year, p):
        if not p.dead or p.dead.year > year:
            p.gone = year

    def stroll(self, year, p):
        """A household moves within the districts."""
        if p.gone or p.dead and p.dead.year < year:
            return
        c = self.R.choice(self.communes)
        home = (c, self.R.randrange(len(c.hamlets)), self.street(c))
        old = p.home
        for q in [p, p.spouse, *p.children]:
            if q and q.home == old and not (q.gone or q.divorced):
                self.move(q, home, year)

    def move(self, p, home, year):
        if p.home != home:
            p.home = home
            p.homes.append((year, home))

    def marry(self, year, p):
        R = self.R
        if p.gone or p.spouse or p.dead and p.dead.year <= year:
            return
        d = p.home[0].district
        if p.sex == 'f':
            self.single.setdefault((d, p.group), []).append(p)
            self.at(year + 7, 'late', p)
            return
        wife = None
        pool = self.single.get((d if R.random() < .85 else R.choice(self.communes).district, p.group), [])
        if R.random() < .75:
            for _ in range(6):
                if not pool:
                    break
                i = R.randrange(len(pool))
                w = pool[i]
                if w.spouse or w.gone or w.dead and w.dead.year <= year:
                    pool[i] = pool[-1]
                    pool.pop()
                elif w.father is not p.father and -3 <= w.born.year - p.born.year <= 9:
                    wife = w
                    pool[i] = pool[-1]
                    pool.pop()
                    break
        if wife is None:
            wife = self.stranger('f', p.born.year + R.randint(-1, 6), p.group if R.random() < .9 else 'Kinh', p.home)
        stays = p.father and p.father.home == p.home and not any(c.spouse and c.sex == 'm' and c.home == p.home for c in p.father.children) and R.random() < .6
        if not stays:
            c, h, _ = p.home
            q = R.random()
            if q > .93:
                c = R.choice(self.communes)
            elif q > .82:
                c = R.choice([x for x in self.communes if x.district == c.district])
            if c is not p.home[0] or q > .6:
                h = R.randrange(len(c.hamlets))
            self.move(p, (c, h, self.street(c) or f'\0{p.key}'), year)  # a house without a number is told from others by its first owner
        self.move(wife, p.home, year)
        self.couple(p, wife, year)

    def late(self, year, p):
        """A woman not married by then: a husband from elsewhere, a child by herself, or neither."""
        R = self.R
        if p.spouse or p.gone or p.dead and p.dead.year <= year:
            return
        if R.random() < .45:
            foreign = R.random() < .04
            m = self.stranger('m', p.born.year - R.randint(-2, 7), 'Kinh', p.home)
            if foreign:
                m.nation, n = R.choice(names.FOREIGN)
                m.name = R.choice(n.split(','))
                m.sur, m.mid, m.given, m.group = m.name.split()[0], m.name.split()[1:-1], m.name.split()[-1], 'Nước ngoài'
                m.father_name = m.mother_name = ''
            self.couple(m, p, year)
        elif R.random() < .3:
            self.at(year, 'birth', None, p, 1, ('', 0, ''))

    def stranger(self, sex, year, group, home):
        R = self.R
        p = self.person(sex, year, group, home)
        c = R.choice(self.communes) if R.random() < .2 else R.choice(self.near) if R.random() < .6 else R.choice(self.everywhere)
        self.outsider_names(p, names.surname(R, self.region, group))
        p.birthplace, p.town, p.outsider = (c, None, ''), (c, None, ''), True
        p.homes = [(year, (c, R.randrange(len(c.hamlets) if c.hamlets else 9), '')), (year + 22, home)]
        p.dead = None if p.dead and p.dead.year < year + 30 else p.dead
        return p

    # what there is at the end

    def lives_here(self, p):
        return not p.dead and not p.gone

    def settle(self, people):
        R = self.R
        houses = {}
        for p in self.people:
            if self.lives_here(p):
                h = houses.get(p.home)
                if h is None:
                    h = houses[p.home] = House()
                    h.key, h.members, h.place, h.head = len(houses), [], p.home, None
                h.members.append(p)
                p.house = h
        # Old houses of one hamlet have no number either: families that are no kin live apart.
        split = []
        for h in houses.values():
            kin = {}
            for p in h.members:
                root = p
                while root.father and root.father.home == h.place:
                    root = root.father
                if root.sex == 'f' and root.spouse and root.spouse.home == h.place:
                    root = root.spouse
                    while root.father and root.father.home == h.place:
                        root = root.father
                kin.setdefault(root.key, []).append(p)
            for i, members in enumerate(kin.values()):
                n = h
                if i:
                    n = House()
                    n.place, n.head = h.place, None
                n.members = members
                for p in members:
                    p.house = n
                split.append(n)
        R.shuffle(split)
        self.houses, n = [], 0
        for h in split:
            if n < people:
                self.houses.append(h)
                h.key, h.book = len(self.houses), f'{self.province}{R.randrange(10 ** 7):07d}'
                n += len(h.members)
            else:  # the whole household has left for another province
                for p in h.members:
                    p.gone, p.house = R.randint(2012, 2025), None
        for h in self.houses:
            grown = [p for p in h.members if AS_OF.year - p.born.year >= 18 and p.nation == 'Việt Nam'] or h.members
            old = [p for p in grown if 28 <= AS_OF.year - p.born.year <= 76] or grown
            h.head = max(old, key=lambda p: (p.sex == 'm') * R.choice([30, 30, 0]) + AS_OF.year - p.born.year)
        self.papers()

    def papers(self):
        """Numbers, telephones, work, who is in the register."""
        R = self.R
        used, batch = set(), {}
        for p in self.people:
            y = p.born.year
            while True:
                g = (y // 100 - 19) * 2 + (p.sex == 'f')
                n = f'0{p.birthplace[0].province}{g}{y % 100:02d}{R.randrange(10 ** 6):06d}'
                if n not in used:
                    used.add(n)
                    break
            p.cccd, p.cmnd = n, []
            if p.nation != 'Việt Nam':
                p.cccd = ''
                p.cmnd = [f'{R.choice("ABCEGMN")}{R.randrange(10 ** 7):08d}']
            elif y < 2006 and not (p.dead and p.dead.year < 1978):
                place, code = p.homes[0][1][0] if p.outsider else p.home[0], self.province
                pre = self.prefix.get(place.province if p.outsider else code, '01')
                for _ in range(1 + (R.random() < .12)):
                    # A commune's cards were made in batches, so neighbours' numbers follow each other.
                    k = (place.code, R.randrange(max(1, (y - 1900) // 6) + 1))
                    batch.setdefault(k, R.randrange(10 ** (9 - len(pre)) - 3000))
                    batch[k] += R.choice([1, 1, 1, 2, 3, 5, 9])
                    p.cmnd.append(f'{pre}{batch[k] % 10 ** (9 - len(pre)):0{9 - len(pre)}d}')
            if R.random() < .035:
                p.other = names.given(R, p.sex, y) if R.random() < .6 else R.choice(['Tèo', 'Tý', 'Cu', 'Bé', 'Út', 'Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'Lớn',
                    'Con', 'Na', 'Bi', 'Bống'])
        for h in self.houses:
            shared = telephone(R)
            for p in h.members:
                age = AS_OF.year - p.born.year
                p.phone = [telephone(R)] if 15 <= age <= 72 and R.random() < .85 else [shared] if R.random() < .85 else ['']
                if R.random() < .3:
                    p.phone.append(telephone(R))
        for p in self.people:
            if p.phone is None:
                p.phone = [telephone(R)]
            age = AS_OF.year - p.born.year
            p.job = 'retired' if age > 57 and R.random() < .28 else 'worker' if 18 <= age <= 58 and R.random() < .42 else ''
            p.bhxh = f'{p.home[0].province}{R.randrange(10 ** 8):08d}'
            p.mst = tax_code(R)
            p.card = R.choice(['GD', 'HN', 'DT', 'TE', 'HS', 'DN', 'HT', 'BT', 'CN', 'XB'])
            p.soldier = R.random() < .82
            p.recorded = False
            if self.lives_here(p):
                p.recorded = R.random() > (.008 if age > 2 else .05) + (.06 if p.twin else 0) + (.9 if p.nation != 'Việt Nam' else 0)
            elif p.dead and not p.gone:
                p.recorded = p.dead.year >= 2017 and R.random() < .35
            elif p.gone and p.gone >= 2023:
                p.recorded = R.random() < .25


def telephone(R):
    return R.choice(['032', '033', '034', '035', '036', '037', '038', '039', '096', '097', '098', '086', '090', '093', '070', '076', '077', '078', '079', '091', '094',
        '081', '082', '083', '084', '085', '088', '056', '058', '092']) + f'{R.randrange(10 ** 7):07d}'


def tax_code(R):
    while True:
        d = [R.choice([8, 8, 8, 3, 0, 1])] + [R.randrange(10) for _ in range(8)]
        c = 10 - sum(a * b for a, b in zip(d, (31, 29, 23, 19, 17, 13, 7, 5, 3))) % 11
        if c < 10:
            return ''.join(map(str, d)) + str(c)
