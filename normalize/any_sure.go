package normalize

import (
	"cmp"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Of two columns that go with none, by what rows that are surely one have in them.
const (
	surelyTold = .8     // of what is not told without it, the one column tells of the other, …
	surelyBack = .3     // … and the other of the one: lists may be cut finer here than there
	timesMet   = 3      // rows that are surely one, from which on a value's meaning is known
	mostSure   = 10_000 // of them, at most, that are looked at
)

// tellingColumns pairs columns that go with none by the rows that are surely one: each table has words of its own for one thing (the university in Chinese and in English, the country and
// its code, kinds of places), but where the one has this word, the other has that. It is so where each tells most of the other, beyond what it mostly is (Goodman and Kruskal's
// lambda, each row told by the others). The values of the one that tells more are read as what they mean in the other; what is too rare to be told is read as blank.
func tellingColumns(people []*record.People, tables []*record.Table, known map[record.Field]record.Role, sure func() []record.Pair) {
	if len(people) != 2 {
		return
	}
	left, right := unpaired(people[0], tables[0], known), unpaired(people[1], tables[1], nil)
	if len(left) == 0 || len(right) == 0 || len(sure()) < surePairs {
		return
	}
	pairs := someOf(sure())
	said := map[*record.Column][]string{}
	for _, c := range left {
		said[c] = saidIn(c, pairs, func(p record.Pair) uint32 { return p.Left })
	}
	for _, c := range right {
		said[c] = saidIn(c, pairs, func(p record.Pair) uint32 { return p.Right })
	}
	type bothWays = [2]map[string]string // of the left one's values in the right one, and the other way round
	var couples []couple[bothWays]
	for _, l := range left {
		for _, r := range right {
			there, back := meanings(said[l], said[r])
			p := couple[bothWays]{l, r, there.told + back.told, bothWays{nil, back.means}}
			if there.told > back.told {
				p.means = bothWays{there.means, nil}
			}
			if max(there.told, back.told) >= surelyTold && min(there.told, back.told) >= surelyBack && max(len(p.means[0]), len(p.means[1])) > 1 {
				couples = append(couples, p)
			}
		}
	}
	taken := map[*record.Column]bool{}
	for _, p := range likeliest(couples) {
		taken[p.l], taken[p.r] = true, true
		for side, c := range []*record.Column{p.l, p.r} {
			read := plainText
			if means := p.means[side]; means != nil {
				read = func(s string) string { return means[plainText(s)] }
			}
			people[side].Table.Columns = append(people[side].Table.Columns, &record.Column{Field: p.l.Field, Header: c.Header, Kind: record.KindCode, Role: record.RoleCategory, Codes: c.Codes, Dict: c.Dict})
			people[side].Texts[p.l.Field] = textValues(c.Codes, c.Dict, read)
		}
	}
	isTaken := func(c *record.Column) bool { return taken[c] }
	tellingLists(people, slices.DeleteFunc(left, isTaken), slices.DeleteFunc(right, isTaken), pairs)
}

// unpaired are a table's columns of words and codes of which none of its people's columns is made.
func unpaired(p *record.People, t *record.Table, known map[record.Field]record.Role) (out []*record.Column) {
	used := map[string]bool{}
	for _, c := range p.Table.Columns {
		for h := range strings.SplitSeq(c.Header, "+") {
			used[h] = true
		}
	}
	for _, c := range t.Columns {
		if c.Field == record.RecordID || used[c.Header] || known[c.Field] != "" || p.Texts[c.Field] != nil {
			continue
		}
		if _, kind, read := inferColumn([]*record.Column{c}, readHeader(c.Header), ""); read != nil && kind != record.KindDate && kind != record.KindAmount {
			out = append(out, c)
		}
	}
	return out
}

// meaning is how much of a column another tells, and what its values mean there.
type meaning struct {
	told  float64
	means map[string]string
}

// someOf are as many of the rows that are surely one as are looked at, the same whatever order they come in.
func someOf(sure []record.Pair) []record.Pair {
	all := slices.SortedFunc(slices.Values(sure), func(a, b record.Pair) int { return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right)) })
	if len(all) <= mostSure {
		return all
	}
	out := make([]record.Pair, mostSure)
	for i := range out {
		out[i] = all[i*len(all)/mostSure]
	}
	return out
}

// saidIn is what a column says in rows that are surely one.
func saidIn(c *record.Column, sure []record.Pair, row func(record.Pair) uint32) []string {
	out := make([]string, len(sure))
	for i, p := range sure {
		out[i] = plainText(c.At(int(row(p))))
	}
	return out
}

// meanings tells what one column's values mean in the other, and the other way round, by what both say in the same rows.
func meanings(l, r []string) (there, back meaning) {
	var x, y []string
	for i := range l {
		if l[i] != "" && r[i] != "" {
			x, y = append(x, l[i]), append(y, r[i])
		}
	}
	return meaningOf(x, y), meaningOf(y, x)
}

// meaningOf tells what values mean in what stands beside each.
func meaningOf(values, beside []string) meaning {
	if len(values) < surePairs {
		return meaning{}
	}
	met, all := map[string]map[string]int{}, map[string]int{}
	for i, v := range values {
		if met[v] == nil {
			met[v] = map[string]int{}
		}
		met[v][beside[i]]++
		all[beside[i]]++
	}
	usual := 0
	for _, n := range all {
		usual = max(usual, n)
	}
	told := 0 // rows that the others with their value tell
	out := meaning{means: map[string]string{}}
	for v, others := range met {
		most, second, sum := 0, 0, 0
		for _, n := range others {
			sum += n
			if n > most {
				most, second = n, most
			} else {
				second = max(second, n)
			}
		}
		if most > 1 && most-1 >= second {
			told += most
		}
		for x, n := range others {
			if n >= timesMet && float64(n) >= oneMeaning*float64(sum) {
				out.means[v] = x
			}
		}
	}
	if usual == len(values) {
		return meaning{}
	}
	out.told = float64(told-usual) / float64(len(values)-usual)
	return out
}
