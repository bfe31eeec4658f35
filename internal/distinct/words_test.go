package distinct

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	if got := Words(" b  a b\tc a "); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
	if got := Words(" "); len(got) != 0 {
		t.Errorf("%q of a blank", got)
	}
}
