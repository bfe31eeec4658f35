package table

import (
	"math"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// A table may have many columns that say nothing of who or what a row is: the amount of each order, the day of each visit, the page a row was printed on.
// EM begins with every column as telling as its kind mostly is, and where ten or more tell nothing it finds no match at all: so much differs
// in each. Yet there are pairs that agree on what hardly ever agrees by chance, and that neither as matches nor as related pairs are explained. In
// these the columns show which of them tell nothing: they are as strangers have them.
const (
	idleRare  = 1.0 / 64 // a column of which strangers share the value no more often than this is one that shows
	idleBits  = 7        // and a pair that agrees on two of them is sure where chance is this much less likely than a match
	idleLeast = 10       // fewer sure pairs than this show nothing
	idleShare = relatedApart
)

// fitIdle learns from a sample as fit does, and once more where that left most of the sure pairs unexplained and there are columns that tell nothing, which
// then begin as strangers have them. It returns the model that was begun with.
func (s *Scorer) fitIdle(sm *sample, random strangers, t *modelfile.Training) (start *Model) {
	begun := s.learning()
	s.fit(sm, random, t)
	if !s.unexplained(sm) {
		return begun.model
	}
	learned := s.learning()
	s.resume(begun)
	if !s.findIdle(sm) {
		s.resume(learned)
		return begun.model
	}
	*t = modelfile.Training{Random: t.Random}
	// Among strangers were the matches that were not seen: in small tables most of what strangers agree on together is theirs.
	s.forgetTree()
	s.apply()
	s.learnTree(random, s.strangersOf(random))
	s.apply()
	s.learnStrangers(random)
	s.apply()
	s.chances(sm)
	start = s.model.clone()
	s.fit(sm, random, t)
	return start
}

// learning is how far a scorer has come in learning.
type learning struct {
	model               *Model
	once, paired, moved bool
	several             [2]bool
	apart               int
}

func (s *Scorer) learning() learning {
	return learning{s.model.clone(), s.once, s.paired, s.moved, s.several, s.apart}
}

// resume goes on from where learning was.
func (s *Scorer) resume(at learning) {
	*s.model, s.once, s.paired, s.moved, s.several, s.apart = *at.model.clone(), at.once, at.paired, at.moved, at.several, at.apart
	s.apply()
}

// sure calls tell for each pair of a sample that agrees on what strangers hardly ever do, and is not called differently, with what each column's agreement weighs, in bits, by its value's
// frequency. A pair is sure where these come to need in all, so many more than a pair has to have as there are ways to choose the columns that agree.
func (s *Scorer) sure(sm *sample, tell func(p *sampled, levels []uint8, bits []float64, all, need float64)) {
	n := len(s.fields)
	rare, columns := make([]bool, n), 0
	for i := range s.fields {
		if rare[i] = s.field(i).Levels[0].U <= idleRare; rare[i] {
			columns++
		}
	}
	least := idleBits - math.Log2(s.start()/s.pairs)
	ways := make([]float64, columns+1) // log2 of the binomial coefficients
	for k := range columns {
		ways[k+1] = ways[k] + math.Log2(float64(columns-k)/float64(k+1))
	}
	bits := make([]float64, n)
	for k := range sm.pairs {
		p := &sm.pairs[k]
		levels := sm.levels(p)
		codes := s.codes(s.l, p.left)
		all, agree := 0.0, 0
		for i, level := range levels {
			bits[i] = 0
			if rare[i] && level == exact {
				bits[i] = -s.fields[i].exact[codes[i]]
				all += bits[i]
				agree++
			}
		}
		if need := least + ways[agree]; agree >= 2 && all >= need && !s.calledOther(levels) {
			tell(p, levels, bits, all, need)
		}
	}
}

// calledOther says whether a pair has another name or text: then it may be of one home, or of one maker, however much else agrees.
func (s *Scorer) calledOther(levels []uint8) bool {
	for i, level := range levels {
		if level != missing && s.isOther(i, level) {
			return true
		}
	}
	return false
}

// isOther says whether a column is a name or a text, and a level of it says that it is another one.
func (s *Scorer) isOther(i int, level uint8) bool {
	f := s.field(i)
	switch f.Role {
	case record.RoleGivenName, record.RoleSurname, record.RoleFullName, record.RoleText:
		same := s.sameName(i)
		return same > 0 && int(level) > same || f.Levels[level-1].Name == "other"
	}
	return false
}

// unexplained says whether most of the sure pairs are strangers by the model learned.
func (s *Scorer) unexplained(sm *sample) bool {
	pairs, strangers := 0.0, 0.0
	prior := s.Prior()
	s.sure(sm, func(p *sampled, levels []uint8, _ []float64, _, _ float64) {
		match := math.Exp2(min(prior+s.weigh(levels, float64(p.chance)), 500))
		kin := math.Exp2(min(s.kin(levels)-float64(p.chance), 500))
		pairs++
		strangers += 1 / (1 + match + kin)
	})
	return pairs >= idleLeast && strangers > pairs/2
}

// findIdle finds the columns that tell nothing, as those which sure pairs have as strangers have them, and begins them so. Each column is judged by the pairs that
// are sure without it.
func (s *Scorer) findIdle(sm *sample) (found bool) {
	n := len(s.fields)
	counts, known := make([][maxLevels]float64, n), make([]float64, n)
	s.sure(sm, func(_ *sampled, levels []uint8, bits []float64, all, need float64) {
		for i, level := range levels {
			if level != missing && all-bits[i] >= need {
				counts[i][level]++
				known[i]++
			}
		}
	})
	idle := make([]bool, n)
	for i := range s.fields {
		if known[i] < idleLeast {
			continue
		}
		strange := 0.0
		for j, l := range s.field(i).Levels {
			strange += min(counts[i][j+1]/known[i], l.U)
		}
		if strange < idleShare {
			continue
		}
		idle[i], found = true, true
	}
	for i := range s.fields {
		f := s.field(i)
		if f.idle = idle[i]; f.idle {
			for j, l := range s.levels(i) {
				f.Levels[j].M, f.Levels[j].Poor = l.m, l.m
			}
		}
	}
	s.apply()
	return found
}
