package synth

import (
	"github.com/doisanh/doisanh/record"
)

// nameVal is a name as a row means it. alt, where not empty, is a canonical text that is not the tables' (a typing error);
// unmarked says that the row writes it without any marks, which loses meaning.
type nameVal struct {
	ref             nameRef
	blank, unmarked bool
	alt             string
}

// text returns the canonical text of the name, "" for a blank.
func (w *world) text(v *nameVal) string {
	switch {
	case v.blank:
		return ""
	case v.alt != "":
		return v.alt
	}
	return w.names.text(v.ref)
}

// idForm is what stands in a personal-ID cell.
type idForm uint8

const (
	idBlank idForm = iota
	idTwelve
	idOld        // a CMND
	idLength     // a number of another length
	idCharacters // digits lost to scientific notation, letters
)

// idVal is a personal-ID cell: the number and, where malformed, the text it is written with.
type idVal struct {
	number uint64
	form   idForm
	text   string
}

// placeKind says in which map a place is written.
type placeKind uint8

const (
	placeBlank placeKind = iota
	placeOld
	placeNew
	placeFormer // a unit of 2021–2025 that was abolished before the old map's eve; nobody knows its successor
)

// placeVal is a place: a unit of the old or the new map, and the hamlet.
type placeVal struct {
	unit   uint16
	kind   placeKind
	hamlet uint8
}

// row is one record's meaning in the person fields. Codes are positions in word lists plus one; 0 is blank.
type row struct {
	person                       uint32
	name, father, mother, spouse nameVal
	id                           idVal
	birth                        record.Date
	old, household               uint32
	fatherOf, motherOf           int32 // whose numbers stand as the parents'
	perm, cur, birthPlace, town  placeVal
	sex, group, religion         uint8
	nation, marital, blood       uint8
	relation, status, form, kind uint8
	statusDate, updated          record.Date
	initials                     bool // the name is abbreviated
	alias                        bool // the ethnic group stands under another name
}

// Nationalities, as positions in nationWords plus one.
const (
	nationVietnam = iota + 1
	nationLaos
	nationChina
	nationUSA
	nationStateless
	nationUndetermined
)

// trueRow is a person as they truly are, the addresses written in the given map.
func (w *world) trueRow(i uint32, newUnits bool) row {
	p := &w.people[i]
	r := row{person: i, birth: p.birth, old: p.cmnd, household: p.household + 1, sex: uint8(1 + sexOf(p.female)),
		group: p.group + 1, religion: p.religion + 1, nation: nationVietnam, marital: p.marital, blood: p.blood,
		relation: p.relation, form: 1, kind: 1}
	r.fatherOf, r.motherOf = p.father, p.mother
	r.name.ref, r.father.ref, r.mother.ref = p.name, p.fatherName, p.motherName
	if p.flags&noFather != 0 && p.flags&recognitionRecorded == 0 {
		r.father.blank = true
	}
	if p.spouse != none && p.marital == married {
		r.spouse.ref = w.people[p.spouse].name
	} else {
		r.spouse.blank = true
	}
	r.id = idVal{number: p.id, form: idTwelve}
	r.perm = w.place(p.home, p.newHome, p.hamlet, newUnits)
	r.cur = r.perm
	if p.away != 0 {
		r.cur = w.anyPlace(p.away-1, p.hamlet, newUnits)
	}
	r.birthPlace = w.anyPlace(p.birthPlace, 0, false)
	r.town = w.anyPlace(p.homeTown, 0, false)
	switch p.state {
	case notCitizen:
		r.nation = []uint8{nationLaos, nationChina, nationUSA, nationStateless, nationUndetermined}[p.id%5]
	case special3, special4:
		r.nation = nationUndetermined
	case special1:
		r.nation = nationLaos
	case special2:
		r.nation = 0
	}
	return r
}

func (w *world) place(old, new uint16, hamlet uint8, newUnits bool) placeVal {
	if newUnits {
		return placeVal{unit: new, kind: placeNew, hamlet: hamlet + 1}
	}
	return placeVal{unit: old, kind: placeOld, hamlet: hamlet + 1}
}

// anyPlace is a place by its old unit, written in the new map where that is wanted and known.
func (w *world) anyPlace(old uint16, hamlet uint8, newUnits bool) placeVal {
	if newUnits && len(w.successors[old]) > 0 {
		return placeVal{unit: w.successors[old][0], kind: placeNew, hamlet: hamlet}
	}
	return placeVal{unit: old, kind: placeOld, hamlet: hamlet}
}

// commune is the code of the unit in force at as_of that a place lies in, 0 where that cannot be told.
func (w *world) commune(p placeVal) uint32 {
	switch {
	case p.kind == placeBlank, p.kind == placeFormer:
		return 0
	case p.kind == placeNew:
		return w.newUnits[p.unit].Code
	case w.asOf < reform:
		return w.oldUnits[p.unit].Code
	case len(w.successors[p.unit]) == 1:
		return w.newUnits[w.successors[p.unit][0]].Code
	}
	return 0
}
