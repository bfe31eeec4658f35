package normalize

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// longWay is ParseName without its short way.
func longWay(s string) record.Name {
	n := parseName(s)
	if n.Faults&^record.FaultUnmarked == 0 {
		return n
	}
	return record.Name{Full: "?"}
}

// readTwice is parseByRules with a second look at every name of which it is not said that none is needed.
func readTwice(s string) record.Name {
	n := parseName(s)
	for range 8 {
		m := parseName(n.Full)
		if m.Full == n.Full && m.FullSurname == n.FullSurname && m.FullGiven == n.FullGiven {
			return n
		}
		m.Faults |= n.Faults
		n = m
	}
	return record.Name{Faults: n.Faults | record.FaultCharacters}
}

// usualWay is the short way alone.
func usualWay(s string) (record.Name, bool) {
	n, forms, ok := names().ready.usualName(s, nameForms{})
	n.Full, n.Folded = string(forms.full), string(forms.folded)
	return n, ok
}

// What is put together from ready syllables is what the rules make of the name.
func TestUsualNames(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, seed))
	var words []string
	for _, s := range refdata.Surnames() {
		words = append(words, strings.Fields(s.Text)...)
	}
	for _, n := range refdata.MiddleNames() {
		words = append(words, strings.Fields(n.Text)...)
	}
	for _, n := range refdata.GivenNames() {
		words = append(words, strings.Fields(n.Text)...)
	}
	words = append(words, "Ý", "Ông", "Bà", "Hộ", "HKD", "Con", "đã", "chết", "Không", "Có", "Thị", "Văn", "Nguễn", "Duơng", "Y", "H'", "An.", "B2", "Hùynh", "Qúy")
	usual := 0
	check := func(s string) {
		got, ok := usualWay(s)
		if !ok {
			return
		}
		usual++
		if want := longWay(s); got != want {
			t.Errorf("seed %d: %q is %+v, by the rules %+v", seed, s, got, want)
		}
	}
	for range 200_000 {
		parts := make([]string, 1+r.IntN(6))
		for i := range parts {
			parts[i] = words[r.IntN(len(words))]
			switch r.IntN(12) {
			case 0:
				parts[i] = strings.ToUpper(parts[i])
			case 1:
				parts[i] = viet.Fold(parts[i])
			}
		}
		s := strings.Join(parts, " ")
		if r.IntN(4) == 0 {
			s = strings.ToUpper(s)
		}
		if r.IntN(20) == 0 {
			s = strings.Replace(s, " ", "  ", 1)
		}
		if r.IntN(20) == 0 {
			s += " "
		}
		check(s)
		runes := []rune(s) // mistyped
		switch k := r.IntN(len(runes)); r.IntN(3) {
		case 0:
			runes = slices.Delete(runes, k, k+1)
		case 1:
			runes[k] = runes[r.IntN(len(runes))]
		case 2:
			runes = slices.Insert(runes, k, []rune("ôdt'. -")[r.IntN(7)])
		}
		check(string(runes))
		if got, want := parseByRules(string(runes)), readTwice(string(runes)); got != want {
			t.Errorf("seed %d: %q is %+v, read twice %+v", seed, string(runes), got, want)
		}
	}
	if usual < 50_000 {
		t.Errorf("only %d of 200,000 names went the short way", usual)
	}
	for _, first := range words {
		for _, other := range []string{"Thị", "VĂN", "Nguyễn", "An"} {
			check(first + " " + other)
			check(other + " " + first)
			check("Trần " + first + " " + other)
			check("Trần " + other + " " + first)
		}
	}
}

func FuzzUsualName(f *testing.F) {
	for _, s := range []string{"Nguyễn Văn An", "TRẦN THỊ HOÀ", "Không Có", "Lý  An", " Lê An", "Đặng Thuỳ Trâm "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := usualWay(s); ok && got != longWay(s) {
			t.Errorf("%q is %+v, by the rules %+v", s, got, longWay(s))
		}
		if got, want := parseByRules(s), readTwice(s); got != want {
			t.Errorf("%q is %+v, read twice %+v", s, got, want)
		}
	})
}

func BenchmarkNameUsual(b *testing.B) {
	all := slices.Concat(cleanNames, []string{"TRẦN VĂN BÌNH"})
	benchmark(b, all, func(s string) { ParseName(s) })
}
