package match

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// level scores one pair of rows and returns the level of the comparison named.
func level(t *testing.T, comparison string, a, b person) string {
	t.Helper()
	strangers := register(7, 500)
	e := explained(PriorModel(), testPeople([]person{a}), testPeople(append([]person{b}, strangers...)), 0, 0)
	for _, c := range e.Comparisons {
		if c.Name == comparison {
			return c.Level
		}
	}
	return "missing" // a field one of the tables has nothing of is not compared at all
}

func TestNameLevels(t *testing.T) {
	cases := []struct{ a, b, want string }{
		{"Nguyễn Thị Hòa", "Nguyễn Thị Hòa", "exact"},
		{"Nguyen Thi Hoa", "Nguyễn Thị Hòa", "unmarked"},
		{"Nguyen Thi Hoa", "Nguyen Thi Hoa", "unmarked"},
		{"Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "marks"},
		{"Hòa Nguyễn Thị", "Nguyễn Thị Hòa", "order"},
		{"Ng. T. Hòa", "Nguyễn Thị Hòa", "initials"},
		{"Nguyễn T. Hòa", "Nguyễn Thị Hòa", "initials"},
		{"Lê V. Trọn", "Lê Văn Trọng", "initials_slip"},
		{"Ng. Quang Tahnh", "Nguyễn Quang Thanh", "initials_slip"},
		{"Trươn V. Bảo", "Trương Văn Bảo", "initials_slip"},
		{"Lê V. An", "Lê Văn Ân", "initials"},
		{"Lê V. An", "Lê Văn Anh", "surname"}, // too short to tell a slip from another name
		{"Lê V. Tánh", "Lê Thị Tính", "surname"},
		{"Lê V. Trọn", "Lê Văn Trung", "surname"},
		{"Nguyễn Hòa", "Nguyễn Thị Hòa", "middle_missing"},
		{"Nguyễn Thị Hòa", "Nguyễn Thị Thu Hòa", "middle_missing"},
		{"Huỳnh Văn Phước", "Hoàng Văn Phúc", "phonetic"},
		{"Võ Thị Trâm", "Vũ Thị Châm", "phonetic"},
		{"Nguyễn Thị Hòaa", "Nguyễn Thị Hòa", "typo"},
		{"Nguyễn Thị Hào", "Nguyễn Thị Hòa", "typo"},
		{"Nguễn Thị Hàoo", "Nguyễn Thị Hào", "typo_far"},
		{"Lê HHoa", "Lê Quỳnh Hoa", "middle_typo"},
		{"Bảo Linh", "Trần Bảo Linh", "surname_missing"},
		{"Thủy Thảo", "Triệu Mạnh Thủy Thảo", "surname_missing"},
		{"Linh", "Trần Bảo Linh", "given"},
		{"Nguyên Thị", "Nguyễn Thị Ngọc", "part_missing"},
		{"Trần Thị Ngọc", "Nguyễn Thị Ngọc", "given_middle"},
		{"Nguyễn Kim Ngọc", "Nguyễn Thị Ngọc", "surname_given"},
		{"Nguyễn Thị Lan", "Nguyễn Thị Ngọc", "surname_middle"},
		{"Trần Kim Ngọc", "Nguyễn Thị Ngọc", "given"},
		{"Nguyễn Kim Lan", "Nguyễn Thị Ngọc", "surname"},
		{"Trần Kim Lan", "Nguyễn Thị Ngọc", "other"},
		{"", "Nguyễn Thị Ngọc", "missing"},
		{"Páo", "Giàng A Páo", "given"},
		{"Y Blơm", "Y Blơm Niê", "part_missing"},
	}
	for _, c := range cases {
		if got := level(t, "name", person{name: c.a}, person{name: c.b}); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
		if got := level(t, "father_name", person{father: c.b}, person{father: c.a}); got != c.want {
			t.Errorf("fathers %q, %q: %s, want %s", c.b, c.a, got, c.want)
		}
	}
}

func TestWordsNear(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"Lguyễn Dui", "Nguyễn Văn Duy", "words_near"},
		{"Chần Thị Hợii", "Trần Thị Hợi", "words_near"},
		{"Chần Thao", "Trần Văn Thao", "words_near"},
		{"Văn Minn", "Trương Văn Minh", "words_near"},
		{"Trần Bảo Linh", "Lê Bảo Linh", "given_middle"},   // another surname is no slip
		{"Hiệu Phạn Xuâm", "Phạm Xuân Hiếu", "words_near"}, // the given name first, and slips
		{"Dui Lguyễn", "Nguyễn Văn Duy", "other"},          // their order is one
		{"Lguyễn Văn An Duii", "Nguyễn Văn Duy", "other"},  // a word too many beside the slips
		{"Lguyễn V. Dui", "Nguyễn Văn Duy", "other"},       // initials have levels of their own
		{"Trần Thị U", "Chần Thị Ụn", "other"},             // too short to tell a slip from another name
		{"Nguyễn Thị Hào", "Nguyễn Thị Hòa", "typo"},       // nearer as a whole
	} {
		if got := level(t, "name", person{name: c.a}, person{name: c.b}); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
	people := testPeople([]person{{name: "Lguyễn Dui", date: "1980-03-05"}})
	others := testPeople(append(register(7, 500), person{name: "Nguyễn Văn Duy", date: "1980-03-05"}))
	s := newScorer(PriorModel(), people, others, nil, 1)
	w := s.worker()
	if lr, e := s.ratio(0, 500, w), explained(PriorModel(), people, others, 0, 500); math.Abs(math.Log2(lr)-e.Weight) > 1e-6 {
		t.Errorf("weight %v, explained as %v", math.Log2(lr), e.Weight)
	}
}

func TestCalledByHusbandsName(t *testing.T) {
	for _, c := range []struct{ a, b, husband, want string }{
		{"Bà Mai Dũng", "Nguyễn Thị Mai", "Trần Văn Dũng", "with_husband"},
		{"BA MAI DUNG", "Nguyễn Thị Mai", "Trần Văn Dũng", "with_husband"},
		{"Bà Mai Dũng", "Nguyễn Thị Mai", "Trần Văn Hùng", "other"}, // another's wife
		{"Bà Mai Dũng", "Nguyễn Thị Mai", "", "other"},
		{"Bà Mai Dũng", "Nguyễn Thị Lan", "Trần Văn Dũng", "other"},
		{"Trần Mai Dũng", "Nguyễn Thị Mai", "Trần Văn Dũng", "other"}, // a name of its own
	} {
		if got := level(t, "name", person{name: c.a}, person{name: c.b, spouse: c.husband}); got != c.want {
			t.Errorf("%q, %q with %q: %s, want %s", c.a, c.b, c.husband, got, c.want)
		}
	}
}

func TestDateLevels(t *testing.T) {
	cases := []struct{ a, b, want string }{
		{"1980-03-05", "1980-03-05", "same"},
		{"1980-05-03", "1980-03-05", "swapped"},
		{"1980-01-01", "1980-03-05", "stand_in"},
		{"1980-03-25", "1980-03-05", "day"},
		{"1980-08-05", "1980-03-05", "month"},
		{"1981-03-05", "1980-03-05", "year_near"},
		{"1890-03-05", "1980-03-05", "year_digit"},
		{"1908-03-05", "1980-03-05", "year_digit"},
		{"1988-03-05", "1980-03-05", "year_digit"},
		{"1980-11-25", "1980-03-05", "year"},
		{"1981-05-03", "1980-03-05", "two_slips"},
		{"1979-12-25", "1980-03-05", "near"},
		{"1980-05-04", "1980-03-05", "year"},
		{"1980-04-03", "1980-03-05", "year"},
		{"1981-03-06", "1980-03-05", "near"},
		{"1981-05-04", "1980-03-05", "near"},
		{"1981-04-03", "1980-03-05", "near"},
		{"1985-05-03", "1980-03-05", "other"},
		{"1981-04-05", "1980-03-05", "near"},
		{"1908-04-05", "1980-03-05", "other"},
		{"1908-03-06", "1980-03-05", "other"},
		{"1955-12-25", "1980-03-05", "other"},
		{"1980", "1980-03-05", "partial"},
		{"1980-03", "1980-03-05", "partial"},
		{"1980-04", "1980-03-05", "partial_near"},
		{"1981", "1980-03-05", "partial_near"},
		{"1970", "1980-03-05", "partial_slip"},
		{"1908", "1980-03-05", "partial_slip"},
		{"1957", "1980-03-05", "partial_other"},
		{"1952-03-05", "1980-03-05", "day_month"},
		{"1979-01-01", "1980-03-05", "stand_in_near"},
		{"1979-01-01", "1980-01-01", "stand_in_near"},
		{"1908-01-01", "1980-03-05", "stand_in_slip"},
		{"1970-01-01", "1980-01-01", "stand_in_slip"},
		{"1952-01-01", "1980-03-05", "stand_in_other"},
		{"1952-01-01", "1980-01-01", "stand_in_other"},
		{"1980-01-19", "1980-03-05", "lunar"},
		{"1980-01-18", "1980-03-05", "lunar"},
		{"1980-01-21", "1980-03-05", "year"},
		{"1979-12-13", "1980-01-30", "lunar"},
		{"1980-01-19", "1981-03-05", "near"},
		{"", "1980-03-05", "missing"},
	}
	for _, c := range cases {
		if got := level(t, "birth_date", person{date: c.a}, person{date: c.b}); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.a, c.b, got, c.want)
		}
		if got := level(t, "birth_date", person{date: c.b}, person{date: c.a}); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.b, c.a, got, c.want)
		}
	}
}

// TestOtherReadings: a date that has two readings is compared by either, and where neither is the other's, by the year of the second alone.
func TestOtherReadings(t *testing.T) {
	day := func(s string) uint32 { return uint32(testDate(s).Date) }
	right := testPeople(register(5, 200))
	c, _ := prepareDate(right, &Comparison{Kind: KindDate, Fields: []record.Field{record.BirthDate}}).join(testPeople([]person{{date: "1980"}}), 1)
	for _, x := range []struct {
		what             string
		left, leftElse   string
		right, rightElse string
		want             uint8
	}{
		{"the second reading of the register's", "1976-03-05", "", "1980-03-05", "1976-03-05", dateSwapped},
		{"the second reading of the record's", "1980-03-05", "1976-03-05", "1976-03-05", "", dateSwapped},
		{"both second readings", "1980-03-05", "1976-03-05", "1984-03-05", "1976-03-05", dateSwapped},
		{"two second readings", "1980-03-05", "1975-03-05", "1984-03-05", "1977-03-05", dateYearDigit},
		{"no second readings", "1952-03-05", "", "1980-03-05", "", dateDayMonth},
		{"the year of the second reading", "1976-11-25", "", "1980-03-05", "1976-03-05", dateYear},
		{"the next year, and the second reading's", "1981-11-25", "", "1980-03-05", "1981-03-05", dateYear},
		{"another year than the second reading's", "1955-11-25", "", "1980-03-05", "1976-03-05", dateOther},
		{"a year, the second reading's", "1976", "", "1980-03-05", "1976-03-05", datePartial},
		{"a year, neither", "1952", "", "1980-03-05", "1976-03-05", datePartialElse},
		{"of an age, the other year", "1980", "1979", "1979-05-06", "", datePartial},
		{"of an age, neither year", "1980", "1979", "1977-05-06", "", datePartialElse},
		{"of an age in the register, the other year", "1979-05-06", "", "1980", "1979", datePartial},
	} {
		var o outcome
		c.compare([]uint32{day(x.left), day(x.leftElse)}, []uint32{day(x.right), day(x.rightElse)}, nil, &o)
		if o.level != x.want {
			t.Errorf("%s: level %d, want %d", x.what, o.level, x.want)
		}
	}
	chance := func(left, leftElse, right string) float64 {
		var o outcome
		c.compare([]uint32{day(left), day(leftElse)}, []uint32{day(right), 0}, nil, &o)
		return o.f
	}
	year := chance("1980", "", "1980-03-05")
	if month, whole, age := chance("1980-03", "", "1980-03-05"), chance("1980-03-05", "", "1980"), chance("1980", "1979", "1980-03-05"); math.Abs(12*month-year) > 1e-9 || whole != year || age <= year {
		t.Errorf("strangers agree by a year %v of the time, by a month %v, by a year in the register %v, by one of two years %v", year, month, whole, age)
	}
}

func TestIDLevels(t *testing.T) {
	const id = 42203123456
	cases := []struct {
		a, b person
		want string
	}{
		{person{id: id}, person{id: id}, "same"},
		{person{id: id, old: 183000001}, person{id: id, old: 183999999}, "same"},
		{person{old: 183000001}, person{id: id, old: 183000001}, "same_9"},
		{person{id: 1, old: 183000001}, person{id: id, old: 183000001}, "mixed"},
		{person{id: 42203123457}, person{id: id}, "digit"},
		{person{id: 42203124356}, person{id: id}, "digit"},
		{person{id: 42003123456}, person{id: id}, "digit"},
		{person{id: 44103123456}, person{id: id}, "serial"},
		{person{old: 183000002}, person{old: 183000001}, "digit_9"},
		{person{id: 42203999999}, person{id: id}, "differ"},
		{person{id: 42203999999, date: "2003-05-17"}, person{id: id, date: "2003-05-17"}, "differ_own"},
		{person{id: 42203999999, date: "2003", sex: "male"}, person{id: id, date: "2003", sex: "male"}, "differ_own"},
		{person{id: 42203999999, date: "2003", sex: "female"}, person{id: id, date: "2003", sex: "male"}, "differ_foreign"},
		{person{id: 42176888888, date: "2003"}, person{id: id, date: "2003"}, "differ_foreign"},
		{person{id: 42176888888, date: "2003"}, person{id: id}, "differ_foreign"},
		{person{id: 42203999999, date: "2003"}, person{id: id}, "differ"},
		{person{slipped: 4220312345}, person{id: id}, "lost"},
		{person{slipped: 4203123456}, person{id: id}, "lost"},
		{person{slipped: 422203123456}, person{id: id}, "lost"},
		{person{slipped: 4220399999}, person{id: id}, "lost_other"},
		{person{slipped: 4220399999, old: 183000001}, person{id: id, old: 183000001}, "same_9"},
		{person{slipped: 4220312345, old: 183000001}, person{id: id, old: 183000001}, "lost"},
		{person{slipped: 4220312345}, person{slipped: 4220312345}, "missing"},
		{person{slipped: 4220312345}, person{old: 183000001}, "missing"},
		{person{old: 271999555}, person{old: 183000001}, "differ_9"},
		{person{old: 271999555}, person{id: id}, "missing"},
		{person{}, person{id: id}, "missing"},
	}
	for _, c := range cases {
		if got := level(t, "id", c.a, c.b); got != c.want {
			t.Errorf("%d/%d/%d, %d/%d/%d: %s, want %s", c.a.id, c.a.old, c.a.slipped, c.b.id, c.b.old, c.b.slipped, got, c.want)
		}
	}
}

// TestUnfitNumberOfTheRegister: a number of the register that does not fit its row is somebody else's only where he has it too. A twin whose number has
// a wrong digit for the sex is no second record of his brother.
func TestUnfitNumberOfTheRegister(t *testing.T) {
	record := testPeople([]person{{id: 42203999999, date: "2003-05-17", sex: "male"}})
	for _, c := range []struct {
		also uint64 // the number of one more row
		want string
	}{{42203777777, "differ"}, {42303123456, "differ_foreign"}} {
		right := testPeople([]person{{id: 42303123456, date: "2003-05-17", sex: "male"}, {id: c.also, date: "2003", sex: "female"}})
		e := explained(PriorModel(), record, right, 0, 0)
		if got := e.Comparisons[slices.IndexFunc(e.Comparisons, func(c pair.Item) bool { return c.Name == "id" })].Level; got != c.want {
			t.Errorf("beside %d: %s, want %s", c.also, got, c.want)
		}
	}
}

// TestWhoseNumber: that two whole numbers differ says much less where one of them is a wife's or a father's than where each fits its row.
func TestWhoseNumber(t *testing.T) {
	weight := func(id uint64) float64 {
		right := testPeople(append([]person{{id: 42203123456, date: "2003-05-17", sex: "male"}}, register(7, 500)...))
		e := explained(PriorModel(), testPeople([]person{{id: id, date: "2003-05-17", sex: "male"}}), right, 0, 0)
		return e.Comparisons[slices.IndexFunc(e.Comparisons, func(c pair.Item) bool { return c.Name == "id" })].Weight
	}
	own, wife := weight(42203999999), weight(42304888888)
	if own > wife-3 || wife > 0 {
		t.Errorf("a number of one's own that differs weighs %.2f bits, a wife's %.2f", own, wife)
	}
}

// TestSlippedNumbers holds slipLevel against the texts: one number is the other without one of its digits.
func TestSlippedNumbers(t *testing.T) {
	r := random(97)
	for range 20_000 {
		whole := "0" + fmt.Sprintf("%02d", 1+r.n(96)) + fmt.Sprintf("%09d", r.n(1_000_000_000))
		var slip string
		at := 1 + r.n(11)
		switch r.n(4) {
		case 0:
			slip = whole[:at] + whole[at+1:]
		case 1:
			slip = whole[:at] + strconv.Itoa(r.n(10)) + whole[at:]
		case 2:
			slip = whole[:at] + whole[min(at+2, 12):] + strconv.Itoa(r.n(10))
		case 3:
			slip = whole[:at] + strconv.Itoa(r.n(10)) + whole[min(at, 10):10] + fmt.Sprintf("%02d", r.n(100))
		}
		a, err := strconv.ParseUint(slip, 10, 64)
		if len(slip) != 12+record.DigitsOff(a) || err != nil {
			continue // such as 0 put before a province below 10: it cannot be told from a number too short, and is not kept
		}
		b, _ := strconv.ParseUint(whole, 10, 64)
		long, short := whole, slip
		if len(slip) > len(whole) {
			long, short = slip, whole
		}
		want := uint8(idLostOther)
		for i := range long {
			if long[:i]+long[i+1:] == short {
				want = idLost
			}
		}
		if got := slipLevel(a, b, true, false); got != want {
			t.Errorf("%s, %s: level %d, want %d", slip, whole, got, want)
		}
		if got := slipLevel(b, a, false, true); got != want {
			t.Errorf("%s, %s: level %d, want %d", whole, slip, got, want)
		}
	}
}

// TestHiddenDigits: what is shown of a number tells whose it is by the digits that birth, sex and province do not tell already.
func TestHiddenDigits(t *testing.T) {
	whole := person{id: 42_063_817_449, name: "Lê An", sex: "male", date: "1963-01-02"}
	c := func(shown string) (uint8, float64) {
		row := person{slipped: record.Shown([]byte(shown)), name: whole.name, sex: whole.sex, date: whole.date}
		if head, cut := strings.CutSuffix(shown, "xxx"); cut && !strings.Contains(head, "x") {
			row.old, _ = strconv.ParseUint(head, 10, 64)
		}
		list := testPeople([]person{row})
		s := newScorer(PriorModel(), list, testPeople([]person{whole, {id: 42_063_817_448, name: "Lê Anh"}}), nil, 1)
		w := s.worker()
		s.ratio(0, 0, w)
		for i := range s.comps {
			if s.comps[i].def.Kind == KindID {
				return w.levels[i], w.seen[i].u
			}
		}
		return missing, 0
	}
	for _, x := range []struct {
		shown string
		level uint8
		u     float64
	}{
		{"0420xxxx7449", idLost, 1e-4}, {"xxxxxx817449", idLost, 1e-6}, {"042063xxxxxx", idLost, 1}, {"042063xxxx49", idLost, 1e-2},
		{"0420xxxx7448", idLostOther, 1}, {"042163xxxxxx", idLostOther, 1},
	} {
		if level, u := c(x.shown); level != x.level || math.Abs(u/x.u-1) > 1e-9 {
			t.Errorf("%s: level %d, chance %g; want %d, %g", x.shown, level, u, x.level, x.u)
		}
	}
	// Nine digits are what is left of a number whose last three were cut off, or a CMND, which says nothing of it.
	for cut, want := range map[string]uint8{"042063817xxx": idLost, "042063818xxx": missing} {
		if level, _ := c(cut); level != want {
			t.Errorf("%s, which may be a CMND: level %d, want %d", cut, level, want)
		}
	}
	// Of the register such a number is none.
	s := newScorer(PriorModel(), testPeople([]person{whole}), testPeople([]person{{slipped: record.Shown([]byte("0420xxxx7449")), name: whole.name}, whole}), nil, 1)
	w := s.worker()
	s.ratio(0, 0, w)
	for i := range s.comps {
		if s.comps[i].def.Kind == KindID && w.levels[i] != missing {
			t.Errorf("a number of the register of which digits are hidden: level %d", w.levels[i])
		}
	}
}

func TestPlaceLevels(t *testing.T) {
	old := func(unit uint32, district, province uint16, candidates ...uint32) record.Place {
		return record.Place{Unit: unit, District: district, Province: province, Level: record.LevelCommune, Candidates: candidates, Provinces: []uint16{42}}
	}
	now := func(unit uint32) record.Place {
		return record.Place{Unit: unit, Province: 42, Level: record.LevelCommune, NewUnits: true, Candidates: []uint32{unit}, Provinces: []uint16{42}}
	}
	in := func(p record.Place, hamlet string) record.Place { p.Hamlet = hamlet; return p }
	province := record.Place{Province: 42, Level: record.LevelProvince, Provinces: []uint16{42}}
	away := record.Place{Unit: 1, Province: 1, Level: record.LevelCommune, NewUnits: true, Candidates: []uint32{1}, Provinces: []uint16{1}}
	cases := []struct {
		name string
		a, b record.Place
		want uint8
	}{
		{"same unit", now(18409), now(18409), placeCommune},
		{"same hamlet", in(now(18409), "thon 3"), in(now(18409), "thon 3"), placeHamlet},
		{"same hamlet over the reform", in(old(18400, 440, 42, 18409), "thon 3"), in(now(18409), "thon 3"), placeHamlet},
		{"another hamlet", in(now(18409), "thon 3"), in(now(18409), "thon 4"), placeOtherHamlet},
		{"a hamlet with the old commune's name behind it", in(old(18400, 440, 42, 18409), "thon 3"), in(now(18409), "thon 3 nam dien"), placeCommune},
		{"another hamlet that begins alike", in(now(18409), "thon 3"), in(now(18409), "thon 30"), placeOtherHamlet},
		{"a house of the hamlet", in(now(18409), "276a hai ba trung khoi 4"), in(now(18409), "khoi 4"), placeHamlet},
		{"something else before the hamlet", in(now(18409), "tram bien ap trung hoa 6 ban po ho"), in(now(18409), "ban po ho"), placeHamlet},
		{"one house, the hamlet of one not known", in(now(18409), "7 ly thuong kiet"), in(now(18409), "7 ly thuong kiet to 2"), placeHamlet},
		{"a group of the hamlet", in(now(18409), "thon dong to 5"), in(now(18409), "thon dong"), placeHamlet},
		{"groups of one number in two hamlets", in(now(18409), "thon dong to 5"), in(now(18409), "thon tay to 5"), placeOtherHamlet},
		{"one name under another word", in(now(18409), "ban po ho"), in(now(18409), "thon po ho"), placeHamlet},
		{"a slip in the hamlet's name", in(now(18409), "ban po ho"), in(now(18409), "ban pho ho"), placeHamlet},
		{"a house here, a hamlet there", in(now(18409), "7 ly thuong kiet"), in(now(18409), "to 2"), placeCommune},
		{"two houses", in(now(18409), "7 ly thuong kiet"), in(now(18409), "9 ly thuong kiet"), placeOtherHamlet},
		{"one hamlet not known", in(now(18409), "thon 3"), now(18409), placeCommune},
		{"old and what became of it", old(18400, 440, 42, 18409), now(18409), placeCommune},
		{"a split unit and one of its parts", old(18400, 440, 42, 18409, 18410), now(18410), placeCommune},
		{"same district", old(18400, 440, 42, 18409), old(18401, 440, 42, 18500), placeDistrict},
		{"same province", now(18409), now(18500), placeProvince},
		{"known to the province", now(18409), province, placeToProvince},
		{"known to the district", old(18400, 440, 42, 18409), record.Place{District: 440, Province: 42, Level: record.LevelDistrict, Provinces: []uint16{42}}, placeToDistrict},
		{"a divided province and one of its parts", now(18409), record.Place{Level: record.LevelProvince, Provinces: []uint16{40, 42}}, placeToProvince},
		{"a divided province and another one", away, record.Place{Level: record.LevelProvince, Provinces: []uint16{40, 42}}, placeOther},
		{"two divided provinces", record.Place{Level: record.LevelProvince, Provinces: []uint16{40, 42}}, record.Place{Level: record.LevelProvince, Provinces: []uint16{1, 2}}, placeOther},
		{"elsewhere", now(18409), away, placeOther},
		{"not known", record.Place{}, away, missing},
	}
	for _, c := range cases {
		table := &placeTable{places: make([]placeInfo, 1), whole: make([]record.Place, 1), weighed: 1}
		codes := [2]uint32{table.of(c.a), table.of(c.b)}
		p := table.comparer(0)
		p.elsewhere = 1
		for i := range codes {
			var o outcome
			w := &worker{caches: [][]cacheEntry{make([]cacheEntry, cacheSize)}}
			p.compare([]uint32{codes[i], 0}, []uint32{codes[1-i], 0}, w, &o)
			if o.level != c.want {
				t.Errorf("%s: level %d, want %d", c.name, o.level, c.want)
			}
		}
	}
}

// TestNumberOneSlipOff holds a number one slip of the hand off another to say nothing: neither that they are the same nor that they differ.
func TestNumberOneSlipOff(t *testing.T) {
	c := &codeComparer{same: make([]float64, 6), other: 1, digits: []uint64{0, 903123456, 903123465, 903123556, 903133457, 1}}
	for _, r := range []struct {
		l, r  uint32
		level uint8
	}{{1, 1, codeSame}, {1, 2, missing}, {1, 3, missing}, {1, 4, codeOther}, {1, 5, codeOther}, {0, 1, missing}} {
		var o outcome
		c.compare([]uint32{r.l}, []uint32{r.r}, nil, &o)
		if o.level != r.level {
			t.Errorf("%d and %d: level %d, want %d", c.digits[r.l], c.digits[r.r], o.level, r.level)
		}
	}
}

// The chance that a stranger's name fits an abbreviated one is that of all names it may stand for, whichever of the two rows has it.
func TestChanceOfInitials(t *testing.T) {
	strangers := register(11, 3000)
	evidence := func(a, b string) pair.Item {
		e := explained(PriorModel(), testPeople([]person{{name: a}}), testPeople(append([]person{{name: b}}, strangers...)), 0, 0)
		return e.Comparisons[slices.IndexFunc(e.Comparisons, func(c pair.Item) bool { return c.Name == "name" })]
	}
	for _, c := range []struct{ short, full string }{
		{"N. V. Hùng", "Nguyễn Văn Hùng"}, {"L. Thị Lan", "Lý Thị Lan"}, {"Lê V. Dũng", "Lê Văn Dũng"}, {"N. T. Mai", "Ngô Thị Mai"},
	} {
		fit := 0.
		for _, p := range strangers {
			if initialsFit(testName(c.short).Folded, testName(p.name).Folded) {
				fit++
			}
		}
		want := fit / float64(len(strangers))
		for _, e := range []pair.Item{evidence(c.short, c.full), evidence(c.full, c.short)} {
			if e.Level != "initials" || e.Chance > 3*want || e.Chance < want/3 {
				t.Errorf("%s beside %s: %s, chance %.6f, of the register's names %.6f fit", e.Left, e.Right, e.Level, e.Chance, want)
			}
		}
	}
	// With other marks the given name is another one, or has a slip.
	if same, other := evidence("N. V. Hùng", "Nguyễn Văn Hùng"), evidence("N. V. Hưng", "Nguyễn Văn Hùng"); other.Weight > same.Weight-2 {
		t.Errorf("a given name with other marks weighs %.1f bits, the same one %.1f", other.Weight, same.Weight)
	}
}

// TestPhoneDigit: of telephones one slip apart hardly any are two strangers', but where the register's own are as near; of other numbers such a slip says nothing.
func TestPhoneDigit(t *testing.T) {
	level := func(left, right person, more ...person) (map[string]uint8, float64) {
		s := newScorer(PriorModel(), testPeople([]person{left}), testPeople(append([]person{right}, more...)), nil, 1)
		w := s.worker()
		w.trace = true
		s.ratio(0, 0, w)
		levels, u := map[string]uint8{}, 0.
		for i, c := range s.comps {
			if levels[c.def.Name] = w.levels[i]; c.def.Name == "phone" {
				u = w.seen[i].u
			}
		}
		return levels, u
	}
	row := person{name: "Lê An", date: "1963-01-02", phone: "0912345678", home: "123456"}
	for phone, want := range map[string]uint8{"0912345678": codeSame, "0912345679": codeDigit, "0912346578": codeDigit, "0912345697": codeOther, "": missing} {
		if got, _ := level(person{name: "Lê An", phone: phone, home: "123457"}, row); got["phone"] != want || got["household"] != missing {
			t.Errorf("%q: level %d, of the household's number %d; want %d, %d", phone, got["phone"], got["household"], want, missing)
		}
	}
	var others, near []person
	for i := range 2_000 {
		others = append(others, person{name: "Lê An", phone: fmt.Sprintf("09%08d", 37*i*i%100_000_000)})
		near = append(near, person{name: "Lê An", phone: fmt.Sprintf("09%08d", 40_000_000+i)})
	}
	left := person{name: "Lê An", phone: "0912345679"}
	_, apart := level(left, row, others...)
	_, together := level(left, row, near...)
	if apart > 1e-5 || together < 100*apart {
		t.Errorf("chance of a stranger's number to be one digit off: %g; in a register whose numbers are in order %g", apart, together)
	}
}
