package reconcile

import (
	"github.com/doisanh/doisanh/record"
)

// compare holds the linked rows from…to against their persons in every field both sides have. A column at a time: what is looked up in a
// row's place is in memory all over, and looks that do not wait for one another are under way together.
func (s *sink) compare(from, to int) {
	n := to - from
	s.first, s.verdicts = from, make([]verdict, n*len(s.v.compared))
	if len(s.verdicts) == 0 {
		return
	}
	persons := make([]int, n)
	for k := range persons {
		persons[k] = record.NoRow
		if p, ok := s.v.linked(from + k); ok {
			persons[k] = p
		}
	}
	for i := range s.v.compared {
		c, of := &s.v.compared[i], s.verdicts[i*n:(i+1)*n]
		if c.all != nil {
			c.all(from, persons, of)
			continue
		}
		for k, p := range persons {
			if p != record.NoRow {
				of[k] = c.judge(from+k, p)
			}
		}
	}
}

// ahead is the number of rows whose persons are asked for at once, a part of a chunk.
const ahead = 128

// touch reads what is asked of the persons of nearly all rows, their communes and numbers, and the figures of these communes. A processor waits
// for several of these reads at a time, but for one after the other when rules stand between them.
func (s *sink) touch(from, to int) {
	sum, communes, numbers := uint64(0), s.ix.register.people.Commune, s.ix.register.id12
	for row := from; row < to; row++ {
		if p, ok := s.v.linked(row); ok {
			sum += uint64(communes[p]) + numbers[p]
		}
	}
	for row := from; row < to; row++ {
		s.communes[row%ahead] = s.ix.commune(s.v, row)
	}
	for row := from; row < to; row++ {
		sum += uint64(s.tally.at(s.communes[row%ahead])[cRows])
	}
	s.touched += sum // so that the reads are not left out
}

// fieldMismatch (rules A2, A4, B5): a linked record and its person both hold a field, and the values cannot be two
// writings of one. Where the register holds the person twice, agreement with any of those records is agreement.
func fieldMismatch(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok {
		return
	}
	rows := len(s.verdicts) / max(1, len(s.v.compared))
	for i := range s.v.compared {
		c := &s.v.compared[i]
		v := s.verdicts[i*rows+s.row-s.first]
		if !v.differs() || s.v.event != nil && changedByEvent(s.v, s.row, c.field) {
			continue
		}
		for _, m := range s.ix.others(p) {
			if c.judge(s.row, int(m)) == same {
				v = same
				break
			}
		}
		if v.differs() {
			s.add(CodeFieldMismatch, verdictWords[v], c.field)
		}
	}
}

// changedByEvent reports whether a civil-status event changes the field, so that a difference is what the rules of song
// judge and no fault of the record.
func changedByEvent(v *view, row int, f record.Field) bool {
	switch v.eventOf(row) {
	case record.EventMarriage, record.EventDivorce:
		return f == record.MaritalStatus || f == record.SpouseName
	case record.EventDeath:
		return f == record.MaritalStatus
	case record.EventParent:
		return f == record.FatherName || f == record.MotherName
	case record.EventCorrection:
		return f == v.correctedField(row)
	}
	return false
}

// idStructure (rule B4): a personal ID that cannot be one, in its form or against the record's own data.
func idStructure(s *sink) {
	if word := s.ix.structureFault(s.v, s.row); word != "" {
		s.add(CodeIDStructure, word, record.PersonalIDNo)
	}
}

// structureFault returns the first reason why the row's personal ID cannot be one.
//
// The digits are held against the record's own sex and birth date. Where the number is the linked person's own and fits the
// register's sex and birth date, the record's are wrong, which is a field_mismatch. A number that is right for somebody else is
// id_of_another: it can be one.
func (ix *index) structureFault(v *view, row int) string {
	if v.ids != nil {
		switch f := v.ids.Dict[v.ids.Codes[row]].Faults; {
		case !f.Has(malformed) || unknownWord(v.table.Column(record.PersonalIDNo).At(row)):
		case f.Has(record.FaultScientific):
			return "characters"
		case f.Has(record.FaultLength):
			return "length"
		case f.Has(record.FaultCharacters):
			return "characters"
		case f.Has(record.FaultProvince):
			return "province"
		}
	}
	n := v.id12[row]
	if n == 0 {
		return ""
	}
	word := ix.contradiction(n, v, row)
	if p, ok := v.linked(row); word != "" && ok {
		if ix.holds(n, ix.person(p)) && ix.knowsBirth(p) && ix.contradiction(n, ix.register, p) == "" {
			return ""
		}
	}
	if word == "" {
		return ix.borrowed(n, v, row)
	}
	if h, ok := ix.anotherHolds(v, row); ok && ix.knowsBirth(h) && ix.contradiction(n, ix.register, h) == "" {
		return "" // a right number, and another person's
	}
	return word
}

// borrowed holds the number of a record without sex or birth date of its own against the linked person's sex and birth date, which are
// the same person's. A number that somebody in the register holds is left to id_of_another, and to the register's own finding.
func (ix *index) borrowed(n uint64, v *view, row int) string {
	p, ok := v.linked(row)
	if !ok || v.sex(row) != "" && v.birth(row) != 0 {
		return ""
	}
	if _, held := ix.holders.first(n); held {
		return ""
	}
	if v.sex(row) == "" {
		if word := sexContradicts(n, ix.register, p); word != "" {
			return word
		}
	}
	if v.birth(row) == 0 {
		return birthContradicts(n, ix.register, p)
	}
	return ""
}

// knowsBirth reports whether the register knows a row's sex and birth year.
func (ix *index) knowsBirth(row int) bool {
	return ix.register.sex(row) != "" && ix.register.birth(row) != 0
}

// contradiction holds a number's digits against one row's birth place (where that says something), sex and birth year.
func (ix *index) contradiction(n uint64, v *view, row int) string {
	if ix.byProvince {
		if places := v.people.Places[record.BirthPlace]; places != nil {
			if fits, known := ix.provinceFits(n, &places.Dict[places.Codes[row]]); known && !fits {
				return "province"
			}
		}
	}
	if word := sexContradicts(n, v, row); word != "" {
		return word
	}
	return birthContradicts(n, v, row)
}

// sexContradicts holds a number's century-and-sex digit against a row's sex.
func sexContradicts(n uint64, v *view, row int) string {
	if sex := v.sex(row); sex == record.SexMale && !record.IDIsMale(n) || sex == record.SexFemale && record.IDIsMale(n) {
		return "century_sex"
	}
	return ""
}

// birthContradicts holds a number's century and year digits against a row's birth date, in either of its readings.
func birthContradicts(n uint64, v *view, row int) string {
	if v.births == nil {
		return ""
	}
	d := &v.births.Dict[v.births.Codes[row]]
	year, alt := d.Date.Year(), d.Alt.Year()
	switch of := record.IDBirthYear(n); {
	case year == 0 || of == year || of == alt:
		return ""
	case of/100 != year/100:
		return "century_sex"
	}
	return "birth_year"
}

// idOfAnother (rules B4, B5): the record's number is in the register, and there it is somebody else's.
func idOfAnother(s *sink) {
	h, ok := s.ix.anotherHolds(s.v, s.row)
	if !ok {
		return
	}
	if _, linked := s.v.linked(s.row); linked {
		s.add(CodeIDOfAnother, "", record.PersonalIDNo)
		return
	}
	// Nobody is linked: the person named is the number's holder.
	s.addPerson(CodeIDOfAnother, "", record.PersonalIDNo, h)
}

// leastMayBe is the probability from which a record may be its runner-up's. Blocking brings the holder of its number whoever he is.
const leastMayBe = .05

// anotherHolds returns the register row that holds a sector record's number, where that is another person than the record's, and than
// those it may be.
func (ix *index) anotherHolds(v *view, row int) (holder int, ok bool) {
	n := v.id12[row]
	if n == 0 || v.register {
		return 0, false
	}
	l := v.link(row)
	if l != nil && l.Person != record.NoRow && ix.register.id12[l.Person] == n {
		return 0, false // as nearly always: nobody has to be looked for
	}
	h, ok := ix.holders.first(n)
	if !ok {
		return 0, false
	}
	if l != nil {
		for _, candidate := range [...]int{l.Person, l.RunnerUp} {
			if candidate == record.NoRow || candidate == l.RunnerUp && l.RunnerUpProbability < leastMayBe {
				continue
			}
			if ix.holds(n, ix.person(candidate)) {
				return 0, false
			}
			if l.Decision == record.DecideMatch {
				break // the runner-up of a decided record is another person
			}
		}
	}
	return int(h), true
}

// numberStructure (rule A1): a sector number with a wrong form or check digit.
func numberStructure(s *sink) {
	for i := range s.v.numbers {
		c := &s.v.numbers[i]
		n := &c.values.Dict[c.values.Codes[s.row]]
		f := n.Faults
		if f == 0 {
			continue
		}
		word := ""
		switch {
		case f.Has(record.RepairedZero) && n.ID != 0 && s.notOwn(n.ID):
			word = "length"
		case f.Has(record.FaultScientific):
			word = "characters"
		case f.Has(record.FaultLength):
			word = "length"
		case f.Has(record.FaultCharacters):
			word = "characters"
		case f.Has(record.FaultPrefix):
			word = "prefix"
		case f.Has(record.FaultProvince):
			word = "province"
		case f.Has(record.FaultCheckDigit):
			word = "check_digit"
		default:
			continue
		}
		if !unknownWord(s.v.table.Column(c.field).At(s.row)) {
			s.add(CodeNumberStructure, word, c.field)
		}
	}
}

// notOwn reports whether a personal ID is surely not the row's: the record has another, or else the linked person has. Eleven digits are a
// personal ID whose zero was eaten only where that is the person's; else they are a number with a digit too many or too few.
func (s *sink) notOwn(id uint64) bool {
	own := s.v.id12[s.row]
	if own == id {
		return false
	}
	p, ok := s.v.linked(s.row)
	if !ok {
		return own != 0
	}
	return !s.ix.holds(id, s.ix.person(p)) && (own != 0 || s.ix.register.id12[p] != 0)
}

// Ages of rule impossible, in years.
const (
	parentAge = 12 // younger parents are a writing error before anything else
	brideAge  = 18 // Law on Marriage and Family 2014, article 8
	groomAge  = 20
	statusAge = 18 // for either: a marital status does not tell where the marriage was, and other laws ask less than 20 of a man
)

// cannotBe (rule A2, code impossible): what cannot be: a date after as_of or one that no calendar has, a death before birth, what is given to
// a person before birth or after death, a parent under 12 years older, a marriage under age.
func cannotBe(s *sink) {
	for i := range s.v.days {
		c := &s.v.days[i]
		d := &c.values.Dict[c.values.Codes[s.row]]
		switch {
		case surelyAfter(d.Date, s.ix.asOf) && (d.Alt == 0 || surelyAfter(d.Alt, s.ix.asOf)):
			s.add(CodeImpossible, "future", c.field)
		case d.Faults.Has(record.FaultImpossible):
			s.add(CodeImpossible, "no_such_day", c.field)
		case livedDates[c.field] && s.ix.beforeBirth(s.v, s.row, d):
			s.add(CodeImpossible, "before_birth", c.field)
		case c.field == record.DoseDate && s.ix.deadBefore(s.v, s.row, d.Date) && (d.Alt == 0 || s.ix.deadBefore(s.v, s.row, d.Alt)):
			s.add(CodeImpossible, "after_death", c.field)
		}
	}
	deathBeforeBirth(s)
	for i := range s.v.parents {
		parent(s, &s.v.parents[i])
	}
	marriageUnderAge(s)
}

// surelyAfter reports whether a is after b as far as both are known.
func surelyAfter(a, b record.Date) bool {
	switch {
	case a == 0 || b == 0:
		return false
	case a.Year() != b.Year():
		return a.Year() > b.Year()
	case a.Month() == 0 || b.Month() == 0:
		return false
	case a.Month() != b.Month():
		return a.Month() > b.Month()
	}
	return a.Day() != 0 && b.Day() != 0 && a.Day() > b.Day()
}

// surelyYounger reports whether somebody born on that day was surely under the age on the day. Where one of the two is
// known to the year or month only, it must be out of the question that the birthday had come.
func surelyYounger(born, on record.Date, age int) bool {
	if born == 0 || on == 0 {
		return false
	}
	return surelyAfter(record.MakeDate(born.Year()+age, born.Month(), born.Day()), on)
}

// birthDays returns the birth dates a row's person may have: its own, and the linked person's. What is impossible must be
// so for both, else one of them is wrong, which is a field_mismatch.
func (ix *index) birthDays(v *view, row int) (own, registers record.Date) {
	own = v.birth(row)
	registers = own
	if p, ok := v.linked(row); ok {
		if d := ix.register.birth(p); d != 0 {
			registers = d
		}
	}
	if own == 0 {
		own = registers
	}
	return own, registers
}

// death returns the day a row tells of a death, and the field that tells it; 0 where the row tells of none, or not when.
func (v *view) death(row int) (day record.Date, field record.Field) {
	if v.eventOf(row) == record.EventDeath {
		if day = v.date(record.EventDate, row); day != 0 {
			return day, record.EventDate
		}
	} else if v.status(row) != record.StatusDead {
		return 0, record.StatusDate
	}
	return v.date(record.StatusDate, row), record.StatusDate
}

// livedDates are the dates of what only the living are given or given to.
var livedDates = map[record.Field]bool{record.DoseDate: true, record.IssueDate: true, record.LastPaid: true}

// beforeBirth reports whether a day, by either reading, was surely before a row's person was born. A birth still to come is a fault of its own.
func (ix *index) beforeBirth(v *view, row int, d *record.DateValue) bool {
	if !ix.bornAfter(v, row, d.Date) || d.Alt != 0 && !ix.bornAfter(v, row, d.Alt) {
		return false
	}
	own, _ := ix.birthDays(v, row)
	return !surelyAfter(own, ix.asOf)
}

// deadBefore reports whether the person a row is linked to was surely dead before the day.
func (ix *index) deadBefore(v *view, row int, day record.Date) bool {
	p, ok := v.linked(row)
	if !ok {
		return false
	}
	died, dead := ix.dead(p)
	return dead && surelyAfter(day, died)
}

func deathBeforeBirth(s *sink) {
	if day, field := s.v.death(s.row); s.ix.bornAfter(s.v, s.row, day) {
		s.add(CodeImpossible, "death_before_birth", field)
	}
}

// bornAfter reports whether a row's person was surely born after the day. Hardly any row says so of itself, and then nothing is asked of the
// register, whose rows are all over the memory.
func (ix *index) bornAfter(v *view, row int, day record.Date) bool {
	if day == 0 {
		return false
	}
	if own := v.birth(row); own != 0 && !surelyAfter(own, day) {
		return false
	}
	own, registers := ix.birthDays(v, row)
	return surelyAfter(own, day) && surelyAfter(registers, day)
}

// noDeath reports whether the death a row tells of cannot have been: before the birth, or after as_of. It is impossible, and until it is mended
// nobody is dead by it: the day may be a slip, and the whole record somebody else's, of a grandfather of that name.
func (ix *index) noDeath(v *view, row int) bool {
	day, _ := v.death(row)
	return surelyAfter(day, ix.asOf) || ix.bornAfter(v, row, day)
}

// parent holds the number given as the father's or the mother's against its holder.
func parent(s *sink, c *parentColumn) {
	id, f := &c.ids.Dict[c.ids.Codes[s.row]], c.field
	if id.Number == 0 || id.Faults.Has(malformed) {
		return
	}
	own, registers := s.ix.birthDays(s.v, s.row)
	switch {
	case !s.ix.oldEnough(id.Number, own) && !s.ix.oldEnough(id.Number, registers):
		s.add(CodeImpossible, "parent_too_young", f)
	case s.ix.surelyOfSex(id.Number, f == record.MotherID):
		s.add(CodeImpossible, "parent_sex", f)
	}
}

// surelyOfSex reports whether the holder of a personal ID is surely a man, or else surely a woman: by the number's own digit, and by every
// register person who holds it.
func (ix *index) surelyOfSex(n uint64, male bool) bool {
	if record.IDIsMale(n) != male {
		return false
	}
	for row, ok := ix.holders.first(n); ok; row, ok = ix.holders.next(row) {
		if sex := ix.register.sex(int(row)); sex != "" && (sex == record.SexMale) != male {
			return false
		}
	}
	return true
}

// oldEnough reports whether the holder of a personal ID was, or may have been, old enough for a child born on that day.
// The register's birth date decides; where several register persons hold the number, any of them will do, and where none
// does, the number's own digits are taken.
func (ix *index) oldEnough(n uint64, child record.Date) bool {
	if child == 0 {
		return true
	}
	// By the years alone a parent is surely under 12 years older up to a difference of 11.
	old := func(parent record.Date) bool {
		return child.Year()-parent.Year() >= parentAge && !surelyYounger(parent, child, parentAge)
	}
	told := false
	for row, ok := ix.holders.first(n); ok; row, ok = ix.holders.next(row) {
		if d := ix.register.birth(int(row)); d != 0 {
			if told = true; old(d) {
				return true
			}
		}
	}
	return !told && old(record.MakeDate(record.IDBirthYear(n), 0, 0))
}

func marriageUnderAge(s *sink) {
	if s.v.eventOf(s.row) != record.EventMarriage {
		return
	}
	sex := s.v.sex(s.row)
	if p, ok := s.v.linked(s.row); ok && sex == "" {
		sex = s.ix.register.sex(p)
	}
	age := brideAge
	if sex == record.SexMale {
		age = groomAge
	}
	day := s.v.date(record.EventDate, s.row)
	if a, b := s.ix.birthDays(s.v, s.row); surelyYounger(a, day, age) && surelyYounger(b, day, age) {
		s.add(CodeImpossible, "marriage_under_age", record.EventDate)
	}
}

// marriedUnderAge holds the register's marital status, where it tells of a marriage, against the age at as_of. A sector's record that differs
// from it is a field_mismatch.
func marriedUnderAge(s *sink) {
	switch coded(s.v.marital, s.row) {
	case record.MaritalMarried, record.MaritalDivorced, record.MaritalWidowed:
	default:
		return
	}
	born := s.v.birth(s.row)
	if surelyYounger(born, s.ix.asOf, statusAge) && !surelyAfter(born, s.ix.asOf) { // a birth date after as_of is itself what cannot be
		s.add(CodeImpossible, "marriage_under_age", record.MaritalStatus)
	}
}

// notCitizen (rule B1): only Vietnamese citizens belong in the register.
func notCitizen(s *sink) {
	switch code := coded(s.v.nation, s.row); code {
	case "", record.NationalityVietnam:
	case record.NationalityStateless, record.NationalityUndetermined:
		s.addValues(CodeNotCitizen, code, record.Nationality, "")
	default:
		s.addValues(CodeNotCitizen, "foreign", record.Nationality, "")
	}
}

// nationalityLost (rule B2): on a list of those who lost the nationality, and in the register.
func nationalityLost(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok {
		return
	}
	switch s.ix.register.status(p) {
	case record.StatusDead: // nobody is left to be managed as a foreigner or deregistered
	case record.StatusDeregistered, record.StatusCancelled:
		s.addValues(CodeNationalityLost, "case_1", record.Nationality, s.ix.register.cell(record.Status, p))
	case record.StatusPending:
		s.addValues(CodeNationalityLost, "case_2", record.Nationality, s.ix.register.cell(record.Status, p))
	default:
		s.addValues(CodeNationalityLost, "case_3", record.Nationality, s.ix.register.cell(record.Status, p))
	}
}

// specialResident (rule B3): every special resident goes on the classed list.
func specialResident(s *sink) {
	class := coded(s.v.people.Coded[record.SpecialClass], s.row)
	if class == "" {
		class = "unclassed"
	}
	if _, ok := s.ix.specs[reasonKey{CodeSpecialResident, class}]; !ok {
		class = "unclassed"
	}
	s.add(CodeSpecialResident, class, "")
}
