package synth

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/record"
)

// col is a column a file may have.
type col uint8

const (
	colRecord col = iota
	colID
	colOld
	colName
	colBirth
	colSex
	colBirthPlace
	colHomeTown
	colPerm
	colCur
	colEthnicity
	colReligion
	colNationality
	colMarital
	colBlood
	colFather
	colMother
	colFatherID
	colMotherID
	colSpouse
	colSpouseID
	colHousehold
	colHead
	colHeadID
	colRelation
	colPhone
	colStatus
	colStatusDate
	colForm
	colKind
	colUpdated
	colOwn   // the sector's own columns: colOwn, colOwn+1, …; the first is its own number, where it has one
	colCount = colOwn + maxOwn
)

// maxOwn is how many columns of its own a sector may have.
const maxOwn = 10

var colFields = [colOwn]record.Field{record.RecordID, record.PersonalIDNo, record.OldID, record.FullName, record.BirthDate,
	record.Sex, record.BirthPlace, record.HomeTown, record.PermanentAddress, record.CurrentAddress, record.Ethnicity,
	record.Religion, record.Nationality, record.MaritalStatus, record.BloodType, record.FatherName, record.MotherName,
	record.FatherID, record.MotherID, record.SpouseName, record.SpouseID, record.HouseholdID, record.HeadName, record.HeadID,
	record.RelationToHead, record.Phone, record.Status, record.StatusDate, record.ResidenceForm, record.ResidenceKind,
	record.UpdatedAt}

// pen writes rows of one dataset in its file's form. It chooses among the legal writings; each goroutine has its own.
type pen struct {
	w     *world
	spec  *sector
	delim byte
	eol   string
	out   []byte
	s     stream
	rate  *[faultCount]float64
	log   func(c col, k kind)
	// The writings chosen for the row at hand.
	style [faultCount]bool
	// letters are a legacy encoding's, nil for UTF-8.
	letters map[rune]string
}

// rowStyles are the writings chosen once for a row; the others are chosen cell by cell.
var rowStyles = [...]kind{formTone, formIY, formEth, formNFD, formUpper, formUnmarked, formSpaces, formNoBreak, formInitials,
	formTelex, formVNI, formZeroWidth, formTitle, formOrder, formDateSerial, formDateTwoDigits, formDateShort, formDateDashes, formDateISO, formDateWords, formDateZeros, formIDZeros, formIDSpaced,
	formIDApostrophe, formIDLetterO, formAddressShort, formAddressBare, formAddressDashes, formAddressReversed,
	formAddressUpper, formAddressUnmarked, formAddressCommune}

// choose draws the row's writings. Those that lose meaning (no marks, the year alone) are marked in the row.
func (p *pen) choose(r *row) {
	for _, k := range rowStyles {
		p.style[k] = p.rate[k] > 0 && p.s.float() < p.rate[k]
	}
	if p.style[formInitials] && r.name.alt == "" && !r.name.blank && !p.style[formUnmarked] {
		full := p.w.text(&r.name)
		if text := initials(full, &p.s); text != full {
			r.name.alt, r.initials = text, true
			p.log(colName, formInitials)
		}
	}
	if p.style[formUnmarked] {
		r.name.unmarked, r.father.unmarked, r.mother.unmarked, r.spouse.unmarked = true, true, true, true
	}
	if p.rate[formYearOnly] > 0 && p.s.float() < p.rate[formYearOnly] && r.birth.Month() != 0 {
		r.birth = record.MakeDate(r.birth.Year(), 0, 0)
		p.log(colBirth, formYearOnly)
	}
	if p.rate[formMonthOnly] > 0 && p.s.float() < p.rate[formMonthOnly] && r.birth.IsFull() {
		r.birth = record.MakeDate(r.birth.Year(), r.birth.Month(), 0)
		p.log(colBirth, formMonthOnly)
	}
	r.alias = p.rate[formEthnicityAlias] > 0 && p.s.float() < p.rate[formEthnicityAlias]
}

// begin starts a cell, end closes it, with quotes where it needs them.
func (p *pen) end(from int) {
	cell := p.out[from:]
	quote := false
	for _, b := range cell {
		if b == p.delim || b == '"' || b == '\n' || b == '\r' {
			quote = true
			break
		}
	}
	if quote {
		text := strings.ReplaceAll(string(cell), `"`, `""`)
		p.out = append(append(append(p.out[:from], '"'), text...), '"')
	}
}

// row writes one row.
func (p *pen) row(id string, r *row, f *fact) {
	for i, c := range p.spec.columns {
		if i > 0 {
			p.out = append(p.out, p.delim)
		}
		from := len(p.out)
		p.cell(c.col, id, r, f)
		if p.letters != nil && (isName(c.col) || isPlace(c.col)) {
			p.out = append(p.out[:from], mojibake(string(p.out[from:]), p.letters)...)
		}
		p.end(from)
	}
	p.out = append(p.out, p.eol...)
}

func (p *pen) cell(c col, id string, r *row, f *fact) {
	w := p.w
	switch c {
	case colRecord:
		p.out = append(p.out, id...)
	case colID:
		p.id(&r.id, w.people[r.person].id)
	case colOld:
		if r.old != 0 {
			p.digits(uint64(r.old), 9)
		}
	case colName:
		p.name(c, &r.name)
	case colFather:
		p.name(c, &r.father)
	case colMother:
		p.name(c, &r.mother)
	case colSpouse:
		p.name(c, &r.spouse)
	case colBirth:
		p.date(c, r.birth)
	case colPerm:
		p.place(c, r.perm)
	case colCur:
		p.place(c, r.cur)
	case colBirthPlace:
		p.place(c, r.birthPlace)
	case colHomeTown:
		p.place(c, r.town)
	case colEthnicity:
		p.ethnicity(r)
	case colSex:
		p.word(sexWords, r.sex)
	case colReligion:
		p.word(religionWords, r.religion)
	case colNationality:
		p.word(nationWords, r.nation)
	case colMarital:
		p.word(maritalWords, r.marital)
	case colBlood:
		p.word(bloodWords, r.blood)
	case colRelation:
		p.word(relationWords, r.relation)
	case colForm:
		p.word(formWords, r.form)
	case colKind:
		p.word(kindWords, r.kind)
	case colStatus:
		p.out = append(p.out, p.spec.statusWord(r.status)...)
	case colStatusDate:
		p.out = appendDay(p.out, r.statusDate)
	case colUpdated:
		p.out = appendDay(p.out, r.updated)
	case colHousehold:
		if r.household != 0 {
			p.digits(uint64(w.cfg.Province)*10_000_000+uint64(r.household), 9)
		}
	default:
		p.relative(c, r, f)
	}
}

// relative writes the columns that are another person's, the telephone, and the sector's own.
func (p *pen) relative(c col, r *row, f *fact) {
	w := p.w
	who := &w.people[r.person]
	number := func(i int32) {
		if i != none && (w.people[i].inRegister() || w.people[i].state == stateNormal) {
			p.digits(w.people[i].id, 12)
		}
	}
	switch c {
	case colFatherID:
		if !r.father.blank {
			number(r.fatherOf)
		}
	case colMotherID:
		if !r.mother.blank {
			number(r.motherOf)
		}
	case colSpouseID:
		if !r.spouse.blank {
			number(who.spouse)
		}
	case colHead:
		if r.household != 0 && who.head != none {
			p.out = w.names.appendName(p.out, w.people[who.head].name)
		}
	case colHeadID:
		if r.household != 0 {
			number(who.head)
		}
	case colPhone:
		if who.phone != 0 {
			p.out = append(p.out, "09"...)
			p.digits(uint64(who.phone), 8)
		}
	default:
		p.out = append(p.out, f.own[c-colOwn]...)
	}
}

func (p *pen) word(list []string, v uint8) {
	if v != 0 {
		p.out = append(p.out, list[v-1]...)
	}
}

func (p *pen) ethnicity(r *row) {
	if r.group == 0 {
		return
	}
	name := p.w.groups[r.group-1].Name
	if a := ethnicAliases[name]; r.alias && a != nil {
		name = a[int(r.person)%len(a)]
		p.log(colEthnicity, formEthnicityAlias)
	}
	p.out = append(p.out, name...)
}

func (p *pen) digits(n uint64, width int) {
	var b [20]byte
	s := strconv.AppendUint(b[:0], n, 10)
	for i := len(s); i < width; i++ {
		p.out = append(p.out, '0')
	}
	p.out = append(p.out, s...)
}

// name writes a name in the row's writing.
func (p *pen) name(c col, v *nameVal) {
	if v.blank {
		return
	}
	st := &p.style
	if !(st[formTone] || st[formIY] || st[formEth] || st[formNFD] || st[formUpper] || v.unmarked || st[formSpaces] ||
		st[formNoBreak] || st[formTelex] || st[formVNI] || st[formZeroWidth] || st[formTitle] || st[formOrder]) {
		if v.alt != "" {
			p.out = append(p.out, v.alt...)
		} else {
			p.out = p.w.names.appendName(p.out, v.ref)
		}
		return
	}
	p.out = append(p.out, p.styled(c, v)...)
}

// styled returns a name in the row's writing and notes each change.
func (p *pen) styled(c col, v *nameVal) string {
	text := p.w.text(v)
	apply := func(k kind, on bool, change func(string) string) {
		if !on {
			return
		}
		if t := change(text); t != text {
			text = t
			p.log(c, k)
		}
	}
	st := &p.style
	own := c == colName && v.alt == "" && !v.unmarked // the writings that only a right name bears
	apply(formTelex, st[formTelex] && own && !st[formUpper], telex)
	apply(formVNI, st[formVNI] && own && !st[formUpper] && !st[formTelex], vni)
	apply(formOrder, st[formOrder] && own && !st[formTelex] && !st[formVNI] && !st[formTitle], givenFirst)
	apply(formTone, st[formTone], retone)
	apply(formIY, st[formIY], swapIY)
	apply(formUnmarked, v.unmarked, unmark)
	apply(formUpper, st[formUpper], strings.ToUpper)
	apply(formEth, st[formEth], func(t string) string { return strings.ReplaceAll(t, "Đ", "Ð") })
	apply(formNFD, st[formNFD], norm.NFD.String)
	apply(formSpaces, st[formSpaces], func(t string) string { return " " + strings.Replace(t, " ", "  ", 1) + " " })
	apply(formTitle, st[formTitle] && own, func(t string) string { return "Ông/Bà " + t })
	apply(formZeroWidth, st[formZeroWidth], func(t string) string { return strings.Replace(t, " ", "\u200b ", 1) })
	apply(formNoBreak, st[formNoBreak], func(t string) string { return strings.Replace(t, " ", "\u00a0", 1) })
	return text
}

// titles are given names that before a name are a form of address.
var titles = setOf("Anh", "Chị", "Cô", "Bà", "Ông", "Em", "Bé", "Cụ", "Thầy")

// givenFirst writes the given name before the surname.
func givenFirst(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 || titles[name[i+1:]] {
		return name
	}
	return name[i+1:] + " " + name[:i]
}

func (p *pen) date(c col, d record.Date) {
	switch {
	case d == 0:
		return
	case !d.IsFull() && d.Month() != 0:
		p.digits(uint64(d.Month()), 2)
		p.out = append(p.out, '/')
		p.digits(uint64(d.Year()), 4)
		return
	case !d.IsFull():
		if p.style[formDateZeros] {
			p.out = append(p.out, "00/00/"...)
			p.log(c, formDateZeros)
		}
		p.digits(uint64(d.Year()), 4)
		return
	}
	join := func(width int, sep string, parts ...int) {
		for i, n := range parts {
			if i > 0 {
				p.out = append(p.out, sep...)
			}
			p.digits(uint64(n), width)
		}
	}
	switch {
	case p.style[formDateShort]:
		join(1, "/", d.Day(), d.Month(), d.Year())
		p.log(c, formDateShort)
	case p.style[formDateDashes]:
		join(2, "-", d.Day(), d.Month(), d.Year())
		p.log(c, formDateDashes)
	case p.style[formDateISO]:
		join(2, "-", d.Year(), d.Month(), d.Day())
		p.log(c, formDateISO)
	case p.style[formDateSerial] && c == colBirth:
		p.digits(uint64(serialDay(d)), 5)
		p.log(c, formDateSerial)
	case p.style[formDateTwoDigits] && d.Year() > p.w.asOf.Year()-99 && d.Year() < 2000:
		join(2, "/", d.Day(), d.Month(), d.Year()%100)
		p.log(c, formDateTwoDigits)
	case p.style[formDateWords]:
		p.out = append(p.out, "ngày "+strconv.Itoa(d.Day())+" tháng "+strconv.Itoa(d.Month())+" năm "+strconv.Itoa(d.Year())...)
		p.log(c, formDateWords)
	default:
		p.out = appendDay(p.out, d)
	}
}

// serialDay is the number a spreadsheet keeps a day as: days since 30 December 1899.
func serialDay(d record.Date) int {
	y, m := d.Year(), d.Month()
	if m < 3 {
		y, m = y-1, m+12
	}
	// Days of the proleptic Gregorian calendar (Fliegel and Van Flandern), shifted to the spreadsheet's epoch.
	return 365*y + y/4 - y/100 + y/400 + (153*m-457)/5 + d.Day() - 693900
}

// appendDay writes dd/mm/yyyy, or the year where only that is known.
func appendDay(b []byte, d record.Date) []byte {
	if d == 0 {
		return b
	}
	if d.IsFull() {
		b = append(b, byte('0'+d.Day()/10), byte('0'+d.Day()%10), '/', byte('0'+d.Month()/10), byte('0'+d.Month()%10), '/')
	}
	return strconv.AppendInt(b, int64(d.Year()), 10)
}

func dayText(d record.Date) string { return string(appendDay(nil, d)) }

func (p *pen) id(v *idVal, whose uint64) {
	switch v.form {
	case idBlank:
	case idOld:
		p.digits(v.number, 9)
	case idLength, idCharacters:
		p.out = append(p.out, v.text...)
	case idTwelve:
		p.twelve(v.number, whose)
	}
}

func (p *pen) twelve(n, whose uint64) {
	switch st := &p.style; {
	case st[formIDZeros] && n == whose: // an eaten zero can only be told where the rest is right
		p.digits(n, 1)
		p.log(colID, formIDZeros)
	case st[formIDSpaced]:
		t := record.FormatID(n)
		p.out = append(p.out, t[:3]+" "+t[3:6]+" "+t[6:]...)
		p.log(colID, formIDSpaced)
	case st[formIDApostrophe]:
		p.out = append(p.out, '\'')
		p.digits(n, 12)
		p.log(colID, formIDApostrophe)
	case st[formIDLetterO]:
		p.out = append(p.out, strings.Replace(record.FormatID(n), "0", "O", 1)...)
		p.log(colID, formIDLetterO)
	default:
		p.digits(n, 12)
	}
}
