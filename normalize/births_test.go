package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// eventsOf makes a list of civil-status events of the kinds, birth dates and days given.
func eventsOf(rows [][3]string) *record.People {
	p := &record.People{Table: &record.Table{Name: "t"}, Coded: map[record.Field]*record.Values[record.Coded]{}, Dates: map[record.Field]*record.Values[record.DateValue]{}}
	events := &record.Values[record.Coded]{}
	born, days := &record.Values[record.DateValue]{}, &record.Values[record.DateValue]{}
	for i, r := range rows {
		p.Table.IDs.Append(r[0])
		events.Codes, events.Dict = append(events.Codes, uint32(i)), append(events.Dict, record.Coded{Code: r[0], Known: true})
		for k, v := range []*record.Values[record.DateValue]{born, days} {
			v.Codes, v.Dict = append(v.Codes, uint32(i)), append(v.Dict, ParseDate(r[1+k], DateContext{AsOf: testDay}))
		}
	}
	p.Coded[record.EventType], p.Dates[record.BirthDate], p.Dates[record.EventDate] = events, born, days
	return p
}

func TestBirthsAreMatchedByTheirEvents(t *testing.T) {
	var rows [][3]string
	for range birthsCompared {
		rows = append(rows, [3]string{record.EventBirth, "13/05/2019", "13/05/2019"})
	}
	n := len(rows)
	rows = append(rows, [3]string{record.EventBirth, "", "25/11/2024"}, [3]string{record.EventBirth, "2024", "25/11/2024"}, [3]string{record.EventBirth, "2014", "25/11/2024"},
		[3]string{record.EventBirth, "25/11/2014", "25/11/2024"}, [3]string{record.EventBirth, "25/11/2014", "2024"}, [3]string{record.EventBirth, "2014", ""},
		[3]string{record.EventDeath, "1960", "25/11/2024"}, [3]string{record.EventMarriage, "", "25/11/2024"})
	p := eventsOf(rows)
	p.Births = births(p)
	if p.Births == nil {
		t.Fatal("the events' days are birth dates")
	}
	day, slip := record.MakeDate(2024, 11, 25), record.MakeDate(2014, 11, 25)
	for i, want := range []record.DateValue{{Date: day}, {Date: day}, {Date: day}, {Date: slip, Alt: day}, {Date: slip}, {Date: record.MakeDate(2014, 0, 0)}, {Date: record.MakeDate(1960, 0, 0)}, {}} {
		if got := p.Matched(record.BirthDate).At(n + i); got.Date != want.Date || got.Alt != want.Alt {
			t.Errorf("%v: %v, want %v", rows[n+i], got, want)
		}
	}
	if got := p.Dates[record.BirthDate].At(n).Date; got != 0 {
		t.Errorf("what is written is changed to %v", got)
	}
}

// TestDaysOfRegistrationAreNoBirths: a list that has the day of registration as the event's is told by it.
func TestDaysOfRegistrationAreNoBirths(t *testing.T) {
	var rows [][3]string
	for i := range 3 * birthsCompared {
		day := "20/05/2019"
		if i%3 == 0 {
			day = "13/05/2019"
		}
		rows = append(rows, [3]string{record.EventBirth, "13/05/2019", day})
	}
	if births(eventsOf(rows)) != nil {
		t.Error("two thirds of the births were registered another day")
	}
	if births(eventsOf(rows[:1])) != nil {
		t.Error("one birth tells nothing")
	}
}
