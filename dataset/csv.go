package dataset

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/dataset/jsonl"
	"github.com/doisanh/doisanh/record"
)

const (
	headRecords = 200
	headBytes   = 256 << 10
	maxRaw      = 64 << 10 // bytes kept of a rejected row
)

// csvReader reads delimited text: CSV, TSV, and the like with ; or |.
type csvReader struct {
	data   []byte // the text, nil where it is read from file
	file   *textFile
	size   int // bytes of the text
	delim  byte
	spaced bool // a blank stands behind a delimiter of the first record
	first  [][]string
	starts []int // where the record after each of first begins
	rows   []int // the number of each of first, empty lines counted
}

func newCSV(data []byte) *csvReader {
	if bytes.IndexByte(data, '\n') < 0 && bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte{'\r'}, []byte{'\n'}) // the old Macintosh's line ends
	}
	r := &csvReader{data: data, size: len(data)}
	r.look(data)
	return r
}

// look tells the delimiter and reads the first records.
func (r *csvReader) look(data []byte) {
	from := 0
	if line, _, _ := bytes.Cut(data[:min(len(data), 16)], []byte{'\n'}); len(line) >= 5 && strings.EqualFold(string(line[:4]), "sep=") &&
		len(bytes.TrimSpace(line[5:])) == 0 {
		r.delim, from = line[4], len(line)+1 // a spreadsheet's own note of its delimiter
	}
	if r.delim == 0 {
		r.delim = sniffDelimiter(data)
	}
	s := newSplitter(data, r.delim)
	number, end := 0, min(from, len(data))
	for pos := s.skip(end); pos < len(data) && len(r.first) < headRecords && pos < headBytes; pos = s.skip(pos) {
		number += 1 + bytes.Count(data[end:pos], []byte{'\n'})
		_, after, reason := s.next(pos)
		end = after
		if number == 1 {
			r.spaced = bytes.Contains(data[pos:after], []byte{r.delim, ' '})
		}
		var row []string
		if reason == "" {
			for _, c := range s.cells {
				v := s.value(c)
				row = append(row, strings.ToValidUTF8(record.Unguard(string(trim(v))), "\uFFFD"))
			}
		}
		r.first = append(r.first, row)
		r.starts = append(r.starts, after)
		r.rows = append(r.rows, number)
		pos = after
	}
}

// openLarge opens a large file of plain UTF-8 text to be read in pieces, so that it is never in memory as a whole. It returns nil for
// files that have to be unpacked or decoded, and for those too small to matter. size is that of the file.
func openLarge(path string) (r *csvReader, size int64) {
	const looked = 4 << 20
	f, err := os.Open(path)
	if err != nil {
		return nil, 0 // whoever reads it as a whole will say so
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() <= looked || !st.Mode().IsRegular() {
		return nil, 0
	}
	data := make([]byte, looked)
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, 0
	}
	bom := []byte("\xef\xbb\xbf")
	text := bytes.TrimPrefix(data, bom)
	if _, binary := binaryKind(data); binary || utf16Order(data) != nil || isMarkup(text) || jsonl.IsJSON(text) || singlyQuoted(text) {
		return nil, 0
	}
	end := bytes.LastIndexByte(text, '\n') + 1
	if end == 0 || !utf8.Valid(text[:end]) || len(trim(text[:end])) == 0 {
		return nil, 0
	}
	skip := len(data) - len(text)
	r = &csvReader{file: &textFile{path, int64(skip)}, size: int(st.Size()) - skip}
	r.look(text)
	if len(r.starts) < 2 { // hardly a list
		return nil, 0
	}
	return r, st.Size()
}

// tail returns the last bytes of the text, and where they begin in it. Of a file that cannot be read nothing is returned: reading the rows
// will tell.
func (r *csvReader) tail(n int) (data []byte, at int) {
	at = max(0, r.size-n)
	if r.data != nil {
		return r.data[at:], at
	}
	f, err := os.Open(r.file.path)
	if err != nil {
		return nil, at
	}
	defer f.Close()
	data = make([]byte, r.size-at)
	if got, _ := f.ReadAt(data, int64(at)+r.file.skip); got < len(data) {
		return nil, at
	}
	return data, at
}

// end makes the text end at a place.
func (r *csvReader) end(at int) {
	r.size = at
	if r.data != nil {
		r.data = r.data[:at]
	}
}

// sniffDelimiter chooses the delimiter that cuts the first records into the most columns, evenly.
func sniffDelimiter(data []byte) byte {
	best, bestScore := byte(','), 0.0
	for _, d := range []byte{',', ';', '\t', '|'} {
		s := newSplitter(data, d)
		counts := map[int]int{}
		n, first := 0, 0
		for pos := s.skip(0); pos < len(data) && n < 60 && pos < headBytes; pos = s.skip(pos) {
			_, after, reason := s.next(pos)
			if reason == "" {
				counts[len(s.cells)]++
			}
			if n == 0 {
				first = len(s.cells)
			}
			n++
			pos = after
		}
		for columns, times := range counts {
			score := float64(columns-1) * float64(times) / float64(n)
			if columns == first {
				score *= 1.5 // the header's own width
			}
			if score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}

func (r *csvReader) head() [][]string { return r.first }

func (r *csvReader) rowOf(i int) int { return r.rows[i] }

// rawText returns a rejected row's bytes as text: at most maxRaw of them, bytes that are not UTF-8 as \xNN.
func rawText(b []byte) string {
	b = b[:min(len(b), maxRaw)]
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || n > 1:
			out.Write(b[:n])
		case len(b) < utf8.UTFMax && !utf8.FullRune(b) && out.Len() > maxRaw/2:
			return out.String() // a letter cut in two by the cap
		default:
			fmt.Fprintf(&out, `\x%02X`, b[0])
		}
		b = b[n:]
	}
	return out.String()
}
