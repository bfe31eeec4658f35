package edit

import (
	"math"
	"testing"

	"github.com/antzucaro/matchr"
	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"
)

// vietnamese returns random text of Vietnamese syllables with their marks, and another with some edits done to it.
func vietnamese(r *random) (a, b []rune) {
	onsets := []string{"", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "ngh", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"}
	rhymes := []string{"a", "ả", "ánh", "ăn", "ắc", "ặng", "âm", "ấp", "ậu", "ẽo", "ê", "ếch", "iệt", "ìn", "iễn", "oà", "oan", "óc", "ông", "ộc", "ơ", "ớt", "ợp", "ú", "uấn", "ũng", "ư", "ứ", "ưỡng", "ười", "ỳ", "yến"}
	for range 1 + r.n(5) {
		if len(a) > 0 {
			a = append(a, ' ')
		}
		a = append(a, []rune(pick(r, onsets)+pick(r, rhymes))...)
	}
	b = append(b, a...)
	letters := []rune("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ")
	for range r.n(5) {
		i := r.n(len(b))
		switch r.n(4) {
		case 0:
			b[i] = pick(r, letters)
		case 1:
			if len(b) > 1 {
				b = append(b[:i], b[i+1:]...)
			}
		case 2:
			b = append(b[:i], append([]rune{pick(r, letters)}, b[i:]...)...)
		case 3:
			if i > 0 {
				b[i], b[i-1] = b[i-1], b[i]
			}
		}
	}
	return a, b
}

// TestKernelsOnVietnamese holds the kernels against three libraries on text with marks: edlib and matchr on the text itself, which they
// take by its letters as the kernels do; smetrics, which counts bytes, on the letters' numbers. (Of matchr its OSA is not taken: it
// gives 2 for two letters exchanged at the very start. Of edlib its Jaro is not: it takes half transpositions for such.)
func TestKernelsOnVietnamese(t *testing.T) {
	const seed = 15
	r, k := random(seed), Kernel{}
	for range 30_000 {
		a, b := vietnamese(&r)
		if r.chance(.2) {
			b, _ = vietnamese(&r)
		}
		numbers := map[rune]byte{}
		symbols := func(s []rune) []byte {
			out := make([]byte, len(s))
			for i, c := range s {
				if numbers[c] == 0 {
					numbers[c] = byte(len(numbers) + 1)
				}
				out[i] = numbers[c]
			}
			return out
		}
		x, y := symbols(a), symbols(b)
		if len(numbers) >= nSymbols || max(len(x), len(y)) > MaxSymbols {
			continue
		}
		if got, want := k.Distance(x, y), edlib.OSADamerauLevenshteinDistance(string(a), string(b)); got != want {
			t.Fatalf("seed %d: distance of %q and %q is %d, edlib's %d", seed, string(a), string(b), got, want)
		}
		got := k.JaroWinkler(x, y)
		if want := matchr.JaroWinkler(string(a), string(b), false); math.Abs(got-want) > 1e-9 {
			t.Fatalf("seed %d: Jaro–Winkler of %q and %q is %v, matchr's %v", seed, string(a), string(b), got, want)
		}
		if want := smetrics.JaroWinkler(string(x), string(y), .7, 4); math.Abs(got-want) > 1e-9 {
			t.Fatalf("seed %d: Jaro–Winkler of %q and %q is %v, smetrics' %v", seed, string(a), string(b), got, want)
		}
	}
}
