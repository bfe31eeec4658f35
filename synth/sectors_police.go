package synth

import "github.com/doisanh/doisanh/record"

// residence are the residence books and the household archive.
var residence = sector{code: "cu_tru", prefix: "NK", counts: true,
	columns: []column{{colRecord, "Mã nhân khẩu", ""}, {colHousehold, "Số hồ sơ hộ khẩu", ""}, {colHead, "Họ tên chủ hộ", ""}, {colName, "Họ và tên", ""},
		{colRelation, "Quan hệ với chủ hộ", ""}, {colBirth, "Ngày tháng năm sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số ĐDCN/CCCD", ""},
		{colOld, "Số CMND 9 số", ""}, {colBirthPlace, "Nơi đăng ký khai sinh", ""}, {colHomeTown, "Quê quán", ""}, {colEthnicity, "Dân tộc", ""},
		{colReligion, "Tôn giáo", ""}, {colNationality, "Quốc tịch", ""}, {colMarital, "Tình trạng hôn nhân", ""}, {colBlood, "Nhóm máu", ""},
		{colFather, "Họ tên cha", ""}, {colMother, "Họ tên mẹ", ""}, {colPerm, "Nơi đăng ký thường trú", ""}, {colCur, "Nơi ở hiện nay", ""},
		{colForm, "Hình thức ở", ""}, {colKind, "Loại cư trú", ""}, {colStatus, "Tình trạng nhân khẩu", ""}, {colStatusDate, "Ngày thay đổi tình trạng", ""}},
	status: map[uint8]string{statusLiving: "Đang cư trú"},
	plan:   planResidence,
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		r.status = it.mode
		if r.status == statusDead {
			r.statusDate = p.death
		} else if r.status != statusLiving {
			r.statusDate = daysBefore(w.asOf, 20+s.intn(700))
		}
		switch {
		case p.state == uncollected3:
			r.form, r.cur = 3, placeVal{}
		case p.away != 0:
			r.form = 2
		}
		if s.chance(0.03) {
			r.form = 0
		}
		switch it.kind {
		case residenceSecond, residenceMoved:
			u := w.communes[s.intn(len(w.communes))]
			if u == p.home {
				u = w.communes[(s.intn(len(w.communes)-1)+1+indexOf(w.communes, u))%len(w.communes)]
			}
			r.perm = w.anyPlace(u, uint8(1+s.intn(len(hamlets))), r.perm.kind == placeNew)
			r.cur = r.perm
			r.household = 9_000_000 + it.person%900_000
		case residenceTemporary:
			r.kind = 2
		}
	},
	special: func(t *finder, r *row, f *fact, reg *row) {
		if reg == nil || !counted(reg) {
			return
		}
		switch r.status {
		case statusArrived:
		case statusMoved, statusAbroad: // such a row is the only one the books have of a person
			if here := t.w.commune(r.perm); r.kind == 1 && here != 0 && here == t.w.commune(reg.perm) {
				t.add(record.Song, "move_not_recorded", record.PermanentAddress, "")
			}
			return
		default:
			return
		}
		for _, o := range append(t.others, reg) {
			if t.w.comparePlaces(r.perm, o.perm) == "" {
				return
			}
		}
		t.add(record.Song, "move_not_recorded", record.PermanentAddress, "")
	}}

// The kinds of row in the residence books.
const (
	residenceOwn uint8 = iota
	residenceSecond
	residenceMoved // registered in another commune by now
	residenceTemporary
)

func indexOf(list []uint16, v uint16) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return 0
}

// planResidence decides what the books hold of a person. The mode of these items is the status.
func planResidence(pl *planner, i uint32, p *person) {
	s := &pl.s
	switch p.state {
	case outsider, newborn, special3, special4, surplusUnexplained:
	case uncollected1, uncollected2, uncollected3, abroadUnrecorded:
		pl.add(i, residenceOwn, statusLiving)
	case doubleResidence:
		pl.add(i, residenceOwn, statusLiving)
		first := pl.items[len(pl.items)-1].cluster
		pl.add(i, residenceSecond, statusLiving)
		pl.items[len(pl.items)-1].cluster = first
	case deadRecorded:
		if s.chance(0.3) {
			pl.add(i, residenceOwn, statusDead)
		}
	case deadUnrecorded:
		switch x := s.float(); {
		case x < 0.5:
			pl.add(i, residenceOwn, statusLiving)
		case x < 0.75:
			pl.add(i, residenceOwn, statusDead)
		}
	case missing:
		pl.add(i, residenceOwn, statusMissing)
	case movedRecorded:
		if s.chance(0.4) {
			pl.add(i, residenceOwn, statusMoved)
		}
	case surplusMoved:
		if s.chance(0.5) {
			pl.add(i, residenceOwn, statusMoved)
		} else {
			pl.add(i, residenceMoved, [...]uint8{statusLiving, statusArrived}[s.intn(2)])
		}
	case surplusTemporary:
		if s.chance(0.4) {
			pl.add(i, residenceTemporary, statusLiving)
		}
	case abroadRecorded:
		if s.chance(0.3) {
			pl.add(i, residenceOwn, statusAbroad)
		}
	case lost1:
		pl.add(i, residenceOwn, statusDeregistered)
	default:
		if s.chance(pl.cover) {
			pl.add(i, residenceOwn, statusLiving)
		}
	}
}

// cards is the ID-card archive.
var cards = sector{code: "can_cuoc", prefix: "CC", required: []col{colID, colName, colBirth, colSex, colHomeTown, colPerm, colFather, colMother, colEthnicity, colNationality},
	columns: []column{{colRecord, "Số hồ sơ căn cước", ""}, {colID, "Số CCCD", ""}, {colOld, "Số CMND đã được cấp", ""}, {colName, "Họ, chữ đệm và tên", ""},
		{colBirth, "Ngày, tháng, năm sinh", ""}, {colSex, "Giới tính", ""}, {colHomeTown, "Quê quán", ""}, {colPerm, "Nơi thường trú", ""},
		{colEthnicity, "Dân tộc", ""}, {colReligion, "Tôn giáo", ""}, {colNationality, "Quốc tịch", ""}, {colFather, "Họ và tên cha", ""}, {colMother, "Họ và tên mẹ", ""},
		{colSpouse, "Họ và tên vợ (chồng)", ""}, {colOwn, "Ngày cấp", record.IssueDate}, {colOwn + 1, "Nơi cấp", record.IssuePlace}},
	plan: func(pl *planner, i uint32, p *person) {
		if p.age(pl.w.asOf) >= 14 {
			if mode, ok := pl.held(p); ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.own[0] = dayText(daysBefore(w.asOf, 100+s.intn(1400)))
		f.own[1] = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
	}}

// decisions are the decisions on nationality.
var decisions = sector{code: "quoc_tich", facts: true, prefix: "QT", required: []col{colName, colBirth}, number: record.DecisionNumber,
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Số quyết định", record.DecisionNumber}, {colOwn + 1, "Loại quyết định", record.DecisionKind},
		{colOwn + 2, "Ngày quyết định", record.DecisionDate}, {colName, "Họ và tên", ""}, {colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""},
		{colID, "Số CMND/CCCD", ""}, {colPerm, "Nơi thường trú", ""}, {colBirthPlace, "Nơi sinh", ""}},
	plan: func(pl *planner, i uint32, p *person) {
		if p.state >= lost1 && p.state <= lost3 {
			pl.add(i, uint8(p.id%10), modeLive)
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		day := daysBefore(w.asOf, 60+s.intn(800))
		f.own[0] = padded(uint64(1000+it.person), 4) + "/QĐ-CTN"
		f.own[1] = "Thôi quốc tịch"
		switch it.kind {
		case 0:
			f.own[1] = "Tước quốc tịch"
		case 1:
			f.own[1] = "Hủy bỏ quyết định cho nhập quốc tịch"
		}
		f.own[2] = dayText(day)
		f.number = 0
	},
	special: func(t *finder, r *row, f *fact, reg *row) {
		if reg == nil {
			return
		}
		reason := "case_3"
		switch reg.status {
		case statusDeregistered:
			reason = "case_1"
		case statusPending:
			reason = "case_2"
		}
		t.add(record.Dung, "nationality_lost", record.Nationality, reason)
	}}

// specials are the special residents.
var specials = sector{code: "nhan_khau_dac_biet", prefix: "DB", required: []col{colName, colBirth, colSex}, lowerTypes: true,
	columns: []column{{colRecord, "Mã đối tượng", ""}, {colName, "Họ tên", ""}, {colBirth, "Năm sinh", ""}, {colSex, "Giới tính", ""},
		{colOwn, "Loại nhân khẩu đặc biệt", record.SpecialClass}, {colOwn + 1, "Giấy tờ hiện có", record.Papers}, {colID, "Số CMND/CCCD", ""},
		{colPerm, "Nơi cư trú", ""}, {colFather, "Họ tên cha", ""}, {colMother, "Họ tên mẹ", ""}},
	plan: func(pl *planner, i uint32, p *person) {
		if p.state >= special1 && p.state <= special5 {
			pl.add(i, uint8(p.state-special1), modeLive)
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.kind = it.kind + 1
		f.own[0] = "Loại " + padded(uint64(f.kind), 1)
		if s.chance(0.12) {
			f.kind, f.own[0] = 0, ""
		}
		f.own[1] = []string{"Sổ hộ khẩu, CMND", "Giấy khai sinh", "", "", "Quyết định thôi quốc tịch"}[it.kind]
		if it.kind == 2 || it.kind == 3 {
			r.id = idVal{}
		}
	},
	special: func(t *finder, r *row, f *fact, reg *row) {
		if f.kind == 0 {
			t.add(record.Du, "missing_field", record.SpecialClass, "")
			t.add(record.Dung, "special_resident", "", "unclassed")
			return
		}
		t.add(record.Dung, "special_resident", "", padded(uint64(f.kind), 1))
	}}

// borders are the notices of exit and entry.
var borders = sector{code: "xuat_nhap_canh", facts: true, prefix: "XN", required: []col{colName, colBirth},
	columns: []column{{colRecord, "Số thông báo", ""}, {colOwn, "Loại thông báo", record.NoticeKind}, {colOwn + 1, "Ngày thông báo", record.NoticeDate},
		{colName, "Họ và tên", ""}, {colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số ĐDCN/CMND", ""}, {colNationality, "Quốc tịch", ""},
		{colPerm, "Địa chỉ thường trú", ""}},
	plan: func(pl *planner, i uint32, p *person) {
		switch {
		case p.state == abroadRecorded || p.state == abroadUnrecorded:
			pl.add(i, 0, modeLive)
		case p.state == stateNormal && p.age(pl.w.asOf) >= 18 && pl.s.chance(0.006*pl.cover):
			pl.add(i, uint8(1+pl.s.intn(2)), modeLive)
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.kind = it.kind
		f.own[0] = []string{"Định cư ở nước ngoài", "Xuất cảnh", "Nhập cảnh"}[it.kind]
		f.own[1] = dayText(daysBefore(w.asOf, 15+s.intn(600)))
	},
	special: func(t *finder, r *row, f *fact, reg *row) {
		if reg != nil && f.kind == 0 && counted(reg) {
			t.add(record.Song, "move_not_recorded", "", "")
		}
	}}
