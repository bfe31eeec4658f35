package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// topK is how many persons a record's candidates are remembered of: the best, the runner-up, and enough others that
// their probabilities add up to 1.
const topK = 4

type candidate struct {
	person, row uint32 // survivor of the row's duplicate cluster; the row itself
	tie         uint32 // the row's place in the order of the record ids
	lr          float32
	facts       facts
	rule        uint8 // that found the row
	class       uint8 // of the person among all persons, as competition has it (scorer.prior)
}

// better orders candidates: by likelihood ratio, then by record id, so that ties fall the same way every night, whatever the order
// of the rows.
func (c candidate) better(o candidate) bool {
	return c.lr > o.lr || c.lr == o.lr && c.tie < o.tie
}

// candidates holds the best persons of each left row. Rows are guarded by striped locks; what is kept is the set of the
// best topK persons by their best row, which does not depend on the order of arrival.
type candidates struct {
	list  []candidate // topK per left row, best first; lr 0 = empty
	locks [1024]sync.Mutex
}

// topOf returns a left row's candidates of those of all.
func topOf[R int | uint32](list []candidate, row R) []candidate {
	at := int(row) * topK
	return list[at : at+topK]
}

// met reports whether a pair's right row is among the left row's candidates. The first of the rules that find it is its rule, whichever
// comes first.
func (c *candidates) met(p record.Pair) bool {
	lock := &c.locks[p.Left%uint32(len(c.locks))]
	lock.Lock()
	defer lock.Unlock()
	l := topOf(c.list, p.Left)
	for i := range l {
		if l[i].lr == 0 {
			break
		}
		if l[i].row == p.Right {
			l[i].rule = min(l[i].rule, p.Rule)
			return true
		}
	}
	return false
}

func (c *candidates) add(left uint32, n candidate) {
	lock := &c.locks[left%uint32(len(c.locks))]
	lock.Lock()
	defer lock.Unlock()
	l := topOf(c.list, left)
	at := topK
	for i := range l {
		if l[i].lr != 0 && l[i].person == n.person {
			at = i
			if l[i].row == n.row { // found by another rule at the same time
				l[i].rule = min(l[i].rule, n.rule)
				return
			}
			break
		}
	}
	if at == topK {
		at--
		if l[at].lr != 0 && !n.better(l[at]) {
			return
		}
	} else if !n.better(l[at]) {
		return
	}
	for ; at > 0 && (l[at-1].lr == 0 || n.better(l[at-1])); at-- {
		l[at] = l[at-1]
	}
	l[at] = n
}

// Once a record's best candidate is this many times as likely as that the record is a stranger or relative of his, for each
// person of the register, and this many times as likely as the next person found, the record is settled: no more are looked
// for. See docs/decisions/0004-settled-records.md.
const (
	settledOdds = 2_500
	settledLead = 1e3
)

// tie returns a row's place in the order of the right table's record ids.
func (s *scorer) tie(row uint32) uint32 {
	if s.rank == nil {
		return row
	}
	return s.rank[row]
}

// candidate makes one of a pair that has just been scored.
func (s *scorer) candidate(p record.Pair, person uint32, lr float64, w *worker) candidate {
	return candidate{person: person, row: p.Right, tie: s.tie(p.Right), lr: float32(min(lr, math.MaxFloat32)), rule: p.Rule, facts: s.factsOf(w.levels)}
}

// open returns the question which records are not settled yet. personOf leads from the candidates' person to whom he really
// is; nil where that is said already.
func (c *candidates) open(s *scorer, personOf []uint32) func(row uint32) bool {
	return func(row uint32) bool {
		list := topOf(c.list, row)
		best := &list[0]
		if float64(best.lr) < settledOdds*s.persons || best.facts.doubtful() || best.facts.guessed() || best.facts.otherName() || best.facts.namesake() {
			return true
		}
		for _, o := range list[1:] {
			if o.lr == 0 {
				break
			}
			same := o.person == best.person || personOf != nil && personOf[o.person] == personOf[best.person]
			if !same && o.lr*settledLead > best.lr {
				return true
			}
		}
		return false
	}
}

// addMates adds to each record's candidates the other rows of the register that are the same persons: of a settled record they
// were not looked for. whose names the candidate a row is.
func (s *scorer) addMates(found *candidates, personOf []uint32, whose func(row uint32) uint32, threads int) {
	mates := map[uint32][]uint32{}
	several := make([]bool, len(personOf)) // whether mates has the person: few are, and a map is slow to say no
	for row, person := range personOf {
		if uint32(row) != person {
			mates[person], several[person] = append(mates[person], uint32(row)), true
		}
	}
	if len(mates) == 0 {
		return
	}
	inStretches(len(found.list)/topK, threads, func(from, to int) {
		w := s.worker()
		defer s.release(w)
		var before [topK]candidate
		for left := from; left < to; left++ {
			list := topOf(found.list, left)
			copy(before[:], list)
			for _, c := range before {
				if c.lr == 0 {
					break
				}
				if person := personOf[c.row]; several[person] {
					s.addRows(found, uint32(left), c.rule, append(slices.Clone(mates[person]), person), whose, w)
				}
			}
		}
	})
}

// addRows adds those of a person's rows to a record's candidates that are not among them.
func (s *scorer) addRows(found *candidates, left uint32, rule uint8, rows []uint32, whose func(row uint32) uint32, w *worker) {
	list := topOf(found.list, left)
	for _, row := range rows {
		if slices.ContainsFunc(list, func(o candidate) bool { return o.lr != 0 && o.row == row }) {
			continue
		}
		if lr := s.ratio(left, row, w); lr > 0 {
			found.add(left, s.candidate(record.Pair{Left: left, Right: row, Rule: rule}, whose(row), lr, w))
		}
	}
}

// Link decides for every sector row which population person it is. The links come one per sector row, in row order.
func Link(ctx context.Context, m *Model, sector, population *record.People, pairs pair.OpenSource, opt Options) ([]record.Link, Stats, error) {
	own := opt.MatchThreshold == 0 && !opt.Without.has(OwnThreshold)
	opt.Learn = opt.Learn && !opt.Without.has(ErrorRates)
	if own {
		opt.MatchThreshold = lowestMatch
	}
	opt = opt.filled()
	m, rates := m.beside(opt.Dataset)
	s := newScorer(m, sector, population, opt.Prepared, opt.Threads)
	s.leaveOut(opt.Without)
	found := &candidates{list: made[candidate](topK*sector.Rows(), opt.Threads)}
	var stats Stats
	var kept atomic.Int64
	survivor := opt.survivor()
	s.setApart(opt.Different, survivor)
	var sm *sample
	if opt.Learn {
		sm = newSample(s)
	}
	open := found.open(s, nil)
	if opt.OneToOne {
		open = nil // who loses his person to another record takes his next candidate
	}
	err := s.run(ctx, pairs, open, found.met, sm, opt, &stats, func(p record.Pair, lr float64, w *worker) {
		kept.Add(1)
		person := survivor(p.Right)
		if len(s.different) > 0 && s.different[[2]uint32{p.Left, person}] {
			return
		}
		found.add(p.Left, s.candidate(p, person, lr, w))
	})
	if err != nil {
		return nil, stats, err
	}
	s.addMates(found, opt.PersonOf, survivor, opt.Threads)
	stats.Kept = kept.Load()
	if opt.Learn {
		if stats.Learned = s.learn(sm, opt); stats.Learned.M != nil {
			s.rescore(found.list, opt.Threads)
		}
	} else if rates != nil {
		s.weighBy(rates)
		s.rescore(found.list, opt.Threads)
	}
	stats.Coverage = roundTo(coverage(found.list, s.persons, m.Coverage, opt.Threads), 1e6) // so that the order of the rows cannot show
	s.prior = s.compete(found.list, stats.Coverage, opt.Without)
	s.absence = s.absences(found.list, stats.Coverage, opt.Without)
	links := made[record.Link](sector.Rows(), opt.Threads)
	w := s.worker()
	defer s.release(w)
	inStretches(len(links), opt.Threads, func(from, to int) {
		w := s.worker()
		defer s.release(w)
		for i := from; i < to; i++ {
			links[i] = s.decide(s.at(s.left, uint32(i)), topOf(found.list, i), s.absence.of(i), opt, w)
		}
	})
	if own {
		opt.MatchThreshold = threshold(links)
		withdraw(links, opt.MatchThreshold)
	}
	stats.Threshold = opt.MatchThreshold
	s.honour(links, survivor, opt, w)
	if opt.OneToOne {
		s.oneToOne(links, found.list)
	}
	if opt.Hear && opt.Without&(OtherLists|TermFrequencies) == 0 {
		stats.Hearing = s.hearing(found.list, links, stats.Coverage, own, opt)
	}
	stats.count(links)
	return links, stats, nil
}

// count counts the links by what was decided of them.
func (st *Stats) count(links []record.Link) {
	for i := range links {
		switch links[i].Decision {
		case record.DecideMatch:
			st.Match++
		case record.DecideReview:
			st.Review++
		default:
			st.None++
		}
	}
}

// setApart notes who is not whom. A decision is about the person, so it holds for every row of the register that is that person.
func (s *scorer) setApart(different []record.Pair, survivor func(uint32) uint32) {
	s.different = map[[2]uint32]bool{}
	for _, p := range different {
		s.different[[2]uint32{p.Left, survivor(p.Right)}] = true
	}
}

// weigher returns what weighs a pair in bits, unlikely ones too.
func (s *scorer) weigher() func(left, right uint32) float64 {
	w := s.worker()
	w.trace = true
	return func(left, right uint32) float64 {
		return math.Log2(max(s.ratio(left, right, w), math.SmallestNonzeroFloat64))
	}
}

// Candidates returns, for every row of left, its best few rows of right with the probabilities Link decides by, at or above
// opt.MinProbability, sorted by (Left, Right).
func Candidates(ctx context.Context, m *Model, left, right *record.People, pairs pair.OpenSource, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	m, rates := m.settling()
	s := newScorer(m, left, right, opt.Prepared, opt.Threads)
	found := &candidates{list: made[candidate](topK*left.Rows(), opt.Threads)}
	survivor := opt.survivor()
	s.setApart(opt.Different, survivor)
	var stats Stats
	var sm *sample
	if opt.Learn {
		sm = newSample(s)
	}
	err := s.run(ctx, pairs, found.open(s, opt.PersonOf), found.met, sm, opt, &stats, func(p record.Pair, lr float64, w *worker) {
		if len(s.different) > 0 && s.different[[2]uint32{p.Left, survivor(p.Right)}] {
			return
		}
		found.add(p.Left, s.candidate(p, p.Right, lr, w))
	})
	if err != nil {
		return nil, stats, err
	}
	s.addMates(found, opt.PersonOf, func(row uint32) uint32 { return row }, opt.Threads)
	if opt.PersonOf != nil {
		inStretches(len(found.list), opt.Threads, func(from, to int) {
			for i := from; i < to; i++ {
				found.list[i].person = survivor(found.list[i].row)
			}
		})
	}
	if opt.Learn {
		if stats.Learned = s.learn(sm, opt); stats.Learned.M != nil {
			s.rescore(found.list, opt.Threads)
		}
	} else if rates != nil {
		s.weighBy(rates)
		s.rescore(found.list, opt.Threads)
	}
	found.keepDecided(opt.Same, survivor)
	stats.Coverage = coverage(found.list, s.persons, m.Coverage, opt.Threads)
	parts := make([][]record.Scored, (left.Rows()+stretchRows-1)/stretchRows)
	inStretches(left.Rows(), opt.Threads, func(from, to int) {
		out := make([]record.Scored, 0, to-from)
		for row := uint32(from); row < uint32(to); row++ {
			at := len(out)
			out = s.probable(out, row, topOf(found.list, row), stats.Coverage, opt.MinProbability)
			slices.SortFunc(out[at:], func(a, b record.Scored) int { return cmp.Compare(a.Right, b.Right) })
		}
		parts[from/stretchRows] = out
	})
	out := pair.Decided(concat(parts, opt.Threads), opt.Same, opt.Different, s.weigher())
	stats.Kept = int64(len(out))
	return out, stats, nil
}

// concat puts parts one behind the other.
func concat[T any](parts [][]T, threads int) []T {
	at := make([]int, len(parts)+1)
	for i, p := range parts {
		at[i+1] = at[i] + len(p)
	}
	all := make([]T, at[len(parts)])
	parallel.Each(len(parts), threads, func(i int) { copy(all[at[i]:], parts[i]) })
	return all
}

// keepDecided leaves the rows whose person was decided no other.
func (c *candidates) keepDecided(same []record.Pair, survivor func(uint32) uint32) {
	persons := map[uint32][]uint32{}
	for _, p := range same {
		persons[p.Left] = append(persons[p.Left], survivor(p.Right))
	}
	for row, decided := range persons {
		list := topOf(c.list, row)
		kept := slices.DeleteFunc(slices.Clone(list), func(n candidate) bool { return n.lr == 0 || !slices.Contains(decided, n.person) })
		clear(list)
		copy(list, kept)
	}
}

// probable weighs a row's candidates against each other person and against "not there", and appends those at or above the least
// probability.
func (s *scorer) probable(out []record.Scored, row uint32, list []candidate, coverage, least float64) []record.Scored {
	odds := func(c candidate) float64 { return coverage / s.persons * float64(c.lr) }
	for _, c := range list {
		if c.lr == 0 {
			continue
		}
		all := 1 - coverage + odds(c)
		for i, d := range list {
			if d.person != c.person && !slices.ContainsFunc(list[:i], func(e candidate) bool { return e.lr != 0 && e.person == d.person }) {
				all += odds(d)
			}
		}
		if p := odds(c) / all; p >= least {
			out = append(out, record.Scored{Pair: record.Pair{Left: row, Right: c.row, Rule: c.rule}, Weight: math.Log2(float64(c.lr)), Probability: p})
		}
	}
	return out
}

// run scores the pairs of a source and hands on those that stay in question. keep may be called concurrently. met, where it is given, says
// of a pair that it has been kept before. A sample, where one is given, takes the pairs that belong to it.
func (s *scorer) run(ctx context.Context, pairs pair.OpenSource, open func(uint32) bool, met func(record.Pair) bool, sm *sample, opt Options, stats *Stats, keep func(record.Pair, float64, *worker)) error {
	var done atomic.Int64
	err := pairs(ctx, open, func(batch []record.Pair) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := s.worker()
		var got sampleBatch
		if sm != nil {
			got = sm.begin()
		}
		for rest := batch; len(rest) > 0; {
			n := 0
			for ; len(rest) > 0 && n < touchAhead; rest = rest[1:] {
				if met == nil || !met(rest[0]) {
					w.ahead[n] = rest[0]
					n++
				}
			}
			s.touch(w.ahead[:n], w)
			for _, p := range w.ahead[:n] {
				var lr float64
				if sm != nil {
					lr = sm.scored(s, p, w, &got)
				} else {
					lr = s.ratio(p.Left, p.Right, w)
				}
				if lr > 0 {
					keep(p, lr, w)
				}
			}
		}
		if sm != nil {
			sm.add(got)
		}
		s.release(w)
		done.Add(int64(len(batch)))
		if opt.Progress != nil {
			opt.Progress(int64(len(batch)))
		}
		return nil
	})
	stats.Pairs = done.Load()
	return err
}

// touchAhead is how many pairs' rows are fetched from memory at once.
const touchAhead = 32

// touch reads what scoring will read of some pairs. A processor waits for several of these reads at a time, but for one after
// the other when scoring stands between them.
func (s *scorer) touch(pairs []record.Pair, w *worker) {
	sum := uint32(0)
	for _, p := range pairs {
		sum += s.at(s.right, p.Right)[0]
	}
	for _, c := range s.touched {
		for _, p := range pairs {
			sum += c.cmp.(toucher).touch(s.at(s.left, p.Left)[c.off:], s.at(s.right, p.Right)[c.off:])
		}
	}
	w.touched += sum // so that the reads are not left out
}

// coverage estimates the share of records whose person is in the register by EM over the records: each is in with the
// odds its candidates give it. A hundred records' worth of the start value keeps small tables near it.
func coverage(list []candidate, persons, start float64, threads int) float64 {
	n := len(list) / topK
	if n == 0 {
		return start
	}
	sums := make([]float64, n)
	inStretches(n, threads, func(from, to int) {
		for i := from; i < to; i++ {
			for _, c := range topOf(list, i) {
				sums[i] += float64(c.lr)
			}
			sums[i] /= persons
		}
	})
	cov := start
	for range 30 {
		in := 0.0
		sumInStretches(n, threads, func(from, to int) (in float64) {
			for _, s := range sums[from:to] {
				in += cov * s / (cov*s + 1 - cov)
			}
			return in
		}, func(part float64) { in += part })
		next := (in + 100*start) / (float64(n) + 100)
		next = min(max(next, .02), .999)
		if math.Abs(next-cov) < 1e-6 {
			return next
		}
		cov = next
	}
	return cov
}

// decide weighs a record's candidates against each other and against "not in the register", which weighs none. line is the record's.
func (s *scorer) decide(line []uint32, list []candidate, none float64, opt Options, w *worker) record.Link {
	link := record.Link{Person: record.NoRow, Decision: record.DecideNone, RunnerUp: record.NoRow}
	if list[0].lr == 0 {
		return link
	}
	sum := none
	for _, c := range list {
		sum += s.odds(c)
	}
	p := func(c candidate) float64 { return s.odds(c) / sum }
	best := &list[0]
	best.facts.mingled = s.mingled(line, list, w)
	link.Present = 1 - none/sum
	link.Probability, link.Weight = p(*best), math.Log2(float64(best.lr))
	if list[1].lr != 0 {
		link.RunnerUp, link.RunnerUpProbability = int(list[1].person), p(list[1])
	}
	conclude(&link, int(best.person), best.facts, opt)
	return link
}

// conclude decides a link whose probabilities are known: person is the best candidate.
func conclude(link *record.Link, person int, facts facts, opt Options) {
	link.Person, link.Decision, link.Method = record.NoRow, record.DecideNone, record.MethodNone
	if link.Present < opt.ReviewThreshold { // more likely none of the candidates than any
		link.Why = record.WhyUnlikely
		return
	}
	link.Person, link.Decision, link.Method = person, record.DecideReview, record.MethodModel
	switch {
	case facts.namesake():
		link.Why = record.WhyNamesake
	case link.Probability < opt.MatchThreshold:
		link.Why = record.WhyBelow
	case link.Probability < opt.Margin*link.RunnerUpProbability:
		link.Why = record.WhyRunnerUp
	case facts.doubtful() || facts.guessed() && link.Probability < leastGuessed || (facts.twin() || facts.living) && link.Probability < leastTwin:
		link.Why = record.WhyDoubtful
	default:
		link.Decision, link.Why = record.DecideMatch, record.WhyProbable
		if facts.identified() {
			link.Method, link.Why = record.MethodID, record.WhyIdentified
		}
	}
}

// leastGuessed is the probability from which even a guessed match is made.
const leastGuessed = .90

// leastTwin is the same of a death of somebody who is living in the register, and of one that looks as a twin's would: a register that holds one twin and a list that holds the other are no more
// than that, and nothing in the rates of error tells them from a given name badly written.
const leastTwin = .95

// facts are the levels of the three comparisons a person is known by, and how many of the others agree.
type facts struct {
	id, name, date uint8
	others         uint8
	living         bool // the record tells of a death, and the register has the person living
	spouse         bool // the spouse's name agrees, which no twin's does
	parent         bool // a parent's name agrees
	known          bool // so does a relative's name, a telephone, a sector's number or the day of death; the household's number says no more than the home
	number         bool // a number of the sector's own agrees with that of a record that is sure of this person
	near           bool // they live in one district, or a second address of one is where the other lives
	mingled        bool // the record may be of somebody else of the person's home, with something of the person's: see mingled
}

func (s *scorer) factsOf(levels []uint8) (f facts) {
	for i := range s.comps {
		c, level := &s.comps[i], levels[i]
		switch {
		case c.def.Kind == KindID:
			f.id = level
		case c.name:
			f.name = level
		case c.def.Kind == KindName && c.def.Fields[0] == record.SpouseName && level != missing && level <= nameTypoFar:
			f.spouse, f.known = true, true
			f.others++
		case c.def.Kind == KindDate && len(c.def.Fields) > 0 && c.def.Fields[0] == record.BirthDate:
			f.date = level
		case c.def.Kind == KindDeath && level == deathNot:
			f.living = true
		case level == missing:
		case c.def.Kind == KindPlace && (level == placeDistrict || level == placeToDistrict || level == placeElsewhere):
			f.near = true
		case c.def.Kind == KindName && level <= nameTypoFar, c.def.Kind == KindKey && level == codeSame, c.def.Kind == KindDeath && level == deathSameDay:
			f.known = f.known || !slices.Contains(c.def.Fields, record.HouseholdID)
			f.parent = f.parent || c.def.Kind == KindName && (c.def.Fields[0] == record.FatherName || c.def.Fields[0] == record.MotherName)
			f.others++
		case c.def.Kind == KindPlace && level <= placeCommune, c.def.Kind == KindKey && level == codeDigit:
			f.others++
		}
	}
	return f
}

// identified says that personal ID, name and birth date agree.
func (f facts) identified() bool {
	return f.id == idSame && (f.name == nameExact || f.name == nameUnmarked) && f.date == dateSame
}

// namesake says that a match must not be made of two whole personal IDs with nothing in common and birth dates with nothing in common. One of
// the two may be a slip, and small peoples' names repeat within a family; but where all the rest agrees, parents too, both are wrong more often
// than not, a block of the column pasted one row off or the number of a relative.
func (f facts) namesake() bool {
	return (f.id == idDiffer || f.id == idDifferOwn || f.id == idDifferForeign) && f.date == dateOther
}

// doubtful says that a match must not be made without a person's eyes, however probable it is: the model's rates of error
// stand for ordinary slips, and these are the cases where something else is as likely as a slip.
func (f facts) doubtful() bool {
	otherName := f.otherName()
	otherDate := f.date == dateNear || f.date == dateOther || f.date == datePartialElse || f.date == dateStandInElse
	switch {
	case f.mingled:
		return true
	case otherName && otherDate: // someone else's number, or a relative's papers
		return true
	case f.living && otherDate: // a brother or sister who died and whose name a younger one bears
		return true
	case otherName && f.date == missing && f.others == 0: // the number alone: it may be somebody else's
		return true
	case f.name == nameOther && !f.known && !f.number && !f.numbered(): // a birth date and a home: it may be copied from another of that home
		return true
	case f.date == missing && f.id == missing: // a name alone is no person
		return f.others == 0 && !f.near && !f.number
	}
	return false
}

// guessed says of a match that is not doubtful that it has to be surer than others, for what the rates of error know least of. Another given
// name stands against it and no number for it: mostly it is written in a way no level knows, but it may be a twin's, or that of a
// brother or sister whose date was copied. Or nothing stands for it but a name and the district.
func (f facts) guessed() bool {
	number := f.id == idSame || f.id == idSame9 || f.id == idMixed || f.number
	if f.otherName() {
		return !number && f.id != idDigit && f.id != idLost && !f.spouse
	}
	return f.date == missing && f.id == missing && f.others == 0 && !f.number
}

// twin says of a guessed match that a twin's record would look the same: the surname and the day agree, the given name does not.
func (f facts) twin() bool {
	return f.guessed() && (f.name == nameSurnameMiddle || f.name == nameSurname) && f.date == dateSame
}

func (f facts) otherName() bool {
	return f.name == nameSurnameMiddle || f.name >= nameGiven && f.name <= nameOther
}
