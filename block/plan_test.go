package block

import (
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// BenchmarkFill takes those of a register's million rows that may meet 30,000 open records, as most rules have to: every tenth does.
func BenchmarkFill(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	left := make([]entry, 30_000)
	for i := range left {
		left[i] = entry(r.Uint32())<<32 | entry(i)
	}
	s := &side{rows: 1_000_000, keys: [][]uint32{make([]uint32, 1_000_000)}}
	for i := range s.keys[0] {
		if s.keys[0][i] = r.Uint32(); r.IntN(10) == 0 {
			s.keys[0][i] = keyOf(left[r.IntN(len(left))])
		}
	}
	var buf buffers
	for b.Loop() {
		buf.sort(s.fill(0, &buf, filterOf(left), 1))
	}
	b.ReportMetric(float64(len(buf.a)), "entries")
}

// TestRepeated: a rule's blocks are passed over for the sake of an earlier rule only where that has its say, and asks for nothing but this rule's keys and its Past one.
func TestRepeated(t *testing.T) {
	name, born, sex, home := Key{Field: record.FullName}, Key{Field: record.BirthDate}, Key{Field: record.Sex}, Key{Field: record.PermanentAddress}
	rule := Rule{Keys: []Key{name, born}, Past: sex}
	for _, c := range []struct {
		what    string
		rule    Rule
		earlier []Rule
		want    int
	}{
		{"no key", Rule{Keys: rule.Keys}, []Rule{{Keys: rule.Keys}}, -1},
		{"none", rule, nil, -1},
		{"the same and the key", rule, []Rule{{Keys: []Key{home}}, {Keys: []Key{name, born, sex}}}, 1},
		{"less and the key", rule, []Rule{{Keys: []Key{sex, name}}}, 0},
		{"another key", rule, []Rule{{Keys: []Key{name, born, sex, home}}}, -1},
		{"one that has its say", rule, []Rule{{Keys: []Key{name, sex}, Rows: 100}}, 0},
		{"one of smaller tables", rule, []Rule{{Keys: []Key{name, sex}, Rows: 99}}, -1},
	} {
		if got := c.rule.repeated(c.earlier, 100); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}
