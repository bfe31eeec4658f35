package match

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// What one list leaves open another may tell. A list holds what a person gave to its agency: the name he goes by, where he lives now, his
// telephone, his birth date as the family remembers it. Where that is not what the register holds, a record of another list that shows the same
// is more probably his than the register alone lets one think; and where two lists show another name beside one person, it is the same other
// name of his, or the same other person.

// Hearing is what Link keeps of a dataset so that it can be heard with the others: Options.Hear.
type Hearing struct {
	s        *scorer // without its left table
	coverage float64
	opt      Options         // the thresholds
	own      bool            // the match threshold is set by the data, and records do not compete for persons one to one
	decided  map[uint32]bool // rows that officers have decided on

	// Records that are not sure of their person, with their slots and candidates.
	open       []opened
	lines      []uint32
	candidates []candidate

	// Numbers that the register does not hold: of sure records, and of open ones by their place in open.
	numbers      []ownNumber
	held, wanted []heldNumber

	told     testimonies // of sure records that tell something new
	sample   testimonies // all sure records of some persons, to learn from
	sighting []sighting  // of sure records

	// Sure records that somebody outside the register may claim, with their slots.
	claims     []claim
	claimLines []uint32

	unrevised map[uint32]record.Link // row → its link before other lists' sightings were heard, as long as it is not weighed anew
}

// opened is a record that is not sure of its person.
type opened struct {
	row  uint32
	born record.Date // 0 where it is not known
	name uint64      // of the folded name; 0 where it has none
	none float64     // the weight of "not in the register"
	off  bool        // its best candidate makes a sighting
}

// heldNumber is a number that a sure record's person has, or an open record.
type heldNumber struct {
	number uint64 // hash of it and of what it is
	of     uint32 // the person, or the open record's place
	kind   uint8  // ownNumber.kind
}

// testimony is what a record that is sure of its person shows of him.
type testimony struct {
	row, person uint32
	trust       float32 // its link's probability
	news        uint64  // a bit for each comparison, by its slot (below 64), in which it shows something else than the register
}

// testimonies are some of them with their slots.
type testimonies struct {
	all    []testimony
	lines  []uint32
	stride int
}

func (t *testimonies) add(one testimony, line []uint32) {
	t.all, t.lines, t.stride = append(t.all, one), append(t.lines, line...), len(line)
}

func (t *testimonies) line(i int) []uint32 { return t.lines[i*t.stride : (i+1)*t.stride] }

// samplePersons is of about how many persons it is learned how often lists tell the same.
const samplePersons = 20_000

// hearing keeps what Hear wants. The links are as Link returns them.
func (s *scorer) hearing(list []candidate, links []record.Link, coverage float64, own bool, opt Options) *Hearing {
	numbers := s.ownNumbers()
	decided := opt.decidedRows()
	parts := make([]*Hearing, (len(links)+stretchRows-1)/stretchRows)
	inStretches(len(links), opt.Threads, func(from, to int) {
		w := s.worker()
		defer s.release(w)
		part := &Hearing{s: s, coverage: coverage, numbers: numbers}
		part.keep(list, links, decided, from, to, w)
		parts[from/stretchRows] = part
	})
	h := &Hearing{s: s, coverage: coverage, numbers: numbers, decided: decided, own: own && !opt.OneToOne, unrevised: map[uint32]record.Link{}}
	if h.own {
		opt.MatchThreshold = lowestMatch // until all has been heard
	}
	h.opt = Options{MatchThreshold: opt.MatchThreshold, ReviewThreshold: opt.ReviewThreshold, Margin: opt.Margin, OneToOne: opt.OneToOne}
	open := uint32(0)
	for _, p := range parts {
		for i := range p.wanted {
			p.wanted[i].of += open
		}
		open += uint32(len(p.open))
	}
	h.wanted = joinParts(parts, opt.Threads, func(p *Hearing) []heldNumber { return p.wanted })
	h.held = joinParts(parts, opt.Threads, func(p *Hearing) []heldNumber { return p.held })
	h.open = joinParts(parts, opt.Threads, func(p *Hearing) []opened { return p.open })
	h.lines = joinParts(parts, opt.Threads, func(p *Hearing) []uint32 { return p.lines })
	h.candidates = joinParts(parts, opt.Threads, func(p *Hearing) []candidate { return p.candidates })
	h.sighting = joinParts(parts, opt.Threads, func(p *Hearing) []sighting { return p.sighting })
	h.claims = joinParts(parts, opt.Threads, func(p *Hearing) []claim { return p.claims })
	h.claimLines = joinParts(parts, opt.Threads, func(p *Hearing) []uint32 { return p.claimLines })
	h.told = joinTestimonies(parts, opt.Threads, func(p *Hearing) *testimonies { return &p.told })
	h.sample = joinTestimonies(parts, opt.Threads, func(p *Hearing) *testimonies { return &p.sample })
	for i := range numbers {
		numbers[i].hash = nil // it holds the left table's values
	}
	s.left, s.absence = nil, nil
	return h
}

// joinParts returns what all parts hold, in their order.
func joinParts[T any](parts []*Hearing, threads int, of func(*Hearing) []T) []T {
	lists := make([][]T, len(parts))
	for i, p := range parts {
		lists[i] = of(p)
	}
	return concat(lists, threads)
}

func joinTestimonies(parts []*Hearing, threads int, of func(*Hearing) *testimonies) (t testimonies) {
	for _, p := range parts {
		t.stride = max(t.stride, of(p).stride)
	}
	t.all = joinParts(parts, threads, func(p *Hearing) []testimony { return of(p).all })
	t.lines = joinParts(parts, threads, func(p *Hearing) []uint32 { return of(p).lines })
	return t
}

// keep takes what is wanted of some rows. Those that officers have decided on tell of their persons, and are not decided again.
func (h *Hearing) keep(list []candidate, links []record.Link, decided map[uint32]bool, from, to int, w *worker) {
	s := h.s
	for i := from; i < to; i++ {
		if (i-from)%touchAhead == 0 {
			s.touchPersons(links[i:min(i+touchAhead, to)], w)
		}
		l, row, best := &links[i], uint32(i), list[i*topK]
		sighted := best.lr != 0 && !best.facts.numbered() && s.sighted(row, best)
		switch {
		case surely(l):
			person, line := uint32(l.Person), s.at(s.left, row)
			one := testimony{row: row, person: person, trust: float32(l.Probability), news: s.news(line, s.at(s.right, person), w)}
			sighted = sighted && best.person == person
			if one.news != 0 && !(sighted && best.facts.otherName()) { // he may be another
				h.told.add(one, line)
			}
			h.held = h.appendNumbers(h.held, i, person)
			if s.sampled(person) {
				h.sample.add(one, line)
			}
			if best.person == person && best.facts.claimable() && !decided[row] {
				if name, born := s.identity(i); name != 0 {
					h.claims = append(h.claims, claim{row, name, born, best})
					h.claimLines = append(h.claimLines, line...)
				}
			}
			if sighted && !decided[row] {
				if name, born := s.identity(i); name != 0 {
					h.sighting = append(h.sighting, s.sighting(row, name, born, best, h.coverage, s.absence.of(i)))
				}
			}
		case mayChange(l) && !decided[row]:
			h.wanted = h.appendNumbers(h.wanted, i, uint32(len(h.open)))
			name, born := s.identity(i)
			h.open = append(h.open, opened{row, born, name, s.absence.of(i), sighted && name != 0})
			h.lines = append(h.lines, s.at(s.left, row)...)
			h.candidates = append(h.candidates, topOf(list, row)...)
		}
	}
}

// touchPersons reads what will be read of the persons of some links, as touch does.
func (s *scorer) touchPersons(links []record.Link, w *worker) {
	sum := uint32(0)
	for i := range links {
		if l := &links[i]; surely(l) {
			sum += s.at(s.right, uint32(l.Person))[0]
		}
	}
	w.touched += sum
}

// sampled says of a person whether it is learned from his records.
func (s *scorer) sampled(person uint32) bool {
	return splitmix.Mix(uint64(s.tie(person)))%(uint64(s.persons/samplePersons)+1) == 0
}

func (h *Hearing) appendNumbers(to []heldNumber, row int, of uint32) []heldNumber {
	for i := range h.numbers {
		if n := h.numbers[i].hash(row); n != 0 {
			to = append(to, heldNumber{n, of, h.numbers[i].kind})
		}
	}
	return to
}

// surely says that a record is sure of its person.
func surely(l *record.Link) bool {
	return l.Decision == record.DecideMatch && (l.Probability >= sureOfPerson || l.Method == record.MethodManual)
}

// mayChange says that a link was decided by the figures alone, and not by an officer or for the sake of other records.
func mayChange(l *record.Link) bool {
	switch l.Why {
	case record.WhyNoCandidate, record.WhyUnlikely, record.WhyBelow, record.WhyRunnerUp, record.WhyDoubtful, record.WhyProbable, record.WhyIdentified:
		return l.Method != record.MethodManual
	}
	return false
}

// identity returns a hash of a left row's folded name, 0 for none, and its birth date.
func (s *scorer) identity(row int) (name uint64, born record.Date) {
	if names := s.left.people.Names[record.FullName]; names != nil {
		if n := names.At(row).Folded; n != "" {
			name = fnv(fnvOffset, n)
		}
	}
	if dates := s.left.people.Matched(record.BirthDate); dates != nil {
		born = dates.At(row).Date
	}
	return name, born
}

// news returns the comparisons, a bit for each by its slot (those below 64), in which a record shows something else than its person's row. The first of January
// is none: it stands in for the year in any list.
func (s *scorer) news(line, person []uint32, w *worker) (bits uint64) {
	for i := range s.comps {
		c := &s.comps[i]
		a, b := line[c.off:], person[c.off:]
		shown := a[0]
		if c.def.Kind == KindID {
			shown |= a[1]&0xff | a[2]
			if a[0] == b[0] && (a[1]^b[1])&(idSlipped|0xff) == 0 && (a[2] == b[2] || a[2] == 0) {
				continue
			}
		} else if shown == b[0] {
			continue
		}
		if d := record.Date(a[0]); shown == 0 || c.def.Kind == KindDate && d.IsNewYear() {
			continue
		}
		if c.cmp.compare(a, b, w, &w.out); !c.agrees(w.out.level) {
			bits |= 1 << c.off
		}
	}
	return bits
}

// agrees says that two values are the same but for how they are written and how far they go.
func (c *comp) agrees(level uint8) bool {
	switch c.def.Kind {
	case KindName:
		return level == nameExact || level == nameUnmarked
	case KindDate:
		return level == dateSame || level == datePartial
	case KindPlace:
		return level == placeHamlet || level == placeCommune
	case KindID:
		return level == idSame || level == idSame9 || level == idMixed
	case KindDeath:
		return level == deathSameDay || level == deathSame
	}
	return level == codeSame
}

// resembles says that one value may be the other with a slip. Only a name is its own: a slip of a place or a number leads to another one.
func (c *comp) resembles(level uint8) bool {
	return c.agrees(level) || c.def.Kind == KindName && level != missing && level <= nameTypo
}

// Hear decides the records that are not sure of their persons once more, in the light of all datasets: of outsiders and sightings first, so that nobody
// is told of by another's records. Sure records may be left to an outsider too. links are those of each dataset, in the order of the hearings, and are changed in place. It returns the probability
// from which a record of each dataset is a match now.
func Hear(all []*Hearing, links [][]record.Link, threads int) (thresholds []float64) {
	for _, h := range all {
		h.s.renew()
	}
	var r retold
	r.learn(all)
	leaveToOutsiders(all, &r, links, threads)
	reconsider(all, &r, links)
	g := gather(all, &r, links, threads)
	parallel.Each(len(all), threads, func(k int) { all[k].again(k, g, links[k]) })
	reconsider(all, &r, links)
	thresholds = make([]float64, len(all))
	parallel.Each(len(all), threads, func(k int) { thresholds[k] = all[k].threshold(links[k]) })
	return thresholds
}

// threshold sets the dataset's own threshold once more, where it has one: what its links are expected to hold of wrong ones has changed.
func (h *Hearing) threshold(links []record.Link) float64 {
	if !h.own {
		return h.opt.MatchThreshold
	}
	for i := range links {
		if l := &links[i]; l.Decision == record.DecideReview && l.Why == record.WhyBelow && l.Probability >= lowestMatch && !h.decided[uint32(i)] {
			l.Decision, l.Why = record.DecideMatch, record.WhyProbable
		}
	}
	t := threshold(links)
	withdraw(links, t)
	return t
}

// renew readies the comparisons for lines of every table that has been joined.
func (s *scorer) renew() {
	for i := range s.comps {
		if c := &s.comps[i]; c.field.renew != nil {
			c.cmp = c.field.renew(c.cmp)
		}
	}
}

// gathered is what all datasets' sure records tell of the persons who are in question.
type gathered struct {
	all    []*Hearing
	of     map[uint32][]teller // person → his testimonies
	shown  map[clue][]uint32   // what an open record shows → whom sure ones show so
	holds  map[uint64][]holder // number that an open record bears → whose it is
	retold *retold
	homes  *homely // nil where the register tells none
}

// teller is where a testimony is among all hearings.
type teller struct{ list, at int }

// clue is something a record shows by which others are looked for: what it is, and values. The zero clue is none.
type clue [3]uint32

// holder is a person whom a record is sure of and shows with a number.
type holder struct {
	person uint32
	kind   uint8 // ownNumber.kind
}

const (
	mostTold    = 256 // testimonies of one person: more are of a number put in for "unknown"
	mostSharers = 8   // persons who are looked at because lists show one thing of them
)

// gather brings together what records that are still sure tell of the persons open records may be.
func gather(all []*Hearing, r *retold, links [][]record.Link, threads int) *gathered {
	g := &gathered{all: all, of: map[uint32][]teller{}, shown: map[clue][]uint32{}, holds: map[uint64][]holder{}, retold: r}
	parts := [...]func(){
		func() { g.homes = homesOf(all, links) },
		func() { g.tellers(links) },
	}
	parallel.Each(len(parts), threads, func(i int) { parts[i]() })
	return g
}

// tellers finds who tells of whom.
func (g *gathered) tellers(links [][]record.Link) {
	all := g.all
	for _, h := range all {
		for i := range h.open {
			for _, c := range h.s.cluesOf(h.line(i)) {
				g.shown[c] = nil
			}
		}
		for _, n := range h.wanted {
			g.holds[n.number] = nil
		}
		for _, c := range h.candidates {
			if c.lr != 0 {
				g.of[c.person] = nil
			}
		}
	}
	delete(g.shown, clue{})
	for list, h := range all {
		for i, one := range h.told.all {
			if !one.stands(links[list]) {
				continue
			}
			for _, c := range h.s.cluesOf(h.told.line(i)) {
				if who, wanted := g.shown[c]; wanted && len(who) <= mostSharers && !slices.Contains(who, one.person) {
					g.shown[c] = append(who, one.person)
					g.of[one.person] = nil
				}
			}
		}
		for _, n := range h.held {
			who, wanted := g.holds[n.number]
			if one := (holder{n.of, n.kind}); wanted && len(who) <= mostBorrowers && !slices.Contains(who, one) {
				g.holds[n.number] = append(who, one)
				g.of[n.of] = nil
			}
		}
	}
	wanted := make([]bool, slices.Max(slices.AppendSeq([]uint32{0}, maps.Keys(g.of)))+1) // few persons are, and a map is slow to say no
	for person := range g.of {
		wanted[person] = true
	}
	for list, h := range all {
		for i, one := range h.told.all {
			if int(one.person) < len(wanted) && wanted[one.person] && one.stands(links[list]) {
				g.of[one.person] = append(g.of[one.person], teller{list, i})
			}
		}
	}
	for person, told := range g.of {
		if len(told) > mostTold {
			delete(g.of, person)
		}
	}
}

// stands says whether the record is still sure of its person.
func (t *testimony) stands(links []record.Link) bool {
	l := &links[t.row]
	return surely(l) && l.Person == int(t.person)
}

// line returns the slots of an open record.
func (h *Hearing) line(i int) []uint32 {
	stride := h.s.right.stride
	return h.lines[i*stride : (i+1)*stride]
}

// cluesOf returns what a record is looked for by among testimonies: name and birth date, name and residence, telephone.
func (s *scorer) cluesOf(line []uint32) (clues [3]clue) {
	var name, born, home uint32
	for i := range s.comps {
		c := &s.comps[i]
		v := line[c.off]
		switch {
		case c.name:
			name = c.cmp.(*nameComparer).names[v].fold
		case v == 0 || len(c.def.Fields) == 0:
		case c.def.Fields[0] == record.BirthDate && record.Date(v).IsFull():
			born = v
		case c.def.Fields[0] == record.PermanentAddress:
			home = v
		case c.def.Fields[0] == record.Phone:
			clues[0] = clue{1, v}
		}
	}
	if name != 0 && born != 0 {
		clues[1] = clue{2, name, born}
	}
	if name != 0 && home != 0 {
		clues[2] = clue{3, name, home}
	}
	return clues
}

// again weighs a dataset's open records anew, those persons added whom other lists show as these records do.
func (h *Hearing) again(list int, g *gathered, links []record.Link) {
	s := h.s
	w := s.worker()
	defer s.release(w)
	sure := make([]bool, s.right.people.Rows()) // persons of the dataset's sure records
	for i := range links {
		if l := &links[i]; surely(l) {
			sure[l.Person] = true
		}
	}
	wanted := h.wanted
	for i, open := range h.open {
		t := told{gathered: g, list: list}
		own := wanted
		for ; len(wanted) > 0 && int(wanted[0].of) == i; wanted = wanted[1:] {
			if who := g.holds[wanted[0].number]; len(who) <= mostBorrowers {
				t.holders = append(t.holders, who...)
			}
		}
		t.leads = g.homes.leadsOf(s, h.line(i), own[:len(own)-len(wanted)])
		slices.SortFunc(t.holders, func(a, b holder) int { return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.kind, b.kind)) })
		t.holders = slices.CompactFunc(t.holders, func(a, b holder) bool { return a.person == b.person })
		line, top := h.line(i), topOf(h.candidates, i)
		changed := false
		weigh := func(c candidate) candidate {
			person := s.at(s.right, c.row)
			alone := s.hear(line, person, nil, w)
			t.of, t.person = g.of[c.person], c.person
			t.number = nil
			if at := slices.IndexFunc(t.holders, func(o holder) bool { return o.person == c.person }); at >= 0 && !c.facts.number {
				k := slices.IndexFunc(h.numbers, func(n ownNumber) bool { return n.kind == t.holders[at].kind })
				t.number, t.share = &h.numbers[k].comp, holders(uint32(len(t.holders)), 1, s.persons)
			}
			if c.lr == 0 {
				c.lr = float32(alone)
			}
			c.lr = float32(min(float64(c.lr)*s.hear(line, person, &t, w)/alone, math.MaxFloat32))
			number := c.facts.number || t.number != nil
			c.facts = s.factsOf(w.levels)
			c.facts.number = number
			return c
		}
		for k, c := range top {
			if c.lr != 0 && (len(g.of[c.person]) > 0 || len(t.holders) > 0 || len(t.leads) > 0) {
				top[k], changed = weigh(c), true
			}
		}
		for _, person := range g.alike(s.cluesOf(line), t.holders, g.homes.residents(t.leads)) {
			known := slices.ContainsFunc(top, func(c candidate) bool { return c.lr != 0 && c.person == person })
			if known || s.different[[2]uint32{open.row, person}] {
				continue
			}
			c := weigh(candidate{person: person, row: person, tie: s.tie(person), class: h.classOf(person, sure[person])})
			if float64(c.lr) >= s.floor {
				place(top, c)
				changed = true
			}
		}
		if !changed {
			continue
		}
		slices.SortFunc(top, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(s.prior[b.class]*float64(b.lr), s.prior[a.class]*float64(a.lr)), byLikelihood(a, b))
		})
		l, before := s.decide(line, top, open.none, h.opt, w), &links[open.row]
		delete(h.unrevised, open.row)
		h.keepOneToOne(&l, before)
		*before = l
	}
}

// classOf returns a person's class among those that compete gave a chance.
func (h *Hearing) classOf(person uint32, held bool) uint8 {
	if len(h.s.prior) == personClasses { // all persons are as likely as each other (Competition left out)
		return free
	}
	return classOf(h.s.right.standing[person], held)
}

// alike returns the persons whom lists show as a record shows itself, or with a number it bears, and those who live where its numbers lead.
func (g *gathered) alike(clues [3]clue, holders []holder, residents []uint32) (persons []uint32) {
	persons = residents
	for _, c := range clues {
		if who := g.shown[c]; len(who) <= mostSharers {
			persons = append(persons, who...)
		}
	}
	for _, o := range holders { // each once
		persons = append(persons, o.person)
	}
	slices.Sort(persons)
	return slices.Compact(persons)
}

// keepOneToOne sends a link that others may stand against to review: who else claims the person has been settled.
func (h *Hearing) keepOneToOne(l, before *record.Link) {
	if h.opt.OneToOne && l.Decision == record.DecideMatch && (before.Decision != record.DecideMatch || before.Person != l.Person) {
		l.Decision, l.Method, l.Why = record.DecideReview, record.MethodModel, record.WhyTaken
	}
}
