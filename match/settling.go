package match

import "github.com/doisanh/doisanh/match/modelfile"

// settling returns the model by which candidates are found, and the one they are weighed by afterwards; nil where that is the same.
func (m *Model) settling() (by, rates *Model) {
	if m.Training == nil || m.Training.Settled != modelfile.SettledByShipped {
		return m, nil
	}
	return m.Shipped(), m
}

// beside returns the model by which a dataset's candidates are found, and the one with the rates of error that a run found in that dataset; nil where there are
// none. The run learned them from the candidates that the model had brought: with the model found anew by them a few candidates are others.
func (m *Model) beside(dataset string) (by, rates *Model) {
	if m.Datasets[dataset] == nil {
		return m, nil
	}
	return m, m.For(dataset)
}

// Shipped returns a model with the shipped rates of error where it has those that a run learned once its candidates were found (modelfile.SettledByShipped): what that run
// began with. Any other model is returned as it is.
func (m *Model) Shipped() *Model {
	if m.Training == nil || m.Training.Settled != modelfile.SettledByShipped {
		return m
	}
	c, shipped := m.clone(), PriorModel()
	c.Training, c.LookedUp = nil, shipped.LookedUp
	for i := range c.Comparisons {
		given := &c.Comparisons[i]
		def := shipped.comparison(given.Name)
		if def == nil {
			continue
		}
		given.Shared, given.Missing, given.Idle = def.Shared, def.Missing, def.Idle
		for j, l := range def.Levels {
			given.Levels[j].M, given.Levels[j].U = l.M, l.U
		}
	}
	return c
}

// weighBy takes over the rates of error of a model of the same comparisons.
func (s *scorer) weighBy(m *Model) {
	if s.left != s.right {
		s.lookedUp = m.LookedUp
	}
	for i := range s.comps {
		c := &s.comps[i]
		def := m.comparison(c.def.Name)
		for j, l := range def.Levels {
			c.m[j+1], c.u[j+1] = l.M, l.U
		}
		c.shareAs(def.Shared)
		if def.Idle {
			c.quiet()
		}
		c.settle(def.Missing)
	}
}
