"""spoil.py: how clerks get words, dates and numbers wrong."""
import datetime, unicodedata

TONES = {'\u0300': 'f', '\u0301': 's', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j'}
VNI = {'\u0301': '1', '\u0300': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5', '\u0302': '6', '\u031b': '7', '\u0306': '8'}
HATS = '\u0302\u0306\u031b'
KEYS = {a: b for row in ('qwertyuiop', 'asdfghjkl', 'zxcvbnm') for a, b in zip(row, [row[1], *[x + y for x, y in zip(row, row[2:])], row[-2]])}


def nfd(s):
    return unicodedata.normalize('NFD', s)


def nfc(s):
    return unicodedata.normalize('NFC', s)


def bare(s):
    return ''.join(c for c in nfd(s) if not unicodedata.combining(c)).replace('đ', 'd').replace('Đ', 'D')


def telex(w):
    out, tone = '', ''
    for c in nfd(w):
        if c in TONES:
            tone = TONES[c]
        elif c == '\u0302':
            out += out[-1].lower()
        elif c in HATS:
            out += 'w'
        else:
            out += {'đ': 'dd', 'Đ': 'Dd'}.get(c, c)
    return out + tone


def half_telex(w):
    """The tone's key stands as a letter, the rest came out."""
    tone = ''.join(TONES.get(c, '') for c in nfd(w))
    return nfc(''.join(c for c in nfd(w) if c not in TONES)) + tone


def vni(w):
    return ''.join(VNI.get(c, c) for c in nfd(w)).replace('đ', 'd9').replace('Đ', 'D9')


def lose_mark(R, w):
    d = nfd(w)
    at = [i for i, c in enumerate(d) if unicodedata.combining(c)]
    if 'đ' in d or 'Đ' in d:
        at.append(-1)
    if not at:
        return w
    i = R.choice(at)
    return d.replace('đ', 'd').replace('Đ', 'D') if i < 0 else nfc(d[:i] + d[i + 1:])


def change_tone(R, w):
    d = nfd(w)
    at = [i for i, c in enumerate(d) if c in TONES]
    if at:
        i = R.choice(at)
        return nfc(d[:i] + R.choice([t for t in TONES if t != d[i]]) + d[i + 1:])
    v = [i for i, c in enumerate(d) if c in 'aeiouy']
    return nfc(d[:v[-1] + 1] + R.choice(list(TONES)) + d[v[-1] + 1:]) if v else w


def slip(R, w):
    if len(w) < 2:
        return w
    i, k = R.randrange(len(w)), R.random()
    if k < .3 and i + 1 < len(w):
        a, b = w[i], w[i + 1]
        return w[:i] + (b.upper() if a.isupper() else b) + (a.lower() if a.isupper() else a) + w[i + 2:]
    if k < .5 and len(w) > 2:
        r = w[:i] + w[i + 1:]
        return r[0].upper() + r[1:] if w[0].isupper() else r
    if k < .65:
        return w[:i + 1] + w[i].lower() + w[i + 1:]
    c = KEYS.get(bare(w[i]).lower())
    if c and i:
        return w[:i] + R.choice(c) + w[i + 1:]
    return w


HEARD = {  # what is heard alike, and where
    'north': [('^Ch', 'Tr'), ('^Tr', 'Ch'), ('^S', 'X'), ('^X', 'S'), ('^D', 'Gi'), ('^Gi', 'D'), ('^D', 'R'), ('^R', 'D'), ('^L', 'N'), ('^N', 'L')],
    'central': [('hoi', 'nga'), ('nga', 'hoi'), ('n$', 'ng'), ('ng$', 'n'), ('t$', 'c'), ('c$', 't'), ('^D', 'Gi'), ('^S', 'X'), ('^X', 'S')],
    'south': [('hoi', 'nga'), ('nga', 'hoi'), ('n$', 'ng'), ('ng$', 'n'), ('t$', 'c'), ('c$', 't'), ('^V', 'D'), ('^D', 'V'), ('^Qu', 'W'), ('y$', 'i'), ('^Gi', 'D')],
}
DOUBLETS = dict(x.split('/') for x in 'Hoàng/Huỳnh Huỳnh/Hoàng Vũ/Võ Võ/Vũ Phúc/Phước Phước/Phúc Cảnh/Kiểng Nhân/Nhơn Sơn/San Trường/Tràng Lợi/Lị Thái/Thới An/Yên Tùng/Tòng Bảo/Bửu Đức/Đước Chính/Chánh Hồng/Hường Chu/Châu Kính/Kiếng Thịnh/Thạnh Linh/Lanh Sinh/Sanh Nhật/Nhựt'.split())
OLD_TONE = {'òa': 'oà', 'óa': 'oá', 'ỏa': 'oả', 'õa': 'oã', 'ọa': 'oạ', 'òe': 'oè', 'óe': 'oé', 'ỏe': 'oẻ', 'ùy': 'uỳ', 'úy': 'uý', 'ủy': 'uỷ', 'ũy': 'uỹ', 'ụy': 'uỵ'}
I_Y = {'Lý': 'Lí', 'Mỹ': 'Mĩ', 'Ly': 'Li', 'My': 'Mi', 'Vy': 'Vi', 'Vi': 'Vy', 'Kỳ': 'Kì', 'Quý': 'Quí', 'Sỹ': 'Sĩ', 'Hy': 'Hi', 'Tỵ': 'Tị', 'Kỷ': 'Kỉ', 'Sĩ': 'Sỹ'}


def misheard(R, w, region):
    if w in DOUBLETS and R.random() < .5:
        return DOUBLETS[w]
    rules = list(HEARD[region])
    R.shuffle(rules)
    for a, b in rules:
        if a in ('hoi', 'nga'):
            x, y = ('\u0309', '\u0303') if a == 'hoi' else ('\u0303', '\u0309')
            if x in nfd(w):
                return nfc(nfd(w).replace(x, y))
        elif a[0] == '^' and w.startswith(a[1:]) and not (a == '^N' and w[1:2] in 'gh') and not (a == '^D' and w[1:2] == 'ư' and b == 'Gi') and len(w) > len(a):
            return (b + w[len(a) - 1:]).replace('Gii', 'Gi').replace('Wu', 'Qu')
        elif a[-1] == '$' and w.endswith(a[:-1]) and not (a == 'n$' and w.endswith('nn')) and not (a == 'c$' and w[-2:] == 'ch') and len(w) > 2:
            return w[:-len(a) + 1] + b
    return change_tone(R, w)


def old_spelling(w):
    if w in I_Y:
        return I_Y[w]
    for a, b in OLD_TONE.items():
        if w.endswith(a) and not w.lower().startswith('qu'):
            return w[:-2] + b
    return w


def a_word(R, words, f, weights=(.2, .3, .5)):
    """f on one word: surname, one of the middle, given, by those weights."""
    k = R.choices(range(3), weights)[0]
    i = 0 if k == 0 or len(words) < 2 else len(words) - 1 if k == 2 or len(words) < 3 else R.randrange(1, len(words) - 1)
    words = list(words)
    words[i] = f(words[i])
    return words


def name_error(R, name, kind, region, person_given=None):
    w = name.split()
    if len(w) < 2:
        return name
    if kind == 'slip':
        w = a_word(R, w, lambda x: slip(R, x))
    elif kind == 'mark':
        w = a_word(R, w, lambda x: lose_mark(R, x))
    elif kind == 'tone':
        w = a_word(R, w, lambda x: change_tone(R, x))
    elif kind == 'heard':
        w = a_word(R, w, lambda x: misheard(R, x, region))
    elif kind == 'keys':
        f = R.choice([telex, half_telex, half_telex, vni])
        w = a_word(R, w, f, (.4, .2, .4)) if R.random() < .6 else [f(x) for x in w]
    elif kind == 'middle':
        if len(w) > 2:
            del w[R.randrange(1, len(w) - 1)]
        else:
            w.insert(1, R.choice(['Văn', 'Thị']))
    elif kind == 'middle_other':
        if len(w) > 2:
            w[-2] = R.choice(['Văn', 'Thanh', 'Ngọc', 'Minh', 'Xuân', 'Đức', 'Thu', 'Hồng', 'Kim'])
    elif kind == 'initials':
        q = R.random()
        if q < .35:
            w = [w[0][0] + '.', *[x[0] + '.' for x in w[1:-1]], w[-1]]
        elif q < .7:
            w = [w[0], *[x[0] + '.' for x in w[1:-1]], w[-1]]
        else:
            w[0] = {'Nguyễn': 'Ng.', 'Phạm': 'Ph.', 'Trần': 'Tr.', 'Huỳnh': 'H.', 'Hoàng': 'H.'}.get(w[0], w[0][0] + '.')
    elif kind == 'order':
        w = [w[-1], *w[:-1]] if R.random() < .5 else [*w[1:], w[0]]
    elif kind == 'joined':
        i = R.randrange(len(w) - 1)
        w[i:i + 2] = [w[i] + w[i + 1].lower() if R.random() < .5 else w[i] + w[i + 1]]
    elif kind == 'given_only':
        w = w[-2:] if len(w) > 2 and R.random() < .6 else w[-1:]
    elif kind == 'other' and person_given:
        w[-1] = person_given
    return ' '.join(w)


# dates are (year, month, day), the last two 0 where unknown

LUNAR = datetime.date(2000, 1, 6).toordinal()


def lunar(y, m, d):
    """The day by the moon's months, leap months left out."""
    n = datetime.date(y, m, d).toordinal()
    start = int((n - LUNAR) // 29.530588 * 29.530588 + LUNAR + .5)
    s = datetime.date.fromordinal(start - 20)
    return s.year, s.month, min(30, max(1, n - start + 1))


def date_error(R, d, kind):
    y, m, day = d
    if not m:
        return (y + R.choice([-1, 1, 1, -2, 2]), 0, 0) if kind in ('year', 'digit') else d
    if kind == 'swap':
        return (y, day, m) if day <= 12 else (y, m, int(f'{day:02d}'[::-1])) if 1 <= int(f'{day:02d}'[::-1]) <= 28 else (y, m, max(1, day - 1))
    if kind == 'first':
        return y, 1, 1
    if kind == 'year':
        k = R.random()
        s = str(y)
        if k < .55:
            return y + R.choice([-1, 1]), m, day
        if k < .75:
            return y + R.choice([-10, 10, -2, 2, 5, -5]), m, day
        return (int(s[:2] + s[3] + s[2]), m, day) if int(s[:2] + s[3] + s[2]) <= 2025 else (y - 1, m, day)
    if kind == 'digit':
        return (y, m, min(28, max(1, day + R.choice([-1, 1, 10, -10, 2, -3])))) if R.random() < .65 else (y, min(12, max(1, m + R.choice([-1, 1, 2, -2]))),
            min(day, 28))
    if kind == 'lunar' and y > 1905:
        return lunar(*d)
    if kind == 'age':
        return y + R.choice([-1, -1, 0, 1]), 0, 0
    return d


def number_error(R, n):
    i, k = R.randrange(1, len(n)), R.random()
    if k < .5:
        return n[:i] + R.choice([c for c in '0123456789' if c != n[i]]) + n[i + 1:]
    if k < .8 and i + 1 < len(n):
        return n[:i] + n[i + 1] + n[i] + n[i + 2:]
    return n[:i] + n[i + 1:] if k < .92 else n[:i] + n[i] + n[i:]
