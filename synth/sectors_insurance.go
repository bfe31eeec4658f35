package synth

import (
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

var bhxh = sector{code: "bhxh", prefix: "BH", number: record.BHXHNumber, numbered: true, active: true,
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Mã số BHXH", record.BHXHNumber}, {colName, "Họ và tên người tham gia", ""},
		{colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số CCCD", ""}, {colOld, "Số CMND cũ", ""}, {colEthnicity, "Dân tộc", ""},
		{colNationality, "Quốc tịch", ""}, {colPerm, "Địa chỉ thường trú", ""}, {colPhone, "Số điện thoại", ""},
		{colOwn + 1, "Đơn vị sử dụng lao động", record.Employer}, {colOwn + 2, "Chế độ hưởng", record.Benefit}, {colStatus, "Tình trạng tham gia", ""}},
	status: map[uint8]string{statusActive: "Đang tham gia", statusStopped: "Đã dừng đóng", statusDead: "Đã chết"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := p.age(pl.w.asOf); a >= 18 && (a <= 62 || pl.s.chance(0.6)) {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.number = w.bhxhNumber(it.person)
		f.own[0] = padded(f.number, 10)
		if w.asOf >= record.MakeDate(2025, 8, 1) && s.chance(0.2) { // CV 1804/BHXH-QLT: the personal ID is the number
			f.number = p.id
			f.own[0] = padded(f.number, 12)
		}
		r.status = statusActive
		if p.age(w.asOf) > 61 {
			f.own[2] = []string{"Hưu trí", "Tuất", "Mất sức lao động"}[s.intn(3)]
		} else {
			f.own[1] = employers[s.intn(len(employers))]
			if s.chance(0.15) {
				r.status = statusStopped
			}
		}
		closeStatus(it, r)
		if it.mode == modeClosed && s.chance(0.5) {
			r.status = statusDead
		}
		if s.chance(0.6) {
			r.old = 0
		}
	}}

var bhyt = sector{code: "bhyt", facts: true, prefix: "TH", number: record.CardNumber, numbered: true, active: true, lowerTypes: true,
	columns: []column{{colRecord, "Mã bản ghi", ""}, {colOwn, "Số thẻ BHYT", record.CardNumber}, {colName, "Họ tên", ""}, {colBirth, "Ngày sinh", ""},
		{colSex, "Giới tính", ""}, {colID, "CCCD/CMND", ""}, {colPerm, "Địa chỉ", ""}, {colOwn + 1, "Giá trị từ ngày", record.ValidFrom},
		{colOwn + 2, "Giá trị đến ngày", record.ValidTo}, {colOwn + 3, "Mã đối tượng BHYT", record.ObjectCode}, {colStatus, "Trạng thái thẻ", ""}},
	status: map[uint8]string{statusActive: "Còn hiệu lực", statusStopped: "Hết hiệu lực"},
	plan: func(pl *planner, i uint32, p *person) {
		if mode, ok := pl.held(p); ok {
			pl.add(i, 0, mode)
			if mode == modeLive && p.age(pl.w.asOf) >= 1 && pl.s.chance(0.08) {
				pl.add(i, 1, modeClosed) // last year's card
			}
		}
	},
	fill: fillCard}

// fillCard writes a health-insurance card: two letters of the object, the benefit level, the province, the BHXH number;
// since April 2021 the last ten digits stand for the whole card.
func fillCard(w *world, it *item, p *person, r *row, f *fact, s *stream) {
	object, age := "GD4", p.age(w.asOf)
	switch {
	case age < 6:
		object = "TE1"
	case age < 18:
		object = "HS4"
	case age > 61:
		object = "HT3"
	case p.household%15 == 0:
		object = "HN2"
	case p.id%3 == 0:
		object = "DN4"
	}
	number := padded(w.bhxhNumber(it.person), 10)
	f.own[0] = object + padded(uint64(w.cfg.Province), 2) + number
	if p.id%4 == 0 {
		f.own[0] = number
	}
	f.number = hashText(f.own[0])
	year := w.asOf.Year() - int(it.kind)
	from := max(record.MakeDate(year, 1, 1), p.birth)
	f.until = record.MakeDate(year, 12, 31)
	if !from.IsFull() {
		from = record.MakeDate(year, 1, 1)
	}
	f.own[1], f.own[2], f.own[3] = dayText(from), dayText(f.until), object[:2]
	r.status = statusActive
	if it.kind == 1 {
		r.status = statusStopped
	} else {
		closeStatus(it, r)
	}
}

var thue = sector{code: "thue", prefix: "T", number: record.TaxCode, numbered: true, active: true,
	columns: []column{{colRecord, "Mã bản ghi", ""}, {colOwn, "Mã số thuế", record.TaxCode}, {colName, "Tên người nộp thuế", ""},
		{colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số CMND/CCCD", ""}, {colPerm, "Địa chỉ hộ khẩu", ""},
		{colCur, "Nơi ở hiện tại", ""}, {colNationality, "Quốc tịch", ""}, {colPhone, "Điện thoại", ""}, {colStatus, "Trạng thái MST", ""}},
	status: map[uint8]string{statusActive: "NNT đang hoạt động", statusStopped: "NNT ngừng hoạt động"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := p.age(pl.w.asOf); a >= 18 && a < 75 {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.number = w.taxCode(it.person)
		f.own[0] = padded(f.number, 10)
		if w.asOf >= reform && s.chance(0.35) { // TT 86/2024: the personal ID is the tax code
			f.number = p.id
			f.own[0] = padded(f.number, 12)
		}
		r.status = statusActive
		if s.chance(0.1) {
			r.status = statusStopped
		}
		closeStatus(it, r)
	}}

var protection = sector{code: "an_sinh", prefix: "DT", active: true, lowerTypes: true,
	columns: []column{{colRecord, "Mã đối tượng", ""}, {colName, "Họ và tên đối tượng", ""}, {colBirth, "Ngày tháng năm sinh", ""}, {colSex, "Giới tính", ""},
		{colID, "Số CMND/CCCD", ""}, {colEthnicity, "Dân tộc", ""}, {colPerm, "Hộ khẩu thường trú", ""}, {colHead, "Họ tên chủ hộ", ""},
		{colOwn, "Loại đối tượng", record.Scheme}, {colOwn + 1, "Mức trợ cấp hàng tháng", record.Amount}, {colOwn + 2, "Ngày chi trả gần nhất", record.LastPaid},
		{colStatus, "Tình trạng hưởng", ""}, {colUpdated, "Ngày cập nhật", ""}},
	status: map[uint8]string{statusActive: "Đang hưởng", statusStopped: "Đã thôi hưởng", statusDead: "Đã chết"},
	plan: func(pl *planner, i uint32, p *person) {
		age := p.age(pl.w.asOf)
		if scheme := schemeOf(p, age); scheme != "" {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = schemeOf(p, p.age(w.asOf))
		r.updated = w.lastUpdate(s)
		f.own[1] = []string{"500000", "750000", "1000000", "1500000", "2055000"}[s.intn(5)]
		if paid := record.MakeDate(w.asOf.Year(), max(1, w.asOf.Month()-1), 5); paid > p.birth { // nobody is paid before being born
			f.own[2] = dayText(paid)
		}
		r.status = statusActive
		if s.chance(0.05) {
			r.status = statusStopped
		}
		closeStatus(it, r)
		if it.mode == modeClosed && s.chance(0.5) {
			r.status = statusDead
		}
	}}

// staleDays is after how many days without an update a record in force is stale.
const staleDays = 365

// lastUpdate draws the day a record was last touched.
func (w *world) lastUpdate(s *stream) record.Date {
	if s.chance(w.cfg.Stale) {
		return daysBefore(w.asOf, staleDays+1+s.intn(500))
	}
	return daysBefore(w.asOf, 3+s.intn(300))
}

// schemeOf is the scheme a person draws on, "" for none.
func schemeOf(p *person, age int) string {
	x := splitmix.Mix(uint64(p.household)) % 100
	switch own := splitmix.Mix(p.id) % 100; {
	case age >= 80:
		return "Người cao tuổi"
	case age >= 60 && own < 8:
		return "Người có công"
	case x < 4:
		return "Hộ nghèo"
	case x < 7:
		return "Hộ cận nghèo"
	case age < 16 && own < 2:
		return "Trẻ em có hoàn cảnh đặc biệt"
	case age >= 18 && age < 60 && own < 6:
		return "NQ68"
	case own < 8 && own >= 7:
		return "Người khuyết tật"
	}
	return ""
}

var labour = sector{code: "lao_dong", prefix: "NLD", active: true,
	columns: []column{{colRecord, "Mã người lao động", ""}, {colName, "Họ tên người lao động", ""}, {colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""},
		{colID, "Số CCCD/CMND", ""}, {colPerm, "Địa chỉ thường trú", ""}, {colPhone, "SĐT", ""}, {colOwn, "Tên doanh nghiệp", record.Employer},
		{colOwn + 1, "Khu công nghiệp", record.Zone}, {colOwn + 2, "Ngày bắt đầu làm việc", record.ValidFrom}, {colOwn + 3, "Ngày nghỉ việc", record.ValidTo},
		{colStatus, "Tình trạng làm việc", ""}, {colUpdated, "Cập nhật lần cuối", ""}},
	status: map[uint8]string{statusActive: "Đang làm việc", statusStopped: "Đã nghỉ việc"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := p.age(pl.w.asOf); a >= 18 && a <= 61 {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = employers[s.intn(len(employers))]
		f.own[1] = []string{"KCN Vũng Áng", "KCN Gia Lách", "", "CCN Nam Hồng", ""}[s.intn(5)]
		from := daysBefore(w.asOf, 200+s.intn(900))
		r.updated = w.lastUpdate(s)
		f.own[2] = dayText(from)
		r.status = statusActive
		if s.chance(0.1) && it.mode == modeLive {
			r.status = statusStopped
			f.own[3] = dayText(daysBefore(w.asOf, s.intn(150)))
		}
		closeStatus(it, r)
	}}
