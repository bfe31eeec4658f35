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
	facts        bool         // a row is a fact, of which a person may have several
	numbered     bool         // … which is one person's alone
	required     []col        // what missing_field wants, beside the number; where it is nil, basic fills it in
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

// copyReason is the reason of a duplicate: a person twice, or a fact.
func (s *sector) copyReason() string {
	if s.facts {
		return "same_fact"
	}
	return "same_person"
}

// basicColumns are the fields of rule A1, which every sector must fill where it has the column.
var basicColumns = []col{colID, colName, colBirth, colSex, colPerm, colFather, colMother, colBlood, colEthnicity, colMarital, colNationality}

// formColumns are the further fields of form DC01.
var formColumns = []col{colReligion, colHomeTown, colBirthPlace, colHousehold, colRelation}

// basic fills in which columns the sector must fill.
func basic(s *sector) *sector {
	if s.required != nil {
		return s
	}
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

// sectors are all datasets, the register first. They are read-only.
var sectors = []*sector{registerSector, basic(&residence), basic(&cards), basic(&bhxh), basic(&bhyt), basic(&thue), basic(&doses),
	basic(&events), basic(&pupils), basic(&evn), basic(&protection), basic(&labour), basic(&courts), basic(&procuracy),
	basic(&military), basic(&desk), basic(&decisions), basic(&specials), basic(&borders)}

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
