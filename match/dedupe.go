package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// Dedupe returns the pairs of one table that may be one person, at or above opt.MinProbability, sorted by (Left, Right),
// each once, under the first rule that found it. With opt.Learn they are weighed by the rates of error of this table (Stats.Learned).
func Dedupe(ctx context.Context, m *Model, p *record.People, pairs OpenSource, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	s := newScorer(m, p, p, opt.Prepared, opt.Threads)
	var stats Stats
	var mu sync.Mutex
	var kept []record.Scored
	// The prior is at most a few rows a person, so what scores below this stays below every threshold.
	s.floor = s.persons * 1e-3
	var sm *sample
	if opt.Learn {
		s.floor /= learnedRise
		sm = newSample(s)
	}
	err := s.run(ctx, pairs, opt.Open, nil, sm, opt, &stats, func(pair record.Pair, lr float64, _ *worker) {
		mu.Lock()
		kept = append(kept, record.Scored{Pair: pair, Weight: lr})
		mu.Unlock()
	})
	if err != nil {
		return nil, stats, err
	}
	slices.SortFunc(kept, func(a, b record.Scored) int {
		return cmp.Or(record.ByRows(a, b), cmp.Compare(a.Rule, b.Rule))
	})
	kept = slices.CompactFunc(kept, func(a, b record.Scored) bool { return a.Left == b.Left && a.Right == b.Right })
	stats.Kept = int64(len(kept))
	if opt.Learn {
		if stats.Learned = s.learn(sm, opt); stats.Learned.M != nil {
			s.reweigh(kept, opt.Threads)
		}
	}
	stats.Duplicates = duplicates(kept, s.persons, m.Duplicates)
	s.partner(kept, stats.Duplicates/s.persons)
	out := kept[:0]
	for _, k := range kept {
		k.Weight = math.Log2(k.Weight)
		if k.Probability < opt.MinProbability {
			continue
		}
		if k.Probability >= opt.MatchThreshold {
			stats.Match++
		} else {
			stats.Review++
		}
		out = append(out, k)
	}
	return opt.manual(out, s.weigher()), stats, nil
}

// partner gives pairs their probabilities by their likelihood ratios. Were every pair as likely as any other to be one person, all would have the
// prior base. But where most persons have two rows, a row that is sure of another (sureOfPerson) seldom has a third, and few are left for
// those that are not: two of them are one person much more often than two of all rows are. In a table where one person has many rows it is the other
// way round. So the prior of a pair that is not sure depends on how many of its rows are sure of another, and EM tells it, as compete does for
// two tables: all matches of the kind, the sure ones included, by all pairs of the rows that are left for it.
func (s *scorer) partner(kept []record.Scored, base float64) {
	of := func(prior float64, k *record.Scored) float64 { return prior * k.Weight / (prior*k.Weight + 1 - prior) }
	sureOf := make([]uint8, s.right.people.Rows()) // of how many others a row is sure
	taken := 0.
	for i := range kept {
		k := &kept[i]
		if k.Probability = of(base, k); k.Probability < sureOfPerson {
			continue
		}
		for _, row := range [...]uint32{k.Left, k.Right} {
			if sureOf[row] == 0 {
				taken++
			}
			if sureOf[row] < 2 {
				sureOf[row]++
			}
		}
	}
	const kinds = 3 // by how many of the two rows are taken
	var open [kinds][]*record.Scored
	var settled [kinds]float64
	for i := range kept {
		switch k := &kept[i]; {
		case k.Probability < sureOfPerson:
			n := int(min(sureOf[k.Left], 1) + min(sureOf[k.Right], 1))
			open[n] = append(open[n], k)
		case max(sureOf[k.Left], sureOf[k.Right]) > 1: // were one of the two not sure, the other would be taken
			settled[1]++
		default:
			settled[0]++
		}
	}
	left := max(s.persons-taken, leastLeft*s.persons)
	all := [kinds]float64{left * (left - 1) / 2, left * taken, taken * (taken - 1) / 2} // pairs
	for n, pairs := range open {
		prior := base
		for range 100 {
			matches := settled[n] + partnerHeld
			for _, k := range pairs {
				matches += of(prior, k)
			}
			next := min(matches/(all[n]+partnerHeld/base), .5)
			moved := math.Abs(next - prior)
			if prior = next; moved < 1e-5*prior {
				break
			}
		}
		prior = roundToDigits(prior) // so that the order of the rows, in which the sums are formed, cannot show
		for _, k := range pairs {
			k.Probability = of(prior, k)
		}
	}
}

const (
	partnerHeld = 20 // matches that "whether a row is sure of another is all the same" is worth
	leastLeft   = .1 // share of the rows that are never taken for gone: who is not sure is seldom as sure to be there twice as others are
)

// learnedRise is how many times likelier one person may come to be once rates of error have been learned, in pairs that count then.
const learnedRise = 10

// reweigh gives pairs their likelihood ratios anew.
func (s *scorer) reweigh(kept []record.Scored, threads int) {
	inStretches(len(kept), threads, func(from, to int) {
		w := s.worker()
		defer s.release(w)
		for i := from; i < to; i++ {
			kept[i].Weight = max(s.ratio(kept[i].Left, kept[i].Right, w), math.SmallestNonzeroFloat64)
		}
	})
}

// duplicates estimates by EM how many other rows of the same person a row has. Weight holds the likelihood ratios.
func duplicates(kept []record.Scored, persons, start float64) float64 {
	dup := start
	for range 30 {
		prior := min(dup/persons, .5)
		sum := 0.0
		for _, k := range kept {
			sum += prior * k.Weight / (prior*k.Weight + 1 - prior)
		}
		next := (2*sum + 100*start) / (persons + 100)
		next = max(next, 1e-6)
		if math.Abs(next-dup) < 1e-7 {
			return next
		}
		dup = next
	}
	return dup
}
