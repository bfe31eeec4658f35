package dataset

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
)

// reasonHeading is the reason of a row within a list that names the place of the persons below it, or sums them up.
const reasonHeading = "heading"

// placeHeads begin the name of a place, with their marks: Phương is a surname and Thôn is none.
var placeHeads = pattern.Of(`^(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thôn|xóm|ấp|tổ dân phố|tdp|khu phố|khối phố|khu dân cư)[ :]`)

// pageNumber is the one text of a row at the end of a printed page.
var pageNumber = pattern.Of(`^trang (so )?[0-9]{1,4}( (tren )?[0-9]{1,4})?$`)

// fewHeadings is the part of a list that may be headings known by nothing but that they are no names: one row in so many.
const fewHeadings = 5

// partHeads begin the name of a part of a list by whom it is of, with their marks.
var partHeads = pattern.Of(`^(người|đối tượng|hộ|nhóm|loại|phần|mục|diện|danh sách|trẻ em|thân nhân|học sinh|cán bộ|lao động|nhân khẩu)[ :]`)

// dropHeadings puts aside the rows that head a part of a list ("XÃ ĐỨC THỌ", "II. Thôn 3", "Tăng lao động"), sum it up ("Cộng xã Đức Thọ: 20
// người") or number a page. Such a row holds one text, and a sum may hold a number: whoever has nothing but a
// name like that is nobody.
func (rs *rows) dropHeadings() (dropped int) {
	if len(rs.columns) < leastRepeated {
		return 0
	}
	type said struct {
		row   int
		text  string
		alone bool
	}
	var all []said // of the rows that hold one text
	unnamed := 0
	for row := range rs.line {
		if text, alone := rs.only(row); text != "" {
			all = append(all, said{row, text, alone})
			if alone && isNoName(text) {
				unnamed++
			}
		}
	}
	var at []int // rows, ascending
	var texts []string
	few := fewHeadings*unnamed <= len(rs.line)
	for _, s := range all {
		if isPartTotal(s.text) || s.alone && (headsPart(s.text) || pageNumber().MatchString(viet.Words(s.text)) || few && isNoName(s.text)) {
			at, texts = append(at, s.row), append(texts, s.text)
		}
	}
	if len(at) == 0 || len(at) == len(rs.line) {
		return 0
	}
	var kept []int
	next := 0
	for row := range rs.line {
		if next < len(at) && at[next] == row {
			rs.rejects = append(rs.rejects, rejected{int(rs.line[row]), reasonHeading, rawText([]byte(texts[next]))})
			next++
			continue
		}
		kept = append(kept, row)
	}
	rs.keep(kept)
	return len(at)
}

// dropNobody puts aside the rows that hold nothing in any column that is read: those numbered ahead in a form that was not filled to its end, and what
// heads a part of the list or sums it up in the column of the rows' numbers. It returns how many of the latter there were.
func (rs *rows) dropNobody() (headings int) {
	var kept []int
	nobody := func(row int) bool {
		return !slices.ContainsFunc(rs.columns, func(c coded) bool { return c.codes[row] != 0 })
	}
	bare := rs.bare
	for row := range rs.line {
		line := int(rs.line[row])
		for len(bare) > 0 && bare[0].line < line {
			bare = bare[1:]
		}
		switch {
		case nobody(row):
			if kept == nil {
				kept = make([]int, 0, len(rs.line))
				for above := range row {
					kept = append(kept, above)
				}
			}
			as := rejected{line: line, reason: reasonBlank}
			if len(bare) > 0 && bare[0].line == line {
				as = bare[0]
			}
			if as.reason == reasonHeading {
				headings++
			}
			rs.rejects = append(rs.rejects, as)
		case kept != nil:
			kept = append(kept, row)
		}
	}
	if kept != nil {
		rs.keep(kept)
	}
	return headings
}

// bareReason returns what a row is that holds nothing in the columns read: a heading where its one cell with letters is of several words or a sum's ("II. Thôn 3",
// "Trang 1/4", "Cộng"), since no person is told there; else blank, as a row that holds nothing but its number, "IV" or "b)" too.
func bareReason(cells int, cell func(i int) []byte) string {
	text := ""
	for i := range cells {
		v := trim(cell(i))
		switch {
		case bytes.IndexFunc(v, unicode.IsLetter) < 0:
		case text != "" || len(v) > longestCloser:
			return reasonBlank
		default:
			text = string(v)
		}
	}
	if len(strings.Fields(text)) > 1 || isPartTotal(text) {
		return reasonHeading
	}
	return reasonBlank
}

// only returns the one text of a row that holds nothing else but a number, and whether not even that.
func (rs *rows) only(row int) (text string, alone bool) {
	filled := 0
	for i := range rs.columns {
		if rs.columns[i].codes[row] != 0 {
			if filled++; filled > 2 {
				return "", false
			}
		}
	}
	for _, c := range rs.columns {
		v := c.dict.At(c.codes[row])
		if len(v) > longestCloser || !strings.ContainsFunc(v, unicode.IsLetter) {
			continue
		}
		if text != "" {
			return "", false
		}
		text = v
	}
	return text, filled == 1
}

// isNoName reports whether a text that is all a row says cannot be a whole name: one word, or a sentence, whose first word alone begins in a
// capital ("Tăng lao động").
func isNoName(text string) bool {
	words := strings.Fields(viet.NFC(text))
	if len(words) == 1 {
		return true
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	return unicode.IsUpper(first) && slices.ContainsFunc(words[1:], func(w string) bool {
		return strings.ContainsFunc(w, unicode.IsLetter) && w == strings.ToLower(w)
	})
}

// headsPart reports whether a text names a place or those of a part, behind a number or not.
func headsPart(text string) bool {
	text = viet.NFC(strings.TrimSpace(text))
	for _, s := range []string{strings.ToLower(text), strings.ToLower(unnumbered(text))} {
		if placeHeads().MatchString(s) || partHeads().MatchString(s) {
			return true
		}
	}
	return false
}

// isPartTotal reports whether a text begins the sum of a part: "Cộng xã Đức Thọ". "Cộng Văn Thôn" is somebody.
func isPartTotal(text string) bool {
	folded := viet.Words(text)
	if !totals().MatchString(folded) {
		return false
	}
	_, rest, _ := strings.Cut(strings.ToLower(viet.NFC(strings.TrimSpace(text))), " ")
	return countsSomething(folded) || placeHeads().MatchString(rest)
}
