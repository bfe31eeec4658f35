package normalize

import (
	"context"
	"encoding/csv"
	"fmt"
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

// TestHiddenDigits reads numbers of which some digits were made unreadable before the list was handed on.
func TestHiddenDigits(t *testing.T) {
	for in, want := range map[string]string{
		"0420xxxx7449": "0420xxxx7449", "0420****7449": "0420xxxx7449", "042 063 XXX XXX": "042063xxxxxx", "xxxxxxxx7449": "xxxxxxxx7449", "0420######49": "0420xxxxxx49",
		"2418xxx12": "", "0420xxx7449": "", "042063817449x": "", "x": "", "xxxxxxxxxxxx": "", "****": "", "04206381744x": "",
	} {
		p := ParsePersonalID(in)
		shown := uint64(0)
		if want != "" {
			shown = record.Shown([]byte(want))
		}
		if p.Slipped != shown || p.Number != 0 || want != "" && !p.Faults.Has(record.FaultCharacters) {
			t.Errorf("%q: %+v, want %q", in, p, want)
		}
	}
	// A column of them is one of numbers.
	var shown []string
	for i := range 30 {
		shown = append(shown, fmt.Sprintf("0420xxxx%04d", i), fmt.Sprintf("2418xxx%02d", i))
	}
	if _, _, err := Table(context.Background(), table(column(record.PersonalIDNo, record.KindPersonalID, shown...)), Options{}); err != nil {
		t.Error(err)
	}
}

func TestSlippedIDs(t *testing.T) {
	for s, want := range map[string]uint64{
		"04208000123":             4208000123,
		"CCCD: 042 080 0012":      record.Shown([]byte("0420800012xx")), // the last two are missing
		"0990800012":              0,                                    // of no province
		"0427800012":              0,                                    // of the next century
		"0420800012345":           420800012345,
		"1420800012345":           0, // begins with no 0, so it may be anything
		"42080001234":             0, // mended
		"042080001234":            0,
		"0042080001234":           42080001234,
		"0000800012345":           0, // reads as one too short
		"04208000123/04208000999": 4208000123,
		"042080001":               record.Shown([]byte("042080001xxx")), // or a CMND
		"182080001":               0,
	} {
		p := ParsePersonalID(s)
		if p.Slipped != want || want != 0 && (p.Number != 0 || !p.Faults.Has(record.FaultLength) && p.Old == 0) {
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
