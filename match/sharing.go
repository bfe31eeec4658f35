package match

import "slices"

// A register holds whole families, on one telephone often; a list of workers or taxpayers hardly any. So how often two persons of a table are relatives who share a number is
// learned from the table itself, of each number that is compared: the pairs that agree on it and are two persons, by those that the model expects of so many rows.
//
// What a sector's own number is a number of, its name does not tell for sure: a person, a household that has a contract, a class. So of these it is also learned
//   - how many rows stand on the number of a stranger, by all pairs that share it and are two persons;
//   - how many rows share it with another person at all. Who shares it may as well be a relative, of whom a list of names and dates alone does not tell that he is one: no
//     class of relatives is taken to share it more seldom, so that a household's number tells a man neither from his son nor from his twin;
//   - with how many others. A number of more than share a home is one of a class, an office, a village, whose people are of one age or live together, and tells nothing.
type sharing struct {
	comp           int
	kin, strangers often
	rows           float64 // of the sample, with a number that not too many have
	sharing        float64 // of these, with another person on it
	others         float64 // persons beside its own on the number of a row, in the mean
	found          struct{ sharing, others float64 }
}

// often is how many times as often as the model has it something is found, of so many pairs that it expects.
type often struct {
	times           float64
	expected, found float64
}

const (
	sharingHeld = 5   // pairs that "as the model has it" is worth
	mostShared  = .95 // no class of relatives shares a number more often
	mostPaired  = 100 // rows: pairs that share what more rows have are not all compared
	mostAtHome  = 8   // others that share a home
	ofHomes     = .3  // a number that a household shares as often is its home's: between two rows a generation apart it tells nothing
)

// sharings returns those of one table, of which so many rows are in the sample.
func (s *scorer) sharings(records float64) (of []sharing) {
	for i := range s.comps {
		c := &s.comps[i]
		if c.def.Kind != KindKey || c.idle {
			continue
		}
		numbers := c.cmp.(*codeComparer)
		have, few, onOthers := 0., 0., 0.
		for code, rows := range numbers.rows {
			if code == 0 {
				continue
			}
			have += float64(rows)
			if rows <= mostPaired {
				few += float64(rows)
				onOthers += float64(rows) * c.u[codeSame] * numbers.same[code]
			}
		}
		relatives := 0.
		for k, share := range c.s {
			relatives += s.phi[k] * share * c.m[codeSame]
		}
		sh := sharing{comp: i, rows: few * records / s.persons}
		sh.kin = often{times: 1, expected: relatives * have * have / 2 * records / s.persons}
		sh.strangers = often{times: 1, expected: onOthers * have / 2 * records / s.persons}
		of = append(of, sh)
	}
	return of
}

// against returns a pair's likelihoods as strangers and as relatives.
func (sm *sample) against(i int, shared []sharing) (strangers, kin float64) {
	p := &sm.pairs[i]
	strangers, kin = p.chance-p.kin, p.kin
	for k := range shared {
		if of := &shared[k]; sm.levels[int(p.levels)+of.comp] == codeSame {
			strangers *= of.strangers.times
			kin *= of.kin.times
		}
	}
	return strangers, kin
}

// countSharing counts a pair that is two persons with this probability.
func (s *scorer) countSharing(sm *sample, i int, two float64, shared []sharing) {
	if len(shared) == 0 {
		return
	}
	strangers, kin := sm.against(i, shared)
	for k := range shared {
		of := &shared[k]
		p := &sm.pairs[i]
		if sm.levels[int(p.levels)+of.comp] != codeSame {
			continue
		}
		of.kin.found += two * kin / (strangers + kin)
		of.strangers.found += two * strangers / (strangers + kin)
		if rows := s.comps[of.comp].bearers(s.at(s.right, p.right)); rows <= mostPaired {
			of.found.sharing += 2 * two / float64(rows-1)
			of.found.others += 2 * two
		}
	}
}

// bearers is how many rows have a row's number.
func (c *comp) bearers(row []uint32) uint32 { return c.cmp.(*codeComparer).rows[row[c.off]] }

// settleSharing ends a round of EM.
func (s *scorer) settleSharing(shared []sharing) {
	for k := range shared {
		of := &shared[k]
		c := &s.comps[of.comp]
		of.kin.settle()
		if !c.own {
			continue
		}
		of.strangers.settle()
		if of.rows > 0 {
			of.sharing, of.others = min(1, of.found.sharing/of.rows), of.found.others/of.rows
		}
		of.found.sharing, of.found.others = 0, 0
		if share := slices.Max(c.s[:]); share > 0 {
			of.kin.times = max(of.kin.times, of.sharing/share)
		}
	}
}

func (o *often) settle() {
	o.times = (o.found + sharingHeld) / (o.expected + sharingHeld)
	o.found = 0
}

// shares returns the shares of a comparison as they have been learned.
func (of *sharing) shares(c *comp) map[Relative]float64 {
	before := c.def.Shared
	after := make(map[Relative]float64, len(before))
	for class, share := range before {
		after[class] = min(mostShared, roundTo(share*of.kin.times, 1e6))
	}
	if c.own {
		for _, class := range [...]Relative{Sibling, Twin, Household, Child} {
			after[class] = max(after[class], min(mostShared, roundTo(of.sharing, 1e6)))
		}
	}
	return after
}

// quietLarger lets the numbers that more than a home's people share tell nothing from now on, in the model too, and says whether there are any.
func (s *scorer) quietLarger(sm *sample, m *Model, shared []sharing) (any bool) {
	for _, of := range shared {
		if of.others > mostAtHome {
			c := &s.comps[of.comp]
			c.quiet()
			m.comparison(c.def.Name).Idle, any = true, true
		}
	}
	if any {
		sm.rescore(s)
	}
	return any
}
