package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAgesTellTheYearOfBirth: where a list has no birth date of a row, its age stands for it in matching alone: one of two years.
func TestAgesTellTheYearOfBirth(t *testing.T) {
	p, _ := run(t, Options{},
		column(record.BirthDate, record.KindDate, "13/05/1980", "", "67 tuổi", "45", "", "7 TUỔI", "không rõ"),
		column(record.Age, record.KindText, "44", "67", "66", "", "131", "", " 5 tuổi "))
	years := func(year int) record.DateValue {
		return record.DateValue{Date: record.MakeDate(year, 0, 0), Alt: record.MakeDate(year-1, 0, 0)}
	}
	for row, want := range []record.DateValue{{Date: record.MakeDate(1980, 5, 13)}, years(1958), years(1958), p.Dates[record.BirthDate].At(3), {}, years(2018), years(2020)} {
		if got := p.Matched(record.BirthDate).At(row); got.Date != want.Date || got.Alt != want.Alt {
			t.Errorf("row %d: %v, want %v", row, got, want)
		}
	}
	if got := p.Dates[record.BirthDate].At(1); got.Date != 0 {
		t.Errorf("what is written is changed to %v", got)
	}
	if p, _ := run(t, Options{}, column(record.BirthDate, record.KindDate, "13/05/1980", "")); p.Births != nil {
		t.Error("a list that tells no ages")
	}
}
