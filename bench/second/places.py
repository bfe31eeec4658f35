"""places.py: the communes of gen.py, of both eras, from the lists of refdata/data, and how addresses are written."""
import csv, os

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'refdata', 'data')


def rows(name):
    with open(f'{DATA}/{name}.csv', newline='', encoding='utf-8') as f:
        return list(csv.DictReader(f))


class Commune:
    __slots__ = 'code name type district dtype province pname new hamlets weight index'.split()


OLD_PROVINCE = {r['code']: r for r in rows('provinces_63')}
NEW_PROVINCE = {r['code']: r for r in rows('provinces_34')}


def communes():
    new = {r['code']: r for r in rows('communes_new')}
    to = {}
    for r in rows('commune_map'):
        if r['default_target'] == '1':
            to[r['old_code']] = new.get(r['new_code'])
    out = []
    for r in rows('communes_old'):
        if not to.get(r['code']):
            continue
        c = Commune()
        c.code, c.name, c.type, c.district, c.dtype, c.province = r['code'], r['name'], r['type'], r['district_name'], r['district_type'], r['province_code']
        c.pname, n = OLD_PROVINCE[c.province]['name'], to[r['code']]
        c.new = (n['code'], n['name'], n['type'], n['province_name'], n['province_code'])
        c.hamlets = None
        out.append(c)
    return out


STREETS = 'Trần Phú,Lê Lợi,Nguyễn Huệ,Hùng Vương,Quang Trung,Lý Thường Kiệt,Trần Hưng Đạo,Phan Chu Trinh,Nguyễn Trãi,Hai Bà Trưng,Điện Biên Phủ,Lê Duẩn,Phan Đình Phùng,Ngô Quyền,30/4,Lê Hồng Phong,Bà Triệu,Nguyễn Văn Linh'.split(',')
WORDS = 'Phú Lộc,Bình An,Tân Lập,Đông Hòa,Tây Sơn,Mỹ Thành,An Thịnh,Hòa Bình,Đoàn Kết,Quyết Thắng,Vĩnh Phước,Long Thạnh,Phước Mỹ,Xuân Hòa,Trung Thành,Thống Nhất,Tân Tiến,Thanh Bình,Đại Đồng,Cầu Mới,Chợ Cũ,Đồng Tâm,Nà Lầu,Bản Mới,Khe Sâu,Gò Dưa,Bàu Sen,Trại Giữa'.split(',')


def make_hamlets(R, c, region, group_share):
    """A commune's hamlets: (name until 2025, name since)."""
    urban = c.type != 'xã'
    kind = R.choice({'north': ['Tổ dân phố', 'Khu phố', 'Khối'], 'central': ['Tổ dân phố', 'Khối phố'], 'south': ['Khóm', 'Khu phố']}[region]) if urban else \
        R.choice({'north': ['Thôn', 'Xóm', 'Thôn'], 'central': ['Thôn'], 'south': ['Ấp']}[region])
    if not urban and group_share > .4 and R.random() < .6:
        kind = {'north': 'Bản', 'central': 'Buôn', 'south': 'Ấp'}[region]
    n = R.randint(5, 10)
    if urban or R.random() < .5:
        names = [f'{kind} {i + 1}' for i in range(n)]
    else:
        names = [f'{kind} {w}' for w in R.sample(WORDS, n)]
    out = []
    for i, h in enumerate(names):
        later = h
        if R.random() < .18:
            later = f'{kind} {R.choice(WORDS)}' if h[-1].isdigit() else h + f' {R.randint(1, 2)}'
        out.append((h, later))
    c.hamlets = out


SHORT = {'xã': 'X.', 'phường': 'P.', 'thị trấn': 'TT.', 'huyện': 'H.', 'quận': 'Q.', 'thị xã': 'TX.', 'thành phố': 'TP.', 'tỉnh': 'T.', 'đặc khu': 'ĐK.'}


def unit(kind, name, style):
    kind = 'thành phố' if kind.startswith('thành phố') else kind
    if style == 'bare' and not name[-1].isdigit():
        return name
    if style == 'short':
        return f'{SHORT[kind]} {name}'
    if style == 'tight':
        return f'{SHORT[kind]}{name}'
    return f'{kind} {name}' if style == 'lower' else f'{kind[0].upper()}{kind[1:]} {name}'


def write(place, era, style, hamlet=True, province=True, district=True):
    """An address as text, in the units of an era: old, new, or mixed (old commune and district, new province). place is (commune, hamlet number or None, street and number or '')."""
    c, h, street = place
    street = '' if street.startswith('\0') else street
    parts = []
    if hamlet and h is not None:
        t = c.hamlets[h][1 if era == 'new' else 0] if c.hamlets else f'Thôn {h + 1}'
        if style in ('short', 'tight'):
            t = t.replace('Tổ dân phố', 'TDP').replace('Khu phố', 'KP')
        parts.append(f'{street}, {t}' if street else t)
    if era == 'new':
        _, name, kind, pname, pcode = c.new
        parts.append(unit(kind, name, style))
        ptype = 'thành phố' if NEW_PROVINCE[pcode]['type_2025_07_01'].startswith('thành phố') else 'tỉnh'
        if province:
            parts.append(unit(ptype, pname, style))
    else:
        parts.append(unit(c.type, c.name, style))
        if district:
            parts.append(unit(c.dtype, c.district, style))
        if province:
            ptype = OLD_PROVINCE[c.province]['type'] if era == 'old' else ('thành phố' if NEW_PROVINCE[c.new[4]]['type_2025_07_01'].startswith('thành phố') else 'tỉnh')
            parts.append(unit(ptype, c.pname if era == 'old' else c.new[3], style))
    return ' - '.join(parts) if style == 'dash' else ', '.join(parts)
