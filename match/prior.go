package match

import "github.com/doisanh/doisanh/record"

// PriorModel returns the shipped model for Vietnamese registers. Its m are rates of error as the findings of real
// comparisons and the kinds of fault in the domain notes suggest them; none was fitted to a data set. They only have to
// be of the right size: Train moves them to the data at hand, and the frequencies by chance always come from the data.
func PriorModel() *Model {
	family := map[Relative]float64{Sibling: .97, Twin: .985, Neighbour: .0005}
	home := map[Relative]float64{Sibling: .80, Twin: .90, Neighbour: .98, Household: .92, Child: .92}
	origin := map[Relative]float64{Sibling: .90, Twin: .985, Neighbour: .75, Household: .70, Child: .80}
	m := &Model{
		Format: Format, Version: Version, Source: "prior", Coverage: .95, Duplicates: .01,
		Relatives: map[Relative]float64{Sibling: 3, Twin: .02, Household: 4, Child: .002},
		LookedUp:  .001,
		Comparisons: []Comparison{
			{Name: "id", Kind: KindID, Levels: idLevels()},
			{Name: "birth_date", Kind: KindDate, Fields: fields(record.BirthDate), Shared: map[Relative]float64{Twin: .985}, Levels: dateLevels()},
			{Name: "name", Kind: KindName, Fields: fields(record.FullName), Shared: map[Relative]float64{Neighbour: .00003, Child: 1}, Levels: nameLevels()},
			key("bhxh_number", record.BHXHNumber), key("card_number", record.CardNumber), key("tax_code", record.TaxCode),
			key("customer_code", record.CustomerCode), key("pupil_code", record.PupilCode),
			{Name: "phone", Kind: KindKey, Fields: fields(record.Phone), Shared: map[Relative]float64{Sibling: .25, Twin: .6, Household: .4, Child: .6}, Levels: keyLevels(.75, .02)},
			{Name: "household", Kind: KindKey, Fields: fields(record.HouseholdID), Shared: map[Relative]float64{Sibling: .75, Twin: .9, Household: .95, Child: .95}, Levels: keyLevels(.5, 1)},
			{Name: "spouse_name", Kind: KindName, Fields: fields(record.SpouseName), Shared: map[Relative]float64{Neighbour: .0005}, Levels: relativeNameLevels()},
			{Name: "sex", Kind: KindCode, Fields: fields(record.Sex), Shared: map[Relative]float64{Twin: .25}, Levels: sexLevels()},
			{Name: "father_name", Kind: KindName, Fields: fields(record.FatherName), Shared: family, GivenSurname: true, Levels: relativeNameLevels()},
			{Name: "mother_name", Kind: KindName, Fields: fields(record.MotherName), Shared: family, Levels: relativeNameLevels()},
			{Name: "head_name", Kind: KindName, Fields: fields(record.HeadName), Shared: map[Relative]float64{Sibling: .95, Twin: .98, Household: .95, Child: .9, Neighbour: .0005}, Levels: relativeNameLevels()},
			{Name: "residence", Kind: KindPlace, Fields: fields(record.PermanentAddress, record.PermanentCommune, record.CurrentAddress, record.ServiceAddress),
				Shared: home, Levels: homeLevels()},
			{Name: "birth_place", Kind: KindPlace, Fields: fields(record.BirthPlace), Shared: origin, Levels: placeLevels(.88, .04, .04, .04)},
			{Name: "home_town", Kind: KindPlace, Fields: fields(record.HomeTown), Shared: origin, Levels: placeLevels(.90, .04, .03, .03)},
			{Name: "ethnicity", Kind: KindCode, Fields: fields(record.Ethnicity), Shared: map[Relative]float64{Sibling: .98, Twin: .995, Neighbour: .85, Household: .95, Child: .95}, Levels: pairLevels(.985, "value", 1)},
			{Name: "blood_type", Kind: KindCode, Fields: fields(record.BloodType), Shared: map[Relative]float64{Sibling: .4, Twin: .6}, Levels: pairLevels(.97, "value", 1)},
			{Name: "death", Kind: KindDeath, Fields: fields(record.EventDate, record.StatusDate), Levels: []Level{{"same_day", .45, 1, "day", nil}, {"dead", .30, 1, "value", nil}, {"living", .25, 1, "value", nil}}},
		},
	}
	return m.round()
}

func fields(f ...record.Field) []record.Field { return f }

// key is a sector's own number of a person. Two persons on one number are the agencies' fault and rare: U is the
// share of rows that stand on someone else's number.
func key(name string, f ...record.Field) Comparison {
	return Comparison{Name: name, Kind: KindKey, Fields: f, Shared: map[Relative]float64{Sibling: .003, Twin: .006, Household: .003}, Levels: keyLevels(.93, .02)}
}

func pairLevels(m float64, tf string, u float64) []Level {
	return []Level{{Name: "same", M: m, U: u, TF: tf}, {Name: "other", M: 1 - m, U: 1, TF: tf}}
}

// keyLevels: of telephones two in a hundred are written with one digit off. Other numbers are never on that level (codeComparer).
func keyLevels(m, u float64) []Level {
	return append(pairLevels(m, "", u), digitLevel())
}

func digitLevel() Level { return Level{"digit", .02, drawnPhone, "issued", nil} }

// sexLevels: of a child under a parent's name, the name does not tell.
func sexLevels() []Level {
	levels := pairLevels(.99, "value", 1)
	for i := range levels {
		levels[i].R = map[Relative]float64{Child: .5}
	}
	return levels
}

// r gives the shares of siblings and twins.
func r(sibling, twin float64) map[Relative]float64 {
	return map[Relative]float64{Sibling: sibling, Twin: twin}
}

// nameLevels: a brother or sister bears the surname, often the middle name, and another given name; r of the levels on
// which the given names agree or are near is for a common given name, and less for a rare one (outcome.scale).
func nameLevels() []Level {
	return []Level{
		{"exact", .80, 1, "full", r(.001, .004)},
		{"unmarked", .85, 1, "folded", r(.003, .008)},
		{"marks", .05, 1, "near", r(.01, .03)},
		{"order", .003, 1, "folded", r(.001, .004)},
		{"initials", .85, 1, "initials", r(.002, .002)},
		{"middle_missing", .035, .15, "surname·given", r(.001, .002)},
		{"phonetic", .008, 1, "near", r(.004, .015)},
		{"typo", .055, 1, "near", r(.02, .06)},
		{"typo_far", .012, 1, "near", r(.03, .06)},
		{"middle_typo", .004, .15, "near", r(.005, .01)},
		{"part_missing", .004, .002, "", r(.02, .02)},
		{"given_middle", .005, 1, "middle·given", r(.0003, .0003)},
		{"surname_given", .006, 1, "surname·given", r(.003, .003)},
		{"surname_middle", .003, 1, "surname·middle", r(.33, .42)},
		{"given", .002, 1, "given", r(.003, .003)},
		{"surname", .004, 1, "surname", r(.52, .43)},
		{"other", .005, .6, "", r(.05, .03)},
		{"other_name", .1, 1, "full", r(.001, .004)},
		{"initials_slip", .06, 1, "initials", r(.02, .06)},
		{"surname_missing", .004, 1, "middle·given", r(.001, .002)},
		{"words_near", .004, 1, "near", r(.03, .06)},
		{"with_husband", .002, 1, "given", r(.0005, .0005)},
	}
}

// relativeNameLevels are those of a name someone else's record carries: written from hearsay, shortened more often, and
// sometimes another relative's.
func relativeNameLevels() []Level {
	return []Level{
		{"exact", .74, 1, "full", nil},
		{"unmarked", .80, 1, "folded", nil},
		{"marks", .06, 1, "near", nil},
		{"order", .002, 1, "folded", nil},
		{"initials", .80, 1, "initials", nil},
		{"middle_missing", .05, .15, "surname·given", nil},
		{"phonetic", .008, 1, "near", nil},
		{"typo", .055, 1, "near", nil},
		{"typo_far", .012, 1, "near", nil},
		{"middle_typo", .004, .15, "near", nil},
		{"part_missing", .01, .002, "", nil},
		{"given_middle", .006, 1, "middle·given", nil},
		{"surname_given", .015, 1, "surname·given", nil},
		{"surname_middle", .01, 1, "surname·middle", nil},
		{"given", .005, 1, "given", nil},
		{"surname", .012, 1, "surname", nil},
		{"other", .015, .6, "", nil},
		{"other_name", .1, 1, "full", nil},
		{"initials_slip", .06, 1, "initials", nil},
		{"surname_missing", .004, 1, "middle·given", nil},
		{"words_near", .004, 1, "near", nil},
		{"with_husband", .002, 1, "given", nil},
	}
}

// dateLevels: r of siblings is that of two births a mother has 1 to 15 years apart; a twin's comes from Shared. Of the first of January, which mostly stands for a year
// alone, the years tell as they do of a year alone.
func dateLevels() []Level {
	sib := func(s float64) map[Relative]float64 { return map[Relative]float64{Sibling: s} }
	return []Level{
		{"same", .84, 1, "day", map[Relative]float64{Sibling: .0005, Household: .005}},
		{"swapped", .035, .4, "day", sib(.0002)},
		{"stand_in", .95, 1, "year", sib(.015)},
		{"day", .02, .08, "year", sib(.002)},
		{"month", .015, .03, "year", sib(.002)},
		{"year_near", .03, .0055, "year", sib(.0006)},
		{"year_digit", .01, .0006, "", sib(.0015)},
		{"year", .008, .9, "year", sib(.012)},
		{"near", .008, 2, "year", sib(.12)},
		{"other", .008, .95, "", map[Relative]float64{Sibling: .86, Child: .98}},
		{"two_slips", .003, .0025, "year", sib(.0005)},
		{"day_month", .004, .0027, "", sib(.0027)},
		{"partial", .95, 1, "year", sib(.015)},
		{"partial_near", .025, 2, "year", sib(.12)},
		{"partial_other", .012, .7, "", map[Relative]float64{Sibling: .64, Child: .8}},
		{"partial_slip", .013, .22, "", map[Relative]float64{Sibling: .22, Child: .2}},
		{"stand_in_near", .025, 2, "year", sib(.12)},
		{"stand_in_slip", .013, .22, "", map[Relative]float64{Sibling: .22, Child: .2}},
		{"stand_in_other", .012, .7, "", map[Relative]float64{Sibling: .64, Child: .8}},
		{"lunar", .003, 6, "day", sib(.0002)},
	}
}

// idLevels: u of the "same" levels is the share of records that carry another person's number, spread over the register;
// of "digit" the chance that two serials drawn for one birth year, sex and province lie one digit apart, for the first six
// digits follow from those and must not count twice. Twins are often numbered one after the other.
func idLevels() []Level {
	return []Level{
		{"same", .91, .02, "persons", map[Relative]float64{Sibling: .003, Twin: .006, Household: .005, Child: .3}},
		{"same_9", .90, .02, "persons", map[Relative]float64{Sibling: .003, Twin: .006, Household: .005, Child: .3}},
		{"mixed", .3, .01, "persons", r(.0005, .001)},
		{"digit", .045, 5e-5, "", r(.0005, .06)},
		{"serial", .015, 2e-6, "", r(1e-5, 1e-5)},
		{"digit_9", .03, drawnSlip, "issued", r(.0005, .05)},
		{"differ", .03, 1, "", nil},
		{"differ_9", .07, 1, "", nil},
		{"differ_own", .005, 1, "", nil},
		{"differ_foreign", .025, 1, "foreign", nil},
		{"lost", .85, 6e-5, "", r(.0005, .02)},
		{"lost_other", .15, 1, "", nil},
	}
}

// placeLevels: of two writings of one place in one commune that both name a hamlet, two in three name the same.
func placeLevels(commune, district, province, other float64) []Level {
	return []Level{
		{"hamlet", commune * .67, 1, "hamlet", nil},
		{"other_hamlet", commune * .33, .9, "commune", nil},
		{"commune", commune, 1, "commune", nil},
		{"district", district, 1, "district", nil},
		{"province", province, 1, "province", nil},
		{"to_district", .93, 1, "district", nil},
		{"to_province", .95, 1, "province", nil},
		{"other", other / 2, 1, "elsewhere", nil},
		{"second_address", other / 2, .3, "commune", nil},
	}
}

// homeLevels: r of neighbours is that of two who live in one commune; in one hamlet they live as its share of the commune
// allows (outcome.scale).
func homeLevels() []Level {
	levels := placeLevels(.87, .03, .04, .06)
	levels[placeHamlet-1].R = map[Relative]float64{Neighbour: .9}
	levels[placeOtherHamlet-1].R = map[Relative]float64{Neighbour: .8}
	return levels
}
