package normalize

import (
	"fmt"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// What a spreadsheet of a country that writes the month first makes of days typed with the day first: those it can read are swapped, the others stay text.
func TestDaysSwapped(t *testing.T) {
	american := func(n int) (values []string) {
		for i := range n {
			values = append(values, fmt.Sprintf("19%02d-%02d-%02d", 50+i, i%12+1, (i+3)%12+1), fmt.Sprintf("%02d/%02d/19%02d", 13+i%18, i%12+1, 50+i))
		}
		return values
	}
	for name, c := range map[string]struct {
		values []string
		want   bool
	}{
		"swapped":           {american(10), true},
		"few":               {american(7), false},
		"one late":          {append(american(10), "1980-03-15"), false},
		"one late of many":  {append(american(30), "1980-03-15", "05/03/1980"), true},
		"nothing":           {nil, false},
		"typed early":       {append(american(10), "05/03/1980", "06/03/1980"), false},
		"blank and strange": {append(american(10), "", "không rõ", "1980", "29285"), true},
	} {
		if got := daysSwapped(slices.Values(c.values)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	swapped := DateContext{Swapped: true}
	v := ParseDate("1980-03-05", swapped)
	if v.Date != record.MakeDate(1980, 5, 3) || v.Alt != record.MakeDate(1980, 3, 5) || v.Faults&record.RepairedOrder == 0 || v.Faults&record.FaultAmbiguous == 0 {
		t.Errorf("a day that can be swapped: %+v", v)
	}
	for s, want := range map[string]record.Date{"1980-03-15": record.MakeDate(1980, 3, 15), "1980-03-03": record.MakeDate(1980, 3, 3), "15/03/1980": record.MakeDate(1980, 3, 15), "1980-03-00": record.MakeDate(1980, 3, 0)} {
		if v := ParseDate(s, swapped); v.Date != want || v.Alt != 0 {
			t.Errorf("%s: %+v", s, v)
		}
	}
}
