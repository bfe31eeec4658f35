package synth

import (
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// centurySex is the fourth digit of a personal ID (NĐ 137/2015, article 13).
func centurySex(year int, female bool) int { return (year/100-19)*2 + sexOf(female) }

// idPrefix is the first six digits of a personal ID.
func idPrefix(province int, female bool, year int) uint64 {
	return uint64(province)*1000 + uint64(centurySex(year, female))*100 + uint64(year%100)
}

// number gives everybody a personal ID, and the older a CMND. Numbers of one prefix run through a permutation, so they
// look drawn and no two are equal.
func (w *world) number() {
	ids := map[uint64]uint64{}
	cmnds := map[cmndPrefix]uint64{}
	for i := range w.people {
		p := &w.people[i]
		prefix := idPrefix(int(p.pcode), p.female, p.year())
		n := ids[prefix]
		ids[prefix]++
		p.id = prefix*1_000_000 + permute(n%1_000_000, 1000, splitmix.Mix(w.cfg.Seed^prefix))
		s := newStream(w.cfg.Seed, stageNumber, uint64(i))
		if p.year() > 2003 || !s.chance(0.85) {
			continue
		}
		list := w.cmndPrefixes[w.oldUnits[p.home].Province]
		if len(list) == 0 {
			continue
		}
		pre := list[s.intn(len(list))]
		for {
			seq := cmnds[pre]
			cmnds[pre]++
			if pre.long {
				p.cmnd = uint32(pre.digits*1_000_000 + (seq*618_033+w.cfg.Seed%999_983)%1_000_000)
				break
			}
			p.cmnd = uint32(pre.digits*10_000_000 + (seq*6_180_339+w.cfg.Seed%9_999_991)%10_000_000)
			if !w.longPrefixes[uint64(p.cmnd)/1_000_000] {
				break // else it is another province's, whose prefix has three digits
			}
		}
	}
}

// bhxhNumber is a person's social-insurance number: 10 digits, the first two of the issuing province.
func (w *world) bhxhNumber(i uint32) uint64 {
	return uint64(w.cfg.Province)*100_000_000 + permute(uint64(i), 10_000, w.cfg.Seed^1)
}

// taxCode is a person's old tax code: 9 digits and the check digit 10 − (weights · digits mod 11), which is never 10
// because such a code is not issued.
func (w *world) taxCode(i uint32) uint64 {
	for first := uint64(8); ; first-- {
		for k := uint64(0); k < 4; k++ {
			n := first*100_000_000 + permute(uint64(i)+k*25_000_000, 10_000, w.cfg.Seed^2)
			if c := taxCheck(n); c < 10 {
				return n*10 + c
			}
		}
	}
}

// taxCheck returns the check digit of nine digits; 10 is never valid.
func taxCheck(n uint64) uint64 {
	weights := [...]uint64{3, 5, 7, 13, 17, 19, 23, 29, 31}
	sum := uint64(0)
	for _, x := range weights {
		sum += x * (n % 10)
		n /= 10
	}
	return 10 - sum%11
}

// evnCode is the customer code of a person's electricity contract: the company's prefix, the province, and a number.
func (w *world) evnCode(i uint32, contract uint8) uint64 {
	return uint64(contract)*100_000_000 + permute(uint64(i), 10_000, w.cfg.Seed^3)
}

// knownProvince reports whether the first three digits of a personal ID are a province's.
func (w *world) knownProvince(id uint64) bool {
	_, ok := w.units.CCCDProvince(record.IDProvince(id))
	return ok
}
