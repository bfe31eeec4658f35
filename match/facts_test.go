package match

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestConclude: what a link is decided to be by its probability and by what it stands on. A case that is not surer than the options ask for is .85 probable.
func TestConclude(t *testing.T) {
	const match, review, none = record.DecideMatch, record.DecideReview, record.DecideNone
	opt := Options{MatchThreshold: .6, ReviewThreshold: .5, Margin: 8}
	type decided struct {
		record.Decision
		record.Why
	}
	identified, probable, doubtful := decided{match, record.WhyIdentified}, decided{match, record.WhyProbable}, decided{review, record.WhyDoubtful}
	alone, named := facts{name: nameExact}, facts{name: nameExact, date: dateSame}
	with := func(f facts, change func(*facts)) facts { change(&f); return f }
	for _, c := range []struct {
		what        string
		facts       facts
		probability float64
		want        decided
	}{
		{"number, name and date", facts{id: idSame, name: nameExact, date: dateSame}, .85, identified},
		{"the same without marks", facts{id: idSame, name: nameUnmarked, date: dateSame}, .85, identified},
		{"a slip in the name", facts{id: idSame, name: nameTypo, date: dateSame}, .85, probable},
		{"another day", facts{id: idSame, name: nameExact, date: dateDay}, .85, probable},
		{"a CMND", facts{id: idSame9, name: nameExact, date: dateSame}, .85, probable},

		{"two numbers and two dates", facts{id: idDiffer, name: nameExact, date: dateOther}, .999, decided{review, record.WhyNamesake}},
		{"two numbers of their own and two dates", facts{id: idDifferOwn, name: nameExact, date: dateOther}, .999, decided{review, record.WhyNamesake}},
		{"somebody else's number and two dates", facts{id: idDifferForeign, name: nameExact, date: dateOther}, .999, decided{review, record.WhyNamesake}},
		{"two numbers and one year", facts{id: idDiffer, name: nameExact, date: dateYear}, .85, probable},
		{"a slip in the number and two dates", facts{id: idDigit, name: nameExact, date: dateOther}, .85, probable},

		{"somebody of the home, perhaps", facts{id: idSame, name: nameExact, date: dateSame, mingled: true}, .999, doubtful},
		{"one number, another given name", facts{id: idSame, name: nameSurnameMiddle, date: dateDay}, .85, probable},
		{"one number, another name and date", facts{id: idSame, name: nameSurnameMiddle, date: dateOther, others: 3}, .999, doubtful},
		{"one number, another name, a near date", facts{id: idSame, name: nameOther, date: dateNear, others: 3}, .999, doubtful},
		{"one number, a given name, another year", facts{id: idSame, name: nameGiven, date: datePartialElse, others: 3}, .999, doubtful},
		{"one number, a surname, another first of January", facts{id: idSame, name: nameSurname, date: dateStandInElse, others: 3}, .999, doubtful},
		{"one number, another surname, another date", facts{id: idSame, name: nameGivenMiddle, date: dateOther}, .85, probable},
		{"one number, another middle name, another date", facts{id: idSame, name: nameSurnameGiven, date: dateOther}, .85, probable},
		{"one number, what he is called besides, another date", facts{id: idSame, name: nameElse, date: dateOther}, .85, probable},
		{"one number, another name, no date", facts{id: idSame, name: nameSurnameMiddle}, .999, doubtful},
		{"one number, another name, no date, one home", facts{id: idSame, name: nameSurnameMiddle, others: 1}, .85, probable},

		{"nothing of the name, one date and home", facts{name: nameOther, date: dateSame, others: 2}, .999, doubtful},
		{"nothing of the name, and a relative's", facts{name: nameOther, date: dateSame, others: 2, known: true}, .95, probable},
		{"nothing of the name, and a number of the sector's", facts{name: nameOther, date: dateSame, others: 2, number: true}, .85, probable},
		{"nothing of the name, and one number", facts{id: idSame, name: nameOther, date: dateSame}, .85, probable},
		{"nothing of the name, and one CMND", facts{id: idSame9, name: nameOther, date: dateSame}, .85, probable},
		{"nothing of the name, and one CMND beside two numbers", facts{id: idMixed, name: nameOther, date: dateSame}, .85, probable},

		{"a name alone", alone, .999, doubtful},
		{"a name and one home", with(alone, func(f *facts) { f.others = 1 }), .85, probable},
		{"a name and a number of the sector's", with(alone, func(f *facts) { f.number = true }), .85, probable},
		{"a name and one district", with(alone, func(f *facts) { f.near = true }), .85, doubtful},
		{"a name and one district, surely", with(alone, func(f *facts) { f.near = true }), .9, probable},
		{"a name and another number", with(alone, func(f *facts) { f.id = idDiffer }), .85, probable},
		{"a name and its date", named, .85, probable},
		{"a death of somebody living", with(named, func(f *facts) { f.living = true }), .94, doubtful},
		{"a death of somebody living, surely", with(named, func(f *facts) { f.living = true }), .95, probable},

		{"another given name", facts{name: nameSurnameMiddle, date: dateDay, others: 1}, .85, doubtful},
		{"another given name, surely", facts{name: nameSurnameMiddle, date: dateDay, others: 1}, .9, probable},
		{"another given name, the serial of a number", facts{id: idSerial, name: nameSurnameMiddle, date: dateDay}, .85, doubtful},
		{"another given name, a number with a slip", facts{id: idDigit, name: nameSurnameMiddle, date: dateDay}, .85, probable},
		{"another given name, a number with a digit lost", facts{id: idLost, name: nameSurnameMiddle, date: dateDay}, .85, probable},
		{"another given name, a CMND", facts{id: idSame9, name: nameSurnameMiddle, date: dateDay}, .85, probable},
		{"another given name, one spouse", facts{name: nameSurnameMiddle, date: dateDay, others: 1, spouse: true, known: true}, .85, probable},
		{"a twin, perhaps", facts{name: nameSurnameMiddle, date: dateSame, others: 3}, .94, doubtful},
		{"a twin with another middle name, perhaps", facts{name: nameSurname, date: dateSame, others: 3}, .94, doubtful},
		{"no twin, for the number is his", facts{id: idSame, name: nameSurnameMiddle, date: dateSame}, .85, probable},
		{"no twin, surely", facts{name: nameSurnameMiddle, date: dateSame, others: 3}, .95, probable},
		{"no twin, for the surname is another", facts{name: nameGiven, date: dateSame, others: 3}, .94, probable},

		{"at the match threshold", named, .6, probable},
		{"below the match threshold", named, .59, decided{review, record.WhyBelow}},
		{"at the review threshold", named, .5, decided{review, record.WhyBelow}},
		{"below the review threshold", named, .49, decided{none, record.WhyUnlikely}},
	} {
		l := record.Link{Probability: c.probability, Present: c.probability, RunnerUpProbability: 1e-4}
		conclude(&l, 7, c.facts, opt)
		if got := (decided{l.Decision, l.Why}); got != c.want {
			t.Errorf("%s: %s, %s; want %s, %s", c.what, got.Decision, got.Why, c.want.Decision, c.want.Why)
		}
		if person, byID := l.Person == 7, l.Method == record.MethodID; person != (l.Decision != none) || byID != (c.want == identified) {
			t.Errorf("%s: %+v", c.what, l)
		}
	}
	for other, want := range map[float64]decided{.1: probable, .101: {review, record.WhyRunnerUp}} {
		l := record.Link{Probability: .8, Present: .9, RunnerUpProbability: other}
		if conclude(&l, 7, named, opt); (decided{l.Decision, l.Why}) != want {
			t.Errorf("another person is %v probable: %s, %s", other, l.Decision, l.Why)
		}
	}
}

// TestFactsOf: which comparisons speak for a link beside number, name and date.
func TestFactsOf(t *testing.T) {
	m := PriorModel()
	s := &scorer{}
	for i := range m.Comparisons {
		def := &m.Comparisons[i]
		s.comps = append(s.comps, comp{def: def, name: def.Fields != nil && def.Fields[0] == record.FullName})
	}
	type levels map[string]uint8
	for _, c := range []struct {
		what string
		of   levels
		want facts
	}{
		{"nothing", nil, facts{}},
		{"number, name and date", levels{"id": idDigit, "name": nameOrder, "birth_date": dateSwapped}, facts{id: idDigit, name: nameOrder, date: dateSwapped}},
		{"a father's name", levels{"father_name": nameExact}, facts{others: 1, known: true, parent: true}},
		{"a mother's with two slips", levels{"mother_name": nameTypoFar}, facts{others: 1, known: true, parent: true}},
		{"a mother's of which a part agrees", levels{"mother_name": nameMiddleTypo}, facts{}},
		{"a spouse's with two slips", levels{"spouse_name": nameTypoFar}, facts{others: 1, known: true, spouse: true}},
		{"a spouse's of which a part agrees", levels{"spouse_name": nameMiddleTypo}, facts{}},
		{"a head's", levels{"head_name": nameExact}, facts{others: 1, known: true}},
		{"one telephone", levels{"phone": codeSame}, facts{others: 1, known: true}},
		{"a telephone one digit off", levels{"phone": codeDigit}, facts{others: 1}},
		{"another telephone", levels{"phone": codeOther}, facts{}},
		{"one household", levels{"household": codeSame}, facts{others: 1}},
		{"one household and a father's name", levels{"household": codeSame, "father_name": nameExact}, facts{others: 2, known: true, parent: true}},
		{"one telephone and one household", levels{"phone": codeSame, "household": codeSame}, facts{others: 2, known: true}},
		{"a father's name and a head's", levels{"father_name": nameExact, "head_name": nameExact}, facts{others: 2, known: true, parent: true}},
		{"a sector's number", levels{"bhxh_number": codeSame}, facts{others: 1, known: true}},
		{"one hamlet", levels{"residence": placeHamlet}, facts{others: 1}},
		{"another hamlet", levels{"residence": placeOtherHamlet}, facts{others: 1}},
		{"one commune", levels{"residence": placeCommune}, facts{others: 1}},
		{"one district", levels{"residence": placeDistrict}, facts{near: true}},
		{"one district, as far as known", levels{"residence": placeToDistrict}, facts{near: true}},
		{"a second address", levels{"residence": placeElsewhere}, facts{near: true}},
		{"one province", levels{"residence": placeProvince}, facts{}},
		{"another province", levels{"residence": placeOther}, facts{}},
		{"one sex and ethnicity", levels{"sex": codeSame, "ethnicity": codeSame}, facts{}},
		{"dead since one day", levels{"death": deathSameDay}, facts{others: 1, known: true}},
		{"dead", levels{"death": deathSame}, facts{}},
		{"living", levels{"death": deathNot}, facts{living: true}},
	} {
		all := make([]uint8, len(s.comps))
		found := 0
		for i := range s.comps {
			if level, ok := c.of[s.comps[i].def.Name]; ok {
				all[i] = level
				found++
			}
		}
		if got := s.factsOf(all); got != c.want || found != len(c.of) {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// TestAgreesAndResembles: what is the same but for how it is written, and what may be the same with a slip.
func TestAgreesAndResembles(t *testing.T) {
	for _, c := range []struct {
		kind            Kind
		agree, resemble []uint8 // the latter besides
		different       []uint8
	}{
		{KindName, []uint8{nameExact, nameUnmarked}, []uint8{nameMarks, nameOrder, nameInitials, namePhonetic, nameTypo}, []uint8{missing, nameTypoFar, nameMiddleTypo, nameSurname, nameOther}},
		{KindDate, []uint8{dateSame, datePartial}, nil, []uint8{missing, dateSwapped, dateDay, datePartialNear, dateOther}},
		{KindPlace, []uint8{placeHamlet, placeCommune}, nil, []uint8{missing, placeOtherHamlet, placeDistrict, placeToDistrict, placeElsewhere}},
		{KindID, []uint8{idSame, idSame9, idMixed}, nil, []uint8{missing, idDigit, idSerial, idLost, idDiffer}},
		{KindDeath, []uint8{deathSameDay, deathSame}, nil, []uint8{missing, deathNot}},
		{KindKey, []uint8{codeSame}, nil, []uint8{missing, codeOther, codeDigit}},
		{KindCode, []uint8{codeSame}, nil, []uint8{missing, codeOther}},
	} {
		of := &comp{def: &Comparison{Kind: c.kind}}
		for what, levels := range map[[2]bool][]uint8{{true, true}: c.agree, {false, true}: c.resemble, {false, false}: c.different} {
			for _, level := range levels {
				if got := [2]bool{of.agrees(level), of.resembles(level)}; got != what {
					t.Errorf("kind %v, level %d: agrees and resembles are %v, want %v", c.kind, level, got, what)
				}
			}
		}
	}
}
