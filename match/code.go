package match

import "github.com/doisanh/doisanh/record"

// codeComparer compares values of which only equality counts. same and other are the chances by the right row's code.
type codeComparer struct {
	same  []float64
	other float64
}

func (c *codeComparer) slots() int { return 1 }

func (c *codeComparer) compare(l, r []uint32, _ *worker, o *outcome) {
	o.scale = 1
	switch {
	case l[0] == 0 || r[0] == 0:
		o.level = missing
	case l[0] == r[0]:
		o.level, o.f = codeSame, c.same[r[0]]
	default:
		o.level, o.f = codeOther, c.other
	}
	o.given = o.f
}

// prepareCode compares coded columns; words outside the code list say nothing.
func prepareCode(t *tables, def *Comparison) *plan {
	return prepareEqual(t, def, func(p *record.People) []*record.Values[record.Coded] { return chain(p.Coded, def.Fields) },
		func(v record.Coded) string {
			if !v.Known {
				return ""
			}
			return v.Code
		},
		func(c *codeComparer, counts []uint32, total int) {
			n := float64(total) + 2
			squares := 0.0
			for i, k := range counts {
				c.same[i] = (float64(k) + .5) / n
				if i > 0 {
					squares += float64(k) / n * float64(k) / n
				}
			}
			c.other = max(1-squares, .05)
		})
}

// prepareKey compares numbers of which each stands for one person or household: sector numbers, telephones.
func prepareKey(t *tables, def *Comparison) *plan {
	share := func(c *codeComparer, counts []uint32, _ int) {
		persons := float64(max(t.right.people.Rows(), 1))
		for i, k := range counts {
			c.same[i] = holders(k, t.exclude, persons)
		}
		c.other = 1
	}
	p := prepareEqual(t, def, func(p *record.People) []*record.Values[record.Number] { return chain(p.Numbers, def.Fields) },
		func(n record.Number) string {
			// A personal ID standing here is in People.ID12 already, and must not count twice.
			if n.ID != 0 || n.Faults.Has(record.FaultLength|record.FaultCharacters) {
				return ""
			}
			return n.Text
		}, share)
	if p != nil {
		return p
	}
	return prepareEqual(t, def, func(p *record.People) []*record.Values[string] { return chain(p.Texts, def.Fields) },
		func(s string) string { return s }, share)
}

func prepareEqual[T any](t *tables, def *Comparison, columns func(*record.People) []*record.Values[T], text func(T) string,
	share func(c *codeComparer, counts []uint32, total int)) *plan {
	vl, vr := columns(t.left.people), columns(t.right.people)
	if len(vl) == 0 || len(vr) == 0 {
		return nil
	}
	p := newParts()
	of := func(v T) uint32 { return p.of(text(v)) }
	right := rowCode(vr, number(vr, of))
	left := right
	if t.left != t.right {
		left = rowCode(vl, number(vl, of))
	}
	counts, total := countRows(t.right.people.Rows(), len(p.count), right)
	if total == 0 {
		return nil
	}
	c := &codeComparer{same: make([]float64, len(counts))}
	share(c, counts, total)
	return &plan{def: def, cmp: c, fill: func(off int) {
		t.right.fill(off, right)
		if t.left != t.right {
			t.left.fill(off, left)
		}
	}}
}
