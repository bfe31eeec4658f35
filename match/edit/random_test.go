package edit

// random is a small seeded generator (splitmix64): the tests print its seed by their name.
type random uint64

func (r *random) next() uint64 {
	*r++
	x := uint64(*r) + 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

func (r *random) n(n int) int           { return int(r.next() % uint64(n)) }
func (r *random) chance(p float64) bool { return float64(r.next()>>11)/(1<<53) < p }
func pick[T any](r *random, from []T) T { return from[r.n(len(from))] }
