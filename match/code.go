package match

import (
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// codeComparer compares values of which only equality counts. same and other are the chances by the right row's code. Two numbers
// that differ by one slip of the hand say nothing: they are no agreement, but no difference either.
type codeComparer struct {
	same   []float64
	other  float64
	digits []uint64 // the number of each code; nil where the values are none
	rows   []uint32 // how many right rows have each code
	// shared is the share of strangers of the names at hand who have the right row's value; nil where names say nothing of it, as where it returns 0.
	shared func(company) float64
}

func (c *codeComparer) compare(l, r []uint32, w *worker, o *outcome) {
	o.scale = 1
	switch {
	case l[0] == 0 || r[0] == 0:
		o.level = missing
	case l[0] == r[0]:
		o.level, o.f = codeSame, c.same[r[0]]
	case c.digits != nil && oneSlip(c.digits[l[0]], c.digits[r[0]]):
		o.level = missing
	default:
		o.level, o.f = codeOther, c.other
	}
	if c.shared != nil && o.level != missing {
		if share := c.shared(w.company); share > 0 && o.level == codeSame {
			o.f = share
		} else if share > 0 {
			o.f = 1 - share
		}
	}
	o.given = o.f
}

// prepareCode compares coded columns; words outside the code list say nothing.
func prepareCode(right *record.People, def *Comparison) *prepared {
	return prepareEqual(right, func(p *record.People) []*record.Values[record.Coded] { return chain(p.Coded, def.Fields) },
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
	share := func(c *codeComparer, counts []uint32, _, exclude int) {
		persons := float64(max(right.Rows(), 1))
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
		share(c, counts, total, exclude)
		if digits != nil {
			c.digits = all
		}
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
	}, renew: func(comparer) comparer {
		if n := int(numbers.n) + 1; renewed == nil || len(renewed.same) < n {
			renewed = compare(append(slices.Clone(counts), make([]uint32, n-len(counts))...), 1)
		}
		return renewed
	}}
}
