package dataset

import "bytes"

// singlyQuoted reports whether a text's cells stand in apostrophes where others have quotation marks: those of its first line do, all
// of them, and of several.
func singlyQuoted(text []byte) bool {
	if len(text) == 0 || text[0] != '\'' {
		return false
	}
	line, _, _ := bytes.Cut(text[:min(len(text), headBytes)], []byte{'\n'})
	line = bytes.TrimRight(line, "\r")
	for _, delim := range []byte{',', ';', '\t', '|'} {
		between := []byte{'\'', delim, '\''}
		if n := bytes.Count(line, between); n > 0 && line[len(line)-1] == '\'' && bytes.IndexByte(line, '"') < 0 &&
			bytes.Count(line, []byte{'\''}) == 2*n+2 {
			return true
		}
	}
	return false
}

// requoted writes a text whose cells stand in apostrophes with quotation marks, for the splitter. A doubled apostrophe inside such a cell
// is one; a quotation mark inside any cell is doubled, the cell being quoted.
func requoted(text []byte) []byte {
	delim := text[bytes.IndexByte(text[1:], '\'')+2] // singlyQuoted has seen it
	out := make([]byte, 0, len(text)+len(text)/50)
	for i := 0; i < len(text); {
		var stop int
		if text[i] == '\'' {
			out, stop = requotedCell(out, text, i+1)
		} else {
			stop = i
			for stop < len(text) && text[stop] != delim && text[stop] != '\n' {
				stop++
			}
			out = append(out, text[i:stop]...)
		}
		for stop < len(text) && text[stop] != delim && text[stop] != '\n' { // what stands behind the closing mark
			out = append(out, text[stop])
			stop++
		}
		if stop < len(text) {
			out = append(out, text[stop])
		}
		i = stop + 1
	}
	return out
}

// requotedCell appends the cell whose opening apostrophe stands before a place, and returns the place after the closing one.
func requotedCell(out, text []byte, from int) ([]byte, int) {
	out = append(out, '"')
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == '\'' && i+1 < len(text) && text[i+1] == '\'':
			out = append(out, '\'')
			i++
		case text[i] == '\'':
			return append(out, '"'), i + 1
		case text[i] == '"':
			out = append(out, '"', '"')
		default:
			out = append(out, text[i])
		}
	}
	return out, len(text) // never closed: the splitter will see that
}
