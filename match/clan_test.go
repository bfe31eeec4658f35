package match

import (
	"testing"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

func TestClan(t *testing.T) {
	led := func(s string) record.Name { // as normalize has names that a particle leads
		n := testName(s)
		n.FullSurname, n.FoldedSurname, n.FullGiven, n.FoldedGiven = 0, 0, 0, 0
		return n
	}
	for _, c := range []struct {
		name                   record.Name
		surname, middle, given string
		told                   bool
	}{
		{led("Y Wăn Niê Kdăm"), "nie kdam", "", "wan", false},
		{led("Y Wăn Niê"), "nie", "", "wan", false},
		{led("H'Ñuê Kbuôr"), "kbuor", "", "nue", false},
		{led("H Ñuê Kbuôr"), "kbuor", "", "nue", false},
		{testName("Kbuôr H'Ñuê"), "kbuor", "", "nue", false},
		{testName("Hñuê Kbuôr"), "kbuor", "", "nue", false},
		{testName("Hmok H'Lan"), "hmok", "", "lan", false},
		{testName("Kbuôr Ñuê"), "kbuor", "", "nue", true},
		{led("Y Vêng"), "", "", "y veng", true},
		{led("Y Ly Trang"), "", "", "y ly trang", true}, // no clan that is known
		{led("H'Niê"), "", "", "h'nie", true},
		{led("Y Niê"), "", "", "y nie", true},
		{testName("Hồ Thị Niê"), "ho", "thi", "nie", true},
		{testName("Nguyễn Văn Hùng"), "nguyen", "van", "hung", true},
		{testName(""), "", "", "", true},
	} {
		folded, marked, told := partsOf(c.name)
		if want := (nameParts{c.surname, c.middle, c.given}); folded != want || told != c.told {
			t.Errorf("%s: %q %v, want %q %v", c.name.Full, folded, told, want, c.told)
		}
		for i := range marked {
			if (marked[i] == "") != (folded[i] == "") {
				t.Errorf("%s: with marks %q, without %q", c.name.Full, marked, folded)
			}
		}
	}
}

// TestParticle: what leads a name of the Central Highlands, and no Vietnamese one.
func TestParticle(t *testing.T) {
	for name, want := range map[string]int{
		"y wan": 2, "h wan": 2, "k wan": 2, "y a": 2, "h'nue": 2, "k'bri": 2, "hnue": 1, "hzi": 1, "hbi": 1,
		"y'wan": 0, "a wan": 0, "hue": 0, "hoa": 0, "hien": 0, "hyen": 0, "khanh": 0, "h1a": 0, "h-an": 0, "h{a": 0, "h'": 0, "y": 0, "": 0,
	} {
		if got := particle(name); got != want {
			t.Errorf("%q: %d, want %d", name, got, want)
		}
	}
}

// TestBrothersOfAClan: brothers share the clan, and only their given names tell them apart; the clan written first leaves a name the same.
func TestBrothersOfAClan(t *testing.T) {
	table := newNameTable(nil)
	of := func(s string) uint32 {
		n := testName(s)
		if particle(n.Folded) > 0 {
			n.FullSurname, n.FoldedSurname, n.FullGiven, n.FoldedGiven = 0, 0, 0, 0
		}
		return table.of(n)
	}
	brothers := [2]uint32{of("Y Wăn Niê Kdăm"), of("Y Jônathan Niê Kdăm")}
	orders := [2]uint32{of("Ksơr Y Lơi"), of("Y Lơi Ksơr")}
	bare := [2]uint32{of("Kbuôr Ñuê"), of("H'Ñuê Kbuôr")}
	table.weigh(0)
	names := table.comparer(true, false)
	w := &worker{patterns: make([]edit.Pattern, 1)}
	for _, c := range []struct {
		what    string
		pair    [2]uint32
		level   uint8
		surname bool
	}{
		{"brothers", brothers, nameSurname, true},
		{"the clan first", orders, nameOrder, false},
		{"no particle", bare, nameMiddleMissing, true},
	} {
		var o outcome
		if names.decide(c.pair[0], c.pair[1], w, &o); o.level != c.level || o.surname != c.surname && c.surname {
			t.Errorf("%s: level %d, surname %v; want %d, %v", c.what, o.level, o.surname, c.level, c.surname)
		}
	}
}

func FuzzClan(f *testing.F) {
	for _, s := range []string{"Y Wăn Niê Kdăm", "H'Ñuê Kbuôr", "Kbuôr H'Ñuê", "Hmok", "h' niê", "y  niê", "k'", "0 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 100 {
			return
		}
		n := normalize.ParseName(s)
		for range 2 {
			if folded, _, told := partsOf(n); !told && (folded[0] == "" || !clans()[folded[0]]) {
				t.Errorf("%q: %q is no clan", s, folded[0])
			}
			n.FullSurname, n.FoldedSurname, n.FullGiven, n.FoldedGiven = 0, 0, 0, 0
		}
	})
}
