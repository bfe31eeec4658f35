"""kinds.py KIND DIR [N] [SEED]: more made-up tables for `link` and `dedupe` with no model, with the truth in column `truth`; kinds.py alone lists
the kinds. gen.py has the first ones. What is here is about other kinds of content, other headers, other scripts, and the limits: nothing in common,
everything the same, twenty rows, two columns. Two files (a.csv, b.csv) are to be linked, one is to be deduplicated.
"""
import csv, os, random, string, sys

GIVEN = '''james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan joseph jessica thomas sarah charles karen
christopher lisa daniel nancy matthew betty anthony sandra mark margaret donald ashley steven kimberly andrew emily paul donna joshua michelle kenneth carol
kevin amanda brian melissa george deborah timothy stephanie ronald rebecca jason laura edward helen jeffrey sharon ryan cynthia jacob kathleen gary amy nicholas
shirley eric angela jonathan anna stephen ruth larry brenda justin pamela scott nicole brandon katherine benjamin samantha samuel christine gregory emma alexander
catherine patrick debra frank virginia raymond rachel jack carolyn dennis janet'''.split()
NICK = {'james': 'jim', 'robert': 'bob', 'john': 'jack', 'michael': 'mike', 'william': 'bill', 'richard': 'dick', 'elizabeth': 'liz', 'jennifer': 'jen', 'patricia': 'pat',
        'joseph': 'joe', 'thomas': 'tom', 'charles': 'charlie', 'christopher': 'chris', 'daniel': 'dan', 'matthew': 'matt', 'margaret': 'peggy', 'andrew': 'andy',
        'katherine': 'kate', 'rebecca': 'becky', 'edward': 'ted', 'samuel': 'sam', 'benjamin': 'ben', 'deborah': 'debbie', 'stephen': 'steve', 'nicholas': 'nick'}
FAMILY = '''smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez
thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres hill flores green adams nelson baker hall rivera campbell mitchell
carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed
kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster'''.split()
ROADS = 'high church station park victoria green manor kings queens new grange mill york alexandra chester london broad spring bridge north south west east hill wood'.split()
TOWNS = 'Bristol Leeds Oxford Exeter Durham Lincoln York Norwich Derby Cardiff Bath Preston Dover Truro Luton Poole Crewe Ipswich Hull Stafford Reading Swindon Carlisle Wigan'.split()
ON, VO, CO = 'b c d f g h k l m n p r s t v w st br ch th gr'.split(), 'a e i o u a e ai ou'.split(), ['', '', 'n', 'r', 's', 'l', 'm', 'ck', 'nd']
KEYS = {c: s for line in ('qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890') for c, s in zip(line, line[1:] + line[0])}


class Maker:
    def __init__(self, n, seed):
        self.n, self.r = n, random.Random(seed)

    def word(self, lo, hi):
        return ''.join(self.r.choice(ON) + self.r.choice(VO) for _ in range(self.r.randint(lo, hi))) + self.r.choice(CO)

    def words(self, n, lo, hi):
        w = sorted({self.word(lo, hi) for _ in range(3 * n)})
        self.r.shuffle(w)
        return w[:n]

    def skewed(self, w, power=2.0):
        return w[int(len(w) * self.r.random() ** power)]

    def day(self, lo, hi):
        return self.r.randint(lo, hi), self.r.randint(1, 12), self.r.randint(1, 28)

    def typo(self, s, alphabet=None):
        if len(s) < 2:
            return s
        i = self.r.randrange(len(s) - 1)
        c = self.r.choice(alphabet) if alphabet else KEYS.get(s[i].lower(), s[i])
        return self.r.choice([s[:i] + s[i + 1:], s[:i] + s[i + 1] + s[i] + s[i + 2:], s[:i] + c + s[i + 1:], s[:i] + c + s[i:]])

    def digits(self, n):
        return ''.join(self.r.choice(string.digits) for _ in range(n))

    def often(self, p):
        return self.r.random() < p


def british(m):
    """persons with telephone, e-mail and postcode, written another way in the other list"""
    areas = [f'{a}{b}' for a in ('BS', 'LS', 'OX', 'EX', 'DH', 'LN', 'YO', 'NR', 'DE', 'CF') for b in range(1, 20)]
    family = FAMILY + m.words(500, 2, 3)

    def one(k):
        g, f = m.skewed(GIVEN, 1.3), m.skewed(family, 1.8)
        y, mo, d = m.day(1935, 2006)
        area = m.r.choice(areas)
        return dict(truth=k, given=g, family=f, y=y, mo=mo, d=d, phone='07' + m.digits(9), area=area, inner=m.digits(1) + ''.join(m.r.choice('ABDEFGHJLN') for _ in '12'),
                    no=m.r.randint(1, 180), road=m.r.choice(ROADS) + ' ' + m.r.choice(['Road', 'Street', 'Lane', 'Avenue', 'Close']), town=TOWNS[areas.index(area) // 8 % len(TOWNS)],
                    email=m.r.choice([f'{g}.{f}', f'{g[0]}{f}', f'{g}{y % 100}', f'{f}_{g}']) + '@' + m.r.choice(['gmail.com', 'outlook.com', 'yahoo.co.uk', 'btinternet.com']))

    def left(k, p):
        return {'id': f'L{k}', 'truth': p['truth'], 'First name': p['given'].title(), 'Surname': p['family'].title(), 'DOB': f"{p['d']:02d}/{p['mo']:02d}/{p['y']}",
                'Mobile': p['phone'], 'E-mail': p['email'], 'Address': f"{p['no']} {p['road'].title()}, {p['town']}", 'Postcode': f"{p['area']} {p['inner']}"}

    def right(k, p):
        q = dict(p)
        if m.often(.25):
            q['given'] = NICK.get(q['given'], q['given'][0])
        if m.often(.12):
            q['given'] = m.typo(q['given'])
        if m.often(.12):
            q['family'] = m.typo(q['family'])
        if m.often(.05):
            q['family'] = m.skewed(family, 1.8)
        if m.often(.08):
            q['y'], q['mo'], q['d'] = m.r.choice([(q['y'], q['mo'], m.r.randint(1, 28)), (q['y'] + m.r.choice([-1, 1, 10]), q['mo'], q['d'])])
        if m.often(.3):  # moved house
            a = one(0)
            for c in ('no', 'road', 'town', 'area', 'inner'):
                q[c] = a[c]
        phone = q['phone'] if m.often(.7) else '07' + m.digits(9)
        phone = m.r.choice([f'+44 {phone[1:5]} {phone[5:]}', phone, f'{phone[:5]} {phone[5:8]} {phone[8:]}', '0044' + phone[1:]])
        email = q['email'] if m.often(.6) else one(0)['email']
        row = {'id': f'R{k}', 'truth': p['truth'], 'First name': q['given'].upper(), 'Surname': q['family'].upper(), 'DOB': f"{q['y']}-{q['mo']:02d}-{q['d']:02d}", 'Mobile': phone,
               'E-mail': email.upper() if m.often(.2) else email, 'Address': f"{q['no']} {q['road'].replace('Road', 'Rd').replace('Street', 'St')} {q['town'].upper()}",
               'Postcode': q['area'] + ('' if m.often(.5) else ' ') + q['inner']}
        for c in ('DOB', 'Mobile', 'E-mail', 'Address', 'Postcode'):
            if m.often(.2):
                row[c] = ''
        return row
    people = [one(k) for k in range(m.n)]
    others = [one(k) for k in range(m.n, m.n + m.n // 3)]
    return [left(k, p) for k, p in enumerate(people)], [right(k, p) for k, p in enumerate(m.r.sample(people, m.n * 2 // 3) + others)]


def headers(m):
    """british, but the columns of the two lists are called differently, in two languages, and one has the whole name in one column"""
    a, b = british(m)
    names = {'id': 'id', 'truth': 'truth', 'DOB': 'date de naissance', 'Mobile': 'téléphone', 'E-mail': 'courriel', 'Address': 'adresse', 'Postcode': 'code postal'}
    out = []
    for r in b:
        row = {names[c]: v for c, v in r.items() if c in names}
        row['nom complet'] = f"{r['First name']} {r['Surname']}"
        out.append(row)
    return a, out


def companies(m):
    """firms with legal forms and addresses"""
    forms = [('Limited', 'Ltd', 'LTD.'), ('Incorporated', 'Inc', 'Inc.'), ('GmbH', 'G.m.b.H.', 'GmbH'), ('Société anonyme', 'S.A.', 'SA'), ('Company', 'Co.', 'Co'), ('', '', '')]
    trades = 'trading logistics consulting engineering foods textiles software energy holdings motors pharma plastics steel design media partners'.split()
    vocabulary, streets, towns = m.words(1500, 2, 3), m.words(300, 2, 3), m.words(80, 2, 3)

    def one(k):
        return dict(truth=k, words=[m.skewed(vocabulary, 1.2) for _ in range(m.r.choice([1, 1, 2]))] + [m.skewed(trades, 1)], form=m.r.choice(forms), no=m.r.randint(1, 200),
                    street=m.skewed(streets), town=m.skewed(towns), code=f'{m.r.randint(10**7, 10**8 - 1)}', founded=m.r.randint(1900, 2020))

    def row(side, k, p, spoil):
        name, form, code, street = list(p['words']), p['form'][0], p['code'], f"{p['no']} {p['street']} street"
        if spoil:
            form = m.r.choice(p['form']) if m.often(.8) else ''
            if m.often(.2):
                i = m.r.randrange(len(name))
                name[i] = m.typo(name[i])
            if m.often(.1):
                name = name[:-1]
            if m.often(.15):
                code = m.typo(code, string.digits)
            if m.often(.35):
                code = ''
            if m.often(.3):
                street = f"{m.r.randint(1, 200)} {m.skewed(streets)} st"
        return {'id': f'{side}{k}', 'truth': p['truth'], 'company': ' '.join(name + [form]).strip().title(), 'address': street.title(), 'city': p['town'].title(), 'registration no': code,
                'founded': p['founded'] if not spoil or m.often(.7) else ''}
    firms = [one(k) for k in range(m.n)]
    # branches: the same name, another town and number
    firms += [{**p, 'truth': m.n + i, 'town': m.skewed(towns), 'street': m.skewed(streets), 'no': m.r.randint(1, 200), 'code': f'{m.r.randint(10**7, 10**8 - 1)}'} for i, p in enumerate(m.r.sample(firms, m.n // 10))]
    return [row('a', k, p, False) for k, p in enumerate(firms)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(firms, len(firms) // 2))]


def papers(m):
    """bibliographic records: authors, title, venue, year"""
    terms, venues, family = m.words(900, 2, 3), [(' '.join(m.words(3, 2, 3)), ) for _ in range(25)], FAMILY + m.words(700, 2, 3)
    venues = [(f'Journal of {v[0]}', ''.join(w[0] for w in v[0].split()).upper() + ' J.') for v in venues]

    def one(k):
        return dict(truth=k, authors=[(m.r.choice(GIVEN), m.skewed(family, 1.5)) for _ in range(m.r.choice([1, 2, 2, 3, 4]))], title=[m.skewed(terms, 1.3) for _ in range(m.r.randint(4, 9))],
                    venue=m.r.choice(venues), year=m.r.randint(1985, 2020))

    def row(side, k, p, spoil):
        authors, title = ', '.join(f'{g.title()} {f.title()}' for g, f in p['authors']), list(p['title'])
        if spoil:
            some = p['authors'] if m.often(.8) else p['authors'][:1]
            authors = ', '.join(f'{g[0].upper()} {f.title()}' for g, f in some) if m.often(.7) else '; '.join(f'{f.title()}, {g.title()}' for g, f in some)
            if m.often(.3):
                title[m.r.randrange(len(title))] = m.typo(m.r.choice(title))
            if m.often(.15):
                title = title[:-2]
        return {'id': f'{side}{k}', 'truth': p['truth'], 'title': ' '.join(title).capitalize(), 'authors': authors, 'venue': p['venue'][1 if spoil and m.often(.5) else 0],
                'year': '' if spoil and m.often(.3) else p['year'] + (1 if spoil and m.often(.05) else 0)}
    works = [one(k) for k in range(m.n)]
    return [row('a', k, p, False) for k, p in enumerate(works)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(works, m.n * 3 // 5))]


def script(m, given, family, towns, joined, birth):
    """persons whose names stand in another script"""
    def one(k):
        return dict(truth=k, given=m.r.choice(given) if joined else m.skewed(given, 1.4), family=m.skewed(family, 1.6), y=birth(), town=m.skewed(towns, 1.4), code=m.digits(8))

    def row(side, k, p, spoil):
        y, mo, d = p['y']
        g, f, code = p['given'], p['family'], p['code']
        if spoil:
            if m.often(.2):
                g = m.typo(g, given[0]) if len(g) > 2 else g
            if m.often(.2):
                f = m.typo(f, family[0]) if len(f) > 2 else f
            if m.often(.1):
                d = m.r.randint(1, 28)
            if m.often(.2):
                code = m.typo(code, string.digits)
            if m.often(.3):
                code = ''
        return {'id': f'{side}{k}', 'truth': p['truth'], 'name': (f + g) if joined else f'{f} {g}', 'born': f'{y}-{mo:02d}-{d:02d}' if not spoil or m.often(.8) else '', 'town': p['town'], 'code': code}
    people = [one(k) for k in range(m.n)]
    return [row('a', k, p, False) for k, p in enumerate(people)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(people, m.n * 2 // 3))]


def cyrillic(m):
    """persons in Cyrillic letters"""
    on, vo = 'б в г д ж з к л м н п р с т ф х ц ч ш'.split(), 'а е и о у ы я ю'.split()
    w = lambda n: sorted({''.join(m.r.choice(on) + m.r.choice(vo) for _ in range(m.r.randint(2, 3))) for _ in range(n)})
    return script(m, [x.title() for x in w(200)], [x.title() + m.r.choice(['ов', 'ев', 'ин', 'ский', 'ова']) for x in w(800)], [x.title() + 'ск' for x in w(60)], False, lambda: m.day(1940, 2005))


def chinese(m):
    """persons in Chinese characters: a surname of one, a given name of one or two, no blank between"""
    chars = [chr(0x4e00 + 7 * i) for i in range(900)]
    return script(m, [m.r.choice(chars) + (m.r.choice(chars) if m.often(.7) else '') for _ in range(1500)], chars[:120], [chars[i] + chars[i + 1] + '市' for i in range(0, 120, 3)], True, lambda: m.day(1940, 2005))


def arabic(m):
    """persons in Arabic letters"""
    letters = [chr(c) for c in range(0x628, 0x63b)] + [chr(c) for c in range(0x641, 0x64a)]
    w = lambda n: sorted({''.join(m.r.choice(letters) for _ in range(m.r.randint(3, 5))) for _ in range(n)})
    return script(m, w(200), ['ال' + x for x in w(700)], w(60), False, lambda: m.day(1940, 2005))


def tiny(m):
    """twenty rows, five of them twice"""
    m.n = 15
    a, _ = british(m)
    b = []
    for r in a[:5]:
        q = dict(r, id=r['id'] + 'x')
        q['Surname'] = m.typo(q['Surname'])
        q['Mobile'] = ''
        b.append(q)
    return (a + b,)


def two(m):
    """two columns: a name and a date of birth"""
    family = FAMILY + m.words(3000, 2, 4)
    people = [dict(truth=k, name=f'{m.r.choice(GIVEN)} {m.skewed(family, 1.2)}', day=m.day(1940, 2005)) for k in range(m.n)]

    def row(side, k, p, spoil):
        y, mo, d = p['day']
        if spoil and m.often(.1):
            d = m.r.randint(1, 28)
        return {'id': f'{side}{k}', 'truth': p['truth'], 'name': m.typo(p['name']) if spoil and m.often(.3) else p['name'], 'born': f'{y}-{mo:02d}-{d:02d}'}
    return [row('a', k, p, False) for k, p in enumerate(people)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(people, m.n * 2 // 3))]


def codes(m):
    """a code that is one row's alone, with typing errors, and little else"""
    towns = m.words(30, 2, 3)
    things = [dict(truth=k, code=''.join(m.r.choice(string.ascii_uppercase) for _ in '123') + m.digits(7), town=m.skewed(towns), kind=m.r.choice('ABCDE')) for k in range(m.n)]

    def row(side, k, p, spoil):
        code = p['code']
        if spoil and m.often(.35):
            code = m.typo(code, string.digits)
        return {'id': f'{side}{k}', 'truth': p['truth'], 'code': code, 'town': p['town'] if not spoil or m.often(.9) else m.skewed(towns), 'kind': p['kind'] if not spoil or m.often(.9) else ''}
    return [row('a', k, p, False) for k, p in enumerate(things)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(things, m.n * 2 // 3))]


def many(m):
    """many to many: one to four rows of a person in either list"""
    m.n //= 3
    a, b = british(m)
    both = []
    for rows, side in ((a, 'L'), (b, 'R')):
        out = []
        for r in rows:
            for _ in range(m.r.choice([1, 1, 2, 3, 4])):
                q = dict(r, id=f'{side}{len(out)}')
                for c in ('First name', 'Surname', 'Address', 'Mobile'):
                    if m.often(.12):
                        q[c] = m.typo(q[c])
                if m.often(.15):
                    q[m.r.choice(['DOB', 'E-mail', 'Postcode'])] = ''
                out.append(q)
        both.append(out)
    return tuple(both)


def strangers(m):
    """nothing in common: no link is right"""
    a, b = british(m)
    known = {r['truth'] for r in a}
    m2 = Maker(m.n, m.r.randrange(1 << 30))
    c, _ = british(m2)
    for i, r in enumerate(c):
        r['id'], r['truth'] = f'R{i}', f'x{i}'
        r['First name'], r['Surname'] = r['First name'].upper(), r['Surname'].upper()
    return a, c


def unrelated(m):
    """one list in which every row is somebody else: no cluster is right"""
    return (british(m)[0],)


def same(m):
    """every row the same"""
    return ([{'id': f'r{k}', 'truth': 0, 'name': 'John Smith', 'born': '1970-01-02', 'town': 'Leeds'} for k in range(min(m.n, 2000))],)


def copies(m):
    """one list and an exact copy of it"""
    a, _ = british(m)
    return a, [dict(r, id='R' + r['id'][1:]) for r in a]


def town(m):
    """large blocks: all in one town, born in four years, of a few names"""
    people = [dict(truth=k, first=m.skewed(GIVEN[:30], 1.5), last=m.skewed(FAMILY, 2.2), born=m.day(1998, 2001), street=f'{m.r.randint(1, 99)} {m.r.choice(ROADS)} street', town='Springfield', member=m.digits(6)) for k in range(m.n)]

    def row(side, k, p, spoil):
        y, mo, d = p['born']
        q = {'id': f'{side}{k}', 'truth': p['truth'], 'first': p['first'], 'last': p['last'], 'born': f'{y}-{mo:02d}-{d:02d}', 'street': p['street'], 'town': p['town'], 'member': p['member']}
        if spoil:
            for c in ('first', 'last', 'street', 'member', 'born'):
                if m.often(.15):
                    q[c] = m.typo(q[c]) if c != 'born' else f'{y}-{mo:02d}-{m.r.randint(1, 28):02d}'
                elif m.often(.1):
                    q[c] = ''
        return q
    return [row('a', k, p, False) for k, p in enumerate(people)], [row('b', k, p, True) for k, p in enumerate(m.r.sample(people, m.n * 2 // 3))]


def households(m):
    """persons in households in one list, two rows for a third of them: the others share surname, address and telephone"""
    rows, k = [], 0
    family = FAMILY + m.words(900, 2, 3)
    while len(rows) < m.n:
        f, home, phone, pc = m.skewed(family), f'{m.r.randint(1, 200)} {m.r.choice(ROADS)} road', '01' + m.digits(9), m.r.choice('ABCD') + m.digits(4)
        for _ in range(m.r.choice([1, 2, 3, 4, 5])):
            y, mo, d = m.day(1940, 2015)
            one = {'id': '', 'truth': k, 'given name': m.r.choice(GIVEN), 'family name': f, 'birth date': f'{d}.{mo}.{y}', 'street': home, 'post code': pc, 'telephone': phone}
            k += 1
            for _ in range(1 if m.often(.67) else 2):
                q = dict(one)
                if m.often(.3):
                    c = m.r.choice(['given name', 'family name', 'street', 'telephone', 'post code'])
                    q[c] = m.typo(q[c])
                if m.often(.1):
                    q['birth date'] = ''
                rows.append(q)
    m.r.shuffle(rows)
    for i, r in enumerate(rows):
        r['id'] = f'r{i}'
    return (rows,)


def songs(m):
    """tracks: title, artist, album, length, year; covers of a title by others are not the same"""
    w, artists = m.words(700, 1, 3), [' '.join(m.words(2, 1, 3)) for _ in range(300)]
    titles = [' '.join(m.skewed(w, 1.3) for _ in range(m.r.randint(1, 4))) for _ in range(m.n // 2)]
    rows = []
    for k in range(m.n * 3 // 5):
        p = {'id': '', 'truth': k, 'title': m.r.choice(titles), 'artist': m.skewed(artists), 'album': ' '.join(m.skewed(w, 1.3) for _ in '12'), 'length': m.r.randint(90, 420), 'year': m.r.randint(1955, 2022)}
        for _ in range(m.r.choice([1, 1, 2, 3])):
            q = dict(p)
            q['length'] += m.r.choice([0, 0, 0, 1, -1, 2])
            if m.often(.2):
                q['title'] = q['title'] + m.r.choice([' (live)', ' - remastered', ' [hd]'])
            if m.often(.2):
                q['artist'] = m.r.choice(['the ' + q['artist'], m.typo(q['artist']), q['artist'] + ' feat. ' + m.r.choice(artists)])
            if m.often(.3):
                q['album'] = ''
            if m.often(.3):
                q['year'] = ''
            rows.append(q)
    m.r.shuffle(rows)
    for i, r in enumerate(rows):
        r['id'] = f'r{i}'
    return (rows,)


def filler(m, w, lo, hi):
    return [m.skewed(w, 1.6) for _ in range(m.r.randint(lo, hi))]


def goods(m):
    """two shops, one row a product: a title with maker and model number, a long description in the shop's own words; the models of a maker differ in little"""
    makers, nouns, features, colours = m.words(50, 2, 3), m.words(60, 2, 3), m.words(900, 1, 3), ['black', 'white', 'silver', 'red', 'blue']

    def letters(n):
        return ''.join(m.r.choice('ABCDEFGHKLMNPRSTX') for _ in range(n))
    items = []
    while len(items) < m.n:
        maker, noun, stem, about = m.skewed(makers).title(), m.skewed(nouns), letters(m.r.randint(2, 4)) + m.digits(m.r.randint(2, 3)), filler(m, features, 2, 5)
        for _ in range(m.r.choice([1, 1, 2, 3])):  # a series
            items.append(dict(truth=len(items), maker=maker, noun=noun, about=about[:-1] + [m.skewed(features)], colour=m.r.choice(colours), size=m.r.randint(5, 60),
                              model=stem + letters(m.r.randint(1, 2)) + m.digits(m.r.randint(0, 1)), price=round(m.r.lognormvariate(5, 1), 2), more=filler(m, features, 8, 20)))

    def left(k, p):
        title = f"{p['maker']} {p['size']}' {p['colour'].title()} {' '.join(p['about'][:2])} {p['noun']} - {p['model']}"
        return {'id': f'a{k}', 'truth': p['truth'], 'name': title, 'description': title + '/ ' + '/ '.join(p['about'] + p['more']), 'price': f"${p['price']}" if m.often(.4) else ''}

    def right(k, p):
        model = p['model'] if m.often(.8) else m.r.choice([p['model'][:-1], p['model'] + '/' + letters(1), p['model'][:3] + '-' + p['model'][3:], ''])
        words = [p['maker'] if m.often(.9) else '', model] + [w for w in p['about'] if m.often(.5)] + [p['noun']] + ([p['colour']] if m.often(.5) else [])
        text = [w for w in p['about'] + p['more'] if m.often(.35)] + filler(m, features, 0, 6)
        m.r.shuffle(text)
        return {'id': f'b{k}', 'truth': p['truth'], 'name': ' '.join(w for w in words if w), 'description': ' '.join(text) if m.often(.6) else '', 'price': f"${p['price'] * m.r.uniform(.85, 1.1):.2f}" if m.often(.5) else ''}
    return [left(k, p) for k, p in enumerate(items)], [right(k, p) for k, p in enumerate(items)]


def programs(m):
    """two shops of programs with no model number: titles that differ in version or edition alone, long descriptions; the second shop is larger and has some twice"""
    makers, names, words = [' '.join(m.words(m.r.choice([1, 1, 2]), 2, 3)) for _ in range(120)], m.words(500, 2, 3), m.words(1500, 1, 4)
    items = []
    while len(items) < m.n * 2:
        maker, name, text = m.skewed(makers), [m.skewed(names, 1.3) for _ in range(m.r.randint(1, 3))], filler(m, words, 15, 60)
        for version in m.r.sample(['1.0', '2.0', '3', '5.5', '10', '2005', '2006', '2007', 'xp'], m.r.choice([1, 1, 1, 2, 3])):
            for edition in m.r.sample(['standard', 'professional', 'home edition', 'upgrade', 'small business edition', 'for mac', ''], m.r.choice([1, 1, 2])):
                items.append(dict(truth=len(items), maker=maker, title=name + [version] + edition.split(), text=text[:-4] + filler(m, words, 4, 8), price=round(m.r.lognormvariate(4, 1), 2)))

    def row(side, k, p, spoil):
        title, text = list(p['title']), list(p['text'])
        if spoil:
            title = [w for w in title if m.often(.88)] + (['(' + m.r.choice(['pc', 'mac', 'cd', 'dvd']) + ')'] if m.often(.3) else [])
            text = [w for w in text if m.often(.6)] + filler(m, words, 0, 20)
        if m.often(.5):
            title = p['maker'].split()[:1] + title
        return {'id': f'{side}{k}', 'truth': p['truth'], 'title': ' '.join(title), 'description': ' '.join(text) if m.often(.7) else '', 'manufacturer': p['maker'] if m.often(.3 if spoil else .95) else '',
                'price': round(p['price'] * (m.r.uniform(.8, 1.1) if spoil else 1), 2)}
    m.r.shuffle(items)
    a, b = items[:m.n * 2 // 3], items[m.n // 6:]
    b = b + m.r.sample(b, len(b) // 25)
    return [row('a', k, p, False) for k, p in enumerate(a)], [row('b', k, p, True) for k, p in enumerate(b)]


def shops(m):
    """a small shop and one five times as large, one row a product: title, model number, brand, price, weight; hundreds of rows a brand, few of them in both"""
    brands, words = m.words(60, 2, 3), m.words(700, 1, 3)
    lines = {b: [filler(m, words, 2, 3) for _ in range(12)] for b in brands}

    def one(k):
        b = m.skewed(brands, 2.5)
        return dict(truth=k, brand=b, line=m.r.choice(lines[b]), words=filler(m, words, 1, 4), model=m.r.choice('BCDFHKLMST') + m.r.choice('BCDFHKLMST') + m.digits(m.r.randint(2, 4)),
                    price=round(m.r.lognormvariate(3.5, 1), 2), weight=round(m.r.lognormvariate(0, 1), m.r.choice([0, 1, 2])), size=f'{m.r.randint(1, 20)} x {m.r.randint(1, 20)} x {m.r.randint(1, 9)} inches')

    def row(side, k, p, spoil):
        title = [p['brand'].title()] + p['line'] + p['words'] + ([p['model']] if m.often(.5) else [])
        if spoil:
            title = [w for w in title if m.often(.85)]
        return {'id': f'{side}{k}', 'truth': p['truth'], 'title': ' '.join(title), 'modelno': (p['model'] if not spoil or m.often(.8) else m.digits(6)) if m.often(.85) else '',
                'price': round(p['price'] * (m.r.uniform(.7, 1.2) if spoil else 1), 2), 'shipweight': p['weight'] if not spoil or m.often(.5) else round(p['weight'] + m.r.uniform(0, 2), 1),
                'brand': p['brand'].title() if m.often(.9) else '', 'dimensions': p['size'] if m.often(.5) else ''}
    items = [one(k) for k in range(m.n * 4)]
    return [row('a', k, p, False) for k, p in enumerate(items[:m.n * 2 // 3])], [row('b', k, p, True) for k, p in enumerate(items[m.n // 3:])]


def series(m):
    """a small shop and one eight times as large: a maker's series share title, category and about the price, and differ in model number and a word or two; a third of the small shop in both"""
    makers, words = m.words(80, 2, 3), m.words(900, 1, 3)
    groups = [' '.join(filler(m, words, 1, 2)) for _ in range(40)]
    lines = []
    for _ in range(max(m.n // 5, 20)):
        lines.append(dict(maker=m.skewed(makers, 2.2), title=filler(m, words, 2, 5), group=m.r.choice(groups), other=m.r.choice(groups), price=m.r.lognormvariate(3.8, 1), stem=m.r.choice('BCDFHKLMST') + m.r.choice('ADEKLX')))

    def one(k):
        s = m.skewed(lines, 1.5)
        return dict(truth=k, s=s, model=s['stem'] + m.digits(m.r.randint(3, 5)), words=filler(m, words, 0, 2), price=s['price'] * m.r.uniform(.75, 1.35))

    def row(side, k, p, large):
        s = p['s']
        title = ([s['maker']] if m.often(.7) else []) + [w for w in s['title'] if m.often(.9)] + [w for w in p['words'] if not large or m.often(.8)] + ([p['model']] if m.often(.4) else [])
        if large:
            title += filler(m, words, 0, 2)
        return {'id': f'{side}{k}', 'truth': p['truth'], 'title': ' '.join(title), 'category': (s['other'] if large else s['group']) if m.often(.9) else '', 'brand': s['maker'] if m.often(.9) else '',
                'modelno': p['model'] if m.often(.65 if large else .9) else '', 'price': round(p['price'] * (m.r.uniform(.8, 1.15) if large else 1), 2) if m.often(.8) else ''}
    items = [one(k) for k in range(m.n * 5)]
    small = m.n * 5 // 8
    return [row('a', k, p, False) for k, p in enumerate(items[:small])], [row('b', k, p, True) for k, p in enumerate(items[small * 2 // 3:])]


def discs(m):
    """records: artist, title, genre, year and a long list of tracks; hardly any is there twice"""
    words, artists = m.words(2000, 1, 3), [' '.join(m.words(m.r.choice([1, 2, 2]), 1, 3)) for _ in range(700)] + ['various'] * 40
    genres = m.words(40, 1, 2)

    def tracks():
        return [' '.join(m.skewed(words, 2.5) for _ in range(m.r.randint(1, 6))) for _ in range(m.r.randint(4, 22))]
    rows = []
    for k in range(m.n):
        a = m.r.choice(artists)
        p = dict(truth=k, artist=a, title=a if m.often(.05) else ' '.join(m.skewed(words, 1.5) for _ in range(m.r.randint(1, 5))), category=m.skewed(genres[:11]), genre=m.skewed(genres) if m.often(.6) else '',
                 year=m.r.randint(1960, 2005) if m.often(.5) else '', tracks=tracks())
        for _ in range(2 if m.often(.04) else 1):
            q = dict(p)
            if q is not p and m.often(.4):
                q['tracks'] = [m.typo(t) if m.often(.3) else t for t in p['tracks']][m.r.choice([0, 0, 0, 1]):]
            if m.often(.15):
                q['title'] = q['title'] + m.r.choice([' cd1', ' disc 1', ' remastered'])
            if m.often(.1):
                q['artist'] = m.typo(q['artist'])
            rows.append({'id': '', 'truth': q['truth'], **{c: q[c] for c in ('artist', 'title', 'category', 'genre', 'year')}, 'tracks': ' | '.join(q['tracks'])})
    m.r.shuffle(rows)
    for i, r in enumerate(rows):
        r['id'] = f'r{i}'
    return (rows,)


def citations(m):
    """references to a few papers, each cited many times: lists of authors in every form, titles, venues in full or short, most columns empty"""
    terms, family, presses = m.words(500, 2, 3), FAMILY + m.words(300, 2, 3), [' '.join(m.words(2, 2, 3)) + ' press' for _ in range(20)]
    venues = [m.words(m.r.randint(3, 6), 2, 3) for _ in range(40)]
    rows, k = [], 0
    while len(rows) < m.n:
        authors = [(m.r.choice(GIVEN), m.skewed(family, 1.5)) for _ in range(m.r.choice([1, 2, 2, 3, 3, 4]))]
        title, venue, year, volume, first = [m.skewed(terms, 1.6) for _ in range(m.r.randint(4, 10))], m.r.choice(venues), m.r.randint(1980, 1999), m.r.randint(1, 40), m.r.randint(1, 900)
        for _ in range(int(m.r.paretovariate(.9)) % 60 + 1):
            form = m.r.randint(0, 3)
            who = [[f'{g[0]}. {f}', f'{f}, {g[0]}.', f'{g} {f}', f'{f} {g[0]}'][form] for g, f in (authors if m.often(.9) else authors[:1] + [('et', 'al')])]
            t, v = ' '.join(title), ' '.join(['proc.' if m.often(.5) else 'in proceedings of the'] + (venue if m.often(.7) else [w[:4] + '.' for w in venue]))
            rows.append({'id': '', 'truth': k, 'author': (', ' if m.often(.5) else ' and ').join(who) + m.r.choice(['', '.', ',']), 'title': m.typo(t) if m.often(.15) else t if m.often(.9) else '', 'venue': v if m.often(.85) else '',
                         'volume': volume if m.often(.3) else '', 'pages': f'pp. {first}-{first + 12}.' if m.often(.5) else '', 'publisher': m.r.choice(presses) if m.often(.1) else '', 'year': f'{year},' if m.often(.8) else ''})
        k += 1
    m.r.shuffle(rows)
    for i, r in enumerate(rows):
        r['id'] = f'r{i}'
    return (rows,)


def neutral(m):
    """persons of old books under headers that tell nothing, the whole name beside its parts: many rows a person, whose forenames, places and dates vary"""
    given, family, towns, jobs = GIVEN + m.words(150, 1, 3), FAMILY + m.words(3000, 2, 3), m.words(400, 2, 3), m.words(60, 2, 3)
    rows, k = [], 0
    while len(rows) < m.n * 2:
        f = [m.skewed(given, 1.8) for _ in range(m.r.choice([1, 1, 2, 2, 3]))]
        s, (y, mo, d), town, job, sex = m.skewed(family, 1.6), m.day(1800, 1880), m.skewed(towns, 2.5), m.skewed(jobs, 2.5), m.r.choice(['male', 'female'])
        code = f'{town[:2]}{m.r.randint(1, 9)} {m.digits(1)}{town[-1]}{m.r.choice("abd")}'
        if m.often(.08):
            f, s = f[:1], ''
        for _ in range(m.r.randint(1, 7)):
            g, t, c, date = list(f), s, code, f'{y}-{mo:02d}-{d:02d}'
            if m.often(.35):
                g = m.r.choice([g[:1], g[::-1], [NICK.get(g[0], g[0])] + g[1:], [g[0][0]], [m.typo(g[0])] + g[1:]])
            if m.often(.25):
                t = m.r.choice([m.typo(t), t, m.skewed(family)]) if t else t
            if m.often(.45):
                date = m.r.choice([f'{y}-01-01', m.typo(date, '0123456789') if m.often(.3) else f'{y + m.r.choice([-1, 1])}-{mo:02d}-{d:02d}', ''])
            if m.often(.4):
                c = m.r.choice([m.typo(c), c[:3], '', c])
            home = town if m.often(.85) else m.skewed(towns)
            rows.append({'id': '', 'truth': k, 'c1': ' '.join(g + [t]).strip(), 'c2': f'{g[0]} {t}'.strip(), 'c3': g[0], 'c4': t, 'c5': date, 'c6': home if m.often(.9) else '', 'c7': c,
                         'c8': sex if m.often(.8) else '', 'c9': job if m.often(.7) else ''})
        k += 1
    m.r.shuffle(rows)
    for i, r in enumerate(rows):
        r['id'] = f'r{i}'
    return (rows,)


def census(m):
    """two censuses ten years apart: a third of the households have moved to another parish, daughters marry, trades change and children are born"""
    family, trades = FAMILY + m.words(300, 2, 3), 'farmer labourer weaver clerk smith carter servant miner tailor'.split()

    def home():
        return dict(parish=m.skewed(TOWNS, 1.2), address=f"{m.r.randint(1, 200)} {m.skewed(ROADS, 1.2)} {m.r.choice(['Road', 'Street', 'Lane'])}")

    def row(side, k, truth, given, surname, age, sex, relation, trade, born, where):
        return {'id': f'{side}{k}', 'truth': truth, 'forename': given, 'surname': surname, 'age': age, 'sex': sex, 'relationship': relation, 'occupation': trade, 'birth place': born, **where}
    a, b = [], []
    while len(a) < m.n:
        surname, age, born, here = m.skewed(family, 1.7), m.r.randint(25, 60), m.skewed(TOWNS, 1.2), home()
        there = home() if m.often(.3) else here
        of = [('head', age, 'M')] + [('wife', age - m.r.randint(-3, 8), 'F')] * m.often(.85)
        of += [m.r.choice([('son', y, 'M'), ('daughter', y, 'F')]) for y in (m.r.randint(0, age - 20) for _ in range(m.r.choice([0, 1, 2, 3, 4])))]
        for relation, y, sex in of:
            given, trade = m.skewed(GIVEN, 1.3), m.r.choice(trades) if y > 14 else 'scholar'
            where_born, k = born if m.often(.7) else m.skewed(TOWNS, 1.2), len(a)
            a.append(row('a', k, k, given, surname, y, sex, relation, trade, where_born, here))
            if m.often(.25):  # gone, or dead
                continue
            later = m.skewed(family, 1.7) if relation == 'daughter' and y > 8 and m.often(.4) else surname
            b.append(row('b', k, k, m.r.choice([given] * 4 + [given[:3], m.typo(given)]), m.typo(later) if m.often(.1) else later, y + 10 + m.r.choice([0] * 5 + [1, -1, 2]), sex, relation,
                         trade if y > 24 and m.often(.6) else m.r.choice(trades), where_born if m.often(.9) else m.skewed(TOWNS, 1.2), there))
        for i in range(m.r.choice([0, 0, 1, 2])):
            b.append(row('c', len(b), f'new{len(b)}', m.skewed(GIVEN, 1.3), surname, m.r.randint(0, 9), m.r.choice('MF'), m.r.choice(['son', 'daughter']), '', there['parish'], there))
    return a, b


KINDS = [british, headers, companies, papers, songs, cyrillic, chinese, arabic, households, tiny, two, codes, many, strangers, unrelated, same, copies, town, goods, programs, shops, series, discs, citations, neutral, census]


def main():
    if len(sys.argv) < 3:
        for k in KINDS:
            print(f'{k.__name__:12} {k.__doc__}')
        return
    name, out = sys.argv[1:3]
    m = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 5000, int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    os.makedirs(out, exist_ok=True)
    for file, rows in zip('ab', {k.__name__: k for k in KINDS}[name](m)):
        m.r.shuffle(rows)
        with open(f'{out}/{file}.csv', 'w', newline='') as f:
            w = csv.DictWriter(f, list(rows[0]))
            w.writeheader()
            w.writerows(rows)


if __name__ == '__main__':
    main()
