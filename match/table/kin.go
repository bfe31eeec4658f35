package table

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// Tables of families, of branches or of models hold pairs that are not one entity and yet share far more than strangers do. To
// a model that knows strangers alone, a brother whose parents and address agree is a match with a few errors. The related
// pairs are therefore a class of their own, learned with the others: of some columns their values are the same as often as a
// match's, of others as seldom as strangers'. Only where the data show such a class clearly is it used.
const (
	relatedSample = 200_000 // pairs that are looked at to find where EM is to begin
	relatedRounds = 12
	relatedLeast  = 30  // fewer related pairs than this, among those looked at, are no class
	relatedMany   = .5  // as are fewer than this for each match: those few that agree in all but their names may be matches with errors; …
	relatedSure   = .05 // … but so many are enough where two columns tell them apart, …
	relatedTwo    = .5  // … each by so much: they have it the more as strangers have it than as matches do, …
	relatedTold   = .1  // … being told of both rows in this share of the pairs
	relatedShared = .45 // what it shares has no more than this in common with strangers, …
	relatedApart  = .85 // … what tells it apart this at least, …
	relatedUnlike = .25 // … and no more than this with matches; …
	relatedFilled = .25 // … and it is told of both rows in this share of the pairs at least
	relatedBorn   = .5  // related pairs of which so many have one birth date are born together

	calledAlike = 1e-4 // strangers whose names are alike are this many at least where two tables write names in one script
)

// startRelated begins the class: half of each column as matches have it, half as strangers.
func (f *Field) startRelated() {
	kind, _ := record.ParseKind(f.Kind)
	for j, prior := range priorLevels(kind) {
		l := &f.Levels[j]
		if f.idle {
			prior.m = l.U
		}
		l.Related = max((prior.m+l.U)/2, lowestM)
	}
}

// startApart begins the class with one column as strangers have it, and all others as matches.
func (s *Scorer) startApart(apart int) {
	for i := range s.fields {
		for j, prior := range s.levels(i) {
			s.field(i).Levels[j].Related = max(prior.m, lowestM)
		}
	}
	s.holdApart(apart)
}

// holdApart sets what tells related pairs apart to strangers' shares. Of a whole name that is how often it is the same: what else two share of it, as those of
// one home share the surname, they share as they do, and those shares stay in proportion.
func (s *Scorer) holdApart(i int) {
	levels, held := s.field(i).Levels, s.sameName(i)
	if held == 0 {
		held = len(levels)
	}
	rest, others := 1.0, 0.0
	for j := range levels {
		if l := &levels[j]; j < held {
			l.Related = max(l.U, lowestM)
			rest -= l.Related
		} else {
			others += l.Related
		}
	}
	for j := held; j < len(levels); j++ {
		levels[j].Related *= rest / others
	}
}

// findRelated looks for related pairs in a part of the sample. It leaves the model with the class begun, or as it was.
//
// Of persons there may be two: those of one street or town, who are most of what candidates are, and within these those of one home, whom no more than their given
// names and birth dates tell apart. Beside a class of the one the others would be matches with errors.
func (s *Scorer) findRelated(sm *sample) {
	if s.hasWords() { // what competition turns away shows them: see findOnce
		return
	}
	part := s.hopeful(sm, 2, relatedSample)
	before := s.model.clone()
	_, none := s.learned(part)
	*s.model = *before.clone()
	one, ok := s.findClass(part, none)
	if !ok || !s.ofPersons() || s.namedApart(ofRelated) {
		return
	}
	first, apart := s.model.clone(), s.apart
	*s.model = *before
	s.setAside(first)
	if _, ok := s.findClass(part, one); !ok || !s.namedApart(ofRelated) {
		*s.model, s.apart = *first, apart
		s.apply()
	}
}

// findClass looks for a class of related pairs beside those the model has, which leave the comparisons so probable, in bits. It leaves the model with the class begun and
// returns how probable they are with it, or leaves it as it was.
//
// EM comes to what is near to where it begins, and there may be several classes of pairs that share some columns and not others: who has moved shares all but the
// home, and who lives together all but the given name. So EM is begun with every column half as matches have it, and with each that may tell related pairs apart as
// strangers have it. Of the classes it comes to that are related pairs the one counts that makes the comparisons the most probable.
func (s *Scorer) findClass(part *sample, none float64) (most float64, ok bool) {
	before := s.model.clone()
	best, most, apart := before, math.Inf(-1), -1
	try := func(column int) {
		s.model.Related, s.apart = s.start(), column
		s.apply()
		related, bits := s.learned(part)
		named := s.namedApart(ofRelated)
		if bits > most && related >= relatedLeast && s.enoughRelated(s.model.Related, s.model.Matches, ofRelated, column) && s.isRelated(ofRelated) &&
			(named || bits-s.classCost() > none) && !((named || s.namedAlike(ofRelated)) && s.bornTogether(ofRelated)) {
			best, most, apart, ok = s.model.clone(), bits, column, true
		}
		*s.model = *before.clone()
	}
	for i := range s.model.Fields {
		s.model.Fields[i].startRelated()
	}
	try(-1)
	for i := range s.fields {
		if s.tellsApart(i) {
			s.startApart(i)
			try(i)
		}
	}
	*s.model, s.apart = *best, apart
	s.apply()
	return most, ok
}

// findMoved looks whether the matches that differ much are those of persons who have moved: whether EM makes the comparisons more probable if it begins
// with matches whose home is as strangers have it and all else the same.
func (s *Scorer) findMoved(sm *sample) {
	if !s.mayMove() {
		return
	}
	part := sm.part(relatedSample)
	before := s.model.clone()
	_, most := s.learned(part)
	best := s.model.clone()
	*s.model = *before
	s.startMoved()
	if _, bits := s.learned(part); bits > most {
		best = s.model.clone()
	} else {
		s.moved = false
	}
	*s.model = *best
	s.apply()
}

// learned runs EM for some rounds, and returns how many related pairs are expected in the sample and log2 of the likelihood, −Inf where there was too little to
// learn from.
func (s *Scorer) learned(sm *sample) (related, bits float64) {
	var t modelfile.Training
	related = s.em(sm, &t, relatedRounds)
	if len(t.Kept) > 0 {
		return related, math.Inf(-1)
	}
	_, bits = s.expect(sm, s.model.Matches, func(expected) {})
	return related, bits
}

// mayMove says whether the table is of persons and tells where they live, and that or how else they are reached in two columns at least: of one alone, another value may be an error.
func (s *Scorer) mayMove() bool {
	names, homes, reached := 0, 0, 0
	for i := range s.fields {
		switch r := s.field(i).Role; {
		case r == record.RoleFullName:
			names += 2
		case r == record.RoleGivenName, r == record.RoleSurname:
			names++
		case r.Home():
			homes++
		case r.Reaches():
			reached++
		}
	}
	return names >= 2 && homes >= 1 && homes+reached >= 2
}

// ofPersons says whether the table is surely of persons: it has both parts of a name, or a whole one that is no title nor a firm's.
func (s *Scorer) ofPersons() bool {
	parts := map[record.Role]bool{}
	for i := range s.fields {
		r := s.field(i).Role
		if r == record.RoleFullName && s.namesPerson(i) {
			return true
		}
		parts[r] = true
	}
	return parts[record.RoleGivenName] && parts[record.RoleSurname]
}

// startMoved begins the matches that differ much as those of persons who have moved.
func (s *Scorer) startMoved() {
	s.moved = true
	s.model.Poor = priorPoor
	for i := range s.fields {
		for j, share := range s.poorPrior(i) {
			s.field(i).Levels[j].Poor = share
		}
	}
	s.apply()
}

// poorPrior are a column's prior shares among matches that differ much. Of one who has moved the home is as strangers have it, what else they are
// reached by half so, and the rest as any match has it.
func (s *Scorer) poorPrior(i int) []float64 {
	f := s.field(i)
	prior := s.levels(i)
	shares := make([]float64, len(prior))
	for j, l := range prior {
		switch {
		case f.idle:
			shares[j] = l.m
		case !s.moved:
			shares[j] = l.poor()
		case f.Role.Home():
			shares[j] = max(f.Levels[j].U, lowestM)
		case f.Role.Reaches():
			shares[j] = max((l.m+f.Levels[j].U)/2, lowestM)
		default:
			shares[j] = l.m
		}
	}
	return shares
}

// tellsApart says whether a column may tell related pairs from matches. Where somebody lives tells nobody apart: pairs that share all else are those
// of one who has moved. Nor, of persons, does their trade or what else is said of them, which changes as the home does, or with it. Nor does a name that is told
// twice, whole and in parts: of pairs that share all else, the parts were told in another order.
func (s *Scorer) tellsApart(i int) bool {
	if s.field(i).idle {
		return false
	}
	for _, c := range s.left.Table.Columns {
		if c.Field == s.fields[i].name && c.Shared {
			return false
		}
	}
	switch r := s.field(i).Role; {
	case r.Reaches():
		return false
	case r == record.RoleCategory, r == record.RoleText:
		return !s.ofPersons()
	}
	return true
}

// filled is the share of the pairs of rows of which both have a value in a column.
func (s *Scorer) filled(i int) float64 {
	f := &s.fields[i]
	if s.left == s.right {
		part := f.total / float64(max(s.left.Rows(), 1))
		return part * part
	}
	left := 0.0
	for _, n := range f.leftCount {
		left += n
	}
	return left / float64(max(s.left.Rows(), 1)) * (f.total - left) / float64(max(s.right.Rows(), 1))
}

// ofRelated, ofStrangers and ofMatches are a level's share among related pairs, strangers and matches.
func ofRelated(l Level) float64 { return l.Related }

func ofStrangers(l Level) float64 { return l.U }

func ofMatches(l Level) float64 { return l.M }

// isRelated says whether a class learned is one of related pairs: two columns are shared, and one tells apart, being as strangers have it.
//
// Where somebody lives tells apart only what is called differently too: who has moved is called as before. Firms of one trade and town share the words of the trade, which
// neither strangers do nor rows of one firm, and no street, postcode or telephone.
func (s *Scorer) isRelated(class func(Level) float64) bool {
	return s.isRelatedBy(class, s.strangeness)
}

// isRelatedBy is isRelated where by is how much a column tells a class apart.
func (s *Scorer) isRelatedBy(class func(Level) float64, by telling) bool {
	shared, apart, home, another := 0, 0, 0, false
	for i := range s.fields {
		switch same, other := s.standing(i, class); {
		case same:
			shared++
		case other:
			apart++
		case s.field(i).Role.Reaches() && s.asStrangers(i, class):
			home++
		}
		another = another || s.tellsApart(i) && s.filled(i) >= relatedFilled && s.inCommon(i, class, ofMatches) <= relatedUnlike
	}
	return shared >= 2 && (apart >= 1 || home >= 1 && another || s.twiceApart(class, by, -1))
}

// enoughRelated says whether so many pairs of such a class, begun with a column held as strangers have it (-1 none), are too many beside so many matches to be matches
// with errors.
func (s *Scorer) enoughRelated(related, matches float64, class func(Level) float64, held int) bool {
	if s.twiceApart(class, s.strangeness, held) {
		return related >= relatedSure*matches
	}
	return related >= relatedMany*matches
}

// telling is by how much a column tells a class apart.
type telling func(column int, class func(Level) float64) float64

// strangeness is how much more a class has in common with strangers than with matches.
func (s *Scorer) strangeness(i int, class func(Level) float64) float64 {
	return s.inCommon(i, class, ofStrangers) - s.inCommon(i, class, ofMatches)
}

// twiceApart says whether two columns beside that held tell a class apart. An error may leave nothing of one; of two, such as the given name and the birth date, it leaves something in
// most of the pairs.
func (s *Scorer) twiceApart(class func(Level) float64, by telling, held int) bool {
	apart := 0
	for i := range s.fields {
		if i != held && s.tellsApart(i) && s.filled(i) >= relatedTold && by(i, class) >= relatedTwo {
			apart++
		}
	}
	return apart >= 2
}

// classCost is what a class of related pairs costs in bits before it makes anything more probable: half the logarithm of its pairs (Schwarz, Annals of Statistics 6,
// 1978) for how many they are, and for how far they agree in each column. Levels of a column are not counted apart: their shares are held by those of the start.
func (s *Scorer) classCost() float64 {
	return float64(1+len(s.fields)) / 2 * math.Log2(max(s.model.Related, 1))
}

// namedApart says whether what tells such a class apart is a person's name.
func (s *Scorer) namedApart(class func(Level) float64) bool {
	for i := range s.fields {
		if _, apart := s.standing(i, class); apart && s.namesPerson(i) {
			return true
		}
	}
	return false
}

// namedAlike says whether such a class has persons' names in common. Who bears one name and was born on one day is one person, whatever number each of several
// hospitals or years gave them: no relatives are so, and namesakes who are share nothing else.
func (s *Scorer) namedAlike(class func(Level) float64) bool {
	names := 0
	for i := range s.fields {
		if !s.namesPerson(i) || s.filled(i) < relatedFilled {
			continue
		}
		if shared, _ := s.standing(i, class); !shared {
			return false
		}
		names++
	}
	return names > 0
}

// bornTogether says whether such a class has a birth date in common. Those who live together are hardly ever born together: what is so and bears another name may as well be one
// person whose name is spelled in another way.
//
// What counts is that the date is the same, with an error or without. Those of a couple are a few years apart, which strangers' are not either.
func (s *Scorer) bornTogether(class func(Level) float64) bool {
	for i := range s.fields {
		if !s.birth(i) || s.filled(i) < relatedFilled {
			continue
		}
		same := 0.0
		for _, l := range s.field(i).Levels {
			if sameBirth(l.Name) {
				same += class(l)
			}
		}
		if same >= relatedBorn {
			return true
		}
	}
	return false
}

// sameBirth says whether a level of dates is one of the same date, with errors.
func sameBirth(level string) bool {
	switch level {
	case "exact", "swapped", "slip", "partial", "two_parts":
		return true
	}
	return false
}

// foundStrange is what those that EM holds for matches have in common with strangers in a column. Of a whole name all that says that it is another one is one thing.
func (s *Scorer) foundStrange(i int) (common float64) {
	f, same, others := s.field(i), s.sameName(i), [2]float64{}
	for j, l := range f.Levels {
		if same > 0 && j >= same {
			others[0], others[1] = others[0]+f.found[j+1], others[1]+l.U
		} else {
			common += min(f.found[j+1], l.U)
		}
	}
	return common + min(others[0], others[1])
}

// oneBirth says whether what was learned as matches has a birth date in common, most of them at least.
func (s *Scorer) oneBirth() bool {
	for i := range s.fields {
		if s.birth(i) && s.ofPersons() && s.filled(i) >= relatedFilled && s.foundStrange(i) <= relatedShared {
			return true
		}
	}
	return false
}

// birth says whether a column tells when somebody was born.
func (s *Scorer) birth(i int) bool {
	for _, c := range s.left.Table.Columns {
		if c.Field == s.fields[i].name {
			return c.Birth
		}
	}
	return false
}

// namesPerson says whether a column has persons' given names or whole ones, which are no titles nor firms' names.
func (s *Scorer) namesPerson(i int) bool {
	switch s.field(i).Role {
	case record.RoleGivenName:
		return s.ofPersons()
	case record.RoleFullName:
		return s.fields[i].whole || s.fields[i].kind == record.KindName
	}
	return false
}

// standing says whether a class shares a column as matches do, and whether the column tells it apart, being as strangers have it. What most rows leave blank tells
// most of the class's pairs from matches by nothing.
func (s *Scorer) standing(i int, class func(Level) float64) (shared, apart bool) {
	if s.inCommon(i, class, ofStrangers) <= relatedShared {
		return true, false
	}
	return false, s.tellsApart(i) && s.asStrangers(i, class)
}

// asStrangers says whether a class has a column as strangers have it and not as matches do, in pairs enough.
func (s *Scorer) asStrangers(i int, class func(Level) float64) bool {
	return s.inCommon(i, class, ofStrangers) >= relatedApart && s.inCommon(i, class, ofMatches) <= relatedUnlike && s.filled(i) >= relatedFilled
}

// inCommon is what two classes of pairs have in common in a column: 1 where they are the same, 0 where one never is as the other. Of a whole name all that says
// that it is another one is one thing: what words are the same even so tells matches and related pairs not from each other.
func (s *Scorer) inCommon(i int, one, two func(Level) float64) (common float64) {
	same, others := s.sameName(i), [2]float64{}
	for j, l := range s.field(i).Levels {
		if same > 0 && j >= same {
			others[0], others[1] = others[0]+one(l), others[1]+two(l)
		} else {
			common += min(one(l), two(l))
		}
	}
	return common + min(others[0], others[1])
}

// takeRelated looks whether what was learned as matches with a poor record are related pairs. A poor record errs in many columns, each of
// which still tells something; what is wholly strange in one and agrees in others is another thing. It moves them to a class of their own.
func (s *Scorer) takeRelated() bool {
	if s.hasWords() {
		return false
	}
	poor := s.model.Poor * s.model.Matches
	if s.model.Related >= relatedLeast || poor < relatedLeast || !s.enoughRelated(poor, s.model.Matches-poor, ofPoor, -1) || !s.isRelated(ofPoor) || s.namedAlike(ofPoor) && s.bornTogether(ofPoor) {
		return false
	}
	s.poorAside(false, func(i int) []priorLevel { return priorLevels(s.fields[i].kind) })
	return true
}

// poorAside makes related pairs of the matches with a poor record, of no further sort or of one more, and begins the latter anew with prior shares of each column.
func (s *Scorer) poorAside(further bool, prior func(i int) []priorLevel) {
	m := s.model
	poor := m.Poor * m.Matches
	if further {
		m.Sorts = append(m.Sorts, poor)
	} else {
		m.Related = poor
	}
	for i := range s.fields {
		for j, p := range prior(i) {
			l := &s.field(i).Levels[j]
			if further {
				l.Sorts = append(l.Sorts, l.Poor)
			} else {
				l.Related = l.Poor
			}
			l.Poor = p.poor()
		}
	}
	m.Matches, m.Poor, s.apart = m.Matches-poor, priorPoor, -1
	s.apply()
}

// calledApart says whether what was learned as matches are called differently: a name of persons which both tables have in common is as strangers have it. Two
// lists that have nobody in common, and whose rows live together, have no matches, and those who live together share most.
func (s *Scorer) calledApart() bool {
	for i := range s.fields {
		if !s.namesPerson(i) || s.filled(i) < relatedFilled {
			continue
		}
		alike := 0.0
		for _, l := range s.field(i).Levels {
			if l.Name != "other" && l.Name != "swapped" {
				alike += l.U
			}
		}
		if alike < calledAlike {
			continue
		}
		if s.foundStrange(i) >= relatedApart {
			return true
		}
	}
	return false
}

// takeOthers makes of matches that are called differently the related pairs they are, and begins the matches anew.
func (s *Scorer) takeOthers() bool {
	if s.hasWords() || s.model.Related > 0 || !s.calledApart() || s.oneBirth() {
		return false
	}
	s.model.Related, s.model.Matches, s.model.Poor, s.apart = s.model.Matches, s.start(), priorPoor, -1
	for i := range s.fields {
		levels := s.levels(i)
		for j, prior := range levels {
			l := &s.field(i).Levels[j]
			l.Related, l.M, l.Poor = l.M, prior.m, prior.poor()
		}
	}
	s.apply()
	return true
}

// maximizeRelated sets a column's shares among related pairs to the expected ones, and those of the column the class was begun with to strangers': where
// nothing but that column tells related pairs from matches, how often it agrees among the one and how often among the other cannot both be learned.
func (s *Scorer) maximizeRelated(i int, counts [maxLevels]float64) {
	f := s.field(i)
	for j, share := range relatedShares(f, counts) {
		f.Levels[j].Related = share
	}
	if i == s.apart {
		s.holdApart(i)
	}
}

// maximizeSort does so for related pairs of a further sort.
func (s *Scorer) maximizeSort(i, k int, counts [maxLevels]float64) {
	f := s.field(i)
	for j, share := range relatedShares(f, counts) {
		f.Levels[j].Sorts[k] = share
	}
}

// relatedShares are the expected shares of a column's levels among related pairs, half as matches have them and half as strangers as pseudo-counts.
func relatedShares(f *Field, counts [maxLevels]float64) []float64 {
	start := Field{Kind: f.Kind, idle: f.idle, Levels: append([]Level(nil), f.Levels...)}
	start.startRelated()
	total, mass := 0.0, 0.0
	for j, l := range start.Levels {
		total += counts[j+1]
		mass += l.Related
	}
	shares := make([]float64, len(start.Levels))
	for j, l := range start.Levels {
		shares[j] = max((counts[j+1]+pseudoPairs*l.Related/mass)/(total+pseudoPairs), lowestM)
	}
	return shares
}

// kin is log2 of the likelihood of levels among related pairs, their share counted in; −Inf where there are none.
func (s *Scorer) kin(levels []uint8) float64 {
	sum := s.related
	if math.IsInf(sum, -1) {
		return sum
	}
	for i, level := range levels {
		if level != missing {
			sum += s.fields[i].kin[level]
		}
	}
	for k := range s.sorts {
		sum = addBits(sum, s.sortOf(k, levels))
	}
	return sum
}

// sortOf is kin of a further sort alone.
func (s *Scorer) sortOf(k int, levels []uint8) float64 {
	sum := s.sorts[k]
	for i, level := range levels {
		if level != missing {
			sum += s.fields[i].sorts[k][level]
		}
	}
	return sum
}

// addBits is log2 of the sum of what a and b are log2 of.
func addBits(a, b float64) float64 {
	most := max(a, b)
	return most + math.Log2(math.Exp2(a-most)+math.Exp2(b-most))
}

// unrelated is log2 of the chance of levels as two entities, strangers or related.
func (s *Scorer) unrelated(levels []uint8, chance float64) float64 {
	return unrelated(chance, s.kin(levels))
}

func unrelated(chance, kin float64) float64 {
	if math.IsInf(kin, -1) {
		return chance
	}
	return addBits(chance, kin)
}

func (m *Model) clone() *Model {
	c := *m
	c.Fields = append([]Field(nil), m.Fields...)
	for i := range c.Fields {
		c.Fields[i].Levels = append([]Level(nil), m.Fields[i].Levels...)
		for j := range c.Fields[i].Levels {
			l := &c.Fields[i].Levels[j]
			l.Sorts = slices.Clone(l.Sorts)
		}
	}
	c.Sorts = slices.Clone(m.Sorts)
	return &c
}

// hopeless is how little a pair may weigh, in bits and with the prior, that no class of pairs which are alike could take it for one of its own.
const hopeless = -12

// hopeful is the part of a sample that a class of pairs which are alike may be of, of no more pairs than most: without the columns, so many as spare, that speak most
// against it, a pair is not nearly impossible. Candidates that share a year or a town and nothing else are most of many a sample, and a part taken of all
// would hold too few of the others to tell what classes they are of.
func (s *Scorer) hopeful(sm *sample, spare, most int) *sample {
	odds := s.Prior()
	if s.model.Matches == 0 {
		odds = math.Log2(min(s.start()/s.pairs, .5))
	}
	n := len(s.fields)
	kept := make([][]sampled, (len(sm.pairs)+stretch-1)/stretch)
	parallel.Stretches(len(sm.pairs), stretch, s.threads, func(from, to int) {
		against := make([]float64, n)
		for k := from; k < to; k++ {
			p := &sm.pairs[k]
			sum := odds
			codes := s.codes(s.l, p.left)
			for i, level := range sm.levels(p) {
				f := &s.fields[i]
				switch level {
				case missing:
					against[i] = 0
				case exact:
					against[i] = max(f.logM[level], f.poor[level]) - f.exact[codes[i]]
				default:
					against[i] = max(f.logM[level], f.poor[level]) - f.logU[level]
				}
				sum += against[i]
			}
			for range spare {
				worst := 0
				for i, bits := range against {
					if bits < against[worst] {
						worst = i
					}
				}
				sum -= min(against[worst], 0)
				against[worst] = 0
			}
			if sum >= hopeless || p.label != pair.Unlabelled {
				kept[from/stretch] = append(kept[from/stretch], *p)
			}
		}
	})
	part := sm.with(slices.Concat(kept...))
	return part.part(most)
}
