package workbook

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/doisanh/doisanh/record"
)

const (
	// lineHeight is the height of one line of a cell, in points.
	lineHeight = 15.0
	// maxCell is how many UTF-16 units a cell may hold.
	maxCell = 32767
	// maxLines is how many lines of a wrapped cell are shown; the rest is there when its row is drawn larger.
	maxLines = 12
)

// lines returns how many lines a text takes in a column so many characters wide.
func lines(s string, width float64) int {
	// A letter of the proportional type is narrower than the digit that widths are counted in; words that do not fit at a line's
	// end take some of that back.
	n := int(math.Ceil(float64(utf8.RuneCountInString(s)) / (width * 1.18)))
	return min(max(n, 1), maxLines)
}

// encoder makes XML of a part's rows. Each worker has one.
type encoder struct {
	p      *part
	styles *styles
	open   [][2][]byte // per column: what stands between the cell's reference and its text, plain and quoted
	names  [][]byte    // per column: `<c r="A`
	wide   []int       // the wrapped columns
	lines  [][]uint8   // per column of words, the lines of each
	marks  []stretch
	row    []byte // the row's number
}

func newEncoder(p *part, st *styles) *encoder {
	e := &encoder{p: p, styles: st, lines: make([][]uint8, len(p.Columns))}
	for i := range p.Columns {
		c := &p.Columns[i]
		e.names = append(e.names, []byte(`<c r="`+letters26(i)))
		var open [2][]byte
		for k, style := range []int{st.plain[c.Kind], st.quoted[c.Kind]} {
			kind := ` t="inlineStr"><is>`
			switch {
			case c.Number != nil:
				kind = `><v>`
			case c.Code != nil:
				kind = ` t="s"><v>`
			}
			open[k] = []byte(`" s="` + strconv.Itoa(style) + `"` + kind)
		}
		e.open = append(e.open, open)
		if c.Kind == Wrapped {
			e.wide = append(e.wide, i)
			for _, w := range c.Words {
				e.lines[i] = append(e.lines[i], uint8(lines(w, c.Width)))
			}
		}
	}
	return e
}

// letters26 names a column, the first being 0: A…Z, AA…
func letters26(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// append appends a row of the list; sheetRow is its number on the sheet.
func (e *encoder) append(b []byte, row, sheetRow int) []byte {
	e.row = strconv.AppendInt(e.row[:0], int64(sheetRow), 10)
	b = append(append(b, `<row r="`...), e.row...)
	if len(e.wide) > 0 {
		high := 1
		for _, i := range e.wide {
			c := &e.p.Columns[i]
			if c.Code != nil {
				high = max(high, int(e.lines[i][c.Code(row)]))
			} else {
				high = max(high, lines(c.Text(row), c.Width))
			}
		}
		b = append(b, `" ht="`...)
		b = strconv.AppendInt(b, int64(lineHeight*float64(high)), 10)
		b = append(b, `" customHeight="1`...)
	}
	b = append(b, `">`...)
	for i := range e.p.Columns {
		b = e.cell(b, i, row)
	}
	return append(b, `</row>`...)
}

func (e *encoder) cell(b []byte, i, row int) []byte {
	c := &e.p.Columns[i]
	b = append(append(b, e.names[i]...), e.row...)
	switch {
	case c.Number != nil:
		b = append(b, e.open[i][0]...)
		b = strconv.AppendInt(b, int64(c.Number(row)), 10)
		return append(b, `</v></c>`...)
	case c.Code != nil:
		code := c.Code(row)
		if c.Words[code] == "" {
			return e.blank(b, c)
		}
		b = append(b, e.open[i][0]...)
		b = strconv.AppendInt(b, int64(e.p.base[i])+int64(code), 10)
		return append(b, `</v></c>`...)
	}
	s := c.Text(row)
	if s == "" {
		return e.blank(b, c)
	}
	s = fitting(s)
	quoted := 0
	if record.Risky(s) {
		quoted = 1
	}
	b = append(b, e.open[i][quoted]...)
	e.marks = e.marks[:0]
	if c.Beside != nil {
		e.marks = differences(e.marks, s, c.Beside(row))
	}
	if len(e.marks) == 0 {
		return append(appendText(b, s), `</is></c>`...)
	}
	at := 0
	for _, m := range e.marks {
		if m.from > at {
			b = appendRun(b, s[at:m.from], false)
		}
		b = appendRun(b, s[m.from:m.to], true)
		at = m.to
	}
	if at < len(s) {
		b = appendRun(b, s[at:], false)
	}
	return append(b, `</is></c>`...)
}

// blank is a cell that has nothing but its border.
func (e *encoder) blank(b []byte, c *Column) []byte {
	b = append(b, `" s="`...)
	b = strconv.AppendInt(b, int64(e.styles.plain[c.Kind]), 10)
	return append(b, `"/>`...)
}

// appendRun appends a stretch of a text that has marked parts.
func appendRun(b []byte, s string, marked bool) []byte {
	b = append(b, `<r><rPr>`...)
	if marked {
		b = append(b, `<b/>`...)
	}
	b = append(b, `<sz val="11"/>`...)
	if marked {
		b = append(b, `<color rgb="FFC00000"/>`...)
	}
	b = append(b, `<rFont val="`+fontName+`"/><family val="1"/></rPr>`...)
	return append(appendText(b, s), `</r>`...)
}

// appendText appends a text element.
func appendText(b []byte, s string) []byte {
	if edge(s[0]) || edge(s[len(s)-1]) {
		b = append(b, `<t xml:space="preserve">`...)
	} else {
		b = append(b, `<t>`...)
	}
	return append(appendEscaped(b, s), `</t>`...)
}

func edge(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// appendEscaped appends a text as XML. Characters that XML cannot hold are written as Excel writes them, _x0001_, and what already
// looks like that is escaped the same way (ECMA-376, ST_Xstring). Bytes that are no UTF-8 become U+FFFD.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(append(b, s[from:i]...), "\uFFFD"...)
				from = i + n
			} else if r == 0xFFFE || r == 0xFFFF {
				b = appendHex(append(b, s[from:i]...), r)
				from = i + n
			}
			i += n
			continue
		}
		by := ""
		switch {
		case c == '&':
			by = "&amp;"
		case c == '<':
			by = "&lt;"
		case c == '>':
			by = "&gt;"
		case c == '\r':
			by = "_x000D_"
		case c == '_' && escape(s[i:]):
			by = "_x005F_"
		case c < ' ' && c != '\t' && c != '\n':
			b = appendHex(append(b, s[from:i]...), rune(c))
			from = i + 1
		}
		if by != "" {
			b = append(append(b, s[from:i]...), by...)
			from = i + 1
		}
		i++
	}
	return append(b, s[from:]...)
}

// escape reports whether a text begins with what would be read as an escaped character.
func escape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

func appendHex(b []byte, r rune) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, '_', 'x', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15], '_')
}

// fitting cuts a text at what a cell can hold, which no field of a person comes near.
func fitting(s string) string {
	if len(s) <= maxCell {
		return s
	}
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n >= maxCell {
			return s[:i] + "…"
		}
	}
	return s
}
