package cluster

import (
	"slices"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/record"
)

// sameProbability is the probability given to rows that are no linked person's but agree in what names one.
const sameProbability = 0.99

// Facts returns the groups of rows of p that are the same fact of the same person twice, in a dataset where several rows
// a person are normal. The fact is what the fields of Sector.Fact say: all must be the same canonical value, or missing in
// both, and one at least must be there. The person is the same where both rows are linked to one register person, or where
// two of personal ID, name and full birth date agree and nothing contradicts it; rows linked to different persons never
// meet. links may be nil. Of opt the decisions and hard rules count: rows said to be one person are one fact where their
// facts are the same.
func Facts(p *record.People, links []record.Link, opt Options) []record.Cluster {
	f := &facts{id: newIdentity(p), fact: factNumbers(p), sets: disjoint.New(p.Rows()), person: make([]int, p.Rows())}
	f.decide(p, opt)
	for row := range f.person {
		f.person[row] = record.NoRow
		if links != nil && links[row].Decision == record.DecideMatch {
			f.person[row] = links[row].Person
		}
	}
	for _, same := range opt.Same {
		if f.fact[same.Left] != 0 && f.fact[same.Left] == f.fact[same.Right] {
			f.one(byDecision, same.Left, same.Right)
		}
	}
	for by := byLink; by < personKeys; by++ {
		f.join(by)
	}
	return f.clusters(p, links, opt.Threads)
}

// decide takes in what keeps rows apart whatever names them alike.
func (f *facts) decide(p *record.People, opt Options) {
	for _, d := range opt.Different {
		if f.foes == nil {
			f.foes = map[uint32][]uint32{}
		}
		f.foes[d.Left], f.foes[d.Right] = append(f.foes[d.Left], d.Right), append(f.foes[d.Right], d.Left)
	}
	for _, value := range hardOf(p, f.id, opt.NeverTogether) {
		of := make([]uint64, p.Rows())
		for row := range of {
			of[row] = value(uint32(row))
		}
		f.hard = append(f.hard, of)
	}
}

// apart reports whether a decision or a hard rule keeps the sets of two roots apart.
func (f *facts) apart(x, y uint32) bool {
	for _, foe := range f.foes[x] {
		if f.sets.Root(foe) == y {
			return true
		}
	}
	for _, of := range f.hard {
		if of[x] != 0 && of[y] != 0 && of[x] != of[y] {
			return true
		}
	}
	return false
}

// facts is the work of Facts: per row its fact's number, and sets of rows that are one, with the register person a set's
// rows are linked to at its root.
type facts struct {
	id     *identity
	fact   []uint32
	sets   *disjoint.Sets
	person []int

	foes map[uint32][]uint32 // at a set's root: the rows officers said are other persons than one of its own
	hard [][]uint64          // per hard rule, at a set's root: the value its rows hold, 0 for none
}

// What names a person.
const (
	byLink = iota
	byIDAndName
	byIDAndDate
	byNameAndDate
	personKeys

	byDecision // an officer's
)

type personKey struct {
	fact uint32
	a, b uint64
}

// key returns what names a row's fact and person; false where it is missing.
func (f *facts) key(by int, row uint32) (k personKey, ok bool) {
	k.fact = f.fact[row]
	number := f.id.number(row)
	name := uint64(f.id.names.CanonAt(int(row)))
	date := f.id.dates.At(int(row)).Date
	if !date.IsFull() {
		date = 0
	}
	switch by {
	case byLink:
		k.a, k.b = uint64(f.person[row]+1), 1
	case byIDAndName:
		k.a, k.b = number, name
	case byIDAndDate:
		k.a, k.b = number, uint64(date)
	case byNameAndDate:
		k.a, k.b = name, uint64(date)
	}
	return k, k.fact != 0 && k.a != 0 && k.b != 0
}

// join makes one set of the rows that a key names alike and nothing keeps apart.
func (f *facts) join(by int) {
	keys, tags, first := make([]personKey, len(f.fact)), make([]uint32, len(f.fact)), make([]uint32, len(f.fact))
	for row := range keys {
		if k, ok := f.key(by, uint32(row)); ok {
			keys[row], tags[row] = k, tag(uint64(k.fact), k.a, k.b)
		}
	}
	distinct.Firsts(tags, first, func(a, b uint32) bool { return keys[a] == keys[b] })
	met := map[uint32][]uint32{} // by the first row so named: one row of each set so named
	for row, one := range first {
		row := uint32(row)
		if one == row {
			continue // most are named like no other
		}
		if met[one] == nil {
			met[one] = []uint32{one}
		}
		if !slices.ContainsFunc(met[one], func(o uint32) bool { return f.one(by, o, row) }) {
			met[one] = append(met[one], row)
		}
	}
}

// tag is a hash of some numbers, never 0.
func tag(numbers ...uint64) uint32 {
	h := uint64(0)
	for _, n := range numbers {
		h = (h ^ n) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return uint32(h>>32) | 1
}

// one joins two rows' sets unless that cannot be, and reports whether they are one.
func (f *facts) one(by int, a, b uint32) bool {
	x, y := f.sets.Root(a), f.sets.Root(b)
	if x == y {
		return true
	}
	px, py := f.person[x], f.person[y]
	if px != record.NoRow && py != record.NoRow && px != py || f.apart(x, y) {
		return false
	}
	if by != byLink && by != byDecision && f.id.contradict(a, b, sameProbability) {
		return false
	}
	f.sets.Join(x, y)
	root := f.sets.Root(x)
	f.person[root] = max(px, py) // NoRow is the smaller
	if foes := append(f.foes[x], f.foes[y]...); len(foes) > 0 {
		f.foes[root] = foes
	}
	for _, of := range f.hard {
		of[root] = max(of[x], of[y])
	}
	return true
}

func (f *facts) clusters(p *record.People, links []record.Link, threads int) []record.Cluster {
	size := make([]uint32, len(f.fact))
	for row := range uint32(len(f.fact)) {
		size[f.sets.Root(row)]++
	}
	at := map[uint32]int{}
	var out []record.Cluster
	for row := range uint32(len(f.fact)) {
		root := f.sets.Root(row)
		if size[root] < 2 {
			continue
		}
		i, ok := at[root]
		if !ok {
			i = len(out)
			at[root] = i
			out = append(out, record.Cluster{})
		}
		prob := sameProbability
		if links != nil && links[row].Decision == record.DecideMatch {
			prob = links[row].Probability
		}
		out[i].Rows, out[i].Probability = append(out[i].Rows, row), append(out[i].Probability, prob)
	}
	for i := range out { // they are one by what names them, and so each with each
		c := &out[i]
		c.Density, c.Weakest, c.Mean = 1, 1, 0
		for _, prob := range c.Probability {
			c.Weakest = min(c.Weakest, prob)
			c.Mean += prob / float64(len(c.Rows))
		}
	}
	finish(p, out, threads)
	return out
}

// factNumbers gives every row's fact a number that the same facts have in common; 0 where no field of the fact is there.
func factNumbers(p *record.People) []uint32 {
	numbers := make([]uint32, p.Rows())
	blank := make([]bool, p.Rows())
	for row := range blank {
		blank[row] = true
	}
	values, tags, first := make([]uint32, len(numbers)), make([]uint32, len(numbers)), make([]uint32, len(numbers))
	for _, name := range p.Table.Sector.Fact {
		canon := factCanon(p, name)
		for row := range numbers {
			c := canon(uint32(row))
			blank[row] = blank[row] && c == 0
			values[row], tags[row] = c, tag(uint64(numbers[row]), uint64(c))
		}
		distinct.Firsts(tags, first, func(a, b uint32) bool { return numbers[a] == numbers[b] && values[a] == values[b] })
		for row := range numbers {
			first[row]++
		}
		numbers, first = first, numbers
	}
	for row := range numbers {
		if blank[row] {
			numbers[row] = 0
		}
	}
	return numbers
}

// factCanon gives the number of a fact's value. A health-insurance card of 15 characters ends in its holder's ten digits, which alone are the
// card's number since April 2021: a list has the one card in both forms.
func factCanon(p *record.People, name record.Field) func(row uint32) uint32 {
	const short, long = 10, 15
	f, v := fieldOf(p, name), p.Numbers[name]
	if v == nil || f.column == nil || f.column.Kind != record.KindBHYT {
		return f.canon
	}
	of, holder := map[string]uint32{}, make([]uint32, v.Count+1)
	for code, c := range v.Canon {
		if c == 0 {
			continue
		}
		text := v.Of(uint32(code)).Text
		if len(text) == long {
			text = text[long-short:]
		}
		if of[text] == 0 {
			of[text] = c
		}
		holder[c] = of[text]
	}
	return func(row uint32) uint32 { return holder[f.canon(row)] }
}
