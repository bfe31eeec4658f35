package celltext

import (
	"math"
	"math/big"
	"testing"
)

func TestTexts(t *testing.T) {
	dec := func(v int64, scale int) string { return string(Decimal(nil, big.NewInt(v), scale)) }
	for _, c := range []struct{ got, want string }{
		{string(Float(nil, 42063817449, 64)), "42063817449"}, {string(Float(nil, 1.5, 64)), "1.5"}, {string(Float(nil, math.NaN(), 64)), ""},
		{string(Float(nil, float64(float32(0.1)), 32)), "0.1"}, {string(Float(nil, 1e300, 64)), "1e+300"},
		{string(Day(nil, 0)), "1970-01-01"}, {string(Day(nil, -1)), "1969-12-31"}, {string(Day(nil, math.MaxInt64)), "9223372036854775807"},
		{string(Stamp(nil, 1500, 1000)), "1970-01-01 00:00:01.5"}, {string(Stamp(nil, -1, 1_000_000)), "1969-12-31 23:59:59.999999"}, {string(Stamp(nil, 86400, 1)), "1970-01-02"},
		{string(Clock(nil, 3661, 1)), "01:01:01"}, {string(Bool(nil, true)), "TRUE"}, {string(Bool(nil, false)), "FALSE"},
		{dec(42063817449, 0), "42063817449"}, {dec(4206381744900, 2), "42063817449"}, {dec(-105, 2), "-1.05"}, {dec(5, 3), "0.005"}, {dec(7, -2), "700"}, {dec(0, 2), "0"}, {dec(150, 2), "1.5"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
