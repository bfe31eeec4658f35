package splitmix

import "testing"

// TestMix holds it against the first numbers of the published generator (Vigna's splitmix64.c) from the seed 1234567: results hang on them.
func TestMix(t *testing.T) {
	const step = 0x9E3779B97F4A7C15
	x := uint64(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := Mix(x); got != want {
			t.Errorf("%d, want %d", got, want)
		}
		x += step
	}
}
