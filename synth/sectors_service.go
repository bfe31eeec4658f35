package synth

import (
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// doses are vaccinations, several a person.
var doses = sector{code: "tiem_chung", facts: true, prefix: "TC", lowerTypes: true,
	columns: []column{{colRecord, "Mã lượt tiêm", ""}, {colName, "Họ tên người tiêm", ""}, {colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""},
		{colID, "Số CMND/CCCD/Hộ chiếu", ""}, {colPhone, "Số điện thoại", ""}, {colPerm, "Địa chỉ", ""}, {colOwn, "Mũi tiêm", record.DoseNumber},
		{colOwn + 1, "Ngày tiêm", record.DoseDate}, {colOwn + 2, "Tên vắc xin", record.Vaccine}, {colOwn + 3, "Số lô", record.Lot}},
	plan: func(pl *planner, i uint32, p *person) {
		age := p.age(pl.w.asOf)
		if age < 5 {
			return
		}
		mode, ok := pl.held(p)
		if !ok || mode == modeActive {
			return
		}
		n := 1 + pl.s.intn(3)
		if age < 16 {
			n = 1 + pl.s.intn(2)
		}
		for k := range n {
			pl.add(i, uint8(k+1), mode)
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = "Mũi " + strconv.Itoa(int(it.kind))
		first := min(record.MakeDate(2022, 9, 28), daysBefore(w.asOf, 10))
		if p.age(w.asOf) < 16 { // children are vaccinated as they come of age, the others were in 2021 and 2022
			first = daysBefore(w.asOf, 10)
		}
		given := daysBefore(first, 500-int(it.kind)*110+s.intn(100))
		if p.death != 0 { // nobody is vaccinated after death
			given = min(given, daysBefore(p.death, 1))
		}
		f.own[1] = dayText(given)
		f.own[2] = []string{"AstraZeneca", "Comirnaty (Pfizer-BioNTech)", "Spikevax (Moderna)", "Vero Cell"}[s.intn(4)]
		f.own[3] = string(rune('A'+s.intn(26))) + string(rune('A'+s.intn(26))) + strconv.Itoa(1000+s.intn(9000))
	}}

var pupils = sector{code: "giao_duc", prefix: "GD", number: record.PupilCode, numbered: true, active: true,
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Mã học sinh", record.PupilCode}, {colName, "Họ và tên học sinh", ""}, {colBirth, "Ngày sinh", ""},
		{colSex, "Giới tính", ""}, {colID, "Mã định danh cá nhân", ""}, {colEthnicity, "Dân tộc", ""}, {colBirthPlace, "Nơi sinh", ""}, {colPerm, "Hộ khẩu thường trú", ""},
		{colFather, "Họ tên cha", ""}, {colMother, "Họ tên mẹ", ""}, {colOwn + 1, "Trường", record.School}, {colOwn + 2, "Lớp", record.Class},
		{colStatus, "Tình trạng học", ""}},
	status: map[uint8]string{statusActive: "Đang học", statusStopped: "Thôi học"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := pl.w.asOf.Year() - p.year(); a >= 5 && a <= 18 {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.number = 4_000_000_000 + permute(uint64(it.person), 10_000, w.cfg.Seed^5)
		f.own[0] = padded(f.number, 10)
		grade, level := min(max(w.asOf.Year()-p.year()-5, 1), 12), "Tiểu học"
		if grade > 9 {
			level = "Trung học phổ thông"
		} else if grade > 5 {
			level = "Trung học cơ sở"
		}
		f.own[1] = "Trường " + level + " " + w.oldUnits[p.home].Name
		f.own[2] = strconv.Itoa(grade) + string(rune('A'+s.intn(5)))
		r.status = statusActive
		if s.chance(0.02) {
			r.status = statusStopped
		}
		closeStatus(it, r)
	}}

// evn are electricity contracts, several a person.
var evn = sector{code: "evn", facts: true, prefix: "HD", number: record.CustomerCode, numbered: true, active: true,
	columns: []column{{colRecord, "Mã bản ghi", ""}, {colOwn, "Mã khách hàng", record.CustomerCode}, {colName, "Tên khách hàng", ""}, {colID, "Số CMND/CCCD", ""},
		{colBirth, "Ngày sinh", ""}, {colPhone, "Điện thoại", ""}, {colOwn + 1, "Địa chỉ sử dụng điện", record.ServiceAddress}, {colPerm, "Địa chỉ thường trú", ""},
		{colStatus, "Trạng thái hợp đồng", ""}},
	status: map[uint8]string{statusActive: "Đang sử dụng", statusStopped: "Đã thanh lý"},
	plan: func(pl *planner, i uint32, p *person) {
		if p.relation != relHead || p.age(pl.w.asOf) < 18 {
			return
		}
		mode, ok := pl.held(p)
		if p.dead() && mode != modeActive { // contracts outlive their holders more often than anything else
			mode, ok = modeActive, pl.s.chance(0.5)
		}
		if ok {
			pl.add(i, 0, mode)
			if pl.s.chance(0.07) {
				pl.add(i, 1, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		pr := w.cfg.Province
		company := "PC"
		switch {
		case pr == 1:
			company = "PD"
		case pr == 79:
			company = "PE"
		case pr <= 42:
			company = "PA"
		case pr > 68:
			company = "PB"
		}
		n := w.evnCode(it.person, it.kind)
		f.own[0] = company + padded(uint64(pr), 2) + "AA" + padded(n%10_000_000, 7)
		if n >= 10_000_000 {
			f.own[0] = company + padded(uint64(pr), 2) + "B" + string(rune('A'+n/10_000_000%26)) + padded(n%10_000_000, 7)
		}
		f.number = hashText(f.own[0])
		f.own[1] = w.hamlet(r.perm) + ", " + w.title(r.perm)
		r.status = statusActive
		if s.chance(0.04) {
			r.status = statusStopped
		}
		closeStatus(it, r)
	}}

// title is the full title of a place's unit.
func (w *world) title(v placeVal) string {
	if v.kind == placeNew {
		return w.newTitles[0][v.unit]
	}
	return w.oldTitles[0][v.unit]
}

// caseFile makes the sectors whose rows are files with a number: courts, procuracy, the one-stop desk.
func caseFile(format func(i uint32, s *stream) string, extra func(s *stream) string) func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
	return func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = format(it.person*4+uint32(it.kind), s)
		f.own[1] = extra(s)
	}
}

// adultFiles plans up to two files of a grown-up.
func adultFiles(pl *planner, i uint32, p *person) {
	if p.age(pl.w.asOf) < 18 || p.dead() {
		return
	}
	for k := range uint8(2) {
		if _, ok := pl.held(p); !ok {
			return
		}
		pl.add(i, k, modeLive)
		if !pl.s.chance(0.1) {
			return
		}
	}
}

var courts = sector{code: "toa_an", facts: true, prefix: "DS", number: record.CaseNumber,
	columns: []column{{colRecord, "Mã đương sự", ""}, {colOwn, "Số thụ lý", record.CaseNumber}, {colOwn + 1, "Loại án", ""}, {colName, "Họ tên đương sự", ""},
		{colBirth, "Năm sinh", ""}, {colSex, "Giới tính", ""}, {colID, "CMND/CCCD", ""}, {colPerm, "Nơi cư trú", ""}},
	plan: adultFiles,
	fill: caseFile(func(i uint32, s *stream) string { return strconv.Itoa(int(i)) + "/2025/TLST-DS" }, func(s *stream) string {
		return []string{"Dân sự", "Hình sự", "Hôn nhân và gia đình", "Hành chính"}[s.intn(4)]
	})}

var procuracy = sector{code: "vien_kiem_sat", facts: true, prefix: "BC", number: record.CaseNumber, lowerTypes: true,
	columns: []column{{colRecord, "Mã bị can", ""}, {colOwn, "Số vụ án", record.CaseNumber}, {colName, "Họ và tên bị can", ""}, {colBirth, "Ngày tháng năm sinh", ""},
		{colSex, "Giới tính", ""}, {colID, "Số CCCD", ""}, {colEthnicity, "Dân tộc", ""}, {colNationality, "Quốc tịch", ""}, {colPerm, "Nơi ĐKHKTT", ""},
		{colFather, "Họ tên bố", ""}, {colMother, "Họ tên mẹ", ""}, {colOwn + 1, "Tội danh", ""}},
	plan: adultFiles,
	fill: caseFile(func(i uint32, s *stream) string { return "VA-" + strconv.Itoa(int(i)) }, func(s *stream) string {
		return []string{"Trộm cắp tài sản", "Cố ý gây thương tích", "Đánh bạc", "Vi phạm quy định về tham gia giao thông đường bộ"}[s.intn(4)]
	})}

var desk = sector{code: "mot_cua", facts: true, prefix: "MC", number: record.CaseNumber,
	columns: []column{{colRecord, "Mã bản ghi", ""}, {colOwn, "Số biên nhận", record.CaseNumber}, {colOwn + 1, "Tên thủ tục", ""}, {colName, "Họ tên người nộp hồ sơ", ""},
		{colBirth, "Ngày sinh", ""}, {colID, "Số CCCD/CMND", ""}, {colPhone, "Số điện thoại", ""}, {colPerm, "Địa chỉ", ""}},
	plan: adultFiles,
	fill: caseFile(func(i uint32, s *stream) string { return "H25." + padded(uint64(i), 8) }, func(s *stream) string {
		return []string{"Chứng thực bản sao", "Đăng ký đất đai", "Cấp giấy phép xây dựng", "Đăng ký hộ kinh doanh"}[s.intn(4)]
	})}

var military = sector{code: "quan_su", prefix: "QS", active: true,
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Số đăng ký NVQS", record.CaseNumber}, {colName, "Họ tên khai sinh", ""}, {colBirth, "Ngày sinh", ""},
		{colID, "Số CCCD", ""}, {colEthnicity, "Dân tộc", ""}, {colReligion, "Tôn giáo", ""}, {colHomeTown, "Quê quán", ""}, {colPerm, "Nơi thường trú", ""},
		{colFather, "Họ tên cha", ""}, {colMother, "Họ tên mẹ", ""}, {colStatus, "Tình trạng NVQS", ""}},
	status: map[uint8]string{statusActive: "Đã đăng ký", statusStopped: "Tạm hoãn"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := p.age(pl.w.asOf); a >= 17 && a <= 27 && !p.female {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = "NV" + padded(uint64(it.person), 7)
		r.status = statusActive
		if s.chance(0.2) {
			r.status = statusStopped
		}
		closeStatus(it, r)
	}}
