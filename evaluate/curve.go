package evaluate

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Point is how right the links would be with another match threshold: every record whose best candidate is at least so probable linked
// to it, rules beside the threshold left out of account.
type Point struct {
	Threshold float64 `json:"threshold"`
	Score
}

// Calibration says whether probabilities mean what they say: of the things said to be 0.95, are 95% right?
type Calibration struct {
	Count int   `json:"count"` // things with a probability: records with a candidate, or records in clusters
	Bins  []Bin `json:"bins"`
	// ECE is the expected calibration error: the mean, over all things, of the distance between a bin's mean probability and its
	// share of right ones (Naeini, Cooper and Hauskrecht 2015). DoubtfulECE is the same over those below 0.999 alone, which
	// the many sure ones cannot hide.
	ECE         float64 `json:"ece"`
	DoubtfulECE float64 `json:"ece_doubtful"`
	// Sure counts the things said to be 0.95 or more that were decided, and how many are right.
	Sure Rate `json:"sure"`
}

// Bin is the things of one range of probability.
type Bin struct {
	From float64 `json:"from"` // up to the next bin's, or 1
	Mean float64 `json:"mean"` // probability
	// Right is the share of them that is right.
	Right Rate `json:"right"`
}

func curveThresholds() []float64 {
	return []float64{.5, .6, .7, .8, .9, .95, .99, .999, .9999}
}

// binEdges are finer towards 1, where nearly all links are.
func binEdges() []float64 {
	return []float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99, .999, .9999}
}

// sureFrom is the probability from which links are promised to be right at least so often.
const sureFrom = 0.95

// said is something with a probability, right or not.
type said struct {
	p       float64
	right   bool
	decided bool
}

func calibration(things []said) Calibration {
	edges := binEdges()
	type sum struct {
		n, right int
		p        float64
	}
	sums := make([]sum, len(edges))
	// Floating sums depend on their order, and things come out of a map.
	slices.SortFunc(things, func(a, b said) int { return cmp.Compare(a.p, b.p) })
	sure, sureRight := 0, 0
	for _, t := range things {
		at, found := slices.BinarySearch(edges, t.p)
		if !found {
			at--
		}
		s := &sums[max(at, 0)]
		s.n++
		s.p += t.p
		if t.right {
			s.right++
		}
		if t.decided && t.p >= sureFrom {
			sure++
			if t.right {
				sureRight++
			}
		}
	}
	c := Calibration{Count: len(things), Sure: rate(sureRight, sure)}
	doubtful := 0
	for i, s := range sums {
		if s.n == 0 {
			continue
		}
		b := Bin{From: edges[i], Mean: sixDecimals(s.p / float64(s.n)), Right: rate(s.right, s.n)}
		c.Bins = append(c.Bins, b)
		off := math.Abs(s.p - float64(s.right))
		c.ECE += off
		if b.From < .999 {
			c.DoubtfulECE += off
			doubtful += s.n
		}
	}
	if c.Count > 0 {
		c.ECE = sixDecimals(c.ECE / float64(c.Count))
	}
	if doubtful > 0 {
		c.DoubtfulECE = sixDecimals(c.DoubtfulECE / float64(doubtful))
	}
	return c
}

// linksSaid lists the records with a candidate that the truth knows. What an officer decided has no probability of its own.
func linksSaid(run map[ref]link, truth map[ref][]string) []said {
	var out []said
	for k, l := range run {
		persons, known := truth[k]
		if known && l.person != "" && l.method != record.MethodManual {
			out = append(out, said{l.probability, slices.Contains(persons, l.person), l.decision == record.DecideMatch})
		}
	}
	return out
}

// clustersSaid lists the records of clusters: right is one that shares its person with another record of its cluster.
func clustersSaid(run map[ref]string, chance map[ref]float64, truth map[ref]string) []said {
	type group struct{ dataset, cluster, person string }
	with := map[group]int{}
	of := func(k ref, cluster string) group {
		person, ok := truth[k]
		if !ok {
			person = "=" + k.record // nobody's but its own
		}
		return group{k.dataset, cluster, person}
	}
	for k, cluster := range run {
		with[of(k, cluster)]++
	}
	var out []said
	for k, cluster := range run {
		out = append(out, said{chance[k], with[of(k, cluster)] > 1, true})
	}
	return out
}

// curve counts what each threshold would link.
func curve(run map[ref]link, truth map[ref][]string) []Point {
	var out []Point
	for _, t := range curveThresholds() {
		tp, fp, somebody := 0, 0, 0
		for k, persons := range truth {
			if len(persons) > 0 {
				somebody++
			}
			l, ok := run[k]
			if !ok || l.person == "" || l.probability < t {
				continue
			}
			if slices.Contains(persons, l.person) {
				tp++
			} else {
				fp++
			}
		}
		out = append(out, Point{Threshold: t, Score: score(tp, fp, somebody-tp)})
	}
	return out
}
