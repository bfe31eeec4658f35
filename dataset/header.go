package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// layout says what each column of a file is read as.
type layout struct {
	headers []string
	field   []record.Field // per column; "" where it is not read
	ids     []int          // columns that may hold the record id, best first
	spare   []int          // columns looked at for one where there is none
	joins   []join
}

// join is a field put together from several columns.
type join struct {
	field   record.Field
	sep     string
	columns []int  // in the order of the parts
	first   bool   // they are not parts: the first that is not blank counts
	word    string // they are not parts: every row says this
	ticks   bool   // the first is that of men, the second that of women, and whichever is filled tells the sex; or the one is that of either
	men     bool   // the one column that is ticked is that of men
	address bool   // the column says how its person is addressed, which tells the sex
}

// columnsOf lists the columns to be read, each once, ascending.
func (l *layout) columnsOf() []int {
	var want []int
	for i, f := range l.field {
		if f != "" {
			want = append(want, i)
		}
	}
	want = append(want, l.ids...)
	for _, j := range l.joins {
		want = append(want, j.columns...)
	}
	slices.Sort(want)
	return slices.Compact(want)
}

// recognition is the work of giving each column of one file its field.
type recognition struct {
	p       *Profile
	file    string
	headers []string
	samples [][]string // some rows, to tell two code lists apart
	cands   [][]candidate
	field   []record.Field
	by      map[record.Field]int // field → its column
	ids     []int
	idRank  map[int]int

	idChosen bool // by the user
	joins    []join
	joined   map[int]bool
}

// maxParts is the number of columns one field is put together from at most.
const maxParts = 5

// maxColumns is the number of columns recognition looks at.
const maxColumns = 1000

// recognise gives the columns of a file their fields. titles are the lines above the header, under is what of a header stands below a merged
// cell; columns are the user's own choices. An error is a *record.Problem.
func recognise(p *Profile, file string, titles, headers, under []string, samples [][]string, columns map[record.Field]string) (*layout, error) {
	w := &recognition{
		p: p, file: file, headers: headers, samples: samples, cands: make([][]candidate, len(headers)),
		field: make([]record.Field, len(headers)), by: map[record.Field]int{}, idRank: map[int]int{}, joined: map[int]bool{},
	}
	if err := w.override(columns); err != nil {
		return nil, err
	}
	for i, h := range headers[:min(len(headers), maxColumns)] {
		if w.field[i] == "" && compact(h) != "" {
			cs := p.headers.candidates(h)
			if i < len(under) && compact(under[i]) != "" {
				cs = p.headers.below(h, under[i], cs)
			}
			w.cands[i] = w.byContent(i, cs)
		}
	}
	w.whoseList()
	w.menAndWomen()
	w.sexTicked()
	w.addressed()
	if err := w.claimStrong(); err != nil {
		return nil, err
	}
	w.joinParts()
	w.claimRest(weak)
	w.claimRest(fuzzy)
	w.nameOfSomebody()
	w.fallBack(columns)
	w.yearsOfBirth()
	w.givenNamesBeside()
	w.birthPartsBeside()
	w.implied(titles)
	return w.finish()
}

// override gives columns the fields the user chose for them.
func (w *recognition) override(columns map[record.Field]string) error {
	fields := make([]record.Field, 0, len(columns))
	for f := range columns {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	for _, f := range fields {
		if w.p.Spec(f) == nil && f != record.RecordID {
			names := w.p.FieldNames()
			return &record.Problem{ID: record.ProblemFieldUnknown, File: w.file, Column: string(f), Args: []any{nearest(string(f), names), strings.Join(names, ", ")}}
		}
		i := slices.Index(w.headers, columns[f])
		if i < 0 {
			i = slices.IndexFunc(w.headers, func(h string) bool { return viet.NFC(strings.TrimSpace(h)) == viet.NFC(strings.TrimSpace(columns[f])) })
		}
		if i < 0 {
			i = slices.IndexFunc(w.headers, func(h string) bool { return compact(h) == compact(columns[f]) && compact(h) != "" })
		}
		if i < 0 {
			return &record.Problem{ID: record.ProblemColumnUnknown, File: w.file, Column: columns[f], Args: []any{nearestHeader(w.p, columns[f], w.headers)}}
		}
		if f == record.RecordID {
			w.ids, w.idRank[i], w.idChosen = append(w.ids, i), -1, true
			continue
		}
		w.by[f] = i
		if w.field[i] == "" {
			w.field[i] = f
		} else { // one column named for two fields: the second is a copy
			w.joins = append(w.joins, join{field: f, columns: []int{i}})
		}
	}
	return nil
}

// byContent puts first, of several code lists a column may hold, the one that knows most of its values.
func (w *recognition) byContent(col int, cs []candidate) []candidate {
	if len(cs) < 2 {
		return cs
	}
	share := func(c candidate) float64 {
		spec := w.p.Spec(c.field)
		if spec == nil || spec.Words == nil {
			return 0
		}
		known, filled := 0, 0
		for _, row := range w.samples {
			if col >= len(row) || compact(row[col]) == "" {
				continue
			}
			filled++
			if _, ok := spec.Words[viet.Words(row[col])]; ok {
				known++
			}
		}
		if filled == 0 {
			return 0
		}
		return float64(known) / float64(filled)
	}
	first := cs[0]
	if spec := w.p.Spec(first.field); spec == nil || spec.Words == nil {
		return cs
	}
	if share(first) >= 0.8 { // words of the list are no address, whoever else holds the field
		cs = slices.DeleteFunc(slices.Clone(cs), func(c candidate) bool { return w.p.headers.kinds[c.field] == record.KindPlace })
	}
	best := 0
	for i := range cs {
		if share(cs[i]) > share(cs[best])+0.2 {
			best = i
		}
	}
	if best == 0 {
		return cs
	}
	out := slices.Clone(cs)
	out[best].tier = min(out[best].tier, first.tier)
	out[0], out[best] = out[best], out[0]
	return out
}

// stands says who is the person where a list names nobody else as such, beside whom.
var stands = []struct {
	whose  string
	beside []string // one of them; nobody need be where it is empty
}{
	{"husband", []string{"wife"}},
	{"child", []string{"father", "mother"}},
	{"representative", nil},
	{"addressed", nil},
}

var parentNames = map[string]record.Field{"father": record.FatherName, "mother": record.MotherName}

// whoseList reads a list that names no person as its own: of a couple the husband is the person and the wife the spouse, of a child and
// its parents the child, of a business the one who represents it, and else the one addressed.
func (w *recognition) whoseList() {
	named := func(whose string) bool {
		return slices.ContainsFunc(w.cands, func(cs []candidate) bool {
			return len(cs) > 0 && (cs[0].base == record.FullName && cs[0].whose == whose || cs[0].field != "" && cs[0].field == parentNames[whose])
		})
	}
	_, chosen := w.by[record.FullName]
	if chosen || slices.ContainsFunc(w.cands, func(cs []candidate) bool { return len(cs) > 0 && cs[0].field == record.FullName }) {
		return
	}
	for _, s := range stands {
		if named(s.whose) && (len(s.beside) == 0 || slices.ContainsFunc(s.beside, named)) {
			w.takeAsPerson(s.whose)
			return
		}
	}
}

// takeAsPerson reads the columns about somebody as about the person.
func (w *recognition) takeAsPerson(whose string) {
	for i, h := range w.headers {
		words := wordsOf(spaced(h))
		if who, ok := w.p.headers.whose(words); ok && who.whose == whose {
			w.cands[i] = named(person{whose: "self"})
			continue
		}
		if what := w.saidOf(whose, words); what != nil {
			w.cands[i] = of(person{whose: "self"}, plain(what))
		}
	}
}

// saidOf returns what words say of somebody, before the words for him or behind them: "Họ tên chồng", and "Chồng Họ tên" where that stands below a
// merged cell.
func (w *recognition) saidOf(whose string, words []word) []alias {
	for n := len(words) - 1; n >= 1; n-- {
		for _, split := range [][2][]word{{words[:n], words[n:]}, {words[len(words)-n:], words[:len(words)-n]}} {
			who, ok := w.p.headers.whose(split[1])
			if what := w.p.headers.aliases[compactWords(split[0])]; ok && who.whose == whose && what != nil {
				return what
			}
		}
	}
	return nil
}

// claimStrong gives fields to the columns whose headers name them surely.
func (w *recognition) claimStrong() error {
	for t := strong; t <= medium; t++ {
		claims := map[record.Field][]int{}
		var order []record.Field
		for i, cs := range w.cands {
			if len(cs) == 0 || cs[0].tier != t || cs[0].field == "" || w.field[i] != "" {
				continue
			}
			f := cs[0].field
			if f == record.RecordID {
				w.addID(i, cs[0])
				continue
			}
			if _, taken := w.by[f]; taken {
				continue
			}
			if claims[f] == nil {
				order = append(order, f)
			}
			claims[f] = append(claims[f], i)
		}
		for _, f := range order {
			if err := w.settle(f, claims[f]); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle gives a field to one of the columns that claim it. Columns that may as surely be something else give way; if
// more than one is left, the user has to choose.
func (w *recognition) settle(f record.Field, cols []int) error {
	for len(cols) > 1 {
		leave, to := -1, candidate{}
		for k, i := range cols {
			alt := slices.IndexFunc(w.cands[i], func(c candidate) bool {
				_, taken := w.by[c.field]
				return c.field != f && c.field != "" && c.tier <= medium && !taken
			})
			if alt < 0 {
				continue
			}
			c := w.cands[i][alt]
			better := to.field == record.RecordID && c.field == record.RecordID && w.idPlace(i, c) < w.idPlace(cols[max(leave, 0)], to)
			if leave < 0 || better {
				leave, to = k, c
			}
		}
		if leave < 0 {
			break
		}
		if to.field == record.RecordID {
			w.addID(cols[leave], to)
		} else {
			w.give(to.field, cols[leave])
		}
		cols = slices.Delete(slices.Clone(cols), leave, leave+1)
	}
	best := w.best(cols)
	if others := slices.DeleteFunc(slices.Clone(best), func(i int) bool { return slices.Contains(w.ids, i) }); w.idChosen && len(others) > 0 {
		best = others // what was named as the record's id gives way
	}
	if len(best) > 1 && w.areParts(f, best) {
		return nil
	}
	if len(best) > 1 {
		return &record.Problem{
			ID: record.ProblemHeaderTwice, File: w.file, Column: string(f),
			Args: []any{fmt.Sprintf("%q, %q", w.headers[best[0]], w.headers[best[1]])},
		}
	}
	w.give(f, best[0])
	return nil
}

// best narrows columns that claim one field down to the best worded. A sector's own wording is better than a common one.
// What names a person has to be told by the user where two columns are left; for the rest, the profile's order decides.
func (w *recognition) best(cols []int) []int {
	level := func(i int) int { return w.cands[i][0].level }
	low := slices.MinFunc(cols, func(a, b int) int { return level(a) - level(b) })
	cols = slices.DeleteFunc(slices.Clone(cols), func(i int) bool { return level(i) == 1 && level(low) == 0 })
	f := w.cands[cols[0]][0].field
	if slices.Contains(strictFields, f) || slices.Contains(w.p.Sector.Numbers, f) {
		return cols
	}
	first := slices.MinFunc(cols, func(a, b int) int { return w.cands[a][0].rank - w.cands[b][0].rank })
	if f == record.Note { // nobody is taken for another by a remark, and lists have one here and one at their end
		return []int{first}
	}
	return slices.DeleteFunc(cols, func(i int) bool { return i != first && compact(w.headers[i]) != compact(w.headers[first]) })
}

// strictFields are those of which a wrong choice between two columns would link or judge people wrongly.
var strictFields = []record.Field{
	record.PersonalIDNo, record.OldID, record.FullName, record.BirthDate, record.Sex, record.BirthPlace, record.HomeTown,
	record.PermanentAddress, record.Ethnicity, record.Nationality, record.FatherName, record.MotherName, record.SpouseName,
}

func (w *recognition) give(f record.Field, col int) { w.by[f], w.field[col] = col, f }

func (w *recognition) addID(col int, c candidate) {
	if _, known := w.idRank[col]; known || w.idChosen {
		return
	}
	w.idRank[col] = int(c.tier)*10000 + w.idPlace(col, c)
	w.ids = append(w.ids, col)
}

// idPlace is the place of a header in the profile's list of record ids.
func (w *recognition) idPlace(col int, c candidate) int {
	if i := slices.IndexFunc(w.p.IDHeaders, func(h string) bool { return compact(h) == compact(w.headers[col]) }); i >= 0 {
		return i
	}
	return 5000 + c.rank
}

// claimRest gives the fields still free to the columns that name them less surely, the best wording first.
func (w *recognition) claimRest(t tier) {
	var cols []int
	for i, cs := range w.cands {
		if len(cs) > 0 && cs[0].tier <= t && cs[0].field != "" && w.field[i] == "" && !w.joined[i] {
			if _, isID := w.idRank[i]; !isID {
				cols = append(cols, i)
			}
		}
	}
	slices.SortStableFunc(cols, func(a, b int) int {
		x, y := w.cands[a][0], w.cands[b][0]
		return cmp.Or(int(x.tier)-int(y.tier), x.level-y.level, x.rank-y.rank)
	})
	for _, i := range cols {
		for _, c := range w.cands[i] {
			if c.tier > t || c.field == "" {
				continue
			}
			if c.field == record.RecordID {
				w.addID(i, c)
				break
			}
			if _, taken := w.by[c.field]; !taken {
				w.give(c.field, i)
				break
			}
		}
	}
}

// finish checks that enough was recognised.
func (w *recognition) finish() (*layout, error) {
	l := &layout{headers: w.headers, field: w.field, joins: w.joins}
	slices.SortStableFunc(w.ids, func(a, b int) int { return w.idRank[a] - w.idRank[b] })
	l.ids, l.spare = w.ids, w.spareIDs()
	all := shownFor(w.p, w.headers)
	if len(w.by) == 0 {
		return nil, &record.Problem{ID: record.ProblemHeaderUnknown, File: w.file, Args: []any{firstRow(w.p, w.headers)}}
	}
	for _, f := range w.p.Needed {
		if _, ok := w.by[f]; !ok {
			return nil, &record.Problem{ID: record.ProblemHeaderMissing, File: w.file, Column: string(f), Args: []any{all}}
		}
	}
	return l, nil
}
