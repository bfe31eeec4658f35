package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

const (
	treeLeast = 100 // bits over all random pairs below which two columns are taken to be independent
	treePrior = 50  // pairs that independence is worth
)

// learnTree finds which columns strangers agree on together, as they do on suburb, postcode and state: the tree of columns
// that keeps most of what each two of them tell of each other (Chow and Liu, IEEE Trans. Inf. Theory 14, 1968), and the
// chance shares of each column's levels given those of the column above it. Without it the same agreement would count
// twice, and EM could take neighbours for matches.
//
// stranger is how likely each random pair is one of strangers.
func (s *Scorer) learnTree(random strangers, stranger []float64) {
	n := len(s.fields)
	joint := make([][maxLevels][maxLevels]float64, n*n)
	for k, q := range random.sums(stranger) {
		levels := random.of.at(uint32(k))
		for i, a := range levels {
			if a == missing {
				continue
			}
			for j, b := range levels[i+1:] {
				if b != missing {
					joint[i*n+i+1+j][a][b] += q
				}
			}
		}
	}
	type edge struct {
		i, j int
		bits float64
	}
	var edges []edge
	for i := range n {
		for j := i + 1; j < n; j++ {
			if bits := information(&joint[i*n+j]); bits > treeLeast {
				edges = append(edges, edge{i, j, bits})
			}
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(b.bits, a.bits) })
	part := make([]int, n)
	near := make([][]int, n)
	for i := range part {
		part[i] = i
	}
	for _, e := range edges {
		from, to := part[e.i], part[e.j]
		if from == to {
			continue
		}
		near[e.i], near[e.j] = append(near[e.i], e.j), append(near[e.j], e.i)
		for k := range part {
			if part[k] == from {
				part[k] = to
			}
		}
	}
	s.direct(near, joint)
}

// learnTreeAgain finds them afresh, whatever was found before.
func (s *Scorer) learnTreeAgain(random strangers, stranger []float64) {
	s.forgetTree()
	s.learnTree(random, stranger)
}

// forgetTree lets all columns be independent among strangers.
func (s *Scorer) forgetTree() {
	for i := range s.fields {
		s.field(i).Within, s.field(i).Given = "", nil
	}
}

// strangersOf says how likely each random pair is one of strangers: neither a match, as the model has it, nor related. Beside a match columns count as independent:
// of a tree learned before, what it took from matches would keep them strangers.
func (s *Scorer) strangersOf(random strangers) []float64 {
	return s.strangersBeside(random, true)
}

// strangersBeside is strangersOf with columns beside a match counted as independent, or as the tree has them: where entities have few rows the tree is strangers', and
// without it those of one surname whose addresses are made of it would be taken for matches, and the tree lose what it knew of them.
func (s *Scorer) strangersBeside(random strangers, independent bool) []float64 {
	n := len(s.fields)
	matches := s.model.Matches
	if matches == 0 {
		matches = s.start()
	}
	odds := math.Log2(min(matches/s.pairs, .5))
	q := make([]float64, len(random.pairs))
	related := make([]float64, len(random.pairs))
	weights := s.weighAll(random.of)
	if s.model.Related > 0 {
		random.each(s.threads, func(k int, p record.Pair, levels []uint8) {
			related[k] = exp2(weights[random.pattern[k]].kin - s.chanceOf(p.Left, p.Right, levels))
		})
	}
	within := make([]int, n)
	for i := range s.fields {
		if within[i] = s.fields[i].within; independent {
			s.fields[i].within = -1
		}
	}
	random.each(s.threads, func(k int, p record.Pair, levels []uint8) {
		q[k] = 1 / (1 + related[k] + exp2(odds+weights[random.pattern[k]].match-s.chanceOf(p.Left, p.Right, levels)))
	})
	for i := range s.fields {
		s.fields[i].within = within[i]
	}
	return q
}

// information is what two columns' levels tell of each other, in bits over all pairs counted.
func information(t *[maxLevels][maxLevels]float64) float64 {
	var rows, cols [maxLevels]float64
	all := 0.0
	for a := range t {
		for b, k := range t[a] {
			rows[a] += k
			cols[b] += k
			all += k
		}
	}
	bits := 0.0
	for a := range t {
		for b, k := range t[a] {
			if k > 0 {
				bits += k * math.Log2(k*all/(rows[a]*cols[b]))
			}
		}
	}
	return bits
}

// direct hangs each tree up at its finest column and writes the shares into the model.
func (s *Scorer) direct(near [][]int, joint [][maxLevels][maxLevels]float64) {
	n := len(s.fields)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.field(a).Levels[0].U, s.field(b).Levels[0].U) })
	seen := make([]bool, n)
	var hang func(at int)
	hang = func(at int) {
		seen[at] = true
		for _, below := range near[at] {
			if seen[below] {
				continue
			}
			f := s.field(below)
			f.Within, f.Given = s.fields[at].name, nil
			levels := len(f.Levels)
			for a := 1; a <= len(s.field(at).Levels); a++ {
				row, total := make([]float64, levels), float64(treePrior)
				for b := 1; b <= levels; b++ {
					k := joint[min(at, below)*n+max(at, below)][a][b]
					if at > below {
						k = joint[below*n+at][b][a]
					}
					row[b-1] = k + treePrior*f.Levels[b-1].U
					total += k
				}
				for b := range row {
					row[b] /= total
				}
				f.Given = append(f.Given, row)
			}
			hang(below)
		}
	}
	for _, i := range order {
		if !seen[i] {
			hang(i)
		}
	}
}
