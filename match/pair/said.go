package pair

// What an officer said of a sampled pair.
const (
	Unlabelled int8 = iota
	Same
	Different
)

// Settle replaces what the model holds of a pair by what an officer said of it, or of another pair of the same row: a row
// that is known to be one person is no other.
func Settle(prob float64, label int8, rowKnown bool) float64 {
	switch {
	case label == Same:
		return 1
	case label == Different || rowKnown:
		return 0
	}
	return prob
}
