package synth

import (
	"github.com/doisanh/doisanh/record"
)

// column is a column of a sector's file: what it holds and what it is called there.
type column struct {
	col    col
	header string
	field  record.Field // of the sector's own columns; empty for the person's
}

// sector says how a dataset is made: its columns, whom it holds, and what it says of them.
type sector struct {
	code, prefix string
	columns      []column
	number       record.Field // the sector's own number, its first own column; "" for none
	required     []col        // what missing_field wants, of the columns it has; filled in by basic
	active       bool         // counts, insures or pays people now
	lowerTypes   bool         // writes "xã Yên Hồ, huyện Đức Thọ"
	counts       bool         // counted for count_low and count_high
	status       map[uint8]string
	plan         func(pl *planner, i uint32, p *person)
	fill         func(w *world, it *item, p *person, r *row, f *fact, s *stream)
	special      func(t *finder, r *row, f *fact, reg *row)
}

// field returns the canonical name of one of the sector's columns.
func (s *sector) field(c col) record.Field {
	if c < colOwn {
		return colFields[c]
	}
	for _, x := range s.columns {
		if x.col == c {
			return x.field
		}
	}
	return ""
}

func (s *sector) statusWord(v uint8) string {
	if w, ok := s.status[v]; ok {
		return w
	}
	return statusWords[v]
}

// basicColumns are the fields of rule A1, which every sector must fill where it has the column.
var basicColumns = []col{colID, colName, colBirth, colSex, colPerm, colFather, colMother, colBlood, colEthnicity, colMarital, colNationality}

// formColumns are the further fields of form DC01.
var formColumns = []col{colReligion, colHomeTown, colBirthPlace, colHousehold, colRelation}

// basic fills in which columns the sector must fill.
func basic(s *sector) *sector {
	list := basicColumns
	if s.code == "dan_cu" || s.code == "cu_tru" {
		list = append(append([]col(nil), list...), formColumns...)
	}
	for _, want := range list {
		for _, c := range s.columns {
			if c.col == want {
				s.required = append(s.required, want)
			}
		}
	}
	return s
}

// sectorNamed returns the sector with that code.
func sectorNamed(code string) (*sector, bool) {
	for _, s := range sectors {
		if s.code == code {
			return s, true
		}
	}
	return nil, false
}

// Sectors returns the codes of the sectors that can be generated, the register first.
func Sectors() []string {
	out := make([]string, len(sectors))
	for i, s := range sectors {
		out[i] = s.code
	}
	return out
}

// sectors are all datasets, the register first. They are read-only.
var sectors = []*sector{registerSector, basic(&bhxh), basic(&thue)}

var bhxh = sector{code: "bhxh", prefix: "BH", number: record.BHXHNumber, active: true,
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Mã số BHXH", record.BHXHNumber}, {colName, "Họ và tên người tham gia", ""},
		{colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số CCCD", ""}, {colOld, "Số CMND cũ", ""}, {colEthnicity, "Dân tộc", ""},
		{colNationality, "Quốc tịch", ""}, {colPerm, "Địa chỉ thường trú", ""}, {colPhone, "Số điện thoại", ""},
		{colOwn + 1, "Đơn vị sử dụng lao động", record.Employer}, {colOwn + 2, "Chế độ hưởng", record.Benefit}, {colStatus, "Tình trạng tham gia", ""}},
	status: map[uint8]string{statusActive: "Đang tham gia", statusStopped: "Đã dừng đóng", statusDead: "Đã chết"},
	plan: func(pl *planner, i uint32, p *person) {
		if a := p.age(pl.w.asOf); a >= 18 {
			if a > 62 {
				pl.cover *= 0.6
			}
			mode, ok := pl.held(p)
			if a > 62 {
				pl.cover /= 0.6
			}
			if ok {
				pl.add(i, 0, mode)
			}
		}
	},
	fill: func(w *world, it *item, p *person, r *row, f *fact, s *stream) {
		f.number = w.bhxhNumber(it.person)
		f.own[0] = padded(f.number, 10)
		if p.age(w.asOf) > 61 {
			f.own[2] = []string{"Hưu trí", "Tuất", "Mất sức lao động"}[s.intn(3)]
			r.status = statusActive
		} else {
			f.own[1] = employers[s.intn(len(employers))]
			r.status = statusActive
			if s.chance(0.15) {
				r.status = statusStopped
			}
		}
		closeStatus(it, r)
		if s.chance(0.6) {
			r.old = 0
		}
	}}

var thue = sector{code: "thue", prefix: "T", number: record.TaxCode, active: true,
	columns: []column{{colRecord, "Mã bản ghi", ""}, {colOwn, "Mã số thuế", record.TaxCode}, {colName, "Tên người nộp thuế", ""},
		{colBirth, "Ngày sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số giấy tờ", ""}, {colPerm, "Địa chỉ hộ khẩu", ""},
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
		if w.asOf >= reform && s.chance(0.35) { // TT 86/2024: the personal ID is the tax code
			f.number = p.id
			f.own[0] = padded(f.number, 12)
		} else {
			f.own[0] = padded(f.number, 10)
		}
		r.status = statusActive
		if s.chance(0.1) {
			r.status = statusStopped
		}
		closeStatus(it, r)
	}}

// closeStatus settles the status of a record about somebody dead.
func closeStatus(it *item, r *row) {
	switch it.mode {
	case modeActive:
		r.status = statusActive
	case modeClosed:
		r.status = statusStopped
	}
}

// padded writes a number with leading zeros.
func padded(n uint64, width int) string {
	var b [20]byte
	i := len(b)
	for ; n > 0 || width > 0; n, width = n/10, width-1 {
		i--
		b[i] = byte('0' + n%10)
	}
	return string(b[i:])
}

var employers = []string{"Công ty TNHH May Hồng Lĩnh", "Công ty CP Xây dựng số 9", "UBND xã", "Trường THPT chuyên", "Bệnh viện đa khoa tỉnh",
	"Công ty TNHH Gang thép Hưng Nghiệp", "HTX Nông nghiệp Tân Tiến", "Công ty CP Thủy sản Miền Trung", "Công ty TNHH Dịch vụ Hoàng Gia",
	"Công ty CP Cấp nước", "Kho bạc Nhà nước", "Công ty TNHH Điện tử Việt Hàn", "Hộ kinh doanh Minh Châu", "Công ty CP Vận tải Bắc Nam"}
