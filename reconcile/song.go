package reconcile

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// deathNotRecorded (rule E2): a death event, or a record whose own status says dead, of a person the register has alive. One that cannot have
// been is impossible and nothing to record.
func deathNotRecorded(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok || s.v.eventOf(s.row) != record.EventDeath && s.v.status(s.row) != record.StatusDead {
		return
	}
	if !s.ix.registerDead(p) && !s.ix.noDeath(s.v, s.row) {
		s.addValues(CodeDeathUnrecorded, "", "", s.ix.register.cell(record.Status, p))
	}
}

// civilEvents (rule E2): marriages, divorces, corrections and recognitions the register does not show yet.
func civilEvents(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok || s.v.event == nil {
		return
	}
	switch s.v.eventOf(s.row) {
	case record.EventMarriage:
		marriageNotRecorded(s, p)
	case record.EventDivorce:
		divorceNotRecorded(s, p)
	case record.EventCorrection:
		correctionNotApplied(s, p)
	case record.EventParent:
		parentNotRecorded(s, p)
	}
}

// marriageNotRecorded judges a marriage event for one of the two.
func marriageNotRecorded(s *sink, p int) {
	marital := s.ix.register.people.Coded[record.MaritalStatus]
	day := s.v.eventDay(s.row)
	if marital == nil || later(s.ix.divorces[s.ix.person(p)], day) {
		return
	}
	switch coded(marital, p) {
	case record.MaritalMarried:
		return
	case record.MaritalDivorced, record.MaritalWidowed:
		// The register has moved on since: it knows what came after this marriage.
		if d := s.ix.register.date(record.UpdatedAt, p); d != 0 && day != 0 && surelyAfter(d, day) {
			return
		}
	}
	for _, m := range s.ix.others(p) {
		if coded(marital, int(m)) == record.MaritalMarried {
			return
		}
	}
	s.addPerson(CodeMarriageMissing, "", record.MaritalStatus, p)
}

// divorceNotRecorded judges a divorce event for one of the two.
func divorceNotRecorded(s *sink, p int) {
	marital := s.ix.register.people.Coded[record.MaritalStatus]
	if coded(marital, p) != record.MaritalMarried || later(s.ix.marriages[s.ix.person(p)], s.v.eventDay(s.row)) {
		return
	}
	s.addPerson(CodeDivorceMissing, "", record.MaritalStatus, p)
}

// later reports whether one of the days may come after the day; days that are not told may.
func later(days []record.Date, day record.Date) bool {
	for _, d := range days {
		if d == 0 || day == 0 || d > day {
			return true
		}
	}
	return false
}

// correctedField returns the canonical field a correction changes, empty where it does not tell.
func (v *view) correctedField(row int) record.Field {
	if f := coded(v.people.Coded[record.CorrectedField], row); f != "" {
		return record.Field(f)
	}
	s := v.people.Texts[record.CorrectedField].At(row)
	if s == "" {
		s = v.table.Column(record.CorrectedField).At(row)
	}
	if f := fieldOfWords(viet.Words(s)); f != "" {
		return f
	}
	// The values may carry their label: "Dân tộc: Kinh" → "Dân tộc: Thái".
	f, _ := labelled(v.cell(record.NewValue, row))
	return f
}

// fieldOfWords returns the canonical field that civil-status offices call by these words.
func fieldOfWords(words string) record.Field {
	switch words {
	case "ho va ten", "ho ten", "ten", "ho", "chu dem", "ho chu dem va ten", "ten dem", "full name", "ho chu dem", "chu dem va ten":
		return record.FullName
	case "ngay sinh", "ngay thang nam sinh", "nam sinh", "birth date", "ngay thang sinh":
		return record.BirthDate
	case "gioi tinh", "sex":
		return record.Sex
	case "dan toc", "ethnicity":
		return record.Ethnicity
	case "que quan", "home town":
		return record.HomeTown
	case "noi sinh", "birth place":
		return record.BirthPlace
	case "ten cha", "ho ten cha", "ho va ten cha", "cha", "father name":
		return record.FatherName
	case "ten me", "ho ten me", "ho va ten me", "me", "mother name":
		return record.MotherName
	case "quoc tich", "nationality":
		return record.Nationality
	case "ton giao", "religion":
		return record.Religion
	}
	return ""
}

// labelled splits a cell such as "Dân tộc: Kinh" or "Ngày sinh 11/08/1996" into the field its label names and the value; the
// field is empty where the cell has no label. Without a colon only labels of two words and more count: "Hà" may be a name.
func labelled(cell string) (record.Field, string) {
	if label, value, ok := strings.Cut(cell, ":"); ok {
		if f := fieldOfWords(viet.Words(label)); f != "" {
			return f, strings.TrimSpace(value)
		}
	}
	words := strings.Fields(cell)
	for n := min(len(words)-1, 6); n >= 2; n-- {
		if f := fieldOfWords(viet.Words(strings.Join(words[:n], " "))); f != "" {
			return f, strings.Join(words[n:], " ")
		}
	}
	return "", cell
}

// correctionNotApplied judges a correction whose new value the register does not hold. Of several corrections of one field
// the last one counts. A correction that does not say what it changes is judged by its old value: where one of the
// person's fields still holds it, it was not applied.
func correctionNotApplied(s *sink, p int) {
	r := s.ix.register
	_, old := labelled(s.v.cell(record.OldValue, s.row))
	_, now := labelled(s.v.cell(record.NewValue, s.row))
	if viet.Words(now) == "" {
		return
	}
	f := s.v.correctedField(s.row)
	if f == "" {
		for _, g := range [...]record.Field{record.FullName, record.BirthDate, record.Sex, record.Ethnicity, record.FatherName, record.MotherName, record.HomeTown, record.BirthPlace} {
			if c := r.cell(g, p); c != "" && writes(c, old) && !writes(c, now) {
				s.add(CodeCorrection, "", g)
				return
			}
		}
		return
	}
	if last := s.ix.corrections[correctionKey{s.ix.person(p), f}]; last != 0 && s.v.eventDay(s.row) != 0 && s.v.eventDay(s.row) < last {
		return
	}
	if r.table.Column(f) == nil || r.holdsValue(f, p, now) {
		return
	}
	for _, m := range s.ix.others(p) {
		if r.holdsValue(f, int(m), now) {
			return
		}
	}
	s.add(CodeCorrection, "", f)
}

// holdsValue reports whether a cell of the register holds a value as some other column writes it: as read, or in the
// canonical form.
func (v *view) holdsValue(f record.Field, row int, s string) bool {
	if writes(v.cell(f, row), s) {
		return true
	}
	switch {
	case v.people.Names[f] != nil:
		n := v.people.Names[f].At(row)
		return writes(n.Full, s)
	case v.people.Dates[f] != nil:
		d := v.people.Dates[f].At(row)
		return readsAs(s, d.Date) || d.Alt != 0 && readsAs(s, d.Alt)
	case v.people.Coded[f] != nil:
		return v.sameWord(f, row, s)
	case v.people.Places[f] != nil:
		return contains(v.cell(f, row), s)
	}
	return false
}

// sameWord looks a word up among the column's own values: another writing of the row's code is the row's value.
func (v *view) sameWord(f record.Field, row int, s string) bool {
	code := coded(v.people.Coded[f], row)
	if code == "" {
		return false
	}
	if s == code {
		return true
	}
	words, c := viet.Words(s), v.table.Column(f)
	for i, w := range c.Dict.All() {
		if d := &v.people.Coded[f].Dict[i]; d.Known && d.Code == code && viet.Words(w) == words {
			return true
		}
	}
	return false
}

// contains reports whether the words of one place stand in the other.
func contains(a, b string) bool {
	a, b = viet.Words(a), viet.Words(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// writes reports whether two cells write one value: the same letters in any case, with the tone of each syllable on
// whatever vowel, and whatever separators.
func writes(a, b string) bool {
	if a == b {
		return a != ""
	}
	x := tones(a)
	return x != "" && x == tones(b)
}

// tones rewrites a text with the tone of each syllable at its end, in lower case, separators dropped.
func tones(s string) string {
	var b strings.Builder
	var tone rune
	flush := func() {
		if tone != 0 {
			b.WriteRune(tone)
			tone = 0
		}
	}
	for _, r := range norm.NFD.String(strings.ToLower(strings.ReplaceAll(s, "Ð", "đ"))) {
		switch {
		case r == 0x300 || r == 0x301 || r == 0x303 || r == 0x309 || r == 0x323:
			tone = r
		case r >= 0x300 && r < 0x370 || r == 'đ' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			flush()
			if n := b.Len(); n > 0 && b.String()[n-1] != ' ' {
				b.WriteByte(' ')
			}
		}
	}
	flush()
	return strings.TrimSpace(b.String())
}

// readsAs reports whether a cell, read as a date in one of the usual orders, is the date.
func readsAs(s string, d record.Date) bool {
	if d == 0 {
		return false
	}
	var part [3]int
	n := 0
	in := false
	for _, r := range s {
		if r < '0' || r > '9' {
			in = false
			continue
		}
		if !in {
			if n == len(part) {
				break
			}
			n++
			in = true
		}
		part[n-1] = part[n-1]*10 + int(r-'0')
	}
	switch {
	case n == 1 && part[0] > 9999: // 19800503 or 03051980
		return part[0]/10000 == d.Year() && part[0] == int(digits8(d)) ||
			part[0]%10000 == d.Year() && part[0]/1000000 == d.Day() && part[0]/10000%100 == d.Month()
	case n == 1:
		return part[0] == d.Year()
	case n == 3 && part[0] > 31:
		return part[0] == d.Year() && part[1] == d.Month() && part[2] == d.Day()
	case n == 3:
		return part[2] == d.Year() && part[1] == d.Month() && part[0] == d.Day()
	case n == 2 && d.Day() == 0:
		return part[0] == d.Month() && part[1] == d.Year()
	}
	return false
}

// parentNotRecorded judges the recognition of a parent: the register holds no such father or mother.
func parentNotRecorded(s *sink, p int) {
	told := false
	for _, f := range [...]record.Field{record.FatherName, record.MotherName} {
		ours, theirs := s.v.people.Names[f], s.ix.register.people.Names[f]
		if ours.CanonAt(s.row) == 0 || theirs == nil {
			continue
		}
		told = true
		a := ours.At(s.row)
		held := false
		for _, m := range append([]uint32{uint32(p)}, s.ix.others(p)...) {
			b := theirs.At(int(m))
			if compareNames(&a, &b) == same {
				held = true
			}
		}
		if !held {
			s.add(CodeParentMissing, "", f)
		}
	}
	now := s.v.cell(record.NewValue, s.row)
	if told || now == "" {
		return
	}
	if r := s.ix.register; !r.holdsValue(record.FatherName, p, now) && !r.holdsValue(record.MotherName, p, now) {
		s.add(CodeParentMissing, "", "")
	}
}

// moveNotRecorded (rule E1): a notice of settling abroad of a person counted as resident, somebody whom the books of another commune
// have as newly come, or whom their own commune's books struck out as moved.
func moveNotRecorded(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok || !s.ix.register.resident(p) {
		return
	}
	switch s.v.code {
	case sectorExit:
		if coded(s.v.people.Coded[record.NoticeKind], s.row) == record.NoticeSettled {
			s.addValues(CodeMoveMissing, "", "", s.ix.register.cell(record.Status, p))
		}
	case sectorBooks:
		if s.v.home != nil && s.v.resident(s.row) && s.ix.movedHere(s.v, s.row, p) || s.ix.movedAway(s.v, s.row, p) {
			s.add(CodeMoveMissing, "", record.PermanentAddress)
		}
	}
}

// movedHere reports whether a record of the residence books tells of a move the register has not followed: it has the person in
// another commune than all the register's records, and says that the person came there, is dated after the register's last
// update, or was preceded by books that struck the person out as moved. Without any of these the address may as well be wrong,
// and is verified.
func (ix *index) movedHere(v *view, row, p int) bool {
	for _, r := range append([]uint32{uint32(p)}, ix.others(p)...) {
		if v.home(row, int(r)) != different {
			return false
		}
	}
	if arrived := v.arrived; arrived != nil && arrived[v.state.Codes[row]] {
		return true
	}
	day, known := v.date(record.StatusDate, row), ix.register.date(record.UpdatedAt, p)
	return day != 0 && known != 0 && surelyAfter(day, known) || ix.held[ix.person(p)]&heldMoved != 0
}

// movedAway reports whether a record of the residence books says that the person moved away from where the register still has him or
// her. Where other books hold the person, what those say is the newer: come back, or come to another commune, which is told there.
func (ix *index) movedAway(v *view, row, p int) bool {
	switch v.status(row) {
	case record.StatusMoved, record.StatusAbroad:
	default:
		return false
	}
	from := v.people.Commune[row]
	return !v.temporary(row) && from != 0 && from == ix.register.people.Commune[p] && ix.held[ix.person(p)]&(heldHere|heldElsewhere) == 0
}

// arrivals tells which words of a status column say that the person came: "Chuyển đến", "Mới nhập khẩu".
func arrivals(v *record.Values[record.Coded], c *record.Column) []bool {
	if v == nil || c == nil {
		return nil
	}
	out := make([]bool, c.Dict.Len())
	for i, s := range c.Dict.All() {
		if d := &v.Dict[i]; d.Known && record.Gone(d.Code) {
			continue
		}
		out[i] = saying.Of(s).Arrived()
	}
	return out
}

// activeAfterDeath (rules E2, E4): a sector still counts, insures or pays a person known dead.
func activeAfterDeath(s *sink) {
	p, ok := s.v.linked(s.row)
	if !ok || !s.v.sector.Active {
		return
	}
	day, dead := s.ix.dead(p)
	if !dead {
		return
	}
	if !stillActive(s.v, s.row, day, s.ix.asOf) {
		return
	}
	s.addValues(CodeActiveAfterDeath, "", record.Status, s.ix.register.cell(record.Status, p))
}

// stillActive reports whether a record of a sector that counts, insures or pays people does so of somebody dead since the day (0 =
// not told): its status does not say that it ended, its validity holds, and what does not say is judged by what was last paid.
func stillActive(v *view, row int, day, asOf record.Date) bool {
	switch v.status(row) {
	case record.StatusDead, record.StatusStopped, record.StatusCancelled, record.StatusDeregistered:
		return false
	case record.StatusActive:
	default:
		if paid := v.date(record.LastPaid, row); paid != 0 && day != 0 && !surelyAfter(paid, day) {
			return false
		}
	}
	end := v.date(record.ValidTo, row)
	return end == 0 || !surelyAfter(asOf, end)
}

// oldIDsEnd is the day from which a CMND no longer holds (Law on Identification 2023).
var oldIDsEnd = record.MakeDate(2025, 1, 1)

// oldIDInUse (rules B4, E1): a CMND stands as the person's number, which no longer holds, or whose owner has a personal ID. A CMND in
// its own column, beside a personal ID that is blank or damaged, is what that column is for: the ID is missing, or wrong.
func oldIDInUse(s *sink) {
	if s.v.stand[s.row] == 0 || s.v.id12[s.row] != 0 {
		return
	}
	if s.ix.asOf < oldIDsEnd {
		person, ok := s.v.linked(s.row)
		if !ok || s.ix.register.id12[person] == 0 {
			return
		}
	}
	s.add(CodeOldIDInUse, "", record.PersonalIDNo)
}

// stale (rules E1, E4): a record in force that was not updated for longer than its sector allows.
func stale(s *sink) {
	limit := s.v.sector.StaleAfter
	if limit == 0 {
		return
	}
	_, updated := span(s.v.date(record.UpdatedAt, s.row))
	if updated == 0 || daysBetween(updated, s.ix.asOf) <= limit {
		return
	}
	if st := s.v.status(s.row); closed(st) || s.v.register && record.Gone(st) {
		return
	}
	s.add(CodeStale, "", record.UpdatedAt)
}

// oldUnitInUse (rule E1): an address in a unit abolished before as_of.
func oldUnitInUse(s *sink) {
	for i := range s.v.units {
		c := &s.v.units[i]
		if c.abolished[c.codes[s.row]] {
			s.add(CodeOldUnitInUse, "", c.field)
		}
	}
}
