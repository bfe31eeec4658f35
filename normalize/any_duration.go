package normalize

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Lengths of time are written in many ways: 3:27, 3m 27s, and 207, 207000 or 3.45 with nobody to say of what. A column is one of durations where enough of its values
// say so, and its header or their units that they are no times of the day.
const (
	durationShare = .85 // of the values that can be read
	durationTold  = .15 // of them, those that tell their unit
	unitsWritten  = .05 // and of those that do by a word, where the header says of no quantity
)

var (
	clockDuration = pattern.Of(`^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:\.\d+)?$`)
	unitDuration  = pattern.Of(`^(?:pt)?(?:(\d+)\s*(?:h|hr|hrs|hours?|std|gio)\.?\s*)?(?:(\d+)\s*(?:m|mn|min|mins|minutes?|minuten|phut|'|’|′)\.?\s*)?(?:(\d+)(?:\.\d+)?\s*(?:s|sec|secs|seconds?|sek|giay|"|”|″|'')\.?)?$`)
)

// toldDuration reads a duration that tells its unit, in seconds; by says that a word or sign of a unit does.
func toldDuration(s string) (seconds float64, by, ok bool) {
	s = strings.TrimSpace(viet.Fold(s))
	parts := clockDuration().FindStringSubmatch(s)
	if parts == nil {
		if parts, by = unitDuration().FindStringSubmatch(s), true; parts == nil || parts[1]+parts[2]+parts[3] == "" {
			return 0, false, false
		}
	}
	for _, p := range parts[1:] {
		n, _ := strconv.Atoi("0" + p)
		seconds = 60*seconds + float64(n)
	}
	return seconds, by, seconds > 0
}

// durationReader reads the values of a column of durations in whole seconds; nil if it is none. A number alone is of the unit in which it comes nearest to what those
// are that tell theirs, by the mean of their logarithms.
func durationReader(cols []*record.Column, h header) func(string) string {
	total, told, units, bare, logs := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, c := range cols {
		for s, rows := range c.Distinct() {
			n := float64(rows)
			if plainText(s) == "" {
				continue
			}
			total += n
			if d, by, ok := toldDuration(s); ok {
				told += n
				logs += n * math.Log(d)
				if by {
					units += n
				}
			} else if _, ok := looseNumber(s); ok {
				bare += n
			}
		}
	}
	if told == 0 || told+bare < durationShare*total || told < durationTold*total || units < unitsWritten*total && h.role != record.RoleNumber {
		return nil
	}
	mean := logs / told
	return func(s string) string {
		d, _, ok := toldDuration(s)
		if !ok {
			t, _ := looseNumber(s)
			n, _ := strconv.ParseFloat(t, 64)
			if n <= 0 {
				return ""
			}
			d = nearestUnit(n, mean)
		}
		return strconv.FormatFloat(math.Round(d), 'f', -1, 64)
	}
}

// nearestUnit is a number of milliseconds, seconds, minutes or hours in seconds, whichever comes nearest to a mean logarithm.
func nearestUnit(n, mean float64) float64 {
	return n * nearestSize([]float64{.001, 1, 60, 3600}, math.Log(n), mean)
}

// nearestSize is that of some units in which a quantity comes nearest to another, both told by their logarithms.
func nearestSize(sizes []float64, quantity, to float64) float64 {
	away := func(size float64) float64 { return math.Abs(quantity + math.Log(size) - to) }
	return slices.MinFunc(sizes, func(a, b float64) int { return cmp.Compare(away(a), away(b)) })
}
