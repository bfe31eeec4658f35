package match

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// How like each other twins' names are differs from place to place: one family in two calls them by names a letter or a mark apart, where elsewhere hardly
// any does. A twin who is not in the register is told from a slip in the name by nothing else, so the twins that are in it are asked: two rows of one birth
// date and the same father and mother by name, whose numbers are two. Rows with one given name may be of one person who has been registered twice under two
// numbers, so all that is learned is how many of those of two given names bear near ones. Learned for each level by itself it would be chance in small registers.
const (
	twinRows = 200_000 // rows that are looked at, by their birth dates, so that twins stay together
	twinHeld = 50      // pairs of twins that the model's shares are worth
	mostTwin = 4       // rows of one date and parents: more are no family's
)

// twinLevels are those on which the given names are two; up to nameTypoFar they are near each other.
var twinLevels = [...]uint8{nameMarks, namePhonetic, nameTypo, nameTypoFar, nameSurnameMiddle, nameSurname, nameOther}

// twins tells of a register's pairs of twins by the level their names are on: how many there are, and the sum of their outcome.scale.
type twins struct{ pairs, scale [maxLevels]float64 }

// twinsOf finds the twins of a table that has been made ready. Tables without numbers, birth dates or both parents' names tell of none.
func (p *Prepared) twinsOf(threads int) (t twins) {
	id, born, name, father, mother := -1, -1, -1, -1, -1
	for i, f := range p.fields {
		def := &p.model.Comparisons[i]
		switch {
		case f == nil:
		case def.Kind == KindID:
			id = i
		case len(def.Fields) == 0:
		case def.Fields[0] == record.BirthDate:
			born = i
		case def.Fields[0] == record.FullName:
			name = i
		case def.Fields[0] == record.FatherName:
			father = i
		case def.Fields[0] == record.MotherName:
			mother = i
		}
	}
	if min(id, born, name, father, mother) < 0 {
		return t
	}
	pairs := p.oneBirth(p.offsets[born], p.offsets[father], p.offsets[mother], threads)
	if len(pairs) == 0 {
		return t
	}
	ids, _ := p.fields[id].join(p.right.people, 1)
	cmp, _ := p.fields[name].join(p.right.people, 1)
	names := cmp.(*nameComparer)
	names.m = newComp(&p.model.Comparisons[name]).m
	w := &worker{patterns: make([]pattern, 1)}
	for _, pair := range pairs {
		a, b := p.right.at(pair[0]), p.right.at(pair[1])
		ids.compare(a[p.offsets[id]:], b[p.offsets[id]:], w, &w.out)
		if l := w.out.level; l != idDifferOwn && l != idOther9 {
			continue
		}
		if a, b = a[p.offsets[name]:], b[p.offsets[name]:]; names.sameGiven(a[0], b[0]) {
			continue
		}
		names.compare(a, b, w, &w.out)
		t.pairs[w.out.level]++
		t.scale[w.out.level] += w.out.scale
	}
	return t
}

// oneBirth returns the pairs of rows that show one full birth date, one father and one mother. What is given are the slots.
func (p *Prepared) oneBirth(born, father, mother, threads int) (pairs [][2]uint32) {
	type birth struct{ date, father, mother, row uint32 }
	var births []birth
	step := uint64(p.right.people.Rows()/twinRows + 1)
	sumInStretches(p.right.people.Rows(), threads, func(from, to int) (part []birth) {
		for row := uint32(from); row < uint32(to); row++ {
			line := p.right.at(row)
			b := birth{line[born], line[father], line[mother], row}
			if b.father != 0 && b.mother != 0 && record.Date(b.date).IsFull() && mix(uint64(b.date))%step == 0 {
				part = append(part, b)
			}
		}
		return part
	}, func(part []birth) { births = append(births, part...) })
	family := func(a, b birth) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.father, b.father), cmp.Compare(a.mother, b.mother))
	}
	slices.SortFunc(births, func(a, b birth) int { return cmp.Or(family(a, b), cmp.Compare(a.row, b.row)) })
	for len(births) > 0 {
		n := 1
		for n < len(births) && family(births[n], births[0]) == 0 {
			n++
		}
		if n <= mostTwin {
			for i := range n {
				for k := range i {
					pairs = append(pairs, [2]uint32{births[k].row, births[i].row})
				}
			}
		}
		births = births[n:]
	}
	return pairs
}

// call lets twins of a comparison of names be called alike as often as those of the register are.
func (c *comp) call(t *twins) {
	r := &c.r[classTwin]
	near, held, found, alike, scale := 0., 0., 0., 0., 0.
	for _, l := range twinLevels {
		if r[l] < 0 { // a model that says nothing of twins' names
			return
		}
		held, found = held+r[l], found+t.pairs[l]
		if l <= nameTypoFar {
			near, alike, scale = near+r[l], alike+t.pairs[l], scale+t.scale[l]
		}
	}
	if found == 0 || near >= held {
		return
	}
	pseudo := twinHeld * near / held
	share := (alike + pseudo) / (found + twinHeld)
	// A twin's chance of a level is r times the scale of the names at hand, and the mean of that is the share.
	up := min(max(share*held/near*(alike+pseudo)/(scale+pseudo), 1./mostChange), mostChange)
	down := (1 - share) * held / (held - near)
	for _, l := range twinLevels {
		if l <= nameTypoFar {
			r[l] = min(roundTo(r[l]*up, 1e6), 1)
		} else {
			r[l] = min(roundTo(r[l]*down, 1e6), 1)
		}
	}
	c.layOut()
}
