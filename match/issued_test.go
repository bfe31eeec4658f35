package match

import (
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// How near strangers' numbers are is what a look at every pair says.
func TestIssuedAgainstAllPairs(t *testing.T) {
	r := random(5)
	drawn, batches := &record.People{}, &record.People{}
	for i := range issuedRows {
		drawn.ID9 = append(drawn.ID9, uint64(200_000_000+r.n(10_000_000)))
		commune := uint32(i % 20)
		batches.ID9 = append(batches.ID9, uint64(200_000_000+100_000*int(commune)+r.n(2_000)))
		drawn.Commune, batches.Commune = append(drawn.Commune, commune+1), append(batches.Commune, commune+1)
	}
	for name, p := range map[string]*record.People{"drawn": drawn, "batches": batches} {
		found, local := 0., 0.
		for i, a := range p.ID9 {
			for k, b := range p.ID9 {
				if i != k && oneSlip(a, b) {
					found++
					if p.Commune[i] == p.Commune[k] {
						local++
					}
				}
			}
		}
		n := float64(len(p.ID9))
		is := issuedOf(p)
		if want := max((found+issuedHeld)/(n*n*drawnSlip+issuedHeld), 1); math.Abs(is.times-want) > 1e-9*want {
			t.Errorf("%s: %g times, want %g", name, is.times, want)
		}
		if want := min(local/found, mostTogether); found >= issuedHeld && math.Abs(is.local-want) > 1e-9 {
			t.Errorf("%s: a share of %g lives in one commune, want %g", name, is.local, want)
		}
	}
	if is := issuedOf(&record.People{}); is.times != 1 || is.local != 0 {
		t.Errorf("no numbers: %+v", is)
	}
	if a, b := issuedOf(drawn).times, issuedOf(batches).times; a > 10 || b < 50 {
		t.Errorf("drawn at random %g times, in batches %g", a, b)
	}
}

// A number one digit away says less where the neighbours' are, and where they live then says nothing more.
func TestNeighboursNumbers(t *testing.T) {
	r := random(6)
	rows := register(6, 2_000)
	for i := range rows {
		rows[i].id, rows[i].commune, rows[i].province = 0, uint32(1+i/100), 1
		rows[i].old = uint64(200_000_000 + 100_000*(i/100) + r.n(2_000))
	}
	near := rows[0]
	near.old, near.name = near.old/10*10+(near.old+1)%10, "Nguyễn Văn Ất"
	weigh := func(rows []person) (number, home float64) {
		for _, c := range explained(PriorModel(), testPeople([]person{near}), testPeople(rows), 0, 0).Comparisons {
			switch c.Name {
			case "id":
				number = math.Log2(c.M / c.Chance)
			case "residence":
				home = math.Log2(c.M / c.Chance)
			}
		}
		return number, home
	}
	number, home := weigh(rows)
	for i := range rows[1:] {
		rows[i+1].old = uint64(200_000_000 + r.n(10_000_000))
	}
	drawn, far := weigh(rows)
	if number > drawn-3 || home > far-2 {
		t.Errorf("numbers in batches: number %.1f bits and home %.1f; drawn: %.1f and %.1f", number, home, drawn, far)
	}
}
