package synth

// level is a preset of hardness: what makes the ordinary province harder to match.
type level struct {
	factor    float64            // every rate of error and of duplicates times this
	rates     map[string]float64 // errors of all sectors instead
	register  map[string]float64 // errors of the register instead
	newUnits  *NewUnits
	districts int
}

// levelOf returns a preset by its name; ordinary is the zero level.
func levelOf(name string) (l level, ok bool) {
	switch name {
	case "ordinary":
		return level{}, true
	case "hard":
		return level{
			factor:   2.5,
			rates:    map[string]float64{"id_missing": .20, "form_year_only": .10},
			newUnits: &NewUnits{Register: .75, Sectors: .5},
		}, true
	case "brutal":
		// Half of the numbers missing, a third of the dates years, half of the rows with two or more errors beside these,
		// addresses of both maps, and namesakes living together.
		return level{
			factor:    5,
			rates:     map[string]float64{"id_missing": .50, "form_year_only": .33},
			register:  map[string]float64{"id_missing": .05, "form_year_only": .02},
			newUnits:  &NewUnits{Register: .5, Sectors: .5},
			districts: 3,
		}, true
	}
	return level{}, false
}

// mostRaised is the highest rate that a level's factor makes of a lower one.
const mostRaised = .45

// harden lays a level over the configuration. The name must be known.
func (c *Config) harden(name string) {
	l, _ := levelOf(name)
	if l.factor == 0 {
		return
	}
	sectors := mapsOf(c.SectorErrors)
	for _, m := range append([]map[string]float64{c.Errors, c.RegisterErrors, c.Duplicates}, sectors...) {
		for k, v := range m {
			m[k] = min(v*l.factor, max(v, mostRaised))
		}
	}
	for k, v := range l.rates {
		c.Errors[k] = v
		for _, m := range sectors {
			delete(m, k)
		}
	}
	for k, v := range l.register {
		c.RegisterErrors[k] = v
	}
	if l.newUnits != nil {
		c.NewUnits = *l.newUnits
	}
	if l.districts > 0 {
		c.Districts = l.districts
	}
}
