package normalize

import (
	"fmt"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A column tells whether nine digits lost their leading zero or another digit.
func TestZerosByColumn(t *testing.T) {
	many := func(n int, format string) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf(format, i*7919%1_000_000)
		}
		return out
	}
	own := many(900, "4212%06d")       // Hà Tĩnh
	hanoi := many(40, "116%06d")       // 0116…, eaten
	keptZeros := many(300, "0116%06d") // text column of Hà Nội
	cases := []struct {
		name   string
		column []string
		value  string
		text   string
		faults record.Fault
	}{
		{"eaten in a column of another province", append(own, hanoi...), "116000000", "0116000000", record.RepairedZero},
		{"another digit lost", append(own, "421200001"), "421200001", "421200001", record.FaultLength},
		{"the first digit lost", append(append(own, hanoi...), "212000001"), "212000001", "212000001", record.FaultLength},
		{"one short number proves nothing", append(own, "116000000"), "116000000", "116000000", record.FaultLength},
		{"the column keeps its zeros and has the province", append(keptZeros, "116000001"), "116000001", "0116000001", record.RepairedZero},
		{"the column keeps its zeros and lacks the province", append(keptZeros, "816000001"), "816000001", "816000001", record.FaultLength},
		{"nothing but eaten zeros", hanoi, "116000000", "0116000000", record.RepairedZero},
		{"from 15-character cards", append(many(200, "HT3010116%06d"), "116000001"), "116000001", "0116000001", record.RepairedZero},
	}
	for _, c := range cases {
		column := tenDigitsOf(slices.Values(c.column))
		for _, parse := range []func(string, int, *tenDigits) record.Number{parseBHXH, parseBHYT} {
			if n := parse(c.value, 2025, column); n.Text != c.text || n.Faults != c.faults {
				t.Errorf("%s: %q %v, want %q %v", c.name, n.Text, n.Faults, c.text, c.faults)
			}
		}
	}
}

// Customer codes of a form of its own are no faults, in one that holds real ones they are.
func TestOwnCustomerCodes(t *testing.T) {
	var own, real []string
	for i := range 100 {
		own = append(own, fmt.Sprintf("EVN%06d", i))
		real = append(real, fmt.Sprintf("PA04HT%07d", i))
	}
	if !ownCodes(slices.Values(own)) || ownCodes(slices.Values(real)) || ownCodes(slices.Values(append(real, own...))) || ownCodes(slices.Values(own[:10])) {
		t.Errorf("own codes %v %v", ownCodes(slices.Values(own)), ownCodes(slices.Values(real)))
	}
	if n := parseOwnCode("EVN000001"); n.Text != "EVN000001" || n.Faults != 0 {
		t.Errorf("own code = %+v", n)
	}
}
