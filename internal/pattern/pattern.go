// Package pattern compiles regular expressions when they are first asked for. The program has some two dozen of them, which together take longer to
// compile than `doisanh --help` takes to answer.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns what gives the expression compiled. It panics where the text is none, as regexp.MustCompile does.
func Of(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
