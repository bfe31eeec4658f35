package reconcile

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

func TestCompareNames(t *testing.T) {
	for _, c := range []struct {
		sector, register string
		want             verdict
	}{
		{"", "Nguyễn Văn An", missing},
		{"Nguyễn Văn An", "Nguyễn Văn An", same},
		{"NGUYỄN VĂN AN", "Nguyễn Văn An", same},
		{"Nguyen Van An", "Nguyễn Văn An", same},       // no marks at all: says less
		{"Nguyễn Văn An", "Nguyen Van An", same},       // the register says less
		{"Nguyễn Van An", "Nguyễn Văn An", diacritics}, // one syllable's marks lost
		{"Nguyễn Thị Thủy", "Nguyễn Thị Thúy", diacritics},
		{"An Nguyễn Văn", "Nguyễn Văn An", same}, // another order
		{"An Nguyen Van", "Nguyễn Văn An", same},
		{"An Nguyễn Vân", "Nguyễn Văn An", diacritics},
		{"Ng. V. An", "Nguyễn Văn An", same},
		{"Ng V An", "Nguyễn Văn An", same},
		{"Nguyễn T. Hoa", "Nguyễn Thị Hoa", same},
		{"Nguyễn Th. Hoa", "Nguyễn Thị Hoa", same},
		{"Nguyễn V. Hoa", "Nguyễn Thị Hoa", different},
		{"Ngh. V. An", "Nghiêm Văn An", same},
		{"Ph T Hoa", "Phạm Thị Hoa", same},
		{"Nguyễn Văn Phc", "Nguyễn Văn Phúc", different}, // a vowel lost, nothing abbreviated
		{"Nguyễn Thnh An", "Nguyễn Thanh An", different},
		{"Phm Thị Hoa", "Phạm Thị Hoa", different},
		{"Nguyễn Th An", "Nguyễn Tuấn An", different},
		{"Nguyễn T. Hóa", "Nguyễn Thị Hoa", diacritics},
		{"Nguyễn Hoa", "Nguyễn Thị Hoa", abbreviated},
		{"Nguyễn Thị Hoa", "Nguyễn Thị Bích Hoa", abbreviated},
		{"Nguyễn Thị Bích Hoa", "Nguyễn Thị Hoa", abbreviated},
		{"Nguyễn T. Hoa", "Nguyễn Thị Bích Hoa", abbreviated},
		{"Nguyen Hoa", "Nguyễn Thị Hoa", abbreviated},
		{"Nguyễn Hòa", "Nguyễn Thị Hoa", different},
		{"Trần Hoa", "Nguyễn Thị Hoa", different},
		{"Huỳnh Văn An", "Hoàng Văn An", different},
		{"Nguyễn Văn Bình", "Nguyễn Văn An", different},
		{"Nguyễn Thanhhoa", "Nguyễn Thanh Hoa", same},
		{"H'Hen Niê", "H Hen Niê", same},
		{"Không rõ", "Nguyễn Văn An", missing},
		{"Đỗ Thị A", "Đỗ Thị Á", diacritics},
	} {
		s, p := name(c.sector), name(c.register)
		if got := compareNames(&s, &p); got != c.want {
			t.Errorf("%q against %q: %d, want %d", c.sector, c.register, got, c.want)
		}
	}
}

func TestCompareDates(t *testing.T) {
	for _, c := range []struct {
		sector, register string
		want             verdict
	}{
		{"", "1980-05-03", missing},
		{"1980-05-03", "1980-05-03", same},
		{"1980", "1980-05-03", same},
		{"1980-05", "1980-05-03", same},
		{"1980-05-03", "1980", same},
		{"1980-03-05~1980-05-03", "1980-05-03", same},
		{"1980-05-03", "1980-03-05~1980-05-03", same},
		{"1980-03-05", "1980-05-03", swappedDayMonth},
		{"1980-01-01", "1980-05-03", lessPrecise},
		{"1980-05-03", "1980-01-01", lessPrecise},
		{"1981-01-01", "1980-05-03", different},
		{"1908-05-03", "1980-05-03", transposedDigits},
		{"1980-05-21", "1980-05-12", transposedDigits},
		{"1980-02-15", "1980-05-12", transposedDigits},
		{"1980-05-04", "1980-05-03", different},
		{"1980-06", "1980-05-03", different},
		{"1908", "1980-05-03", transposedDigits},
		{"1979", "1980-05-03", different},
		{"1980-05-03", "", missing},
		{"1980-03-05~1980-07-04", "1980-09-01~1980-07-04", same},
		{"1980-03-05~1980-07-05", "1980-09-01~1980-07-04", different},
		{"1980-03-05", "1980-09-01~1980-07-04", different},
		{"1908-05-03", "1980", transposedDigits},
		{"1981-03-05", "1980-05-03", different}, // exchanged, in another year
		{"1980-03-06", "1980-05-03", different},
		{"1980-04-05", "1980-05-03", different},
		{"1980-05-21", "1980-05-13", different},
		{"1980-05-13", "1980-05-21", different},
	} {
		d, alt := c.sector, ""
		if i := len("1980-03-05"); len(d) > i {
			d, alt = d[:i], d[i+1:]
		}
		r, ralt := c.register, ""
		if i := len("1980-03-05"); len(r) > i {
			r, ralt = r[:i], r[i+1:]
		}
		s := record.DateValue{Date: day(t, d), Alt: day(t, alt)}
		p := record.DateValue{Date: day(t, r), Alt: day(t, ralt)}
		if got := compareDates(&s, &p); got != c.want {
			t.Errorf("%q against %q: %d, want %d", c.sector, c.register, got, c.want)
		}
	}
}

func TestCompareNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b uint64
		want verdict
	}{
		{0, 42080000001, missing},
		{42080000001, 42080000001, same},
		{42080000010, 42080000001, transposedDigits},
		{42800000001, 42080000001, transposedDigits},
		{142080000001, 42080000001, different},
		{42080100000, 42080000001, different}, // exchanged, but not neighbours
		{42080000002, 42080000001, different},
		{42080100010, 42080000001, different}, // another digit besides
		{42080000010, 42080000031, different},
		{42080000020, 42080000001, different},
		{42080000001, 0, missing},
	} {
		if got := compareNumbers(c.a, c.b); got != c.want {
			t.Errorf("%012d against %012d: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestComparePlaces(t *testing.T) {
	for _, c := range []struct {
		what, sector, register string
		want                   verdict
	}{
		{"one unit", "18409/436/42", "18409/436/42", same},
		{"two units of a district", "18409/436/42", "18412/436/42", different},
		{"known to the district only", "/436/42", "18409/436/42", same},
		{"another district", "/437/42", "18409/436/42", different},
		{"known to the province only", "//42", "18409/436/42", same},
		{"another province", "//40", "18409/436/42", different},
		{"nothing known", "", "18409/436/42", missing},
		{"old unit and its new one", "18409/436/42>18500/42!", "n18500//42", same},
		{"old unit and another new one", "18409/436/42>18500/42!", "n18501//42", different},
		{"split unit and one of its new ones", "18409/436/42>18500,18501/42!", "n18501//42", same},
		{"old province merged", "//33>/34", "n18501//34", same},
		{"two old units that became one are two places", "18409/436/42>18500/42!", "18412/436/42>18500/42!", different},
		{"ambiguous unit with the register's among its candidates", "//42>18409,18412/42", "18409/436/42", same},
		{"ambiguous unit without", "//42>18409,18412/42", "18415/436/42", different},
		{"unit abolished before the map, same district", "18000/436/42!", "18409/436/42", same},
		{"unit abolished before the map, another district", "18000/437/42!", "18409/436/42", same},
		{"unit abolished before the map, another province", "18000/437/40!", "18409/436/42", different},
		{"old unit and a new one of its number", "18409/436/42>18500/42!", "n18409//42", different},
		{"old province and a new one of its number", "//34>/33", "n//34", different},
		{"divided province and one of its parts", "//>/34,36", "n18501//34", same},
		{"divided province and another one", "//>/34,36", "n18409//42", different},
		{"two divided provinces", "//>/34,36", "//>/20,22", different},
		{"no province", "//>/", "18409/436/42", missing},
		{"unit abolished before the map, no province", "18000//!", "18409/436/42", missing},
		{"no province in either", "//>/", "18000//!", missing},
	} {
		s, p := place(t, c.sector), place(t, c.register)
		if got := comparePlaces(&s, &p); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
		if got := comparePlaces(&p, &s); got != c.want {
			t.Errorf("%s, the other way round: %d, want %d", c.what, got, c.want)
		}
	}
}

func TestCompareWords(t *testing.T) {
	known, unknown := func(s string) record.Coded { return record.Coded{Code: s, Known: true} }, func(s string) record.Coded { return record.Coded{Code: s} }
	for _, c := range []struct {
		a, b record.Coded
		want verdict
	}{
		{known("male"), known("female"), different},
		{known("male"), known("male"), same},
		{known("male"), unknown("nu?"), missing},
		{unknown("a"), unknown("b"), different},
		{unknown("a"), unknown("a"), same},
		{unknown("khong ro"), unknown("a"), missing},
		{known("male"), record.Coded{}, missing},
		{known("none"), known("buddhism"), different}, // a code of the list is an answer, whatever its word
		{known("buddhism"), known("none"), different},
		{unknown("a"), unknown("khong ro"), missing},
		{record.Coded{}, known("male"), missing},
	} {
		if got := compareCoded(&c.a, &c.b); got != c.want {
			t.Errorf("%v against %v: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want verdict
	}{
		{"VN", "LA", different}, {record.NationalityForeign, "LA", same}, {record.NationalityForeign, "VN", different},
		{record.NationalityForeign, record.NationalityStateless, different}, {"LA", record.NationalityForeign, same}, {"VN", record.NationalityForeign, different},
		{record.NationalityForeign, record.NationalityUndetermined, different}, {record.NationalityForeign, record.NationalityForeign, same},
	} {
		a, b := known(c.a), known(c.b)
		if got := compareNationalities(&a, &b); got != c.want {
			t.Errorf("%v against %v: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want verdict
	}{
		{"a+", "a", same}, {"a", "a+", same}, {"a+", "a-", different}, {"a", "b", different}, {"nhom o", "o", same}, {"rh+ ab", "ab", same},
		{"khong ro", "a", missing}, {"o rh am", "o-", same}, {"o rh duong", "o-", different}, {"0", "o", same}, {"a rh(+)", "a+", same}, {"chua xac dinh", "b", missing},
		{"a pos", "a-", different}, {"a neg", "a-", same}, {"a neg", "a+", different}, {"b−", "b+", different}, {"b–", "b+", different}, {"a am", "a+", different}, {"a+", "khong ro", missing}, {"khong ro", "khong ro", missing},
		{"", "", missing}, {"a+", "", missing},
	} {
		if got := compareBloodTypes(c.a, c.b); got != c.want {
			t.Errorf("blood type %q against %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want verdict
	}{
		{"phat giao", "dao phat", same}, {"khong", "khong theo dao", same}, {"khong", "phat giao", different}, {"thien chua giao", "cong giao", same},
		{"khong ro", "phat giao", missing}, {"", "khong", missing}, {"hoa hao", "phat giao hoa hao", same}, {"tin lanh", "cong giao", different},
		{"", "", missing}, {"phat giao", "khong ro", missing}, {"none", "phat giao", different}, {"none", "khong", same}, {"01", "01", same}, {"01", "02", different},
	} {
		if got := compareReligions(c.a, c.b); got != c.want {
			t.Errorf("religion %q against %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// The cheap look lets every phrase through, however it is written.
func TestUnknownWords(t *testing.T) {
	for _, s := range []string{"", "-", "không rõ", "Không rõ", "KHÔNG RÕ", "Ko rõ", "chưa rõ", "Chưa xác định", "N/A", "n/a", "null", "NULL", "none", "nan", "bỏ trống", "để trống", "Để trống", "unknown", "(không rõ)", "...", "Không rõ"} {
		if !maybeUnknown(s) || !unknownWord(viet.Words(s)) {
			t.Errorf("%q says that nothing is known", s)
		}
	}
	for _, s := range []string{"Không", "Nguyễn Văn An", "Na", "042080000001", "Chu Văn Không", "1980"} {
		if maybeUnknown(s) && unknownWord(viet.Words(s)) {
			t.Errorf("%q says something", s)
		}
	}
}

// Comparing is symmetric as to whether there is a difference, and never panics, whatever the names.
func FuzzCompareNames(f *testing.F) {
	f.Add("Ng. V. An", "Nguyễn Văn An")
	f.Add("H'Hen", "- .")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, p := record.Name{Full: a, Folded: a}, record.Name{Full: b, Folded: b}
		if x, y := compareNames(&s, &p), compareNames(&p, &s); x.differs() != y.differs() {
			t.Errorf("%q, %q: %d one way, %d the other", a, b, x, y)
		}
		if compareNames(&s, &s).differs() {
			t.Errorf("%q differs from itself", a)
		}
	})
}
