package normalize

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Letters lost on the way come back where the place in the name tells them, in capitals and in title case; what is read is hardly ever another word, and
// what is open stays as it is.
func TestLostLettersComeBack(t *testing.T) {
	const seed, names = 7, 10_000
	lists := newNameLists()
	for _, c := range []struct {
		kind  string
		way   loss
		least float64 // share of the words with lost letters that come back
	}{
		{"a mark for a letter", lossOfLetters, 0.75},
		{"a mark for a byte", lossOfBytes, 0.75},
		{"a mark for a diacritic", lossOfMarks, 0.9},
		{"letters beyond Latin-1", lossBeyondLatin, 0.85},
	} {
		r := rand.New(rand.NewPCG(seed, seed))
		lost, back, marks, wrong := 0, 0, 0, 0
		for i := range names {
			name := strings.Join(lists.draw(r), " ")
			if i%2 == 0 {
				name = strings.ToUpper(name)
			}
			left := c.way.in(name)
			if strings.IndexByte(left, '?') == len(left)-1 {
				continue
			}
			want, got := strings.Fields(ParseName(name).Full), strings.Fields(ParseName(left).Full)
			if len(want) != len(got) {
				t.Errorf("%s: %q is %q, want %q", c.kind, left, got, want)
				continue
			}
			for k, w := range strings.Fields(left) {
				switch {
				case !strings.Contains(w, "?"):
				case got[k] == want[k]:
					back++
				case strings.Contains(got[k], "?"):
				case viet.Fold(got[k]) == viet.Fold(want[k]):
					marks++
				default:
					wrong++
				}
				if strings.Contains(w, "?") {
					lost++
				}
			}
		}
		share := func(n int) float64 { return 100 * float64(n) / float64(lost) }
		t.Logf("%s: of %d words %.1f%% come back, %.1f%% but for their marks, %.1f%% are read as another", c.kind, lost, share(back), share(marks), share(wrong))
		if float64(back) < c.least*float64(lost) {
			t.Errorf("seed %d: %s: only %d of %d come back", seed, c.kind, back, lost)
		}
		if wrong > lost/50 {
			t.Errorf("seed %d: %s: %d of %d are read as another", seed, c.kind, wrong, lost)
		}
	}
}

// A column whose letters a program left out is read as one; a name of that kind among others is somebody's slip.
func TestLettersLostToNothing(t *testing.T) {
	const seed, names = 8, 2000
	lists := newNameLists()
	for _, c := range []struct {
		kind  string
		way   loss
		least float64 // share of the names that come back whole
	}{
		{"ASCII is left", lossToNothing, 0.35},
		{"Latin-1 is left", lossToNothingBeyondLatin, 0.6},
	} {
		r := rand.New(rand.NewPCG(seed, seed))
		var whole, left, plain []string
		for range names {
			name := strings.Join(lists.draw(r), " ")
			whole, left, plain = append(whole, name), append(left, c.way.in(name)), append(plain, viet.Fold(name))
		}
		p, report := run(t, Options{}, column(record.FullName, record.KindName, left...))
		back := 0
		for i, name := range whole {
			if p.Names[record.FullName].At(i).Full == ParseName(name).Full {
				back++
			}
		}
		t.Logf("%s: %d of %d names come back", c.kind, back, names)
		if float64(back) < c.least*names {
			t.Errorf("seed %d: %s: only %d of %d names come back", seed, c.kind, back, names)
		}
		if f := report.column(record.FullName).Faults; !slices.ContainsFunc(f, func(f FaultCount) bool { return f.Fault == record.RepairedChars }) {
			t.Errorf("%s: nothing is told: %v", c.kind, f)
		}
		for kind, column := range map[string]*record.Column{
			"with marks":       column(record.FullName, record.KindName, append(left[:20:20], whole...)...),
			"without any mark": column(record.FullName, record.KindName, append(left[:20:20], plain...)...),
			"few":              column(record.FullName, record.KindName, left[:15]...),
		} {
			if _, ok := dropped(&column.Dict); ok {
				t.Errorf("%s, %s: slips are taken for a loss of the column", c.kind, kind)
			}
		}
	}
}

// A mark that nobody's character set has put there is left alone.
func TestDoubtIsNoLostLetter(t *testing.T) {
	for _, s := range []string{"Nguyễn V?n An", "Nguyễn Thị H? Anh", "Nguyen Van Tu?", "?", "Nguyen ?"} {
		if n := ParseName(s); n.Faults.Has(record.RepairedChars) {
			t.Errorf("%q is read as %q", s, n.Full)
		}
	}
}

func BenchmarkNameLost(b *testing.B) {
	benchmark(b, []string{"Nguy?n Th? H?ng", "TR?N V?N TU?N", "Lê Th? Hà"}, func(s string) { ParseName(s) })
}
