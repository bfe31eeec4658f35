package viet

// Edits is the number of insertions, deletions, substitutions and exchanges of neighbouring letters that lead from one short text to
// another, no place being edited twice (optimal string alignment).
func Edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, now := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}

// OneLetterOff reports whether two folded texts differ by at most one letter more, less or other.
func OneLetterOff(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := sameUpTo(a, b)
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// OneSlipOff reports whether two folded texts differ by at most one slip of the hand: one letter more, less or other, or two neighbours that have changed places.
func OneSlipOff(a, b string) bool { return OneLetterOff(a, b) || Exchanged(a, b) }

// Exchanged reports whether two folded texts differ by two neighbouring letters that have changed places.
func Exchanged(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := sameUpTo(a, b)
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// sameUpTo returns how many letters two texts, the first no longer than the second, begin with alike.
func sameUpTo(a, b string) int {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i
}
