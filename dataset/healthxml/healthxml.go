// Package healthxml reads the claims of health insurance (XML1 of QĐ 130/QĐ-BYT and 4750/QĐ-BYT) as rows of text: every TONG_HOP element
// is a row, its elements the columns. It may stand in a list of its own (DSACH_TONG_HOP) or in the NOIDUNGFILE of the files of a
// GIAMDINHHS: in base64, or unpacked, as elements or as their text.
package healthxml

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// ErrDamaged says that a document is broken.
var ErrDamaged = errors.New("xml: damaged")

// Limits of a document.
const (
	maxColumns = 1000
	maxCell    = 256 << 10
	maxPacked  = 1 << 30
)

// names of the elements.
const (
	record  = "TONG_HOP"
	content = "NOIDUNGFILE"
)

// Is reports whether a text is a document of claims, by the elements near its beginning.
func Is(text []byte) bool {
	text = bytes.TrimLeft(text[:min(len(text), 64<<10)], " \t\r\n")
	if len(text) == 0 || text[0] != '<' {
		return false
	}
	for _, name := range []string{"<GIAMDINHHS", "<" + record, "<DSACH_" + record, "<CHECKIN"} {
		if bytes.Contains(text, []byte(name)) {
			return true
		}
	}
	return false
}

// Rows are the rows of a document, the first being the columns' names. It is a stream.Rows.
type Rows struct {
	names  []string
	column map[string]int
	rows   []map[int]string
	number int
}

// Open reads a document whole: the columns are all that any claim has.
func Open(text []byte) (*Rows, error) {
	r := &Rows{column: map[string]int{}}
	if err := r.scan(bytes.NewReader(text), true); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return r, nil
}

// scan reads a document, and those packed in it.
func (r *Rows) scan(from io.Reader, outer bool) error {
	s := xmlscan.New(from)
	for {
		kind, err := s.Next()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if kind != xmlscan.Start {
			continue
		}
		switch string(s.Name) {
		case record:
			err = r.record(s)
		case content:
			if outer {
				err = r.packed(s)
			}
		}
		if err != nil {
			return err
		}
	}
}

// packed reads the document an element holds, where it is one of claims.
func (r *Rows) packed(s *xmlscan.Scanner) error {
	var text []byte
	elements := false
	for outer := s.Depth(); ; {
		kind, err := s.Next()
		switch {
		case err != nil:
			return xmlscan.Within(err)
		case kind == xmlscan.Start:
			if elements = true; string(s.Name) == record {
				err = r.record(s)
			}
		case kind == xmlscan.Text && !elements:
			if text = s.AppendText(text); len(text) > maxPacked {
				err = fmt.Errorf("an element of more than %d bytes", maxPacked)
			}
		case kind == xmlscan.End && s.Depth() < outer:
			if elements {
				return nil
			}
			return r.unpack(text)
		}
		if err != nil {
			return err
		}
	}
}

// unpack reads a document that stands as text in another, mostly in base64.
func (r *Rows) unpack(text []byte) error {
	if !bytes.ContainsRune(text, '<') { // no letter of base64
		decoded, err := base64.StdEncoding.AppendDecode(nil, bytes.Join(bytes.Fields(text), nil))
		if err != nil {
			return fmt.Errorf("%s: %w", content, err)
		}
		text = decoded
	}
	if !Is(text) {
		return nil // another of the claim's tables
	}
	return r.scan(bytes.NewReader(text), false)
}

// record reads a claim.
func (r *Rows) record(s *xmlscan.Scanner) error {
	row := map[int]string{}
	outer := s.Depth()
	for {
		kind, err := s.Next()
		switch {
		case err != nil:
			return xmlscan.Within(err)
		case kind == xmlscan.End && s.Depth() < outer:
			r.rows = append(r.rows, row)
			return nil
		case kind != xmlscan.Start:
			continue
		}
		name := string(s.Name)
		text, err := textOf(s, maxCell)
		if err != nil {
			return err
		}
		col, known := r.column[name]
		if !known {
			if len(r.names) == maxColumns {
				return errors.New("more than 1,000 different elements in a claim")
			}
			col = len(r.names)
			r.column[name], r.names = col, append(r.names, name)
		}
		row[col] = value(name, strings.TrimSpace(string(text)))
	}
}

// textOf reads the text of the element just begun, that of elements within it too.
func textOf(s *xmlscan.Scanner, limit int) ([]byte, error) {
	var text []byte
	outer := s.Depth()
	for {
		kind, err := s.Next()
		switch {
		case err != nil:
			return nil, xmlscan.Within(err)
		case kind == xmlscan.Text:
			if text = s.AppendText(text); len(text) > limit {
				return nil, fmt.Errorf("an element of more than %d bytes", limit)
			}
		case kind == xmlscan.End && s.Depth() < outer:
			return text, nil
		}
	}
}

// value undoes the two codings the decisions prescribe: days as yyyymmddHHMM, 00 where a part is not known, and the sex as 1, 2 or 3.
func value(name, v string) string {
	switch {
	case name == "GIOI_TINH":
		switch v {
		case "1":
			return "Nam"
		case "2":
			return "Nữ"
		case "3":
			return ""
		}
	case strings.HasPrefix(name, "NGAY_") && (len(v) == 8 || len(v) == 12) && strings.Trim(v, "0123456789") == "":
		switch {
		case v[4:8] == "0000":
			return v[:4]
		case v[6:8] == "00":
			return v[:4] + "-" + v[4:6]
		}
		day := v[:4] + "-" + v[4:6] + "-" + v[6:8]
		if len(v) == 12 && v[8:] != "0000" {
			day += " " + v[8:10] + ":" + v[10:] + ":00"
		}
		return day
	}
	return v
}

// Close lets go of nothing.
func (r *Rows) Close() error { return nil }

// Next gives the next row, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	to.Reset()
	to.Number = r.number + 1
	switch {
	case len(r.names) == 0 || r.number > len(r.rows):
		return io.EOF
	case r.number == 0:
		for _, name := range r.names {
			to.Add(name)
		}
	default:
		for col := range r.names {
			to.Add(r.rows[r.number-1][col])
		}
		r.rows[r.number-1] = nil
	}
	r.number++
	return nil
}
