package match

import "testing"

func TestOneSlip(t *testing.T) {
	slow := func(a, b uint64) bool {
		var x, y [12]byte
		for i := range x {
			x[i], y[i] = byte(a%10), byte(b%10)
			a, b = a/10, b/10
		}
		return slowDistanceSame(x[:], y[:]) == 1
	}
	r := random(13)
	for range 200_000 {
		a := r.next() % 1_000_000_000_000
		b := a
		pow := uint64(1)
		for range r.n(11) {
			pow *= 10
		}
		switch r.n(3) {
		case 0:
			b = a - a/pow%10*pow + uint64(r.n(10))*pow
		case 1:
			x, y := a/pow%10, a/(pow*10)%10
			b = a - x*pow - y*pow*10 + y*pow + x*pow*10
		case 2:
			b = a + uint64(r.n(100))*pow
		}
		b %= 1_000_000_000_000
		if got, want := oneSlip(a, b), slow(a, b); got != want {
			t.Fatalf("oneSlip(%d, %d) = %v, want %v", a, b, got, want)
		}
	}
}

// slowDistanceSame counts one for a replaced digit or an exchange of neighbours, 2 for anything more.
func slowDistanceSame(x, y []byte) int {
	var at []int
	for i := range x {
		if x[i] != y[i] {
			at = append(at, i)
		}
	}
	switch {
	case len(at) < 2:
		return len(at)
	case len(at) == 2 && at[1] == at[0]+1 && x[at[0]] == y[at[1]] && x[at[1]] == y[at[0]]:
		return 1
	}
	return 2
}
