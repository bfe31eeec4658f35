package match

// A register holds whole families, on one telephone often; a list of workers or taxpayers hardly any. So how often two persons of a table are relatives who share a number is
// learned from the table itself, of each number that is compared: the pairs that agree on it and are two persons, by those that the model expects of so many rows.
type sharing struct {
	comp     int
	times    float64 // as often as the model has it
	expected float64 // pairs of the sample who share it, as the model has it
	found    float64
}

const (
	sharingHeld = 5   // pairs that "as the model has it" is worth
	mostShared  = .95 // no class of relatives shares a number more often
)

// sharings returns those of one table, of which so many rows are in the sample.
func (s *scorer) sharings(records float64) (of []sharing) {
	for i := range s.comps {
		c := &s.comps[i]
		if c.def.Kind != KindKey {
			continue
		}
		rows := 0
		for row := range uint32(s.right.people.Rows()) {
			if s.at(s.right, row)[c.off] != 0 {
				rows++
			}
		}
		relatives := 0.
		for k, share := range c.s {
			relatives += s.phi[k] * share * c.m[codeSame]
		}
		have := float64(rows)
		of = append(of, sharing{comp: i, times: 1, expected: relatives * have * have / 2 * records / s.persons})
	}
	return of
}

// against returns a pair's likelihoods as strangers and as relatives.
func (sm *sample) against(i int, shared []sharing) (strangers, kin float64) {
	p := &sm.pairs[i]
	kin = p.kin
	for _, of := range shared {
		if sm.levels[int(p.levels)+of.comp] == codeSame {
			kin *= of.times
		}
	}
	return p.chance - p.kin, kin
}

// countSharing counts a pair that is two persons with this probability.
func (sm *sample) countSharing(i int, two float64, shared []sharing) {
	if len(shared) == 0 {
		return
	}
	strangers, kin := sm.against(i, shared)
	for k := range shared {
		if of := &shared[k]; sm.levels[int(sm.pairs[i].levels)+of.comp] == codeSame {
			of.found += two * kin / (strangers + kin)
		}
	}
}

// settleSharing ends a round of EM.
func settleSharing(shared []sharing) {
	for k := range shared {
		of := &shared[k]
		of.times = (of.found + sharingHeld) / (of.expected + sharingHeld)
		of.found = 0
	}
}

// shares returns the shares of a comparison as they have been learned.
func (of *sharing) shares(before map[Relative]float64) map[Relative]float64 {
	after := make(map[Relative]float64, len(before))
	for class, share := range before {
		after[class] = min(mostShared, roundTo(share*of.times, 1e6))
	}
	return after
}
