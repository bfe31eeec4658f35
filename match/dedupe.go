package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// Dedupe returns the pairs of one table that may be one person, at or above opt.MinProbability, sorted by (Left, Right),
// each once, under the first rule that found it. With opt.Learn they are weighed by the rates of error of this table (Stats.Learned).
func Dedupe(ctx context.Context, m *Model, p *record.People, pairs pair.OpenSource, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	m, rates := m.settling()
	s := newScorer(m, p, p, opt.Prepared, opt.Threads)
	var stats Stats
	var mu sync.Mutex
	var kept []record.Scored
	// The prior is at most a few rows a person, so what scores below this stays below every threshold.
	s.floor = s.persons * 1e-3
	var sm *sample
	if opt.Learn || rates != nil {
		s.floor /= learnedRise
	}
	if opt.Learn {
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
	} else if rates != nil {
		s.weighBy(rates)
		s.reweigh(kept, opt.Threads)
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
	return pair.Decided(out, opt.Same, opt.Different, s.weigher()), stats, nil
}

// partner gives pairs their probabilities by their likelihood ratios. Were every pair as likely as any other to be one person, all would have the
// prior base. But where most persons have two rows, a row that is sure of another (sureOfPerson) seldom has a third, and few are left for
// those that are not: two of them are one person much more often than two of all rows are. In a table where one person has many rows it is the other
// way round. So the prior of a pair that is not sure depends on how many of its rows are sure of another, and EM tells it, as compete does for
// two tables: all matches of the kind, the sure ones included, by all pairs that are left for it.
//
// Rows that are sure of each other, be it by way of others, are one person's and speak for each other. A row that is sure of none is held against all of them at
// once: as one shows what another does not, the nearest tells, and the row is theirs or is not. Two of them that are not sure by themselves are a kind of their own.
func (s *scorer) partner(kept []record.Scored, base float64) {
	of := func(prior float64, k *record.Scored) float64 { return prior * k.Weight / (prior*k.Weight + 1 - prior) }
	rows := s.right.people.Rows()
	persons := sureRows{disjoint.New(rows)}
	var kinds [pairKinds]pairKind
	sure := 0.
	for i := range kept {
		k := &kept[i]
		if k.Probability = of(base, k); k.Probability >= sureOfPerson {
			persons.Join(k.Left, k.Right)
			sure++
		}
	}
	several, taken := 0., 0. // persons of several rows, and these
	for row := range rows {
		if n := float64(persons.Size(uint32(row))); n > 1 {
			several++
			taken += n
			if n == 2 {
				kinds[noneTaken].settled++
			}
			kinds[oneTaken].settled += n - 2
			kinds[together].all += n * (n - 1) / 2
		}
	}
	left := max(s.persons-taken, leastLeft*s.persons)
	kinds[noneTaken].all = left * (left - 1) / 2
	kinds[oneTaken].all = left * several
	kinds[bothTaken].all = taken * (taken - 1) / 2
	ties := taken - several // pairs that make one person of his rows
	kinds[together].settled, kinds[together].all = sure-ties, kinds[together].all-ties
	for i := range kept {
		if k := &kept[i]; k.Probability < sureOfPerson {
			n := persons.kind(k.Left, k.Right)
			kinds[n].open = append(kinds[n].open, k)
		}
	}
	ofOne := kinds[oneTaken].open
	kinds[oneTaken].open = persons.nearest(ofOne)
	for n := range kinds {
		kind, held, most := &kinds[n], base, .5
		if n == together {
			held, most = .5, sureOfPerson
		}
		prior := held
		for range 100 {
			matches := kind.settled + partnerHeld
			for _, k := range kind.open {
				matches += of(prior, k)
			}
			next := min(matches/(kind.all+partnerHeld/held), most)
			moved := math.Abs(next - prior)
			if prior = next; moved < 1e-5*prior {
				break
			}
		}
		prior = roundToDigits(prior) // so that the order of the rows, in which the sums are formed, cannot show
		for _, k := range kind.open {
			k.Probability = of(prior, k)
		}
	}
	nearest := ofOne
	for i, k := range ofOne {
		if persons.compare(k, nearest[0]) != 0 {
			nearest = ofOne[i:]
		}
		k.Probability = nearest[0].Probability
	}
}

// The kinds of pairs that are not sure, by how many of the two rows are taken, which is to say sure of another.
const (
	noneTaken = iota
	oneTaken
	bothTaken
	together // taken by one person
	pairKinds
)

// pairKind is what is known of a kind of pairs.
type pairKind struct {
	open         []*record.Scored // those that are not sure
	settled, all float64          // matches that are sure, and pairs, found or not
}

const (
	partnerHeld = 20 // matches that "whether a row is sure of another is all the same" is worth
	leastLeft   = .1 // share of the rows that are never taken for gone: who is not sure is seldom as sure to be there twice as others are
)

// sureRows are sets of rows that are sure of each other, each a person.
type sureRows struct{ *disjoint.Sets }

// kind returns the kind of a pair that is not sure.
func (s sureRows) kind(a, b uint32) int {
	a, b = s.Root(a), s.Root(b)
	if a == b {
		return together
	}
	n := noneTaken
	for _, root := range [...]uint32{a, b} {
		if s.Size(root) > 1 {
			n++
		}
	}
	return n
}

// compare orders pairs by the sets of their rows.
func (s sureRows) compare(p, q *record.Scored) int {
	a, b := s.Root(p.Left), s.Root(p.Right)
	c, d := s.Root(q.Left), s.Root(q.Right)
	return cmp.Or(cmp.Compare(min(a, b), min(c, d)), cmp.Compare(max(a, b), max(c, d)))
}

// nearest sorts pairs, so that those of the same two sets stand together, and returns of each two sets the likeliest pair, which stands first.
func (s sureRows) nearest(pairs []*record.Scored) (first []*record.Scored) {
	slices.SortFunc(pairs, func(p, q *record.Scored) int { return cmp.Or(s.compare(p, q), cmp.Compare(q.Weight, p.Weight)) })
	for i, k := range pairs {
		if i == 0 || s.compare(k, pairs[i-1]) != 0 {
			first = append(first, k)
		}
	}
	return first
}

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
