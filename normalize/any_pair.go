package normalize

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// anyColumns are the columns of all tables that hold one thing.
type anyColumns struct {
	of     []*record.Column
	header header
}

// sharedAtLeast is the part of their rows that the same values must hold for two columns to be taken for the same where their headers
// do not tell.
const sharedAtLeast = .3

// pairColumns puts together the columns of one table, or those of two that hold one thing: the ones called alike, but for case,
// marks and punctuation; then those whose headers say the same, in whatever language, or whose values are the same. A whole name
// in one table and its parts in the other make a pair too: the parts are put together. So are what other columns one table has in
// one (see withParts). Ages go with years of birth (see withAges).
func pairColumns(tables []*record.Table) (out []anyColumns) {
	heads := readHeaders(tables[0])
	for _, t := range tables[1:] {
		maps.Copy(heads, readHeaders(t))
	}
	if len(tables) == 1 {
		for _, c := range tables[0].Columns {
			if c.Field != record.RecordID {
				out = append(out, anyColumns{[]*record.Column{c}, heads[c]})
			}
		}
		return out
	}
	taken := map[*record.Column]bool{}
	for _, c := range tables[0].Columns {
		if c.Field == record.RecordID {
			continue
		}
		if d := sameHeader(tables[1], c); d != nil && !taken[d] {
			taken[c], taken[d] = true, true
			out = append(out, anyColumns{[]*record.Column{c, d}, heads[c]})
		}
	}
	var left, right []*record.Column
	for i, t := range tables {
		for _, c := range t.Columns {
			if c.Field == record.RecordID || taken[c] {
				continue
			}
			if i == 0 {
				left = append(left, c)
			} else {
				right = append(right, c)
			}
		}
	}
	if len(left) > 0 && len(right) > 0 {
		var joined []anyColumns
		left, right, joined = wholeNames(left, right, heads)
		out = append(append(out, joined...), likeColumns(left, right, heads)...)
	}
	free := [2][]*record.Column{left, right}
	out = withEither(withAges(out, free, tables, heads), free, tables, heads)
	return withCodesInTexts(withNameParts(withParts(out, free, tables, heads), free, heads), free, heads)
}

// sameHeader returns the column of a table that is called like c, but for case, marks and punctuation.
func sameHeader(t *record.Table, c *record.Column) *record.Column {
	if same := t.Column(c.Field); same != nil {
		return same
	}
	for _, d := range t.Columns {
		if d.Field != record.RecordID && calledTheSame(string(d.Field), string(c.Field)) {
			return d
		}
	}
	return nil
}

// calledTheSame says whether two names of columns are the same but for case, marks, punctuation and blanks.
func calledTheSame(a, b string) bool {
	return strings.ReplaceAll(viet.Words(a), " ", "") == strings.ReplaceAll(viet.Words(b), " ", "")
}

// wholeNames pairs a whole name with its parts put together.
func wholeNames(left, right []*record.Column, heads map[*record.Column]header) ([]*record.Column, []*record.Column, []anyColumns) {
	find := func(cols []*record.Column, role record.Role, whose string) *record.Column {
		for _, c := range cols {
			if heads[c] == (header{role, whose}) {
				return c
			}
		}
		return nil
	}
	var out []anyColumns
	for _, whose := range []string{"", "father", "mother", "spouse"} {
		for turned, sides := range [][2][]*record.Column{{left, right}, {right, left}} {
			whole := find(sides[0], record.RoleFullName, whose)
			given, family := find(sides[1], record.RoleGivenName, whose), find(sides[1], record.RoleSurname, whose)
			if whole == nil || given == nil || family == nil || find(sides[1], record.RoleFullName, whose) != nil {
				continue
			}
			parts := []*record.Column{given, family}
			if middle := find(sides[1], record.RoleGivenName, strings.TrimSpace(whose+" middle")); middle != nil {
				parts = []*record.Column{given, middle, family}
			}
			parts = nameParts(whole, parts, sides[1], heads)
			both := []*record.Column{whole, together(parts)}
			gone := func(c *record.Column) bool { return c == whole || slices.Contains(parts, c) }
			if turned == 1 {
				both[0], both[1] = both[1], both[0]
			}
			out = append(out, anyColumns{both, header{record.RoleFullName, whose}})
			left, right = slices.DeleteFunc(slices.Clone(left), gone), slices.DeleteFunc(slices.Clone(right), gone)
			break
		}
	}
	return left, right, out
}

// together is a column of several columns' values with blanks between.
func together(cols []*record.Column) *record.Column {
	var names []string
	for _, c := range cols {
		names = append(names, c.Header)
	}
	header := strings.Join(names, "+")
	return derived(&record.Column{Field: record.Field(header), Header: header, Codes: cols[0].Codes}, func(row int) string {
		var parts []string
		for _, c := range cols {
			if v := c.At(row); v != "" {
				parts = append(parts, v)
			}
		}
		return strings.Join(parts, " ")
	})
}

// likeColumns pairs columns that are called differently, the most alike first.
func likeColumns(left, right []*record.Column, heads map[*record.Column]header) (out []anyColumns) {
	roles := map[*record.Column]record.Role{}
	seen := map[*record.Column]looks{}
	for _, c := range slices.Concat(left, right) {
		role, kind, read := inferColumn([]*record.Column{c}, heads[c], "")
		if read == nil {
			continue
		}
		roles[c], seen[c] = role, look(c, read[0], kind)
	}
	lookAs := looksBySaid(heads, seen)
	var pairs []couple[struct{}]
	for _, l := range left {
		for _, r := range right {
			if roles[l] == "" || roles[r] == "" {
				continue
			}
			a, b := heads[l], heads[r]
			if !sameOwner(a.whose, b.whose) {
				continue
			}
			mine, theirs := seen[l].besideOther(l, seen[r]), seen[r].besideOther(r, seen[l])
			mine, theirs = measuredBeside(l, r, mine, theirs)
			score := shared(mine.values, theirs.values)
			called, theirsCalled := mine, theirs // as the other is called
			if a.role == "" && b.role == roles[r] {
				called = lookAs(l, b)
				score = max(score, shared(called.values, theirs.values))
			} else if b.role == "" && a.role == roles[l] {
				theirsCalled = lookAs(r, a)
				score = max(score, shared(mine.values, theirsCalled.values))
			}
			said := roles[l] == roles[r] && (a.role == b.role && a.role != "" || roles[l] == record.RoleEmail || roles[l] == record.RolePhone || roles[l] == record.RoleDate || calledAlike(l, r))
			if roles[l] == record.RoleDate && roles[r] == record.RoleDate {
				years := sharedYears(mine.values, theirs.values)
				same := a.role == record.RoleDate && b.role == a.role || a.whose != "" && a.whose == b.whose || calledAlike(l, r)
				if years < sharedAtLeast && !same {
					continue // the day of an order, and since when somebody is a customer
				}
				score += years
			}
			switch {
			case a.ofOthers(b) && score < sharedAtLeast:
				continue
			case said && a.whose == b.whose:
				score += 1
			case a.whose != b.whose && a.whose != "" && b.whose != "" && score < sharedAtLeast:
				continue
			case said:
				score += .5
			case a.role != "" && b.role != "" && roles[l] != roles[r]:
				continue
			case score < sharedAtLeast && !alike(mine, theirs) && !alike(called, theirsCalled) && !(a.whose == b.whose && a.whose != "" && wordsAlikeIn(mine, theirs)):
				continue
			}
			pairs = append(pairs, couple[struct{}]{l: l, r: r, score: score})
		}
	}
	for _, p := range likeliest(pairs) {
		h := heads[p.l]
		if h.role == "" {
			h = heads[p.r]
		}
		out = append(out, anyColumns{[]*record.Column{p.l, p.r}, h})
	}
	slices.SortStableFunc(out, func(a, b anyColumns) int { return slices.Index(left, a.of[0]) - slices.Index(left, b.of[0]) })
	return out
}

// couple is a column of each table that may hold one thing: the greater the score, the likelier.
type couple[T any] struct {
	l, r  *record.Column
	score float64
	means T // what their values mean in each other
}

// likeliest returns the couples, the likeliest first, without those of which a column stands in a likelier one.
func likeliest[T any](couples []couple[T]) (out []couple[T]) {
	slices.SortStableFunc(couples, func(a, b couple[T]) int { return cmp.Compare(b.score, a.score) })
	taken := map[*record.Column]bool{}
	for _, p := range couples {
		if !taken[p.l] && !taken[p.r] {
			taken[p.l], taken[p.r] = true, true
			out = append(out, p)
		}
	}
	return out
}

// looksBySaid returns what a column whose header says nothing is known again by where it is what another's says: telephone numbers are read without prefixes, names in
// Chinese characters one by one, and only so are they the same as those of a column that is called what it is. It stays as it was seen where it is no such thing.
func looksBySaid(heads map[*record.Column]header, seen map[*record.Column]looks) func(c *record.Column, said header) looks {
	type as struct {
		c    *record.Column
		role record.Role
	}
	known := map[as]looks{}
	return func(c *record.Column, said header) looks {
		k := as{c, said.role}
		if _, is := known[k]; !is {
			known[k] = seen[c]
			if role, kind, read := inferColumn([]*record.Column{c}, header{said.role, heads[c].whose}, ""); read != nil && role == said.role {
				known[k] = look(c, read[0], kind)
			}
		}
		return known[k]
	}
}

// sameOwner says whether two columns may tell of one thing by what their headers say of whose they are: one says nothing, or both name the same relatives and the one all else that
// the other does, as father_bp and pob_father.
func sameOwner(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	lacks := func(x, y []string, relativesOnly bool) bool {
		return slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) && (!relativesOnly || isRelative(w)) })
	}
	return len(x) == 0 || len(y) == 0 || !lacks(x, y, true) && !lacks(y, x, true) && (!lacks(x, y, false) || !lacks(y, x, false))
}

// calledAlike says whether all that one header says stands in the other too, but for words that any header may have: IMO, imo_number.
func calledAlike(a, b *record.Column) bool {
	x, y := tellingWords(a.Header), tellingWords(b.Header)
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) > 0 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

func tellingWords(header string) []string {
	return slices.DeleteFunc(strings.Fields(viet.Words(latin(splitCapitals(header)))), func(w string) bool {
		switch w {
		case "number", "no", "nr", "num", "nummer", "numero", "code", "id", "key", "the", "of", "de", "so", "ma":
			return true
		}
		return len(w) < 2
	})
}

// sharedYears is the part of two columns of dates that lies in the same years, by how many rows each year has: when people were born and when they came to a
// hospital are other years, whatever the headers.
func sharedYears(a, b valueCounts) float64 {
	years := func(c valueCounts) valueCounts {
		out := valueCounts{rows: map[string]int{}}
		for s, n := range c.rows {
			if len(s) >= 4 {
				out.rows[s[:4]] += n
				out.all += n
			}
		}
		return out
	}
	return shared(years(a), years(b))
}

// valueCounts are the rows of each of a column's values, whatever the order of its words, and of all of them.
type valueCounts struct {
	rows map[string]int
	all  int
}

func countValues(c *record.Column, read func(string) string, kind record.Kind) valueCounts {
	out := valueCounts{rows: map[string]int{}}
	for s, n := range c.Distinct() {
		if s = inOrder(read(s)); kind == record.KindAmount {
			s = strings.TrimPrefix(s, "-") // see numberReader
		}
		if s != "" {
			out.rows[s] += n
			out.all += n
		}
	}
	return out
}

// inOrder is a text with its words in alphabetical order.
func inOrder(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	words := strings.Fields(s)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// shared is the part of two columns' rows that the same values hold.
func shared(a, b valueCounts) float64 {
	sum := 0 // whole numbers, so that the order of a map cannot show
	for s, x := range a.rows {
		sum += min(x*b.all, b.rows[s]*a.all)
	}
	return float64(sum) / float64(max(a.all*b.all, 1))
}
