package normalize

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// cases reads a table of cases; \u escapes in the input stand for themselves.
func cases(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 301 {
		t.Errorf("%s: only %d cases", name, len(rows)-1)
	}
	for _, r := range rows[1:] {
		for i, c := range r {
			if strings.Contains(c, `\u`) {
				if r[i], err = strconv.Unquote(`"` + c + `"`); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return rows[1:]
}

func TestNameCases(t *testing.T) {
	for _, r := range cases(t, "names.csv") {
		n := ParseName(r[0])
		if n.Surname() != r[1] || n.Middle() != r[2] || n.Given() != r[3] || n.Faults.String() != r[4] {
			t.Errorf("%s: ParseName(%q) = %q %q %q %v, want %q %q %q %s", r[5], r[0], n.Surname(), n.Middle(), n.Given(), n.Faults,
				r[1], r[2], r[3], r[4])
		}
	}
}

func TestDateCases(t *testing.T) {
	orders := map[string]DateOrder{"": OrderUnknown, "day_month": OrderDayMonth, "month_day": OrderMonthDay}
	for _, r := range cases(t, "dates.csv") {
		asOf := ParseDate(r[1], DateContext{Event: true}).Date
		v := ParseDate(r[0], DateContext{AsOf: asOf, Order: orders[r[2]], Event: r[3] == "yes"})
		if v.Date.String() != r[4] || v.Alt.String() != r[5] || v.Faults.String() != r[6] {
			t.Errorf("%s: ParseDate(%q) = %v %v %v, want %s %s %s", r[7], r[0], v.Date, v.Alt, v.Faults, r[4], r[5], r[6])
		}
	}
}

func TestSlippedIDs(t *testing.T) {
	for s, want := range map[string]uint64{
		"04208000123":             4208000123,
		"CCCD: 042 080 0012":      0, // two are missing
		"0420800012345":           420800012345,
		"1420800012345":           0, // begins with no 0, so it may be anything
		"42080001234":             0, // mended
		"042080001234":            0,
		"0042080001234":           42080001234,
		"0000800012345":           0, // reads as one too short
		"04208000123/04208000999": 4208000123,
	} {
		p := ParsePersonalID(s)
		if p.Slipped != want || want != 0 && (p.Number != 0 || !p.Faults.Has(record.FaultLength)) {
			t.Errorf("%q: %+v, want slipped %d", s, p, want)
		}
	}
}

func TestNumberCases(t *testing.T) {
	parsers := map[string]func(string) record.Number{"tax": ParseTaxCode, "bhxh": ParseBHXH, "bhyt": ParseBHYT, "evn": ParseEVN}
	for _, r := range cases(t, "numbers.csv") {
		var text, old string
		var faults record.Fault
		if r[0] == "id" {
			p := ParsePersonalID(r[1])
			text, old, faults = record.FormatID(p.Number), record.FormatOldID(p.Old), p.Faults
		} else {
			n := parsers[r[0]](r[1])
			text, faults = n.Text, n.Faults
		}
		if text != r[2] || old != r[3] || faults.String() != r[4] {
			t.Errorf("%s: %s %q = %q %q %v, want %q %q %s", r[5], r[0], r[1], text, old, faults, r[2], r[3], r[4])
		}
	}
}
