package quality

// drawnOf is about how many records or links of a dataset it is asked of by which blocking rules they are found.
const drawnOf = 10_000

// Drawn says whether a record or link, one of so many, is of the sample of which it is asked by which blocking rules they are found. The key is all it is drawn by, so that
// where it tells which record or link it is the order they come in cannot show.
func Drawn(key uint64, of int) bool { return of <= drawnOf || scattered(key)%uint64(of) < drawnOf }

// scattered is the finalizer of splitmix64 (Steele, Lea and Flood 2014).
func scattered(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
