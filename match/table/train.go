package table

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

const (
	samplePairs  = 2_000_000 // pairs EM learns from, at most
	mostRandom   = 1_000_000 // random pairs the chance shares are counted on; where there are fewer, all of them
	emRounds     = 40
	pseudoPairs  = 20  // pairs the prior is worth, for each column
	heldShare    = .02 // and this share of the expected matches: it holds a run that goes astray
	leastMatches = 20  // fewer expected matches than this: keep the prior
	lowestM      = .0005
	emAgain      = 2 // times EM is run again with the strangers it told

	plentyRounds = 10
)

// Train learns the model from the tables: chance shares from random pairs and the values' own frequencies, the rest by EM
// over the candidate pairs, which compete where the data show that a row has one partner at most (findOnce). The chance shares
// stay as they are during EM, which is what keeps the two classes apart; with too few matches the prior is kept, and Training says so.
// What officers decided (Options.Same, Options.Different) is learned from at the end: see heed.
func (s *Scorer) Train(ctx context.Context, pairs pair.Source, opt Options) error {
	s.model.Source, s.threads = "trained", max(opt.Threads, 1)
	s.interrupted = func() bool { return ctx.Err() != nil }
	t := &modelfile.Training{}
	s.model.Training = t
	s.said = [2]bool{opt.LeftOnce == No, opt.RightOnce == No}
	s.several = s.said
	s.startTexts()
	random, sm, err := s.look(ctx, pairs, opt)
	if err == nil && s.findShifts(sm) {
		s.forgetTree()
		opt.Progress = nil // the pairs have been counted
		random, sm, err = s.look(ctx, pairs, opt)
	}
	if err != nil {
		return err
	}
	s.unmix(sm, random)
	if s.interrupted() {
		return ctx.Err()
	}
	start := s.fitIdle(sm, random, t)
	if s.left == s.right && t.KeptAll() {
		start = s.fitPlenty(sm, random, start)
	}
	if s.alone() {
		start = s.fitRare(sm, random, start)
	}
	s.heed(sm, random, start, opt)
	s.apply()
	if s.interrupted() { // EM broke off
		return ctx.Err()
	}
	if sm.limit == math.MaxUint64 {
		s.seen = sm
	}
	return nil
}

// look compares random pairs, counts what strangers share, and compares the candidates.
func (s *Scorer) look(ctx context.Context, pairs pair.Source, opt Options) (strangers, *sample, error) {
	random := s.randomPairs()
	s.learnChance(random, s.model.Training)
	s.apply()
	s.learnTree(random, s.strangersOf(random))
	s.apply()
	s.learnStrangers(random)
	s.apply()
	sm := newSample(len(s.fields))
	return random, sm, s.collect(ctx, sm, pairs, opt)
}

// fit learns from a sample, the model being as the random pairs have it.
func (s *Scorer) fit(sm *sample, random strangers, t *modelfile.Training) {
	if !s.findOnce(sm, random) {
		s.begin(sm, random)
	}
	s.emTwice(s.worthwhile(sm), t)
	s.refine(sm, random, t)
	if s.findFiner(sm, t) {
		s.refine(sm, random, t)
	}
	t.Pairs = len(sm.pairs)
}

// refine runs EM further with what strangers are found to share without what it learned.
func (s *Scorer) refine(sm *sample, random strangers, t *modelfile.Training) {
	more := s.further()
	for again, before := 0, 0.0; again < emAgain || again < more.most && math.Abs(s.model.Matches-before) > more.settled*before; again, more = again+1, s.further() {
		if len(t.Kept) > 0 || s.interrupted() {
			break
		}
		before = s.model.Matches
		s.learnStrangers(random)
		if s.hasWords() {
			s.recountLearned(sm, random)
		}
		s.learnSingles(sm)
		s.learnEntities(sm)
		// What matches agree on together was taken for strangers': in two lists that of those whose homes differ, in one that of large entities; where there are none such what strangers do stays theirs.
		// Beside texts that are compared by their words it is left as it is: what these share by chance has just been counted anew, and shops' links get worse by it.
		if s.left == s.right || !s.hasWords() {
			s.learnTreeAgain(random, s.strangersBeside(random, s.left != s.right || s.plenty()))
		}
		s.apply()
		s.chances(sm)
		if again < emAgain {
			s.emTwice(s.worthwhile(sm), t)
		} else {
			s.em(s.worthwhile(sm), t, more.rounds)
		}
	}
}

// fitPlenty learns from a sample of one table once more, where too few matches were found. A few entities may have so many of its rows that what all pairs share is
// mostly theirs, and there are none to begin with that share more than strangers seem to. So what strangers share is first counted without the pairs that would
// be matches if strangers' columns told nothing of each other, which are the more the more of them are left out. It returns where it began; if there are too few matches
// again, the model is as it was.
func (s *Scorer) fitPlenty(sm *sample, random strangers, start *Model) *Model {
	kept := s.model.clone()
	*s.model = *start.clone()
	s.model.Matches = s.start()
	one := slices.Repeat([]float64{1}, len(random.pairs))
	var stranger []float64
	for range plentyRounds {
		s.forgetTree()
		s.apply()
		stranger = s.strangersOf(random)
		matches := 0.0
		for _, q := range stranger {
			matches += 1 - q
		}
		s.countStrangers(random, stranger, one)
		s.model.Matches = max(matches*s.pairs/float64(len(random.pairs)), s.start())
		s.apply()
		s.chances(sm)
		s.learnEntities(sm)
	}
	s.apply()
	s.learnTreeAgain(random, stranger)
	s.apply()
	s.chances(sm)
	begun, t := s.model.clone(), &modelfile.Training{}
	t.Random = kept.Training.Random
	s.model.Training = t
	if s.fit(sm, random, t); !t.KeptAll() {
		return begun
	}
	*s.model = *kept
	s.apply()
	s.chances(sm)
	return start
}

// further says how EM is run further with the strangers it told: at most so many times, of so many rounds each, until the matches change by no more than a share.
type further struct {
	most, rounds int
	settled      float64
}

// further is for one table, whose values are the more telling the more of its rows are of one entity, and for texts compared by their words. Where entities have
// many rows, and more pairs are of one than there are rows, it is a long way from what strangers share among all pairs to what they share without those of one
// entity, and each step is a part of what is left. Elsewhere a few steps are enough, and many would lead from those who are one to those who live together.
func (s *Scorer) further() further {
	switch {
	case s.plenty():
		return further{40, 10, .003}
	case s.left == s.right, s.hasWords():
		return further{8, emRounds, .02}
	}
	return further{}
}

// plenty says whether entities have many of one table's rows: whether more pairs are of one than there are rows.
func (s *Scorer) plenty() bool {
	return s.left == s.right && s.model.Matches > float64(s.left.Rows())
}

// worthwhile is what EM goes through of a sample: its hopeful pairs, and of one table a part of these where they are many. Of two tables all are taken, for a row's candidates may compete.
func (s *Scorer) worthwhile(sm *sample) *sample {
	if s.left != s.right {
		return s.hopeful(sm, 2, math.MaxInt)
	}
	return s.hopeful(sm, 1, samplePairs)
}

// begin finds out where EM is to begin: whether there are related pairs, and whether matches that differ much are of persons who have moved. What strangers
// agree on is learned again without related pairs, where there are such: else they would count as strangers too, and those who have moved be strangers that
// agree on their names as they do.
func (s *Scorer) begin(sm *sample, random strangers) {
	s.moved = false
	s.findRelated(sm)
	if s.model.Related > 0 {
		found := s.model.clone()
		if s.mayMove() {
			s.startMoved()
		}
		stranger := s.strangersOf(random)
		*s.model, s.moved = *found, false
		s.countStrangers(random, stranger, slices.Repeat([]float64{1}, len(stranger)))
		s.learnTreeAgain(random, stranger)
		s.apply()
		s.chances(sm)
	}
	s.findMoved(sm)
}

// chances gives a sample's pairs their chances anew.
func (s *Scorer) chances(sm *sample) {
	parallel.Stretches(len(sm.pairs), stretch, s.threads, func(from, to int) {
		for k := from; k < to; k++ {
			p := &sm.pairs[k]
			p.chance = float32(s.chanceOf(p.left, p.right, sm.levels(p)))
		}
	})
}

// exp2 is 2 to the power of bits, 0 where that is too little to change a number near 1.
func exp2(bits float64) float64 {
	if bits < -64 {
		return 0
	}
	return math.Exp2(bits)
}

// learnStrangers counts the levels of random pairs again, each by how likely it is two entities, and no related ones where there is a class of those: in small
// tables a few in a thousand of them are matches, and of a level that strangers hardly ever have they are most.
func (s *Scorer) learnStrangers(random strangers) {
	prior := s.Prior()
	if s.model.Matches == 0 {
		prior = math.Log2(min(s.start()/s.pairs, .5))
	}
	q, two := make([]float64, len(random.pairs)), make([]float64, len(random.pairs))
	weights := s.weighAll(random.of)
	random.each(s.threads, func(k int, p record.Pair, levels []uint8) {
		w, chance := &weights[random.pattern[k]], s.chanceOf(p.Left, p.Right, levels)
		match, kin := exp2(prior+w.match-chance), exp2(w.kin-chance)
		q[k], two[k] = 1/(1+match+kin), 1
		if s.left == s.right { // what matches share learnEntities takes out
			two[k] = (1 + kin) / (1 + match + kin)
		}
	})
	s.countStrangers(random, q, two)
}

// countStrangers counts the levels of random pairs, each by how likely it is one of strangers; beside two, how much it counts among those that strangers are a
// part of.
func (s *Scorer) countStrangers(random strangers, q, two []float64) {
	n := len(s.fields)
	counts := make(levelCounts, n)
	same := make([]float64, n)
	those, all := random.sums(q), random.sums(two)
	for k := range those {
		for i, level := range random.of.at(uint32(k)) {
			counts[i][level] += those[k]
			if level == exact {
				same[i] += all[k]
			}
		}
	}
	for i := range s.fields {
		f := s.field(i)
		total := counts[i][exact]
		for j := range f.Levels[1:] {
			total += counts[i][j+2]
		}
		for j := range f.Levels[1:] {
			f.Levels[j+1].U = (counts[i][j+2] + .5) / (total + 1)
		}
		f.Unrelated = 0
		if s.model.Related > 0 {
			f.Unrelated = (counts[i][exact] + .5) / (same[i] + .5)
			f.Levels[0].U = max((counts[i][exact]+.5)/(total+1), 1e-9)
		}
	}
}

func (s *Scorer) field(i int) *Field {
	for j := range s.model.Fields {
		if s.model.Fields[j].Field == s.fields[i].name {
			return &s.model.Fields[j]
		}
	}
	return nil
}

// inParts does the work on n things in as many parts as there are threads.
func (s *Scorer) inParts(n, threads int, do func(from, to int, w *worker)) {
	threads = max(threads, 1)
	var group sync.WaitGroup
	for k := range threads {
		group.Go(func() {
			w := s.pool.Get().(*worker)
			defer s.pool.Put(w)
			do(n*k/threads, n*(k+1)/threads, w)
		})
	}
	group.Wait()
}

// learnChance counts the levels of random pairs. A level that none of them shows has half a pair.
func (s *Scorer) learnChance(random strangers, t *modelfile.Training) {
	counts := random.counts(len(s.fields))
	for i := range s.fields {
		f := s.field(i)
		total := 0.0
		for j := range f.Levels {
			total += counts[i][j+1]
		}
		for j := range f.Levels {
			f.Levels[j].U = (counts[i][j+1] + .5) / (total + 1)
		}
		mean := 0.0
		for _, c := range s.fields[i].count {
			mean += c * max(c-1, 0)
		}
		if tt := s.fields[i].total; tt > 1 {
			f.Levels[0].U = max(mean/(tt*(tt-1)), 1e-9)
		}
	}
	t.Random = len(random.pairs)
}

// learnSingles learns how seldom strangers share a value that nobody else has. In a column of codes that is far less than one row in
// all, and in one of household telephones more: of the pairs alone in sharing their value, those that are two entities tell (the
// estimate of Good, Biometrika 40, 1953, for what was seen once, with the pairs weighted by what the other columns say of them).
func (s *Scorer) learnSingles(sm *sample) {
	share := sm.share()
	known := make([][2]float64, len(s.fields))   // pairs in the sample that share such a value, strangers among them
	matches := make([][2]float64, len(s.fields)) // matches among those that share a value, among those that share such a one
	prior := s.Prior()
	n := len(s.fields)
	alone := func(i int, p *sampled) bool { return s.fields[i].count[s.l[int(p.left)*n+i]] <= float64(s.exclude) }
	weights := s.weighAll(sm.of)
	for k := range sm.pairs {
		p := &sm.pairs[k]
		levels, w := sm.levels(p), &weights[p.pattern]
		q := -1.0
		for i, level := range levels {
			if level != exact {
				continue
			}
			if q < 0 {
				q = 1 / (1 + math.Exp2(prior+w.match-unrelated(float64(p.chance), w.kin)))
			}
			matches[i][0] += 1 - q
			if alone(i, p) {
				known[i][0]++
				known[i][1] += q
				matches[i][1] += 1 - q
			}
		}
	}
	for i := range s.fields {
		f := &s.fields[i]
		pairs := 0.0 // of which nobody else has the value they share
		for c, k := range f.count {
			if c > 0 && k > 0 && k <= float64(s.exclude) {
				pairs += s.sharing(i, uint32(c), k)
			}
		}
		if pairs == 0 || known[i][0] < .9*pairs*share {
			continue // no rule brings them all
		}
		// The share of pairs of rows that are two entities and share such a value, by that of such values among what matches share.
		single := (known[i][1]/share + .5) / s.pairs * (matches[i][0] + 1) / (matches[i][1] + 1)
		if usual := 1 / (f.total + 1); single < usual {
			s.field(i).Single = single
		}
	}
}

// learnEntities learns of one table how many of the rows that share a value are of one entity. Where an entity has many rows its values are frequent, and yet nobody
// else may have them: what tells is how many others do.
func (s *Scorer) learnEntities(sm *sample) {
	for i := range s.fields {
		s.field(i).Entities = nil
	}
	if s.left != s.right {
		return
	}
	const classes = 16
	share := sm.share()
	one := make([][classes]float64, len(s.fields)) // pairs of one entity that share a value
	prior, n := s.Prior(), len(s.fields)
	weights := s.weighAll(sm.of)
	for k := range sm.pairs {
		p := &sm.pairs[k]
		w, q := &weights[p.pattern], 0.0
		for i, level := range sm.levels(p) {
			if level != exact {
				continue
			}
			if q == 0 {
				q = 1 / (1 + math.Exp2(-prior-w.match+unrelated(float64(p.chance), w.kin)))
			}
			one[i][min(manyRows(s.fields[i].count[s.l[int(p.left)*n+i]]), classes-1)] += q / share
		}
	}
	for i := range s.fields {
		f, mean := s.field(i), 0.0
		var all [classes]float64
		for _, k := range s.fields[i].count {
			if k > 1 {
				all[min(manyRows(k), classes-1)] += k * (k - 1) / 2
			}
		}
		f.Entities = make([]float64, classes)
		for c := range f.Entities {
			f.Entities[c] = (max(all[c]-one[i][c], 0) + .5) / (all[c] + .5)
			mean += f.Entities[c] * all[c]
		}
		if t := s.fields[i].total; t > 1 && s.model.Related == 0 {
			f.Levels[0].U = max(2*mean/(t*(t-1)), 1e-9)
		}
	}
}

// start is the number of matches EM begins with.
func (s *Scorer) start() float64 {
	if s.left == s.right {
		return max(float64(s.left.Rows())*.3, 1)
	}
	return max(float64(min(s.left.Rows(), s.right.Rows()))*.5, 1)
}

// startTexts begins the texts' shares with those of their levels.
func (s *Scorer) startTexts() {
	for i := range s.fields {
		if s.fields[i].kind == record.KindText {
			for j, l := range s.levels(i) {
				f := s.field(i)
				f.Levels[j].M, f.Levels[j].Poor = l.m, l.poor()
			}
		}
	}
}

// levels are a column's levels with the prior shares. Of texts that are hardly ever the very same, as titles in two shops, no more matches
// can be: what is less falls to the other levels. Of an idle column they are strangers'.
func (s *Scorer) levels(i int) []priorLevel {
	f := &s.fields[i]
	levels := priorLevels(f.kind)
	idle := s.field(i).idle
	if idle {
		levels = slices.Clone(levels)
		for j, l := range s.field(i).Levels {
			levels[j].m = max(l.U, lowestM)
		}
	}
	if idle || f.kind != record.KindText {
		return levels
	}
	same := 0.0
	for c, n := range f.count {
		if s.left == s.right {
			same += max(n-1, 0)
		} else {
			same += min(f.leftCount[c], n-f.leftCount[c])
		}
	}
	exact := levels[0].m
	if most := max(same/s.start(), .05); most < exact {
		for j := range levels[1:] {
			levels[j+1].m *= (1 - most) / (1 - exact)
		}
		levels[0].m = most
	}
	return levels
}
