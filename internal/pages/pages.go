// Package pages makes large slices that are read before they are written.
package pages

import "unsafe"

const size = 4096 // bytes of a page on every system we run on, or a divisor of them

// Made returns n zero values, like make, in memory that has been written to once.
//
// A page of fresh memory that is read first is a page of zeros that the system shares; the write that follows has to give it a place of
// its own and to make every processor forget the old one, which takes three times as long as a write at once. That is the rule in
// tables of hashes and in lists that are compared before they are changed. What is written from one end to the other does not need it.
func Made[T any](n int) []T {
	s := make([]T, n)
	Touch(s)
	return s
}

// Touch writes zero values to every page of a new slice, or of a part of one, as Made does.
func Touch[T any](s []T) {
	var zero T
	step := max(1, size/max(1, int(unsafe.Sizeof(zero))))
	for i := 0; i < len(s); i += step {
		s[i] = zero
	}
}
