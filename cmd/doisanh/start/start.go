// Package start keeps the garbage collector away until the program knows what it is asked for. What libraries make ready when a program begins is
// just so much that the collector would go through it once, for a third of the time that `doisanh --help` takes.
//
// It works because Go initializes packages that import none of each other in the order of their paths: this one before nearly all libraries. Were that
// to change, the program would start more slowly; `make size` tells.
package start

import "runtime/debug"

var percent = debug.SetGCPercent(-1)

// Over lets the collector work from here on, as GOGC says.
func Over() { debug.SetGCPercent(percent) }
