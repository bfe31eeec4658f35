package block

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// drawn is a list of words with their cumulative weights.
type drawn struct {
	words []string
	upTo  []float64
}

func (d *drawn) pick(r *rand.Rand) string {
	i, _ := slices.BinarySearch(d.upTo, r.Float64()*d.upTo[len(d.upTo)-1])
	return d.words[i]
}

// frequencies reads a name list of the reference data: word and weight columns.
func frequencies(tb testing.TB, file string, word, weight int) *drawn {
	f, err := os.Open("../refdata/data/" + file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	d, sum := &drawn{}, 0.0
	for _, r := range rows[1:] {
		if w, _ := strconv.ParseFloat(r[weight], 64); w > 0 {
			sum += w
			d.words, d.upTo = append(d.words, r[word]), append(d.upTo, sum)
		}
	}
	return d
}

// province draws a register of n persons in families, with the names' own frequencies, in the given number of communes.
type province struct {
	r             *rand.Rand
	surname       *drawn
	given, middle [2]*drawn // male, female
	communes      int
}

func newProvince(tb testing.TB, seed uint64, communes int) *province {
	return &province{
		r: rand.New(rand.NewPCG(seed, 99)), communes: communes, surname: frequencies(tb, "surnames.csv", 0, 5),
		given:  [2]*drawn{frequencies(tb, "given_names.csv", 0, 4), frequencies(tb, "given_names.csv", 0, 5)},
		middle: [2]*drawn{frequencies(tb, "middle_names.csv", 0, 4), frequencies(tb, "middle_names.csv", 0, 5)},
	}
}

func (p *province) name(surname string, female int) string {
	mid := p.middle[female].pick(p.r) + " "
	switch x := p.r.Float64(); {
	case x < 0.5:
		mid = [2]string{"Văn ", "Thị "}[female]
	case x < 0.55:
		mid = ""
	}
	return surname + " " + mid + p.given[female].pick(p.r)
}

func (p *province) register(n int) []cell {
	rows := make([]cell, 0, n)
	for len(rows) < n {
		c := cell{father: p.name(p.surname.pick(p.r), 0), mother: p.name(p.surname.pick(p.r), 1), commune: uint32(1 + p.r.IntN(p.communes))}
		surname, year := strings.Fields(c.father)[0], 1935+p.r.IntN(85)
		for range 1 + p.r.IntN(4) {
			c := c
			female := p.r.IntN(2)
			c.name, c.sex = p.name(surname, female), [2]string{record.SexMale, record.SexFemale}[female]
			year += p.r.IntN(5)
			c.born = record.MakeDate(min(year, 2024), 1+p.r.IntN(12), 1+p.r.IntN(28))
			century := uint64(c.born.Year()-1900) / 100
			c.id12 = 42_000_000_000 + (century*2+uint64(female))*100_000_000 + uint64(c.born.Year()%100)*1_000_000 + uint64(p.r.IntN(1_000_000))
			if p.r.IntN(3) > 0 {
				c.id9 = 183_000_000 + uint64(len(rows))
			}
			rows = append(rows, c)
		}
	}
	return rows[:n]
}

// typo makes one typing error in a word of a name.
func (p *province) typo(name string, word int) string {
	w := strings.Fields(name)
	if word < 0 {
		word += len(w)
	}
	if word >= len(w) || word < 0 {
		return name
	}
	s := []rune(w[word])
	i := p.r.IntN(len(s))
	switch p.r.IntN(3) {
	case 0:
		s[i] = rune('a' + p.r.IntN(26))
	case 1:
		s = slices.Insert(s, i, rune('a'+p.r.IntN(26)))
	default:
		if len(s) > 1 {
			s = slices.Delete(s, i, i+1)
		}
	}
	w[word] = string(s)
	return strings.Join(w, " ")
}

var errorKinds = []string{"given", "surname", "middle", "dropped", "sound", "turned", "day", "month", "year", "swap", "digit", "exchange", "another", "moved", "nowhere", "father", "mother", "sex"}

// spoil makes one error of a kind.
func (p *province) spoil(c *cell, kind string) {
	y, m, d := c.born.Year(), c.born.Month(), c.born.Day()
	w := strings.Fields(c.name)
	switch kind {
	case "given":
		c.name = p.typo(c.name, -1)
	case "surname":
		c.name = p.typo(c.name, 0)
	case "middle":
		if len(w) > 2 {
			c.name = p.typo(c.name, 1)
		}
	case "dropped":
		if len(w) > 2 {
			c.name = w[0] + " " + w[len(w)-1]
		}
	case "sound":
		c.name = strings.NewReplacer("X", "S", "S", "X", "Tr", "Ch", "Ch", "Tr", "L", "N", "D", "Gi", "nh", "n", "ng", "n").Replace(c.name)
	case "turned":
		slices.Reverse(w)
		c.name = strings.Join(w, " ")
	case "day":
		c.born = record.MakeDate(y, m, min(d, 1)*(1+p.r.IntN(28)))
	case "month":
		c.born = record.MakeDate(y, min(m, 1)*(1+p.r.IntN(12)), d)
	case "year":
		c.born = record.MakeDate(y+[]int{-10, -1, 1, 10, 2}[p.r.IntN(5)], m, d)
	case "swap":
		if d <= 12 && d > 0 {
			c.born = record.MakeDate(y, d, m)
		}
	case "digit":
		s := []byte(record.FormatID(c.id12))
		if i := p.r.IntN(12); len(s) == 12 {
			s[i] = '0' + (s[i]-'0'+byte(1+p.r.IntN(9)))%10
			c.id12, _ = strconv.ParseUint(string(s), 10, 64)
		}
	case "exchange":
		s := []byte(record.FormatID(c.id12))
		if i := p.r.IntN(11); len(s) == 12 {
			s[i], s[i+1] = s[i+1], s[i]
			c.id12, _ = strconv.ParseUint(string(s), 10, 64)
		}
	case "another":
		if c.id12 > 0 {
			c.id12 += uint64(p.r.IntN(100_000_000))
		}
	case "moved":
		c.commune = uint32(1 + p.r.IntN(p.communes))
	case "nowhere":
		c.commune = 0
	case "father":
		c.father = p.typo(c.father, p.r.IntN(3))
	case "mother":
		c.mother = p.typo(c.mother, p.r.IntN(3))
	case "sex":
		c.sex = record.SexMale
	}
}

// hardship says how often a sector record is spoilt.
type hardship struct {
	noID, yearOnly, noParents float64
	errors                    []float64 // shares of records with 0, 1, 2… errors
}

var (
	ordinary = hardship{0.10, 0.05, 0.5, []float64{0.75, 0.20, 0.05}}
	brutal   = hardship{0.50, 0.33, 0.5, []float64{0.20, 0.30, 0.40, 0.10}}
)

// sector draws n records of the register's people, spoilt; what was done to each is told in words.
func (p *province) sector(register []cell, n int, h hardship) (rows []cell, of []uint32, done []string) {
	for range n {
		i := p.r.IntN(len(register))
		c, words := register[i], ""
		if p.r.Float64() < h.noID {
			c.id12, words = 0, "no-id "
			if p.r.IntN(3) > 0 {
				c.id9 = 0
			} else if c.id9 != 0 {
				words = "old-id "
			}
		} else {
			c.id9 = 0
		}
		if p.r.Float64() < h.yearOnly {
			c.born, words = record.MakeDate(c.born.Year(), 0, 0), words+"year-only "
		}
		if p.r.Float64() < h.noParents {
			c.father, c.mother, words = "", "", words+"no-parents "
		}
		x, k := p.r.Float64(), 0
		for k < len(h.errors)-1 && x > h.errors[k] {
			x -= h.errors[k]
			k++
		}
		for range k {
			kind := errorKinds[p.r.IntN(len(errorKinds))]
			p.spoil(&c, kind)
			words += kind + " "
		}
		rows, of, done = append(rows, c), append(of, uint32(i)), append(done, words)
	}
	return rows, of, done
}

// reach links a spoilt sector to its register and returns the share of records whose person is among the candidates,
// the candidates a record, and what was done to those that were missed.
func reach(tb testing.TB, left, right []cell, of []uint32, done []string) (recall, perRecord float64, missed []string, st Stats) {
	found := make([]atomic.Bool, len(left))
	st, err := Link(context.Background(), people(left), people(right), Options{}, func(b []record.Pair) error {
		for _, p := range b {
			if of[p.Left] == p.Right {
				found[p.Left].Store(true)
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range left {
		if !found[i].Load() {
			missed = append(missed, done[i])
		}
	}
	return 1 - float64(len(missed))/float64(len(left)), float64(st.Pairs) / float64(len(left)), missed, st
}

func (s Stats) table() string {
	var b strings.Builder
	for _, r := range s.Rules {
		fmt.Fprintf(&b, "%-22s found %10d first %10d refined %d/%d skipped %d/%d largest %v\n", r.Name, r.Found, r.Pairs, r.RefinedBlocks, r.RefinedPairs, r.SkippedBlocks, r.SkippedPairs, r.Largest)
	}
	return b.String()
}

// TestPersonRulesReach measures the default rules on a made-up province: the truth must be among the candidates, and the
// candidates few.
func TestPersonRulesReach(t *testing.T) {
	for _, c := range []struct {
		name            string
		h               hardship
		people, records int
		communes        int
		recall, most    float64
	}{
		{"ordinary", ordinary, 20_000, 10_000, 200, 0.999, 20},
		{"brutal, three districts", brutal, 20_000, 10_000, 40, 0.995, 25},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newProvince(t, 1, c.communes)
			register := p.register(c.people)
			sector, of, done := p.sector(register, c.records, c.h)
			recall, per, missed, st := reach(t, sector, register, of, done)
			t.Logf("recall %.5f, %.1f candidates a record, missed %d\n%s%s", recall, per, len(missed), st.table(), strings.Join(missed[:min(len(missed), 60)], "\n"))
			if recall < c.recall || per > c.most {
				t.Errorf("recall %.5f, want %.3f; %.1f candidates a record, want at most %.0f", recall, c.recall, per, c.most)
			}
		})
	}
}

// BenchmarkLink is 100,000 persons × 50,000 sector rows, with ordinary faults.
func BenchmarkLink(b *testing.B) {
	p := newProvince(b, 1, 70)
	register := p.register(100_000)
	sector, _, _ := p.sector(register, 50_000, ordinary)
	left, right := people(sector), people(register)
	b.ReportAllocs()
	var pairs int64
	for b.Loop() {
		st, err := Link(context.Background(), left, right, Options{}, func([]record.Pair) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
		pairs += st.Pairs
	}
	b.ReportMetric(float64(pairs)/float64(b.N), "pairs/op")
	b.ReportMetric(float64(pairs)/b.Elapsed().Seconds(), "pairs/s")
}
