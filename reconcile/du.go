package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// missingField (rules A1, A2, C1): a cell of a required field is blank, in a file that has the column. Of a firm or an office among the customers
// nothing of a person is asked.
func missingField(s *sink) {
	for i := range s.v.required {
		r := &s.v.required[i]
		code := r.codes[s.row]
		if (code == 0 || r.blank != nil && r.blank[code]) && needed(s.v, s.row, r.field) && !s.v.isBody(s.row) {
			s.add(CodeMissingField, "", r.field)
		}
	}
}

// needed reports whether a required field makes sense for the row: only the married have a spouse, only a correction a new
// value, and a child whose birth is being registered has no number yet.
func needed(v *view, row int, f record.Field) bool {
	switch f {
	case record.PersonalIDNo:
		return v.eventOf(row) != record.EventBirth
	case record.SpouseName, record.SpouseID:
		if e := v.eventOf(row); e != "" {
			return e == record.EventMarriage || e == record.EventDivorce
		}
		return coded(v.marital, row) == record.MaritalMarried
	case record.OldValue, record.NewValue, record.CorrectedField:
		return v.eventOf(row) == record.EventCorrection
	case record.StatusDate:
		return record.Gone(v.status(row))
	}
	return true
}

// notInPopulation (rules B5, C2): the record's person is not in the register. Whom the register is not expected to hold, or
// whom another code of this criterion names, is left to those; a firm or an office is in no register of persons.
func notInPopulation(s *sink) {
	l := s.v.link(s.row)
	if l.Decision != record.DecideNone || s.v.isBody(s.row) {
		return
	}
	switch s.v.code {
	case sectorLost, sectorSpecial, sectorExit:
		return
	case sectorBooks:
		notCollected(s)
		return
	}
	switch s.v.eventOf(s.row) {
	case record.EventBirth:
		s.add(CodeBirthUncollected, "", "")
		return
	case record.EventMarriage:
		// One of the two is enough for the register to be told; the other may live in another province.
		if p, ok := s.ix.spouse(s.v, s.row); ok {
			marriageNotRecorded(s, p)
			return
		}
	case record.EventDivorce:
		if p, ok := s.ix.spouse(s.v, s.row); ok {
			divorceNotRecorded(s, p)
			return
		}
	}
	s.add(CodeNotInPopulation, "", "")
}

// notCollected (rules C2, C3): a permanent resident by the books who is not in the register, in one of the three forms.
func notCollected(s *sink) {
	if st := s.v.status(s.row); s.v.temporary(s.row) || record.Gone(st) && st != record.StatusMissing {
		return
	}
	s.add(CodeNotCollected, "form_"+s.v.residenceForm(s.row), "")
}

// residenceForm returns the form of a resident by the books (rule C2): what they say, else by the current address.
func (v *view) residenceForm(row int) string {
	switch form := coded(v.people.Coded[record.ResidenceForm], row); form {
	case record.Form1, record.Form2, record.Form3:
		return form
	}
	if now := v.people.Places[record.CurrentAddress]; now != nil {
		here := &now.Dict[now.Codes[row]]
		if c, home := here.Commune(), v.people.Commune[row]; c != 0 && home != 0 && c != home {
			return record.Form2
		}
		if homes := v.people.Places[record.PermanentAddress]; homes != nil { // "Quận 7, TP Hồ Chí Minh" is known well enough
			if same, known := homes.Dict[homes.Codes[row]].Common(*here); same < known {
				return record.Form2
			}
		}
	}
	return record.Form1
}

// doubleResidence (rule C3): one person permanently registered in two households.
func doubleResidence(s *sink) {
	if s.v.mark(s.row)&markDouble != 0 {
		s.add(CodeDoubleResidence, "", record.HouseholdID)
	}
}

// markClusters says of every row in a cluster whether it repeats the survivor, or is one of several registrations.
func (v *view) markClusters() {
	if len(v.clusters) == 0 {
		return
	}
	v.marks = make([]mark, v.rows)
	for i := range v.clusters {
		c := &v.clusters[i]
		if v.code == sectorBooks {
			v.markBooks(c)
			continue
		}
		for _, row := range c.Rows {
			if row != c.Survivor {
				v.marks[row] = markDuplicate
			}
		}
		if v.register {
			v.markTwoHomes(c)
		}
	}
}

// markTwoHomes marks the rows of a person whom the register itself has in two households of two communes (rule C3): beside
// cancelling the copy, one of the two registrations must be struck.
func (v *view) markTwoHomes(c *record.Cluster) {
	h := v.people.Texts[record.HouseholdID]
	for i, a := range c.Rows {
		for _, b := range c.Rows[i+1:] {
			x, y := h.CanonAt(int(a)), h.CanonAt(int(b))
			here, there := v.people.Commune[a], v.people.Commune[b]
			if x != 0 && y != 0 && x != y && here != 0 && there != 0 && here != there {
				v.marks[a] |= markDouble
				v.marks[b] |= markDouble
			}
		}
	}
}

// markBooks marks a cluster of the residence books. A permanent registration, a temporary one, and one that was struck out
// are three facts of one person and do not repeat each other; two permanent ones in two households are a fault of their
// own (rule C3) and not duplicates.
func (v *view) markBooks(c *record.Cluster) {
	const (
		permanent = iota
		temporary
		struckOut
	)
	var kept [3]int
	for i := range kept {
		kept[i] = -1
	}
	sort := func(row uint32) int {
		switch {
		case record.Gone(v.status(int(row))):
			return struckOut
		case v.temporary(int(row)):
			return temporary
		}
		return permanent
	}
	kept[sort(c.Survivor)] = int(c.Survivor)
	double := false
	for _, row := range c.Rows {
		k := sort(row)
		switch {
		case kept[k] < 0:
			kept[k] = int(row)
		case k == permanent && v.twoHouseholds(kept[k], int(row)):
			double = true
		}
	}
	for _, row := range c.Rows {
		switch k := sort(row); {
		case k == permanent && double:
			v.marks[row] = markDouble
		case k != struckOut && kept[k] != int(row):
			v.marks[row] = markDuplicate
		}
	}
}

// twoHouseholds reports whether two registrations are in different households: by their numbers, else by their communes. One
// number in two communes is one household with a wrong address, unless the heads differ: numbers are unique within a commune only.
func (v *view) twoHouseholds(a, b int) bool {
	x, y := v.people.Commune[a], v.people.Commune[b]
	apart := x != 0 && y != 0 && x != y
	h := v.people.Texts[record.HouseholdID]
	switch m, n := h.CanonAt(a), h.CanonAt(b); {
	case m == 0 || n == 0:
		return apart
	case m != n:
		return true
	}
	heads := v.people.Names[record.HeadName]
	if !apart || heads == nil {
		return false
	}
	m, n := heads.At(a), heads.At(b)
	return compareNames(&m, &n).differs()
}

// compareCounts (rules C3, D3) holds each commune's register count against its archive's, on the first residence books of
// the run. Communes the archive holds nobody of are not judged: their archive is not in the run.
func (ix *index) compareCounts(all []*Findings, tallies []*tally) {
	first := -1
	archive := map[uint32]int64{}
	for i, v := range ix.sectors {
		if v.code != sectorBooks {
			continue
		}
		if first < 0 {
			first = i
		}
		t := tallies[i+1]
		for p, f := range t.figures {
			archive[t.communes[p]] += f[cArchive]
		}
	}
	if first < 0 {
		return
	}
	for _, commune := range slices.Sorted(maps.Keys(ix.archived)) {
		if commune == 0 {
			continue
		}
		register := tallies[0].at(commune)[cRegister]
		code := CodeCountLow
		switch {
		case register == archive[commune]:
			continue
		case register > archive[commune]:
			code = CodeCountHigh
		}
		sp := ix.specs[reasonKey{code, ""}]
		l := all[first+1]
		l.extras = append(l.extras, extra{
			record: fmt.Sprintf("%05d", commune), ours: strconv.FormatInt(archive[commune], 10), theirs: strconv.FormatInt(register, 10),
		})
		l.found = append(l.found, found{
			row: -1, person: record.NoRow, commune: commune, extra: uint32(len(l.extras)), kind: ix.list.kindNumber(sp.kind(code, false)),
		})
	}
}
