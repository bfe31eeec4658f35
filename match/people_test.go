package match

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// person is a row of a test table, as the normalizer would have left it.
type person struct {
	id, old        uint64
	slipped        uint64
	name, date     string
	besides        string // tên gọi khác
	sex, people    string
	title          string // the sex it tells
	father, mother string
	spouse         string
	commune        uint32
	province       uint16
	bhxh           string
	phone, home    string
}

// testPeople makes a normalized table of rows written down by hand.
func testPeople(rows []person) *record.People {
	t := &record.Table{Name: "test"}
	p := &record.People{
		Table: t, Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		Places: map[record.Field]*record.Values[record.Place]{}, Coded: map[record.Field]*record.Values[record.Coded]{},
		Numbers: map[record.Field]*record.Values[record.Number]{}, Texts: map[record.Field]*record.Values[string]{},
	}
	for i, r := range rows {
		t.IDs.Append(strconv.Itoa(i))
		p.ID12 = append(p.ID12, r.id)
		p.ID9 = append(p.ID9, r.old)
		if r.slipped != 0 && p.IDSlipped == nil {
			p.IDSlipped = make([]uint64, len(rows))
		}
		if r.slipped != 0 {
			p.IDSlipped[i] = r.slipped
		}
		p.Commune = append(p.Commune, r.commune)
	}
	column := func(f record.Field, of func(person) string) ([]uint32, []string) {
		c := &record.Column{Field: f, Dict: record.TextsOf("")}
		seen := map[string]uint32{"": 0}
		for _, r := range rows {
			s := of(r)
			n, ok := seen[s]
			if !ok {
				n = uint32(c.Dict.Len())
				seen[s] = n
				c.Dict.Append(s)
			}
			c.Codes = append(c.Codes, n)
		}
		t.Columns = append(t.Columns, c)
		return c.Codes, slices.Collect(c.Dict.Values())
	}
	for f, of := range map[record.Field]func(person) string{
		record.FullName: func(r person) string { return r.name }, record.FatherName: func(r person) string { return r.father },
		record.MotherName: func(r person) string { return r.mother }, record.SpouseName: func(r person) string { return r.spouse },
		record.OtherName: func(r person) string { return r.besides },
	} {
		codes, dict := column(f, of)
		p.Names[f] = testValues(codes, dict, testName, func(n record.Name) string { return n.Full })
	}
	codes, dict := column(record.BirthDate, func(r person) string { return r.date })
	p.Dates[record.BirthDate] = testValues(codes, dict, testDate, func(d record.DateValue) string { return d.Date.String() })
	codes, dict = column(record.Sex, func(r person) string { return r.sex })
	p.Coded[record.Sex] = testValues(codes, dict, func(s string) record.Coded { return record.Coded{Code: s, Known: s != ""} }, func(c record.Coded) string { return c.Code })
	if slices.ContainsFunc(rows, func(r person) bool { return r.title != "" }) {
		codes, dict = column(record.FullName+" title", func(r person) string { return r.title })
		p.Titles = testValues(codes, dict, func(s string) record.Coded { return record.Coded{Code: s, Known: s != ""} }, func(c record.Coded) string { return c.Code })
	}
	if slices.ContainsFunc(rows, func(r person) bool { return r.people != "" }) {
		codes, dict = column(record.Ethnicity, func(r person) string { return r.people })
		p.Coded[record.Ethnicity] = testValues(codes, dict, func(s string) record.Coded { return record.Coded{Code: s, Known: s != ""} }, func(c record.Coded) string { return c.Code })
	}
	codes, dict = column(record.BHXHNumber, func(r person) string { return r.bhxh })
	p.Numbers[record.BHXHNumber] = testValues(codes, dict, func(s string) record.Number { return record.Number{Text: s} }, func(c record.Number) string { return c.Text })
	for f, of := range map[record.Field]func(person) string{
		record.Phone: func(r person) string { return r.phone }, record.HouseholdID: func(r person) string { return r.home },
	} {
		if slices.ContainsFunc(rows, func(r person) bool { return of(r) != "" }) {
			codes, dict = column(f, of)
			p.Texts[f] = testValues(codes, dict, func(s string) string { return s }, func(s string) string { return s })
		}
	}
	codes, dict = column(record.PermanentAddress, func(r person) string {
		if r.commune == 0 {
			return ""
		}
		return fmt.Sprintf("%d/%d", r.commune, r.province)
	})
	p.Places[record.PermanentAddress] = testValues(codes, dict, testPlace, func(x record.Place) string { return fmt.Sprint(x.Unit) })
	return p
}

func testValues[T any](codes []uint32, dict []string, parse func(string) T, key func(T) string) *record.Values[T] {
	v := &record.Values[T]{Codes: codes, Dict: make([]T, len(dict)), Canon: make([]uint32, len(dict))}
	seen := map[string]uint32{}
	for i, s := range dict {
		if s == "" {
			continue
		}
		v.Dict[i] = parse(s)
		k := key(v.Dict[i])
		if seen[k] == 0 {
			v.Count++
			seen[k] = uint32(v.Count)
		}
		v.Canon[i] = seen[k]
	}
	return v
}

func testName(s string) record.Name {
	f := viet.Fold(s)
	n := record.Name{Full: s, Folded: f, FullGiven: uint8(strings.LastIndexByte(s, ' ') + 1), FoldedGiven: uint8(strings.LastIndexByte(f, ' ') + 1)}
	if i := strings.IndexByte(s, ' '); i > 0 {
		n.FullSurname, n.FoldedSurname = uint8(i), uint8(strings.IndexByte(f, ' '))
	}
	if strings.EqualFold(s, f) {
		n.Faults |= record.FaultUnmarked
	}
	for _, w := range strings.Fields(s) {
		if strings.HasSuffix(w, ".") || len(w) == 1 {
			n.Faults |= record.FaultInitials
		}
	}
	return n
}

// testDate reads 2006-01-02, 2006-01 or 2006.
func testDate(s string) record.DateValue {
	var n [3]int
	for i, part := range strings.Split(s, "-") {
		n[i], _ = strconv.Atoi(part)
	}
	return record.DateValue{Date: record.MakeDate(n[0], n[1], n[2])}
}

func testPlace(s string) record.Place {
	a, b, _ := strings.Cut(s, "/")
	unit, _ := strconv.Atoi(a)
	province, _ := strconv.Atoi(b)
	return record.Place{Unit: uint32(unit), Province: uint16(province), Level: record.LevelCommune, NewUnits: true,
		Candidates: []uint32{uint32(unit)}, Provinces: []uint16{uint16(province)}}
}

// random is a small seeded generator: the tests print its seed by their name.
type random uint64

func (r *random) next() uint64 {
	*r++
	return splitmix.Mix(uint64(*r))
}
func (r *random) n(n int) int               { return int(r.next() % uint64(n)) }
func (r *random) chance(p float64) bool     { return float64(r.next()>>11)/(1<<53) < p }
func pick[T any](r *random, from []T) T     { return from[r.n(len(from))] }
func (r *random) skew(from []string) string { return from[min(r.n(len(from)), r.n(len(from)))] }

var (
	surnames = strings.Fields("Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh")
	maleMid  = strings.Fields("Văn Văn Văn Đức Xuân Hữu Quang Minh Quốc Đình")
	femMid   = strings.Fields("Thị Thị Thị Ngọc Thu Kim Thanh Hồng Phương Mai")
	male     = strings.Fields("Hùng Tuấn Dũng Minh Nam Cường Hải Sơn Long Thành Đức Huy Trung Hiếu Tùng Quân Thắng Bình Kiên Tài Vinh Quang Lâm Tiến Việt Toàn Đạt Phong Bảo Khoa Thịnh Khang Duy")
	female   = strings.Fields("Hương Lan Hoa Hằng Thảo Linh Trang Mai Hà Thủy Nga Hạnh Yến Thu Huyền Nhung Loan Oanh Dung Vân Tâm Hiền Liên Thúy Trinh My Quỳnh Nhi Vy Thư Ngân Châu")
)

// register makes n people of households with one to four children, and their parents' names.
func register(seed uint64, n int) []person {
	r := random(seed)
	rows := make([]person, 0, n)
	serial := uint64(0)
	for len(rows) < n {
		sur := pick(&r, surnames)
		father := sur + " " + pick(&r, maleMid) + " " + r.skew(male)
		mother := pick(&r, surnames) + " " + pick(&r, femMid) + " " + r.skew(female)
		commune := uint32(100 + r.n(40))
		year := 1950 + r.n(65)
		for range 1 + r.n(4) {
			if len(rows) == n {
				break
			}
			year += 1 + r.n(4)
			p := person{father: father, mother: mother, commune: commune, province: 42, sex: record.SexMale}
			if r.chance(.5) {
				p.sex = record.SexFemale
				p.name = sur + " " + pick(&r, femMid) + " " + r.skew(female)
			} else {
				p.name = sur + " " + pick(&r, maleMid) + " " + r.skew(male)
			}
			month, day := 1+r.n(12), 1+r.n(28)
			p.date = fmt.Sprintf("%04d-%02d-%02d", year, month, day)
			serial += 1 + uint64(r.n(200))
			g := uint64(0)
			if year >= 2000 {
				g = 2
			}
			if p.sex == record.SexFemale {
				g++
			}
			p.id = 42_000_000_000 + g*100_000_000 + uint64(year%100)*1_000_000 + splitmix.Mix(serial)%1_000_000
			rows = append(rows, p)
		}
	}
	return rows
}

// typed returns the row as a careless clerk of a sector would have it, and what was done to it.
func typed(r *random, p person) person {
	if r.chance(.15) {
		p.id = 0
	}
	if r.chance(.08) {
		w := strings.Fields(p.name)
		p.name = w[0] + " " + w[len(w)-1]
	}
	if r.chance(.06) {
		b := []rune(p.name)
		i := 1 + r.n(len(b)-2)
		p.name = string(append(b[:i:i], b[i+1:]...))
	}
	if r.chance(.05) {
		p.date = p.date[:5] + p.date[8:] + "-" + p.date[5:7]
		if p.date[5:7] > "12" {
			p.date = p.date[:4]
		}
	}
	if r.chance(.1) {
		p.father = ""
	}
	if r.chance(.05) {
		p.commune = uint32(100 + r.n(40))
	}
	return p
}

// allPairs brings every pair of two tables, or each once of one, in one batch per left row.
func allPairs(left, right int, one bool) pair.Source {
	return func(_ context.Context, emit func([]record.Pair) error) error {
		for l := range left {
			var batch []record.Pair
			for r := range right {
				if !one || l < r {
					batch = append(batch, record.Pair{Left: uint32(l), Right: uint32(r)})
				}
			}
			if err := emit(batch); err != nil {
				return err
			}
		}
		return nil
	}
}

// explained scores one pair of two tables with evidence.
func explained(m *Model, left, right *record.People, l, r uint32) pair.Evidence {
	return NewScorer(m, left, right).Explain(l, r)
}
