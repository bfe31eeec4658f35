package match

import "github.com/doisanh/doisanh/record"

// Nine-digit numbers were given out in order, and often to a whole commune in one campaign: neighbours' are near each other, and two that are one digit
// apart need not be one number written wrong. How near strangers' numbers are, the register tells: the numbers one slip away from some of its own are
// looked for among all.
const (
	issuedRows   = 2_000 // whose slips are looked for
	issuedHeld   = 20    // pairs of rows "as by chance" that are added to those found, and what half of them have to be to tell where they live
	drawnSlip    = 2e-6  // Level.U of digit_9: chance of two numbers drawn at random to be one slip apart
	mostTogether = .95
)

// issued says how numbers were given out.
type issued struct {
	times float64 // how much oftener strangers' are one slip apart than by chance, at least 1
	local float64 // of such strangers the share who live in one commune, 0 where it is not known
}

func issuedOf(p *record.People) issued {
	var have []uint32
	for row, id := range p.ID9 {
		if id != 0 {
			have = append(have, uint32(row))
		}
	}
	slips := map[uint64][]uint32{}
	looked := min(len(have), issuedRows)
	for i := range looked {
		row := have[i*len(have)/looked]
		eachSlip(p.ID9[row], func(n uint64) { slips[n] = append(slips[n], row) })
	}
	found, local, told := 0., 0., 0.
	for _, row := range have {
		for _, near := range slips[p.ID9[row]] {
			found++
			if p.Commune != nil && p.Commune[row] != 0 && p.Commune[near] != 0 {
				told++
				if p.Commune[row] == p.Commune[near] {
					local++
				}
			}
		}
	}
	pairs := float64(looked) * float64(len(have))
	is := issued{times: max((found+issuedHeld)/(pairs*drawnSlip+issuedHeld), 1)}
	if told >= issuedHeld/2 {
		is.local = min(local/told, mostTogether)
	}
	return is
}

// eachSlip calls yield for every number of nine digits that is one digit, or an exchange of two neighbours, away from one.
func eachSlip(n uint64, yield func(uint64)) {
	for unit := uint64(1); unit < 1e9; unit *= 10 {
		digit := n / unit % 10
		for d := range uint64(10) {
			if d != digit {
				yield(n - digit*unit + d*unit)
			}
		}
		if next := n / unit / 10 % 10; unit < 1e8 && next != digit {
			yield(n - digit*unit - next*unit*10 + next*unit + digit*unit*10)
		}
	}
}
