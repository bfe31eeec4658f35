package match

import (
	"math"

	"github.com/doisanh/doisanh/record"
)

// absence is how much "not in the register" weighs for each record, beside candidates weighed by scorer.odds. In a list whose records are of one kind it is the share
// of them that have no person, 1 - coverage. But a register of civil status holds births, marriages and deaths, and those who died have been taken out of the
// register of persons, or never were in it, far more often than those who were born or married.
type absence struct {
	kind   []uint8   // a record's; nil where all are of one
	weight []float64 // by kind
}

const (
	absenceHeld  = 100 // records that "as often missing as all others" is worth in each kind
	absenceKinds = 32  // what goes beyond is of one kind
)

// of returns how much it weighs for a record.
func (a *absence) of(row int) float64 {
	if a.kind == nil {
		return a.weight[0]
	}
	return a.weight[a.kind[row]]
}

// kindsOf returns the kind of each row, which is the event it tells of, or where the table tells of none, the years in which its person was born; nil where it tells of neither.
func kindsOf(p *record.People, without Part) []uint8 {
	of := make([]uint8, p.Rows())
	if events := p.Coded[record.EventType]; events != nil && events.Count > 0 {
		if without.has(Events) {
			return nil
		}
		for row := range of {
			of[row] = uint8(min(events.Canon[events.Codes[row]], absenceKinds-1))
		}
		return of
	}
	born := p.Dates[record.BirthDate]
	if born == nil || without.has(Standing) {
		return nil
	}
	for row := range of {
		of[row] = cohortOf(born.At(row).Date.Year())
	}
	return of
}

// absences returns what tells how much absence weighs, scorer.prior being known: EM over the records, each of which has no person with the odds its
// candidates leave it.
func (s *scorer) absences(list []candidate, coverage float64, without Part) *absence {
	kind := kindsOf(s.left.people, without)
	if kind == nil {
		return &absence{weight: []float64{1 - coverage}}
	}
	a := &absence{kind: kind, weight: make([]float64, absenceKinds)}
	var records [absenceKinds]float64
	for _, k := range kind {
		records[k]++
	}
	in := make([]float64, len(kind)) // odds of a record's candidates, over coverage
	inStretches(len(in), s.threads, func(from, to int) {
		for row := from; row < to; row++ {
			for _, c := range topOf(list, row) {
				in[row] += s.odds(c) / coverage
			}
		}
	})
	var rate [absenceKinds]float64
	for k := range rate {
		rate[k] = 1 - coverage
	}
	for range 100 {
		var missing [absenceKinds]float64
		sumInStretches(len(in), s.threads, func(from, to int) (part [absenceKinds]float64) {
			for row := from; row < to; row++ {
				r := rate[kind[row]]
				part[kind[row]] += r / (r + (1-r)*in[row])
			}
			return part
		}, func(part [absenceKinds]float64) {
			for k, n := range part {
				missing[k] += n
			}
		})
		moved := 0.0
		for k, r := range rate {
			rate[k] = (missing[k] + absenceHeld*(1-coverage)) / (records[k] + absenceHeld)
			moved = max(moved, math.Abs(rate[k]-r)/r)
		}
		if moved < 1e-4 {
			break
		}
	}
	for k, r := range rate {
		a.weight[k] = roundToDigits(r * coverage / (1 - r))
	}
	return a
}
