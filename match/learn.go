package match

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// Learned are the rates of error that Link found in one dataset, in place of the model's.
type Learned struct {
	Training *modelfile.Training `json:"training"`
	// M is each comparison's share of same-person pairs by level, in the order of the levels; comparisons that the two
	// tables have no fields for are left out.
	M map[string][]float64 `json:"m"`
	// U is each comparison's share of strangers by level, in the order of the levels, of the comparisons of which random pairs tell it:
	// those that have a level most strangers are on, whatever the values.
	U map[string][]float64 `json:"u,omitempty"`
	// Shared is, of the numbers of one table, how often relatives share them.
	Shared map[string]map[Relative]float64 `json:"shared,omitempty"`
	// Missing is what missing values say, of the comparisons where they say anything.
	Missing map[string]Silence `json:"missing,omitempty"`
	// LookedUp is Model.LookedUp as the dataset's records have it; 0 in one table.
	LookedUp float64 `json:"looked_up,omitempty"`
	// Idle are the comparisons, of one table, that were found to tell nothing (Comparison.Idle).
	Idle []string `json:"idle,omitempty"`
}

// For returns the model for one dataset: with its own rates of error where Datasets has them, m itself where not.
func (m *Model) For(dataset string) *Model {
	own := m.Datasets[dataset]
	if own == nil {
		return m
	}
	c := m.clone()
	c.Datasets, c.Training = nil, own.Training
	if own.LookedUp > 0 {
		c.LookedUp = own.LookedUp
	}
	for i := range c.Comparisons {
		def := &c.Comparisons[i]
		for j, v := range own.M[def.Name] {
			def.Levels[j].M = v
		}
		for j, v := range own.U[def.Name] {
			def.Levels[j].U = v
		}
		if shared := own.Shared[def.Name]; shared != nil {
			def.Shared = shared
		}
		if is, ok := own.Missing[def.Name]; ok {
			def.Missing = &is
		}
		def.Idle = def.Idle || slices.Contains(own.Idle, def.Name)
	}
	return c
}

// learn re-estimates m and u, what missing values say, and of one table how often relatives share a number, from the sample of a run, and scores with
// them from now on. Where two tables have too few matches to learn from it leaves all as it was, and returns no M.
func (s *scorer) learn(sm *sample, opt Options) *Learned {
	m := s.model.clone()
	var random [][maxLevels]float64
	var drawn int
	threads := s.threads
	if s.ownMask(true) != 0 {
		threads = 1 // random pairs come first, for a number that is seen to tell nothing is compared no more (quiet)
	}
	parallel.Each(2, threads, func(i int) {
		if i == 0 {
			random, drawn = s.random(runPairs)
			return
		}
		sm.sort()
		sm.label(s, opt.Same, opt.Different)
		m.Training = &modelfile.Training{Pairs: len(sm.pairs), Labelled: sm.labelled}
		s.learnM(sm, m)
	})
	out := &Learned{Training: m.Training}
	roundTraining(m.Training)
	if m.Training.KeptAll() && s.left != s.right {
		return out
	}
	s.learnU(m, random, drawn)
	if s.lookedUp > 0 {
		out.LookedUp = roundTo(m.LookedUp, 1e6)
		s.lookedUp = out.LookedUp
	}
	out.M, out.U = map[string][]float64{}, map[string][]float64{}
	shared := map[string]map[Relative]float64{}
	if !opt.Without.has(Missing) {
		out.Missing = s.learnSilence(sm)
	}
	for i := range s.comps {
		c := &s.comps[i]
		def := m.comparison(c.def.Name)
		levels := def.Levels
		if def.Idle {
			out.Idle = append(out.Idle, def.Name)
		}
		m := make([]float64, len(levels))
		for j := range levels {
			// Rounded, so that the order of the rows, in which the sums are formed, cannot show.
			m[j] = roundTo(levels[j].M, 1e6)
			c.m[j+1] = m[j]
		}
		if u, differs := c.learnedU(levels); differs {
			out.U[c.def.Name] = u
		}
		if s.left == s.right && def.Kind == KindKey {
			c.shareAs(def.Shared)
			shared[def.Name] = def.Shared
		}
		missing := c.def.Missing
		if is, ok := out.Missing[c.def.Name]; ok {
			missing = &is
		}
		c.settle(missing)
		out.M[c.def.Name] = m
	}
	if len(shared) > 0 {
		out.Shared = shared
	}
	return out
}

// learnedU takes over the chance shares of learned levels, and reports whether they differ from those it had.
func (c *comp) learnedU(levels []Level) (u []float64, differs bool) {
	u = make([]float64, len(levels))
	for j := range levels {
		u[j] = c.u[j+1]
		if v := roundTo(levels[j].U, 1e6); levels[j].U != c.u[j+1] {
			u[j], differs = v, true
		}
		c.u[j+1] = u[j]
	}
	return u, differs
}

func roundTo(v, unit float64) float64 { return max(math.Round(v*unit)/unit, 1/unit) }

// rescore gives the candidates of all rows their likelihood ratios anew.
func (s *scorer) rescore(list []candidate, threads int) {
	inStretches(len(list), threads, func(from, to int) {
		w := s.worker()
		defer s.release(w)
		var pairs [touchAhead]record.Pair
		for from < to {
			next, n := from, 0
			for ; next < to && n < len(pairs); next++ {
				if c := &list[next]; c.lr != 0 {
					pairs[n] = record.Pair{Left: uint32(next / topK), Right: c.row}
					n++
				}
			}
			s.touch(pairs[:n], w)
			for i := from; i < next; i++ {
				if c := &list[i]; c.lr != 0 {
					c.lr = float32(min(s.ratio(uint32(i/topK), c.row, w), math.MaxFloat32))
				}
			}
			from = next
		}
	})
}

// newSample makes a sample of a table's rows, drawn by their ids, so whatever the order of the rows.
func newSample(s *scorer) *sample {
	rows, limit := s.left.people.Rows(), ^uint64(0)
	if rows > sampleRecords {
		limit = uint64(float64(1<<63) / float64(rows) * sampleRecords * 2)
	}
	sm := &sample{n: len(s.comps), stays: make([]uint8, rows)}
	var ids record.Texts
	if t := s.left.people.Table; t != nil {
		ids = t.IDs
	}
	inStretches(rows, s.threads, func(from, to int) {
		for row := from; row < to; row++ {
			key := uint64(row)
			if row < ids.Len() {
				key = hashText(ids.At(uint32(row)))
			}
			sm.stays[row] = staysFor(splitmix.Mix(key), limit)
		}
	})
	return sm
}

// scored gives a pair its likelihood ratio, as ratio does, and keeps its levels where it belongs to the sample.
func (sm *sample) scored(s *scorer, p record.Pair, w *worker, got *sampleBatch) float64 {
	if sm.stays[p.Left] <= got.halved {
		return s.ratio(p.Left, p.Right, w)
	}
	w.trace = true
	lr := s.ratio(p.Left, p.Right, w)
	w.trace = false
	got.pairs = append(got.pairs, w.sampled(p, len(got.levels)))
	got.levels = append(got.levels, w.levels...)
	if lr < s.floor {
		return 0
	}
	return lr
}

// sampled is the pair that has just been scored, with its levels from a place on.
func (w *worker) sampled(p record.Pair, levels int) sampled {
	return sampled{left: p.Left, right: p.Right, chance: w.chance, kin: w.kin, led: w.led, bare: w.bare, levels: uint32(levels)}
}

// sampleBatch is what one batch of pairs adds to a sample.
type sampleBatch struct {
	halved uint8 // as it was when the batch began; the sample may only have shrunk by the time the batch is added
	pairs  []sampled
	levels []uint8
}

func (sm *sample) begin() sampleBatch {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	return sampleBatch{halved: sm.halved}
}

func (sm *sample) add(b sampleBatch) {
	if len(b.pairs) == 0 {
		return
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for _, g := range b.pairs {
		if sm.in(g.left) {
			at := uint32(len(sm.levels))
			sm.levels = append(sm.levels, b.levels[g.levels:int(g.levels)+sm.n]...)
			g.levels = at
			sm.pairs = append(sm.pairs, g)
		}
	}
	sm.shrink()
}
