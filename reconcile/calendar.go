package reconcile

import (
	"time"

	"github.com/doisanh/doisanh/record"
)

// span returns the first and the last day a date may be, 0 and 0 for no date.
func span(d record.Date) (first, last record.Date) {
	switch {
	case d == 0 || d.IsFull():
		return d, d
	case d.Month() == 0:
		return record.MakeDate(d.Year(), 1, 1), record.MakeDate(d.Year(), 12, 31)
	}
	end := time.Date(d.Year(), time.Month(d.Month())+1, 0, 0, 0, 0, 0, time.UTC)
	return record.MakeDate(d.Year(), d.Month(), 1), record.MakeDate(d.Year(), d.Month(), end.Day())
}

// ageAt returns the full years of somebody born on a day.
func ageAt(born, on record.Date) int {
	age := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		age--
	}
	return age
}

// daysBetween counts the days from one full date to another.
func daysBetween(from, to record.Date) int {
	day := func(d record.Date) time.Time {
		return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)).Hours() / 24)
}
