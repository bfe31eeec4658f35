package match

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// codeComparer compares values of which only equality counts. same and other are the chances by the right row's code. Two numbers
// that differ by one slip of the hand say nothing: they are no agreement, but no difference either. Sector's and households' numbers are given out
// one after the other. Telephones are not, and hardly any stranger's is one slip away: see slipped.
type codeComparer struct {
	same   []float64
	other  float64
	digits []uint64 // the number of each code; nil where the values are none
	near   float64  // how much oftener than drawnPhone strangers' numbers are one slip apart; 0 where such numbers say nothing
	rows   []uint32 // how many right rows have each code
	// shared is the share of strangers of the names at hand who have the right row's value; nil where names say nothing of it, as where it returns 0.
	shared func(company) float64
	slip   float64 // share of records that have another value than their person
}

func (c *codeComparer) compare(l, r []uint32, w *worker, o *outcome) {
	o.scale = 1
	switch {
	case l[0] == 0 || r[0] == 0:
		o.level = missing
	case l[0] == r[0]:
		o.level, o.f = codeSame, c.same[r[0]]
	case c.digits != nil && oneSlip(c.digits[l[0]], c.digits[r[0]]):
		if o.level = missing; c.near > 0 {
			o.level, o.f = codeDigit, c.near
		}
	default:
		o.level, o.f = codeOther, c.other
	}
	if c.shared != nil && o.level != missing {
		if share := c.shared(w.company); share > 0 {
			if o.level != codeSame {
				share = 1 - share
			}
			o.f = share*(1-c.slip) + (1-share)*c.slip // a stranger's value is miswritten as often as his own
		}
	}
	o.given = o.f
}

// prepareCode compares coded columns; words outside the code list say nothing.
func prepareCode(right *record.People, def *Comparison) *prepared {
	return prepareEqual(right, func(p *record.People) []*record.Values[record.Coded] {
		values := chain(p.Coded, def.Fields)
		if p.Titles != nil && slices.Contains(def.Fields, record.Sex) { // a title tells the sex where nothing else does
			values = append(values, p.Titles)
		}
		return values
	},
		func(v record.Coded) string {
			if !v.Known {
				return ""
			}
			return v.Code
		},
		func(c *codeComparer, counts []uint32, total, _ int) {
			n := float64(total) + 2
			squares := 0.0
			for i, k := range counts {
				c.same[i] = (float64(k) + .5) / n
				if i > 0 {
					squares += float64(k) / n * float64(k) / n
				}
			}
			c.other = max(1-squares, .05)
			switch def.Fields[0] {
			case record.Sex:
				c.shared = company.sex
			case record.Ethnicity:
				c.shared = company.people
			}
		}, nil)
}

// prepareKey compares numbers of which each stands for one person or household: sector numbers, telephones.
func prepareKey(right *record.People, def *Comparison) *prepared {
	near := 0.
	share := func(c *codeComparer, counts []uint32, total, exclude int) {
		persons := float64(max(right.Rows(), 1))
		if near == 0 && slices.Contains(def.Fields, record.Phone) {
			near = slipped(c.digits, counts, total)
		}
		c.near = near
		for i, k := range counts {
			c.same[i] = holders(k, exclude, persons)
		}
		c.other = 1
	}
	p := prepareEqual(right, func(p *record.People) []*record.Values[record.Number] { return chain(p.Numbers, def.Fields) },
		keyText, share, plainNumber)
	if p != nil {
		return p
	}
	return prepareEqual(right, func(p *record.People) []*record.Values[string] { return chain(p.Texts, def.Fields) },
		func(s string) string { return s }, share, plainNumber)
}

// slipped returns how much oftener than by chance, at least as often, the telephones of strangers are one slip apart: those of a family or a firm are bought
// together. The numbers one slip away from some of the table's own are looked for among all.
func slipped(digits []uint64, counts []uint32, total int) float64 {
	var have []int
	for code, n := range digits[:len(counts)] {
		if n >= 1e8 && n < 1e9 && counts[code] > 0 { // a mobile's nine digits behind the 0
			have = append(have, code)
		}
	}
	slices.SortFunc(have, func(a, b int) int { return cmp.Compare(digits[a], digits[b]) }) // so that the order of the rows cannot show
	slips := map[uint64]float64{}
	looked, rows := min(len(have), issuedRows), 0.
	for i := range looked {
		code := have[i*len(have)/looked]
		rows += float64(counts[code])
		eachSlip(digits[code], func(n uint64) { slips[n] += float64(counts[code]) })
	}
	found := 0.
	for _, code := range have {
		found += slips[digits[code]] * float64(counts[code])
	}
	return max((found+issuedHeld)/(rows*float64(total)*drawnPhone+issuedHeld), 1)
}

// drawnPhone is Level.U of two telephones one slip apart: of some 300 million mobile numbers 70 to 90 are so near to one.
const drawnPhone = 3e-7

// plainNumber returns a text of digits as a number; any other as 1, which is a slip off no telephone or sector number.
func plainNumber(text string) uint64 {
	if n, err := strconv.ParseUint(text, 10, 64); err == nil {
		return n
	}
	return 1
}

// keyText is the text of a number, or none: a personal ID standing in its place is in People.ID12 already, and must not count twice.
func keyText(n record.Number) string {
	if n.ID != 0 || n.Faults.Has(record.FaultLength|record.FaultCharacters) {
		return ""
	}
	return n.Text
}

func prepareEqual[T any](right *record.People, columns func(*record.People) []*record.Values[T], text func(T) string,
	share func(c *codeComparer, counts []uint32, total, exclude int), digits func(text string) uint64) *prepared {
	vr := columns(right)
	if len(vr) == 0 {
		return nil
	}
	var numbers numbering
	all := make([]uint64, 1) // the digits of each code
	of := func(v T) uint32 {
		s := text(v)
		if s == "" {
			return 0
		}
		n, fresh := numbers.of(hashText(s))
		if fresh && digits != nil {
			all = append(all, digits(s))
		}
		return n
	}
	code := rowCode(vr, number(vr, of))
	counts, total := countRows(right.Rows(), int(numbers.n)+1, code)
	if total == 0 {
		return nil
	}
	fill := func(code func(int) uint32) filling {
		return filling{rows: func(s *side, off, from, to int) { s.fill(off, from, to, code) }}
	}
	compare := func(counts []uint32, exclude int) *codeComparer {
		c := &codeComparer{same: make([]float64, len(counts)), rows: counts}
		if digits != nil {
			c.digits = all
		}
		share(c, counts, total, exclude)
		return c
	}
	var renewed *codeComparer
	return &prepared{slots: 1, fill: fill(code), join: func(left *record.People, exclude int) (comparer, filling) {
		var fillLeft filling
		if left != right {
			vl := columns(left)
			if len(vl) == 0 {
				return nil, filling{}
			}
			fillLeft = fill(rowCode(vl, number(vl, of))) // codes the right table lacks are never the same as one of its
		}
		return compare(counts, exclude), fillLeft
	}, renew: func(old comparer) comparer {
		if n := int(numbers.n) + 1; renewed == nil || len(renewed.same) < n {
			renewed = compare(append(slices.Clone(counts), make([]uint32, n-len(counts))...), 1)
		}
		c := *renewed
		c.slip = old.(*codeComparer).slip
		return &c
	}}
}
