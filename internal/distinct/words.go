package distinct

import (
	"slices"
	"strings"
)

// Words returns the words of a text, each once, in alphabetical order.
func Words(s string) []string {
	w := strings.Fields(s)
	slices.Sort(w)
	return slices.Compact(w)
}
