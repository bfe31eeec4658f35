package table

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Of a text that is compared by its words nothing tells beforehand how much of them matches share, and a table may have little else: among the pairs that
// share many, random ones too, are then mostly matches, and chance shares counted on them would make nobody a match. But a row has few partners and many
// strangers, so that what it shares with others than the nearest is chance. Of pairs of which either row is the other's nearest, as many are
// begun with as matches as EM begins with.

// bitsOfLevel is by how much a level more counts when it is looked for the nearest row.
const bitsOfLevel = 8

// unmix counts the chance shares of texts compared by their words without the pairs that are likely to be matches before anything is learned.
func (s *Scorer) unmix(sm *sample, random strangers) {
	if !s.hasWords() {
		return
	}
	other := 1
	if s.left == s.right {
		other = 0
	}
	nearest := [2]map[uint32]float64{{}, {}}
	weights := make([]float64, len(sm.pairs))
	for k, p := range sm.pairs {
		levels := sm.levels(&p)
		weights[k] = s.weigh(levels, float64(p.chance))
		for i := range s.fields {
			if s.fields[i].mixed(s.left != s.right) && levels[i] != missing { // which of two pairs shares more is known, if not what it tells
				weights[k] += bitsOfLevel * float64(maxLevels-int(levels[i]))
			}
		}
		for _, end := range [2]struct {
			side int
			row  uint32
		}{{0, p.left}, {other, p.right}} {
			if best, ok := nearest[end.side][end.row]; !ok || weights[k] > best {
				nearest[end.side][end.row] = weights[k]
			}
		}
	}
	match, both := make([]float64, len(sm.pairs)), 0.0
	for k, p := range sm.pairs {
		if weights[k] == nearest[0][p.left] && weights[k] == nearest[other][p.right] {
			match[k] = 1
			both++
		}
	}
	part := min(s.start()*sm.share()/max(both, 1), .9)
	for k := range match {
		match[k] *= part
	}
	s.recount(sm, random, match, nil)
	s.chances(sm)
	s.learnSingles(sm)
	s.apply()
	s.learnTree(random, s.strangersOf(random))
	s.apply()
	s.chances(sm)
}

// recountLearned is recount with what is expected of each pair.
func (s *Scorer) recountLearned(sm *sample, random strangers) {
	match, related := make([]float64, len(sm.pairs)), make([]float64, len(sm.pairs))
	s.expect(sm, s.model.Matches, func(e expected) { match[e.pair], related[e.pair] = e.match, e.related })
	s.recount(sm, random, match, related)
}

// recount counts the chance shares of texts compared by their words: what random pairs have, less what is of matches and of related pairs, as match and
// related tell of each candidate. Of levels that hardly any random pair has, all pairs are candidates, and those of them that are of rows whose partner is
// another one tell how many are strangers: else matches of which no other column tells anything would be taken for strangers as often as
// they were before.
func (s *Scorer) recount(sm *sample, random strangers, match, related []float64) {
	n := len(s.fields)
	all, one, found, apart := random.counts(n), make(levelCounts, n), make(levelCounts, n), make(levelCounts, n)
	partner := [2][]float64{make([]float64, s.left.Rows()), make([]float64, s.right.Rows())}
	for k, p := range sm.pairs {
		partner[0][p.left] += match[k]
		partner[1][p.right] += match[k]
	}
	against := 0.0 // pairs of rows that have a partner with all rows but that
	for side, others := range [2]int{s.right.Rows(), s.left.Rows()} {
		if s.several[side] { // one partner makes none of the others a stranger
			clear(partner[side])
		}
		for row, q := range partner[side] {
			partner[side][row] = min(q, 1)
			against += min(q, 1) * float64(others-1)
		}
	}
	for k, p := range sm.pairs {
		elsewhere := max(partner[0][p.left]-match[k], 0) + max(partner[1][p.right]-match[k], 0)
		kin := 0.0
		if related != nil {
			kin = related[k]
		}
		levels := sm.levels(&p)
		one.add(levels, match[k]+kin)
		found.add(levels, 1)
		apart.add(levels, elsewhere*(1-kin))
	}
	scale := float64(len(random.pairs)) / s.pairs / sm.share()
	for i := range s.fields {
		if !s.fields[i].mixed(s.left != s.right) {
			continue
		}
		f, total := s.field(i), 0.0
		var counts [maxLevels]float64
		for j := range f.Levels {
			counts[j+1] = max(all[i][j+1]-one[i][j+1]*scale, (found[i][j+1]-one[i][j+1])*scale)
			if !s.finding && against > 0 && found[i][j+1]*scale >= mostFound*all[i][j+1] {
				counts[j+1] = apart[i][j+1] / against / sm.share() * float64(len(random.pairs))
			}
			total += counts[j+1]
		}
		for j := range f.Levels {
			f.Levels[j].U = (counts[j+1] + .5*min(scale, 1)) / (total + 1)
		}
	}
	s.apply()
}

// strangersBits is log2 of the likelihood of the levels of all pairs' words as strangers': what models with other chance shares are compared by.
func (s *Scorer) strangersBits(sm *sample, random strangers) (bits float64) {
	for i := range s.fields {
		if s.fields[i].kind != record.KindWords {
			continue
		}
		var all, found [maxLevels]float64
		for _, k := range random.pattern {
			all[random.of.at(k)[i]]++
		}
		for k := range sm.pairs {
			found[sm.levels(&sm.pairs[k])[i]]++
		}
		for j := range s.field(i).Levels {
			bits += max(all[j+1]*s.pairs/float64(len(random.pairs)), found[j+1]/sm.share()) * sm.share() * s.fields[i].logU[j+1]
		}
	}
	return bits
}

// mostFound is the part of the pairs of a level that are candidates where nearly all are.
const mostFound = .8

// hasWords says whether a column is compared by its words, or two tables have little but texts that are as rare as theirs.
func (s *Scorer) hasWords() bool {
	return slices.ContainsFunc(s.fields, func(f column) bool { return f.mixed(s.left != s.right) })
}

// mixed says whether the random pairs that are alike in a column may mostly be matches.
func (f *column) mixed(two bool) bool {
	return f.kind == record.KindWords || two && f.together && !f.whole
}
