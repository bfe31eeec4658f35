package normalize

import "github.com/doisanh/doisanh/record"

const (
	// birthsCompared is how many births must have both a birth date and an event's day before these are held to be one.
	birthsCompared = 20
	// birthsAgree is the share of them in which they must be the same. Days on which births were registered fall on some other day nearly always.
	birthsAgree = .5
)

// births returns the birth dates of a list of civil-status events by which its records are matched, nil where they are those written as such. The event of a
// birth is the birth: where the birth date is blank or a year alone the event's day stands for it, and where the two differ either may be right.
// Lists that have the day of registration there show it by how seldom the two agree.
func births(p *record.People) *record.Values[record.DateValue] {
	events, days, born := p.Coded[record.EventType], p.Dates[record.EventDate], p.Dates[record.BirthDate]
	if events == nil || days == nil || born == nil {
		return nil
	}
	both := func(row int) (date, day record.DateValue, ok bool) {
		if e := events.At(row); !e.Known || e.Code != record.EventBirth {
			return date, day, false
		}
		date, day = born.At(row), days.At(row)
		return date, day, day.Date.IsFull() && day.Alt == 0 && day.Faults == 0
	}
	compared, same := 0, 0
	for row := range p.Rows() {
		if date, day, ok := both(row); ok && date.Date.IsFull() {
			compared++
			if date.Date == day.Date || date.Alt == day.Date {
				same++
			}
		}
	}
	if compared < birthsCompared || float64(same) < birthsAgree*float64(compared) {
		return nil
	}
	return record.ValuesBy(p.Rows(), func(row int) record.DateValue {
		date, day, ok := both(row)
		switch {
		case !ok:
			return born.At(row)
		case !date.Date.IsFull():
			return day
		case date.Date != day.Date && date.Alt == 0:
			date.Alt = day.Date
		}
		return date
	})
}
