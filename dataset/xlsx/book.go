// Package xlsx reads the sheets of a workbook (ECMA-376, the .xlsx and .xlsm of spreadsheets) as streams of rows of text.
//
//  1. book.go    the package: which sheets there are, their shared strings and number formats
//  2. sheet.go   a sheet's cells, row by row
//  3. styles.go  the number formats, which package numfmt understands
//
// It is about ten times as fast as excelize, which is the oracle of the tests, and holds no more than the shared strings. Every part
// is read to its end, so that its checksum is seen. Nothing is written anywhere.
package xlsx

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// Limits of a workbook. The first two are those of the format.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
	maxParts   = 10_000

	// What a part may grow to. Sheets of equal rows shrink two hundredfold, deflate at most a thousandfold.
	maxExpansion = 400
	freeExpanded = 64 << 20
	maxExpanded  = 64 << 30
	maxStrings   = 4 << 30
)

// Faults of a workbook.
var (
	ErrExpands  = errors.New("xlsx: a part expands to far more than a sheet would")
	ErrNoSheet  = errors.New("xlsx: the package holds no workbook")
	ErrBinary   = errors.New("xlsx: a binary workbook (.xlsb)")
	ErrDamaged  = errors.New("xlsx: damaged")
	errTooLarge = fmt.Errorf("%w: more rows or columns than a sheet has", ErrDamaged)
)

// Book is an open workbook. It may be read by several goroutines, each with Rows of its own.
type Book struct {
	Sheets []Sheet

	parts    map[string]*zip.File // by lower-case name
	shared   texts
	styles   []numfmt.Style
	date1904 bool
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool

	part string
}

// texts is a list of texts, end to end.
type texts struct {
	all  []byte
	ends []uint64
}

func (t *texts) at(i int) []byte {
	from := uint64(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

// IsBook reports whether a ZIP archive is a workbook, by the names in it.
func IsBook(z *zip.Reader) bool {
	for _, f := range z.File {
		name := partName(f.Name)
		if strings.HasPrefix(name, "xl/workbook.") || strings.HasPrefix(name, "xl/worksheets/") {
			return true
		}
	}
	return false
}

// FromZip opens a workbook whose archive is open already. What it returns reads from that until nobody uses it any more.
func FromZip(z *zip.Reader) (*Book, error) {
	if len(z.File) > maxParts {
		return nil, ErrExpands
	}
	b := &Book{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[partName(f.Name)] = f
	}
	root, err := b.relations("", "")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, rel := range root {
		if strings.HasSuffix(rel.kind, "/officeDocument") {
			main = rel.target
		}
	}
	if strings.HasSuffix(main, ".bin") {
		return nil, ErrBinary
	}
	if b.parts[main] == nil {
		return nil, ErrNoSheet
	}
	rels, err := b.relations(path.Dir(main), path.Base(main))
	if err != nil {
		return nil, err
	}
	if err := b.readWorkbook(main, rels); err != nil {
		return nil, err
	}
	for _, rel := range rels {
		switch {
		case strings.HasSuffix(rel.kind, "/sharedStrings"):
			err = b.readShared(rel.target)
		case strings.HasSuffix(rel.kind, "/styles"):
			err = b.readStyles(rel.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// partName is the form in which parts are looked up: some programs write other letter cases and back slashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// part is an open part, counted.
type part struct {
	io.ReadCloser
	name string
	left int64
}

// Read reads on, and refuses what is more than the part may hold.
func (p *part) Read(to []byte) (int, error) {
	n, err := p.ReadCloser.Read(to)
	if p.left -= int64(n); p.left < 0 {
		return 0, ErrExpands
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: %s: %w", ErrDamaged, p.name, err)
	}
	return n, err
}

// open opens a part. Its checksum is seen by whoever reads it to io.EOF.
func (b *Book) open(name string) (*part, error) {
	f := b.parts[partName(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: there is no %s", ErrDamaged, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	packed := int64(min(f.CompressedSize64, maxExpanded))
	return &part{ReadCloser: r, name: name, left: min(maxExpanded, max(freeExpanded, maxExpansion*packed))}, nil
}

// each calls do for each start tag of a part. do may read on in the scanner.
func (b *Book) each(name string, do func(s *xmlscan.Scanner) error) error {
	p, err := b.open(name)
	if err != nil {
		return err
	}
	defer p.Close()
	s := xmlscan.New(p)
	for {
		kind, err := s.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return inPart(name, err)
		case kind != xmlscan.Start:
			continue
		}
		if err := do(s); err != nil {
			return inPart(name, err)
		}
	}
}

func inPart(name string, err error) error {
	if errors.Is(err, ErrDamaged) || errors.Is(err, ErrExpands) {
		return err
	}
	return fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
}

type relation struct{ id, kind, target string }

// relations reads the relations of a part, none where it has none.
func (b *Book) relations(dir, base string) ([]relation, error) {
	name := path.Join(dir, "_rels", base+".rels")
	if b.parts[partName(name)] == nil {
		return nil, nil
	}
	var out []relation
	err := b.each(name, func(s *xmlscan.Scanner) error {
		if string(s.Name) != "Relationship" {
			return nil
		}
		id, _ := s.Attr("Id")
		kind, _ := s.Attr("Type")
		target, _ := s.Attr("Target")
		to := strings.ReplaceAll(string(target), `\`, "/")
		if !strings.HasPrefix(to, "/") {
			to = path.Join(dir, to)
		}
		out = append(out, relation{string(id), string(kind), partName(to)})
		return nil
	})
	return out, err
}

// readWorkbook reads the list of sheets.
func (b *Book) readWorkbook(name string, rels []relation) error {
	err := b.each(name, func(s *xmlscan.Scanner) error {
		switch string(s.Name) {
		case "workbookPr":
			v, _ := s.Attr("date1904")
			b.date1904 = string(v) == "1" || string(v) == "true"
		case "sheet":
			sheetName, _ := s.Attr("name")
			state, _ := s.Attr("state")
			id := ""
			s.EachAttr(func(k, v []byte) {
				if strings.HasSuffix(string(k), ":id") {
					id = string(v)
				}
			})
			for _, rel := range rels {
				if rel.id == id && strings.HasSuffix(rel.kind, "/worksheet") {
					b.Sheets = append(b.Sheets, Sheet{Name: string(sheetName), Hidden: len(state) > 0 && string(state) != "visible", part: rel.target})
				}
			}
		}
		return nil
	})
	if err == nil && len(b.Sheets) == 0 {
		err = ErrNoSheet
	}
	return err
}

// readShared reads the shared strings.
func (b *Book) readShared(name string) error {
	return b.each(name, func(s *xmlscan.Scanner) error {
		if string(s.Name) != "si" {
			return nil
		}
		from := len(b.shared.all)
		var err error
		if b.shared.all, err = appendString(s, b.shared.all); err != nil {
			return err
		}
		b.shared.all = append(b.shared.all[:from], unescaped(b.shared.all[from:])...)
		if len(b.shared.all) > maxStrings {
			return ErrExpands
		}
		b.shared.ends = append(b.shared.ends, uint64(len(b.shared.all)))
		return nil
	})
}

// appendString appends the text of the element just begun (si, is), of its runs too, without the pronunciation some programs add.
func appendString(s *xmlscan.Scanner, to []byte) ([]byte, error) {
	outer := s.Depth()
	inText, phonetic := 0, 0
	for {
		kind, err := s.Next()
		if err != nil {
			return to, xmlscan.Within(err)
		}
		switch kind {
		case xmlscan.Text:
			if inText > 0 && phonetic == 0 {
				to = s.AppendText(to)
			}
		case xmlscan.Start:
			switch string(s.Name) {
			case "t":
				inText++
			case "rPh":
				phonetic++
			}
		case xmlscan.End:
			switch string(s.Name) {
			case "t":
				inText--
			case "rPh":
				phonetic--
			}
			if s.Depth() < outer {
				return to, nil
			}
		}
	}
}

// unescaped undoes _xHHHH_, by which spreadsheets write letters XML has no place for, in place.
func unescaped(text []byte) []byte {
	out := text[:0]
	for i := 0; i < len(text); i++ {
		if text[i] == '_' && i+7 <= len(text) && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil && (n < 0xD800 || n > 0xDFFF) {
				if r := rune(n); r != '\r' || i+7 >= len(text) || text[i+7] != '\n' {
					out = append(out, string(r)...)
				}
				i += 6
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}
