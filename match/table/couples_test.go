package table

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// listed makes lists of persons of whom few stand twice.
type listed struct {
	r       *rand.Rand
	columns []*record.Column
	rows    [][]string
	truth   []int
	words   [3][]string // given names, surnames, streets
}

func newListed(seed uint64, columns ...*record.Column) *listed {
	e := &listed{r: rand.New(rand.NewPCG(seed, 8)), columns: columns}
	for k, n := range [3]int{80, 250, 60} {
		for range n {
			w := ""
			for range 2 + k/2 {
				w += string("bdfgklmnprst"[e.r.IntN(12)]) + string("aeiou"[e.r.IntN(5)]) + string("lmnrst"[e.r.IntN(6)])
			}
			e.words[k] = append(e.words[k], w)
		}
	}
	return e
}

func (e *listed) word(k int) string { return e.words[k][e.r.IntN(len(e.words[k]))] }

func (e *listed) number() string { return fmt.Sprint(10_000_000 + e.r.IntN(89_999_999)) }

func (e *listed) born(year int) string {
	return fmt.Sprintf("%d%02d%02d", year, 1+e.r.IntN(12), 1+e.r.IntN(28))
}

// add adds a person's row and, of one in so many, a second one with a slip in the first column.
func (e *listed) add(twice int, row ...string) {
	who := len(e.truth)
	e.rows, e.truth = append(e.rows, row), append(e.truth, who)
	if e.r.IntN(twice) == 0 {
		again := append([]string(nil), row...)
		if e.r.IntN(3) == 0 {
			again[0] = again[0][1:]
		}
		e.rows, e.truth = append(e.rows, again), append(e.truth, who)
	}
}

func (e *listed) check(t *testing.T, name string, least float64) {
	t.Helper()
	_, found := dedupedBySharing(t, columnsTable(e.columns, e.rows))
	f1 := pairsF1(found, e.truth)
	t.Logf("%s: %d rows, %d said, F1 %.3f", name, len(e.rows), len(found), f1)
	if f1 < least {
		t.Errorf("%s: F1 %.3f", name, f1)
	}
}

// TestCouplesAreNotOnePerson: those who share home, telephone and surname are no more one person for being born within a few years of each other, which strangers are not.
func TestCouplesAreNotOnePerson(t *testing.T) {
	for seed := range uint64(3) {
		e := newListed(seed, &record.Column{Field: "name", Kind: record.KindText, Role: record.RoleFullName},
			&record.Column{Field: "born", Kind: record.KindDate, Role: record.RoleDate, Birth: true}, &record.Column{Field: "street", Kind: record.KindText, Role: record.RoleAddress},
			&record.Column{Field: "phone", Kind: record.KindKey, Role: record.RolePhone}, &record.Column{Field: "account", Kind: record.KindKey})
		for range 400 {
			home, phone, account, surname, year := fmt.Sprintf("%s street %d", e.word(2), e.r.IntN(200)), e.number(), e.number(), e.word(1), 1940+e.r.IntN(60)
			for range 1 + e.r.IntN(2) {
				e.add(12, e.word(0)+" "+surname, e.born(year+e.r.IntN(3)), home, phone, account)
			}
		}
		e.check(t, fmt.Sprint("seed ", seed), .9)
	}
}
