package table

import (
	"math"
)

// How near the nearest stranger is to a row depends on the row: a maker's models are many and much alike, and of a title with words of its own there is no
// second. As a name's agreement counts by how many are called so, the words that two texts share count by how many others are near to either.
const (
	crowdMean   = 4.0  // others near a row in the mean, by which is set what counts as near
	crowdCommon = .1   // share of the rows from which on a word is too common to make anybody near
	crowdMost   = 2000 // rows from which on it is too: for each row with a word all the others' rows with it are gone through
	crowdSteps  = 200
)

// crowded tells of a value how many rows of the other table are near to it.
type crowded struct {
	near     float64    // the share of words from which on a row is near
	count    [2][]int32 // by side and code: rows of the other side that are near
	mean     [2]float64
	steadier [2]float64 // the parameter of the gamma distribution of the rows' rates: the greater, the less rows differ
}

// findCrowds counts for each text how many rows of the other table are near to it.
func (s *Scorer) findCrowds(i int) {
	f, n := &s.fields[i], len(s.fields)
	rows := [2][]float64{make([]float64, len(f.values)), make([]float64, len(f.values))} // by side and code
	for side, codes := range [2][]uint32{s.l, s.r} {
		for k := i; k < len(codes); k += n {
			rows[side][codes[k]]++
		}
		rows[side][0] = 0
	}
	postings := make([][]uint32, len(f.words)) // of the right side
	norm := make([]float64, len(f.values))
	for c := range f.values {
		for _, w := range f.values[c].numbers {
			norm[c] += f.words[w].weight
			if rows[1][c] > 0 && f.words[w].rows <= min(crowdCommon*f.total, crowdMost) {
				postings[w] = append(postings[w], uint32(c))
			}
		}
	}
	var reached [crowdSteps + 1]float64
	shared, touched := make([]float64, len(f.values)), []uint32{}
	each := func(do func(left, right uint32, share float64)) {
		for c := range f.values {
			if rows[0][c] == 0 {
				continue
			}
			touched = touched[:0]
			for _, w := range f.values[c].numbers {
				for _, r := range postings[w] {
					if shared[r] == 0 {
						touched = append(touched, r)
					}
					shared[r] += f.words[w].weight
				}
			}
			for _, r := range touched {
				do(uint32(c), r, shared[r]/math.Sqrt(norm[c]*norm[r]))
				shared[r] = 0
			}
		}
	}
	each(func(l, r uint32, share float64) { reached[int(share*crowdSteps)] += rows[0][l] * rows[1][r] })
	f.crowd = &crowded{count: [2][]int32{make([]int32, len(f.values)), make([]int32, len(f.values))}}
	pairs, at := 0.0, crowdSteps
	for ; at > 0 && pairs < crowdMean*float64(max(s.left.Rows(), s.right.Rows())); at-- {
		pairs += reached[at]
	}
	f.crowd.near = float64(at+1) / crowdSteps
	each(func(l, r uint32, share float64) {
		if share >= f.crowd.near {
			f.crowd.count[0][l] += int32(rows[1][r])
			f.crowd.count[1][r] += int32(rows[0][l])
		}
	})
	for side := range f.crowd.count {
		all, sum, squares := 0.0, 0.0, 0.0
		for c, k := range f.crowd.count[side] {
			all += rows[side][c]
			sum += rows[side][c] * float64(k)
			squares += rows[side][c] * float64(k) * float64(k)
		}
		mean := sum / max(all, 1)
		f.crowd.mean[side] = mean
		f.crowd.steadier[side] = 20
		if over := squares/max(all, 1) - mean*mean - mean; over > 0 {
			f.crowd.steadier[side] = min(max(mean*mean/over, .2), 20)
		}
	}
}

// crowding is log2 of how much oftener strangers share so much of their words with these two texts than with others. What is near to one of several partners may be one of
// them, and does not count.
func (f *column) crowding(a, b uint32, level uint8, several [2]bool) float64 {
	c := f.crowd
	if c == nil || level == missing {
		return 0
	}
	own := 0.0
	if level == exact || wordsFrom[min(int(level)-2, len(wordsFrom)-1)] >= c.near {
		own = 1
	}
	bits, sides := 0.0, 0.0
	for side, code := range [2]uint32{a, b} {
		if several[side] {
			continue
		}
		others := max(float64(c.count[side][code])-own, 0)
		bits += math.Log2((others + c.steadier[side]) / (c.mean[side] + c.steadier[side]))
		sides++
	}
	return bits / max(sides, 1)
}
