package dataset

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/doisanh/doisanh/dataset/dbf"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
)

// isDBF reports whether a file begins like a dBase or FoxPro table. Their headers have zero bytes, which lists do not begin with.
func (in *input) isDBF(first []byte) bool {
	if bytes.IndexByte(first[:min(len(first), 32)], 0) < 0 {
		return false
	}
	size := int64(len(in.data))
	if in.data == nil {
		st, err := os.Stat(in.path)
		if err != nil {
			return false
		}
		size = st.Size()
	}
	return dbf.Is(first, size)
}

// openDBF opens a dBase or FoxPro table. Its field names are the first record.
func (in *input) openDBF(c *contents) error {
	at, err := in.at(c)
	if err != nil {
		return err
	}
	size := c.size
	memo, memoSize, err := in.memo(c)
	if err != nil {
		return err
	}
	t, err := dbf.Open(at, size, memo, memoSize)
	c.kind, c.size = kindDBF, size+memoSize
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	sample, err := t.Sample(1 << 20)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	t.Decode, c.encoding = pageOf(sample, t.Page)
	r := newRowReader(t, true)
	r.fault = func(err error) error { return in.problem(record.ProblemFileDamaged, err) }
	r.after = func(*rows, []int) (notes []Note) {
		if t.Deleted > 0 {
			notes = append(notes, Note{ID: NoteRowsDeleted, Args: []any{t.Deleted}})
		}
		if t.HasMemo() && memo == nil {
			notes = append(notes, Note{ID: NoteMemoMissing})
		}
		return notes
	}
	c.tables = []*table{{reader: r}}
	return nil
}

// memo opens the memo file beside a table; nil where there is none.
func (in *input) memo(c *contents) (io.ReaderAt, int64, error) {
	if in.beside != nil {
		return bytes.NewReader(in.beside), int64(len(in.beside)), nil
	}
	if in.data != nil {
		return nil, 0, nil
	}
	path := memoOf(in.path)
	if path == "" {
		return nil, 0, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fileProblem(path, err)
	}
	c.files = append(c.files, f)
	st, err := f.Stat()
	if err != nil {
		return nil, 0, fileProblem(path, err)
	}
	return f, st.Size(), nil
}

// memoOf returns the path of the memo file beside a table, whatever the case of its name; empty where there is none.
func memoOf(table string) string {
	dir, stem := filepath.Dir(table), strings.TrimSuffix(filepath.Base(table), filepath.Ext(table))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "" // the table itself could be opened; that its folder cannot be listed is no fault
	}
	for _, e := range entries {
		if isMemoOf(e.Name(), stem) {
			return filepath.Join(dir, e.Name())
		}
	}
	return ""
}

// isMemoOf reports whether a file is called like the memo file of a table whose name without its extension is stem.
func isMemoOf(name, stem string) bool {
	ext := filepath.Ext(name)
	return (strings.EqualFold(ext, ".fpt") || strings.EqualFold(ext, ".dbt")) && strings.EqualFold(strings.TrimSuffix(name, ext), stem)
}

// pageOf returns what makes UTF-8 of a table's texts, and the encoding's name where it is one of the legacy Vietnamese ones. What the
// texts say goes before the header's mark: tables in TCVN3 or VNI bear that of the West, or none.
func pageOf(sample []byte, page byte) (decode func([]byte) []byte, encoding string) {
	v := legacy.DetectBytes(sample)
	if v.Encoding != legacy.UTF8 {
		return func(b []byte) []byte {
			if text, ok := legacy.DecodeBytes(v.Encoding, b); ok {
				return []byte(text)
			}
			return western(b)
		}, v.Encoding.String()
	}
	if utf8.Valid(sample) {
		return nil, ""
	}
	pages := map[byte]*charmap.Charmap{
		0x01: charmap.CodePage437, 0x02: charmap.CodePage850, 0x64: charmap.CodePage852, 0x65: charmap.CodePage866, 0xC8: charmap.Windows1250, 0xC9: charmap.Windows1251,
	}
	if m := pages[page]; m != nil {
		return func(b []byte) []byte {
			out, err := m.NewDecoder().Bytes(b)
			if err != nil {
				return western(b)
			}
			return out
		}, ""
	}
	return western, ""
}

// western reads bytes as cp1252, those it has no letter for as the control characters of Latin-1: normalization knows that shape of
// every legacy encoding, and judges it column by column.
func western(b []byte) []byte {
	var out []byte
	for _, c := range b {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
