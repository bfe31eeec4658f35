//go:build !race

package testsize

// Race says whether the program is built with the race detector.
const Race = false
