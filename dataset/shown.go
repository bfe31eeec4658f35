package dataset

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/covered"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// A file without a header begins with its first person, in whatever letters and of whatever people. What its first row says is told as it is only where it is
// known to be a header: cell by cell where the wording is one that headers have, and the whole row where it names two fields that no row of a list names.
// Of all else a message has the column's letters and the shape.

// Shown lists headers for a message, those that say something and not too many of them. Somebody's data messages must not carry; known are wordings
// that the reader of the file has of its own.
func Shown(headers []string, known ...string) string {
	return shownFor(nil, headers, known...)
}

// shownFor is Shown of the headers of a file that was read with a profile.
func shownFor(p *Profile, headers []string, known ...string) string {
	if isData(headers) {
		return fmt.Sprintf("[%d ô / cells]", len(headers))
	}
	var named []string
	for _, h := range tellable(p, headers, known...) {
		if strings.TrimSpace(h) != "" {
			named = append(named, h)
		}
	}
	if more := len(named) - mostShown; more > 0 {
		named = append(named[:mostShown], fmt.Sprintf("… (+%d)", more))
	}
	return strings.Join(named, ", ")
}

// firstRow is what a message tells of a first row that is no header: its cells, or of somebody's how many there are.
func firstRow(p *Profile, row []string) any {
	if isData(row) {
		return len(row)
	}
	return shownFor(p, row)
}

// tellable returns the cells of a row that may be a header as messages may have them.
func tellable(p *Profile, row []string, known ...string) []string {
	if v := legacy.Detect(row, nil); v.Encoding != legacy.UTF8 {
		if decoded, _ := legacy.DecodeColumn(row, v); isHeader(p, decoded) {
			return row
		}
	}
	if isHeader(p, row) {
		return row
	}
	out := make([]string, len(row))
	for i, h := range row {
		if out[i] = h; strings.TrimSpace(h) != "" && !isWording(p, h) && !slices.ContainsFunc(known, func(k string) bool { return compact(k) == compact(h) }) {
			out[i] = letters(i) + " " + covered.Shape(h)
		}
	}
	return out
}

// isHeader reports whether a row names two fields in words that are no values: of names, numbers and dates. "Nam", "Chủ hộ" and "Thường trú" name fields
// and stand in rows as well.
func isHeader(p *Profile, row []string) bool {
	if isData(row) {
		return false
	}
	if p != nil && p.headers != nil && namesTwo([]*recogniser{p.headers}, row) {
		return true
	}
	return namesTwo(allRecognisers(), row)
}

// namesTwo reports whether a row names two fields.
func namesTwo(by []*recogniser, row []string) bool {
	named := map[record.Field]bool{}
	for _, h := range row[:min(len(row), maxColumns)] {
		for _, r := range by {
			if f, ok := r.namesField(h); ok {
				named[f] = true
				break
			}
		}
		if len(named) >= 2 {
			return true
		}
	}
	return false
}

// namesField returns the field that a header surely names, by itself or beside words for whose it is and fillers, where the field is one whose values are
// never worded so.
func (r *recogniser) namesField(header string) (record.Field, bool) {
	if len(header) > maxHeader {
		return "", false
	}
	for _, form := range forms(spaced(header)) {
		if _, who := r.people[compact(form)]; who { // "Chủ hộ" stands in rows too
			continue
		}
		for _, c := range r.wording(form) {
			if c.field == "" || c.tier > medium {
				continue
			}
			switch kind := r.kinds[c.field]; {
			case c.field == record.RecordID, kind == record.KindName, kind == record.KindDate, kind == record.KindPersonalID, kind == record.KindPhone, kind == record.KindAmount, kind.IsNumber():
				return c.field, true
			}
		}
	}
	return "", false
}

// isWording reports whether a cell is a wording of headers: one that is known, or one of several words each two neighbours of which stand so in one that is.
func isWording(p *Profile, header string) bool {
	words := strings.Fields(viet.Words(spaced(header)))
	for _, r := range recognisers(p) {
		if len(r.aliases[compact(header)]) > 0 {
			return true
		}
		if _, ok := r.namesField(header); ok {
			return true
		}
	}
	pairs := wordPairs()
	for i := 1; i < len(words); i++ {
		if !pairs[words[i-1]+" "+words[i]] {
			return false
		}
	}
	return len(words) > 1
}

// recognisers are those of a profile and of every built-in one.
func recognisers(p *Profile) []*recogniser {
	all := allRecognisers()
	if p != nil && p.headers != nil {
		return append([]*recogniser{p.headers}, all...)
	}
	return all
}

var allRecognisers = sync.OnceValue(func() []*recogniser {
	var all []*recogniser
	for _, code := range Sectors() {
		if p, err := Builtin(code); err == nil {
			all = append(all, p.headers)
		}
	}
	return all
})

// wordPairs are the neighbouring words of the wordings of all built-in profiles.
var wordPairs = sync.OnceValue(func() map[string]bool {
	pairs := map[string]bool{}
	for _, r := range allRecognisers() {
		for _, a := range r.list {
			for i := 1; i < len(a.tokens); i++ {
				pairs[a.tokens[i-1]+" "+a.tokens[i]] = true
			}
		}
	}
	return pairs
})

// nearestHeader returns the header that is most likely meant by what the user wrote, where a message may tell it: it is a wording, or nearly what he wrote.
func nearestHeader(p *Profile, wanted string, headers []string) string {
	h := nearest(wanted, headers)
	if h == "" || isWording(p, h) || isHeader(p, headers) || covered.Key(h, []string{wanted}) == h {
		return h
	}
	return ""
}

// isData reports whether a first row is no header but somebody's: it has a long number, a date or a name in it.
func isData(row []string) bool {
	return slices.ContainsFunc(row, func(h string) bool { return isCell(h) || isName(h) })
}

// mostShown is the number of headers a message lists.
const mostShown = 60

// isCell reports whether a header is somebody's long number or date.
func isCell(header string) bool {
	digits := 0
	for _, r := range header {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= 4
}

// longestName is the number of words in the longest name that is looked for.
const longestName = 6

// isName reports whether a header is a name, with its marks or all without any: a surname first, and where that begins what columns are called as well
// ("Hồ sơ", "Lý do") a given name last.
func isName(header string) bool {
	words := strings.Fields(strings.ToLower(viet.NFC(header)))
	if len(words) < 2 || len(words) > longestName {
		return false
	}
	surname, given := surnamesAndGiven()
	return surname[words[0]] && (!slices.Contains(begin, words[0]) || given[words[len(words)-1]])
}

// begin are surnames that are words of headers as well.
var begin = []string{"hồ", "ho", "lý", "ly", "tôn", "thân", "thị", "lương", "đoàn", "cao", "to", "lưu", "văn", "danh", "đồng", "phạm", "dương"}

// leastBorne is how many in the name corpora bear a surname or a given name that is taken for one: rarer ones are words of headers as well.
const leastBorne = 30

// surnamesAndGiven are the words names begin and end with, in lower case, as they are written and without marks. Mã begins more headers than names.
var surnamesAndGiven = sync.OnceValues(func() (surname, given map[string]bool) {
	surname, given = map[string]bool{}, map[string]bool{}
	for _, s := range refdata.Surnames() {
		if s.Count >= leastBorne && s.Text != "Mã" && s.Text != "Từ" {
			surname[strings.ToLower(s.Text)], surname[strings.ToLower(s.ASCII)] = true, true
		}
	}
	for _, g := range refdata.GivenNames() {
		if g.Male+g.Female >= leastBorne {
			given[strings.ToLower(g.Text)], given[strings.ToLower(g.ASCII)] = true, true
		}
	}
	return surname, given
})
