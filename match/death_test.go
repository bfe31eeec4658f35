package match

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// said makes a column of what each row says.
func said[T any](rows int, of func(row int) T) *record.Values[T] {
	v := &record.Values[T]{Count: rows}
	for row := range rows {
		v.Codes, v.Dict, v.Canon = append(v.Codes, uint32(row)), append(v.Dict, of(row)), append(v.Canon, uint32(row+1))
	}
	return v
}

// dying is a register some of whose persons are dead, and the register of deaths.
type dying struct {
	persons, records []person
	since            map[int]string // the dead, by the register's row, with the day
	told             []string       // the day each record tells
}

func (d *dying) tables() (list, pop *record.People) {
	list, pop = testPeople(d.records), testPeople(d.persons)
	list.Coded[record.EventType] = said(len(d.records), func(int) record.Coded { return record.Coded{Code: record.EventDeath, Known: true} })
	list.Dates[record.EventDate] = said(len(d.records), func(row int) record.DateValue { return testDate(d.told[row]) })
	pop.Coded[record.Status] = said(len(d.persons), func(row int) record.Coded {
		if _, dead := d.since[row]; dead {
			return record.Coded{Code: record.StatusDead, Known: true}
		}
		return record.Coded{Code: record.StatusLiving, Known: true}
	})
	pop.Dates[record.StatusDate] = said(len(d.persons), func(row int) record.DateValue { return testDate(d.since[row]) })
	return list, pop
}

func linked(t *testing.T, list, pop *record.People, without Part) []record.Link {
	t.Helper()
	src := func(ctx context.Context, _ func(uint32) bool, yield func([]record.Pair) error) error {
		return allPairs(list.Rows(), pop.Rows(), false)(ctx, yield)
	}
	out, _, err := Link(context.Background(), PriorModel(), list, pop, src, Options{Without: without})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTheDeadAreFoundAmongTheDead: of two namesakes of one year and commune, an entry in the register of deaths means the one who is dead.
func TestTheDeadAreFoundAmongTheDead(t *testing.T) {
	d := dying{persons: register(5, 600), since: map[int]string{}}
	for i := 0; i < 600; i += 20 {
		day := fmt.Sprintf("2023-%02d-%02d", 1+i%12, 1+i%28)
		d.since[i] = day
		d.records, d.told = append(d.records, d.persons[i]), append(d.told, day)
	}
	one := person{name: "Nguyễn Hữu Khoát", sex: "male", date: "1950", commune: d.persons[0].commune, province: d.persons[0].province}
	living, dead := len(d.persons), len(d.persons)+1
	d.persons = append(d.persons, one, one)
	d.since[dead] = "2024-02-03"
	for _, told := range []string{"2024-02-03", ""} {
		all := d
		all.records, all.told = append(d.records, one), append(d.told, told)
		list, pop := all.tables()
		with, blind := linked(t, list, pop, 0), linked(t, list, pop, Events|Standing)
		l, b := with[len(with)-1], blind[len(blind)-1]
		if l.Person != dead || l.Probability < 10*l.RunnerUpProbability {
			t.Errorf("day %q: %+v, want person %d, not %d", told, l, dead, living)
		}
		if math.Abs(b.Probability-b.RunnerUpProbability) > .1 {
			t.Errorf("day %q: without it, and without whom the list is of, they are as likely as each other: %+v", told, b)
		}
	}
}

// TestNobodyIsToldDeadLightly: a death whose person is living in the register is a match from leastTwin on only.
func TestNobodyIsToldDeadLightly(t *testing.T) {
	opt := Options{MatchThreshold: .6, ReviewThreshold: .5, Margin: 8}
	for _, c := range []struct {
		living      bool
		probability float64
		want        record.Decision
	}{{false, .7, record.DecideMatch}, {true, .7, record.DecideReview}, {true, .96, record.DecideMatch}} {
		l := record.Link{Probability: c.probability, Present: c.probability}
		conclude(&l, 1, facts{date: dateSame, name: nameExact, living: c.living}, opt)
		if l.Decision != c.want {
			t.Errorf("%+v: %s", c, l.Decision)
		}
	}
	for _, date := range []uint8{dateNear, dateOther, datePartialElse, dateStandInElse} { // it may be a brother's of the same name
		l := record.Link{Probability: .999, Present: .999}
		if conclude(&l, 1, facts{date: date, name: nameExact, living: true}, opt); l.Decision != record.DecideReview {
			t.Errorf("born another day (level %d): %s", date, l.Decision)
		}
	}
}

// TestARegisterOfTheLivingTellsNothing: where nobody is dead, or the record tells of no death, none is compared.
func TestARegisterOfTheLivingTellsNothing(t *testing.T) {
	d := dying{persons: register(6, 50), since: map[int]string{}}
	d.records, d.told = d.persons[:10], make([]string, 10)
	if _, pop := d.tables(); prepareDeath(pop) != nil {
		t.Error("nobody is dead")
	}
	d.since[3] = "2024-02-03"
	list, pop := d.tables()
	c, _ := prepareDeath(pop).join(list, 1)
	var o outcome
	for _, pair := range []struct {
		left, right uint32
		level       uint8
	}{{deathUnknown, deathUndated, missing}, {deathLiving, deathUndated, missing}, {deathUndated, deathUnknown, missing}, {deathUndated, deathLiving, deathNot}, {deathUndated, deathUndated, deathSame}, {9000, 9001, deathSame}, {9000, deathLiving, deathNot}} {
		if c.compare([]uint32{pair.left}, []uint32{pair.right}, nil, &o); o.level != pair.level {
			t.Errorf("%d beside %d: level %d, want %d", pair.left, pair.right, o.level, pair.level)
		}
	}
	day := uint32(record.MakeDate(2024, 2, 3))
	if c.compare([]uint32{day}, []uint32{day}, nil, &o); o.level != deathSameDay || o.f > 2./50 {
		t.Errorf("the same day: %+v", o)
	}
}

// TestDeathOf: what a row tells of a death, by the kind of its event or, in a list without events, by its status.
func TestDeathOf(t *testing.T) {
	day := testDate("2024-02-03")
	known := func(code string) record.Coded { return record.Coded{Code: code, Known: true} }
	twoWays := day
	twoWays.Alt = record.MakeDate(2024, 3, 2)
	for _, c := range []struct {
		what          string
		event, status record.Coded
		on            record.DateValue
		want          uint32
	}{
		{"a death", known(record.EventDeath), record.Coded{}, day, uint32(day.Date)},
		{"a death on a day not known", known(record.EventDeath), record.Coded{}, testDate("2024-02"), deathUndated},
		{"a death on one of two days", known(record.EventDeath), record.Coded{}, twoWays, deathUndated},
		{"a birth", known(record.EventBirth), record.Coded{}, day, deathUnknown},
		{"an event that is not understood", record.Coded{Code: record.EventDeath}, record.Coded{}, day, deathUnknown},
		{"a birth of somebody dead", known(record.EventBirth), known(record.StatusDead), day, deathUnknown},
		{"dead", record.Coded{}, known(record.StatusDead), day, uint32(day.Date)},
		{"dead since a day not known", record.Coded{}, known(record.StatusDead), testDate("2024"), deathUndated},
		{"living", record.Coded{}, known(record.StatusLiving), day, deathLiving},
		{"moved", record.Coded{}, known(record.StatusMoved), day, deathLiving},
		{"a status that is not understood", record.Coded{}, record.Coded{Code: record.StatusDead}, day, deathUnknown},
		{"nothing", record.Coded{}, record.Coded{}, day, 0},
	} {
		p := testPeople([]person{{}})
		for f, code := range map[record.Field]record.Coded{record.EventType: c.event, record.Status: c.status} {
			p.Coded[f] = said(1, func(int) record.Coded { return code })
			if code.Code == "" {
				p.Coded[f].Count = 0
			}
		}
		p.Dates[record.EventDate] = said(1, func(int) record.DateValue { return c.on })
		p.Dates[record.StatusDate] = p.Dates[record.EventDate]
		tells := deathOf(p)
		if empty := c.event.Code+c.status.Code == ""; empty || tells == nil {
			if !empty || tells != nil {
				t.Errorf("%s: it is told of a death: %v", c.what, tells != nil)
			}
			continue
		}
		if got := tells(0); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
		delete(p.Dates, record.EventDate)
		delete(p.Dates, record.StatusDate)
		if got := deathOf(p)(0); c.want >= deathUndated && got != deathUndated {
			t.Errorf("%s, no column of days: %d", c.what, got)
		}
	}
}

// TestDeathChances: how many are dead, and since each day, of those of whom it is known.
func TestDeathChances(t *testing.T) {
	d := dying{persons: register(6, 50), since: map[int]string{3: "2024-02-03", 4: "2024-02-03", 5: "2024-05-06", 6: ""}}
	d.records, d.told = d.persons[:1], []string{"2024-02-03"}
	list, pop := d.tables()
	status := pop.Coded[record.Status]
	for row := 40; row < 50; row++ { // of ten nothing is known
		status.Dict[row] = record.Coded{}
	}
	c, _ := prepareDeath(pop).join(list, 1)
	got := c.(*deathComparer)
	share := func(n float64) float64 { return (n + .5) / 42 }
	if got.dead != share(4) || got.living != share(36) || len(got.days) != 2 || got.days[uint32(testDate("2024-02-03").Date)] != share(2) {
		t.Errorf("%+v, want of 40 rows 4 dead, 2 of them on one day", got)
	}
	if same, _ := prepareDeath(pop).join(pop, 2); same != nil {
		t.Error("inside one table deaths are compared: of two rows of one person one may not have been told")
	}
	if prepareDeath(testPeople(d.persons)) != nil {
		t.Error("a register that tells of no death is compared")
	}
	delete(list.Coded, record.EventType)
	if none, _ := prepareDeath(pop).join(list, 1); none != nil {
		t.Error("a list that tells of no death is compared")
	}
}

// TestThoseWhoDiedAreMissingMoreOften: where half of the dead are in no register and all who were born are, a death's candidate is less likely to be its person.
func TestThoseWhoDiedAreMissingMoreOften(t *testing.T) {
	people := register(7, 900)
	var records []person
	kind := map[int]string{}
	add := func(p person, event string) {
		kind[len(records)] = event
		records = append(records, p)
	}
	strangers := register(70, 400)
	for i := range 300 {
		add(people[i], record.EventBirth)
		if i%2 == 0 {
			add(people[300+i], record.EventDeath)
		} else {
			add(strangers[i], record.EventDeath)
		}
	}
	vague := person{name: "Lê Quý Tám", sex: "male", date: "1961", province: people[0].province, commune: 100}
	far := vague
	far.date, far.commune = "1961-04-05", 140
	people = append(people, far)
	add(vague, record.EventBirth)
	add(vague, record.EventDeath)
	list, pop := testPeople(records), testPeople(people)
	list.Coded[record.EventType] = said(len(records), func(row int) record.Coded { return record.Coded{Code: kind[row], Known: true} })
	byEvent := map[string]uint32{record.EventBirth: 1, record.EventDeath: 2}
	for row := range records {
		list.Coded[record.EventType].Canon[row] = byEvent[kind[row]]
	}
	n := len(records)
	with, blind := linked(t, list, pop, 0), linked(t, list, pop, Events)
	odds := func(l record.Link) float64 { return l.Present / (1 - l.Present) }
	if b, d := odds(with[n-2]), odds(with[n-1]); b < 5*d {
		t.Errorf("odds of a birth %g, of a death %g", b, d)
	}
	if b, d := odds(blind[n-2]), odds(blind[n-1]); math.Abs(b/d-1) > 1e-6 {
		t.Errorf("without it a birth's are %g, a death's %g", b, d)
	}
}

// TestABirthIsComparedByItsEvent: with the day of the event where the record tells a year, and shown with it.
func TestABirthIsComparedByItsEvent(t *testing.T) {
	people := register(8, 40)
	child := people[0]
	child.date = child.date[:4]
	list, pop := testPeople([]person{child}), testPeople(people)
	day := people[0].date
	list.Table.Columns = append(list.Table.Columns, &record.Column{Field: record.EventDate, Dict: record.TextsOf(day), Codes: []uint32{0}})
	level := func() (level, shown string) {
		for _, item := range NewScorer(PriorModel(), list, pop).Explain(0, 0).Comparisons {
			if item.Name == "birth_date" {
				return item.Level, item.Left
			}
		}
		return "", ""
	}
	if l, shown := level(); l != "partial" || shown != child.date {
		t.Errorf("by what is written: %s, shown as %s", l, shown)
	}
	list.Births = said(1, func(int) record.DateValue { return testDate(day) })
	if l, shown := level(); l != "same" || shown != day {
		t.Errorf("by the event: %s, shown as %s", l, shown)
	}
}

// TestTheOldAreMissingMoreOften: where half of those born before 1950 are in no register and all others are, one of the old is less likely to be a candidate's person.
func TestTheOldAreMissingMoreOften(t *testing.T) {
	people := register(7, 900)
	strangers := register(70, 900)
	born := func(p person, year int) person {
		p.id, p.old, p.date = 0, 0, fmt.Sprintf("%d%s", year, p.date[4:])
		return p
	}
	var records []person
	for i := range 300 {
		people[i], people[300+i] = born(people[i], 1980+i%5), born(people[300+i], 1940+i%5)
		records = append(records, people[i])
		if i%2 == 0 {
			records = append(records, people[300+i])
		} else {
			records = append(records, born(strangers[i], 1940+i%5))
		}
	}
	vague := person{name: "Lê Quý Tám", sex: "male", date: "1982", province: people[0].province, commune: 100}
	old := vague
	old.name, old.date = "Lê Quý Chín", "1942"
	for _, p := range []person{vague, old} {
		records = append(records, p)
		p.date, p.commune = p.date+"-04-05", 140
		people = append(people, p)
	}
	list, pop := testPeople(records), testPeople(people)
	n := len(records)
	odds := func(l record.Link) float64 { return l.Present / (1 - l.Present) }
	with, blind := linked(t, list, pop, 0), linked(t, list, pop, Standing)
	if young, old := odds(with[n-2]), odds(with[n-1]); young < 5*old {
		t.Errorf("odds of one of the young %g, of the old %g", young, old)
	}
	if young, old := odds(blind[n-2]), odds(blind[n-1]); young > 2*old {
		t.Errorf("without it those of the young are %g, of the old %g", young, old)
	}
}
