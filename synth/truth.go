package synth

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"github.com/doisanh/doisanh/record"
)

// truthFiles are the files of the truth folder.
type truthFiles struct {
	links, clusters, findings, faults *bufio.Writer
	files                             []*os.File
}

// openTruth creates the truth folder and its files with their header rows.
func openTruth(dir string) (*truthFiles, error) {
	t := &truthFiles{}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, problem(dir, err)
	}
	for _, f := range [...]struct {
		name, header string
		w            **bufio.Writer
	}{
		{"links.csv", "dataset,record_id,population_id", &t.links},
		{"clusters.csv", "dataset,person,record_id", &t.clusters},
		{"findings.csv", "criterion,code,dataset,record_id,field,reason", &t.findings},
		{"faults.csv", "dataset,record_id,field,fault", &t.faults},
	} {
		path := filepath.Join(dir, f.name)
		file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return nil, problem(path, err)
		}
		t.files = append(t.files, file)
		*f.w = bufio.NewWriterSize(file, 1<<20)
		(*f.w).WriteString(f.header + "\n")
	}
	return t, nil
}

// close flushes and closes the files; a bufio.Writer keeps the first error it met.
func (t *truthFiles) close() error {
	var first error
	for i, w := range [...]*bufio.Writer{t.links, t.clusters, t.findings, t.faults} {
		for _, err := range [...]error{w.Flush(), t.files[i].Close()} {
			if err != nil && first == nil {
				first = problem(t.files[i].Name(), err)
			}
		}
	}
	return first
}

// finder writes the findings that must follow from rows.
type finder struct {
	w   *world
	d   *dataset
	id  string
	out []byte
	// others are the further rows the register has of the person: a value that agrees with any of them agrees.
	others []*row
}

func (t *finder) add(c record.Criterion, code string, field record.Field, reason string) {
	for i, s := range [...]string{string(c), code, t.d.name, t.id, string(field), reason} {
		if i > 0 {
			t.out = append(t.out, ',')
		}
		t.out = append(t.out, s...)
	}
	t.out = append(t.out, '\n')
}

// register writes the findings a register row has by itself.
func (t *finder) register(r *row) {
	if reason := t.w.structure(r, &t.d.has); reason != "" {
		t.add(record.Dung, "id_structure", record.PersonalIDNo, reason)
	}
	if r.marital > single && r.birth != 0 && r.birth <= t.w.asOf && younger(r.birth, t.w.asOf, 18) {
		t.add(record.Dung, "impossible", record.MaritalStatus, "marriage_under_age")
	}
	if r.nation > nationVietnam {
		reason := "foreign"
		switch r.nation {
		case nationStateless:
			reason = record.NationalityStateless
		case nationUndetermined:
			reason = record.NationalityUndetermined
		}
		t.add(record.Dung, "not_citizen", record.Nationality, reason)
	}
	t.own(r, false)
}

// own writes the findings every record may have by itself; twelve says that the person has a 12-digit number.
func (t *finder) own(r *row, twelve bool) {
	w := t.w
	for _, f := range t.d.spec.required {
		if t.d.blank(f, r) {
			t.add(record.Du, "missing_field", t.d.spec.field(f), "")
		}
	}
	if t.d.spec.code != "dan_cu" && t.d.has[colUpdated] && r.updated < daysBefore(w.asOf, staleDays) && !closed(r.status) {
		t.add(record.Song, "stale", record.UpdatedAt, "")
	}
	if r.birth > w.asOf {
		t.add(record.Dung, "impossible", record.BirthDate, "future")
	}
	if r.id.form == idOld && (w.asOf >= record.MakeDate(2025, 1, 1) || twelve) {
		t.add(record.Song, "old_id_in_use", record.PersonalIDNo, "")
	}
	for c, v := range map2(r.perm, r.cur) {
		c := colPerm + col(c)
		if t.d.has[c] && (v.kind == placeFormer || v.kind == placeOld && w.asOf >= reform) {
			t.add(record.Song, "old_unit_in_use", colFields[c], "")
		}
	}
}

// closed reports whether a record's own status says that nothing more will come of it.
func closed(status uint8) bool {
	switch status {
	case statusStopped, statusDead, statusCancelled, statusDeregistered:
		return true
	}
	return false
}

// blank reports whether the cell of a column is blank.
func (d *dataset) blank(c col, r *row) bool {
	switch c {
	case colID:
		return r.id.form == idBlank
	case colName:
		return r.name.blank
	case colBirth:
		return r.birth == 0
	case colSex:
		return r.sex == 0
	case colPerm:
		return r.perm.kind == placeBlank
	case colCur:
		return r.cur.kind == placeBlank
	case colBirthPlace:
		return r.birthPlace.kind == placeBlank
	case colHomeTown:
		return r.town.kind == placeBlank
	case colEthnicity:
		return r.group == 0
	case colReligion:
		return r.religion == 0
	case colNationality:
		return r.nation == 0
	case colMarital:
		return r.marital == 0
	case colBlood:
		return r.blood == 0
	case colFather:
		return r.father.blank
	case colMother:
		return r.mother.blank
	case colHousehold:
		return r.household == 0
	case colOld:
		return r.old == 0
	case colSpouse:
		return r.spouse.blank
	case colStatus:
		return r.status == 0
	case colRelation:
		return r.relation == 0
	}
	return false
}

// sector writes the findings of a sector's row.
func (t *finder) sector(r *row, f *fact) {
	w := t.w
	var reg *row
	t.others = t.others[:0]
	if k := w.rowOf[r.person]; k != none {
		reg = &w.register[k]
		for _, o := range w.copies[r.person] {
			t.others = append(t.others, &w.register[o])
		}
	}
	t.own(r, reg != nil && reg.id.form == idTwelve)
	if t.d.spec.number != "" {
		if f.own[0] == "" {
			t.add(record.Du, "missing_field", t.d.spec.number, "")
		} else if f.numberFault != "" {
			t.add(record.Dung, "number_structure", t.d.spec.number, f.numberFault)
		}
	}
	if reason := w.structure(r, &t.d.has); reason != "" {
		if !w.proven(r, reg) && !w.rightForAnother(r) {
			t.add(record.Dung, "id_structure", record.PersonalIDNo, reason)
		}
	} else if reason := w.borrowed(r, reg, &t.d.has); reason != "" {
		t.add(record.Dung, "id_structure", record.PersonalIDNo, reason)
	}
	if r.id.form == idTwelve && w.belongsToAnother(r.id.number, r.person) {
		t.add(record.Dung, "id_of_another", record.PersonalIDNo, "")
	}
	if f.dateFault != "" {
		t.add(record.Dung, "impossible", record.IssueDate, f.dateFault)
	}
	if t.d.spec.special != nil {
		t.d.spec.special(t, r, f, reg)
	}
	if reg == nil {
		t.unlinked(r)
		return
	}
	if t.mismatches(r, f, reg) && (t.d.spec.code == "cu_tru" || t.d.spec.code == "can_cuoc") {
		t.add(record.Sach, "verify", "", "")
	}
	t.deaths(r, f, reg)
}

// unlinked writes the finding of a record whose person the register does not hold.
func (t *finder) unlinked(r *row) {
	switch t.d.spec.code {
	case "quoc_tich", "nhan_khau_dac_biet", "xuat_nhap_canh":
	case "cu_tru":
		if counted(r) || r.status == statusMissing {
			form := r.form
			if form == 0 {
				form = 1
				if a, b := t.w.commune(r.cur), t.w.commune(r.perm); a != 0 && b != 0 && a != b {
					form = 2
				}
			}
			t.add(record.Du, "not_collected", "", fmt.Sprintf("form_%d", form))
		}
	case "ho_tich":
		// findEvent has told.
	default:
		t.add(record.Du, "not_in_population", "", "")
	}
}

// mismatches writes the fields in which a linked record really differs, and reports whether there are any.
func (t *finder) mismatches(r *row, f *fact, reg *row) bool {
	w, has := t.w, &t.d.has
	any := false
next:
	for _, c := range comparedColumns {
		if !has[c] || t.d.spec.code == "ho_tich" && changedByEvent(f, c) {
			continue
		}
		reason := w.compare(c, r, reg)
		if reason == "" {
			continue
		}
		for _, o := range t.others {
			if !t.d.blank(c, o) && w.compare(c, r, o) == "" {
				continue next
			}
		}
		any = true
		t.add(record.Dung, "field_mismatch", colFields[c], reason)
	}
	return any
}

// comparedColumns are the fields that are held against the register.
var comparedColumns = [...]col{colID, colOld, colName, colBirth, colSex, colBirthPlace, colHomeTown, colPerm, colEthnicity, colReligion,
	colNationality, colMarital, colBlood, colFather, colMother, colSpouse}

// compare holds one field of a record against a row of the register.
func (w *world) compare(c col, r, reg *row) string {
	switch c {
	case colID:
		return compareIDs(r, reg)
	case colOld:
		if s, p := r.oldNumber(), reg.oldNumber(); s != 0 && p != 0 && s != p {
			return "different"
		}
		return ""
	case colName:
		return w.compareNames(&r.name, &reg.name)
	case colBirth:
		return compareDates(r.birth, reg.birth)
	case colSex:
		return compareCodes(r.sex, reg.sex)
	case colBirthPlace:
		return w.comparePlaces(r.birthPlace, reg.birthPlace)
	case colHomeTown:
		return w.comparePlaces(r.town, reg.town)
	case colPerm:
		return w.comparePlaces(r.perm, reg.perm)
	case colEthnicity:
		return compareCodes(r.group, reg.group)
	case colReligion:
		return compareCodes(r.religion, reg.religion)
	case colNationality:
		return compareCodes(r.nation, reg.nation)
	case colMarital:
		return compareCodes(r.marital, reg.marital)
	case colBlood:
		return compareCodes(r.blood, reg.blood)
	case colFather:
		return w.compareNames(&r.father, &reg.father)
	case colMother:
		return w.compareNames(&r.mother, &reg.mother)
	}
	return w.compareNames(&r.spouse, &reg.spouse)
}

// deaths writes the findings about people who have died.
func (t *finder) deaths(r *row, f *fact, reg *row) {
	w := t.w
	p := &w.people[r.person]
	if t.d.has[colStatus] && r.status == statusDead && reg.status != statusDead {
		t.add(record.Song, "death_not_recorded", "", "")
	}
	known := reg.status == statusDead || p.flags&deathEvent != 0 && w.inSectors["ho_tich"]
	if !t.d.spec.active || !known {
		return
	}
	if t.d.has[colStatus] && (r.status == statusStopped || r.status == statusDead || r.status == statusCancelled) {
		return
	}
	if f.until != 0 && f.until < p.death {
		return
	}
	t.add(record.Song, "active_after_death", record.Status, "")
}

// proven reports whether a record's number is right although its own data speak against it: the register has it for the
// person, and it fits the register's own data.
func (w *world) proven(r, reg *row) bool {
	return reg != nil && r.id.form == idTwelve && r.id == reg.id && reg.sex != 0 && reg.birth != 0 && w.structure(reg, &w.registerHas) == ""
}

// borrowed returns the reason why a number that nobody in the register holds cannot be the person's, by the register's sex and birth
// date where the record has none of its own.
func (w *world) borrowed(r, reg *row, has *[colCount]bool) string {
	if reg == nil || r.id.form != idTwelve || len(w.owners(r.id.number)) > 0 {
		return ""
	}
	theirs := row{id: r.id}
	if !has[colSex] || r.sex == 0 {
		theirs.sex = reg.sex
	}
	if !has[colBirth] || r.birth == 0 {
		theirs.birth = reg.birth
	}
	return w.structure(&theirs, &[colCount]bool{colSex: true, colBirth: true})
}

// owners returns the rows of the register that hold a number.
func (w *world) owners(id uint64) []numberOwner {
	i := sort.Search(len(w.numbers), func(i int) bool { return w.numbers[i].id >= id })
	j := i
	for j < len(w.numbers) && w.numbers[j].id == id {
		j++
	}
	return w.numbers[i:j]
}

// rightForAnother reports whether a record's number is the register's for another person, and fits that person's data.
func (w *world) rightForAnother(r *row) bool {
	if r.id.form != idTwelve || !w.belongsToAnother(r.id.number, r.person) {
		return false
	}
	k := w.holderRow(r.id.number)
	return k.sex != 0 && k.birth != 0 && w.structure(k, &w.registerHas) == ""
}

// holderRow returns the first row of the register that holds a number.
func (w *world) holderRow(id uint64) *row {
	first := -1
	for _, o := range w.owners(id) {
		for _, k := range append([]int32{w.rowOf[o.person]}, w.copies[o.person]...) {
			if r := &w.register[k]; r.id.form == idTwelve && r.id.number == id && (first < 0 || int(k) < first) {
				first = int(k)
			}
		}
	}
	return &w.register[first]
}

// belongsToAnother reports whether the register holds the number for other people only.
func (w *world) belongsToAnother(id uint64, person uint32) bool {
	list := w.owners(id)
	for _, o := range list {
		if o.person == person {
			return false
		}
	}
	return len(list) > 0
}
