// Package jsonl reads JSON Lines, and arrays of objects, as rows of text: one object a row, its keys the columns.
//
// The columns are all keys met anywhere, in the order of their first appearance, so the text is gone through twice. An object that is
// broken costs the line it begins in.
package jsonl

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/stream"
)

// Limits of an object.
const (
	maxKeys  = 10_000
	maxDepth = 200
)

// Faults of a text.
var (
	ErrKeys   = errors.New("json: more than 10,000 different keys")
	ErrCut    = errors.New("json: the array does not end, or is broken")
	errSyntax = errors.New("json: broken")
)

// ReasonSyntax is the reason of rows that are no JSON object.
const ReasonSyntax = "syntax"

// ReasonCut is that of the last line where the text ends within it.
const ReasonCut = "cut_short"

// Rows are the rows of a text, the first being the keys. It is a stream.Rows.
type Rows struct {
	Nested map[int]string // columns that hold lists or objects somewhere: read as empty there

	data   []byte
	pos    int
	array  bool
	keys   map[string]int
	names  []string
	number int
	ended  bool     // the text ended within the object that was found broken
	cells  [][2]int // of the row being read, in text
	text   []byte
}

// IsJSON reports whether a text begins as an object or an array of objects.
func IsJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) > 0 && text[0] == '[' {
		text = bytes.TrimLeft(text[1:], " \t\r\n")
		return len(text) > 0 && (text[0] == '{' || text[0] == ']')
	}
	if len(text) < 2 || text[0] != '{' {
		return false
	}
	text = bytes.TrimLeft(text[1:], " \t\r\n")
	return len(text) > 0 && (text[0] == '"' || text[0] == '}')
}

// Open goes through a text for its keys.
func Open(text []byte) (*Rows, error) {
	r := &Rows{Nested: map[int]string{}, data: text, keys: map[string]int{}}
	r.skip()
	if r.pos < len(text) && text[r.pos] == '[' {
		r.array = true
		r.pos++
	}
	begin := r.pos
	for {
		_, err := r.object(true)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errSyntax) {
			return nil, err
		}
	}
	r.pos = begin
	return r, nil
}

// Close lets go of nothing; the text is the caller's.
func (r *Rows) Close() error { return nil }

// Next reads the next row, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	to.Reset()
	r.number++
	to.Number = r.number
	if r.number == 1 {
		for _, name := range r.names {
			to.Add(name)
		}
		return nil
	}
	from, err := r.object(false)
	if errors.Is(err, errSyntax) {
		to.Reason = ReasonSyntax
		if r.ended && r.data[len(r.data)-1] != '\n' {
			to.Reason = ReasonCut
		}
		to.Add(string(bytes.TrimRight(r.data[from:r.pos], "\r\n")))
		return nil
	}
	if err != nil {
		return err
	}
	for _, c := range r.cells {
		to.Text = append(to.Text, r.text[c[0]:c[1]]...)
		to.End()
	}
	return nil
}

func (r *Rows) skip() {
	for r.pos < len(r.data) && (r.data[r.pos] == ' ' || r.data[r.pos] == '\t' || r.data[r.pos] == '\r' || r.data[r.pos] == '\n') {
		r.pos++
	}
}

// object reads the next object: into cells, or its keys alone. Of a broken one it passes over the line, and says so by errSyntax; in an
// array nothing after it is understood.
func (r *Rows) object(keys bool) (from int, err error) {
	r.skip()
	if r.array && r.pos < len(r.data) && r.data[r.pos] == ',' {
		r.pos++
		r.skip()
	}
	switch {
	case r.pos == len(r.data) && r.array:
		return r.pos, ErrCut
	case r.pos == len(r.data):
		return r.pos, io.EOF
	case r.array && r.data[r.pos] == ']':
		if len(bytes.TrimSpace(r.data[r.pos+1:])) > 0 {
			return r.pos, ErrCut
		}
		return r.pos, io.EOF
	}
	from, r.ended = r.pos, false
	r.text, r.cells = r.text[:0], append(r.cells[:0], make([][2]int, len(r.names))...)
	err = r.members(keys)
	r.ended = err != nil && r.pos == len(r.data)
	if err == nil && !r.array && r.pos < len(r.data) {
		line := r.pos // nothing but blanks may stand behind an object
		for line < len(r.data) && (r.data[line] == ' ' || r.data[line] == '\t' || r.data[line] == '\r') {
			line++
		}
		if line < len(r.data) && r.data[line] != '\n' {
			err = errSyntax
		}
	}
	if err == nil {
		return from, nil
	}
	if r.array && errors.Is(err, errSyntax) {
		return from, ErrCut
	}
	r.pos = from
	if n := bytes.IndexByte(r.data[from:], '\n'); n >= 0 {
		r.pos += n + 1
	} else {
		r.pos = len(r.data)
	}
	return from, err
}

// members reads { "key": value, … }.
func (r *Rows) members(keys bool) error {
	if r.data[r.pos] != '{' {
		return errSyntax
	}
	r.pos++
	r.skip()
	if r.at('}') {
		return nil
	}
	for {
		r.skip()
		mark := len(r.text)
		if err := r.str(); err != nil {
			return err
		}
		name := string(r.text[mark:])
		r.text = r.text[:mark]
		r.skip()
		if !r.at(':') {
			return errSyntax
		}
		col, known := r.keys[name]
		if !known {
			if !keys {
				return errSyntax // it stood in an object that was found broken
			}
			if len(r.names) == maxKeys {
				return ErrKeys
			}
			col = len(r.names)
			r.keys[name], r.names, r.cells = col, append(r.names, name), append(r.cells, [2]int{})
		}
		r.skip()
		nested, err := r.value()
		if err != nil {
			return err
		}
		if nested != "" {
			r.Nested[col] = nested
		}
		r.cells[col] = [2]int{mark, len(r.text)}
		r.skip()
		switch {
		case r.at(','):
		case r.at('}'):
			return nil
		default:
			return errSyntax
		}
	}
}

// at passes over a character that stands here.
func (r *Rows) at(c byte) bool {
	if r.pos < len(r.data) && r.data[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

// value reads a value and appends its text; of a list or an object it says which.
func (r *Rows) value() (nested string, err error) {
	if r.pos == len(r.data) {
		return "", errSyntax
	}
	switch c := r.data[r.pos]; {
	case c == '"':
		return "", r.str()
	case c == '{' || c == '[':
		if c == '{' {
			nested = "object"
		} else {
			nested = "list"
		}
		from := r.pos
		if err := r.pass(0); err != nil {
			return "", err
		}
		if len(bytes.Trim(r.data[from:r.pos], "{}[] \t\r\n")) == 0 { // empty ones hold nothing
			nested = ""
		}
		return nested, nil
	case c == '-' || c >= '0' && c <= '9':
		return "", r.digits()
	}
	return "", r.word()
}

func (r *Rows) word() error {
	for word, text := range map[string]string{"true": "TRUE", "false": "FALSE", "null": ""} {
		if bytes.HasPrefix(r.data[r.pos:], []byte(word)) {
			r.pos += len(word)
			r.text = append(r.text, text...)
			return nil
		}
		if bytes.HasPrefix([]byte(word), r.data[r.pos:]) {
			return r.end()
		}
	}
	return errSyntax
}

// end goes to the end of a text that ends within what is read.
func (r *Rows) end() error {
	r.pos = len(r.data)
	return errSyntax
}

// pass goes over a list or an object.
func (r *Rows) pass(depth int) error {
	open := r.data[r.pos]
	closing := open + 2 // { } and [ ]
	r.pos++
	if depth > maxDepth {
		return errSyntax
	}
	mark := len(r.text)
	defer func() { r.text = r.text[:mark] }()
	r.skip()
	if r.at(closing) {
		return nil
	}
	for {
		r.skip()
		if open == '{' {
			if err := r.str(); err != nil {
				return err
			}
			r.skip()
			if !r.at(':') {
				return errSyntax
			}
			r.skip()
		}
		var err error
		if r.pos < len(r.data) && (r.data[r.pos] == '{' || r.data[r.pos] == '[') {
			err = r.pass(depth + 1)
		} else {
			_, err = r.value()
		}
		if err != nil {
			return err
		}
		r.skip()
		switch {
		case r.at(','):
		case r.at(closing):
			return nil
		default:
			return errSyntax
		}
	}
}

// digits reads a number.
func (r *Rows) digits() error {
	from := r.pos
	run := func() int {
		n := 0
		for r.pos < len(r.data) && r.data[r.pos] >= '0' && r.data[r.pos] <= '9' {
			r.pos++
			n++
		}
		return n
	}
	r.at('-')
	first := r.pos
	n := run()
	if n == 0 || n > 1 && r.data[first] == '0' {
		return errSyntax
	}
	plain := true
	if r.at('.') {
		plain = false
		if run() == 0 {
			return errSyntax
		}
	}
	if r.at('e') || r.at('E') {
		plain = false
		if !r.at('+') {
			r.at('-')
		}
		if run() == 0 {
			return errSyntax
		}
	}
	text := r.data[from:r.pos]
	if plain {
		r.text = append(r.text, text...)
		return nil
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		r.text = append(r.text, text...) // a number too large for any: as it is written
		return nil
	}
	r.text = celltext.Float(r.text, f, 64)
	return nil
}

// str reads a string.
func (r *Rows) str() error {
	if !r.at('"') {
		return errSyntax
	}
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; {
		case c == '"':
			r.pos++
			return nil
		case c == '\\':
			if err := r.escape(); err != nil {
				return err
			}
		case c < ' ':
			return errSyntax
		default:
			r.text = append(r.text, c)
			r.pos++
		}
	}
	return errSyntax
}

// escape reads \n and the like.
func (r *Rows) escape() error {
	if r.pos+1 >= len(r.data) {
		return r.end()
	}
	const from, to = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	c := r.data[r.pos+1]
	r.pos += 2
	if i := bytes.IndexByte([]byte(from), c); i >= 0 {
		r.text = append(r.text, to[i])
		return nil
	}
	if c != 'u' {
		return errSyntax
	}
	u, ok := r.hex()
	if !ok {
		if r.pos+4 > len(r.data) {
			return r.end()
		}
		return errSyntax
	}
	if utf16.IsSurrogate(u) {
		after := r.pos
		if bytes.HasPrefix(r.data[r.pos:], []byte(`\u`)) {
			r.pos += 2
			if low, ok := r.hex(); ok && utf16.DecodeRune(u, low) != utf8.RuneError {
				r.text = utf8.AppendRune(r.text, utf16.DecodeRune(u, low))
				return nil
			}
		}
		r.pos, u = after, utf8.RuneError
	}
	r.text = utf8.AppendRune(r.text, u)
	return nil
}

// hex reads four hexadecimal digits.
func (r *Rows) hex() (rune, bool) {
	if r.pos+4 > len(r.data) {
		return 0, false
	}
	n := rune(0)
	for _, c := range r.data[r.pos : r.pos+4] {
		switch {
		case c >= '0' && c <= '9':
			n = n<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	r.pos += 4
	return n, true
}
