package cluster

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

const an, anNear, anOther uint64 = 42_090_000_123, 42_090_000_132, 42_090_777_555 // 12 digits with the leading 0; male, 1990

// groups are the rows of the clusters alone.
func groups(clusters []record.Cluster) [][]uint32 {
	var out [][]uint32
	for _, c := range clusters {
		out = append(out, c.Rows)
	}
	return out
}

func TestGroup(t *testing.T) {
	an1 := person{id: "1", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an}
	with := func(change func(p *person)) person { p := an1; change(&p); return p }
	number := func(n uint64) person { return with(func(p *person) { p.number = n }) }
	for name, c := range map[string]struct {
		rows  []person
		pairs []record.Scored
		want  [][]uint32
	}{
		"a sure pair":                        {[]person{an1, an1}, []record.Scored{scored(1, 0, 0.95)}, [][]uint32{{0, 1}}},
		"an unsure pair":                     {[]person{an1, an1}, []record.Scored{scored(0, 1, 0.69)}, nil},
		"the surer of two scores":            {[]person{an1, an1}, []record.Scored{scored(0, 1, 0.2), scored(1, 0, 0.95)}, [][]uint32{{0, 1}}},
		"two sound numbers":                  {[]person{an1, number(anOther)}, []record.Scored{scored(0, 1, 0.999)}, nil},
		"two sound numbers, all but certain": {[]person{an1, number(anOther)}, []record.Scored{scored(0, 1, 0.9999)}, [][]uint32{{0, 1}}},
		"digits exchanged":                   {[]person{an1, number(anNear)}, []record.Scored{scored(0, 1, 0.995)}, [][]uint32{{0, 1}}},
		"digits exchanged, less probable":    {[]person{an1, number(anNear)}, []record.Scored{scored(0, 1, 0.95)}, nil},
		"the other number is not sound":      {[]person{an1, number(42_190_000_555)}, []record.Scored{scored(0, 1, 0.95)}, [][]uint32{{0, 1}}},
		"sex and given name": {[]person{an1, with(func(p *person) { p.sex, p.name, p.number = record.SexFemale, "Nguyễn Thị Hoa", 0 })},
			[]record.Scored{scored(0, 1, 0.99999)}, nil},
		"sex alone":                           {[]person{an1, with(func(p *person) { p.sex, p.number = record.SexFemale, 0 })}, []record.Scored{scored(0, 1, 0.95)}, [][]uint32{{0, 1}}},
		"given name near, and sex":            {[]person{an1, with(func(p *person) { p.sex, p.name, p.number = record.SexFemale, "Nguyễn Văn Anh", 0 })}, []record.Scored{scored(0, 1, 0.95)}, [][]uint32{{0, 1}}},
		"a letter of the given name, and sex": {[]person{with(func(p *person) { p.name = "Nguyễn Văn Bình" }), with(func(p *person) { p.sex, p.name, p.number = record.SexFemale, "Nguyễn Văn Bành", 0 })}, []record.Scored{scored(0, 1, 0.95)}, [][]uint32{{0, 1}}},
		"far dates and given name": {[]person{an1, with(func(p *person) { p.born, p.name, p.number = "1993-08-06", "Nguyễn Văn Bình", 0 })},
			[]record.Scored{scored(0, 1, 0.99999)}, nil},
		"far dates alone": {[]person{an1, with(func(p *person) { p.born, p.number = "1993-08-06", 0 })}, []record.Scored{scored(0, 1, 0.95)}, [][]uint32{{0, 1}}},
		"a chain": {[]person{an1, an1, an1, an1}, []record.Scored{scored(0, 1, 0.99), scored(1, 2, 0.98), scored(2, 3, 0.99)},
			[][]uint32{{0, 1}, {2, 3}}},
		"two pairs fully tied": {[]person{an1, an1, an1, an1},
			[]record.Scored{scored(0, 1, 0.99), scored(2, 3, 0.99), scored(0, 2, 0.91), scored(0, 3, 0.7), scored(1, 2, 0.7), scored(1, 3, 0.7)}, [][]uint32{{0, 1, 2, 3}}},
		"a third by one pair": {[]person{an1, an1, an1}, []record.Scored{scored(0, 1, 0.99), scored(1, 2, 0.95)}, [][]uint32{{0, 1, 2}}},
		"a contradiction at one remove": {[]person{an1, with(func(p *person) { p.number = 0 }), number(anOther)},
			[]record.Scored{scored(0, 1, 0.95), scored(1, 2, 0.97)}, [][]uint32{{1, 2}}},
	} {
		p := people(c.rows...)
		if got := groups(Group(p, c.pairs, Options{})); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// randomGraph draws a few rows, some of them contradictory, and pairs between them.
func randomGraph(r *rand.Rand) (*record.People, []record.Scored) {
	names := []string{"Nguyễn Văn An", "Nguyễn Văn Ân", "Lê Thị Hoa", ""}
	rows := make([]person, 2+r.IntN(8))
	for i := range rows {
		rows[i] = person{
			id: fmt.Sprint(i), name: names[r.IntN(4)], born: []string{"1990-05-06", "1990", "1993-08-06", ""}[r.IntN(4)],
			sex: []string{record.SexMale, record.SexFemale, ""}[r.IntN(3)], number: []uint64{0, 0, an, anNear, anOther}[r.IntN(5)],
		}
	}
	var pairs []record.Scored
	for l := range rows {
		for k := l + 1; k < len(rows); k++ {
			if r.IntN(3) > 0 {
				pairs = append(pairs, scored(uint32(l), uint32(k), []float64{0.3, 0.6, 0.7, 0.95, 0.992, 0.9999}[r.IntN(6)]))
			}
		}
	}
	return people(rows...), pairs
}

// slowGroup is Group by its definition: at each step the surest pair, of all, whose groups may be joined.
func slowGroup(p *record.People, pairs []record.Scored, opt Options) [][]uint32 {
	id, n := newIdentity(p), p.Rows()
	prob := make([][]float64, n)
	group := make([]int, n)
	for i := range prob {
		prob[i], group[i] = make([]float64, n), i
	}
	for _, s := range pairs {
		prob[s.Left][s.Right], prob[s.Right][s.Left] = s.Probability, s.Probability
	}
	for {
		bl, br, best := -1, -1, 0.0
		for l := range n {
			for r := l + 1; r < n; r++ {
				if group[l] == group[r] || prob[l][r] < opt.Threshold || prob[l][r] <= best {
					continue
				}
				sum, count, ok := 0.0, 0, true
				for x := range n {
					for y := range n {
						if group[x] == group[l] && group[y] == group[r] {
							sum, count = sum+prob[x][y], count+1
							ok = ok && !id.contradict(uint32(x), uint32(y), prob[x][y])
						}
					}
				}
				if ok && sum >= opt.Linkage*float64(count)-1e-9 {
					bl, br, best = l, r, prob[l][r]
				}
			}
		}
		if bl < 0 {
			break
		}
		from, to := group[br], group[bl]
		for i := range group {
			if group[i] == from {
				group[i] = to
			}
		}
	}
	var out [][]uint32
	done := map[int]bool{}
	for i := range n {
		var g []uint32
		for j := i; j < n && !done[group[i]]; j++ {
			if group[j] == group[i] {
				g = append(g, uint32(j))
			}
		}
		done[group[i]] = true
		if len(g) > 1 {
			out = append(out, g)
		}
	}
	return out
}

// TestGroupOracle holds Group against its definition on random graphs, and the same pairs shuffled and turned round
// against each other; and no cluster holds a contradiction.
func TestGroupOracle(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		p, pairs := randomGraph(r)
		opt := Options{}.filled()
		got := Group(p, pairs, opt)
		if want := slowGroup(p, pairs, opt); !reflect.DeepEqual(groups(got), want) {
			t.Fatalf("seed %d: %v, want %v", seed, groups(got), want)
		}
		r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		for i := range pairs {
			if r.IntN(2) == 0 {
				pairs[i].Left, pairs[i].Right = pairs[i].Right, pairs[i].Left
			}
		}
		if again := Group(p, pairs, opt); !reflect.DeepEqual(again, got) {
			t.Fatalf("seed %d: shuffled %v, before %v", seed, again, got)
		}
		for _, c := range got {
			if !slices.Contains(c.Rows, c.Survivor) || len(c.Probability) != len(c.Rows) || slices.Min(c.Probability) < opt.Threshold {
				t.Fatalf("seed %d: %+v", seed, c)
			}
		}
	}
}

// TestLinkageIsMeasured draws people of one to six records with noisy scores: of the pairs of one person some are low or not
// reported, and between persons there are chance pairs above the threshold. The default must do as well as any other value.
func TestLinkageIsMeasured(t *testing.T) {
	score := func(linkage float64) (f1 float64) {
		var both, said, true1 float64
		for seed := range uint64(40) {
			r := rand.New(rand.NewPCG(seed, 5))
			var of []int
			for who := 0; len(of) < 300; who++ {
				for range 1 + r.IntN(1+r.IntN(6)) {
					of = append(of, who)
				}
			}
			var pairs []record.Scored
			for l := range of {
				for k := l + 1; k < len(of); k++ {
					switch x := r.Float64(); {
					case of[l] == of[k] && x < 0.85:
						pairs = append(pairs, scored(uint32(l), uint32(k), 0.9+r.Float64()/10))
					case of[l] == of[k] && x < 0.93:
						pairs = append(pairs, scored(uint32(l), uint32(k), 0.2+r.Float64()*0.7))
					case of[l] != of[k] && x < 0.0003:
						pairs = append(pairs, scored(uint32(l), uint32(k), 0.9+r.Float64()/20))
					}
					if of[l] == of[k] {
						true1++
					}
				}
			}
			for _, c := range Group(people(make([]person, len(of))...), pairs, Options{Linkage: linkage}) {
				for i, x := range c.Rows {
					for _, y := range c.Rows[i+1:] {
						said++
						if of[x] == of[y] {
							both++
						}
					}
				}
			}
		}
		return 2 * both / (said + true1)
	}
	standard := score(DefaultLinkage)
	for _, other := range []float64{0.01, 0.2, 0.3, 0.6, 0.75, 0.9} {
		f1 := score(other)
		t.Logf("linkage %.2f: F1 %.4f (default %.2f: %.4f)", other, f1, DefaultLinkage, standard)
		if f1 > standard+0.005 {
			t.Errorf("linkage %.2f does better: %.4f against %.4f", other, f1, standard)
		}
	}
}
