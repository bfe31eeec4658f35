package table

import (
	"math"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// em learns m and the number of matches from a sample, and with them the related pairs
// where the model has such, of which it returns how many are expected in the sample.
func (s *Scorer) em(sm *sample, t *modelfile.Training, rounds int) (kin float64) {
	share := sm.share() // of all candidates
	t.Pairs, t.Records = len(sm.pairs), s.left.Rows()
	matches := s.beginWith()
	found := s.relatedFound()
	for round := 1; round <= rounds && !s.interrupted(); round++ {
		sum := s.tally(sm, matches)
		kin = sum.related()
		before := matches
		if matches = sm.number; matches == 0 {
			matches = max(sum.held/share, 1)
		}
		t.Matches, t.Iterations = matches, round
		if sum.held < leastMatches {
			t.Kept = append(t.Kept, "all")
			break
		}
		s.maximizeAll(sum, share)
		s.apply()
		// Of two tables the class is seldom what it was once it has left; of one, whose homes are in it whole, it may come back by itself.
		end := round == rounds || round > 5 && math.Abs(matches-before) < 1e-5*matches
		gone := found != nil && s.model.Related >= relatedLeast && (end || s.left != s.right) && !s.isRelated(ofRelated)
		if gone {
			s.leave(found, matches)
			found, round = nil, 0
			matches = s.beginWith()
		} else if end {
			break
		}
	}
	s.model.Matches = matches
	return kin
}

// beginWith is the number of matches EM begins with: what it has learned before, if it has.
func (s *Scorer) beginWith() float64 {
	if s.model.Matches > 0 {
		return s.model.Matches
	}
	return s.start()
}

// emTwice runs EM, and again if what it learned as matches, or as poor records, are related pairs. If the matches are such ones even beside a class of these, there
// was too little to learn from.
func (s *Scorer) emTwice(sm *sample, t *modelfile.Training) {
	s.em(sm, t, emRounds)
	if len(t.Kept) == 0 && s.takeOthers() {
		if s.em(sm, t, emRounds); len(t.Kept) == 0 && s.calledApart() {
			t.Kept = append(t.Kept, "all")
		}
	}
	if len(t.Kept) == 0 && s.takeRelated() {
		s.em(sm, t, emRounds)
	}
}

// relatedFound is the model where it has one class of related pairs that is such, else nil.
func (s *Scorer) relatedFound() *Model {
	if s.model.Related == 0 || len(s.model.Sorts) > 0 || !s.isRelated(ofRelated) {
		return nil
	}
	return s.model.clone()
}

// leave makes of what related pairs became, beside so many matches, what it is. EM may leave them for what is more probable and no such class. Either it is of matches, as a horse's rows of one
// year are beside those of two, and they are taken back. Or it is a further sort of them, and EM begins anew from the model found: in what strangers agree on in more than two
// columns at once, as sex, trade and age, there is more to explain than in the few pairs that are relatives, who would be the matches then.
func (s *Scorer) leave(found *Model, matches float64) {
	if s.agreesAsMatches(ofRelated) {
		s.takeBack(matches)
		return
	}
	left := s.model
	*left, found = *found, left.clone()
	s.setAside(found)
	s.apply()
}

// matchesShort is by how much fewer of the pairs of a class than of the matches may be as near as some level of a column, if the class is to agree there as matches do.
const matchesShort = .15

// agreesAsMatches says whether a class agrees in each column as matches do, or better, but for the one it was held in as strangers. Related pairs agree less in one at least.
func (s *Scorer) agreesAsMatches(class func(Level) float64) bool {
	for i := range s.fields {
		short := 0.0
		for _, l := range s.field(i).Levels {
			if short += s.ofAllMatches(l) - class(l); i != s.apart && short > matchesShort {
				return false
			}
		}
	}
	return true
}

// takeBack makes matches of the related pairs, beside so many that are matches already.
func (s *Scorer) takeBack(matches float64) {
	m := s.model
	all := matches + m.Related
	for i := range s.fields {
		for j := range s.field(i).Levels {
			l := &s.field(i).Levels[j]
			l.M, l.Related = (l.M*matches+l.Related*m.Related)/all, 0
		}
	}
	m.Matches, m.Related, s.apart = all, 0, -1
	s.apply()
}

// setAside makes the related pairs of a model the only further sort of this one.
func (s *Scorer) setAside(of *Model) {
	s.model.Sorts = []float64{of.Related}
	for i := range s.model.Fields {
		for j := range s.model.Fields[i].Levels {
			s.model.Fields[i].Levels[j].Sorts = []float64{of.Fields[i].Levels[j].Related}
		}
	}
}

// levelCounts are how many of some pairs are expected on each level of each column.
type levelCounts [][maxLevels]float64

func (c levelCounts) add(levels []uint8, pairs float64) {
	for i, level := range levels {
		c[i][level] += pairs
	}
}

// tally is what EM expects of a sample, in pairs.
type tally struct {
	held, matches, poor float64   // matches whatever officers said, those with what they said, and those with a poor record among the latter
	kins                []float64 // related pairs: those of no further sort, then those of each
	good, bad           levelCounts
	kin                 []levelCounts // of kins
}

// related is how many related pairs of all sorts are expected.
func (t *tally) related() (sum float64) {
	for _, n := range t.kins {
		sum += n
	}
	return sum
}

// tally is EM's expectation step over a sample, if there are so many matches. The pairs of one pattern are counted as one.
func (s *Scorer) tally(sm *sample, matches float64) *tally {
	counts := func() levelCounts { return make(levelCounts, len(s.fields)) }
	t := &tally{kins: make([]float64, 1+len(s.sorts)), good: counts(), bad: counts()}
	for range t.kins {
		t.kin = append(t.kin, counts())
	}
	match, related := make([]float64, sm.of.len()), make([]float64, sm.of.len()) // by pattern
	weights, _ := s.expect(sm, matches, func(e expected) {
		t.held += e.held
		t.matches += e.match
		match[e.pattern] += e.match
		related[e.pattern] += e.related
	})
	for k := range match {
		if match[k] == 0 && related[k] == 0 {
			continue
		}
		levels, w := sm.of.at(uint32(k)), &weights[k]
		t.poor += match[k] * w.poor
		t.good.add(levels, match[k]*(1-w.poor))
		t.bad.add(levels, match[k]*w.poor)
		rest := related[k]
		for j := range s.sorts {
			of := related[k] * math.Exp2(s.sortOf(j, levels)-w.kin)
			rest -= of
			t.kins[1+j] += of
			t.kin[1+j].add(levels, of)
		}
		t.kins[0] += rest
		t.kin[0].add(levels, max(rest, 0))
	}
	return t
}

// maximizeAll is EM's maximization step, but for the number of matches: share is the sample's among all candidates.
func (s *Scorer) maximizeAll(t *tally, share float64) {
	for i := range s.fields {
		s.maximize(i, t.good[i], t.bad[i])
		if s.model.Related > 0 {
			s.maximizeRelated(i, t.kin[0][i])
		}
		for k := range s.sorts {
			s.maximizeSort(i, k, t.kin[1+k][i])
		}
	}
	if s.model.Related > 0 {
		s.model.Related = max(t.kins[0]/share, 1)
	}
	for k := range s.sorts {
		s.model.Sorts[k] = max(t.kins[1+k]/share, 1)
	}
	s.model.Poor = min((t.poor+pseudoPairs*priorPoor)/(t.matches+pseudoPairs), .5)
}

// maximize sets a column's m to the expected shares, the prior as pseudo-counts.
func (s *Scorer) maximize(i int, good, poor [maxLevels]float64) {
	levels := s.levels(i)
	f := s.field(i)
	share := func(counts [maxLevels]float64, prior []float64, set func(j int, v float64)) {
		total, mass := 0.0, 0.0
		for j, m := range prior {
			total += counts[j+1]
			mass += m
		}
		pseudo := pseudoPairs + heldShare*total
		for j, m := range prior {
			set(j, max((counts[j+1]+pseudo*m/mass)/(total+pseudo), lowestM))
		}
	}
	prior := make([]float64, len(levels))
	for j, l := range levels {
		prior[j] = l.m
	}
	f.found = foundShares(good, poor)
	share(good, prior, func(j int, v float64) { f.Levels[j].M = v })
	share(poor, s.poorPrior(i), func(j int, v float64) { f.Levels[j].Poor = v })
	switch {
	case s.fields[i].whole:
		f.capOthers("few", "other")
	case s.fields[i].kind == record.KindWords:
		f.capOthers("15", "11", "7", "other")
	}
}

// foundShares are the shares of a column's levels among all that EM holds for matches.
func foundShares(good, poor [maxLevels]float64) (shares [maxLevels]float64) {
	total := 0.0
	for j := 1; j < maxLevels; j++ {
		shares[j] = good[j] + poor[j]
		total += shares[j]
	}
	for j := range shares {
		shares[j] /= max(total, 1)
	}
	return shares
}
