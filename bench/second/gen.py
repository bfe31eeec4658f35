"""gen.py --people N --seed N --level ordinary|hard|brutal --out DIR: a made-up province for measuring record linkage, with its truth.

A second generator beside `doisanh synth`, designed without reading it and sharing with it only the lists of communes in refdata/data, so that what was
tuned on the one is measured on the other. people.py lets families live for a hundred years in the communes (of both eras, places.py) of one real province,
which the seed chooses; names.py names them; sectors.py says whom each list holds and in which columns; here each list's clerks write them down, with the
errors of spoil.py. Clerks differ: an error is some clerk's habit more than chance, and rows that are bad in one thing are bad in others. The register has
errors too. People in the lists whom the register does not have are its people's kin (married out, working elsewhere, dead, never collected) more than
strangers.

Writes DIR/job.yaml, dan_cu.csv and a file per sector; DIR/truth/links.csv (each record with each of its person's rows of the register; blank if none)
and DIR/truth/clusters.csv (records of one list that are one), as `doisanh evaluate --truth` and bench/splink_levels.py read them; and DIR/truth/errors.csv: per
list the rows, and the shares with two errors or more, without a number, with a year only, and of persons whom the register does not have.
No row is a real person.
"""
import argparse, csv, os, random
import names, people, places, spoil

# Per level: the share of rows that have the error, before the clerk's and the row's own luck. Numbers and dates as the brutal level is defined: half
# the numbers missing, a third of the dates a year alone, half the rows with two errors or more.
RATES = {
    'ordinary': dict(id_missing=.06, id_wrong=.006, id_other=.002, id_old=.02, year=.025, date=.012, first=.006, no_date=.002, name=.035, no_marks=.01, other=.002,
                     parent=.04, parent_error=.05, old_home=.03, commune_only=.02, no_address=.01, hamlet=.04, phone=.1, no_phone=.2, sex=.004, no_sex=.01, shift=.0005, twice=.006, stranger=.03),
    'hard': dict(id_missing=.22, id_wrong=.018, id_other=.008, id_old=.05, year=.1, date=.04, first=.02, no_date=.01, name=.12, no_marks=.03, other=.006,
                 parent=.12, parent_error=.12, old_home=.07, commune_only=.07, no_address=.03, hamlet=.1, phone=.2, no_phone=.3, sex=.008, no_sex=.03, shift=.002, twice=.012, stranger=.045),
    'brutal': dict(id_missing=.5, id_wrong=.04, id_other=.02, id_old=.08, year=.33, date=.09, first=.04, no_date=.02, name=.23, no_marks=.06, other=.012,
                   parent=.19, parent_error=.16, old_home=.12, commune_only=.13, no_address=.05, hamlet=.15, phone=.28, no_phone=.35, sex=.012, no_sex=.05, shift=.005, twice=.02, stranger=.06),
}
NAME_KINDS = ['slip', 'mark', 'tone', 'heard', 'keys', 'middle', 'middle_other', 'initials', 'order', 'joined']
NAME_WEIGHTS = [17, 16, 10, 17, 6, 17, 3, 8, 3, 3]

REGISTER = ['Mã công dân', 'Số định danh cá nhân', 'Số CMND 9 số', 'Họ, chữ đệm và tên khai sinh', 'Tên gọi khác', 'Ngày, tháng, năm sinh', 'Giới tính',
    'Nơi đăng ký khai sinh', 'Quê quán', 'Dân tộc', 'Tôn giáo', 'Quốc tịch', 'Tình trạng hôn nhân', 'Nhóm máu',
            'Nơi thường trú', 'Nơi ở hiện tại', 'Họ tên cha', 'Số định danh cha', 'Họ tên mẹ', 'Số định danh mẹ', 'Họ tên vợ/chồng', 'Số định danh vợ/chồng', 'Mã hộ', 'Họ tên chủ hộ', 'Số định danh chủ hộ', 'Quan hệ với chủ hộ', 'Số điện thoại',
            'Trạng thái', 'Ngày thay đổi trạng thái', 'Loại cư trú', 'Ngày cập nhật']


class Clerk:
    """One who writes down a list in one commune: how badly, and in which way."""

    def __init__(self, R, office, level):
        self.bad = office * R.lognormvariate(0, .45)
        self.upper, self.nfd, self.spelling = R.random() < .22, R.random() < .05, R.random() < .25
        self.no_marks = 6 if R.random() < .08 else .5
        self.keys = R.choice([0, 0, 1, 4])
        self.dialect = R.choice([.3, 1, 1, 3])
        self.initials = R.choice([.3, .3, 1, 4])
        self.date = R.choices(['dmy', 'dm', 'iso', 'dash', 'dot', 'words', 'compact'], [62, 10, 8, 8, 4, 4, 2])[0]
        self.first = R.choice([.2, .5, 3])
        self.year = R.choice([.3, .7, 1.1, 1.9])
        self.number = R.choice([.4, .8, 1, 1.6])
        self.style = R.choices(['full', 'lower', 'short', 'tight', 'bare', 'dash'], [40, 16, 18, 8, 10, 8])[0]
        self.era = {'ordinary': R.choice([.1, .3]), 'hard': R.choice([.1, .5, .9]), 'brutal': R.choice([.1, .5, .9])}[level]
        self.sex = R.choice([('Nam', 'Nữ')] * 5 + [('nam', 'nữ'), ('NAM', 'NỮ')])


class Maker:
    def __init__(self, world, seed, level, out):
        self.w, self.seed, self.level, self.out, self.rate = world, seed, level, out, RATES[level]
        self.links, self.clusters, self.shares = [], [], []
        self.office = {c.index: random.Random(f'{seed}/office/{c.code}').lognormvariate(0, .3) for c in world.communes}

    # what is true of a person, as a list may have it

    def view(self, p):
        """The person as he would give himself, no error made."""
        home = p.home
        born = (p.born.year, p.born.month, p.born.day)
        if p.known == 'year':
            born = (p.born.year, 0, 0)
        elif p.known == 'first':
            born = (p.born.year, 1, 1)
        at = p.house.place if p.house else home
        h = p.house.head if p.house else None
        spouse = p.spouse if p.spouse and not p.divorced else None
        return dict(name=p.name, born=born, sex=p.sex, id=p.cccd, old_id=p.cmnd[-1] if p.cmnd else '', phone=p.phone[0], home=at, here=at, town=p.town,
            birthplace=p.birthplace,
                    father=p.father.name if p.father else p.father_name or '', mother=p.mother.name if p.mother else p.mother_name or '', spouse=spouse.name if spouse else '',
                    head=h.name if h else '', group=p.group if p.nation == 'Việt Nam' else '', religion=p.religion, nation=p.nation, blood=p.blood, clothes={}, errors=0)

    def spoil(self, v, p, R, clerk, scale=1, wants=()):
        """The clerk's errors on a view. wants: the columns that the list has, so that errors are counted in those alone."""
        rate, region = self.rate, self.w.region
        luck = clerk.bad * R.gammavariate(2, .5) * scale

        def hit(k, times=1.0, plain=False):
            r = rate[k] * times
            return R.random() < (r if plain else min(.93, r * (.35 + .65 * luck)))

        def err(field, n=1):
            if field in wants:
                v['errors'] += n
        # name
        if hit('other') and p.other:
            v['name'] = spoil.name_error(R, v['name'], 'other', region, p.other)
            err('name')
        elif hit('name'):
            plain = p.group in names.GROUPS and 'form' in names.GROUPS[p.group]
            kinds = [w * m for w, m in zip(NAME_WEIGHTS, [1, 1, 1, clerk.dialect, clerk.keys, 1, 1, clerk.initials, 1, 1])]
            if p.name.startswith(('Y ', "H'")):
                kinds[5:8] = 0, 0, 0
            v['name'] = spoil.name_error(R, v['name'], R.choices(NAME_KINDS, kinds)[0], region)
            if R.random() < .12 * luck or plain and R.random() < .3:
                v['name'] = spoil.name_error(R, v['name'], R.choice(['slip', 'mark', 'heard', 'tone']), region)
                err('name')
            err('name')
        # date
        if not v['born'] or hit('no_date'):
            v['born'] = None
            err('born')
        else:
            if hit('first', clerk.first):
                v['born'] = spoil.date_error(R, v['born'], 'first')
                err('born')
            elif hit('date'):
                old = p.born.year < 1965
                kind = R.choices(['swap', 'year', 'digit', 'lunar', 'age', 'kin'], [26, 24, 30, 14 if old else 3, 8 if old else 1, 3])[0]
                kin = [q for q in ([p.twin] if p.twin else []) + (p.mother.children if p.mother else p.children) if q is not p]
                if kind == 'kin' and kin:
                    q = R.choice(kin).born
                    v['born'] = (q.year, q.month, q.day)
                else:
                    v['born'] = spoil.date_error(R, v['born'], kind if kind != 'kin' else 'digit')
                err('born')
            if v['born'][1] and hit('year', clerk.year * (1.35 if p.born.year < 1960 else .92), True):
                v['born'] = (v['born'][0], 0, 0)
                err('born')
        # numbers
        if R.random() < rate['id_missing'] * clerk.number * (1.25 if p.born.year > 2011 else .95) * scale:
            v['id'] = ''
            err('id')
            if 'old_id' in wants and R.random() < .6:
                v['old_id'] = ''
        elif hit('id_other'):
            kin = [q for q in (p.spouse, p.mother, p.father, *(p.children[:2])) if q and q.cccd]
            v['id'] = R.choice(kin).cccd if kin and R.random() < .8 else R.choice(self.w.people).cccd
            err('id')
        elif hit('id_old') and p.cmnd:
            v['id'] = R.choice(p.cmnd)
            err('id')
        if len(v['id']) > 8 and hit('id_wrong'):
            v['id'] = spoil.number_error(R, v['id'])
            err('id')
        if v['old_id'] and hit('id_wrong'):
            v['old_id'] = spoil.number_error(R, v['old_id'])
        if v['old_id'] and p.cmnd and len(p.cmnd) > 1 and R.random() < .4:
            v['old_id'] = p.cmnd[0]
        # telephone
        if hit('no_phone', 1, True):
            v['phone'] = ''
        elif hit('phone', 1, True):
            q = R.random()
            if q < .45 and len(p.phone) > 1:
                v['phone'] = p.phone[1]
            elif q < .75 and p.house:
                v['phone'] = R.choice(p.house.members).phone[0]
            else:
                v['phone'] = people.telephone(R)
            err('phone')
        # address
        if not v['home'] or hit('no_address', 1, True):
            v['home'] = v['here'] = None
            err('home')
        else:
            c, h, s = v['home']
            if hit('old_home'):
                if len(p.homes) > 1 and R.random() < .8:
                    c, h, s = R.choice(p.homes[:-1])[1]
                elif R.random() < .6:
                    c = R.choice(self.w.communes)
                    h, s = R.randrange(len(c.hamlets)), ''
                err('home')
            if hit('hamlet'):
                h = R.randrange(len(c.hamlets)) if c.hamlets and R.random() < .45 else None
                s = ''
                err('home')
            v['home'] = (c, h, s)
        for k in ('birthplace', 'town'):
            if hit('old_home', .6):
                v[k] = v['town'] if R.random() < .3 else (R.choice(self.w.communes), None, '') if R.random() < .5 else None
        # kin
        for k in ('father', 'mother', 'spouse', 'head'):
            if not v[k]:
                continue
            if hit('parent', .6 if k == 'head' else 1):
                v[k] = ''
                err(k)
            elif hit('parent_error'):
                v[k] = spoil.name_error(R, v[k], R.choices(['slip', 'mark', 'heard', 'middle', 'initials', 'given_only', 'tone'], [16, 16, 14, 22, 14, 10, 6])[0],
                    region)
                if R.random() < .2:
                    v[k] = {'father': 'Ông ', 'mother': 'Bà '}.get(k, '') + v[k]
                if R.random() < .04 and k in ('father', 'mother'):
                    v[k] += R.choice([' (chết)', ' (đã mất)', ' - đã chết'])
                err(k)
        if v['father'] and v['mother'] and R.random() < .004 * luck:
            v['father'], v['mother'] = v['mother'], v['father']
        if hit('no_sex', 1, True):
            v['sex'] = ''
        elif hit('sex'):
            v['sex'] = 'f' if v['sex'] == 'm' else 'm'
            err('sex')
        for k in ('group', 'religion', 'nation', 'blood'):
            if hit('no_sex', 1.5, True):
                v[k] = ''
            elif k == 'group' and v[k] and hit('sex', 2):
                v[k] = 'Kinh'
        # how it is written
        f = v['clothes']
        f['upper'], f['nfd'], f['spelling'] = clerk.upper and R.random() < .9 or R.random() < .03, clerk.nfd and R.random() < .8, clerk.spelling
        f['bare'] = R.random() < rate['no_marks'] * clerk.no_marks
        f['date'] = clerk.date if R.random() < .93 else 'dmy'
        f['style'] = clerk.style if R.random() < .85 else R.choice(['full', 'short', 'bare', 'lower'])
        q = R.random()
        f['era'] = 'old' if q < clerk.era else 'mixed' if self.level != 'ordinary' and R.random() < .06 else 'new'
        f['commune_only'] = hit('commune_only', 1, True)
        f['district'] = R.random() > (.15 if f['commune_only'] else .03)
        if f['bare']:
            err('name')
        v['clerk'], v['shift'] = clerk, hit('shift', 1, True)
        return v

    # how it is written

    def name(self, v, k='name'):
        t, f = v[k], v['clothes']
        if not t:
            return ''
        if f['spelling']:
            t = ' '.join(spoil.old_spelling(w) for w in t.split())
        if f['bare']:
            t = spoil.bare(t)
        if f['upper'] and k == 'name' or f['upper'] and f['bare']:
            t = t.upper()
        return spoil.nfd(t) if f['nfd'] else t

    def date(self, d, how='dmy'):
        if not d:
            return ''
        if isinstance(d, tuple):
            y, m, day = d
        else:
            y, m, day = d.year, d.month, d.day
        if not m:
            return {'compact': f'00/00/{y}', 'words': f'năm {y}'}.get(how, str(y))
        return {'dmy': f'{day:02d}/{m:02d}/{y}', 'dm': f'{day}/{m}/{y}', 'iso': f'{y}-{m:02d}-{day:02d}', 'dash': f'{day:02d}-{m:02d}-{y}',
            'dot': f'{day:02d}.{m:02d}.{y}',
                'words': f'ngày {day} tháng {m} năm {y}', 'compact': f'{day:02d}{m:02d}{y}'}[how]

    def sex(self, v):
        return '' if not v['sex'] else v['clerk'].sex[v['sex'] == 'f']

    def place(self, v, k='home'):
        at, f = v[k], v['clothes']
        if not at:
            return ''
        t = places.write(at, f['era'], f['style'], hamlet=not f['commune_only'], province=not f['commune_only'] or f['district'], district=f['district'])
        if f['bare']:
            t = spoil.bare(t)
        if f['upper'] and f['bare']:
            t = t.upper()
        return spoil.nfd(t) if f['nfd'] else t

    def number(self, v, R, k='id'):
        n = v[k]
        if n and n[0] == '0' and R.random() < self.rate['id_wrong'] * .8:
            return n[1:]
        if n and R.random() < self.rate['id_wrong']:
            return R.choice([f"'{n}", f'{n[:3]} {n[3:6]} {n[6:]}', f'{n} ', n.replace('0', 'O', 1), f'CCCD {n}'])
        return n

    # lists

    def write(self, sector, header, rows, R, key, delimiter=',', bom=False):
        """rows: (person, what makes rows of one person one record or None, values without the key, view). Gives them keys, mixes them, and notes the truth."""
        R.shuffle(rows)
        name = f'{sector}.tsv' if delimiter == '\t' else f'{sector}.csv'
        groups, n = {}, dict(rows=len(rows), two=0, missing=0, numbers=0, year=0, dates=0, unknown=0)
        with open(f'{self.out}/{name}', 'w', newline='', encoding='utf-8-sig' if bom else 'utf-8') as f:
            w = csv.writer(f, delimiter=delimiter, lineterminator='\n')
            w.writerow(header)
            for i, (p, same, values, v) in enumerate(rows):
                rid = key(i + 1, R)
                w.writerow([rid] + values)
                if sector == 'dan_cu':
                    p.rows.append(rid)
                else:
                    self.links.append((sector, rid, p))
                if same is not None:
                    groups.setdefault((p.key, same), []).append(rid)
                n['two'] += v['errors'] >= 2
                n['unknown'] += not p.rows
                if 'id' in self.wants:
                    n['numbers'] += 1
                    n['missing'] += not v['id']
                if 'born' in self.wants:
                    n['dates'] += 1
                    n['year'] += bool(v['born'] and not v['born'][1])
        for (k, same), ids in sorted(groups.items(), key=lambda g: (g[0][0], str(g[0][1]))):
            if len(ids) > 1:
                self.clusters += [(sector, f'N{k}' if same == '' else f'N{k}-{same}', i) for i in ids]
        share = lambda a, b: round(n[a] / n[b], 4) if n[b] else ''
        self.shares.append((sector, n['rows'], share('two', 'rows'), share('missing', 'numbers'), share('year', 'dates'), share('unknown', 'rows')))
        return name

    def register(self):
        R = random.Random(f'{self.seed}/dan_cu')
        self.wants = ('name', 'born', 'sex', 'id', 'father', 'mother', 'spouse', 'home')
        good = {'ordinary': .25, 'hard': .3, 'brutal': .4}[self.level]
        mild = dict(self.rate)
        for k in mild:
            mild[k] *= .1
        mild.update(id_missing=.01, phone=.1, no_phone=.45, parent=.05, no_address=.004, old_home=.012, commune_only=.01, year=.006, no_sex=.02, no_marks=.001, shift=0)
        keep, self.rate, rows = self.rate, mild, []
        clerks = self.staff('dan_cu', R)
        kin = self.kinship()
        self.copy = {}
        for p in self.w.people:
            if not p.recorded:
                continue
            twice = R.random() < {'ordinary': .003, 'hard': .005, 'brutal': .008}[self.level] * (2 if len(p.homes) > 2 else 1)
            for i in range(1 + twice):
                clerk = self.clerk(clerks, p, R)
                v = self.spoil(self.view(p), p, R, clerk, good, self.wants)
                f = v['clothes']
                f['upper'] = f['bare'] = False
                f['date'] = 'dmy'
                v['old_id'] = v['old_id'] if R.random() < .75 else ''
                if p.gone or i:
                    v['home'] = R.choice(p.homes)[1]
                if i and R.random() < .5:
                    v['id'] = R.choice(['', v['id'][:6] + f'{R.randrange(10 ** 6):06d}'])
                if not i:
                    self.copy[p.key] = v
                h, s = p.house, p.spouse if p.spouse and not p.divorced else None
                number = lambda q, r: q.cccd if q and q.recorded and R.random() < r else ''
                status = ('Đã chết', self.date(p.dead)) if p.dead and R.random() < .8 else ('Đã chuyển đi', '') if p.gone and R.random() < .5 else ('Đang sống', '')
                rows.append((p, '', [v['id'], v['old_id'], self.name(v), p.other if p.other and R.random() < .2 else '', self.date(v['born']), self.sex(v),
                    self.place(v, 'birthplace'), self.place(v, 'town'), v['group'], v['religion'], v['nation'],
                    'Đã ly hôn' if p.divorced else 'Đã kết hôn' if p.spouse else 'Chưa kết hôn', v['blood'] if R.random() < .35 else '', self.place(v), self.place(v,
                        'here') if R.random() < .8 else '',
                    self.name(v, 'father'), number(p.father, .5), self.name(v, 'mother'), number(p.mother, .5), self.name(v, 'spouse'), number(s,
                        .5), h.book if h else '', self.name(v, 'head'), number(h and h.head, .6), kin(p), v['phone'],
                    *status, 'Thường trú', self.date((R.randint(2021, 2025), R.randint(1, 10), R.randint(1, 28)))], v))
        self.rate = keep
        ids = random.Random(f'{self.seed}/keys').sample(range(10 ** 6, 10 ** 7), len(rows))
        self.write('dan_cu', REGISTER, rows, R, lambda i, R: f'DC{ids[i - 1]}')

    def kinship(self):
        def of(p):
            h = p.house and p.house.head
            if not h:
                return ''
            if p is h:
                return 'Chủ hộ'
            if p is h.spouse:
                return 'Vợ' if p.sex == 'f' else 'Chồng'
            if h in (p.father, p.mother):
                return 'Con'
            if p in (h.father, h.mother):
                return 'Bố' if p.sex == 'm' else 'Mẹ'
            if p.spouse and h in (p.spouse.father, p.spouse.mother):
                return 'Con dâu' if p.sex == 'f' else 'Con rể'
            if any(q and h in (q.father, q.mother) for q in (p.father, p.mother)):
                return 'Cháu ruột'
            if p.father and p.father is h.father:
                return ('Anh' if p.sex == 'm' else 'Chị') if p.born < h.born else 'Em'
            return 'Khác'
        return of

    def staff(self, sector, R):
        office = R.lognormvariate(0, .25)
        return {c.index: [Clerk(R, office * self.office[c.index], self.level) for _ in range(R.randint(1, 3))] for c in self.w.communes}

    def clerk(self, clerks, p, R):
        return R.choice(clerks[p.home[0].index])

    def list(self, sector, who, columns, head, key, wants, delimiter=',', bom=False, rates=None, copies=0, one=True):
        """who(p, R) gives the events of a person that make a row each: dicts of what is not of the person. columns(p, v, e, R) gives the values."""
        R = random.Random(f'{self.seed}/{sector}')
        self.wants = wants
        keep, self.rate = self.rate, {**self.rate, **{k: self.rate[k] * m for k, m in (rates or {}).items()}}
        clerks, rows = self.staff(sector, R), []
        known = [p for p in self.w.people if p.recorded]
        unknown = [p for p in self.w.people if not p.recorded and not (p.dead and p.dead.year < 2005) and not (p.gone and p.gone < 2010)]
        events = [(p, e) for p in known for e in who(p, R)]
        want = len(events) * self.rate['stranger'] / (1 - self.rate['stranger'])
        near = {p.key for p in unknown if p.twin or any(q and q.recorded for q in (p.father, p.mother, p.spouse))}
        R.shuffle(unknown)
        unknown.sort(key=lambda p: (p.key not in near) * .35 + R.random())
        n = 0
        for p in unknown:
            if n >= want:
                break
            for e in who(p, R):
                events.append((p, e))
                n += 1
        before = {}
        for p, e in events:
            clerk = self.clerk(clerks, p, R)
            times = 1 + (R.random() < self.rate['twice'])
            for i in range(times):
                if i:
                    clerk = self.clerk(clerks, p, R)
                last = before.get(p.key)
                if last and R.random() < .5:
                    v = {**last, 'clothes': dict(last['clothes'])}  # typed off the earlier row
                else:
                    v = self.view(p)
                    if p.key in self.copy and R.random() < copies:
                        c = self.copy[p.key]
                        for k in ('name', 'born', 'sex', 'id', 'father', 'mother', 'home'):
                            v[k] = c[k]
                    self.spoil(v, p, R, clerk, 1, wants)
                if not one:
                    before[p.key] = v
                values = columns(p, v, e, R)
                if v['shift']:
                    self.shift(values, head, R)
                rows.append((p, e.get('same', '') if one or 'same' in e else None, values, v))
        name = self.write(sector, head, rows, R, key, delimiter, bom)
        self.rate = keep
        return name

    def shift(self, values, head, R):
        """A value in its neighbour's column."""
        pairs = [(i, i + 1) for i in range(len(values) - 1) if values[i] and any(w in head[i + 1] for w in ('CCCD', 'điện thoại', 'SĐT', 'Họ tên cha', 'Địa chỉ'))]
        if pairs:
            i, j = R.choice(pairs)
            values[i], values[j] = values[j], values[i]


def main():
    a = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    a.add_argument('--people', type=int, default=20000)
    a.add_argument('--seed', type=int, default=1)
    a.add_argument('--level', choices=list(RATES), default='ordinary')
    a.add_argument('--province', help='code of a province of before July 2025, in place of what the seed chooses')
    a.add_argument('--out', required=True)
    a = a.parse_args()
    os.makedirs(f'{a.out}/truth', exist_ok=True)
    world = people.World(a.people, a.seed, a.level, a.province)
    m = Maker(world, a.seed, a.level, a.out)
    m.register()
    import sectors
    files = sectors.write(m)
    with open(f'{a.out}/truth/links.csv', 'w', newline='') as f:
        w = csv.writer(f, lineterminator='\n')
        w.writerow(['dataset', 'record_id', 'population_id'])
        for sector, rid, p in m.links:
            w.writerows((sector, rid, r) for r in p.rows or [''])
    for name, head, rows in (('clusters', ['dataset', 'person', 'record_id'], m.clusters),
        ('errors', ['dataset', 'rows', 'two_errors', 'number_missing', 'year_only', 'not_in_register'], m.shares)):
        with open(f'{a.out}/truth/{name}.csv', 'w', newline='') as f:
            w = csv.writer(f, lineterminator='\n')
            w.writerow(head)
            w.writerows(rows)
    with open(f'{a.out}/job.yaml', 'w') as f:
        f.write(f'# Made up by bench/second/gen.py with seed {a.seed}, level {a.level}. No row is a real person.\nname: second-{a.level}-{a.seed}\nas_of: {people.AS_OF}\npopulation: {{sector: dan_cu, path: dan_cu.csv}}\ndatasets:\n')
        for sector, name in files:
            f.write(f'  - {{sector: {sector}, path: {name}}}\n')
        f.write('output: out\n')


if __name__ == '__main__':
    main()
