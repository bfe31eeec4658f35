package match

// nearYears are the levels of dates whose birth years agree or are neighbours.
const nearYears = 1<<dateSame | 1<<dateSwapped | 1<<dateStandIn | 1<<dateDay | 1<<dateMonth | 1<<dateYearNear | 1<<dateYear | 1<<dateNear | 1<<dateTwoSlips |
	1<<datePartial | 1<<datePartialNear | 1<<dateStandInNear | 1<<dateLunar

// oneCommune are the levels of places that lie in one commune.
const oneCommune = 1<<placeHamlet | 1<<placeOtherHamlet | 1<<placeCommune

// The levels of each kind, in the order in which they are tried; level numbers start at 1, 0 is "missing on a side".
// Some can be reached only when the two values allow no finer comparison (a year against a full date, a name typed without
// marks against a marked one). These conditional levels have m and u given that condition, so that a sector in which
// half of the dates are years does not look as if it erred in half of them.
const (
	missing = 0

	nameExact         = 1  // one canonical form
	nameUnmarked      = 2  // folds to the same, and one side is typed without marks (conditional)
	nameMarks         = 3  // same letters, other marks
	nameOrder         = 4  // the same syllables in another order
	nameInitials      = 5  // abbreviated parts that fit (conditional)
	nameMiddleMissing = 6  // surname and given name the same, the middle of one is a part of the other's
	namePhonetic      = 7  // taboo and regional doublets, homophones
	nameTypo          = 8  // one edit
	nameTypoFar       = 9  // two edits, or Jaro–Winkler ≥ 0.95
	nameMiddleTypo    = 10 // middle missing, and one edit in the surname or given name
	namePartMissing   = 11 // all syllables of one stand in the other
	nameGivenMiddle   = 12 // other surname
	nameSurnameGiven  = 13 // other middle
	nameSurnameMiddle = 14 // other given name
	nameGiven         = 15
	nameSurname       = 16
	nameOther         = 17
	nameElse          = 18 // the one is what the other row says the person is called besides (conditional)
	nameInitialsSlip  = 19 // abbreviated parts that fit, and one letter off in a part that is not; tried after initials (conditional)
	nameTail          = 20 // the one is what the other ends with, from a middle name on: the surname was left out; tried before part_missing
	nameWords         = 21 // word by word the same or one slip off; tried at a closer look
	nameMarried       = 22 // a wife's given name and her husband's behind it, as neighbours call her: "bà Mai Dũng"; tried at a closer look

	dateSame        = 1
	dateSwapped     = 2  // day and month exchanged, or the other reading of an ambiguous date or of one whose row has a personal ID of another year
	dateStandIn     = 3  // same year, one side is 1 January (conditional, with the last three)
	dateDay         = 4  // another day of the same month and year
	dateMonth       = 5  // another month
	dateYearNear    = 6  // same day and month of the next or last year
	dateYearDigit   = 7  // same day and month, the year has one digit off or two exchanged
	dateYear        = 8  // same year
	dateNear        = 9  // next or last year
	dateOther       = 10 //
	dateTwoSlips    = 11 // day and month exchanged and the next or last year
	dateDayMonth    = 12 // same day and month of any other year
	datePartial     = 13 // agree as far as both are known, at least one not to the day (conditional, with the next two)
	datePartialNear = 14 // so known, next or last year or another month of the year
	datePartialElse = 15
	datePartialSlip = 16 // so known, the year has one digit off or two exchanged; tried before the one above
	dateStandInNear = 17 // next or last year, one side is 1 January (conditional, with stand_in and the next two)
	dateStandInSlip = 18 // the same, the year has one digit off or two exchanged
	dateStandInElse = 19 // the same, any other year
	dateLunar       = 20 // one is the other by the moon's calendar, a day more or less; tried after swapped

	idSame          = 1 // both 12 digits
	idSame9         = 2 // both CMND, no two 12-digit numbers (conditional with digit_9, differ_9)
	idMixed         = 3 // 12 digits differ, CMND the same (conditional)
	idDigit         = 4 // one digit off or two neighbours exchanged
	idSerial        = 5 // the last six digits the same
	idDigit9        = 6
	idDiffer        = 7  // whose numbers they are cannot be told (conditional: differ_own and differ_foreign together)
	idOther9        = 8  // two CMND: a person may have had several
	idDifferOwn     = 9  // each fits the birth year and sex of its row
	idDifferForeign = 10 // one does not
	idLost          = 11 // a digit too few or too many, the rest the same (conditional with the next)
	idLostOther     = 12

	placeHamlet      = 1 // commune and hamlet
	placeOtherHamlet = 2 // same commune, both hamlets known
	placeCommune     = 3 // same commune, a hamlet not known (conditional)
	placeDistrict    = 4 // both known to the commune
	placeProvince    = 5
	placeToDistrict  = 6 // agree as far as known: the district (conditional)
	placeToProvince  = 7 // … the province (conditional)
	placeOther       = 8
	placeElsewhere   = 9 // other communes, but one that a second address of one of the two names is the same

	codeSame  = 1
	codeOther = 2
	codeDigit = 3 // of telephones: one digit off or two neighbours exchanged

	deathSameDay = 1
	deathSame    = 2
	deathNot     = 3

	maxLevels = 23
)

// kindLevels holds the level names of each kind, as they stand in a model file; level number i is at i-1.
var kindLevels = map[Kind][]string{
	KindName: {"exact", "unmarked", "marks", "order", "initials", "middle_missing", "phonetic", "typo", "typo_far", "middle_typo",
		"part_missing", "given_middle", "surname_given", "surname_middle", "given", "surname", "other", "other_name", "initials_slip", "surname_missing", "words_near", "with_husband"},
	KindDate: {"same", "swapped", "stand_in", "day", "month", "year_near", "year_digit", "year", "near", "other", "two_slips",
		"day_month", "partial", "partial_near", "partial_other", "partial_slip", "stand_in_near", "stand_in_slip", "stand_in_other", "lunar"},
	KindID:    {"same", "same_9", "mixed", "digit", "serial", "digit_9", "differ", "differ_9", "differ_own", "differ_foreign", "lost", "lost_other"},
	KindPlace: {"hamlet", "other_hamlet", "commune", "district", "province", "to_district", "to_province", "other", "second_address"},
	KindCode:  {"same", "other"},
	KindKey:   {"same", "other", "digit"},
	KindDeath: {"same_day", "dead", "living"},
}

// mostGroups is how many groups of levels a kind has at most.
const mostGroups = 3

// groups says which levels share one m distribution (levels conditional on the same things); training normalizes m inside
// each. Group 0 holds the rest. A level of group -1 keeps its prior.
func groups(k Kind) (g [maxLevels]int8) {
	switch k {
	case KindName:
		g[nameUnmarked] = -1 // exact + marks, see mStep
		g[nameInitials], g[nameInitialsSlip], g[nameElse] = -1, -1, -1
	case KindDate:
		g[dateStandIn], g[dateStandInNear], g[dateStandInSlip], g[dateStandInElse] = 2, 2, 2, 2
		g[datePartial], g[datePartialNear], g[datePartialElse], g[datePartialSlip] = 1, 1, 1, 1
	case KindID:
		g[idMixed] = -1
		g[idDiffer] = -1 // own + foreign, see mStep
		g[idSame9], g[idDigit9], g[idOther9] = 1, 1, 1
		g[idLost], g[idLostOther] = 2, 2
	case KindKey:
		g[codeDigit] = -1 // seen of telephones alone
	case KindPlace:
		g[placeCommune] = -1 // hamlet + other hamlet, see mStep
		g[placeToDistrict], g[placeToProvince] = -1, -1
	}
	return g
}
