package table

import (
	"testing"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// TestTheEndOfACode: the last signs of a code, six at least, tell as much as a code with a slip does; what it begins with no more than a part.
func TestTheEndOfACode(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want uint8
	}{
		{"wvwzzz1kz6w386752", "386752", 2},
		{"386752", "wvwzzz1kz6w386752", 2},
		{"wvwzzz1kz6w386752", "86752", 5},
		{"wvwzzz1kz6w386752", "wvwzzz1kz6w", 4},
		{"wvwzzz1kz6w386752", "wvwzzz1kz6w386789", 3},
	} {
		a, b := newValue(c.a, record.KindKey), newValue(c.b, record.KindKey)
		if got := compareKeys(&a, &b, &edit.Kernel{}); got != c.want {
			t.Errorf("%s and %s: level %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
