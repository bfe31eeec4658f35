package match

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// Numbers lead to persons and to homes: a child's record bears his mother's telephone or personal ID, and the rows of one household their book's number. Where a
// record bears a number that is not its person's own, as far as is known, but that others of his home bear, in the register or in records that are sure
// of them, it is more probably his than the pair alone lets one think; where other numbers are known of him or his home and this is none of them, less.
// How often either is so is learned from the records that are sure of their persons. A brother or sister who is not in the register would bear a number
// of the home too.

const (
	mostOfHome = 20 // rows of one home: more is a dormitory, or a number put in for "none"
	mostShown  = 16 // rows of the register that a number is shown with, for it to lead to their homes

	askedBits = 1 << 22

	// What is held of numbers of the home before any record is seen, and how many records that is worth.
	priorHome  = .05
	pseudoHome = 20
	// A number that is none of those known is never held for less frequent among a person's records than this.
	leastUnknown = .1
)

// homes returns the home of each row from 1, 0 where it is not told: by the household's number, and without such a column by its head and
// residence. nil is none.
func homes(p *record.People) []uint32 {
	if v := p.Texts[record.HouseholdID]; v != nil && v.Count > 0 {
		of := make([]uint32, p.Rows())
		for row := range of {
			of[row] = v.CanonAt(row)
		}
		return of
	}
	heads, places := p.Names[record.HeadName], p.Places[record.PermanentAddress]
	if heads == nil || places == nil {
		return nil
	}
	of := make([]uint32, p.Rows())
	numbers := map[[2]uint32]uint32{}
	for row := range of {
		home := [2]uint32{heads.CanonAt(row), places.CanonAt(row)}
		if home[0] == 0 || home[1] == 0 {
			continue
		}
		n, ok := numbers[home]
		if !ok {
			n = uint32(len(numbers) + 1)
			numbers[home] = n
		}
		of[row] = n
	}
	return of
}

// TellsHomes says whether the table tells who lives together, so that one list is worth hearing by itself.
func (p *Prepared) TellsHomes() bool { return p.right.homes != nil }

// homely is what is known of the numbers that homes are reached by.
type homely struct {
	of        []uint32              // register row → home, 0 for none that counts
	rows      map[uint32][]uint32   // of the homes that numbers in question lead to
	size      []float64             // home → share of all persons
	shownWith map[uint64][]shownRow // number → with whom it is shown
	asked     []uint64              // a bit of each number's hash: whether shownWith may have it
	kinds     map[string]*homeNumbers
	lives     [nClasses]float64 // share of relatives that live in one home
}

// shownRow is a row of the register with which a number is shown.
type shownRow struct{ row, records uint32 }

// homeNumbers is what is known of the numbers of one comparison.
type homeNumbers struct {
	comp   *comp   // nil where the register has no such field
	told   []uint8 // register row → sure records that show another number than the register does, as far as 255
	inHome []uint8 // home → rows of which a number is known
	seen   [8]struct{ all, home, unknown float64 }
}

// What is known of a person's numbers, bits of a place in homeNumbers.seen.
const (
	ofRegister = 1 << iota // the register has one
	ofLists                // lists show another
	ofOthers               // one is known of somebody else in his home
)

// of says whether the numbers are those of a comparison, nil for those of a list's own.
func (n *homeNumbers) of(c *comp) bool {
	return n.comp == nil && c == nil || n.comp != nil && c != nil && n.comp.off == c.off
}

// ofRegister says whether the register has a number of a row.
func (n *homeNumbers) ofRegister(right *side, row uint32) bool {
	if n.comp == nil {
		return false
	}
	return n.comp.shown(right.matrix[int(row)*right.stride:])
}

// shown says whether a row, given its line, has a number to compare: of the personal numbers, any of them.
func (c *comp) shown(line []uint32) bool {
	at := line[c.off:]
	return at[0] != 0 || c.def.Kind == KindID && (at[1]&0xff != 0 || at[2] != 0)
}

// known says what is known of a row's numbers. self is how many of the records that tell of it do not count.
func (n *homeNumbers) known(g *homely, right *side, row uint32, self uint8) (what int) {
	own := uint8(0)
	if n.ofRegister(right, row) {
		what, own = ofRegister, 1
	}
	if n.told[row] > self {
		what |= ofLists
	}
	if n.told[row] > 0 {
		own = 1
	}
	if home := g.of[row]; home != 0 && n.inHome[home] > own {
		what |= ofOthers
	}
	return what
}

// chances returns how often a record shows a number of the home, and how often one that is none of those known.
func (n *homeNumbers) chances(known int) (home, unknown float64) {
	s := &n.seen[known]
	all := s.all + pseudoHome
	home = (s.home + pseudoHome*priorHome) / all
	if known&(ofLists|ofOthers) == 0 {
		return home, 1
	}
	return home, max((s.unknown+pseudoHome*(1-priorHome))/all, leastUnknown)
}

// leadsHome says whether a comparison is of numbers.
func (c *comp) leadsHome() bool { return c.def.Kind == KindKey || c.def.Kind == KindID }

// numbers returns the keys of the numbers in a line, the second of a personal ID's nine digits; 0 is none. Numbers of a list's own are such keys already.
func (c *comp) numbers(line []uint32) (keys [2]uint64) {
	at := line[c.off:]
	seed := hashText(c.def.Name)
	key := func(number, seed uint64) uint64 {
		if number == 0 {
			return 0
		}
		return splitmix.Mix(seed ^ number)
	}
	switch c.def.Kind {
	case KindKey:
		keys[0] = key(uint64(at[0]), seed)
	case KindID:
		if at[1]&idSlipped == 0 {
			keys[0] = key(uint64(at[0])|uint64(at[1]&0xff)<<32, seed)
		}
		keys[1] = key(uint64(at[2]), seed+1)
	}
	return keys
}

// homesOf gathers what the register and the sure records tell of the numbers of open records; nil where the register tells no homes.
func homesOf(all []*Hearing, links [][]record.Link) *homely {
	if len(all) == 0 || all[0].s.right.homes == nil {
		return nil
	}
	right := all[0].s.right
	g := &homely{of: right.homes, rows: map[uint32][]uint32{}, shownWith: map[uint64][]shownRow{}, asked: make([]uint64, askedBits/64), kinds: map[string]*homeNumbers{}}
	g.measure()
	g.ask(all)
	g.hearRegister(right)
	for list, h := range all {
		for i, one := range h.told.all {
			if one.stands(links[list]) {
				h.s.eachNumber(h.told.line(i), one.news, func(c *comp, number uint64) { g.tell(c.def.Name, number, one.person) })
			}
		}
		for _, n := range h.held {
			g.tell(h.s.model.Comparisons[n.kind].Name, n.number, n.of)
		}
	}
	g.count(right)
	g.learn(all)
	for k, class := range classes {
		for _, c := range all[0].s.model.Comparisons {
			if class != Neighbour && slices.Contains(c.Fields, record.PermanentAddress) {
				g.lives[k] = c.Shared[class]
			}
		}
	}
	return g
}

// tell notes that a sure record shows a number with a row.
func (g *homely) tell(kind string, number uint64, row uint32) {
	if told := g.kinds[kind].told; told[row] < math.MaxUint8 {
		told[row]++
	}
	g.add(number, row)
}

// count counts of how many rows of each home numbers are known, and lists the rows of the homes that numbers lead to.
func (g *homely) count(right *side) {
	for _, n := range g.kinds {
		for row, home := range g.of {
			if home != 0 && (n.told[row] > 0 || n.ofRegister(right, uint32(row))) {
				n.inHome[home]++ // of mostOfHome at most
			}
		}
	}
	for _, list := range g.shownWith {
		for _, b := range list {
			if home := g.of[b.row]; home != 0 && len(list) <= mostShown {
				g.rows[home] = nil
			}
		}
	}
	for row, home := range g.of {
		if rows, wanted := g.rows[home]; wanted {
			g.rows[home] = append(rows, uint32(row))
		}
	}
}

// measure counts the rows of each home, and lets go of those that are none.
func (g *homely) measure() {
	var count []uint32
	for _, home := range g.of {
		if int(home) >= len(count) {
			count = append(count, make([]uint32, int(home)+1-len(count))...)
		}
		count[home]++
	}
	g.size = make([]float64, len(count))
	for home, n := range count {
		g.size[home] = float64(n) / float64(len(g.of))
	}
	of := make([]uint32, len(g.of))
	for row, home := range g.of {
		if home != 0 && count[home] <= mostOfHome {
			of[row] = home
		}
	}
	g.of = of
}

// ask notes the kinds of numbers, and those of which it is asked with whom they are shown: those of open records, and those to learn from.
func (g *homely) ask(all []*Hearing) {
	kind := func(name string, c *comp) {
		if g.kinds[name] == nil {
			g.kinds[name] = &homeNumbers{comp: c, told: make([]uint8, len(g.of)), inHome: make([]uint8, len(g.size))}
		}
	}
	ask := func(_ *comp, number uint64) { g.askFor(number) }
	for _, h := range all {
		for k := range h.s.comps {
			if c := &h.s.comps[k]; c.leadsHome() {
				kind(c.def.Name, c)
			}
		}
		for i := range h.open {
			h.s.eachNumber(h.line(i), everySlot, ask)
		}
		for i, one := range h.sample.all {
			h.s.eachNumber(h.sample.line(i), one.news, ask)
		}
		for _, n := range h.numbers {
			kind(n.def.Name, nil)
		}
		for _, n := range h.wanted {
			g.askFor(n.number)
		}
		for _, n := range h.held {
			if h.s.sampled(n.of) {
				g.askFor(n.number)
			}
		}
	}
}

func (g *homely) askFor(number uint64) {
	g.shownWith[number] = nil
	g.asked[number%askedBits/64] |= 1 << (number % 64)
}

// hearRegister adds the register's own numbers.
func (g *homely) hearRegister(right *side) {
	for _, n := range g.kinds {
		if n.comp == nil {
			continue
		}
		for row := range g.of {
			for _, number := range n.comp.numbers(right.matrix[row*right.stride : (row+1)*right.stride]) {
				g.add(number, uint32(row))
			}
		}
	}
}

func (g *homely) add(number uint64, row uint32) {
	if g.asked[number%askedBits/64]>>(number%64)&1 == 0 { // which is most
		return
	}
	list, wanted := g.shownWith[number]
	if !wanted || len(list) > mostShown {
		return
	}
	if i := slices.IndexFunc(list, func(b shownRow) bool { return b.row == row }); i >= 0 {
		list[i].records++
		return
	}
	g.shownWith[number] = append(list, shownRow{row, 1})
}

// everySlot is for eachNumber, where those of all comparisons are meant.
const everySlot = ^uint64(0)

// eachNumber says the numbers of a record among some comparisons, a bit for each by its slot, as testimony.news has them.
func (s *scorer) eachNumber(line []uint32, slots uint64, say func(c *comp, number uint64)) {
	for i := range s.comps {
		if c := &s.comps[i]; c.leadsHome() && slots>>c.off&1 != 0 {
			for _, n := range c.numbers(line) {
				if n != 0 {
					say(c, n)
				}
			}
		}
	}
}

// reaches says whether a number leads to a row's home by others than the row itself.
func (g *homely) reaches(number uint64, row uint32) bool {
	list, home := g.shownWith[number], g.of[row]
	return home != 0 && len(list) <= mostShown && slices.ContainsFunc(list, func(b shownRow) bool { return b.row != row && g.of[b.row] == home })
}

// own says whether another record shows the number with the person.
func (g *homely) own(number uint64, row uint32) bool {
	return slices.ContainsFunc(g.shownWith[number], func(b shownRow) bool { return b.row == row && b.records > 1 })
}

// bears says whether a sure record, or the register, shows the number with the person.
func (g *homely) bears(row uint32, number uint64) bool {
	return slices.ContainsFunc(g.shownWith[number], func(b shownRow) bool { return b.row == row })
}

// learn counts over the sampled persons how often sure records show numbers of the home, and numbers that are none of those known.
func (g *homely) learn(all []*Hearing) {
	right := all[0].s.right
	count := func(kind string, number uint64, person uint32) {
		n := g.kinds[kind]
		seen := &n.seen[n.known(g, right, person, 1)]
		switch seen.all++; {
		case g.own(number, person):
		case g.reaches(number, person):
			seen.home++
		default:
			seen.unknown++
		}
	}
	for _, h := range all {
		for i, one := range h.sample.all {
			h.s.eachNumber(h.sample.line(i), one.news, func(c *comp, number uint64) { count(c.def.Name, number, one.person) })
		}
		for _, n := range h.held {
			if h.s.sampled(n.of) {
				count(h.s.model.Comparisons[n.kind].Name, n.number, n.of)
			}
		}
	}
}

// leads are the homes that a record's number leads to.
type leads struct {
	kind   *homeNumbers
	number uint64
	share  float64 // of all persons who live there: the chance of a stranger's record to bear the number
}

// leadsOf returns where an open record's numbers lead. own are the list's own ones.
func (g *homely) leadsOf(s *scorer, line []uint32, own []heldNumber) (list []leads) {
	if g == nil {
		return nil
	}
	add := func(name string, number uint64) {
		l := leads{kind: g.kinds[name], number: number}
		if who := g.shownWith[number]; len(who) <= mostShown {
			var homes []uint32
			for _, b := range who {
				if home := g.of[b.row]; home != 0 && !slices.Contains(homes, home) {
					homes, l.share = append(homes, home), l.share+g.size[home]
				}
			}
		}
		list = append(list, l)
	}
	s.eachNumber(line, everySlot, func(c *comp, number uint64) { add(c.def.Name, number) })
	for _, n := range own {
		add(s.model.Comparisons[n.kind].Name, n.number)
	}
	return list
}

// residents returns the rows of the homes that a record's numbers lead to.
func (g *homely) residents(list []leads) (rows []uint32) {
	var homes []uint32
	for _, l := range list {
		if l.share == 0 {
			continue
		}
		for _, b := range g.shownWith[l.number] {
			if home := g.of[b.row]; home != 0 && !slices.Contains(homes, home) {
				homes, rows = append(homes, home), append(rows, g.rows[home]...)
			}
		}
	}
	return rows
}

// weigh multiplies the likelihoods of a record and a row by those of a number that is not known to be the person's own.
func (g *homely) weigh(l *leads, right *side, row uint32, same, strangers float64, kin *[nClasses]float64) (float64, float64) {
	home, unknown := l.kind.chances(l.kind.known(g, right, row, 0))
	if l.share > 0 && g.reaches(l.number, row) {
		for k, lives := range g.lives {
			kin[k] *= lives*home + (1-lives)*l.share
		}
		return same * home, strangers * l.share
	}
	for k, lives := range g.lives {
		kin[k] *= 1 - lives*home
	}
	return same * unknown, strangers
}
