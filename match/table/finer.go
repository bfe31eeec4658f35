package table

import (
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// A ledger has many invoices of one vendor and few of them twice, and of these some come every month. What pairs of one vendor's or of one series share is far more than strangers do,
// and they are so many that EM takes them for the matches. Yet the number, the day and the amount are other ones there, which those of one invoice are not.
//
// So where more pairs are said to be of one entity than there are rows, matches are looked for among these: in what EM learned as matches that differ little, in what it learned as
// related pairs, and anew. They count if they are fewer than the rows in the end, or than half of what was taken for matches; else entities have many rows indeed, as inventors have
// patents. Where they are more than the rows even so, or do not count, some of what is said to be one may be a group, and Training.Groups says so.
const (
	finerStrange = .35 // matches that have so much in common with strangers in two columns that may tell apart may be pairs of one group
	finerMost    = 3   // groups within groups that are looked for
	finerHalf    = .5  // matches within, of what was taken for matches
)

// findFiner looks for matches within what was learned as such, which are related pairs then. It says whether there are any; if not, the model is as it was.
func (s *Scorer) findFiner(sm *sample, t *modelfile.Training) bool {
	t.Groups = false
	if !s.plenty() || s.hasWords() {
		return false
	}
	begun, training := s.learning(), *t
	part := s.worthwhile(sm)
	within := false
	for range finerMost {
		if len(t.Kept) > 0 || s.interrupted() || !s.mayBeGroups() || !s.findWithin(part, t) {
			break
		}
		within = true
	}
	found := within && (!s.plenty() || s.model.Matches < finerHalf*begun.model.Matches) && !s.interrupted()
	if !found {
		*t = training
		s.resume(begun)
	}
	t.Groups = within && s.plenty()
	s.chances(sm)
	return found
}

// mayBeGroups says whether matches have much in common with strangers in two columns that may tell apart.
func (s *Scorer) mayBeGroups() bool {
	strange := 0
	for i := range s.fields {
		if s.tellsApart(i) && s.filled(i) >= relatedTold && s.inCommon(i, s.ofAllMatches, ofStrangers) >= finerStrange {
			strange++
		}
	}
	return strange >= 2
}

// findWithin looks for matches within those learned, in each of the ways there are until one finds some; if none does, the model is as it was.
func (s *Scorer) findWithin(part *sample, t *modelfile.Training) bool {
	coarse, training := s.learning(), *t
	_, before := s.expect(part, s.model.Matches, func(expected) {})
	try := func(begin, holds func() bool) bool {
		if begin() {
			if s.em(part, t, emRounds); len(t.Kept) == 0 && s.model.Matches >= leastMatches && holds() {
				return true
			}
		}
		*t = training
		s.resume(coarse)
		return false
	}
	groups := func() bool { return s.isGroup(ofRelated) }
	strangers := func() bool { return s.model.Related < relatedLeast } // what strangers share in several columns at once may be all that groups are
	if try(s.takePoor, func() bool { return s.twiceApart(ofSort(len(s.model.Sorts)), s.otherness, -1) }) {
		return true
	}
	for k := range 1 + len(s.model.Sorts) {
		if try(func() bool { return s.takeSort(k) && groups() }, func() bool { return strangers() || groups() }) {
			return true
		}
	}
	return try(s.beginFiner, func() bool {
		_, bits := s.expect(part, s.model.Matches, func(expected) {})
		return groups() && bits-s.classCost() > before
	})
}

// isGroup says whether a class is of pairs of one group, which two columns tell from matches.
func (s *Scorer) isGroup(class func(Level) float64) bool {
	return s.isRelatedBy(class, s.otherness) && s.twiceApart(class, s.otherness, -1)
}

// ofAllMatches is a level's share among matches, those with a poor record and others.
func (s *Scorer) ofAllMatches(l Level) float64 { return (1-s.model.Poor)*l.M + s.model.Poor*l.Poor }

// ofPoor is a level's share among matches with a poor record.
func ofPoor(l Level) float64 { return l.Poor }

// sortShare is where a level's share among related pairs of a sort stands, 0 for those of no further one.
func (l *Level) sortShare(k int) *float64 {
	if k == 0 {
		return &l.Related
	}
	return &l.Sorts[k-1]
}

func ofSort(k int) func(Level) float64 {
	return func(l Level) float64 { return *l.sortShare(k) }
}

// takePoor makes a sort of related pairs of what was learned as matches that differ much, where it is of one group.
func (s *Scorer) takePoor() bool {
	m := s.model
	poor := m.Poor * m.Matches
	if poor < relatedLeast || poor < relatedSure*(m.Matches-poor) || !s.isGroup(ofPoor) || s.namedAlike(ofPoor) && s.bornTogether(ofPoor) {
		return false
	}
	s.poorAside(m.Related > 0, s.levels)
	return true
}

// takeSort makes matches of a sort of related pairs, 0 for those of no further one, and of the matches related pairs of no further sort.
func (s *Scorer) takeSort(k int) bool {
	m := s.model
	pairs := m.Related
	if k > 0 {
		pairs = m.Sorts[k-1]
	}
	if pairs < leastMatches {
		return false
	}
	for i := range s.fields {
		for j, prior := range s.levels(i) {
			l := &s.field(i).Levels[j]
			matches := max(s.ofAllMatches(*l), lowestM)
			of := l.sortShare(k)
			l.M = max(*of, lowestM)
			*of = l.Related
			l.Related, l.Poor = matches, (l.M+prior.poor())/2
		}
	}
	if k > 0 {
		m.Sorts[k-1] = m.Related
	}
	m.Matches, m.Related, m.Poor, s.apart = pairs, m.Matches, priorPoor, -1
	s.apply()
	return true
}

// beginFiner begins the matches anew, between what was learned as such and what matches mostly are; what was learned is related pairs, and what these were is a further sort.
func (s *Scorer) beginFiner() bool {
	m := s.model
	m.Sorts = nil
	if m.Related > 0 {
		m.Sorts = []float64{m.Related}
	}
	for i := range s.fields {
		for j, prior := range s.levels(i) {
			l := &s.field(i).Levels[j]
			matches := max(s.ofAllMatches(*l), lowestM)
			l.Sorts = nil
			if m.Related > 0 {
				l.Sorts = []float64{l.Related}
			}
			l.M, l.Poor, l.Related = (prior.m+matches)/2, (prior.poor()+matches)/2, matches
		}
	}
	m.Related, m.Matches, m.Poor, s.apart = m.Matches, min(m.Matches, s.start()), priorPoor, -1
	s.apply()
	return true
}

// otherness is how much a column tells a class apart: by strangeness, or by how many more of its pairs than of the matches have another value there. The numbers and days of a series are
// not as strangers' are, and yet others.
func (s *Scorer) otherness(i int, class func(Level) float64) float64 {
	return max(s.strangeness(i, class), s.another(i, class)-s.another(i, ofMatches))
}

// another is how many pairs of a class have another value in a column, which neither errors nor abbreviations make.
func (s *Scorer) another(i int, class func(Level) float64) (share float64) {
	same := s.sameName(i)
	for j, l := range s.field(i).Levels {
		if same > 0 && j >= same || same == 0 && isAnother(s.fields[i].kind, l.Name) {
			share += class(l)
		}
	}
	return share
}

// isAnother says whether a level of a kind is of another value.
func isAnother(k record.Kind, level string) bool {
	switch level {
	case "other", "few", "rough", "year", "near_year", "two_parts":
		return true
	case "part":
		return k == record.KindKey
	}
	return false
}
