"""sectors.py: the lists of gen.py: whom each holds, and in which columns."""
import people

YEAR = people.AS_OF.year
FIRMS = 'Công ty TNHH May Phú Thành,Công ty CP Thủy sản Biển Xanh,Công ty TNHH Giày Hoa Sen,Trường Tiểu học số 2,Bệnh viện đa khoa khu vực,UBND xã,Công ty CP Xây dựng 47,HTX Nông nghiệp,Công ty TNHH Điện tử Sao Mai,Ngân hàng Nông nghiệp'.split(',')
COURT = 'Dân sự,Hôn nhân và gia đình,Hình sự,Kinh doanh thương mại,Hành chính,Lao động'.split(',')
DESK = 'Đăng ký biến động đất đai,Chứng thực bản sao,Cấp phép xây dựng,Đăng ký hộ kinh doanh,Xác nhận tình trạng hôn nhân,Trợ cấp xã hội'.split(',')
VACCINE = 'AstraZeneca,Comirnaty (Pfizer-BioNTech),Vero Cell,Spikevax (Moderna),ComBE Five,MVVac'.split(',')


def day(R, lo, hi):
    return f'{R.randint(1, 28):02d}/{R.randint(1, 12):02d}/{R.randint(lo, hi)}'


def age(p):
    return YEAR - p.born.year


def alive(p, year=YEAR):
    return not p.dead or p.dead.year >= year


def some(share, test=lambda p: True, late=.25, made=lambda p, R: {}):
    """One row for that share of those who pass, and of the dead, whom nobody struck off, a part; made gives what the row says beside the person."""
    def who(p, R):
        return [made(p, R)] if test(p) and R.random() < share * (1 if alive(p) else late) else []
    return who


def write(m):
    n, d, s, at, no = m.name, m.date, m.sex, m.place, m.number
    out = []

    def add(sector, *a, **k):
        out.append((sector, m.list(sector, *a, **k)))

    def born(v):
        return d(v['born'], v['clothes']['date'])

    def key(prefix, width=7):
        return lambda i, R: f'{prefix}{i * 3 + R.randrange(3):0{width}d}'

    # residence books: old ledgers, typed in from paper
    kin = m.kinship()
    add('cu_tru', some(.96, late=.6), lambda p, v, e, R: [p.house.book if p.house else '', n(v, 'head'), n(v), kin(p), born(v), s(v), no(v, R), at(v, 'town'),
        v['group'], v['religion'], v['nation'], n(v, 'father'), n(v, 'mother'), at(v), 'Đã chết' if p.dead else 'Đang cư trú'],
        'Mã nhân khẩu,Số hồ sơ hộ khẩu,Họ tên chủ hộ,Họ và tên,Quan hệ với chủ hộ,Ngày tháng năm sinh,Giới tính,Số ĐDCN/CCCD,Quê quán,Dân tộc,Tôn giáo,Quốc tịch,Họ tên cha,Họ tên mẹ,Nơi đăng ký thường trú,Tình trạng nhân khẩu'.split(','),
        key('NK'), ('name', 'born', 'sex', 'id', 'father', 'mother', 'home', 'head'), copies=.2, rates=dict(id_missing=1.15))
    add('can_cuoc', some(.85, lambda p: age(p) >= 14), lambda p, v, e, R: [no(v, R), v['old_id'], n(v), born(v), s(v), at(v, 'town'), at(v), v['group'], v['religion'],
        v['nation'], n(v, 'father'), n(v, 'mother'), n(v, 'spouse'), day(R, 2021, 2025)],
        'Số hồ sơ căn cước,Số CCCD,Số CMND đã được cấp,Họ và tên khai sinh,Ngày sinh,Giới tính,Quê quán,Nơi thường trú,Dân tộc,Tôn giáo,Quốc tịch,Họ và tên cha,Họ và tên mẹ,Họ và tên vợ (chồng),Ngày cấp'.split(','),
        key('CC'), ('name', 'born', 'sex', 'id', 'father', 'mother', 'home', 'old_id'), copies=.3, rates=dict(id_missing=.9))

    def insured(p, R):
        return [{}] if (p.job == 'worker' and R.random() < .85 or p.job == 'retired' and R.random() < (.9 if alive(p) else .3)) else []
    add('bhxh', insured, lambda p, v, e, R: [p.bhxh, n(v), born(v), s(v), no(v, R), v['old_id'] if R.random() < .4 else '', at(v), v['phone'],
        R.choice(FIRMS) if p.job == 'worker' else '', 'Hưu trí' if p.job == 'retired' else '', 'Đang tham gia'],
        'Mã hồ sơ,Mã số BHXH,Họ và tên người tham gia,Ngày sinh,Giới tính,Số CCCD,Số CMND cũ,Địa chỉ thường trú,Số điện thoại,Đơn vị sử dụng lao động,Chế độ hưởng,Tình trạng tham gia'.split(','),
        key('BH'), ('name', 'born', 'sex', 'id', 'home', 'phone'), bom=True, rates=dict(id_missing=1.2, no_phone=1.2))
    add('bhyt', some(.9, late=.1, made=lambda p, R: dict(card=f'{p.card}4{p.home[0].province}{p.bhxh}' if R.random() < .8 else p.bhxh)), lambda p, v, e,
        R: [e['card'], n(v), born(v), s(v), no(v, R), at(v), n(v, 'head') if R.random() < .7 else '', '01/01/2025', '31/12/2025', p.card],
        'Mã bản ghi,Số thẻ BHYT,Họ tên,Ngày sinh,Giới tính,CCCD/CMND,Địa chỉ,Họ tên chủ hộ,Giá trị từ ngày,Giá trị đến ngày,Mã đối tượng BHYT'.split(','),
        key('TH'), ('name', 'born', 'sex', 'id', 'home', 'head'))
    add('thue', some(.6, lambda p: 18 <= age(p) <= 76), lambda p, v, e, R: [v['id'] if len(v['id']) == 12 and R.random() < .3 else p.mst, n(v), born(v), no(v, R),
        at(v), at(v, 'here') if R.random() < .5 else '', v['phone'], 'NNT đang hoạt động'],
        'Mã bản ghi,Mã số thuế,Tên người nộp thuế,Ngày sinh,Số CMND/CCCD,Địa chỉ hộ khẩu,Nơi ở hiện tại,Điện thoại,Trạng thái MST'.split(','),
        key('T'), ('name', 'born', 'id', 'home', 'phone'))

    def doses(p, R):
        if R.random() > .62 or not alive(p, 2021):
            return []
        k, y = R.choices([1, 2, 3], [25, 45, 30])[0], R.randint(max(2021, p.born.year), 2024) if p.born.year <= 2024 else YEAR
        return [dict(dose=i + 1, day=day(R, y, y), same=f'd{i + 1}', vaccine=R.choice(VACCINE),
            lot=f'{R.choice("ABFGPK")}{R.choice("ABCDE")}{R.randrange(10 ** 4):04d}') for i in range(k)]
    add('tiem_chung', doses, lambda p, v, e, R: [n(v), born(v), s(v), no(v, R), v['phone'], at(v), f'Mũi {e["dose"]}', e['day'], e['vaccine'], e['lot']],
        'Mã lượt tiêm,Họ tên người tiêm,Ngày sinh,Giới tính,Số CMND/CCCD/Hộ chiếu,Số điện thoại,Địa chỉ,Mũi tiêm,Ngày tiêm,Tên vắc xin,Số lô'.split(','),
        key('TC', 8), ('name', 'born', 'sex', 'id', 'home', 'phone'), bom=True, one=False, rates=dict(no_phone=.8))

    def civil(p, R):
        e = []
        if p.born.year >= 2012 and R.random() < .5:
            e.append(dict(kind='Khai sinh', day=d(p.born), same='b'))
        if p.married and p.married >= 1998 and R.random() < .22 and p.nation == 'Việt Nam':
            e.append(dict(kind='Kết hôn', day=day(R, p.married, p.married), same='m'))
        if p.dead and p.dead.year >= 2017 and R.random() < .5:
            e.append(dict(kind='Khai tử', day=d(p.dead), same='d'))
        return [{**x, 'number': f'{R.randint(1, 300)}/{x["day"][-4:]}'} for x in e]
    add('ho_tich', civil, lambda p, v, e, R: [e['kind'], e['number'], e['day'], n(v), born(v), s(v), no(v, R), v['group'], v['nation'], at(v),
        n(v, 'father') if e['kind'] != 'Khai tử' or R.random() < .3 else '', n(v, 'mother') if e['kind'] != 'Khai tử' or R.random() < .3 else '',
        n(v, 'spouse') if e['kind'] == 'Kết hôn' else ''],
        'Mã hồ sơ,Loại sự kiện,Số đăng ký,Ngày sự kiện,Họ và tên,Ngày sinh,Giới tính,Số định danh cá nhân,Dân tộc,Quốc tịch,Nơi cư trú,Họ tên cha,Họ tên mẹ,Họ tên vợ/chồng'.split(','),
        key('HT'), ('name', 'born', 'sex', 'id', 'home', 'father', 'mother'), one=False)
    # schools: no number of the pupil's
    add('giao_duc', some(.95, lambda p: 6 <= age(p) <= 17), lambda p, v, e, R: [f'{p.home[0].province}{p.bhxh[2:]}', n(v), born(v), s(v), v['group'],
        at(v, 'birthplace') if R.random() < .6 else '', at(v), n(v, 'father'), n(v, 'mother'), v['phone'],
        f'Trường {"Tiểu học" if age(p) < 11 else "THCS" if age(p) < 15 else "THPT"} {p.home[0].name}', f'{max(1, min(12, age(p) - 5))}{R.choice("ABC")}'],
        'Mã hồ sơ,Mã học sinh,Họ và tên học sinh,Ngày sinh,Giới tính,Dân tộc,Nơi sinh,Hộ khẩu thường trú,Họ tên cha,Họ tên mẹ,Số điện thoại,Trường,Lớp'.split(','),
        key('GD'), ('name', 'born', 'sex', 'home', 'father', 'mother', 'phone'), delimiter='\t')

    # electricity: no birth date, no sex; the contract stays in the name of who signed it once
    def meters(p, R):
        if not (p.house and p is p.house.head and R.random() < .85 or age(p) > 24 and R.random() < .03 or p.dead and p.dead.year > 2008 and age(p) > 50
            and R.random() < .2):
            return []
        return [dict(same=f'c{i}', code=f'P{R.choice("ABCK")}{R.randrange(10 ** 11):011d}') for i in range(1 + (R.random() < .08))]
    add('evn', meters, lambda p, v, e, R: [e['code'], n(v), no(v, R), v['phone'], at(v), 'Đang sử dụng'],
        'Mã bản ghi,Mã khách hàng,Tên khách hàng,Số CMND/CCCD,Điện thoại,Địa chỉ sử dụng điện,Trạng thái hợp đồng'.split(','),
        key('HD'), ('name', 'id', 'home', 'phone'), rates=dict(id_missing=.5, no_phone=.5, phone=.6, commune_only=.1, no_address=.1, old_home=.4, hamlet=.4))

    def helped(p, R):
        share = .6 if age(p) >= 76 else .18 if age(p) >= 60 else .07
        return [{}] if R.random() < share * (1 if alive(p) else .12) else []
    add('an_sinh', helped, lambda p, v, e, R: [n(v), born(v), s(v), no(v, R), v['group'], at(v), n(v, 'head'),
        'Người cao tuổi' if age(p) >= 75 else R.choice(['Hộ nghèo', 'Hộ cận nghèo', 'Người có công', 'NQ68']), R.choice([500000, 750000, 1000000, 2055000]),
        '05/10/2025', 'Đang hưởng'],
        'Mã đối tượng,Họ và tên đối tượng,Ngày tháng năm sinh,Giới tính,Số CMND/CCCD,Dân tộc,Hộ khẩu thường trú,Họ tên chủ hộ,Loại đối tượng,Mức trợ cấp hàng tháng,Ngày chi trả gần nhất,Tình trạng hưởng'.split(','),
        key('DT'), ('name', 'born', 'sex', 'id', 'home', 'head'))
    add('lao_dong', some(.55, lambda p: p.job == 'worker'), lambda p, v, e, R: [n(v), born(v), s(v), no(v, R), at(v), v['phone'], R.choice(FIRMS), day(R, 2015, 2025),
        '', 'Đang làm việc'],
        'Mã người lao động,Họ tên người lao động,Ngày sinh,Giới tính,Số CCCD/CMND,Địa chỉ thường trú,SĐT,Tên doanh nghiệp,Ngày bắt đầu làm việc,Ngày nghỉ việc,Tình trạng làm việc'.split(','),
        key('LD'), ('name', 'born', 'sex', 'id', 'home', 'phone'))
    # courts: the year of birth alone, for the most part
    add('toa_an', some(.03, lambda p: age(p) >= 18, made=lambda p, R: dict(case=f'{R.randint(1, 900)}/{R.randint(2021, 2025)}/TLST', kind=R.choice(COURT))), lambda p,
        v, e, R: [e['case'], e['kind'], n(v), str(v['born'][0]) if v['born'] and R.random() < .5 else born(v), s(v), no(v, R), at(v)],
        'Mã đương sự,Số thụ lý,Loại án,Họ tên đương sự,Năm sinh,Giới tính,CMND/CCCD,Nơi cư trú'.split(','),
        key('DS'), ('name', 'born', 'sex', 'id', 'home'), rates=dict(id_missing=.7, commune_only=.3, hamlet=.5, year=.5))
    add('quan_su', some(.85, lambda p: p.sex == 'm' and 17 <= age(p) <= 27 and p.soldier, made=lambda p, R: dict(number=f'NV{R.randrange(10 ** 7):07d}')), lambda p, v,
        e, R: [e['number'], n(v), born(v), no(v, R), v['group'], v['religion'], at(v, 'town'), at(v), n(v, 'father'), n(v, 'mother'),
        R.choice(['Đã đăng ký', 'Tạm hoãn', 'Miễn'])],
        'Mã hồ sơ,Số đăng ký NVQS,Họ tên khai sinh,Ngày sinh,Số CCCD,Dân tộc,Tôn giáo,Quê quán,Nơi thường trú,Họ tên cha,Họ tên mẹ,Tình trạng NVQS'.split(','),
        key('QS'), ('name', 'born', 'id', 'home', 'father', 'mother'))
    # the one-stop desk: no birth date
    def desk(p, R):
        if age(p) < 18 or not alive(p) or R.random() > .06:
            return []
        return [dict(same=f'f{i}', file=f'H{p.home[0].province}.{R.randrange(10 ** 8):08d}', what=R.choice(DESK)) for i in range(R.choices([1, 2, 3], [80, 15, 5])[0])]
    add('mot_cua', desk, lambda p, v, e, R: [e['file'], e['what'], n(v), no(v, R), v['phone'], at(v)],
        'Mã bản ghi,Số biên nhận,Tên thủ tục,Họ tên người nộp hồ sơ,Số CCCD/CMND,Số điện thoại,Địa chỉ'.split(','),
        key('MC'), ('name', 'id', 'home', 'phone'), delimiter='\t', one=False, rates=dict(id_missing=.5, no_phone=.4, phone=.5, commune_only=.2, no_address=.2,
            old_home=.5, hamlet=.4))
    return out
