package cluster

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestSurvivor(t *testing.T) {
	full := person{id: "9", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an, father: "Nguyễn Văn Bình", updated: "2024-01-01"}
	with := func(id string, change func(p *person)) person { p := full; p.id = id; change(&p); return p }
	for name, c := range map[string]struct {
		rows   []person
		want   uint32
		reason string
	}{
		"more fields":            {[]person{with("1", func(p *person) { p.father = "" }), full}, 1, ReasonComplete},
		"a number that fits":     {[]person{with("1", func(p *person) { p.number = 42_190_000_123 }), full}, 1, ReasonAccurate},
		"a full date":            {[]person{with("1", func(p *person) { p.born = "1990" }), full}, 1, ReasonAccurate},
		"marks":                  {[]person{with("1", func(p *person) { p.name = "nguyen van an" }), full}, 1, ReasonAccurate},
		"the majority":           {[]person{with("1", func(p *person) { p.father = "Nguyễn Văn Bính" }), full, with("10", func(*person) {})}, 1, ReasonFirst},
		"cancelled, if complete": {[]person{with("1", func(p *person) { p.status, p.household = record.StatusCancelled, "H1" }), full}, 1, ReasonAccurate},
		"updated last":           {[]person{with("1", func(p *person) { p.updated = "2023-12-31" }), full}, 1, ReasonRecent},
		"the smallest id":        {[]person{with("10", func(*person) {}), full}, 1, ReasonFirst},
	} {
		q := newQuality(people(c.rows...))
		rows := make([]uint32, len(c.rows))
		for i := range rows {
			rows[i] = uint32(i)
		}
		if row, reason := q.survivor(rows); row != c.want || reason != c.reason {
			t.Errorf("%s: row %d, %s; want row %d, %s", name, row, reason, c.want, c.reason)
		}
	}
}

func TestCompareIDs(t *testing.T) {
	ordered := []string{"", "2", "10", "010", "A2", "A10", "A10B", "B1"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := CompareIDs(a, b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("CompareIDs(%q, %q) = %d", a, b, got)
			}
		}
	}
}

func TestMerge(t *testing.T) {
	p := people(
		person{id: "1", name: "nguyen van an", born: "1990", sex: record.SexMale, number: 42_190_000_123, household: "H1", head: "Nguyễn Văn Bình", status: record.StatusLiving, updated: "2020-01-01"},
		person{id: "2", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an, household: "H1", updated: "2021-01-01", status: record.StatusLiving},
		person{id: "3", name: "Nguyễn Văn Ân", born: "1991-05-06", sex: record.SexFemale, household: "H2", head: "Lê Hoa", status: record.StatusDead, updated: "2022-01-01"},
		person{id: "4", name: "Nguyễn Văn An", born: "1990"},
	)
	g := Merge(p, []record.Cluster{{Rows: []uint32{0, 1, 2, 3}, Survivor: 1}})[0]
	want := map[record.Field]uint32{
		record.RecordID:     1,
		record.FullName:     1, // with marks, and as most have it; row 3 has it too, row 1 is the more recent
		record.BirthDate:    1, // a full date, which the years of two others agree with
		record.Sex:          1, // the majority, the survivor's
		record.PersonalIDNo: 1, // the only one that fits its own record
		record.HouseholdID:  2, // the most recent, and with it the head
		record.HeadName:     2,
		record.Status:       2, // likewise
		record.UpdatedAt:    2,
	}
	from := map[record.Field]uint32{}
	for _, k := range g.Kept {
		from[k.Field] = k.Row
	}
	if !maps.Equal(from, want) || len(from) != len(g.Kept) {
		t.Errorf("from %v, want %v", g.Kept, want)
	}
	why := map[record.Field]string{}
	for _, c := range g.Choices {
		why[c.Field] = c.Reason
		if c.Others == 0 && c.Reason != KeptTogether {
			t.Errorf("%+v: no choice", c)
		}
	}
	if want := map[record.Field]string{
		record.FullName: KeptMajority, record.BirthDate: KeptMajority, record.Sex: KeptNumber, record.PersonalIDNo: KeptValid,
		record.HouseholdID: KeptRecent, record.HeadName: KeptTogether, record.Status: KeptRecent, record.UpdatedAt: KeptRecent,
	}; !maps.Equal(why, want) {
		t.Errorf("reasons %v, want %v", why, want)
	}
	if row, there := g.Row(record.FatherName); there {
		t.Errorf("a father's name of row %d", row)
	}
}

// TestMergeReasons: each thing a value is judged by decides somewhere, over all that come after it.
func TestMergeReasons(t *testing.T) {
	a := person{id: "1", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an, updated: "2020-01-01"}
	with := func(p person, change func(p *person)) person { change(&p); return p }
	later := func(p *person) { p.id, p.updated = "2", "2021-01-01" }
	for name, c := range map[string]struct {
		rows     []person
		survivor uint32
		field    record.Field
		from     uint32
		reason   string
	}{
		"valid":    {[]person{a, with(with(a, later), func(p *person) { p.number = 42_190_000_123 })}, 1, record.PersonalIDNo, 0, KeptValid},
		"number":   {[]person{a, with(with(a, later), func(p *person) { p.number, p.born = 0, "1991-05-06" })}, 1, record.BirthDate, 0, KeptNumber},
		"sex":      {[]person{a, with(with(a, later), func(p *person) { p.number, p.sex = 0, record.SexFemale })}, 1, record.Sex, 0, KeptNumber},
		"now":      {[]person{with(a, func(p *person) { p.household = "H1" }), with(with(a, later), func(p *person) { p.household = "H2" })}, 0, record.HouseholdID, 1, KeptRecent},
		"majority": {[]person{with(a, func(p *person) { p.father = "Lê Bình" }), with(a, func(p *person) { p.father = "Lê Bình" }), with(with(a, later), func(p *person) { p.father = "Lê Văn Bính" })}, 2, record.FatherName, 0, KeptMajority},
		"precise":  {[]person{with(a, func(p *person) { p.father = "Lê Văn Bình" }), with(with(a, later), func(p *person) { p.father = "Lê Bình" })}, 1, record.FatherName, 0, KeptPrecise},
		"recent":   {[]person{with(a, func(p *person) { p.father = "Lê Bính" }), with(with(a, later), func(p *person) { p.father = "Lê Bình" })}, 0, record.FatherName, 1, KeptRecent},
		"survivor": {[]person{with(a, func(p *person) { p.father = "Lê Bính" }), with(a, func(p *person) { p.id, p.father = "2", "Lê Bình" })}, 1, record.FatherName, 1, KeptSurvivor},
	} {
		rows := make([]uint32, len(c.rows))
		for i := range rows {
			rows[i] = uint32(i)
		}
		g := Merge(people(c.rows...), []record.Cluster{{Rows: rows, Survivor: c.survivor}})[0]
		i := slices.IndexFunc(g.Choices, func(x record.Choice) bool { return x.Field == c.field })
		from, _ := g.Row(c.field)
		if i < 0 || g.Choices[i].Reason != c.reason || g.Choices[i].Others != 1 || from != c.from {
			t.Errorf("%s: from %d, choices %+v; want %d, %s", name, from, g.Choices, c.from, c.reason)
		}
	}
}

func TestFacts(t *testing.T) {
	anRow := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an, fact: "c1"}
	with := func(change func(p *person)) person { p := anRow; change(&p); return p }
	to := func(person int) record.Link {
		return record.Link{Person: person, Decision: record.DecideMatch, Probability: 0.97}
	}
	none := record.Link{Person: record.NoRow, Decision: record.DecideNone}
	review := record.Link{Person: 7, Decision: record.DecideReview}
	for name, c := range map[string]struct {
		rows  []person
		links []record.Link
		want  [][]uint32
	}{
		"one person":                         {[]person{{fact: "c1"}, {fact: "c1"}}, []record.Link{to(7), to(7)}, [][]uint32{{0, 1}}},
		"another fact":                       {[]person{{fact: "c1"}, {fact: "c2"}}, []record.Link{to(7), to(7)}, nil},
		"no fact":                            {[]person{{}, {}}, []record.Link{to(7), to(7)}, nil},
		"another person":                     {[]person{anRow, anRow}, []record.Link{to(7), to(8)}, nil},
		"in review is no link":               {[]person{{fact: "c1"}, {fact: "c1"}}, []record.Link{review, review}, nil},
		"not linked, all the same":           {[]person{anRow, anRow}, []record.Link{none, none}, [][]uint32{{0, 1}}},
		"no links at all":                    {[]person{anRow, anRow}, nil, [][]uint32{{0, 1}}},
		"number and name":                    {[]person{anRow, with(func(p *person) { p.born = "1990" })}, nil, [][]uint32{{0, 1}}},
		"number and date":                    {[]person{anRow, with(func(p *person) { p.name = "Nguyễn Ann" })}, nil, [][]uint32{{0, 1}}},
		"name and date":                      {[]person{anRow, with(func(p *person) { p.number = 0 })}, nil, [][]uint32{{0, 1}}},
		"name and date, two numbers":         {[]person{anRow, with(func(p *person) { p.number = anOther })}, nil, nil},
		"name and year":                      {[]person{with(func(p *person) { p.number, p.born = 0, "1990" }), with(func(p *person) { p.number, p.born = 0, "1990" })}, nil, nil},
		"an unlinked row joins a linked one": {[]person{anRow, anRow, anRow}, []record.Link{to(7), none, to(8)}, [][]uint32{{0, 1}}},
	} {
		got := Facts(people(c.rows...), c.links, Options{})
		if !reflect.DeepEqual(groups(got), c.want) {
			t.Errorf("%s: %v, want %v", name, groups(got), c.want)
		}
	}
}

// A health-insurance card is one card by its 15 characters and by its last ten.
func TestCardsInBothForms(t *testing.T) {
	rows := []person{{fact: "DN4010123456789"}, {fact: "0123456789"}, {fact: "0123456780"}, {fact: "HS4010123456780"}, {}}
	p := people(rows...)
	p.Table.Sector.Fact = []record.Field{record.CardNumber}
	p.Numbers = map[record.Field]*record.Values[record.Number]{}
	fill(p, rows, record.CardNumber, p.Numbers, func(r person) string { return r.fact }, func(s string) record.Number { return record.Number{Text: s} })
	p.Table.Column(record.CardNumber).Kind = record.KindBHYT
	to := record.Link{Person: 7, Decision: record.DecideMatch, Probability: 0.97}
	got := Facts(p, []record.Link{to, to, to, to, to}, Options{})
	if want := [][]uint32{{0, 1}, {2, 3}}; !reflect.DeepEqual(groups(got), want) {
		t.Errorf("%v, want %v", groups(got), want)
	}
}

// TestFactsProperties: on random tables every row stands in one cluster at most, the rows of a cluster share their fact,
// and no cluster holds rows linked to different persons.
func TestFactsProperties(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 11))
		rows := make([]person, 20)
		links := make([]record.Link, 20)
		for i := range rows {
			rows[i] = person{fact: []string{"", "c1", "c2"}[r.IntN(3)], name: []string{"", "Lê An", "Lê Hoa"}[r.IntN(3)], born: []string{"", "1990-05-06"}[r.IntN(2)], number: []uint64{0, an, anOther}[r.IntN(3)]}
			links[i] = record.Link{Person: r.IntN(3), Decision: []record.Decision{record.DecideMatch, record.DecideNone}[r.IntN(2)], Probability: 0.99}
		}
		var all []uint32
		for _, c := range Facts(people(rows...), links, Options{}) {
			person := -1
			all = append(all, c.Rows...)
			for _, row := range c.Rows {
				if rows[row].fact == "" || rows[row].fact != rows[c.Rows[0]].fact {
					t.Fatalf("seed %d: facts differ in %v", seed, c.Rows)
				}
				if links[row].Decision == record.DecideMatch {
					if person >= 0 && person != links[row].Person {
						t.Fatalf("seed %d: two persons in %v", seed, c.Rows)
					}
					person = links[row].Person
				}
			}
		}
		if slices.Sort(all); len(slices.Compact(slices.Clone(all))) != len(all) {
			t.Fatalf("seed %d: a row in two clusters: %v", seed, all)
		}
	}
}
