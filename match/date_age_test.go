package match

import (
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestYearOfAnAge: an age fits either of two years of birth, which by chance are as frequent as both together; the year after them is one off.
func TestYearOfAnAge(t *testing.T) {
	c := &dateComparer{base: 1950, year: []float64{.01, .02, .03, .04, .05, .06, .07, .08}}
	age := []uint32{uint32(record.MakeDate(1954, 0, 0)), uint32(record.MakeDate(1953, 0, 0))}
	for born, want := range map[record.Date]outcome{
		record.MakeDate(1954, 7, 1): {level: datePartial, f: .05 + .04},
		record.MakeDate(1953, 7, 1): {level: datePartial, f: .05 + .04},
		record.MakeDate(1955, 7, 1): {level: datePartialNear},
		record.MakeDate(1951, 7, 1): {level: datePartialSlip},
	} {
		var o outcome
		c.compare(age, []uint32{uint32(born), 0}, nil, &o)
		if o.level != want.level || want.f != 0 && math.Abs(o.f-want.f) > 1e-9 {
			t.Errorf("%v: level %d, share %v, want %d, %v", born, o.level, o.f, want.level, want.f)
		}
	}
}
