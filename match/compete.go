package match

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"
)

// The classes of persons a record's candidates fall in, as the other records have it: a person whom none of those that are sure
// of their person has, and one whom some other has already.
const (
	free = iota
	taken
	personClasses
)

const (
	sureOfPerson = .99 // probability from which a record's person counts as taken
	competeHeld  = 100 // records that "taken or not is all the same" is worth
	leastFree    = .01 // share of the register that is never taken for gone, since some who are sure are wrong
)

// odds weighs a candidate: over the chance of "not in the register" they are its odds against that.
func (s *scorer) odds(c candidate) float64 { return s.prior[c.class] * float64(c.lr) }

// compete returns the chance that a given person is a record's before the two are compared, by class. Where every person was as
// likely as any other, it would be coverage/persons. But a sector that has most of the register's persons, each once, has few left
// for the records that are not sure, so a namesake whom no other record has is far more probable than one who is taken; in a
// list of doses or contracts it is the other way round. Which of the two it is, and how much, EM tells from the likelihood
// ratios: how many of the records have a person whom another has too. The candidates' classes are set in list, and their order is
// by odds afterwards.
func (s *scorer) compete(list []candidate, coverage float64, without Part) []float64 {
	base := coverage / s.persons
	rows := len(list) / topK
	sure := s.sure(list, coverage)
	if !without.has(OwnNumbers) {
		s.borrow(list, sure)
		sure = s.sure(list, coverage)
	}
	if without.has(Competition) {
		return []float64{base, base}
	}
	holders := made[uint32](s.right.people.Rows(), s.threads) // sure records of each person
	inStretches(rows, s.threads, func(from, to int) {
		for row := from; row < to; row++ {
			if sure[row] {
				atomic.AddUint32(&holders[list[row*topK].person], 1)
			}
		}
	})
	classes := s.right.standing
	var shares [nStandings]float64
	for k := range shares {
		shares[k] = 1
	}
	if !without.has(Standing) {
		shares = standings(list, sure, classes)
	}
	held := 0.0 // persons, each by his share
	for person, h := range holders {
		if h > 0 {
			held += shares[classes[person]]
		}
	}
	open, settled := s.classify(list, sure, holders)
	if held == 0 {
		return slices.Repeat([]float64{base}, personClasses*nStandings)
	}
	of := [personClasses]float64{free: max(s.persons-held, leastFree*s.persons), taken: held}
	prior := competing(list, open, settled, of, coverage, shares[:], s.threads)
	inStretches(len(open), s.threads, func(from, to int) {
		for _, row := range open[from:to] {
			slices.SortFunc(topOf(list, row), func(a, b candidate) int {
				return cmp.Or(cmp.Compare(prior[b.class]*float64(b.lr), prior[a.class]*float64(a.lr)), byLikelihood(a, b))
			})
		}
	})
	return prior
}

// classify sets the candidates' classes by how many sure records each person has. It returns the records that are not sure and have a candidate, and how many are
// sure, by whether another one has their person too.
func (s *scorer) classify(list []candidate, sure []bool, holders []uint32) (open []int, settled [personClasses]float64) {
	classes := s.right.standing
	type classed struct {
		open    []int
		settled [personClasses]float64
	}
	sumInStretches(len(sure), s.threads, func(from, to int) (part classed) {
		for row := from; row < to; row++ {
			l := topOf(list, row)
			for i := range l {
				if l[i].lr == 0 {
					break
				}
				others := holders[l[i].person]
				if i == 0 && sure[row] {
					others--
				}
				l[i].class = classOf(classes[l[i].person], others > 0)
			}
			switch {
			case sure[row]:
				part.settled[l[0].class%personClasses]++
			case l[0].lr != 0:
				part.open = append(part.open, row)
			}
		}
		return part
	}, func(part classed) {
		open = append(open, part.open...)
		for k, n := range part.settled {
			settled[k] += n
		}
	})
	return open, settled
}

// classOf returns a person's class by his standing, and by whether a record that is sure has him.
func classOf(standing uint8, held bool) uint8 {
	if held {
		return personClasses*standing + taken
	}
	return personClasses*standing + free
}

// sure says which rows are sure of their best person, all persons being as likely as each other.
func (s *scorer) sure(list []candidate, coverage float64) []bool {
	base := coverage / s.persons
	sure := make([]bool, len(list)/topK)
	inStretches(len(sure), s.threads, func(from, to int) {
		for row := from; row < to; row++ {
			l := topOf(list, row)
			if l[0].lr == 0 {
				continue
			}
			slices.SortFunc(l, byLikelihood) // they may have been scored anew
			sum := 1 - coverage
			for _, c := range l {
				sum += base * float64(c.lr)
			}
			sure[row] = base*float64(l[0].lr) >= sureOfPerson*sum
		}
	})
	return sure
}

// competing runs EM over the open rows: settled counts the others, of the persons, by whether they are taken; shares are those of
// standings. What it returns is by candidate.class.
func competing(list []candidate, open []int, settled, of [personClasses]float64, coverage float64, shares []float64, threads int) []float64 {
	persons := of[free] + of[taken]
	now := [personClasses]float64{coverage / persons, coverage / persons}
	prior := make([]float64, personClasses*len(shares))
	spread := func() {
		for k := range prior {
			prior[k] = now[k%personClasses] * shares[k/personClasses]
		}
	}
	spread()
	for range 100 {
		sums := settled
		sumInStretches(len(open), threads, func(from, to int) (part [personClasses]float64) {
			for _, row := range open[from:to] {
				l := topOf(list, row)
				total := 1 - coverage
				for _, c := range l {
					total += prior[c.class] * float64(c.lr)
				}
				for _, c := range l {
					part[c.class%personClasses] += prior[c.class] * float64(c.lr) / total
				}
			}
			return part
		}, func(part [personClasses]float64) {
			for k, v := range part {
				sums[k] += v
			}
		})
		moved, all := 0.0, sums[free]+sums[taken]
		for k := range now {
			next := coverage * (sums[k] + competeHeld*of[k]/persons) / (all + competeHeld) / of[k]
			moved = max(moved, math.Abs(next-now[k])/now[k])
			now[k] = next
		}
		if spread(); moved < 1e-4 {
			break
		}
	}
	for k, v := range prior {
		prior[k] = roundToDigits(v)
	}
	return prior
}

// roundToDigits rounds to five digits, so that the order of the rows, in which sums are formed, cannot show.
func roundToDigits(v float64) float64 {
	scale := math.Pow(10, 4-math.Floor(math.Log10(v)))
	return math.Round(v*scale) / scale
}

// byLikelihood orders as candidate.better does.
func byLikelihood(a, b candidate) int {
	switch {
	case a.better(b):
		return -1
	case b.better(a):
		return 1
	}
	return 0
}
