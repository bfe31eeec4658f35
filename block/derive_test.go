package block

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestTextKey(t *testing.T) {
	for _, c := range []struct {
		text   string
		derive Derive
		want   string
	}{
		{"abc", Head3, "abc"}, {"ab", Head3, ""}, {"a b cd", Head3, "abc"},
		{"abcd", Head4, "abcd"}, {"abc", Head4, ""}, {"abcdef", Head6, "abcdef"}, {"abcdefg", Head6, "abcdef"}, {"abcde", Head6, ""},
		{"abcde", Tail4, "bcde"}, {"abcd", Tail4, ""}, {"ab cde", Tail4, "bcde"},
		{"19900506", DayMonthText, "0506"}, {"19900605", DayMonthText, "0506"}, {"19900101", DayMonthText, ""}, {"199005", DayMonthText, ""}, {"19900506x", DayMonthText, ""},
		{"lee an", Soundex, "l000"}, {"an lee", Soundex, "a500"}, {"abcdef", Exact, ""},
	} {
		if got := textKey(c.text, c.derive); got != c.want {
			t.Errorf("%s of %q: %q, want %q", deriveWords[c.derive], c.text, got, c.want)
		}
	}
}

// TestDateKey: what a derived key holds to be one date, and that it lacks what it asks for. A day that stands for the year is the year alone.
func TestDateKey(t *testing.T) {
	full := record.DateValue{Date: record.MakeDate(1990, 5, 6)}
	on := func(y, m, d int) record.DateValue { return record.DateValue{Date: record.MakeDate(y, m, d)} }
	standIn := full
	standIn.Faults = record.FaultStandIn
	for name, c := range map[string]struct {
		date    record.DateValue
		same    []Derive // the keys by which it is the full date
		missing []Derive
	}{
		"the same day":          {full, []Derive{Day, DaySorted, DayMonth, YearMonth, Year}, nil},
		"day and month changed": {on(1990, 6, 5), []Derive{DaySorted, DayMonth, Year}, nil},
		"another year":          {on(1991, 5, 6), []Derive{DayMonth}, nil},
		"another day":           {on(1990, 5, 7), []Derive{YearMonth, Year}, nil},
		"a month":               {on(1990, 5, 0), []Derive{YearMonth, Year}, []Derive{Day, DaySorted, DayMonth}},
		"a year":                {on(1990, 0, 0), []Derive{Year}, []Derive{Day, DaySorted, DayMonth, YearMonth}},
		"new year":              {on(1990, 1, 1), []Derive{Year}, []Derive{Day, DaySorted, DayMonth, YearMonth}},
		"a day that stands in":  {standIn, []Derive{Year}, []Derive{Day, DaySorted, DayMonth, YearMonth}},
		"no date":               {record.DateValue{}, nil, []Derive{Day, DaySorted, DayMonth, YearMonth, Year}},
	} {
		for _, d := range []Derive{Day, DaySorted, DayMonth, YearMonth, Year} {
			got, is := dateKey(c.date, d), func(of []Derive) bool {
				for _, x := range of {
					if x == d {
						return true
					}
				}
				return false
			}
			if same := got == dateKey(full, d); same != is(c.same) {
				t.Errorf("%s: %s the same is %v", name, deriveWords[d], same)
			}
			if missing := got == 0; missing != is(c.missing) {
				t.Errorf("%s: %s missing is %v", name, deriveWords[d], missing)
			}
		}
	}
}

// TestNameHash: which names are one by a key. Those without the part it asks for have none.
func TestNameHash(t *testing.T) {
	const name = "Lê Thị Ngọc Lan"
	for _, c := range []struct {
		derive    Derive
		same, not []string
	}{
		{Surname, []string{"Lê An"}, []string{"Hồ Thị Ngọc Lan", "Lan Lê"}},
		{Given, []string{"Hồ Lan"}, []string{"Lê Thị Ngọc Lam", "Lan Lê"}},
		{SurnameGiven, []string{"Lê Lan"}, []string{"Lan Lê", "Lê Thị Ngọc", "Hồ Lan"}},
		{SurnameMiddle, []string{"Lê Thị Ngọc An"}, []string{"Lê Thị Lan", "Hồ Thị Ngọc Lan"}},
		{MiddleGiven, []string{"Hồ Thị Ngọc Lan"}, []string{"Lê Ngọc Lan", "Lê Thị Ngọc An"}},
		{Letters, []string{"Lê Thịngọc Lan", "Lê Thị Ngọ Clan"}, []string{"Lê Thị Ngọc La"}},
		{Initials, []string{"Lý Thu Nga Loan"}, []string{"Lê Thị Lan", "Lê Thịnh Ngọc An", "Thị Lê Ngọc Lan"}},
		{SortedWords, []string{"Lan Lê Ngọc Thị"}, []string{"Lê Thị Lan", "Lê Lê Ngọc Lan"}},
		{Outer, []string{"Lan Văn Lê", "Lê Lan"}, []string{"Lê Thị Ngọc", "Lê Thị Lê"}},
		{Phonetic, []string{"Lê Thị Ngọc Nan", "Nê Thị Ngọc Lan"}, []string{"Lê Thị Ngọc Lam"}},
		{PhoneticGiven, []string{"Hồ Nan"}, []string{"Lê Thị Ngọc Lam"}},
		{Exact, []string{"Le Thi Ngoc Lan"}, []string{"Lê Thị Lan"}},
	} {
		hash := func(s string) uint64 { return nameHash(nameOf(s), c.derive, sounds{}) }
		for _, s := range c.same {
			if hash(s) != hash(name) {
				t.Errorf("%s: %s is not %s", deriveWords[c.derive], s, name)
			}
		}
		for _, s := range c.not {
			if hash(s) == hash(name) {
				t.Errorf("%s: %s is %s", deriveWords[c.derive], s, name)
			}
		}
		if hash(name) == 0 {
			t.Errorf("%s: %s has none", deriveWords[c.derive], name)
		}
	}
	for _, d := range []Derive{Surname, SurnameGiven, Outer, SurnameMiddle} {
		if got := nameHash(nameOf("Lan"), d, sounds{}); got != 0 {
			t.Errorf("%s of a given name alone: %d", deriveWords[d], got)
		}
	}
}

// TestSlippedKey: the whole end of a number with a slip meets the right one's, be it the beginning or the end, and hidden digits meet nothing.
func TestSlippedKey(t *testing.T) {
	const whole = 42_063_817_449
	for what, c := range map[string]struct {
		slipped    uint64
		head, tail bool // meets the whole one's
	}{
		"the last digit lost":     {4_206_381_744, true, false},
		"one of the last lost":    {4_206_381_749, true, false},
		"one of the last twice":   {420_638_174_449, true, false},
		"one of the first lost":   {4_203_817_449, false, true},
		"one of the first twice":  {420_063_817_449, false, true},
		"the last three hidden":   {record.Shown([]byte("042063817***")), true, false},
		"one of the first hidden": {record.Shown([]byte("0420*3817449")), false, false},
		"no number":               {0, false, false},
	} {
		for d, want := range map[Derive]bool{IDHead: c.head, IDTail: c.tail} {
			if got := slippedKey(c.slipped, d); (got == idKey(whole, d)) != want {
				t.Errorf("%s: %s is %d, the whole number's %d", what, deriveWords[d], got, idKey(whole, d))
			}
		}
	}
	for _, n := range []uint64{0, record.Shown([]byte("0420*3817449"))} {
		if head, tail := slippedKey(n, IDHead), slippedKey(n, IDTail); head != 0 || tail != 0 {
			t.Errorf("%d has a head %d and a tail %d", n, head, tail)
		}
	}
}

// TestIDsOfAnyColumn: the keys of personal IDs are made of a head's number as of the row's own, which is kept by row.
func TestIDsOfAnyColumn(t *testing.T) {
	const whole, old = 42_063_817_449, 183_000_001
	p := people([]cell{{id12: whole, id9: old}})
	p.IDs = map[record.Field]*record.Values[record.PersonalID]{record.HeadID: {Codes: []uint32{0}, Canon: []uint32{1}, Count: 1,
		Dict: []record.PersonalID{{Number: whole, Old: old}}}}
	seen := map[uint64]Derive{}
	for _, d := range []Derive{ID12, ID9, IDHead, IDTail} {
		own, head := derive(p, Key{record.PersonalIDNo, d}, nil, 1).at(0), derive(p, Key{record.HeadID, d}, nil, 1).at(0)
		if own == 0 || head == 0 {
			t.Errorf("%s is missing: own %d, head's %d", deriveWords[d], own, head)
		}
		if other, ok := seen[head]; ok {
			t.Errorf("%s is %s", deriveWords[d], deriveWords[other])
		}
		seen[head] = d
	}
	p.IDs[record.HeadID].Dict[0] = record.PersonalID{}
	for _, d := range []Derive{ID12, ID9, IDHead, IDTail} {
		if got := derive(p, Key{record.HeadID, d}, nil, 1).at(0); got != 0 {
			t.Errorf("%s of no number: %d", deriveWords[d], got)
		}
	}
	p.ID12, p.ID9, p.IDs[record.PersonalIDNo] = nil, nil, p.IDs[record.HeadID]
	p.IDs[record.PersonalIDNo].Dict[0] = record.PersonalID{Number: whole}
	if derive(p, Key{record.PersonalIDNo, IDTail}, nil, 1).at(0) == 0 {
		t.Error("a table whose numbers are not kept by row has none")
	}
	if derive(p, Key{record.MotherID, ID12}, nil, 1).at(0) != 0 {
		t.Error("a column that is not there has a number")
	}
}

// TestExactOfAnyKind: a field's canonical values meet where they are the same, of whatever kind they are, an old number where there is no new one.
func TestExactOfAnyKind(t *testing.T) {
	number := func(values ...record.PersonalID) *record.People {
		return &record.People{IDs: map[record.Field]*record.Values[record.PersonalID]{record.HeadID: {Codes: []uint32{0, 1, 2}, Canon: []uint32{1, 2, 0}, Count: 2, Dict: values}}}
	}
	for name, c := range map[string]struct {
		p     *record.People
		field record.Field
	}{
		"name":          {people([]cell{{name: "Lê An"}, {name: "Lê Ân"}, {}}), record.FullName},
		"date":          {people([]cell{{born: record.MakeDate(1990, 5, 6)}, {born: record.MakeDate(1990, 5, 0)}, {}}), record.BirthDate},
		"code":          {people([]cell{{sex: record.SexMale}, {sex: record.SexFemale}, {}}), record.Sex},
		"text":          {people([]cell{{phone: "1"}, {phone: "2"}, {}}), record.Phone},
		"number":        {number(record.PersonalID{Number: 42_063_817_449, Old: 1}, record.PersonalID{Number: 42_063_817_440, Old: 1}, record.PersonalID{}), record.HeadID},
		"an old number": {number(record.PersonalID{Old: 1}, record.PersonalID{Old: 2}, record.PersonalID{}), record.HeadID},
		"place": {&record.People{Places: map[record.Field]*record.Values[record.Place]{record.BirthPlace: {Codes: []uint32{0, 1, 2}, Canon: []uint32{1, 2, 0}, Count: 2,
			Dict: []record.Place{{Unit: 1}, {Unit: 2}, {}}}}}, record.BirthPlace},
		"a sector's number": {&record.People{Numbers: map[record.Field]*record.Values[record.Number]{record.CardNumber: {Codes: []uint32{0, 1, 2}, Canon: []uint32{1, 2, 0}, Count: 2,
			Dict: []record.Number{{Text: "1"}, {Text: "2"}, {}}}}}, record.CardNumber},
	} {
		col := derive(c.p, Key{c.field, Exact}, nil, 1)
		if one, other, none := col.at(0), col.at(1), col.at(2); one == 0 || other == 0 || one == other || none != 0 {
			t.Errorf("%s: %d and %d, missing %d", name, one, other, none)
		}
	}
}

// TestLikelyCommune: an abolished unit stands for the first of the few it was split between, and a name all over the country for none.
func TestLikelyCommune(t *testing.T) {
	for n, want := range []uint32{0, 10, 10, 10, 10, 0} {
		var p record.Place
		for i := range n {
			p.Candidates = append(p.Candidates, uint32(10+i))
		}
		if got := likelyCommune(p); got != want {
			t.Errorf("of %d units: %d, want %d", n, got, want)
		}
	}
}

// TestHomeOfSeveralAddresses: the first address that tells is a row's home, and a unit that was split counts where no address tells.
func TestHomeOfSeveralAddresses(t *testing.T) {
	at := func(hamlet string, units ...uint32) *record.Values[record.Place] {
		return &record.Values[record.Place]{Codes: []uint32{0}, Canon: []uint32{1}, Count: 1, Dict: []record.Place{{Level: record.LevelCommune, Candidates: units, Hamlet: hamlet}}}
	}
	home := func(d Derive, of map[record.Field]*record.Values[record.Place]) uint64 {
		p := people([]cell{{}})
		p.Places = of
		return derive(p, Key{record.PermanentCommune, d}, nil, 1).at(0)
	}
	permanent, current := at("thon 1", 7), at("thon 2", 8)
	both := map[record.Field]*record.Values[record.Place]{record.PermanentAddress: permanent, record.CurrentAddress: current}
	if got, want := home(Hamlet, both), home(Hamlet, map[record.Field]*record.Values[record.Place]{record.PermanentAddress: permanent}); got != want || got == 0 {
		t.Errorf("permanent and current address: %d, want the permanent one's %d", got, want)
	}
	split := map[record.Field]*record.Values[record.Place]{record.PermanentAddress: at("thon 1", 7, 9), record.CurrentAddress: current}
	if got, want := home(Commune, split), home(Commune, map[record.Field]*record.Values[record.Place]{record.CurrentAddress: current}); got != want || got == 0 {
		t.Errorf("a split unit and a current address: %d, want the current one's %d", got, want)
	}
	delete(split, record.CurrentAddress)
	if got, want := home(Commune, split), home(Commune, map[record.Field]*record.Values[record.Place]{record.PermanentAddress: at("", 7)}); got != want || got == 0 {
		t.Errorf("a split unit alone: %d, want its first part's %d", got, want)
	}
}

// TestWordSlots: the column of each slot there is can be made, and of no other; a row has the word of the slot that makes the fewest pairs.
func TestWordSlots(t *testing.T) {
	const field record.Field = "title"
	titles := func(texts ...string) *record.People {
		v := &record.Values[string]{}
		for i, s := range texts {
			v.Codes, v.Dict, v.Canon = append(v.Codes, uint32(i)), append(v.Dict, s), append(v.Canon, uint32(i+1))
		}
		return &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, len(texts))...)}, Texts: map[record.Field]*record.Values[string]{field: v}}
	}
	for text, want := range map[string]bool{"0": false, "1": true, fmt.Sprint(2 * wordSlots): true, fmt.Sprint(2*wordSlots + 1): false, "x": false} {
		p := titles("a b", "a c")
		name := field + WordMark + record.Field(text)
		combineWords(name, []*record.People{p})
		if got := p.Texts[name] != nil; got != want {
			t.Errorf("the column of slot %s is there: %v, want %v", text, got, want)
		}
	}
	p, other := titles("a b", "a b", "a c"), titles("a", "b")
	made := p.Texts[field]
	name := field + WordMark + "1"
	p.Texts[name] = made
	if combineWords(name, []*record.People{p, other}); p.Texts[name] != made || other.Texts[name] != nil {
		t.Error("a column that is there was made again")
	}
	found := map[string]int{}
	for slot := range wordSlots {
		pairs := wordPairs(p, nil, field, slot)
		col := p.Texts[wordSlot(p, field, slot, pairs)]
		for row := range p.Rows() {
			if w := col.At(row); w != "" {
				if text(w)%wordSlots != uint64(slot) {
					t.Errorf("%q is of another slot than %d", w, slot)
				}
				found[w]++
			}
		}
	}
	if found["c"] != 0 || found["b"] != 2 || text("a")%wordSlots != text("b")%wordSlots && found["a"] != 3 {
		t.Errorf("rows by word %v: c is in one row alone, b in two", found)
	}
}

// TestWordPairs: a word that gives a row more partners than its slot's words may makes no pairs.
func TestWordPairs(t *testing.T) {
	const field record.Field = "title"
	of := func(rows int) *record.People {
		return &record.People{Texts: map[record.Field]*record.Values[string]{field: {Codes: make([]uint32, rows), Dict: []string{"a"}, Canon: []uint32{1}}}}
	}
	for _, c := range []struct{ slot, most int }{{0, rarePartners}, {wordSlots - 1, rarePartners}, {wordSlots, commonPartners}} {
		for n, want := range map[int]int{1: 0, 2: 1, c.most + 1: c.most * (c.most + 1) / 2, c.most + 2: 0} {
			if got := wordPairs(of(n), nil, field, c.slot)("a"); got != want {
				t.Errorf("slot %d, a word of %d rows: %d pairs, want %d", c.slot, n, got, want)
			}
		}
		for n, want := range map[int]int{0: 0, 1: 3, c.most: 3 * c.most, c.most + 1: 0} {
			if got := wordPairs(of(3), of(n), field, c.slot)("a"); got != want {
				t.Errorf("slot %d, a word of 3 rows and %d: %d pairs, want %d", c.slot, n, got, want)
			}
		}
	}
}
