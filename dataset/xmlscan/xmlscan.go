// Package xmlscan cuts XML into start tags, end tags and texts, as a stream and without building anything: what reading the sheets
// of a workbook needs, several times faster than encoding/xml.
//
// It holds a document to little: that tags end, nest within a limit and close in their order. It expands the five entities of XML
// and numbers, and refuses a document that declares others, so that none can grow.
package xmlscan

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Limits of a document.
const (
	MaxDepth = 200     // elements within one another
	MaxTag   = 1 << 20 // bytes of a tag
	chunk    = 64 << 10
)

// Faults of a document.
var (
	ErrDepth   = errors.New("xml: elements stand too deep within one another")
	ErrTag     = errors.New("xml: a tag is too long")
	ErrEntity  = errors.New("xml: the document declares entities of its own")
	ErrNesting = errors.New("xml: an end tag closes another element than the last one opened")
	ErrCut     = fmt.Errorf("xml: the document is cut off: %w", io.ErrUnexpectedEOF)
)

// Kind is what Next found.
type Kind uint8

// The kinds. An empty tag gives Start and then End.
const (
	Start Kind = iota + 1
	End
	Text
)

// Scanner reads a document. Its slices are valid until the next call of Next.
type Scanner struct {
	Name []byte // Start, End: the element's name without its prefix

	src      io.Reader
	buf      []byte
	pos, end int
	base     int   // where buf begins in the document
	tagAt    int   // where the last tag begins in the document
	err      error // of src

	attrs   []byte
	text    []byte
	literal bool // text is of a CDATA section
	empty   bool // the start tag just given was an empty one
	stack   []byte
	marks   []int // where each open element's name begins in stack
	begun   bool
}

// Within is the error of a reader that is within an element: there the end of the document is ErrCut.
func Within(err error) error {
	if errors.Is(err, io.EOF) {
		return ErrCut
	}
	return err
}

// New returns a Scanner of UTF-8, or of UTF-16 with a byte-order mark.
func New(r io.Reader) *Scanner {
	b := bufio.NewReaderSize(r, 16)
	if mark, _ := b.Peek(2); bytes.Equal(mark, []byte{0xff, 0xfe}) || bytes.Equal(mark, []byte{0xfe, 0xff}) {
		return &Scanner{src: transform.NewReader(b, unicode.BOMOverride(unicode.UTF8.NewDecoder())), buf: make([]byte, chunk)}
	}
	return &Scanner{src: b, buf: make([]byte, chunk)}
}

// TagOffset is where the tag that Next gave last begins, in bytes of the document as UTF-8. A Scanner of what begins there gives that element, and the
// end of the document where that ends.
func (s *Scanner) TagOffset() int { return s.tagAt }

// Depth is the number of elements open.
func (s *Scanner) Depth() int { return len(s.marks) }

// fill reads more, keeping what stands from keep on, which moves to the beginning, and says whether there was more.
func (s *Scanner) fill(keep int) (more bool) {
	if s.err != nil {
		return false
	}
	if keep > 0 {
		copy(s.buf, s.buf[keep:s.end])
		s.end -= keep
		s.pos -= keep
		s.base += keep
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// Next finds the next tag or text. At the end of the document, every element being closed, it returns io.EOF.
func (s *Scanner) Next() (Kind, error) {
	if s.empty {
		s.empty = false
		return s.close()
	}
	for {
		if s.pos == s.end {
			if !s.fill(s.pos) {
				return 0, s.finish()
			}
		}
		if s.buf[s.pos] != '<' {
			s.cutText()
			if len(s.marks) == 0 { // blanks and marks around the document
				continue
			}
			return Text, nil
		}
		kind, err := s.markup()
		if kind != 0 || err != nil {
			return kind, err
		}
	}
}

func (s *Scanner) finish() error {
	switch {
	case s.err != nil && !errors.Is(s.err, io.EOF):
		return s.err
	case len(s.marks) > 0 || !s.begun:
		return ErrCut
	}
	return io.EOF
}

// cutText takes the text up to the next tag, or as much of it as is at hand: never half of an entity or of a letter.
func (s *Scanner) cutText() {
	s.literal = false
	n := bytes.IndexByte(s.buf[s.pos:s.end], '<')
	for n < 0 {
		if s.end-s.pos >= chunk/2 {
			n = whole(s.buf[s.pos:s.end])
			break
		}
		if !s.fill(s.pos) {
			n = s.end - s.pos
			break
		}
		n = bytes.IndexByte(s.buf[s.pos:s.end], '<')
	}
	s.text = s.buf[s.pos : s.pos+n]
	s.pos += n
}

// whole returns how much of a text that goes on may be given: no entity, letter or line end is cut in two.
func whole(text []byte) int {
	n := len(text)
	if i := bytes.LastIndexByte(text[n-16:], '&'); i >= 0 && bytes.IndexByte(text[n-16+i:], ';') < 0 {
		return n - 16 + i
	}
	for i := 1; i < utf8.UTFMax; i++ {
		if utf8.RuneStart(text[n-i]) {
			if !utf8.FullRune(text[n-i:]) {
				n -= i
			}
			break
		}
	}
	if n > 0 && text[n-1] == '\r' {
		n--
	}
	return n
}

// until returns the position after the next occurrence of mark from from on, relative to pos.
func (s *Scanner) until(from int, mark string, limit int) (int, error) {
	for {
		if s.end-s.pos > from {
			if i := bytes.Index(s.buf[s.pos+from:s.end], []byte(mark)); i >= 0 {
				return from + i + len(mark), nil
			}
			from = max(from, s.end-s.pos-len(mark)+1)
		}
		if s.end-s.pos > limit {
			return 0, ErrTag
		}
		if !s.fill(s.pos) {
			if s.err != nil && !errors.Is(s.err, io.EOF) {
				return 0, s.err
			}
			return 0, ErrCut
		}
	}
}

// maxCDATA is the number of bytes a CDATA section may have: they are held at once.
const maxCDATA = 64 << 20

// markup reads what begins with < at pos; 0 says that it was nothing of the content.
func (s *Scanner) markup() (Kind, error) {
	for s.end-s.pos < len("<![CDATA[") {
		if !s.fill(s.pos) {
			break
		}
	}
	rest := s.buf[s.pos:s.end]
	skip := func(open int, mark string) (Kind, error) {
		n, err := s.until(open, mark, maxCDATA)
		if err == nil {
			s.pos += n
		}
		return 0, err
	}
	switch {
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		n, err := s.until(9, "]]>", maxCDATA)
		if err != nil {
			return 0, err
		}
		s.text, s.literal = s.buf[s.pos+9:s.pos+n-3], true
		s.pos += n
		if len(s.marks) == 0 {
			return 0, ErrNesting
		}
		return Text, nil
	case bytes.HasPrefix(rest, []byte("<!--")):
		return skip(4, "-->")
	case bytes.HasPrefix(rest, []byte("<?")):
		return skip(2, "?>")
	case bytes.HasPrefix(rest, []byte("<!")):
		n, err := s.until(2, ">", MaxTag)
		if err == nil && bytes.ContainsAny(s.buf[s.pos:s.pos+n], "[") {
			err = ErrEntity
		}
		s.pos += n
		return 0, err
	}
	return s.tag()
}

// tag reads a start or an end tag.
func (s *Scanner) tag() (Kind, error) {
	s.tagAt = s.base + s.pos
	n, err := s.until(1, ">", MaxTag)
	for err == nil && open(s.buf[s.pos:s.pos+n]) { // a > inside an attribute
		n, err = s.until(n, ">", MaxTag)
	}
	if err != nil {
		return 0, err
	}
	tag := s.buf[s.pos+1 : s.pos+n-1]
	s.pos += n
	if len(tag) > 0 && tag[0] == '/' {
		s.Name = local(bytes.TrimRight(tag[1:], " \t\r\n"))
		if len(s.marks) == 0 || !bytes.Equal(s.stack[s.marks[len(s.marks)-1]:], s.Name) {
			return 0, ErrNesting
		}
		return s.close()
	}
	s.begun = true
	s.empty = len(tag) > 0 && tag[len(tag)-1] == '/'
	if s.empty {
		tag = tag[:len(tag)-1]
	}
	name := tag
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name = tag[:i]
	}
	s.attrs, s.Name = tag[len(name):], local(name)
	if len(s.marks) >= MaxDepth {
		return 0, ErrDepth
	}
	s.marks = append(s.marks, len(s.stack))
	s.stack = append(s.stack, s.Name...)
	return Start, nil
}

// close takes the last element off.
func (s *Scanner) close() (Kind, error) {
	at := s.marks[len(s.marks)-1]
	s.Name = s.stack[at:]
	s.stack, s.marks, s.attrs = s.stack[:at], s.marks[:len(s.marks)-1], nil
	return End, nil
}

// open reports whether a tag ends within an attribute's value.
func open(tag []byte) bool {
	if bytes.IndexByte(tag, '\'') < 0 {
		return bytes.Count(tag, []byte{'"'})&1 == 1
	}
	var quote byte
	for _, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote != 0
}

// local takes the prefix off a name.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// Attr returns the value of the start tag's attribute of that name, whatever its prefix, with its entities expanded; ok is false
// where there is none.
func (s *Scanner) Attr(name string) (value []byte, ok bool) {
	for rest := s.attrs; ; {
		var key []byte
		if key, value, rest = cutAttr(rest); key == nil {
			return nil, false
		}
		if string(local(key)) == name {
			if bytes.IndexByte(value, '&') >= 0 {
				value = appendText(nil, value)
			}
			return value, true
		}
	}
}

// EachAttr calls do for each attribute of the start tag, with the name as written and the value as written.
func (s *Scanner) EachAttr(do func(name, value []byte)) {
	for rest := s.attrs; ; {
		var key, value []byte
		if key, value, rest = cutAttr(rest); key == nil {
			return
		}
		do(key, value)
	}
}

// cutAttr cuts the first attribute off; key is nil where there is none.
func cutAttr(rest []byte) (key, value, after []byte) {
	for len(rest) > 0 && rest[0] <= ' ' {
		rest = rest[1:]
	}
	eq := bytes.IndexByte(rest, '=')
	if eq <= 0 {
		return nil, nil, nil
	}
	key, rest = bytes.TrimRight(rest[:eq], " \t\r\n"), rest[eq+1:]
	for len(rest) > 0 && rest[0] <= ' ' {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil
	}
	stop := bytes.IndexByte(rest[1:], rest[0])
	if stop < 0 {
		return nil, nil, nil
	}
	return key, rest[1 : 1+stop], rest[2+stop:]
}

// AppendText appends the text Next gave, with its entities expanded and its line ends made \n.
func (s *Scanner) AppendText(to []byte) []byte {
	if s.literal {
		return appendLines(to, s.text)
	}
	return appendText(to, s.text)
}

func appendText(to, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return appendLines(to, text)
		}
		to = appendLines(to, text[:i])
		text = text[i:]
		stop := bytes.IndexByte(text[:min(len(text), 16)], ';')
		r := rune(-1)
		if stop > 0 {
			r = entity(string(text[1:stop]))
		}
		if r < 0 {
			to, text = append(to, '&'), text[1:]
			continue
		}
		to, text = utf8.AppendRune(to, r), text[stop+1:]
	}
}

// entity returns the letter an entity stands for, -1 where it is not one of XML's own.
func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) < 2 || name[0] != '#' {
		return -1
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}

// appendLines appends text, \r\n and \r as \n.
func appendLines(to, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\r')
		if i < 0 {
			return append(to, text...)
		}
		to = append(append(to, text[:i]...), '\n')
		text = text[i+1:]
		if len(text) > 0 && text[0] == '\n' {
			text = text[1:]
		}
	}
}
