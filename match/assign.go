package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// bid is what a record speaks for a person with: log2 odds over "not in the register", above 0.
type bid struct {
	person int
	weight float64
}

// mostAssigned is how many records that compete with each other, directly or through others, are assigned exactly; a larger
// knot, which no real register makes, is assigned greedily, whose sum is at least half of the best.
const mostAssigned = 300

// oneToOne gives each person to one record at most, so that the sum of the records' log odds is the greatest there is. A
// match that loses its person goes to review, with the person it would then be, or the one it lost. Officers' links stand.
//
// Only records that compete with others are looked at; where nobody does, nothing changes.
func (s *scorer) oneToOne(links []record.Link, list []candidate) {
	taken := map[int]bool{}
	claims := map[int]int{}
	for i := range links {
		if l := &links[i]; l.Method == record.MethodManual {
			taken[l.Person] = true
		} else if l.Decision == record.DecideMatch {
			claims[l.Person]++
		}
	}
	bids := make([][]bid, len(links))
	for i := range links {
		if links[i].Decision != record.DecideMatch || links[i].Method == record.MethodManual {
			continue
		}
		for _, c := range topOf(list, i) {
			w := math.Log2(s.odds(c) / s.absence.of(i))
			if w > 0 && !taken[int(c.person)] {
				bids[i] = append(bids[i], bid{int(c.person), w})
			}
		}
	}
	ids := s.left.people.Table.IDs
	for _, rows := range knots(links, bids, claims, taken) {
		slices.SortFunc(rows, func(a, b int) int { return strings.Compare(ids.At(uint32(a)), ids.At(uint32(b))) }) // of equals the first brought in stays
		of := make([][]bid, len(rows))
		for i, row := range rows {
			of[i] = bids[row]
		}
		assigned := assign(of, mostAssigned)
		for i, row := range rows {
			l := &links[row]
			if assigned[i] == l.Person {
				continue
			}
			l.Decision, l.Method, l.Why = record.DecideReview, record.MethodModel, record.WhyTaken
			if other := assigned[i]; other >= 0 { // the person it would be, the other being taken
				at := slices.IndexFunc(topOf(list, row), func(c candidate) bool { return int(c.person) == other })
				c := list[row*topK+at]
				share := s.odds(c) / s.odds(list[row*topK])
				l.RunnerUp, l.RunnerUpProbability = l.Person, l.Probability
				l.Person, l.Weight, l.Probability = other, math.Log2(float64(c.lr)), l.Probability*share
			}
		}
	}
}

// knots returns the matched records that compete, each group by itself: those whose person another has a claim to, and all
// who bid for the same persons as they.
func knots(links []record.Link, bids [][]bid, claims map[int]int, taken map[int]bool) [][]int {
	by := map[int][]int{} // person → the records that bid for it
	for row, list := range bids {
		for _, b := range list {
			by[b.person] = append(by[b.person], row)
		}
	}
	seen := make([]bool, len(links))
	var out [][]int
	for row := range links {
		l := &links[row]
		if seen[row] || l.Decision != record.DecideMatch || l.Method == record.MethodManual || claims[l.Person] < 2 && !taken[l.Person] {
			continue
		}
		group := []int{row}
		seen[row] = true
		for i := 0; i < len(group); i++ {
			for _, b := range bids[group[i]] {
				for _, other := range by[b.person] {
					if !seen[other] {
						seen[other] = true
						group = append(group, other)
					}
				}
			}
		}
		out = append(out, group)
	}
	return out
}

// assign gives each person to one row at most and each row one person or none (-1), with the greatest sum of weights: rows
// are brought in one after the other, each by the best chain of exchanges. Beyond most rows it is greedy.
func assign(bids [][]bid, most int) []int {
	holds := make([]int, len(bids)) // row → index into its bids
	for i := range holds {
		holds[i] = -1
	}
	holder := map[int]int{} // person → row
	if len(bids) > most {
		assignGreedily(bids, holds, holder)
	} else {
		for row := range bids {
			bring(row, bids, holds, holder)
		}
	}
	out := make([]int, len(bids))
	for i, h := range holds {
		out[i] = -1
		if h >= 0 {
			out[i] = bids[i][h].person
		}
	}
	return out
}

// step is how a person is best reached on a chain of exchanges: by which bid of which row, and what the chain gains.
type step struct {
	row, bid int
	gain     float64
}

// bring brings one more row in. A chain ends at a person nobody holds, or with a row that goes without.
func bring(row int, bids [][]bid, holds []int, holder map[int]int) {
	reach := map[int]step{}
	var queue []int
	offer := func(from int, base float64) {
		for i, b := range bids[from] {
			gain := base + b.weight
			if old, ok := reach[b.person]; !ok || gain > old.gain+1e-12 {
				reach[b.person] = step{from, i, gain}
				queue = append(queue, b.person)
			}
		}
	}
	offer(row, 0)
	for len(queue) > 0 {
		person := queue[0]
		queue = queue[1:]
		if other, held := holder[person]; held {
			offer(other, reach[person].gain-bids[other][holds[other]].weight)
		}
	}
	end, best := -1, 0.0
	for _, person := range sortedKeys(reach) {
		gain := reach[person].gain
		if other, held := holder[person]; held {
			gain -= bids[other][holds[other]].weight
		}
		if gain > best+1e-12 {
			end, best = person, gain
		}
	}
	if end < 0 {
		return
	}
	if other, held := holder[end]; held {
		holds[other] = -1 // it goes without
	}
	for person := end; ; {
		st := reach[person]
		before := holds[st.row]
		holds[st.row], holder[person] = st.bid, st.row
		if st.row == row {
			return
		}
		person = bids[st.row][before].person
	}
}

func sortedKeys(m map[int]step) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// assignGreedily takes the weightiest bids first.
func assignGreedily(bids [][]bid, holds []int, holder map[int]int) {
	type one struct{ row, bid int }
	var all []one
	for row, list := range bids {
		for i := range list {
			all = append(all, one{row, i})
		}
	}
	slices.SortStableFunc(all, func(a, b one) int {
		return cmp.Compare(bids[b.row][b.bid].weight, bids[a.row][a.bid].weight)
	})
	for _, o := range all {
		person := bids[o.row][o.bid].person
		if _, held := holder[person]; !held && holds[o.row] < 0 {
			holds[o.row], holder[person] = o.bid, o.row
		}
	}
}
