package ui

import (
	"reflect"
	"strings"
	"unicode"
)

// Plain returns a text out of somebody's file (a header, a file's name, a key, a value) as a line on a terminal may have it. Its newlines and tabs are blanks,
// and what would steer the terminal or turn the order of what is read (escape sequences, overrides of the writing direction) is shown as one sign.
func Plain(s string) string { return plain(s, false) }

// PlainLines is Plain of a text of several lines, which stay.
func PlainLines(s string) string { return plain(s, true) }

func plain(s string, lines bool) string {
	steers := func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) && !(lines && r == '\n') }
	if strings.IndexFunc(s, steers) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !steers(r):
			return r
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Bidi_Control, r): // soft hyphens, blanks of no width: they steer nothing and show nothing
			return -1
		}
		return unicode.ReplacementChar
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// plainArgs makes the texts among a sentence's arguments plain. What the catalogue itself says is not touched.
func plainArgs(args []any) []any {
	var out []any
	for i, a := range args {
		var s string
		switch v := a.(type) {
		case string:
			s = v
		case error:
			s = v.Error()
		default:
			k := reflect.ValueOf(a)
			if k.Kind() != reflect.String {
				continue
			}
			s = k.String()
		}
		if t := Plain(s); t != s {
			if out == nil {
				out = append(out, args...)
			}
			out[i] = t
		}
	}
	if out == nil {
		return args
	}
	return out
}
