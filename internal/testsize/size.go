// Package testsize tells a test how much to draw. Under the race detector a run costs five to ten times as much, and a race shows in a few
// samples as in many. Many are drawn for what happens in one of a thousand, and for shares that are to be estimated: that is no matter of
// threads, and is looked for without the detector. `make test` runs all packages with it, and those that use this package without it too.
package testsize

import "testing"

// Of is how many of something a test draws: all, or few under the race detector or with -short. It logs the number.
func Of(t testing.TB, what string, all, few int) int {
	t.Helper()
	switch {
	case testing.Short():
		t.Logf("%d of %d %s: -short", few, all, what)
	case Race:
		t.Logf("%d of %d %s: the race detector is on", few, all, what)
	default:
		t.Logf("%d %s", all, what)
		return all
	}
	return few
}
