"""names.py: how people of gen.py are called: surnames by region and group, given names by decade and sex, names of brothers and sisters."""

SURNAMES = {  # region: (surname, weight)
    'north': 'Nguyễn 34 Trần 11 Phạm 8 Vũ 7 Lê 7 Hoàng 5 Bùi 4 Đỗ 4 Đào 2 Đặng 2 Dương 2 Đinh 2 Ngô 2 Lương 1.5 Đoàn 1.3 Mai 1 Trịnh 1 Phan 1 Tạ .7 Hà .7 Cao .7 Chu .5 Tống .4 Lưu .4 Vương .3 Quách .3 Khổng .2 Nghiêm .2 Doãn .2 Phùng .5 Lã .2 Cù .1 Kiều .2 Bạch .1',
    'central': 'Nguyễn 32 Lê 11 Trần 11 Phạm 5 Phan 5 Võ 6 Huỳnh 4 Đặng 3 Hồ 3 Trương 3 Ngô 2 Đinh 1 Bùi 2 Dương 1 Hoàng 2 Lương 1 Đoàn 1 Mai 1 Châu .6 Cao .7 Tôn .3 Văn .4 Ông .3 Thái .5 Lưu .4 Hứa .4 Trịnh .8 Tạ .2 Nghiêm .1 Ung .1 Tăng .2',
    'south': 'Nguyễn 33 Trần 12 Lê 9 Huỳnh 6 Phạm 5 Võ 5 Phan 4 Trương 3 Bùi 2 Đặng 2 Dương 2 Đỗ 2 Ngô 2 Hồ 2 Lâm 2 Lý 1.5 Mai 1 Cao 1 Châu 1 Thái .7 Tô .6 Lưu .6 Tạ .4 Kiều .3 Đoàn .7 Quách .4 Tăng .4 Từ .3 Hà .5 Triệu .3 La .2 Ông .1 Khưu .1 Giang .2',
}

GIVEN_M = [  # (last year of birth, names, the most common first)
    (1939, 'Khoan Thụ Ninh Bính Cư Tuất Kỷ Hợi Thìn Sửu Chắt Lộc Phúc Thọ Đạt Ất Dậu Mão Tý Quý Ngọ Mùi Khang Bảy Năm Tư Ba Sáu Út Hai Chín Thược Khiêm Giảng Nhượng Cửu Tảo Lự Hoạch Viễn'),
    (1954, 'Thắng Chiến Lợi Hòa Bình Đức Minh Sơn Hồng Xuân Tư Năm Bảy Ba Sáu Hùng Lộc Phúc Thọ Khang Tâm Tiến Lương Vinh Quý Tý Dần Thìn Tỵ Ngọ Thân Nghĩa Tín Cường Nhân Khánh Thanh Kháng Trường Kỳ'),
    (1974, 'Hùng Dũng Cường Thắng Bình Sơn Hải Minh Tuấn Long Hòa Thành Chiến Lâm Quang Đức Thanh Hồng Tiến Hưng Vinh Nam Việt Trung Dương Lợi Phong Thống Nhất Hà Đông Thủy Giang Thịnh Sáng Hoàn Tân Toản Quyết Tâm Chính Tài Lực Mạnh'),
    (1989, 'Tuấn Hùng Dũng Cường Anh Hải Thành Nam Long Sơn Tú Tùng Trung Hiếu Quân Thắng Kiên Phong Linh Toàn Hoàng Việt Đạt Duy Vũ Tâm Bình Mạnh Quang Giang Lâm Chung Phương Hưng Công Đông Hậu Thuận Tiệp Quyền Trường Tĩnh Chương Luân Huynh'),
    (2004, 'Huy Anh Tuấn Đạt Long Hiếu Nam Hoàng Đức Minh Dũng Thành Quân Trung Khánh Duy Linh Thắng Tùng Phong Việt Nhật Sơn Cường Hùng Phúc Kiên Khoa Bảo Vũ Quang Tài Tú Lộc Thái Nghĩa Hậu Thịnh Trường Toàn Nhân Hải Tiến Vinh Quyết Lâm Phát Đông Danh'),
    (2100, 'Minh Anh Khang Huy Bảo Khôi Nam Phúc Đăng Quân Khoa Nguyên Long Phong Thiện Kiệt Hưng Lâm Duy An Đạt Nghĩa Quang Thịnh Trí Nhân Hải Bách Khánh Tùng Dương Vinh Việt Lộc Sơn Hiếu Phát Hoàng Kiên Trung Thành Đức Nhật Tâm Vũ Khải Tín Đan Thiên Gia'),
]
GIVEN_F = [
    (1939, 'Nhớn Tý Mão Cúc Gái Thìn Sửu Hai Ba Tư Năm Bảy Út Chín Nghĩa Tẹo Nụ Hợi Ngọ Mùi Thảo Lý Đào Mận Nhài Bưởi Sen Hĩm Vân Lựu Thơm Ngát Khuyên Cải Dần Vẽ Thêm Chắt Nhạn'),
    (1954, 'Lan Hoa Mai Cúc Hồng Thanh Hòa Bình Tâm Lý Liên Sen Đào Mùi Thìn Tư Năm Ba Bảy Út Thơm Ngân Nga Vân Xuân Hạnh Phúc Lợi Thảo Tuyết Sáu Hai Huệ Nhung Chắt Nhàn Yến Loan Phượng Mận Thoa'),
    (1974, 'Hương Hoa Lan Hà Hồng Hạnh Thủy Liên Nga Mai Thanh Vân Hiền Loan Tâm Yến Oanh Nhung Bình Xuân Thu Phượng Tuyết Hằng Dung Hòa Huệ Cúc Minh Lý Hường Thoa Thơm Nguyệt Chiến Ngọc Sâm Đào Sáu Bảy Hợi Thắm Quý'),
    (1989, 'Hương Hà Hằng Huyền Thủy Trang Linh Thảo Hoa Lan Nga Hạnh Hiền Nhung Thúy Ngọc Phương Yến Loan Thu Vân Mai Dung Hồng Anh Liên Tuyết Duyên Hoài Thương Oanh Ngân Tâm Quyên Tú Hường Thanh Nguyệt Xuân Chi Hòa Thơm Giang Lệ Xoan Luyến Tươi'),
    (2004, 'Anh Linh Trang Thảo Hương Huyền Hà Ngọc Phương Nhung Thủy Hằng Mai Ly Lan Yến Vy Nhi Ngân Quỳnh My Hiền Chi Giang Trâm Như Thư Thu Duyên Tâm Hoa Dung Vân Hạnh Tuyết Oanh Uyên Tiên Trinh Ánh Hậu Tuyền Thùy Nga Diệp Hường'),
    (2100, 'Anh Chi Linh Nhi Ngọc Trâm Hân My Vy Thư An Châu Nhiên Hà Như Mai Khánh Diệp Quỳnh Yến Ngân Thảo Phương Trang Ly Dương Giang Tiên Đan Nguyên Huyền Lam Trúc Tuệ Vân Uyên Quyên Hương Lan Hằng Nghi San Kim Khuê Bình Dung Mẫn'),
]
MIDDLE_M = [
    (1954, 'Văn 74 Đình 5 Xuân 4 Hữu 4 Đức 3 Công 2 Bá 2 Trọng 2 Viết 1 Duy 1 Quang 1 Thế 1 Ngọc 1'),
    (1974, 'Văn 55 Đình 6 Xuân 7 Hữu 5 Đức 5 Công 3 Bá 2 Trọng 2 Viết 2 Quang 3 Thế 3 Ngọc 3 Minh 2 Quốc 2 Thanh 3 Hồng 2'),
    (1989, 'Văn 42 Đình 5 Xuân 5 Hữu 4 Đức 6 Công 4 Bá 1 Trọng 2 Quang 4 Thế 4 Ngọc 4 Minh 4 Quốc 4 Thanh 5 Anh 3 Hoàng 3 Duy 3 Mạnh 3 Tiến 2 Việt 2'),
    (2004, 'Văn 24 Đình 3 Xuân 4 Hữu 3 Đức 7 Công 4 Quang 6 Thế 4 Ngọc 4 Minh 7 Quốc 5 Thanh 5 Anh 4 Hoàng 5 Duy 4 Mạnh 3 Tiến 3 Việt 3 Tuấn 3 Hải 2 Nhật 2 Trung 2'),
    (2100, 'Văn 7 Gia 11 Minh 12 Bảo 6 Đức 6 Quang 6 Anh 5 Hoàng 6 Tuấn 4 Thành 4 Hải 4 Nhật 4 Đăng 4 Quốc 3 Thiên 3 Trung 2 Công 2 Duy 3 Ngọc 3 Hữu 2 Thanh 2 Khánh 2 Tiến 2'),
]
MIDDLE_F = [
    (1954, 'Thị 95 Ngọc 2 Kim 2 Xuân 1'),
    (1974, 'Thị 86 Ngọc 3 Kim 3 Thanh 3 Hồng 2 Xuân 2 Thu 1'),
    (1989, 'Thị 55 Ngọc 4 Kim 4 Thanh 5 Thu 5 Hồng 4 Bích 3 Mỹ 3 Phương 3 Minh 2 Thùy 3 Thúy 3 Lan 2 Diệu 1 Cẩm 1 Tuyết 1'),
    (2004, 'Thị 30 Ngọc 9 Thanh 7 Thu 7 Hồng 4 Bích 3 Mỹ 4 Phương 6 Minh 4 Thùy 5 Thúy 2 Lan 3 Khánh 3 Quỳnh 3 Kim 3 Diệu 2 Hoài 2 Hà 2 Mai 2 Yến 2 Như 2'),
    (2100, 'Thị 10 Ngọc 11 Bảo 7 Minh 7 Khánh 6 Phương 6 Gia 5 Hà 4 Quỳnh 4 Thanh 4 Thảo 3 Kim 3 Linh 3 Tuệ 2 An 3 Mai 3 Thùy 2 Như 3 Diệu 2 Hoàng 2 Anh 3 Yến 2 Nhã 1 Trúc 2 Tường 1'),
]
SECOND_MIDDLE = {'m': 'Minh Quang Đức Anh Gia Bảo Hoàng Xuân Ngọc Tuấn'.split(), 'f': 'Ngọc Thu Phương Khánh Minh Thùy Bảo Quỳnh Hồng Thanh'.split()}
SERIES = {  # names that brothers and sisters get one after the other
    'm': ['Hùng Dũng Cường Mạnh Thắng', 'Nhân Nghĩa Lễ Trí Tín', 'Tùng Bách Lâm Sơn', 'Phúc Lộc Thọ Khang Ninh', 'Long Lân Phụng Quy', 'Độc Lập Tự Do', 'Toàn Thắng Vinh Quang', 'Tuấn Tú Tuân Tuyên', 'Giang Sơn Hà Hải', 'Thành Công Danh Toại',
          'Khải Khoa Khôi Khang Khánh', 'Hiếu Hậu Hiền Hòa', 'Trung Hiếu Nghĩa Nhân', 'Bảo Bình Bách', 'Hoàn Hoàng Hoan', 'Đạt Đức Đông Định'],
    'f': ['Mai Lan Cúc Trúc', 'Xuân Hạ Thu Đông', 'Hồng Huệ Hương Hoa Hường', 'Thúy Thủy Thùy Thu', 'Hà Hải Hằng Hạnh', 'Loan Phượng Yến Oanh', 'Ngọc Ngà Nga Ngân', 'Thơm Thảo Thoa Thắm', 'Công Dung Ngôn Hạnh', 'Vân Vy Vi Vĩ', 'Linh Ly Lý Lệ', 'Trâm Trang Trà Trúc', 'Như Nhi Nhung Nhã', 'Quỳnh Quyên Quý'],
}
TWINS = {'m': 'Long/Lân Tuấn/Tú Hùng/Hưng Khang/Khánh Minh/Ninh Hải/Hà Phúc/Phước Sơn/Sang An/Anh Khôi/Khoa Duy/Huy Đăng/Đan Nam/Nhân Trung/Trường Hiếu/Hiền Thành/Thanh Phong/Phương Nguyên/Nguyện Bảo/Bách Nhật/Nhất',
         'f': 'Hà/Hạ Thảo/Thơ Anh/Ánh Linh/Ly Thu/Thư Trang/Trâm Ngọc/Ngân Mai/Mỹ Vân/Vy Hương/Hường Hồng/Hằng Thúy/Thủy Nhi/Như Quỳnh/Quyên Huyền/Huyên An/Ân Yến/Yên Chi/Châu Lan/Liên Oanh/Anh'}

GROUPS = {  # ethnic group: how its names are made
    'Tày': dict(sur='Nông 18 Hoàng 16 Lý 8 Bế 6 Triệu 6 Đinh 4 Ma 8 Vi 6 Lương 8 Nguyễn 12 Hà 5 La 2 Mông 1 Đàm 4'),
    'Nùng': dict(sur='Nông 16 Hoàng 16 Lý 8 Triệu 5 Vi 10 Lương 6 Hứa 6 Lộc 4 Lưu 3 Mông 5 Phùng 4 Chu 5 Lăng 3 Đàm 4 Linh 2'),
    'Thái': dict(sur='Lò 12 Hà 10 Lương 14 Vi 16 Lữ 8 Quàng 3 Cầm 4 Lô 10 Ngân 6 Lang 4 Kha 3 Hoàng 3 Lộc 5'),
    'Mường': dict(sur='Bùi 24 Đinh 12 Quách 8 Phạm 16 Hà 8 Trương 10 Cao 6 Nguyễn 8 Lê 4 Bạch 2'),
    'Hoa': dict(sur='Lâm 14 Trần 14 Quách 8 Tăng 8 Mã 4 Lý 10 Vương 6 Huỳnh 6 Ong 3 Thái 6 La 4 Tô 4 Triệu 3 Châu 5 Dương 4 Ngô 3', m='Chí Quốc Vĩnh Gia Kiến Minh Diệu', f='Mỹ Ngọc Tú Lệ Tuyết Kim Muối'),
    'Chăm': dict(sur='Thổ 6 Bá 6 Đàng 8 Lâm 5 Thông 10 Xích 4 Ức 4 Qua 6 Mai 6 Kinh 4 Đạo 4 Tiền 3 Dụng 4 Nguyễn 10'),
    'Sán Dìu': dict(sur='Lục 10 Trương 8 Lâm 8 Ôn 8 Tạ 6 Diệp 10 Lê 6 Từ 5 Đàm 4'),
    'Khơ-me': dict(sur='Thạch 24 Sơn 16 Danh 12 Kim 10 Lâm 10 Lý 10 Trà 4 Kiên 4 Liêu 5 Đào 5 Thị 1', form='khmer',
        gm='Rith,Sa Rươl,Đa Ra,Sóc Thi,Chanh Tha,Phi Rum,Sà Rêth,Hoàng Na,Sa Vương,Sô Phia,Si Tha,Dương,Kha,Hiệp,Khêl,Suôl,Sà Phone,Út,Dũng,Nết,Ma Ra,Vuông,Thươl,Minh Thi',
        gf='Sóc Kha,Sa Rây,Pha Ly,Sô Phi,Chanh Đa,Thu Hà,Sà Mết,Liên,Hồng Nga,Đa Ri,Sà Khone,Si Nuôl,Ngọc Hương,Sà Mươl,Phol,Rượng,Sết,Xà Vy,Thi Đa,Út,Kim Chi,Dinh'),
    'Hmông': dict(sur='Giàng 16 Vàng 14 Sùng 14 Lý 10 Thào 12 Hầu 6 Má 6 Cư 4 Hạng 4 Mùa 5 Tráng 4 Ly 3 Hảng 3', form='mong',
        gm='Páo,Chống,Sình,Dơ,Lử,Tủa,Chu,Dế,Vừ,Pao,Lềnh,Sáy,Chớ,Phử,Dính,Say,Hồ,Chính,Sinh,Lồng,Sà,Mình,Nủ,Dũng,Phềnh,Cở,Tú', gf='Mỷ,Dở,Mai,Súng,Chua,Sua,Máy,Pàng,Dợ,Xúa,Ly,Sầu,Chư,Mo,Cở,Dế,Sung,Giàng,Mỵ,Ka,Vang,Dung'),
    'Dao': dict(sur='Triệu 22 Bàn 16 Đặng 12 Phàn 10 Tẩn 14 Chảo 10 Lý 10 Phùng 4 Hoàng 2', form='dao',
        gm='Cao,Kinh,Lở,Phú,Sinh,Quáng,Hin,Chòi,Phấu,Vảng,Kiều,An,Tiến,Vạn,Minh,Lụa,Sếnh,Hồng,Thông', gf='Mẩy,Ghến,Mấy,Pham,Liều,Nái,Mui,Lai,Khé,Pết,Chiêm,Phấy,Mùi,Sẩy,Nhị,Hoa,Coi'),
    'Ê-đê': dict(sur='Niê 20 Mlô 14 Êban 10 Ayŭn 10 Kbuôr 6 Ktla 5 Byă 10 Hđơk 4 Knul 6 Kpơr 4 Hwing 4 Ênuôl 6 Niê_Kdăm 8 Buôn_Yă 5 Buôn_Krông 4', form='ede',
        gm='Blik,Bhăm,Kham,Wem,Thanh,Ngũ,Sĩ,Hiệp,Jin,Krông,Nguyên,Đăng,Tuấn,Dhăm,Bin,Phen,Thoai,Quang,Yôn,Jôh,Suôn,Nhân,Lem,Khen,Dũng,Bliêng,Kuan,Sơn', gf='Lan,Bliăk,Nga,Bơng,Rin,Mai,Djuan,Ngọc,Nuôn,Blŏ,Hoa,Yum,Duyên,Linh,Juin,Mrang,Suê,Đâm,Nhung,Wing,Huê,Bik,Hương,Bưn,Kim,Nê'),
    'Cơ-tu': dict(sur='Alăng 20 Bhling 12 Zơrâm 12 Pơloong 10 Bríu 10 Arất 10 Cơlâu 8 Hôih 6 Tơngôl 6 Ríah 6 Bnướch 6', form='bare',
        gm='Nhíu,Bhuốch,Đhông,Nghĩa,Năm,Tài,Chuyên,Sơn,Mức,Lợi,Quân,Bốn,Huy,Hùng,Trơi,Nhuôn,Pố,Hiền,Đức,Nhân', gf='Bé,Sương,Hạnh,Lan,Bhươn,Nhị,Hồng,Lê,Liên,Mai,Ly,Ngọc,Blố,Hiền,Năm,Thủy'),
}
FOREIGN = [('Hàn Quốc', 'Kim Min Su,Park Ji Hoon,Lee Sang Woo,Choi Young Ho,Jung Hae Jin,Kim Sung Min,Lee Jong Suk'), ('Trung Quốc', 'Wang Li,Zhang Wei,Li Jun,Chen Xiao Ming,Liu Yang,Huang Jian'), ('Đài Loan', 'Chen Chih Ming,Lin Wen Hsiung,Wu Ming Hsien'),
           ('Lào', 'Souksavanh Phommachanh,Bounmy Sisouphanh,Khamphet Vongsa'), ('Hoa Kỳ', 'John Michael Smith,David Nguyen,Robert Lee Johnson'), ('Campuchia', 'Sok Dara,Chan Sophea,Keo Vibol'), ('Pháp', 'Jean Pierre Martin,Michel Tran')]


def weighted(text):
    p = text.split()
    return [w.replace('_', ' ') for w in p[::2]], [float(w) for w in p[1::2]]


SUR = {k: weighted(v) for k, v in SURNAMES.items()}
GROUP_SUR = {k: weighted(v['sur']) for k, v in GROUPS.items()}
MID = {'m': [(y, *weighted(t)) for y, t in MIDDLE_M], 'f': [(y, *weighted(t)) for y, t in MIDDLE_F]}
GIVEN = {'m': [(y, t.split()) for y, t in GIVEN_M], 'f': [(y, t.split()) for y, t in GIVEN_F]}
GIVEN = {s: [(y, w, [1 / (i + 4) for i in range(len(w))]) for y, w in v] for s, v in GIVEN.items()}
SERIES = {s: [t.split() for t in v] for s, v in SERIES.items()}
TWINS = {s: [t.split('/') for t in v.split()] for s, v in TWINS.items()}


def era(table, year, R):
    year += R.randint(-4, 4)
    return next(row for row in table if year <= row[0])


def given(R, sex, year):
    _, words, weights = era(GIVEN[sex], year, R)
    return R.choices(words, weights)[0]


def middle(R, sex, year):
    _, words, weights = era(MID[sex], year, R)
    m = [R.choices(words, weights)[0]]
    if R.random() < (.02 if year < 1975 else .1 if year < 1995 else .25) * (1.5 if sex == 'f' else 1):
        m.append(R.choice(SECOND_MIDDLE[sex]))
    if m[0] not in ('Văn', 'Thị') and R.random() < .02:
        m = []
    return m


def surname(R, region, group):
    words, weights = GROUP_SUR.get(group) or SUR[region]
    return R.choices(words, weights)[0]


def child_name(R, sur, sex, year, group, plan, born, twin_of=None):
    """The name of a child as (surname, middle words, given): plan is how the parents name their children, born their children so far."""
    g = GROUPS.get(group, {})
    form = g.get('form')
    used = {c.given for c in born}
    if form:
        words = (g['gm'] if sex == 'm' else g['gf']).split(',')
        name = next((w for w in (R.choice(words) for _ in range(6)) if w not in used), words[0])
        if form == 'khmer':
            mid = ['Thị'] if sex == 'f' and R.random() < .6 else []
        elif form == 'mong':
            mid = ['Thị'] if sex == 'f' else [R.choice(['A', 'A', 'Seo', 'Văn'])]
        elif form == 'dao':
            mid = [R.choice(['Thị', 'Thị', 'Tả', 'Mùi'])] if sex == 'f' else [R.choice(['Văn', 'Tài', 'Láo', 'Chòi'])]
        elif form == 'bare':
            mid = ['Thị'] if sex == 'f' and R.random() < .5 else ['Văn'] if sex == 'm' and R.random() < .2 else []
        else:
            mid = []
        return sur, mid, name
    same = [c for c in born if c.sex == sex]
    if twin_of and twin_of.sex == sex:
        pair = R.choice(TWINS[sex])
        if R.random() < .55 and pair[0] not in used and pair[1] not in used:
            twin_of.given, name = pair if R.random() < .5 else pair[::-1]
            return sur, list(twin_of.mid), name
    name = given(R, sex, year)
    if plan[0] == 'series':
        left = [w for w in SERIES[sex][plan[1] % len(SERIES[sex])] if w not in used]
        if left:
            name = left[0]
    elif plan[0] == 'initial' and born:
        for _ in range(15):
            if name[0] == born[0].given[0] and name not in used:
                break
            name = given(R, sex, year)
    while name in used and R.random() < .97:
        name = given(R, sex, year)
    mid = middle(R, sex, year)
    if g.get(sex) and R.random() < .5:
        mid = [R.choice(g[sex].split())]
    if same and (plan[0] == 'middle' or R.random() < .3 or twin_of):
        mid = list(same[0].mid)
    elif plan[2] and R.random() < .8:
        mid = [plan[2]] + [m for m in mid if m not in ('Văn', 'Thị')][:1]
    if mid and mid[-1] == name:
        mid.pop()
    return sur, mid, name


def spell(sur, mid, name, sex, group):
    form = GROUPS.get(group, {}).get('form')
    if form == 'ede':
        return f'Y {name} {sur}' if sex == 'm' else f"H'{name} {sur}"
    return ' '.join([sur, *mid, name])
