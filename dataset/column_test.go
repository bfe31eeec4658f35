package dataset

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestBuilder holds the builder to a map: short, long, blank and escaped values, so many that tables and blocks grow.
func TestBuilder(t *testing.T) {
	const seed = 5
	rng := rand.New(rand.NewPCG(seed, seed))
	for _, distinct := range []int{1, 50, 30_000} {
		var text []byte
		var cells []cell
		var want coded
		known := map[string]uint32{"": 0}
		want.dict = record.TextsOf("")
		for range 40_000 {
			v := fmt.Sprintf("%0*d", rng.IntN(18), rng.IntN(distinct))
			switch rng.IntN(8) {
			case 0:
				v = ""
			case 1:
				v += "Nguyễn Thị Thuỳ Dương"
			case 2:
				v += "ữ"
			}
			code, ok := known[v]
			if !ok {
				code = uint32(want.dict.Len())
				known[v] = code
				want.dict.Append(v)
			}
			want.codes = append(want.codes, code)
			from := len(text)
			text = append(text, strings.Repeat(" ", rng.IntN(2))+v+strings.Repeat("\u00a0", rng.IntN(2))...)
			cells = append(cells, newCell(from, len(text)))
		}
		s := newSplitter(bytes.Clone(text), ',')
		b := newBuilder(maphash.MakeSeed(), 100)
		b.add(s, cells[:10_000], new(scratch))
		b.add(s, cells[10_000:], new(scratch))
		clear(s.data) // nothing of the text is kept
		got := b.finish()
		if !slices.Equal(got.codes, want.codes) || !slices.Equal(slices.Collect(got.dict.Values()), slices.Collect(want.dict.Values())) {
			t.Errorf("seed %d, %d values: the columns differ", seed, distinct)
		}
	}
}

// FuzzTrim holds the quick look at a value's edges to the definition.
func FuzzTrim(f *testing.F) {
	for _, s := range []string{"a", " a ", "\u00a0Nữ\u200b", "ẩ", "\xe1\xba", "\u1680à", "\u3000", "Đ\xc2\x85"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, want := trim(data), bytes.TrimFunc(data, isBlank)
		if half := bytes.TrimSuffix(got, noBreak); len(half) < len(got) && slices.ContainsFunc(halfLetters, func(h []byte) bool { return bytes.HasSuffix(half, h) }) {
			got = half
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	})
}

// UTF-8 opened as cp1252 ends in a no-break blank where a letter does.
func TestTrimKeepsHalfLetters(t *testing.T) {
	for in, want := range map[string]string{
		" TrÃ\u00a0": "TrÃ\u00a0", "Táº\u00a0 ": "Táº\u00a0", "TrÃƒÂ\u00a0": "TrÃƒÂ\u00a0", "Trà\u00a0": "Trà", "\u00a0Lê Hà\u00a0\u00a0": "Lê Hà", "\u00a0": "", "Ã": "Ã",
	} {
		if got := string(trim([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
