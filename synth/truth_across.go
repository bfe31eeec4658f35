package synth

import (
	"fmt"
	"sort"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// across writes the findings and clusters that look at several rows of a dataset.
func (d *dataset) across() {
	t := &finder{w: d.w, d: d}
	d.clusters(t)
	d.shared(t, record.PersonalIDNo, func(n *rowInfo) uint64 { return n.id })
	if d.spec.numbered {
		d.shared(t, d.spec.number, func(n *rowInfo) uint64 { return n.number })
	}
	d.truth.findings.Write(t.out)
}

// clusters writes the records that share their person or fact, and which of them repeats the best one.
func (d *dataset) clusters(t *finder) {
	order := make([]uint32, 0, 1024)
	count := make([]uint8, len(d.infos)+1)
	for i := range d.infos {
		c := d.infos[i].cluster
		if count[c] < 255 {
			count[c]++
		}
	}
	for i := range d.infos {
		if count[d.infos[i].cluster] > 1 {
			order = append(order, uint32(i))
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return d.infos[order[a]].cluster < d.infos[order[b]].cluster })
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && d.infos[order[j]].cluster == d.infos[order[i]].cluster {
			j++
		}
		group := order[i:j]
		best, houses := group[0], false
		for _, k := range group {
			if d.infos[k].badness < d.infos[best].badness {
				best = k
			}
			houses = houses || d.twoHouses(k, group[0])
		}
		for _, k := range group {
			fmt.Fprintf(d.truth.clusters, "%s,P%d-%d,%s\n", d.name, d.infos[k].person, d.infos[k].cluster, d.recordID(int(k)))
			t.id = d.recordID(int(k))
			switch {
			case d.spec.code == "cu_tru" && houses:
				t.add(record.Du, "double_residence", record.HouseholdID, "")
			case k != best:
				t.add(record.Sach, "duplicate", "", d.spec.copyReason())
			}
			for _, o := range group {
				a, b := &d.infos[k], &d.infos[o]
				if d.spec.code == "dan_cu" && a.household != 0 && b.household != 0 && a.household != b.household && a.commune != 0 && b.commune != 0 && a.commune != b.commune {
					t.add(record.Du, "double_residence", record.HouseholdID, "")
					break
				}
			}
		}
		i = j
	}
}

// twoHouses reports whether two records of the books are in two households: by their numbers, else by their communes.
func (d *dataset) twoHouses(i, j uint32) bool {
	a, b := &d.infos[i], &d.infos[j]
	if a.household != 0 && b.household != 0 {
		return a.household != b.household
	}
	return a.commune != 0 && b.commune != 0 && a.commune != b.commune
}

// shared writes the records of different people that bear one number.
func (d *dataset) shared(t *finder, field record.Field, number func(*rowInfo) uint64) {
	type bearer struct {
		number uint64
		row    uint32
	}
	list := make([]bearer, 0, len(d.infos))
	for i := range d.infos {
		if n := number(&d.infos[i]); n != 0 {
			list = append(list, bearer{n, uint32(i)})
		}
	}
	sort.Slice(list, func(a, b int) bool {
		return list[a].number < list[b].number || list[a].number == list[b].number && list[a].row < list[b].row
	})
	p := pen{w: d.w, spec: d.spec}
	for i := 0; i < len(list); {
		j := i + 1
		different := false
		for ; j < len(list) && list[j].number == list[i].number; j++ {
			different = different || d.infos[list[i].row].person != d.infos[list[j].row].person
		}
		if !different {
			i = j
			continue
		}
		run := make([]row, j-i) // drawn again, as nothing but the numbers was kept
		for k := range run {
			var f fact
			d.row(int(list[i+k].row), &run[k], &f, &p, func(col, kind) {})
		}
		for k := range run {
			for o := range run {
				if d.w.contradict(&run[k], &run[o]) {
					t.id = d.recordID(int(list[i+k].row))
					t.add(record.Sach, "shared_number", field, "")
					break
				}
			}
		}
		i = j
	}
}

// contradict reports whether two rows of one number are seen to be of different people. Of people the register holds any
// difference is enough; else the names must differ, and by more than a slip where the birth dates agree.
func (w *world) contradict(a, b *row) bool {
	if a.person == b.person {
		return false
	}
	name, date := w.compareNames(&a.name, &b.name), compareDates(a.birth, b.birth)
	if w.rowOf[a.person] != none && w.rowOf[b.person] != none {
		return name != "" || date != ""
	}
	return name != "" && (date != "" || name == "different" && !oneEdit(viet.Fold(w.text(&a.name)), viet.Fold(w.text(&b.name))))
}

// oneEdit reports whether one letter more, less, other or exchanged makes b of a.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(b)-len(a) > 1:
		return false
	case len(b) > len(a):
		return a[i:] == b[i+1:]
	case i == len(a):
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
