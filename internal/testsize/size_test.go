package testsize

import "testing"

func TestOf(t *testing.T) {
	want := 50
	if Race || testing.Short() {
		want = 3
	}
	if got := Of(t, "seeds", 50, 3); got != want {
		t.Errorf("%d seeds, want %d", got, want)
	}
}
