package match

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// A twin who is not in the register is told from its persons by little but the given name, and parents often choose two that are like each other: how often,
// the register's own twins tell. They are rows of one birth date, father, mother and sex with two personal IDs; rows of one given name are left out, for they may be one
// person's.
const (
	twinRows  = 200_000 // rows that are looked through, those of one birth date in so many
	twinsHeld = 50      // pairs that the model's shares are worth
	mostBorn  = 4       // rows of one birth date and parents: more are of parents of whom nothing is known
)

// twinsOf returns the pairs of rows that are twins, of a part of the birth dates.
func twinsOf(p *Prepared) (pairs [][2]uint32) {
	born, okBorn := p.slot(record.BirthDate)
	father, okFather := p.slot(record.FatherName)
	mother, okMother := p.slot(record.MotherName)
	sex, okSex := p.slot(record.Sex)
	id, okID := p.slotOf(func(c *Comparison) bool { return c.Kind == KindID })
	if !okBorn || !okFather || !okMother || !okSex || !okID {
		return nil
	}
	var all []child
	rows := p.right.people.Rows()
	step := uint64(rows/twinRows) + 1
	for row := range rows {
		line := p.right.matrix[row*p.right.stride : (row+1)*p.right.stride]
		of := [4]uint32{line[born], line[father], line[mother], line[sex]}
		whole := record.Date(of[0]).IsFull() && line[id] != 0 && line[id+1]&idSlipped == 0
		if whole && !slices.Contains(of[:], 0) && splitmix.Mix(uint64(of[0]))%step == 0 {
			all = append(all, child{of, uint32(row)})
		}
	}
	all = notAlone(all)
	slices.SortFunc(all, func(a, b child) int { return cmp.Or(slices.Compare(a.of[:], b.of[:]), cmp.Compare(a.row, b.row)) })
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].of == all[0].of {
			n++
		}
		if n <= mostBorn {
			for i := range n {
				for _, b := range all[i+1 : n] {
					pairs = append(pairs, [2]uint32{all[i].row, b.row})
				}
			}
		}
		all = all[n:]
	}
	return pairs
}

// child is a row and what twins share: birth date, father, mother and sex.
type child struct {
	of  [4]uint32
	row uint32
}

// notAlone leaves out those of which there is only one, which most are: the others are soon sorted.
func notAlone(all []child) []child {
	tags, first := make([]uint32, len(all)), make([]uint32, len(all))
	for i, c := range all {
		tags[i] = uint32(splitmix.Mix(splitmix.Mix(uint64(c.of[0])<<32|uint64(c.of[3]))^uint64(c.of[1])<<32^uint64(c.of[2]))>>32) | 1
	}
	distinct.Firsts(tags, first, func(a, b uint32) bool { return all[a].of == all[b].of })
	several := make([]bool, len(all))
	for i, f := range first {
		if int(f) != i {
			several[i], several[f] = true, true
		}
	}
	n := 0
	for i, c := range all {
		if several[i] {
			all[n] = c
			n++
		}
	}
	return all[:n]
}

// slot returns where the lines hold a field that a comparison looks at first.
func (p *Prepared) slot(f record.Field) (off int, ok bool) {
	return p.slotOf(func(c *Comparison) bool { return len(c.Fields) > 0 && c.Fields[0] == f })
}

func (p *Prepared) slotOf(is func(*Comparison) bool) (off int, ok bool) {
	for i := range p.model.Comparisons {
		if p.fields[i] != nil && is(&p.model.Comparisons[i]) {
			return p.offsets[i], true
		}
	}
	return 0, false
}

// nameTwins sets how often twins' names are on each level by what the register's twins tell. A share is of names as a slip would have them, which the names of
// twins are not: they are oftener common ones (outcome.scale), so each pair counts by the inverse of that.
func (s *scorer) nameTwins(ready *Prepared) {
	i := slices.IndexFunc(s.comps, func(c comp) bool { return c.name })
	if i < 0 {
		return
	}
	ready.twinsOnce.Do(func() { ready.twins = twinsOf(ready) })
	c := &s.comps[i]
	id, _ := ready.slotOf(func(c *Comparison) bool { return c.Kind == KindID })
	w := s.pool.New().(*worker) // of its own, since parts of the model may still be left out
	var seen [maxLevels]float64
	n := 0.
	for _, pair := range ready.twins {
		a, b := s.at(s.right, pair[0]), s.at(s.right, pair[1])
		if a[id] == b[id] && (a[id+1]^b[id+1])&0xff == 0 || s.sameGiven(a, b) {
			continue
		}
		n++
		for range 2 { // either may be the one that is looked for
			w.begin()
			c.cmp.compare(a[c.off:], b[c.off:], w, &w.out)
			seen[w.out.level] += .5 / w.out.scale
			a, b = b, a
		}
	}
	r := &c.r[classTwin]
	for level := range r {
		if seen[level] > 0 {
			r[level] = min(roundTo((seen[level]+twinsHeld*r[level])/(n+twinsHeld), 1e6), 1)
		}
	}
	// Names that differ in nothing but marks look the same where these are lost, and mostly where parts are abbreviated.
	if marks := r[nameMarks]; seen[nameMarks] > 0 {
		r[nameUnmarked], r[nameInitials] = max(r[nameUnmarked], marks), max(r[nameInitials], marks)
	}
	c.layOut()
}
