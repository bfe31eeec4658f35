package dataset

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// addressHeaders are what the column is called that says how each person is addressed, compact.
var addressHeaders = compactSet([]string{
	"ông bà", "ông hoặc bà", "danh xưng", "xưng hô", "cách xưng hô", "danh xưng ông bà", "xưng hô ông bà", "anh chị", "ông bà anh chị", "quý danh",
	"title", "salutation", "mr mrs", "mr ms", "mr mrs ms",
})

// sexOfAddress returns the sex that a form of address tells, "" where it tells none. "Cô" is a woman with its mark alone: "Có" is yes.
func sexOfAddress(v string) string {
	written := strings.Trim(strings.ToLower(viet.NFC(strings.TrimSpace(v))), ".")
	switch written {
	case "ông", "ong", "anh", "chú", "cậu", "mr", "mister":
		return men
	case "bà", "ba", "chị", "chi", "cô", "dì", "mrs", "ms", "miss", "madam":
		return women
	}
	return ""
}

// addressed reads the column that says how each person is addressed ("Ông/Bà") as the sex where no column says that. Where it holds the names of those
// addressed it is theirs instead, as in the lists of decisions.
func (w *recognition) addressed() {
	for i, h := range w.headers[:min(len(w.headers), maxColumns)] {
		if w.field[i] != "" || w.joined[i] || !addressHeaders[compact(unnumbered(spaced(h)))] {
			continue
		}
		filled, told := 0, 0
		for _, row := range w.samples {
			if i >= len(row) || strings.TrimSpace(row[i]) == "" {
				continue
			}
			filled++
			if sexOfAddress(row[i]) != "" {
				told++
			}
		}
		if filled == 0 || 10*told < 9*filled {
			continue
		}
		w.cands[i] = nil
		if _, taken := w.by[record.Sex]; !taken && !w.named(record.Sex) && w.p.Spec(record.Sex) != nil {
			w.joins, w.by[record.Sex] = append(w.joins, join{field: record.Sex, columns: []int{i}, address: true}), i
			w.joined[i] = true
		}
		return
	}
}
