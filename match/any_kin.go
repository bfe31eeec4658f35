package match

import (
	"math"

	"github.com/doisanh/doisanh/record"
)

// Tables of families, of branches or of models hold pairs that are not one entity and yet share far more than strangers do. To
// a model that knows strangers alone, a brother whose parents and address agree is a match with a few errors. The related
// pairs are therefore a class of their own, learned with the others: of some columns their values are the same as often as a
// match's, of others as seldom as strangers'. Only where the data show such a class clearly is it used.
const (
	relatedSample = 200_000 // pairs the class is looked for in
	relatedRounds = 12
	relatedLeast  = 30  // fewer related pairs than this, among those looked at, are no class
	relatedMany   = .5  // as are fewer than this for each match: those few that agree in all but their names may be matches with errors
	relatedShared = .45 // what it shares has no more than this in common with strangers, …
	relatedApart  = .85 // … what tells it apart this at least, …
	relatedUnlike = .25 // … and no more than this with matches
)

// startRelated begins the class: half of each column as matches have it, half as strangers.
func (f *AnyField) startRelated() {
	kind, _ := record.ParseKind(f.Kind)
	for j, prior := range anyLevels(kind) {
		l := &f.Levels[j]
		l.Related = max((prior.m+l.U)/2, anyLowestM)
	}
}

// findRelated looks for related pairs in a part of the sample. It leaves the model with the class begun, or as it was.
func (s *AnyScorer) findRelated(sm *anySampled) {
	before := s.model.clone()
	part := anySampled{limit: sm.limit, pairs: sm.pairs, levels: sm.levels, n: sm.n}
	step := (len(sm.pairs) + relatedSample - 1) / relatedSample
	if step > 1 {
		part.pairs = nil
		for i := 0; i < len(sm.pairs); i += step {
			part.pairs = append(part.pairs, sm.pairs[i])
		}
	}
	for i := range s.model.Fields {
		s.model.Fields[i].startRelated()
	}
	s.model.Related = s.start()
	s.apply()
	var t Training
	related := s.em(&part, &t, max(step, 1), relatedRounds)
	if len(t.Kept) == 0 && related >= relatedLeast && s.model.Related >= relatedMany*s.model.Matches && s.isRelated(func(l AnyLevel) float64 { return l.Related }) {
		return
	}
	*s.model = *before
	s.apply()
}

// isRelated says whether a class learned is one of related pairs: two columns are shared, and one tells apart, being as strangers have
// it. Where somebody lives tells nobody apart: pairs that share all else are those of one who has moved. Nor does a name that is told twice,
// whole and in parts: of pairs that share all else, the parts were told in another order.
func (s *AnyScorer) isRelated(class func(AnyLevel) float64) bool {
	shared, apart := 0, 0
	twice := map[record.Field]bool{}
	for _, c := range s.left.Table.Columns {
		twice[c.Field] = c.Shared
	}
	for i := range s.fields {
		f := s.field(i)
		chance, match := 0.0, 0.0 // what the class has in common with strangers, with matches
		for _, l := range f.Levels {
			chance += min(class(l), l.U)
			match += min(class(l), l.M)
		}
		switch {
		case chance <= relatedShared:
			shared++
		case chance >= relatedApart && match <= relatedUnlike && !f.Role.Reaches() && !twice[f.Field]:
			apart++
		}
	}
	return shared >= 2 && apart >= 1
}

// takeRelated looks whether what was learned as matches with a poor record are related pairs. A poor record errs in many columns, each of
// which still tells something; what is wholly strange in one and agrees in others is another thing. It moves them to a class of their own.
func (s *AnyScorer) takeRelated() bool {
	poor := s.model.Poor * s.model.Matches
	if s.model.Related >= relatedLeast || poor < relatedLeast || poor < relatedMany*(s.model.Matches-poor) || !s.isRelated(func(l AnyLevel) float64 { return l.Poor }) {
		return false
	}
	s.model.Related, s.model.Matches, s.model.Poor = poor, s.model.Matches-poor, priorPoor
	for i := range s.fields {
		kind := anyLevels(s.fields[i].kind)
		for j := range kind {
			l := &s.field(i).Levels[j]
			l.Related, l.Poor = l.Poor, kind[j].poor()
		}
	}
	s.apply()
	return true
}

// maximizeRelated sets a column's shares among related pairs to the expected ones.
func (s *AnyScorer) maximizeRelated(i int, counts [maxLevels]float64) {
	f := s.field(i)
	start := AnyField{Kind: f.Kind, Levels: append([]AnyLevel(nil), f.Levels...)}
	start.startRelated()
	total, mass := 0.0, 0.0
	for j, l := range start.Levels {
		total += counts[j+1]
		mass += l.Related
	}
	for j, l := range start.Levels {
		f.Levels[j].Related = max((counts[j+1]+anyPseudo*l.Related/mass)/(total+anyPseudo), anyLowestM)
	}
}

// kin is log2 of the likelihood of levels among related pairs, their share counted in; −Inf where there are none.
func (s *AnyScorer) kin(levels []uint8) float64 {
	sum := s.related
	if math.IsInf(sum, -1) {
		return sum
	}
	for i, level := range levels {
		if level != missing {
			sum += s.fields[i].kin[level]
		}
	}
	return sum
}

// unrelated is log2 of the chance of levels as two entities, strangers or related.
func (s *AnyScorer) unrelated(levels []uint8, chance float64) float64 {
	k := s.kin(levels)
	if math.IsInf(k, -1) {
		return chance
	}
	most := max(chance, k)
	return most + math.Log2(math.Exp2(chance-most)+math.Exp2(k-most))
}

func (m *AnyModel) clone() *AnyModel {
	c := *m
	c.Fields = append([]AnyField(nil), m.Fields...)
	for i := range c.Fields {
		c.Fields[i].Levels = append([]AnyLevel(nil), m.Fields[i].Levels...)
	}
	return &c
}
