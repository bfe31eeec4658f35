package synth

import "github.com/doisanh/doisanh/record"

// duty says whom a sector must cover, by age: what the sectors' profiles say for rule not_covered.
type duty struct {
	sector, name string
	field        record.Field
	from, to     int // completed years, both included
}

var duties = []duty{
	{"bhyt", "bhyt_under_6", record.CardNumber, 0, 5},
	{"tiem_chung", "vaccine_5_11", record.DoseNumber, 5, 11},
}

// uncovered writes the register's people whom the dataset must cover and does not.
func (d *dataset) uncovered(register *dataset) {
	w := d.w
	for _, u := range duties {
		if u.sector != d.spec.code {
			continue
		}
		covered := make([]bool, len(w.people))
		for i := range d.infos {
			if n := &d.infos[i]; !closed(n.status) {
				covered[n.person] = true
			}
		}
		t := &finder{w: w, d: register}
		for k := range w.register {
			r := &w.register[k]
			p := &w.people[r.person]
			if covered[r.person] || w.rowOf[r.person] != int32(k) || !counted(r) || p.flags&deathEvent != 0 && w.inSectors["ho_tich"] {
				continue
			}
			if eldest, youngest := ages(r.birth, w.asOf); r.birth != 0 && youngest >= u.from && eldest <= u.to {
				t.id = register.recordID(k)
				t.add(record.Du, "not_covered", u.field, u.name)
			}
		}
		d.truth.findings.Write(t.out)
	}
}

// ages returns the most and the fewest completed years somebody may have whose birth is known to the year or month only.
func ages(birth, at record.Date) (most, fewest int) {
	first, last := birth, birth
	if birth.Month() == 0 {
		first, last = record.MakeDate(birth.Year(), 1, 1), record.MakeDate(birth.Year(), 12, 31)
	} else if birth.Day() == 0 {
		first = record.MakeDate(birth.Year(), birth.Month(), 1)
		last = record.MakeDate(birth.Year(), birth.Month(), daysIn(birth.Year(), birth.Month()))
	}
	a, b := person{birth: first}, person{birth: last}
	return a.age(at), b.age(at)
}
