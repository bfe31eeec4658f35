package normalize

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// A cell may be a list of what each table has words or codes of its own for: Poland|Austria|Germany and PL,AT,DE.
const (
	listSigns   = "|;,/"
	listedRows  = .2 // of a column's rows, at least, have several things in one cell
	wordsOfItem = 3  // of one of them, at most
	itemAlike   = .6 // of the rows that are surely one and have the one table's word or the other's, those that have both
)

// itemsOf are the things a cell lists.
func itemsOf(s string) []string {
	var out []string
	for item := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(listSigns, r) }) {
		if item = strings.ReplaceAll(plainText(item), " ", ""); item != "" {
			out = append(out, item)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// isList says whether a column's cells list things of which each stands in many rows.
func isList(c *record.Column) bool {
	rows, several, items := 0, 0, 0
	met := map[string]bool{}
	for s, n := range c.Distinct() {
		of := itemsOf(s)
		if n == 0 || len(of) == 0 {
			continue
		}
		for _, item := range of {
			met[item] = true
		}
		words := len(strings.Fields(plainText(s)))
		if words > wordsOfItem*len(of) {
			return false
		}
		rows, items = rows+n, items+n*len(of)
		if len(of) > 1 {
			several += n
		}
	}
	return len(met) > 2 && float64(several) >= listedRows*float64(rows) && items >= rowsPerCode*len(met)
}

// tellingLists pairs columns of lists by the rows that are surely one, as tellingColumns does columns of single things, and reads them in the right table's words. Things that the other table
// has no word for are left out: a European register lists no American country.
func tellingLists(people []*record.People, left, right []*record.Column, pairs []record.Pair) {
	isNoList := func(c *record.Column) bool { return !isList(c) }
	left, right = slices.DeleteFunc(left, isNoList), slices.DeleteFunc(right, isNoList)
	var couples []couple[map[string]string]
	for _, l := range left {
		for _, r := range right {
			means, there, back := itemMeanings(l, r, pairs)
			if max(there, back) >= surelyTold && min(there, back) >= surelyBack {
				couples = append(couples, couple[map[string]string]{l, r, there + back, means})
			}
		}
	}
	for _, p := range likeliest(couples) {
		known := map[string]string{}
		for _, y := range p.means {
			known[y] = y
		}
		for side, c := range []*record.Column{p.l, p.r} {
			means := p.means
			if side == 1 {
				means = known
			}
			people[side].Table.Columns = append(people[side].Table.Columns, &record.Column{Field: p.l.Field, Header: c.Header, Kind: record.KindText, Role: record.RoleCategory, Codes: c.Codes, Dict: c.Dict})
			people[side].Texts[p.l.Field] = textValues(c.Codes, c.Dict, func(s string) string {
				var out []string
				for _, item := range itemsOf(s) {
					if y := means[item]; y != "" {
						out = append(out, y)
					}
				}
				slices.Sort(out)
				return strings.Join(out, " ")
			})
		}
	}
}

// itemMeanings tells what the things that one column lists are called in the other, by the rows that have both of those that have either, and which part of what either column lists those are.
func itemMeanings(l, r *record.Column, pairs []record.Pair) (means map[string]string, there, back float64) {
	inLeft, inRight, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	rows, ofLeft, ofRight := 0, 0, 0
	for _, p := range pairs {
		x, y := itemsOf(l.At(int(p.Left))), itemsOf(r.At(int(p.Right)))
		if len(x) == 0 || len(y) == 0 {
			continue
		}
		rows, ofLeft, ofRight = rows+1, ofLeft+len(x), ofRight+len(y)
		for _, a := range x {
			inLeft[a]++
			for _, b := range y {
				both[[2]string{a, b}]++
			}
		}
		for _, b := range y {
			inRight[b]++
		}
	}
	if rows < surePairs {
		return nil, 0, 0
	}
	keys := slices.SortedFunc(maps.Keys(both), func(a, b [2]string) int { // the surest first, in an order that the map's cannot show in
		return cmp.Or(cmp.Compare(both[b], both[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	means = map[string]string{}
	meant := map[string]bool{}
	told, toldBack := 0, 0
	for _, k := range keys {
		n := both[k]
		if n < timesMet || float64(n) < itemAlike*float64(inLeft[k[0]]+inRight[k[1]]-n) || means[k[0]] != "" || meant[k[1]] {
			continue
		}
		means[k[0]], meant[k[1]] = k[1], true
		told += inLeft[k[0]]
		toldBack += inRight[k[1]]
	}
	return means, float64(told) / float64(ofLeft), float64(toldBack) / float64(ofRight)
}
