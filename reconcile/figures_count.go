package reconcile

import (
	"maps"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// The sectors the figures look into, beside those of the rules.
const (
	sectorDoses    = "tiem_chung"
	sectorWelfare  = "an_sinh"
	sectorPensions = "bhxh"
	sectorWorkers  = "lao_dong"

	fieldIdentityLevel record.Field = "identity_level" // can_cuoc or the register: level of electronic identity
)

// Ages the figures stand on.
const (
	identityAge     = 14 // Law on Identification 2023: a card is obligatory from 14
	elderlyAge      = 60 // Law on the Elderly 2009
	pensionerAge    = 75 // Law on Social Insurance 2024: social pension from 75, since 1 July 2025
	workingAgeStart = 15 // Labour Code 2019
)

// chipCardsStart is the day from which cards have a chip (Circular 06/2021/TT-BCA).
var chipCardsStart = record.MakeDate(2021, 1, 23)

// retirementMonths returns the age of retirement in months (Labour Code 2019, article 169): men 60 years 3 months in 2021, three
// months more every year up to 62; women 55 years 4 months, four months more up to 60.
func retirementMonths(male bool, year int) int {
	steps := max(0, year-2020)
	if male {
		return min(60*12+3*steps, 62*12)
	}
	return min(55*12+4*steps, 60*12)
}

// monthsAt returns the full months of age.
func monthsAt(born, on record.Date) int {
	months := (on.Year()-born.Year())*12 + on.Month() - born.Month()
	if on.Day() < born.Day() {
		months--
	}
	return months
}

// people names the figures F1 to F5, F7 and F8 and returns what counts one register person in them.
func (t *tabulation) people(wrong bitset) func(row int) {
	v := t.ix.register
	parts := []func(c []int64, row int){
		t.vaccination(), t.identity(), t.elderly(), t.workers(), t.comers(), t.cohorts(wrong), t.coverage(),
	}
	all := t.name("people")
	return func(row int) {
		c := t.at(t.unit(v, row, v.people.Commune[row]))
		c[all]++
		for _, part := range parts {
			part(c, row)
		}
	}
}

// age returns the full years of a register person, false where the birth date is not known or cannot be.
func (t *tabulation) age(row int) (int, bool) {
	born, _ := span(t.ix.register.birth(row))
	return ageAt(born, t.ix.asOf), born != 0 && !surelyAfter(born, t.ix.asOf)
}

// vaccination counts F1: ages by stream, and who of them has one dose, two or more.
func (t *tabulation) vaccination() func(c []int64, row int) {
	once, again := t.doses()
	type stream struct{ people, one, two int }
	var streams []stream
	for _, g := range t.opt.AgeGroups {
		s := stream{people: t.name("f1.age." + g.String())}
		if once != nil {
			s.one, s.two = t.name("f1.dose_1."+g.String()), t.name("f1.dose_2."+g.String())
		}
		streams = append(streams, s)
	}
	unknown := t.name("f1.age.unknown")
	return func(c []int64, row int) {
		age, ok := t.age(row)
		if !ok {
			c[unknown]++
			return
		}
		for i, g := range t.opt.AgeGroups {
			if age < g.From || age > g.To {
				continue
			}
			c[streams[i].people]++
			if once != nil && once.has(row) {
				c[streams[i].one]++
				if again.has(row) {
					c[streams[i].two]++
				}
			}
		}
	}
}

// doses returns who has one dose at least, and who more, repeated records left out; nil where no doses are in the run.
func (t *tabulation) doses() (once, again bitset) {
	for _, v := range t.ix.sectors {
		if v.code != sectorDoses {
			continue
		}
		if once == nil {
			once, again = t.ix.register.newBits(), t.ix.register.newBits()
		}
		for row := range v.rows {
			p, ok := v.linked(row)
			if !ok || v.mark(row)&markDuplicate != 0 {
				continue
			}
			if person := int(t.ix.person(p)); once.has(person) {
				again.set(person)
			} else {
				once.set(person)
			}
		}
	}
	return once, again
}

// identity counts F2: who may hold a card, who does, and the levels of electronic identity.
func (t *tabulation) identity() func(c []int64, row int) {
	entitled := t.name("f2.age_14")
	var chip, card bitset
	levels := map[uint32]string{}
	for _, v := range append([]*view{t.ix.register}, t.ix.sectors...) {
		if level := v.people.Coded[fieldIdentityLevel]; level != nil {
			for row := range v.rows {
				if p, ok := t.self(v, row); ok && coded(level, row) != "" {
					levels[p] = max(levels[p], coded(level, row))
				}
			}
		}
		if v.code != sectorCards {
			continue
		}
		if card == nil {
			chip, card = t.ix.register.newBits(), t.ix.register.newBits()
		}
		for row := range v.rows {
			p, ok := v.linked(row)
			if !ok || !v.inForce(row, t.ix.asOf) {
				continue
			}
			card.set(int(t.ix.person(p)))
			if d := v.date(record.IssueDate, row); d != 0 && !surelyAfter(chipCardsStart, d) {
				chip.set(int(t.ix.person(p)))
			}
		}
	}
	var withChip, other, none int
	if card != nil {
		withChip, other, none = t.name("f2.card_chip"), t.name("f2.card_other"), t.name("f2.card_none")
	}
	numbers := map[string]int{}
	for _, p := range slices.Sorted(maps.Values(levels)) {
		numbers[p] = t.name("f2.level." + p)
	}
	return func(c []int64, row int) {
		if l := levels[uint32(row)]; l != "" {
			c[numbers[l]]++
		}
		if age, ok := t.age(row); !ok || age < identityAge {
			return
		}
		c[entitled]++
		switch {
		case card == nil:
		case chip.has(row):
			c[withChip]++
		case card.has(row):
			c[other]++
		default:
			c[none]++
		}
	}
}

// self returns the register person a row is about.
func (t *tabulation) self(v *view, row int) (uint32, bool) {
	if v.register {
		return t.ix.person(row), true
	}
	p, ok := v.linked(row)
	if !ok {
		return 0, false
	}
	return t.ix.person(p), true
}

// elderly counts F3: the elderly, and who of them receives a benefit in fact.
func (t *tabulation) elderly() func(c []int64, row int) {
	old, older := t.name("f3.elderly"), t.name("f3.elderly_75")
	var paid bitset
	for _, v := range t.ix.sectors {
		if v.code != sectorWelfare && v.code != sectorPensions {
			continue
		}
		if paid == nil {
			paid = t.ix.register.newBits()
		}
		for row := range v.rows {
			if p, ok := v.linked(row); ok && v.inForce(row, t.ix.asOf) && (v.code == sectorWelfare || drawsBenefit(v, row)) {
				paid.set(int(t.ix.person(p)))
			}
		}
	}
	var receives, olderReceives int
	if paid != nil {
		receives, olderReceives = t.name("f3.elderly_paid"), t.name("f3.elderly_75_paid")
	}
	return func(c []int64, row int) {
		age, ok := t.age(row)
		if !ok || age < elderlyAge {
			return
		}
		has := paid != nil && paid.has(row)
		c[old]++
		if has {
			c[receives]++
		}
		if age < pensionerAge {
			return
		}
		c[older]++
		if has {
			c[olderReceives]++
		}
	}
}

// drawsBenefit reports whether a social-insurance record names a benefit or a payment.
func drawsBenefit(v *view, row int) bool {
	return v.cell(record.Benefit, row) != "" || v.date(record.LastPaid, row) != 0
}

// workers counts F4: people of working age, and who of them works, in an enterprise, in a zone.
func (t *tabulation) workers() func(c []int64, row int) {
	able := t.name("f4.working_age")
	var works, zone bitset
	for _, v := range t.ix.sectors {
		if v.code != sectorWorkers {
			continue
		}
		if works == nil {
			works, zone = t.ix.register.newBits(), t.ix.register.newBits()
		}
		for row := range v.rows {
			p, ok := v.linked(row)
			if !ok || !v.inForce(row, t.ix.asOf) || v.cell(record.Employer, row) == "" && v.cell(record.Zone, row) == "" {
				continue
			}
			works.set(int(t.ix.person(p)))
			if v.cell(record.Zone, row) != "" {
				zone.set(int(t.ix.person(p)))
			}
		}
	}
	var employed, inZone int
	if works != nil {
		employed, inZone = t.name("f4.employed"), t.name("f4.employed_zone")
	}
	v := t.ix.register
	return func(c []int64, row int) {
		born, _ := span(v.birth(row))
		months := monthsAt(born, t.ix.asOf)
		if born == 0 || months < workingAgeStart*12 || months >= retirementMonths(v.sex(row) == record.SexMale, t.ix.asOf.Year()) {
			return
		}
		c[able]++
		if works != nil && works.has(row) {
			c[employed]++
			if zone.has(row) {
				c[inZone]++
			}
		}
	}
}

// comers counts F5: temporary residents, and permanent ones born in another province.
func (t *tabulation) comers() func(c []int64, row int) {
	temporary, permanent := t.name("f5.temporary"), t.name("f5.permanent_born_elsewhere")
	v := t.ix.register
	born, home := v.people.Places[record.BirthPlace], v.people.Places[record.PermanentAddress]
	return func(c []int64, row int) {
		if v.temporary(row) {
			c[temporary]++
			return
		}
		if born == nil || home == nil {
			return
		}
		b, h := &born.Dict[born.Codes[row]], &home.Dict[home.Codes[row]]
		if len(b.Provinces) == 1 && len(h.Provinces) == 1 && b.Provinces[0] != h.Provinces[0] {
			c[permanent]++
		}
	}
}

// cohorts counts F7: the children of the cohorts, and who of them has no personal ID or one of a wrong structure, where the register holds any.
func (t *tabulation) cohorts(wrong bitset) func(c []int64, row int) {
	type cohort struct{ all, none, bad int }
	years := map[int]cohort{}
	v := t.ix.register
	holdsIDs := v.people.IDs[record.PersonalIDNo] != nil
	for _, y := range t.opt.Cohorts {
		code := "f7.born_" + strconv.Itoa(y)
		born := cohort{all: t.name(code)}
		if holdsIDs {
			born.none, born.bad = t.name(code+".no_id"), t.name(code+".wrong_id")
		}
		years[y] = born
	}
	return func(c []int64, row int) {
		y, ok := years[v.birth(row).Year()]
		if !ok {
			return
		}
		c[y.all]++
		switch {
		case !holdsIDs:
		case wrong.has(row):
			c[y.bad]++
		case v.id12[row] == 0:
			c[y.none]++
		}
	}
}

// coverage counts F8: of those a scheme must cover, how many are in it.
func (t *tabulation) coverage() func(c []int64, row int) {
	type numbers struct{ due, covered, review int }
	var all []numbers
	for _, c := range t.ix.coverage {
		code := "f8." + c.Name
		all = append(all, numbers{t.name(code + ".due"), t.name(code + ".covered"), t.name(code + ".review")})
	}
	return func(c []int64, row int) {
		for i, cov := range t.ix.coverage {
			if !cov.due.has(row) {
				continue
			}
			c[all[i].due]++
			switch {
			case cov.covered.has(row):
				c[all[i].covered]++
			case cov.maybe.has(row):
				c[all[i].review]++
			}
		}
	}
}

// schemes names the figures F6 and returns what counts them: the records in force of every scheme, how many are matched, and of
// how many the person can be reached by telephone. Records that are not matched count by their own address.
func (t *tabulation) schemes() func() {
	type scheme struct{ records, matched, reachable int }
	found := map[string]bool{}
	for _, v := range t.ix.sectors {
		if s := v.people.Coded[record.Scheme]; v.code == sectorWelfare && s != nil {
			for _, d := range s.Dict {
				if d.Known {
					found[d.Code] = true
				}
			}
		}
	}
	numbers := map[string]scheme{}
	for _, code := range slices.Sorted(maps.Keys(found)) {
		numbers[code] = scheme{t.name("f6." + code + ".records"), t.name("f6." + code + ".matched"), t.name("f6." + code + ".reachable")}
	}
	return func() {
		for _, v := range t.ix.sectors {
			s := v.people.Coded[record.Scheme]
			if v.code != sectorWelfare {
				continue
			}
			for row := range v.rows {
				n, ok := numbers[coded(s, row)]
				if !ok || !v.inForce(row, t.ix.asOf) || v.mark(row)&markDuplicate != 0 {
					continue
				}
				c := t.at(t.unit(v, row, t.ix.commune(v, row)))
				c[n.records]++
				p, linked := v.linked(row)
				if !linked {
					continue
				}
				c[n.matched]++
				if _, dead := t.ix.dead(p); !dead && (v.cell(record.Phone, row) != "" || t.ix.register.cell(record.Phone, p) != "") {
					c[n.reachable]++
				}
			}
		}
	}
}
