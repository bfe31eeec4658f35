package dataset

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
)

// footerRows is how far above a list's end its last person is looked for.
const footerRows = 24

// reasonFooter is the reason of a row below the list's last person: a total, a date and place, a signature.
const reasonFooter = "footer"

// totals begin the line of a total; closers begin, or are, the lines that close a list.
var (
	totals  = pattern.Of(`^(tong cong|tong so|tong|cong|cong cong|total|grand total|sum)( |$)`)
	closers = pattern.Of(`^((nguoi )?lap (bieu|bang|danh sach)|nguoi lap|nguoi kiem tra|nguoi tong hop|can bo (lap|tong hop).*|thu truong( don vi)?|hieu truong|giam doc|pho giam doc|chu tich|pho chu tich|` +
		`ke toan( truong)?|tm ubnd.*|tm uy ban.*|thay mat.*|kt (chu tich|giam doc|truong).*|truong (cong an|phong|thon|ban).*|ky ten.*|ky ghi ro ho ten.*|ky ten dong dau.*|` +
		`danh sach (nay )?(co|gom) .*|an dinh danh sach.*|ghi chu( .*)?|noi nhan.*|xac nhan cua .*|het)$`)
	dateline = pattern.Of(`(^|[ ,])ngay( [0-9]{0,2})? thang( [0-9]{0,2})? nam( [0-9]{2,4})?$`)
)

// footer returns the place among the last rows of a list from which on no row is a person: that of the first line that closes it.
// Below such a line only rows much emptier than a person's may stand: those who signed. text says that the rows were cut at the delimiters of a text, and a line
// with them.
func footer(last []*stream.Row, text bool) int {
	last = decoded(last)
	if text {
		last = sentences(last)
	}
	widest := 0
	for _, row := range last {
		widest = max(widest, filled(row))
	}
	foot := len(last)
	for i := len(last) - 1; i >= 0; i-- {
		n := filled(last[i])
		switch {
		case isTotal(last[i]), n <= max(3, widest/2) && closesList(last[i]):
			foot = i
		case n > 3 || 2*n >= widest && n > 0 || looksLikePerson(last[i]):
			return foot
		}
	}
	return foot
}

// sentences returns rows with the lines that close a list and hold the text's delimiter ("Hà Tĩnh, ngày 5 tháng 3 năm 2026") in one cell again. Such a line has
// fewer cells than a row of the list, all of them filled.
func sentences(last []*stream.Row) []*stream.Row {
	widest := 0
	for _, row := range last {
		widest = max(widest, row.Len())
	}
	out := slices.Clone(last)
	for i, row := range last {
		n := row.Len()
		if n < 2 || n >= widest || filled(row) < n || len(row.Text) > longestCloser {
			continue
		}
		var cells []string
		for k := range n {
			cells = append(cells, string(row.Cell(k)))
		}
		whole := new(stream.Row)
		if whole.Add(strings.Join(cells, ", ")); closesSentence(whole, cells[0]) {
			out[i] = whole
		}
	}
	return out
}

// closesSentence reports whether a line that begins with a cell closes a list. "Tống Thị Hoa, 1985" is somebody, cut short.
func closesSentence(whole *stream.Row, first string) bool {
	folded := viet.Words(first)
	if totals().MatchString(folded) {
		return countsSomething(folded)
	}
	return closesList(whole) && !strings.ContainsFunc(first, unicode.IsDigit)
}

// decoded returns rows as they read where their cells are in a legacy encoding: "Céng" is "Cộng".
func decoded(rows []*stream.Row) []*stream.Row {
	var cells []string
	for _, row := range rows {
		for i := range row.Len() {
			cells = append(cells, string(row.Cell(i)[:min(len(row.Cell(i)), longestCloser)]))
		}
	}
	v := legacy.Detect(cells, nil)
	if v.Encoding == legacy.UTF8 {
		return rows
	}
	cells, _ = legacy.DecodeColumn(cells, v)
	out := make([]*stream.Row, len(rows))
	for k, row := range rows {
		out[k] = new(stream.Row)
		for range row.Len() {
			out[k].Add(cells[0])
			cells = cells[1:]
		}
	}
	return out
}

// footedCSV is delimited text with lines below the list.
type footedCSV struct {
	*csvReader
	foot  int    // where they begin
	below []byte // the text from there on
}

// withFooter finds the lines below a list of delimited text.
func withFooter(r *csvReader) reader {
	const looked = 16 << 10
	data, base := r.tail(looked)
	from := 0
	if base > 0 {
		from += 1 + bytes.IndexByte(data, '\n')
	}
	if len(r.starts) > 0 {
		from = max(from, r.starts[0]-base)
	}
	var last []*stream.Row
	var at []int
	s := newSplitter(data, r.delim)
	for pos := s.skip(from); pos < len(data); pos = s.skip(pos) {
		_, after, reason := s.next(pos)
		row := new(stream.Row)
		for _, c := range s.cells {
			v := s.value(c)
			row.Add(string(v))
		}
		if reason != "" { // it is nothing that is understood
			last, at = last[:0], at[:0]
		} else {
			last, at = append(last, row), append(at, pos)
		}
		pos = after
	}
	over := max(0, len(last)-footerRows)
	if foot := footer(last[over:], true); foot < len(last)-over {
		return &footedCSV{r, base + at[over+foot], data[at[over+foot]:]}
	}
	return r
}

// read reads the rows above the foot, and puts the others aside.
func (r *footedCSV) read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error) {
	if r.foot < r.starts[header] {
		return r.csvReader.read(ctx, header, want, width, all, opt)
	}
	list := *r.csvReader
	list.end(r.foot)
	out, err := list.read(ctx, header, want, width, all, opt)
	if err != nil {
		return nil, err
	}
	s := newSplitter(r.below, r.delim)
	for pos := s.skip(0); pos < len(r.below); pos = s.skip(pos) {
		end, after, _ := s.next(pos)
		reason := reasonFooter
		if len(bytes.Trim(r.below[pos:end], " \t,;|\"")) == 0 {
			reason = reasonBlank
		}
		out.in++
		out.rejects = append(out.rejects, rejected{r.rows[header] + out.in, reason, rawText(r.below[pos:end])})
		pos = after
	}
	return out, nil
}

// filled counts the cells that hold something.
func filled(row *stream.Row) int {
	n := 0
	for i := range row.Len() {
		if len(trim(row.Cell(i))) > 0 {
			n++
		}
	}
	return n
}

// longestCloser is the bytes a cell that closes a list may have: a row that cannot be read at all may hold megabytes.
const longestCloser = 400

// firstCell returns the first cell that holds something, folded.
func firstCell(row *stream.Row) (folded string, at int) {
	for i := range row.Len() {
		if v := trim(row.Cell(i)); len(v) > 0 && len(v) < longestCloser {
			return viet.Words(string(v)), i
		}
	}
	return "", 0
}

// isTotal reports whether a row is a sum: it begins with the word, and no other cell holds words. "Tổng Văn A" is somebody.
func isTotal(row *stream.Row) bool {
	text, at := firstCell(row)
	if !totals().MatchString(text) {
		return false
	}
	for i := at + 1; i < row.Len(); i++ {
		v := trim(row.Cell(i))
		letters := strings.IndexFunc(string(v), unicode.IsLetter) >= 0
		if letters && (len(v) > longestCloser || len(viet.Words(string(v))) > 10) {
			return false
		}
	}
	return countsSomething(text)
}

// countsSomething reports whether folded words that begin a total go on as one does.
func countsSomething(text string) bool {
	rest := strings.TrimSpace(totals().ReplaceAllString(text, ""))
	return rest == "" || strings.ContainsFunc(rest, unicode.IsDigit) || strings.HasPrefix(rest, "so ") || strings.HasPrefix(rest, "cong") || saysWhat(rest)
}

// saysWhat reports whether a total's words say what is counted.
func saysWhat(rest string) bool {
	for _, w := range []string{"nguoi", "nhan khau", "ho", "doi tuong", "hoc sinh", "truong hop", "khach hang", "danh sach", "toan"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// closesList reports whether a row is one of those that stand below a list.
func closesList(row *stream.Row) bool {
	if isTotal(row) {
		return true
	}
	some := false
	for i := range row.Len() {
		v := trim(row.Cell(i))
		if len(v) == 0 {
			continue
		}
		if len(v) > longestCloser {
			return false
		}
		text := viet.Words(string(v))
		if !closers().MatchString(text) && !dateline().MatchString(text) {
			return false
		}
		some = true
	}
	return some
}

// looksLikePerson reports whether a row holds a number of nine digits or more, or a date: a sparse row, but somebody's.
func looksLikePerson(row *stream.Row) bool {
	for i := range row.Len() {
		digits := 0
		for _, c := range row.Cell(i) {
			if c >= '0' && c <= '9' {
				digits++
			}
		}
		if digits >= 6 {
			return true
		}
	}
	return false
}
