package synth

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestWritings(t *testing.T) {
	s := newStream(1, 1, 1)
	for _, c := range []struct{ name, got, want string }{
		{"tone to the new place", retone("Nguyễn Thị Hòa Thúy"), "Nguyễn Thị Hoà Thuý"},
		{"tone back", retone("Lê Hoà"), "Lê Hòa"},
		{"closed syllables stay", retone("Trần Hoàng Quý"), "Trần Hoàng Quý"},
		{"in an address", retone("Xã Hòa Bình, Huyện Hóa, Tỉnh X"), "Xã Hoà Bình, Huyện Hoá, Tỉnh X"},
		{"i for y", swapIY("Lý Thị Mỹ Thúy"), "Lí Thị Mĩ Thúy"},
		{"no marks", unmark("Đặng Thị Ngọc Ý"), "Dang Thi Ngoc Y"},
		{"TELEX", telex("Nguyễn An"), "Nguyeenx An"},
		{"TELEX đ", telex("Đỗ An"), "Ddoox An"},
		{"VNI", vni("Nguyễn An"), "Nguye64n An"},
		{"initials", initials("Trần Thị Thu Hà", &s), "Trần T. T. Hà"},
		{"given name first", givenFirst("Trần Thị Hà"), "Hà Trần Thị"},
		{"a title is no given name", givenFirst("Trần Ngọc Anh"), "Trần Ngọc Anh"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, not %q", c.name, c.got, c.want)
		}
	}
}

func TestCompareTexts(t *testing.T) {
	for _, c := range []struct{ sector, register, want string }{
		{"Nguyễn Thị Hoà", "Nguyễn Thị Hòa", ""},
		{"Lí Mĩ", "Lý Mỹ", ""},
		{"Nguyen Thi Hoa", "Nguyễn Thị Hoa", ""},
		{"Nguyễn T. Hoa", "Nguyễn Thị Hoa", ""},
		{"Ng. V. An", "Nguyễn Văn An", ""},
		{"Hoa Nguyễn Thị", "Nguyễn Thị Hoa", ""},
		{"Nguyển Thị Hoa", "Nguyễn Thị Hoa", "diacritics"},
		{"Nguyễn Hoa", "Nguyễn Thị Hoa", "abbreviated"},
		{"Nguyễn Thị Thu Hoa", "Nguyễn Thị Hoa", "abbreviated"},
		{"Nguyễn Thị Hoan", "Nguyễn Thị Hoa", "different"},
		{"Huỳnh Thị Hoa", "Hoàng Thị Hoa", "different"},
		{"Nguyễn Thúi", "Nguyễn Thúy", "different"},
	} {
		if got := compareTexts(c.sector, c.register, false, false); got != c.want {
			t.Errorf("%s for %s: %q, not %q", c.sector, c.register, got, c.want)
		}
	}
}

func TestCompareDates(t *testing.T) {
	d := record.MakeDate
	for _, c := range []struct {
		s, p record.Date
		want string
	}{
		{d(1980, 3, 5), d(1980, 3, 5), ""},
		{d(1980, 0, 0), d(1980, 3, 5), ""},
		{d(1980, 3, 0), d(1980, 3, 5), ""},
		{d(1980, 5, 3), d(1980, 3, 5), "swapped_day_month"},
		{d(1980, 1, 1), d(1980, 3, 5), "less_precise"},
		{d(1908, 3, 5), d(1980, 3, 5), "transposed_digits"},
		{d(1980, 3, 21), d(1980, 3, 12), "transposed_digits"},
		{d(1981, 3, 5), d(1980, 3, 5), "different"},
		{0, d(1980, 3, 5), ""},
	} {
		if got := compareDates(c.s, c.p); got != c.want {
			t.Errorf("%v for %v: %q, not %q", c.s, c.p, got, c.want)
		}
	}
}

// TestTypingErrorsAreErrors checks that what is called a typing error never gives another writing of the same name, or
// else that the comparison says so.
func TestTypingErrorsAreErrors(t *testing.T) {
	w := populated(t, "people: 2000")
	s := newStream(5, 5, 5)
	same := 0
	for i := range w.people {
		name := w.names.text(w.people[i].name)
		for k := typeInsert; k <= typeTranspose; k++ {
			if text := typo(name, k, &s); text != name && compareTexts(text, name, false, false) == "" {
				same++
			}
		}
		if text := misheard(name, &s); text != name && compareTexts(text, name, false, false) == "" {
			t.Errorf("%q for %q is no error", text, name)
		}
		for _, form := range []string{retone(name), swapIY(name), unmark(name), givenFirst(name)} {
			if reason := compareTexts(form, name, form == unmark(name), false); reason != "" {
				t.Errorf("%q for %q: %s", form, name, reason)
			}
		}
	}
	if same > len(w.people)/20 {
		t.Errorf("%d typing errors of %d give the same name", same, 4*len(w.people))
	}
}

func TestSerialDay(t *testing.T) {
	for _, c := range []struct {
		d    record.Date
		want int
	}{{record.MakeDate(1900, 3, 1), 61}, {record.MakeDate(1980, 1, 5), 29225}, {record.MakeDate(2025, 7, 1), 45839}} {
		if got := serialDay(c.d); got != c.want {
			t.Errorf("%v: %d, not %d", c.d, got, c.want)
		}
	}
}

func TestDaysBefore(t *testing.T) {
	for _, c := range []struct {
		from record.Date
		n    int
		want record.Date
	}{
		{record.MakeDate(2025, 3, 1), 1, record.MakeDate(2025, 2, 28)},
		{record.MakeDate(2024, 3, 1), 1, record.MakeDate(2024, 2, 29)},
		{record.MakeDate(2025, 1, 1), 366, record.MakeDate(2024, 1, 1)},
		{record.MakeDate(2025, 1, 20), 0, record.MakeDate(2025, 1, 20)},
	} {
		if got := daysBefore(c.from, c.n); got != c.want {
			t.Errorf("%d days before %v: %v, not %v", c.n, c.from, got, c.want)
		}
	}
}
