package synth

import (
	"fmt"

	"github.com/doisanh/doisanh/record"
)

// kind is a kind of fault, a position in faultKeys.
type kind uint8

// The kinds of real error, in the order they are applied, then the ways of writing.
const (
	nameInsert kind = iota
	nameDelete
	nameSubstitute
	nameTranspose
	nameWrongMark
	nameRegional
	nameDoublet
	nameMiddleDropped
	nameGivenDropped
	nameMissing
	parentTypo
	parentWrongMark
	parentMiddleDropped
	parentWrong
	parentMissing
	spouseMissing
	spouseWrong
	parentIDWrong
	birthSwapped
	birthYear
	birthDay
	birthMonth
	birthTransposed
	birthStandIn
	birthMissing
	birthFuture
	idMissing
	idOldNumber
	idDigit
	idTransposed
	idOtherPerson
	idWrongLength
	idScientific
	idWrongCharacters
	idCentury
	idYear
	idResidenceProvince
	idUnknownProvince
	sexWrong
	sexMissing
	addressMoved
	addressFormer
	addressMissing
	ethnicityWrong
	ethnicityMissing
	religionWrong
	religionMissing
	nationalityWrong
	nationalityMissing
	maritalWrong
	maritalMissing
	bloodWrong
	bloodMissing
	homeTownWrong
	homeTownMissing
	birthPlaceWrong
	birthPlaceMissing
	householdMissing
	relationMissing
	numberMalformed
	issueDateImpossible
	numberMissing
	numberShared
	duplicateRetyped
	duplicateOtherCommune
	formTone
	formIY
	formEth
	formNFD
	formUpper
	formUnmarked
	formSpaces
	formNoBreak
	formInitials
	formTelex
	formVNI
	formZeroWidth
	formTitle
	formOrder
	formYearOnly
	formDateShort
	formDateDashes
	formDateISO
	formDateWords
	formDateZeros
	formDateSerial
	formDateTwoDigits
	formMonthOnly
	formIDZeros
	formIDSpaced
	formIDApostrophe
	formIDLetterO
	formAddressShort
	formAddressBare
	formAddressDashes
	formAddressReversed
	formAddressUpper
	formAddressUnmarked
	formAddressCommune
	formEthnicityAlias
	faultCount
)

// faultKeys are the kinds' names in the configuration and in faults.csv.
var faultKeys = [faultCount]string{"name_insert", "name_delete", "name_substitute", "name_transpose", "name_wrong_mark",
	"name_regional", "name_doublet", "name_middle_dropped", "name_given_dropped", "name_missing", "parent_typo",
	"parent_wrong_mark", "parent_middle_dropped", "parent_wrong", "parent_missing", "spouse_missing", "spouse_wrong", "parent_id_wrong",
	"birth_swapped", "birth_year", "birth_day", "birth_month", "birth_transposed", "birth_stand_in", "birth_missing",
	"birth_future", "id_missing", "id_old", "id_digit", "id_transposed", "id_other_person", "id_length", "id_scientific",
	"id_characters", "id_century", "id_year", "id_residence_province", "id_unknown_province", "sex_wrong", "sex_missing",
	"address_moved", "address_former_unit", "address_missing", "ethnicity_wrong", "ethnicity_missing", "religion_wrong", "religion_missing",
	"nationality_wrong", "nationality_missing", "marital_wrong", "marital_missing", "blood_wrong", "blood_missing",
	"home_town_wrong", "home_town_missing", "birth_place_wrong", "birth_place_missing", "household_missing",
	"relation_missing", "number_malformed", "issue_date_impossible", "number_missing", "number_shared", "duplicate_retyped",
	"duplicate_other_commune", "form_tone_placement", "form_i_y", "form_eth", "form_nfd", "form_upper", "form_unmarked",
	"form_spaces", "form_no_break_space", "form_initials", "form_telex", "form_vni", "form_zero_width", "form_title", "form_word_order", "form_year_only",
	"form_date_short", "form_date_dashes", "form_date_iso", "form_date_words", "form_date_zeros", "form_date_serial", "form_date_two_digits", "form_month_only", "form_id_zeros_eaten",
	"form_id_spaced", "form_id_apostrophe", "form_id_letter_o", "form_address_short", "form_address_bare",
	"form_address_dashes", "form_address_reversed", "form_address_upper", "form_address_unmarked",
	"form_address_commune_only", "form_ethnicity_alias"}

// ratesOf returns the error rates of a dataset.
func (c *Config) ratesOf(dataset string) *[faultCount]float64 {
	var r [faultCount]float64
	base, own := c.Errors, c.SectorErrors[dataset]
	if dataset == "dan_cu" {
		base = c.RegisterErrors
	}
	for k, key := range faultKeys {
		r[k] = base[key]
		if v, ok := own[key]; ok {
			r[k] = v
		}
	}
	return &r
}

// clerk makes the errors of one row: what a person at a keyboard does to the meaning of a record.
type clerk struct {
	w     *world
	rate  *[faultCount]float64
	boost float64 // times the rates, for records typed again
	has   *[colCount]bool
	stay  bool // leave the address where it is
	s     stream
	r     *row
	log   func(c col, k kind)
}

// hit draws whether a kind of error happens, where the file has the column.
func (c *clerk) hit(f col, k kind) bool {
	p := c.rate[k]
	return p > 0 && c.has[f] && c.s.float() < p*c.boost
}

// done notes an error that was made.
func (c *clerk) done(f col, k kind) {
	c.log(f, k)
}

// spoil makes the row's errors.
func (c *clerk) spoil() {
	c.spoilName(colName, &c.r.name)
	c.spoilParents()
	c.spoilBirth()
	c.spoilID()
	c.spoilPlaces()
	c.spoilCodes()
}

// misspell replaces a name by a misspelt text, where that gives another one.
func (c *clerk) misspell(f col, k kind, v *nameVal, change func(string) string) {
	if v.blank {
		return
	}
	old := c.w.text(v)
	if text := change(old); text != old && text != "" {
		v.alt = text
		c.done(f, k)
	}
}

func (c *clerk) spoilName(f col, v *nameVal) {
	s := &c.s
	for i := typeInsert; i <= typeTranspose; i++ {
		if k := nameInsert + kind(i); c.hit(f, k) {
			c.misspell(f, k, v, func(n string) string { return typo(n, i, s) })
		}
	}
	if c.hit(f, nameWrongMark) {
		c.misspell(f, nameWrongMark, v, func(n string) string { return wrongMark(n, s) })
	}
	if c.hit(f, nameRegional) {
		c.misspell(f, nameRegional, v, func(n string) string { return misheard(n, s) })
	}
	if c.hit(f, nameDoublet) {
		c.misspell(f, nameDoublet, v, c.w.spell.doublet)
	}
	if c.hit(f, nameMiddleDropped) {
		c.misspell(f, nameMiddleDropped, v, func(n string) string { return dropMiddle(n, s) })
	}
	if c.hit(f, nameGivenDropped) {
		c.misspell(f, nameGivenDropped, v, dropLast)
	}
	if c.hit(f, nameMissing) {
		v.blank = true
		c.done(f, nameMissing)
	}
}

// dropLast leaves out the given name.
func dropLast(name string) string {
	for i := len(name) - 1; i > 0; i-- {
		if name[i] == ' ' {
			return name[:i]
		}
	}
	return name
}

func (c *clerk) spoilParents() {
	s := &c.s
	for f, v := range map2(&c.r.father, &c.r.mother) {
		f := colFather + col(f)
		if c.hit(f, parentTypo) {
			kind := typing(s.intn(4))
			c.misspell(f, parentTypo, v, func(n string) string { return typo(n, kind, s) })
		}
		if c.hit(f, parentWrongMark) {
			c.misspell(f, parentWrongMark, v, func(n string) string { return wrongMark(n, s) })
		}
		if c.hit(f, parentMiddleDropped) {
			c.misspell(f, parentMiddleDropped, v, func(n string) string { return dropMiddle(n, s) })
		}
		if c.hit(f, parentWrong) && !v.blank {
			p := &c.w.people[s.intn(len(c.w.people))]
			if p.female == (f == colMother) && p.name != v.ref {
				*v = nameVal{ref: p.name}
				c.done(f, parentWrong)
			}
		}
		if c.hit(f, parentMissing) && !v.blank {
			v.blank = true
			c.done(f, parentMissing)
		}
	}
	for f, of := range map2(&c.r.fatherOf, &c.r.motherOf) {
		f := colFatherID + col(f)
		if *of == none || !c.hit(f, parentIDWrong) {
			continue
		}
		p := &c.w.people[c.r.person]
		if other := c.r.person + 1; int(other) < len(c.w.people) && c.w.people[other].household == p.household && int32(other) != *of {
			*of = int32(other) // those of a household stand together: most often a brother or sister
			c.done(f, parentIDWrong)
		}
	}
	v := &c.r.spouse
	if v.blank {
		return
	}
	if c.hit(colSpouse, spouseWrong) {
		if p := &c.w.people[s.intn(len(c.w.people))]; p.name != v.ref {
			*v = nameVal{ref: p.name}
			c.done(colSpouse, spouseWrong)
		}
	}
	if c.hit(colSpouse, spouseMissing) {
		v.blank = true
		c.done(colSpouse, spouseMissing)
	}
}

// map2 returns two things as a list, so that columns that stand side by side can be counted through.
func map2[T any](a, b T) [2]T { return [2]T{a, b} }

func (c *clerk) spoilBirth() {
	r, s := c.r, &c.s
	y, m, d := r.birth.Year(), r.birth.Month(), r.birth.Day()
	full := r.birth.IsFull()
	set := func(k kind, date record.Date) {
		if date != r.birth && date != 0 {
			r.birth = date
			y, m, d = date.Year(), date.Month(), date.Day()
			c.done(colBirth, k)
		}
	}
	if c.hit(colBirth, birthSwapped) && full && d <= 12 {
		set(birthSwapped, record.MakeDate(y, d, m))
	}
	if c.hit(colBirth, birthYear) {
		by := y + []int{-1, 1, -1, 1, -2, 2, -10, 10}[s.intn(8)]
		if by <= c.w.asOf.Year() && !(m == 2 && d == 29) {
			set(birthYear, record.MakeDate(by, m, d))
		}
	}
	if c.hit(colBirth, birthDay) && full {
		set(birthDay, record.MakeDate(y, m, 1+s.intn(28)))
	}
	if c.hit(colBirth, birthMonth) && full && d <= 28 {
		set(birthMonth, record.MakeDate(y, 1+s.intn(12), d))
	}
	if c.hit(colBirth, birthTransposed) && full {
		t := y/100*100 + y%10*10 + y/10%10
		if d%10 != 0 && d%10 < 3 && s.chance(0.5) {
			set(birthTransposed, record.MakeDate(y, m, min(d%10*10+d/10, 28)))
		} else if t <= c.w.asOf.Year() && !(m == 2 && d == 29) {
			set(birthTransposed, record.MakeDate(t, m, d))
		}
	}
	if c.hit(colBirth, birthStandIn) {
		set(birthStandIn, record.MakeDate(y, 1, 1))
	}
	if c.hit(colBirth, birthFuture) {
		set(birthFuture, record.MakeDate(c.w.asOf.Year()+1+s.intn(30), max(m, 1), min(max(d, 1), 28)))
	}
	if c.hit(colBirth, birthMissing) {
		r.birth = 0
		c.done(colBirth, birthMissing)
	}
}

func (c *clerk) spoilID() {
	r, s := c.r, &c.s
	if r.id.form != idTwelve {
		return
	}
	n := r.id.number
	set := func(k kind, v uint64) {
		if v != r.id.number {
			r.id.number = v
			c.done(colID, k)
		}
	}
	keep := c.boost
	if y := c.w.people[r.person].year(); y == 2004 || y == 2007 {
		c.boost *= c.w.cfg.CohortBoost
	}
	if c.hit(colID, idCentury) {
		g := n / 100_000_000 % 10
		set(idCentury, n-g*100_000_000+(g^2)*100_000_000)
	}
	if c.hit(colID, idYear) {
		yy := n / 1_000_000 % 100
		set(idYear, n-yy*1_000_000+(yy+1+uint64(s.intn(20)))%100*1_000_000)
	}
	if c.hit(colID, idResidenceProvince) {
		set(idResidenceProvince, n%1_000_000_000+uint64(c.w.oldUnits[c.w.people[r.person].home].Province)*1_000_000_000)
	}
	c.boost = keep
	if c.hit(colID, idUnknownProvince) {
		set(idUnknownProvince, n%1_000_000_000+[]uint64{3, 5, 21, 43, 78, 97, 99}[s.intn(7)]*1_000_000_000)
	}
	if c.hit(colID, idDigit) {
		p := pow10(s.intn(11))
		d := n / p % 10
		set(idDigit, n-d*p+(d+1+uint64(s.intn(9)))%10*p)
	}
	if c.hit(colID, idTransposed) {
		p := pow10(s.intn(10))
		a, b := n/p%10, n/p/10%10
		set(idTransposed, n-a*p-b*p*10+b*p+a*p*10)
	}
	if c.hit(colID, idOtherPerson) {
		o := uint32(s.intn(c.w.residents))
		if p := &c.w.people[r.person]; p.spouse != none && s.chance(0.5) { // most often somebody of the household
			o = uint32(p.spouse)
		} else if p.head != none && s.chance(0.6) {
			o = uint32(p.head)
		}
		set(idOtherPerson, c.w.people[o].id)
	}
	c.breakID()
}

// breakID replaces the number by what is none: nothing, the CMND, or digits that got lost.
func (c *clerk) breakID() {
	r, s := c.r, &c.s
	n := r.id.number
	text := record.FormatID(n)
	broken := func(k kind, form idForm, text string) {
		r.id = idVal{form: form, text: text}
		c.done(colID, k)
	}
	switch {
	case c.hit(colID, idOldNumber) && c.w.people[r.person].cmnd != 0:
		r.id = idVal{form: idOld, number: uint64(c.w.people[r.person].cmnd)}
		c.done(colID, idOldNumber)
	case c.hit(colID, idMissing):
		r.id = idVal{}
		c.done(colID, idMissing)
	case c.hit(colID, idWrongLength):
		i := 4 + s.intn(8)
		if s.chance(0.5) {
			broken(idWrongLength, idLength, text[:i]+text[i+1:])
		} else {
			broken(idWrongLength, idLength, text[:i]+string(rune('0'+s.intn(10)))+text[i:])
		}
	case c.hit(colID, idScientific):
		f := fmt.Sprintf("%.4E", float64(n))
		broken(idScientific, idCharacters, f)
	case c.hit(colID, idWrongCharacters):
		i := 6 + s.intn(6)
		broken(idWrongCharacters, idCharacters, text[:i]+"?"+text[i+1:])
	}
}

func pow10(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= 10
	}
	return p
}

func (c *clerk) spoilPlaces() {
	r, s := c.r, &c.s
	if !c.stay && c.hit(colPerm, addressMoved) {
		c.moveAddress(addressMoved)
	}
	if list := c.w.former[r.perm.unit]; r.perm.kind == placeOld && len(list) > 0 && c.hit(colPerm, addressFormer) {
		r.perm = placeVal{unit: list[s.intn(len(list))], kind: placeFormer, hamlet: r.perm.hamlet}
		c.done(colPerm, addressFormer)
	}
	other := func(f col, k kind, v *placeVal) {
		if v.kind != placeBlank {
			*v = c.w.anyPlace(uint16(s.intn(len(c.w.oldUnits))), 0, false)
			c.done(f, k)
		}
	}
	if c.hit(colHomeTown, homeTownWrong) {
		other(colHomeTown, homeTownWrong, &r.town)
	}
	if c.hit(colBirthPlace, birthPlaceWrong) {
		other(colBirthPlace, birthPlaceWrong, &r.birthPlace)
	}
	for _, m := range [...]struct {
		f col
		k kind
		v *placeVal
	}{{colPerm, addressMissing, &r.perm}, {colHomeTown, homeTownMissing, &r.town}, {colBirthPlace, birthPlaceMissing, &r.birthPlace}} {
		if c.hit(m.f, m.k) {
			*m.v = placeVal{}
			c.done(m.f, m.k)
		}
	}
}

// moveAddress puts another commune of the province, or of the country, in the permanent address.
func (c *clerk) moveAddress(k kind) {
	r, s := c.r, &c.s
	u := c.w.communes[s.intn(len(c.w.communes))]
	if s.chance(0.3) {
		u = uint16(s.intn(len(c.w.oldUnits)))
	}
	v := c.w.anyPlace(u, uint8(1+s.intn(len(hamlets))), r.perm.kind == placeNew)
	if r.perm.kind != placeBlank && v.kind == r.perm.kind && v.unit != r.perm.unit {
		r.perm = v
		c.done(colPerm, k)
	}
}

func (c *clerk) spoilCodes() {
	r, s := c.r, &c.s
	if c.hit(colSex, sexWrong) && r.sex != 0 {
		r.sex = 3 - r.sex
		c.done(colSex, sexWrong)
	}
	wrong := func(f col, k kind, v *uint8, n int) {
		if *v != 0 && c.hit(f, k) {
			*v = uint8(1 + (int(*v)+s.intn(n-1))%n)
			c.done(f, k)
		}
	}
	blank := func(f col, k kind, v *uint8) {
		if *v != 0 && c.hit(f, k) {
			*v = 0
			c.done(f, k)
		}
	}
	wrong(colEthnicity, ethnicityWrong, &r.group, 12)
	wrong(colReligion, religionWrong, &r.religion, len(religionWords)-1)
	wrong(colNationality, nationalityWrong, &r.nation, 4)
	wrong(colMarital, maritalWrong, &r.marital, 4)
	wrong(colBlood, bloodWrong, &r.blood, 4)
	blank(colSex, sexMissing, &r.sex)
	blank(colEthnicity, ethnicityMissing, &r.group)
	blank(colReligion, religionMissing, &r.religion)
	blank(colNationality, nationalityMissing, &r.nation)
	blank(colMarital, maritalMissing, &r.marital)
	blank(colBlood, bloodMissing, &r.blood)
	blank(colRelation, relationMissing, &r.relation)
	if r.household != 0 && c.hit(colHousehold, householdMissing) {
		r.household = 0
		c.done(colHousehold, householdMissing)
	}
}
