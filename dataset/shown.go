package dataset

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// Shown lists headers for a message, those that say something and not too many of them. Somebody's data messages must not carry.
func Shown(headers []string) string {
	if isData(headers) {
		return fmt.Sprintf("[%d ô / cells]", len(headers))
	}
	named := slices.DeleteFunc(slices.Clone(headers), func(h string) bool { return strings.TrimSpace(h) == "" })
	if more := len(named) - mostShown; more > 0 {
		named = append(named[:mostShown], fmt.Sprintf("… (+%d)", more))
	}
	return strings.Join(named, ", ")
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
