"""gen.py KIND DIR [N] [SEED]: made-up tables for `link` and `dedupe` with no model, with the truth in column `truth`.

KIND is one of
  persons     two lists of N persons of no country, each in both lists, the second with one to four errors in every row
  families    two lists in which whole families live together: parents' names and addresses agree among brothers and sisters
  historical  one list of about N records of persons from old books, two to eight records a person, heavy variation
  products    two catalogues: title, maker, price, category; titles shortened and put another way
Nothing here is taken from a published set, nor from the engine's own lists of words.
"""
import csv, os, random, sys

kind, out = sys.argv[1:3]
N = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
R = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
os.makedirs(out, exist_ok=True)
ON, VO, CO = 'b c d f g h k l m n p r s t v w st br ch th gr'.split(), 'a e i o u a e ai ou'.split(), ['', '', 'n', 'r', 's', 'l', 'm', 'ck', 'nd']


def word(lo, hi):
    return ''.join(R.choice(ON) + R.choice(VO) for _ in range(R.randint(lo, hi))) + R.choice(CO)


def vocabulary(n, lo, hi):
    words = sorted({word(lo, hi) for _ in range(3 * n)})
    R.shuffle(words)
    words = words[:n]
    return lambda: words[int(len(words) * R.random() ** 2.2)]


first, last, street, town = vocabulary(300, 1, 3), vocabulary(900, 2, 3), vocabulary(600, 2, 3), vocabulary(150, 2, 3)
postcode = {}


def typo(s, n=1):
    for _ in range(n):
        if len(s) < 3:
            return s
        i = R.randrange(len(s) - 1)
        s = R.choice([s[:i] + s[i + 1:], s[:i] + s[i + 1] + s[i] + s[i + 2:], s[:i] + R.choice('aeiornlst') + s[i + 1:], s[:i] + R.choice('aeiornlst') + s[i:]])
    return s


def day(lo, hi):
    return f'{R.randint(lo, hi)}-{R.randint(1, 12):02d}-{R.randint(1, 28):02d}'


def place():
    t = town()
    return t, postcode.setdefault(t, f'{R.randint(1000, 9999)}')


def spoil(row, cols, n, blank=.25):
    for _ in range(n):
        c = R.choice(cols)
        v = row[c]
        if not v:
            continue
        k = R.random()
        if k < blank:
            row[c] = ''
        elif c == 'born' and v.translate(str.maketrans('', '', '0123456789')) != '--' or c == 'born' and len(v) != 10:
            continue
        if c == 'born' and k < .6:
            y, m, d = v.split('-')
            row[c] = R.choice([f'{y}-{d}-{m}' if int(d) <= 12 else v, f'{int(y) + R.choice([-1, 1, 10])}-{m}-{d}', f'{y}-{m}-{R.randint(1, 28):02d}'])
        elif c == 'born':
            row[c] = v[:-1] + R.choice('0123456789')
        else:
            row[c] = typo(v)
    return row


def write(name, rows):
    with open(f'{out}/{name}.csv', 'w', newline='') as f:
        w = csv.DictWriter(f, list(rows[0]))
        w.writeheader()
        R.shuffle(rows)
        w.writerows(rows)


def person(k):
    t, z = place()
    return {'truth': str(k), 'given': first(), 'family': last(), 'number': str(R.randint(1, 300)), 'street': street() + R.choice([' street', ' road', ' place']),
            'town': t, 'zip': z, 'born': day(1925, 2005), 'member': f'{R.randint(10 ** 6, 10 ** 7 - 1)}'}


if kind == 'persons':
    a = [person(k) for k in range(N)]
    b = [spoil(dict(p), ['given', 'family', 'number', 'street', 'town', 'zip', 'born', 'member'], R.randint(1, 4)) for p in a]
    for i, p in enumerate(b):
        if R.random() < .03:
            p['given'], p['family'] = p['family'], p['given']
    write('a', [{'id': f'a{i}', **p} for i, p in enumerate(a)])
    write('b', [{'id': f'b{i}', **p} for i, p in enumerate(b)])
elif kind == 'families':
    a, k = [], 0
    while len(a) < N:
        s, (t, z) = last(), place()
        father, mother = f'{first()} {s}', f'{first()} {last()}'
        home = f'{R.randint(1, 300)} {street()} street, {t}'
        y = R.randint(1950, 2010)
        for _ in range(R.choice([1, 2, 2, 3, 4])):
            y += R.choice([0, 1, 2, 3]) if R.random() > .02 else 0
            a.append({'truth': str(k), 'name': f'{first()} {s}', 'born': day(y, y), 'sex': R.choice('mf'), 'code': f'{R.randint(10 ** 8, 10 ** 9 - 1)}',
                      'father': father, 'mother': mother, 'address': home})
            k += 1
    b = [spoil(dict(p), ['name', 'born', 'code', 'father', 'mother', 'address', 'code'], R.choice([0, 0, 1, 1, 2, 3]), .35) for p in a if R.random() < .6]
    write('a', [{'id': f'a{i}', **p} for i, p in enumerate(a)])
    write('b', [{'id': f'b{i}', **p} for i, p in enumerate(b)])
elif kind == 'historical':
    rows, k = [], 0
    jobs = vocabulary(40, 2, 3)
    while len(rows) < N:
        p = person(k)
        f = {'truth': str(k), 'first': p['given'], 'middle': first() if R.random() < .4 else '', 'surname': p['family'], 'born': day(1700, 1900) if R.random() < .9 else '',
             'birth_place': p['town'], 'postcode': p['zip'] + R.choice('abcd'), 'gender': R.choice(['male', 'female']), 'occupation': jobs() if R.random() < .8 else ''}
        k += 1
        for _ in range(R.randint(2, 8)):
            q = spoil(dict(f), ['first', 'surname', 'born', 'birth_place', 'postcode', 'occupation', 'middle', 'first', 'postcode'], R.randint(0, 6), .35)
            if R.random() < .1:
                q['first'] = q['first'][:1]
            if R.random() < .1 and q['born']:
                q['born'] = q['born'][:4] + '-01-01'
            if R.random() < .05:
                q['surname'] = last()
            rows.append(q)
    write('a', [{'id': f'r{i}', **p} for i, p in enumerate(rows)])
elif kind == 'products':
    makers, noun, adj = vocabulary(60, 2, 3), vocabulary(200, 2, 3), vocabulary(150, 1, 3)
    a, b = [], []
    for k in range(N):
        m, model = makers(), R.choice('abcdefghk') + str(R.randint(10, 9999))
        title = [m, adj(), noun(), model] + [adj() for _ in range(R.randint(0, 3))]
        price = round(R.lognormvariate(4, 1), 2)
        a.append({'id': f'a{k}', 'truth': str(k), 'title': ' '.join(title), 'maker': m, 'price': price, 'category': title[2]})
        if R.random() < .6:
            t = [w for w in title if R.random() > .15]
            if R.random() < .3:
                R.shuffle(t)
            if R.random() < .3:
                t = t[:-1] + [typo(t[-1])] if t else t
            b.append({'id': f'b{k}', 'truth': str(k), 'title': ' '.join(t + ([adj()] if R.random() < .4 else [])), 'maker': m if R.random() < .5 else '',
                      'price': round(price * R.uniform(.8, 1.2), 2) if R.random() < .8 else '', 'category': ''})
    write('a', a)
    write('b', b)
