package match

// What an officer said of a sampled pair.
const (
	unlabelled int8 = iota
	labelledSame
	labelledDifferent
)

// settle replaces what the model holds of a pair by what an officer said of it, or of another pair of the same row: a row
// that is known to be one person is no other.
func settle(prob float64, label int8, rowKnown bool) float64 {
	switch {
	case label == labelledSame:
		return 1
	case label == labelledDifferent || rowKnown:
		return 0
	}
	return prob
}
