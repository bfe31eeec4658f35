package cluster

import (
	"fmt"
	"maps"
	"math"
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
		"more fields":                {[]person{with("1", func(p *person) { p.father = "" }), full}, 1, ReasonComplete},
		"a number that fits":         {[]person{with("1", func(p *person) { p.number = 42_190_000_123 }), full}, 1, ReasonAccurate},
		"a full date":                {[]person{with("1", func(p *person) { p.born = "1990" }), full}, 1, ReasonAccurate},
		"marks":                      {[]person{with("1", func(p *person) { p.name = "nguyen van an" }), full}, 1, ReasonAccurate},
		"the majority":               {[]person{with("1", func(p *person) { p.father = "Nguyễn Văn Bính" }), full, with("10", func(*person) {})}, 1, ReasonFirst},
		"cancelled, if complete":     {[]person{with("1", func(p *person) { p.status, p.household = record.StatusCancelled, "H1" }), full}, 1, ReasonAccurate},
		"updated last":               {[]person{with("1", func(p *person) { p.updated = "2023-12-31" }), full}, 1, ReasonRecent},
		"the smallest id":            {[]person{with("10", func(*person) {}), full}, 1, ReasonFirst},
		"of a day, or of none":       {[]person{with("1", func(p *person) { p.updated = "" }), full}, 1, ReasonRecent},
		"as good, and more complete": {[]person{with("1", func(p *person) { p.name, p.updated = "nguyen van an", "2024-01-02" }), with("9", func(p *person) { p.father = "" })}, 0, ReasonRecent},
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

// TestExactness: each thing that speaks for a row, or against it, counts what it is said to.
func TestExactness(t *testing.T) {
	row := person{id: "1", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an}
	with := func(change func(p *person)) person { p := row; change(&p); return p }
	name := func(faults record.Fault) func(*record.People) {
		return func(p *record.People) {
			marked(p.Names, record.FullName, 0, func(n *record.Name) { n.Faults |= faults })
		}
	}
	date := func(faults record.Fault) func(*record.People) {
		return func(p *record.People) {
			marked(p.Dates, record.BirthDate, 0, func(d *record.DateValue) { d.Faults |= faults })
		}
	}
	father := func(names ...string) []person {
		rows := make([]person, len(names))
		for i, n := range names {
			rows[i] = person{father: n}
		}
		return rows
	}
	for name, c := range map[string]struct {
		rows []person
		as   func(*record.People)
		want int
	}{
		"number, date and name":            {[]person{row}, nil, 3 + 2 + 1},
		"no number":                        {[]person{with(func(p *person) { p.number = 0 })}, nil, 2 + 1},
		"a number of another year":         {[]person{with(func(p *person) { p.number = 42_091_000_123 })}, nil, -2 + 2 + 1},
		"no date":                          {[]person{with(func(p *person) { p.born = "" })}, nil, 3 + 1},
		"a month":                          {[]person{with(func(p *person) { p.born = "1990-05" })}, nil, 3 + 1},
		"a day that stands for another":    {[]person{row}, date(record.FaultStandIn), 3 + 1},
		"a day that cannot be":             {[]person{row}, date(record.FaultImpossible), 3 + 2 + 1 - 1},
		"no name":                          {[]person{with(func(p *person) { p.name = "" })}, nil, 3 + 2},
		"no marks":                         {[]person{with(func(p *person) { p.name = "nguyen van an" })}, nil, 3 + 2},
		"initials":                         {[]person{row}, name(record.FaultInitials), 3 + 2},
		"a syllable that cannot be":        {[]person{row}, name(record.FaultSyllable), 3 + 2},
		"cancelled":                        {[]person{with(func(p *person) { p.status = record.StatusCancelled })}, nil, 3 + 2 + 1 - 100},
		"alone with a value":               {father("Lê Bình", "", ""), nil, 0},
		"against another":                  {father("Lê Bình", "Lê Hoa"), nil, 0},
		"two for a value":                  {father("Lê Bình", "Lê Bình"), nil, 1},
		"two for it, one against":          {father("Lê Bình", "Lê Bình", "Lê Hoa"), nil, 1},
		"two for it, two against":          {father("Lê Bình", "Lê Bình", "Lê Hoa", "Lê An"), nil, 0},
		"two for it, and nothing in three": {father("Lê Bình", "Lê Bình", "", "", ""), nil, 1},
		"nothing in three":                 {father("", "", "", "Lê Bình"), nil, 0},
	} {
		p := people(c.rows...)
		if c.as != nil {
			c.as(p)
		}
		cluster := make([]uint32, len(c.rows))
		for i := range cluster {
			cluster[i] = uint32(i)
		}
		if got := newQuality(p).exactness(0, cluster); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestCompareIDs(t *testing.T) {
	ordered := []string{"", "2", "10", "010", "A2", "A10", "A10B", "B1", "R9-10", "R10-9"}
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
		if _, twice := why[c.Field]; twice {
			t.Errorf("%s is chosen twice", c.Field)
		}
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
		"valid":                       {[]person{a, with(with(a, later), func(p *person) { p.number = 42_190_000_123 })}, 1, record.PersonalIDNo, 0, KeptValid},
		"number":                      {[]person{a, with(with(a, later), func(p *person) { p.number, p.born = 0, "1991-05-06" })}, 1, record.BirthDate, 0, KeptNumber},
		"sex":                         {[]person{a, with(with(a, later), func(p *person) { p.number, p.sex = 0, record.SexFemale })}, 1, record.Sex, 0, KeptNumber},
		"now":                         {[]person{with(a, func(p *person) { p.household = "H1" }), with(with(a, later), func(p *person) { p.household = "H2" })}, 0, record.HouseholdID, 1, KeptRecent},
		"majority":                    {[]person{with(a, func(p *person) { p.father = "Lê Bình" }), with(a, func(p *person) { p.father = "Lê Bình" }), with(with(a, later), func(p *person) { p.father = "Lê Văn Bính" })}, 2, record.FatherName, 0, KeptMajority},
		"precise":                     {[]person{with(a, func(p *person) { p.father = "Lê Văn Bình" }), with(with(a, later), func(p *person) { p.father = "Lê Bình" })}, 1, record.FatherName, 0, KeptPrecise},
		"recent":                      {[]person{with(a, func(p *person) { p.father = "Lê Bính" }), with(with(a, later), func(p *person) { p.father = "Lê Bình" })}, 0, record.FatherName, 1, KeptRecent},
		"survivor":                    {[]person{with(a, func(p *person) { p.father = "Lê Bính" }), with(a, func(p *person) { p.id, p.father = "2", "Lê Bình" })}, 1, record.FatherName, 1, KeptSurvivor},
		"the smallest id":             {[]person{with(a, func(p *person) { p.id, p.father = "10", "Lê Bính" }), with(a, func(p *person) { p.id, p.father = "2", "Lê Bình" }), a}, 2, record.FatherName, 1, KeptFirst},
		"the better, of a greater id": {[]person{with(a, func(p *person) { p.id, p.father = "10", "Lê Văn Bình" }), with(a, func(p *person) { p.id, p.father = "2", "Lê Bình" })}, 1, record.FatherName, 0, KeptPrecise},
		"a woman by her number":       {[]person{with(a, func(p *person) { p.number, p.sex = 42_190_000_123, record.SexFemale }), with(with(a, later), func(p *person) { p.number = 0 })}, 1, record.Sex, 0, KeptNumber},
		"no number to go by":          {[]person{with(a, func(p *person) { p.number = 0 }), with(with(a, later), func(p *person) { p.number, p.sex = 0, record.SexFemale })}, 0, record.Sex, 1, KeptRecent},
		"no household to go by":       {[]person{with(a, func(p *person) { p.head = "Lê Bình" }), with(with(a, later), func(p *person) { p.head = "Lê Hoa" })}, 0, record.HeadName, 1, KeptRecent},
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

// TestMergeTogether: what goes with a household comes from its row; a reason has that only where the rows differ.
func TestMergeTogether(t *testing.T) {
	for head, reason := range map[string]string{"Lê Hoa": KeptTogether, "Lê Bình": ""} {
		rows := []person{{id: "1", household: "H1", head: "Lê Bình"}, {id: "2", household: "H2", head: head}, {id: "3", household: "H2", head: "Lê Bình"}}
		g := Merge(people(rows...), []record.Cluster{{Rows: []uint32{0, 1, 2}}})[0]
		got := ""
		if i := slices.IndexFunc(g.Choices, func(c record.Choice) bool { return c.Field == record.HeadName }); i >= 0 {
			got = g.Choices[i].Reason
		}
		if from, _ := g.Row(record.HeadName); from != 1 || got != reason {
			t.Errorf("head %s: from %d, reason %q, want %q", head, from, got, reason)
		}
	}
}

// TestCodedValues: of a list's words two writings are one value, and either fills the field.
func TestCodedValues(t *testing.T) {
	p := people(person{id: "2", sex: record.SexMale}, person{id: "3", sex: "nam"}, person{id: "1"})
	v := p.Coded[record.Sex]
	v.Canon[v.Codes[1]] = v.Canon[v.Codes[0]]
	if row, reason := newQuality(p).survivor([]uint32{0, 2}); row != 0 || reason != ReasonComplete {
		t.Errorf("survivor %d, %s", row, reason)
	}
	if g := Merge(p, []record.Cluster{{Rows: []uint32{0, 1}}})[0]; len(g.Choices) != 0 {
		t.Errorf("%+v", g.Choices)
	}
}

func TestSurvivors(t *testing.T) {
	got := Survivors(5, []record.Cluster{{Rows: []uint32{0, 2}, Survivor: 2}, {Rows: []uint32{3, 4}, Survivor: 3}})
	if want := []uint32{2, 1, 2, 3, 3}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestMergeOthers: a choice counts the other values, and its reason is what tells the kept one from the best of them.
func TestMergeOthers(t *testing.T) {
	rows := func(dates ...string) []person {
		out := make([]person, len(dates))
		for i, d := range dates {
			out[i] = person{id: fmt.Sprint(i), born: d}
		}
		return out
	}
	impossible := func(row int) func(*record.People) {
		return func(p *record.People) {
			marked(p.Dates, record.BirthDate, row, func(d *record.DateValue) { d.Faults |= record.FaultImpossible })
		}
	}
	notRead := func(rows ...int) func(*record.People) {
		return func(p *record.People) {
			v := p.Dates[record.BirthDate]
			for _, row := range rows {
				v.Canon[v.Codes[row]], v.Dict[v.Codes[row]] = 0, record.DateValue{}
			}
		}
	}
	for name, c := range map[string]struct {
		rows   []person
		as     func(*record.People)
		from   uint32
		others int
		reason string
	}{
		"one value":                           {rows("1990-05-06", "1990-05-06", ""), nil, 0, 0, ""},
		"two others":                          {rows("1990-05-06", "1990-05-06", "1991-01-02", "1992-01-02"), nil, 0, 2, KeptMajority},
		"one that cannot be":                  {rows("1990-05-06", "1991-01-02"), impossible(0), 1, 1, KeptValid},
		"the best of the others is the last":  {rows("1991-01-02", "1990-05-06", "1990-05-06", "1992-01-02"), impossible(0), 1, 2, KeptMajority},
		"the best of the others is the first": {rows("1992-01-02", "1990-05-06", "1990-05-06", "1991-01-02"), impossible(3), 1, 2, KeptMajority},
		"one read and two not":                {rows("1990-05-06", "?", "??"), notRead(1, 2), 0, 1, KeptValid},
		"none read, and alike":                {rows("?", "?"), notRead(0), 0, 0, ""},
		"none read, and not alike":            {rows("?", "??"), notRead(0, 1), 0, 1, KeptFirst},
		"none read, nor there at first":       {rows("", "?"), notRead(1), 1, 0, ""},
	} {
		all := make([]uint32, len(c.rows)+1) // with a row that is kept and has no date
		for i := range all {
			all[i] = uint32(i)
		}
		p := people(append(c.rows, person{})...)
		if c.as != nil {
			c.as(p)
		}
		g := Merge(p, []record.Cluster{{Rows: all, Survivor: uint32(len(c.rows))}})[0]
		var got record.Choice
		if i := slices.IndexFunc(g.Choices, func(x record.Choice) bool { return x.Field == record.BirthDate }); i >= 0 {
			got = g.Choices[i]
		}
		if from, ok := g.Row(record.BirthDate); !ok || from != c.from || got.Others != c.others || got.Reason != c.reason {
			t.Errorf("%s: from %d, %+v; want %d, %d others, %q", name, from, got, c.from, c.others, c.reason)
		}
	}
}

// TestNumberOfACluster: the number most rows hold, of those that fit their row; the smaller of two as frequent.
func TestNumberOfACluster(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []uint64
		want    uint64
	}{
		"none":                        {[]uint64{0, 0}, 0},
		"one":                         {[]uint64{0, an}, an},
		"of another year":             {[]uint64{42_091_000_123, 42_091_000_123, an}, an},
		"the most":                    {[]uint64{an, anOther, anOther}, anOther},
		"the most, and a smaller one": {[]uint64{anOther, anOther, an}, anOther},
		"the smaller, which is first": {[]uint64{an, anOther}, an},
		"the smaller, which is last":  {[]uint64{anOther, an}, an},
	} {
		rows, cluster := make([]person, len(c.numbers)), record.Cluster{}
		for i, n := range c.numbers {
			rows[i] = person{born: "1990-05-06", number: n}
			cluster.Rows = append(cluster.Rows, uint32(i))
		}
		p := people(rows...)
		if got := (&merger{id: newIdentity(p), p: p}).number(&cluster); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
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
		"one person":                              {[]person{{fact: "c1"}, {fact: "c1"}}, []record.Link{to(7), to(7)}, [][]uint32{{0, 1}}},
		"another fact":                            {[]person{{fact: "c1"}, {fact: "c2"}}, []record.Link{to(7), to(7)}, nil},
		"no fact":                                 {[]person{{}, {}}, []record.Link{to(7), to(7)}, nil},
		"another person":                          {[]person{anRow, anRow}, []record.Link{to(7), to(8)}, nil},
		"in review is no link":                    {[]person{{fact: "c1"}, {fact: "c1"}}, []record.Link{review, review}, nil},
		"not linked, all the same":                {[]person{anRow, anRow}, []record.Link{none, none}, [][]uint32{{0, 1}}},
		"no links at all":                         {[]person{anRow, anRow}, nil, [][]uint32{{0, 1}}},
		"number and name":                         {[]person{anRow, with(func(p *person) { p.born = "1990" })}, nil, [][]uint32{{0, 1}}},
		"number and date":                         {[]person{anRow, with(func(p *person) { p.name = "Nguyễn Ann" })}, nil, [][]uint32{{0, 1}}},
		"name and date":                           {[]person{anRow, with(func(p *person) { p.number = 0 })}, nil, [][]uint32{{0, 1}}},
		"name and date, two numbers":              {[]person{anRow, with(func(p *person) { p.number = anOther })}, nil, nil},
		"name and year":                           {[]person{with(func(p *person) { p.number, p.born = 0, "1990" }), with(func(p *person) { p.number, p.born = 0, "1990" })}, nil, nil},
		"an unlinked row first":                   {[]person{anRow, anRow}, []record.Link{none, to(7)}, [][]uint32{{0, 1}}},
		"one person by links, whatever the names": {[]person{anRow, {name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale, number: anOther, fact: "c1"}}, []record.Link{to(7), to(7)}, [][]uint32{{0, 1}}},
		"an unlinked row joins a linked one":      {[]person{anRow, anRow, anRow}, []record.Link{to(7), none, to(8)}, [][]uint32{{0, 1}}},
	} {
		got := Facts(people(c.rows...), c.links, Options{})
		if !reflect.DeepEqual(groups(got), c.want) {
			t.Errorf("%s: %v, want %v", name, groups(got), c.want)
		}
	}
}

// TestFactsOfTwoFields: all fields of a fact must be the same, or missing in both, and one must be there.
func TestFactsOfTwoFields(t *testing.T) {
	row := func(fact, household string) person {
		return person{name: "Nguyễn Văn An", born: "1990-05-06", fact: fact, household: household}
	}
	for name, c := range map[string]struct {
		one, other person
		want       bool
	}{
		"both":              {row("c1", "H1"), row("c1", "H1"), true},
		"the first alone":   {row("c1", ""), row("c1", ""), true},
		"the last alone":    {row("", "H1"), row("", "H1"), true},
		"another first":     {row("c1", "H1"), row("c2", "H1"), false},
		"another last":      {row("c1", "H1"), row("c1", "H2"), false},
		"a last one in one": {row("c1", "H1"), row("c1", ""), false},
		"neither":           {row("", ""), row("", ""), false},
	} {
		p := people(c.one, c.other)
		p.Table.Sector.Fact = []record.Field{record.CaseNumber, record.HouseholdID}
		if got := len(Facts(p, nil, Options{})) > 0; got != c.want {
			t.Errorf("%s: one fact is %v, want %v", name, got, c.want)
		}
	}
}

// TestFactsProbability: a linked row is in its cluster as probably as it is linked, any other as probably as rows named alike.
func TestFactsProbability(t *testing.T) {
	row := person{name: "Nguyễn Văn An", born: "1990-05-06", fact: "c1"}
	fuller := row
	fuller.sex = record.SexMale
	got := Facts(people(row, row, fuller), []record.Link{{Person: 7, Decision: record.DecideMatch, Probability: .97}, {Person: record.NoRow, Decision: record.DecideNone},
		{Person: 8, Decision: record.DecideReview, Probability: .6}}, Options{})
	if len(got) != 1 || !reflect.DeepEqual(got[0].Probability, []float64{.97, sameProbability, sameProbability}) || got[0].Survivor != 2 || got[0].Reason != ReasonComplete {
		t.Errorf("%+v", got)
	} else if c := got[0]; c.Weakest != .97 || math.Abs(c.Mean-(.97+2*sameProbability)/3) > 1e-12 || c.Density != 1 {
		t.Errorf("weakest %v, mean %v, density %v", c.Weakest, c.Mean, c.Density)
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
	links := []record.Link{to, to, to, to, to}
	if got, want := groups(Facts(p, links, Options{})), [][]uint32{{0, 1}, {2, 3}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	p.Table.Column(record.CardNumber).Kind = record.KindBHXH
	if got := groups(Facts(p, links, Options{})); got != nil {
		t.Errorf("other numbers that end alike are the same: %v", got)
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
