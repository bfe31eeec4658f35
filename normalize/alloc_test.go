package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/refdata"
)

// Clean input costs no allocation beyond the result: the folded form of a name, the hamlet of a place.
func TestAllocations(t *testing.T) {
	places := NewPlaceParser(refdata.Units(), sinceReform, 42)
	ctx := DateContext{AsOf: testDay, Order: OrderDayMonth}
	for _, c := range []struct {
		name string
		most float64
		f    func()
	}{
		{"clean", 0, func() { Clean("Nguyễn Văn An") }},
		{"name", 1, func() { ParseName("Nguyễn Văn An") }},
		{"name of four words", 1, func() { ParseName("Phạm Thị Thu Hương") }},
		{"rare name", 1, func() { ParseName("Đặng Thuỳ Trâm") }},
		{"name in capitals", 2, func() { ParseName("TRẦN THỊ HOÀ") }},
		{"name without marks", 2, func() { ParseName("nguyen van binh") }},
		{"date", 0, func() { ParseDate("05/03/1980", ctx) }},
		{"ISO date", 0, func() { ParseDate("1980-03-05", ctx) }},
		{"personal ID", 0, func() { ParsePersonalID("042080001234") }},
		{"CMND", 0, func() { ParsePersonalID("183456789") }},
		{"BHXH", 1, func() { ParseBHXH("4216001234") }},
		{"sex", 0, func() { ParseSex("Nam") }},
		{"province", 0, func() { places.Parse("Tỉnh Hà Tĩnh") }},
		{"place", 0, func() { places.Parse("Xã Đức Thọ, Tỉnh Hà Tĩnh") }},
		{"place with a hamlet", 1, func() { places.Parse("Thôn 3, Xã Đức Thọ, Tỉnh Hà Tĩnh") }},
	} {
		if n := testing.AllocsPerRun(100, c.f); n > c.most {
			t.Errorf("%s: %v allocations, want at most %v", c.name, n, c.most)
		}
	}
}
