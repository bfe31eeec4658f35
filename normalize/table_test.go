package normalize

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// column makes a dictionary-coded column.
func column(f record.Field, k record.Kind, values ...string) *record.Column {
	c := &record.Column{Field: f, Header: string(f), Kind: k, Dict: record.TextsOf("")}
	at := map[string]uint32{"": 0}
	for _, v := range values {
		code, ok := at[v]
		if !ok {
			code = uint32(c.Dict.Len())
			at[v] = code
			c.Dict.Append(v)
		}
		c.Codes = append(c.Codes, code)
	}
	return c
}

func table(columns ...*record.Column) *record.Table {
	t := &record.Table{Name: "t", Sector: &record.Sector{Code: "t"}, Columns: columns, Files: []string{"t.csv"}}
	t.IDs = record.TextsOf(make([]string, len(columns[0].Codes))...)
	return t
}

var testDay = record.MakeDate(2025, 6, 15)

func run(t *testing.T, opt Options, columns ...*record.Column) (*record.People, *Report) {
	t.Helper()
	opt.AsOf = testDay
	p, r, err := Table(context.Background(), table(columns...), opt)
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

func TestTableCanon(t *testing.T) {
	p, r := run(t, Options{},
		column(record.FullName, record.KindName, "Trần Thị Hòa", "TRẦN THỊ HOÀ", "", "Trần Thị Hoa", "không có"),
		column(record.BirthDate, record.KindDate, "13/05/1980", "1980-05-13", "1980", "", "01/02/1980"),
		column(record.PersonalIDNo, record.KindPersonalID, "42080001234", "042080001234", "012345678", "000000000000", "4.2E+10"))
	if got := p.Names[record.FullName].Canon; !reflect.DeepEqual(got, []uint32{0, 1, 1, 2, 0}) {
		t.Errorf("names: %v", got)
	}
	if got := p.Dates[record.BirthDate].Canon; !reflect.DeepEqual(got, []uint32{0, 1, 1, 2, 3}) {
		t.Errorf("dates: %v", got)
	}
	if got := p.Dates[record.BirthDate].At(4); got.Date != record.MakeDate(1980, 2, 1) || got.Alt != 0 {
		t.Errorf("day first in the column, but %v", got)
	}
	if !reflect.DeepEqual(p.ID12, []uint64{42080001234, 42080001234, 0, 0, 0}) || p.ID9[2] != 12345678 {
		t.Errorf("numbers of the rows: %v %v", p.ID12, p.ID9)
	}
	id := r.column(record.PersonalIDNo)
	if id.Missing != 1 || id.Unreadable != 1 || id.Canonical != 2 || id.Distinct != 5 {
		t.Errorf("report: %+v", id)
	}
	if d := r.column(record.BirthDate); d.Order != OrderDayMonth || d.Missing != 1 {
		t.Errorf("report: %+v", d)
	}
	if n := r.column(record.FullName); n.Missing != 2 {
		t.Errorf("report: %+v", n)
	}
}

// The numbers of the people stand in whatever column: taxpayers by their code, old numbers in a column of their own.
func TestNumbersOfRows(t *testing.T) {
	p, _ := run(t, Options{},
		column(record.OldID, record.KindPersonalID, "183456789", "042080001234", ""),
		column(record.TaxCode, record.KindTaxCode, "042080009999", "0100109106", "042080005678"))
	if !reflect.DeepEqual(p.ID12, []uint64{42080009999, 42080001234, 42080005678}) || !reflect.DeepEqual(p.ID9, []uint64{183456789, 0, 0}) {
		t.Errorf("%v %v", p.ID12, p.ID9)
	}
}

func TestSexOfFigures(t *testing.T) {
	var ids, sexes, words []string
	for i := range 40 { // figures the other way round than usual, and the numbers say so
		ids = append(ids, fmt.Sprintf("0420%02d%06d", 80, i), fmt.Sprintf("0421%02d%06d", 80, i))
		sexes = append(sexes, "2", "1")
		words = append(words, "Nam", "Nữ")
	}
	p, _ := run(t, Options{}, column(record.PersonalIDNo, record.KindPersonalID, ids...), column(record.Sex, record.KindSex, sexes...))
	q, _ := run(t, Options{}, column(record.Sex, record.KindSex, words...))
	for row := range sexes {
		if a, b := p.Coded[record.Sex].At(row), q.Coded[record.Sex].At(row); a != b || !a.Known {
			t.Fatalf("row %d: %v, want %v", row, a, b)
		}
	}
	// Of two figures too few rows of one speak: it is the other sex if its fellow is what it usually is.
	for one, want := range map[string]string{"2": record.SexMale, "1": ""} {
		names, figures := []string{"Lê Văn An"}, []string{map[string]string{"1": "2", "2": "1"}[one]}
		for i := range 20 {
			names, figures = append(names, fmt.Sprintf("Trần Thị %c", 'A'+i)), append(figures, one)
		}
		s, _ := run(t, Options{}, column(record.FullName, record.KindName, names...), column(record.Sex, record.KindSex, figures...))
		v := s.Coded[record.Sex]
		if got := v.At(0); got.Known != (want != "") || got.Known && got.Code != want || v.At(1).Code != record.SexFemale {
			t.Errorf("where %s is female the other figure is %+v", one, got)
		}
	}
	// No witnesses: the usual coding where it is complete, else nothing.
	r, _ := run(t, Options{}, column(record.Sex, record.KindSex, "1", "0", "1"))
	if got := r.Coded[record.Sex].At(0).Code + r.Coded[record.Sex].At(1).Code; got != "malefemale" {
		t.Errorf("0 and 1: %s", got)
	}
	r, rep := run(t, Options{}, column(record.Sex, record.KindSex, "0", "1", "2"))
	if r.Coded[record.Sex].At(1).Known || rep.Columns[0].Faults[0].Fault != record.FaultUnknown {
		t.Errorf("0, 1 and 2 say nothing: %v", r.Coded[record.Sex].At(1))
	}
}

// One number in six is a parent's, a husband's or mistyped: two figures that say opposite things are the two sexes all the same, and one that most
// rows speak for is what it usually is beside one nobody speaks for. Figures that go with neither sex stay unknown.
func TestSexOfFiguresAmongWrongNumbers(t *testing.T) {
	list := func(figures [2]string, wrong int, rows [2]int) (ids, sexes []string) {
		for k, n := range rows {
			for i := range n {
				sex := k
				if wrong > 0 && i%wrong == 0 {
					sex = 1 - k
				}
				ids, sexes = append(ids, fmt.Sprintf("042%d80%06d", sex, 100*k+i)), append(sexes, figures[k])
			}
		}
		return ids, sexes
	}
	for _, c := range []struct {
		figures [2]string // of men, of women
		wrong   int
		rows    [2]int
		known   bool
	}{
		{[2]string{"1", "0"}, 6, [2]int{60, 60}, true},
		{[2]string{"0", "1"}, 6, [2]int{60, 60}, true},
		{[2]string{"1", "2"}, 6, [2]int{4, 18}, true},
		{[2]string{"2", "1"}, 6, [2]int{4, 18}, false},
		{[2]string{"1", "0"}, 2, [2]int{60, 60}, false},
	} {
		ids, sexes := list(c.figures, c.wrong, c.rows)
		p, _, err := Table(context.Background(), table(column(record.PersonalIDNo, record.KindPersonalID, ids...), column(record.Sex, record.KindSex, sexes...)), Options{})
		if !c.known {
			var fault *record.Problem
			if err == nil || !errors.As(err, &fault) || fault.Column != "sex" {
				t.Errorf("%v: %v", c, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		men, women := p.Coded[record.Sex].At(0).Code, p.Coded[record.Sex].At(len(sexes)-1).Code
		if men != record.SexMale || women != record.SexFemale {
			t.Errorf("%v: men %q, women %q", c, men, women)
		}
	}
}

func TestWrongKindOfColumn(t *testing.T) {
	var names []string
	for i := range 30 {
		names = append(names, fmt.Sprintf("Nguyễn Văn %c", 'A'+i%26)+fmt.Sprint(i))
	}
	for _, k := range []record.Kind{record.KindDate, record.KindPersonalID} {
		_, _, err := Table(context.Background(), table(column(record.BirthDate, k, names...)), Options{})
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemColumnKind || p.File != "t.csv" || p.Column != "birth_date" ||
			!reflect.DeepEqual(p.Args, []any{k.String(), 100}) {
			t.Errorf("%v: %v", k, err)
		}
	}
	// A few bad cells, or a short column, are no reason.
	if _, _, err := Table(context.Background(), table(column(record.BirthDate, record.KindDate, names[:10]...)), Options{}); err != nil {
		t.Error(err)
	}
}

// unpack puts packed names where they can be compared: which block a name stands in is a matter of who came first.
func unpack(p *record.People) {
	for _, v := range p.Names {
		for code := range v.Canon {
			v.Dict = append(v.Dict, v.Of(uint32(code)))
		}
		v.Packed = nil
	}
}

// The result is the same for any number of goroutines.
func TestThreadsDoNotMatter(t *testing.T) {
	var names, dates, places []string
	for i := range 3 * chunk {
		names = append(names, fmt.Sprintf("%s %d", benchNames[i%len(benchNames)], i/7))
		dates = append(dates, fmt.Sprintf("%02d/%02d/%d", i%28+1, i%12+1, 1930+i%90))
		places = append(places, fmt.Sprintf("Thôn %d, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", i%500))
	}
	columns := func() []*record.Column {
		return []*record.Column{column(record.FullName, record.KindName, names...), column(record.BirthDate, record.KindDate, dates...),
			column(record.PermanentAddress, record.KindPlace, places...)}
	}
	p1, r1 := run(t, Options{Threads: 1}, columns()...)
	p8, r8 := run(t, Options{Threads: 8}, columns()...)
	unpack(p1)
	unpack(p8)
	if !reflect.DeepEqual(p1, p8) || !reflect.DeepEqual(r1, r8) {
		t.Error("one and eight goroutines differ")
	}
	if len(p1.Commune) != len(names) || p1.Commune[0] == 0 || r1.Province == 0 {
		t.Errorf("commune %d, province %d", p1.Commune[0], r1.Province)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Table(ctx, table(column(record.FullName, record.KindName, "a", "b")), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func BenchmarkTable(b *testing.B) {
	var names, dates, ids []string
	for i := range 100_000 {
		names = append(names, fmt.Sprintf("%s %s", benchNames[i%5], benchGiven[i%len(benchGiven)]))
		dates = append(dates, fmt.Sprintf("%02d/%02d/%d", i%28+1, i%12+1, 1930+i%90))
		ids = append(ids, fmt.Sprintf("042080%06d", i))
	}
	columns := []*record.Column{column(record.FullName, record.KindName, names...), column(record.BirthDate, record.KindDate, dates...),
		column(record.PersonalIDNo, record.KindPersonalID, ids...)}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Table(context.Background(), table(columns...), Options{Threads: 2, AsOf: testDay}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*100_000/b.Elapsed().Seconds(), "rows/s")
}

var benchGiven = []string{"Anh", "Bình", "Châu", "Dũng", "Hoà", "Khánh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quý", "Sơn", "Tuấn", "Uyên", "Vân", "Xuân"}

// Columns that slipped are told, whatever they hold: a sex where the date should be has two distinct values.
func TestSlippedColumns(t *testing.T) {
	sexes, names, numbers := make([]string, 40), make([]string, 40), make([]string, 40)
	for i := range sexes {
		sexes[i] = [...]string{"Nam", "Nữ"}[i%2]
		names[i] = [...]string{"Nguyễn Văn An", "Trần Thị Hoa", "Lê Nam"}[i%3]
		numbers[i] = record.FormatID(42085000000 + uint64(i))
	}
	for _, c := range []*record.Column{
		column(record.BirthDate, record.KindDate, sexes...), column(record.PersonalIDNo, record.KindPersonalID, sexes...),
		column(record.FullName, record.KindName, sexes...), column(record.FullName, record.KindName, numbers...),
		column(record.Sex, record.KindSex, names...), column(record.Sex, record.KindSex, numbers...),
	} {
		_, _, err := Table(t.Context(), table(c), Options{})
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemColumnKind {
			t.Errorf("%s: %v", c.Field, err)
		}
	}
	// A few rows that slipped are no reason, though their values are most of those there are.
	some := append(slices.Repeat(sexes, 10), numbers...)
	for _, c := range []*record.Column{
		column(record.FullName, record.KindName, names...), column(record.Sex, record.KindSex, sexes...), column(record.Sex, record.KindSex, some...),
		column(record.ValidTo, record.KindDate, slices.Repeat([]string{"không xác định thời hạn"}, 40)...),
	} {
		if _, _, err := Table(t.Context(), table(c), Options{}); err != nil {
			t.Errorf("%s: %v", c.Field, err)
		}
	}
}

// The province most rows live in is told from no more addresses than it takes.
func TestMajority(t *testing.T) {
	const seed = 3
	r := rand.New(rand.NewPCG(seed, seed))
	asked, all := 0, 0
	for range 5000 {
		provinces, rows := make([]uint16, r.IntN(40)), make([]uint32, 40)
		share := r.IntN(100)
		living, total := map[uint16]int{}, 0
		for i := range provinces {
			if provinces[i] = uint16(r.IntN(4)); r.IntN(100) < share {
				provinces[i] = 1
			}
			rows[i] = uint32(r.IntN(5))
			if p := provinces[i]; p != 0 {
				living[p] += int(rows[i])
				total += int(rows[i])
			}
		}
		want := uint16(0)
		for p, k := range living {
			if 2*k > total {
				want = p
			}
		}
		all += len(provinces)
		got := majority(rows[:len(provinces)], 1+r.IntN(5), func(from int, told []uint16) {
			asked += copy(told, provinces[from:])
		})
		if got != want {
			t.Fatalf("seed %d: %v of %v rows: %d, want %d", seed, provinces, rows, got, want)
		}
	}
	if asked*10 > all*9 {
		t.Errorf("seed %d: %d of %d addresses read", seed, asked, all)
	}
}

// TestCMNDOfItsOwnColumn: where both columns hold a CMND, the row's is that of the CMND's column.
func TestCMNDOfItsOwnColumn(t *testing.T) {
	p, _ := run(t, Options{},
		column(record.PersonalIDNo, record.KindPersonalID, "183999999", "183999999", "042080001234"),
		column(record.OldID, record.KindPersonalID, "183000001", "", "183000001"))
	if want := []uint64{183000001, 183999999, 183000001}; !reflect.DeepEqual(p.ID9, want) {
		t.Errorf("%v, want %v", p.ID9, want)
	}
}

// column returns the report of a field's column, nil where the file has none.
func (r *Report) column(f record.Field) *ColumnReport {
	if i := slices.IndexFunc(r.Columns, func(c ColumnReport) bool { return c.Field == f }); i >= 0 {
		return &r.Columns[i]
	}
	return nil
}
