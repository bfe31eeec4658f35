package match

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
)

// idComparer compares the 12-digit personal ID and the CMND of two rows. Slots: the ID's low 32 bits; its high 8 bits
// with the numbers of right rows that hold this ID and this CMND above them, and above those whose number it is; the CMND.
type idComparer struct {
	persons float64
	exclude int
	foreign float64 // chance that one of two numbers is not its row's own
	issued  issued
	lost    float64 // Level.U of a number that fits though digits are lost
}

// Whose number stands in a row, by the row's own birth year and sex: a personal ID begins with them, so a husband's, a mother's or a
// child's shows. Not that of a twin.
const (
	idUntold = iota
	idOwn
	idForeign
	idUnfit      // it does not fit, but nobody else in the register has it: it may as well be the row's own, of which the sex or the year is wrong
	idWhose = 24 // where it stands in its slot

	idSlipped = 1 << 26 // set in this slot where the number has a digit too few or too many
	// Set besides where digits are hidden: what is shown stands in the slot before and the low half of this one. Of the right table, whose low half is taken, such numbers are not compared.
	idHidden = 1 << 27
)

// whoseID says whose number a row has.
func whoseID(p *record.People) func(row int) uint32 {
	dates, sexes := p.Matched(record.BirthDate), p.Coded[record.Sex]
	return func(row int) uint32 {
		id, born := p.ID12[row], dates.At(row)
		if id == 0 || !tellsDate(born) {
			return idUntold
		}
		year := born.Date.Year()
		if year != record.IDBirthYear(id) && born.Alt != 0 && born.Date.Month() == 0 { // of an age
			year = born.Alt.Year()
		}
		male := record.IDIsMale(id)
		sex := sexes.At(row).Code
		if record.IDBirthYear(id) != year || male && sex == record.SexFemale || !male && sex == record.SexMale {
			return idForeign
		}
		return idOwn
	}
}

// foreignIDs is the share of foreign numbers among those of which it can be told. The prior counts as much as that of the levels.
func foreignIDs(s *side, off int) float64 {
	var of [idUnfit + 1]float64
	for row, i := 0, off; row < s.people.Rows(); row, i = row+1, i+s.stride {
		of[s.matrix[i+1]>>idWhose&3]++
	}
	foreign := of[idForeign] + of[idUnfit]
	return (foreign + pseudoCounts*priorForeign) / (of[idOwn] + foreign + pseudoCounts)
}

// priorForeign is above the prior m of idDifferForeign, for a foreign number must never speak for a pair where there are few.
const priorForeign = .05

func prepareID(right *record.People, def *Comparison) *prepared {
	holds := func(p *record.People) (has12, has9 bool) {
		is := func(n uint64) bool { return n != 0 }
		return slices.ContainsFunc(p.ID12, is) || p.IDSlipped != nil, slices.ContainsFunc(p.ID9, is)
	}
	r12, r9 := holds(right)
	if !r12 && !r9 {
		return nil
	}
	fill := func(s *side, off, from, to int) {
		whose := whoseID(s.people)
		for row, i := from, from*s.stride+off; row < to; row, i = row+1, i+s.stride {
			if row < len(s.people.ID12) {
				id := s.people.ID12[row]
				flags := whose(row) << idWhose
				high := uint32(0xff)
				if id == 0 && row < len(s.people.IDSlipped) && s.people.IDSlipped[row] != 0 {
					id, flags = s.people.IDSlipped[row], idSlipped
					if record.IsShown(id) {
						high, flags = 0xffff, idSlipped|idHidden
						if s.people == right {
							id, flags = 0, 0
						}
					}
				}
				s.matrix[i], s.matrix[i+1] = uint32(id), uint32(id>>32)&high|flags
			}
			if row < len(s.people.ID9) {
				s.matrix[i+2] = uint32(s.people.ID9[row])
			}
		}
	}
	rows12, rows9 := repeats(right.ID12), repeats(right.ID9)
	foreign := 0.0 // share of the right table's numbers
	near := issuedOf(right)
	return &prepared{
		slots: 3,
		fill: filling{
			rows: func(s *side, off, from, to int) {
				fill(s, off, from, to)
				for row := from; row < min(to, len(rows12)); row++ {
					at := &s.matrix[off+row*s.stride+1]
					if *at>>idWhose&3 == idForeign && rows12[row] == 1 {
						*at ^= (idForeign ^ idUnfit) << idWhose
					}
					*at |= uint32(rows12[row]) << 8
				}
				for row := from; row < min(to, len(rows9)); row++ {
					s.matrix[off+row*s.stride+1] |= uint32(rows9[row]) << 16
				}
			},
			done: func(s *side, off int) { foreign = foreignIDs(s, off) },
		},
		join: func(left *record.People, exclude int) (comparer, filling) {
			c := &idComparer{persons: float64(max(right.Rows(), 1)), exclude: exclude, foreign: 2 * foreign, issued: near, lost: def.Levels[idLost-1].U}
			if left == right {
				return c, filling{}
			}
			if l12, l9 := holds(left); !(l12 && r12) && !(l9 && r9) {
				return nil, filling{}
			}
			return c, filling{rows: fill, done: func(s *side, off int) { c.foreign = foreign + foreignIDs(s, off) }}
		},
	}
}

// repeats returns for each row how many rows hold its number, at most 255; 0 for no number.
func repeats(ids []uint64) []uint8 {
	size := 16
	for size < 2*len(ids) {
		size *= 2
	}
	mask := uint64(size - 1)
	keys, counts := pages.Made[uint64](size), pages.Made[uint8](size)
	at := func(id uint64) uint64 {
		h := (id * 0x9E3779B97F4A7C15) >> 20 & mask
		for keys[h] != id && keys[h] != 0 {
			h = (h + 1) & mask
		}
		return h
	}
	for _, id := range ids {
		if id != 0 {
			h := at(id)
			keys[h] = id
			if counts[h] < 255 {
				counts[h]++
			}
		}
	}
	out := make([]uint8, len(ids))
	for row, id := range ids {
		if id != 0 {
			out[row] = counts[at(id)]
		}
	}
	return out
}

// holders is the chance, in units of Level.U, that a stranger's record shows this number: one holder's worth, and five
// more for each further row that already shows it, since a number seen on many rows is a placeholder or a clerk's slip.
func holders(rows uint32, exclude int, persons float64) float64 {
	return (1 + 5*float64(max(int(rows)-exclude, 0))) / persons
}

func (c *idComparer) compare(l, r []uint32, _ *worker, o *outcome) {
	a, b := uint64(l[0])|uint64(l[1]&0xff)<<32, uint64(r[0])|uint64(r[1]&0xff)<<32
	a9, b9 := l[2], r[2]
	o.f, o.scale = 1, 1
	slip := uint8(missing)
	switch slips := (l[1] | r[1]) & idSlipped; {
	case r[1]&idHidden != 0:
		b = 0
	case l[1]&idHidden != 0:
		slip = c.shownLevel(l, b, r[1]&idSlipped != 0, o)
		a = 0
	case slips != 0:
		slip = slipLevel(a, b, l[1]&idSlipped != 0, r[1]&idSlipped != 0)
		a = 0 // no whole number to compare
	}
	switch {
	case slip == idLost:
		o.level = idLost
	case a != 0 && b != 0:
		switch {
		case a == b:
			o.level, o.f = idSame, holders(r[1]>>8&0xff, c.exclude, c.persons)
		case a9 != 0 && a9 == b9:
			o.level, o.f = idMixed, holders(r[1]>>16&0xff, c.exclude, c.persons)
		case oneSlip(a, b):
			o.level = idDigit
		case a%1_000_000 == b%1_000_000:
			o.level = idSerial
		default:
			switch x, y := l[1]>>idWhose&3, r[1]>>idWhose&3; {
			case x == idForeign || y == idForeign:
				o.level, o.f = idDifferForeign, c.foreign
			case x == idOwn && y == idOwn:
				o.level = idDifferOwn
			default:
				o.level = idDiffer
			}
		}
	case a9 != 0 && b9 != 0:
		switch {
		case a9 == b9:
			o.level, o.f = idSame9, holders(r[1]>>16&0xff, c.exclude, c.persons)
		case oneSlip(uint64(a9), uint64(b9)):
			o.level, o.f = idDigit9, c.issued.times
		default:
			o.level = idOther9
		}
	default:
		o.level = slip
	}
	o.given = o.f
}

// shownLevel compares what a record's number shows, some of its digits hidden, with one of the right table. Numbers of one birth year, sex and province fit it by chance as often as
// its digits behind these allow.
func (c *idComparer) shownLevel(l []uint32, id uint64, slipped bool, o *outcome) uint8 {
	if id == 0 || slipped {
		return missing
	}
	shown := uint64(l[0]) | uint64(l[1]&0xffff)<<32
	fits, serial := record.FitsShown(shown, id)
	switch {
	case !fits && l[2] != 0 && uint64(l[2]) == record.ShownHead(shown): // a CMND, then
		return missing
	case !fits:
		return idLostOther
	}
	o.f = math.Pow(.1, float64(serial)) / c.lost
	return idLost
}

// slipLevel compares two numbers of which one or both have a digit too few or too many.
func slipLevel(a, b uint64, slipA, slipB bool) uint8 {
	switch {
	case a == 0 || b == 0 || slipA && slipB:
		return missing
	case slipB:
		a, b = b, a
	}
	if record.DigitsOff(a) > 0 {
		a, b = b, a
	}
	// One is the other without one of its digits.
	for p := uint64(1); p < 1e12; p *= 10 {
		if b/(10*p)*p+b%p == a {
			return idLost
		}
	}
	return idLostOther
}

// oneSlip says whether two different numbers of one length differ in one digit, or in two neighbours exchanged.
func oneSlip(a, b uint64) bool {
	// The difference of one digit is k·10^i, of an exchange 9k·10^i: look closer only then.
	d := a - b
	if a < b {
		d = b - a
	}
	for d%10 == 0 {
		if d == 0 {
			return false
		}
		d /= 10
	}
	if d > 81 {
		return false
	}
	var x, y [2]uint64
	n, first, last := 0, 0, 0
	for i := 0; a != 0 || b != 0; i++ {
		p, q := a%10, b%10
		if p != q {
			if n == 2 {
				return false
			}
			if n == 0 {
				first = i
			}
			x[n], y[n], last = p, q, i
			n++
		}
		a, b = a/10, b/10
	}
	return n == 1 || n == 2 && last == first+1 && x[0] == y[1] && x[1] == y[0]
}
