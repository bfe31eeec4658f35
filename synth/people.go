package synth

import (
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/record"
)

// none stands where a person has nobody in a relation.
const none = -1

// state is what has happened to a person; each has at most one.
type state uint8

const (
	stateNormal state = iota
	deadRecorded
	deadUnrecorded
	missing
	newborn
	uncollected1
	uncollected2
	uncollected3
	doubleResidence
	movedRecorded
	surplusMoved
	surplusUnexplained
	surplusTemporary
	abroadRecorded
	abroadUnrecorded
	lost1
	lost2
	lost3
	special1
	special2
	special3
	special4
	special5
	notCitizen
	outsider // lives elsewhere; met in the sectors alone
)

// stateKeys are the states' names in the configuration, in the order of the constants.
var stateKeys = [...]string{"", "dead_recorded", "dead_unrecorded", "missing", "newborn_uncollected", "uncollected_form1",
	"uncollected_form2", "uncollected_form3", "double_residence", "moved_recorded", "surplus_moved_away",
	"surplus_unexplained", "surplus_temporary", "abroad_recorded", "abroad_unrecorded", "lost_case_1", "lost_case_2",
	"lost_case_3", "special_1", "special_2", "special_3", "special_4", "special_5", "not_citizen", "outsider"}

// flags of a person.
type flags uint16

const (
	noFather            flags = 1 << iota // the father is not known
	recognized                            // … but was recognized later, in an event
	recognitionRecorded                   // … which the register shows
	marriageEvent
	marriageUnrecorded
	divorceEvent
	divorceUnrecorded
	correctionEvent
	correctionUnapplied
	birthEvent
	deathEvent
	yearOnly // only the year of birth is known, to anybody
)

// Marital states, as positions in maritalWords; 0 is blank.
const (
	single = iota + 1
	married
	divorced
	widowed
)

// Relations to the head of the household, as positions in relationWords; 0 is blank.
const (
	relHead = iota + 1
	relHusband
	relWife
	relChild
	relParent
	relDaughterInLaw
	relGrandchild
	relOther
)

// person is one made-up person, as they truly are.
type person struct {
	id                           uint64
	cmnd, phone, household       uint32
	father, mother, spouse, head int32 // positions in world.people, or none
	birth, death                 record.Date
	name                         nameRef
	fatherName, motherName       nameRef
	home, birthPlace, homeTown   uint16 // positions in the old communes
	away                         uint16 // where they live if not at home: position in the old communes + 1, else 0
	newHome                      uint16 // position in the new communes
	hamlet                       uint8
	pcode                        uint8 // first digits of the personal ID
	group, religion, blood       uint8
	marital, relation            uint8
	state                        state
	flags                        flags
	female                       bool
}

func (p *person) year() int { return p.birth.Year() }

// inRegister reports whether the register has a row of the person.
func (p *person) inRegister() bool {
	switch p.state {
	case newborn, uncollected1, uncollected2, uncollected3, special3, special4, outsider:
		return false
	}
	return true
}

// dead reports whether the person has died.
func (p *person) dead() bool { return p.state == deadRecorded || p.state == deadUnrecorded }

// gone reports whether the person is no longer here to be met in a sector's ordinary work.
func (p *person) gone() bool {
	return p.dead() || p.state == missing || p.state == abroadRecorded || p.state == abroadUnrecorded || p.state == movedRecorded
}

// age returns the completed years at a day.
func (p *person) age(at record.Date) int {
	a := at.Year() - p.birth.Year()
	if at&0x1ff < p.birth&0x1ff {
		a--
	}
	return a
}

// blockSize is how many people one block of households holds; a block is drawn from one stream.
const blockSize = 2048

// block draws the households of one block.
type block struct {
	w      *world
	s      stream
	people []person
	house  uint32
	commun uint16 // position in w.communes
	byName map[[4]int]int32
}

// populate draws all people: the province's in blocks, then the outsiders.
func (w *world) populate() {
	inside := (w.cfg.People + blockSize - 1) / blockSize
	outside := (w.cfg.People/40 + blockSize) / blockSize
	blocks := make([][]person, inside+outside)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range w.threads {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(blocks) {
					return
				}
				b := block{w: w, s: newStream(w.cfg.Seed, stagePeople, uint64(i)), byName: map[[4]int]int32{}}
				if i < inside {
					b.fill(i)
				} else {
					b.fillOutsiders(i-inside, outside)
				}
				blocks[i] = b.people
			}
		})
	}
	wg.Wait()
	total := 0
	for _, b := range blocks {
		total += len(b)
	}
	w.people = make([]person, 0, total)
	house := uint32(0)
	for i, b := range blocks {
		base := int32(len(w.people))
		houses := uint32(0)
		for _, p := range b {
			for _, r := range [...]*int32{&p.father, &p.mother, &p.spouse, &p.head} {
				if *r != none {
					*r += base
				}
			}
			houses = max(houses, p.household+1)
			p.household += house
			w.people = append(w.people, p)
		}
		house += houses
		blocks[i] = nil
		if i == inside-1 {
			w.residents = len(w.people)
		}
	}
	w.number()
}

// fill draws households until the block's share of the people is reached.
func (b *block) fill(i int) {
	target := min(blockSize, b.w.cfg.People-i*blockSize)
	b.people = make([]person, 0, target+12)
	for len(b.people) < target {
		at := i*blockSize + len(b.people)
		b.commun = b.w.communes[min(at*len(b.w.communes)/b.w.cfg.People, len(b.w.communes)-1)]
		first := len(b.people)
		b.household()
		for k := first; k < len(b.people); k++ {
			b.finish(int32(k))
		}
		b.house++
	}
}

// family is what the members of a household share.
type family struct {
	group    uint8
	religion uint8
	town     uint16
	hamlet   uint8
	newHome  uint16
	clan     uint16
}

func (b *block) family() family {
	f := family{group: b.w.drawGroup(&b.s), town: b.commun, hamlet: uint8(b.s.intn(len(hamlets)))}
	if b.s.chance(0.2) {
		f.town = uint16(b.s.intn(len(b.w.oldUnits)))
	}
	if b.s.chance(0.13) {
		f.religion = uint8(1 + b.s.intn(len(religionWords)-2))
	}
	succ := b.w.successors[b.commun]
	f.newHome = succ[b.s.intn(len(succ))]
	if c, ok := b.w.names.clans[f.group]; ok {
		f.clan = c.lasts[b.s.intn(len(c.lasts))]
	}
	return f
}

// add appends a person and returns their position.
func (b *block) add(f *family, female bool, birth record.Date, name nameRef) int32 {
	p := person{father: none, mother: none, spouse: none, household: b.house, birth: birth, name: name, female: female,
		home: b.commun, newHome: f.newHome, hamlet: f.hamlet, homeTown: f.town, birthPlace: b.commun, group: f.group,
		religion: f.religion, blood: uint8(1 + bloodDraw.draw(&b.s)), marital: single, relation: relOther}
	if b.s.chance(0.12) {
		p.birthPlace = uint16(b.s.intn(len(b.w.oldUnits)))
	}
	if birth.Year() < 1960 && b.s.chance(0.10) || birth.Year() < 1940 && b.s.chance(0.2) {
		p.flags |= yearOnly
		p.birth = record.MakeDate(birth.Year(), 0, 0)
	}
	b.people = append(b.people, p)
	return int32(len(b.people) - 1)
}

// drawName draws a name for someone who does not take a surname from the household.
func (b *block) drawName(f *family, female bool, year int) nameRef {
	if c, ok := b.w.names.clans[f.group]; ok {
		return b.w.names.clanName(&b.s, c, female, c.lasts[b.s.intn(len(c.lasts))])
	}
	return b.w.names.name(&b.s, b.w.names.surname(&b.s, f.group), female, year)
}

// day draws a day of a year, not after as_of and not before it by more than the year.
func (b *block) day(year int) record.Date {
	for {
		m := 1 + b.s.intn(12)
		d := record.MakeDate(year, m, 1+b.s.intn(daysIn(year, m)))
		if d <= b.w.asOf {
			return d
		}
		if year == b.w.asOf.Year() && b.w.asOf.Month() == 1 {
			year--
		}
	}
}

func (b *block) aged(age int) record.Date { return b.day(b.w.asOf.Year() - age) }

// household draws one household: a couple or single parent with children, three generations, elders, or one person.
func (b *block) household() {
	f := b.family()
	head := int32(len(b.people))
	switch x := b.s.float(); {
	case x < 0.64:
		age := 24 + int(44*b.s.float())
		b.couple(&f, age, b.s.chance(0.82), true)
	case x < 0.82:
		b.threeGenerations(&f)
	case x < 0.93:
		b.couple(&f, b.s.between(60, 88), true, false)
	default:
		b.alone(&f, b.s.between(19, 85))
	}
	b.people[head].relation = relHead
	for k := head; k < int32(len(b.people)); k++ {
		b.people[k].head = head
	}
}

// couple draws a head with spouse, unless they live alone, and their children at home. It returns the parents' positions.
func (b *block) couple(f *family, age int, maleHead, children bool) (husband, wife int32) {
	wifeAge := max(19, age-b.s.between(-1, 6))
	if !maleHead {
		age, wifeAge = wifeAge+b.s.between(0, 5), age
	}
	age = max(age, 21)
	hb, wb := b.aged(age), b.aged(wifeAge)
	hn, wn := b.drawName(f, false, hb.Year()), b.drawName(f, true, wb.Year())
	alone := b.s.chance(0.10)
	husband, wife = none, none
	if maleHead || !alone {
		husband = b.addAdult(f, false, hb, hn)
	}
	if !maleHead || !alone {
		wife = b.addAdult(f, true, wb, wn)
	}
	if !maleHead && husband != none && wife != none { // the head stands first
		b.people[husband], b.people[wife] = b.people[wife], b.people[husband]
		husband, wife = wife, husband
	}
	if husband != none && wife != none {
		b.marry(husband, wife)
	} else if k := max(husband, wife); age > 30 {
		b.people[k].marital = []uint8{single, divorced, widowed, divorced}[b.s.intn(4)]
		if age > 60 {
			b.people[k].marital = widowed
		}
	}
	if children {
		b.children(f, husband, wife, hn, wn, hb, wb, relChild)
	}
	return husband, wife
}

// marry makes two people of the block a couple.
func (b *block) marry(husband, wife int32) {
	h, w := &b.people[husband], &b.people[wife]
	h.spouse, w.spouse = wife, husband
	h.marital, w.marital = married, married
	h.relation, w.relation = relHusband, relWife
}

// addAdult adds a person whose parents are known by name alone.
func (b *block) addAdult(f *family, female bool, birth record.Date, name nameRef) int32 {
	k := b.add(f, female, birth, name)
	p := &b.people[k]
	p.fatherName = b.parentName(f, name, false, birth.Year()-b.s.between(21, 36))
	p.motherName = b.parentName(f, name, true, birth.Year()-b.s.between(19, 33))
	return k
}

// parentName draws the name of a parent nobody else is generated of.
func (b *block) parentName(f *family, child nameRef, female bool, year int) nameRef {
	if c, ok := b.w.names.clans[f.group]; ok {
		return b.w.names.clanName(&b.s, c, female, child.giv)
	}
	if female || b.s.chance(0.03) {
		return b.w.names.name(&b.s, b.w.names.surname(&b.s, f.group), female, year)
	}
	return b.w.names.name(&b.s, child.sur, female, year)
}

// children draws the children who still live with their parents; one parent may be absent.
func (b *block) children(f *family, father, mother int32, fn, mn nameRef, fb, mb record.Date, relation uint8) {
	first := mb.Year() + b.s.between(20, 29)
	count := []int{1, 2, 2, 2, 3, 3, 4}[b.s.intn(7)]
	if mb.Year() < 1965 {
		count += b.s.intn(3)
	}
	unknown := father == none && mother != none && b.s.chance(min(1, b.w.cfg.Families["no_father"]*30)) // single mothers are few
	year := max(first, fb.Year()+19)
	firstBorn := int32(none)
	var last record.Date
	for i := 0; i < count && year <= b.w.asOf.Year() && year <= mb.Year()+45; i++ {
		birth := b.day(year)
		if i > 0 && b.s.chance(b.w.cfg.Families["twins"]) && last != 0 {
			birth = last
		}
		last = birth
		age := b.w.asOf.Year() - birth.Year()
		year += b.s.between(1, 5)
		if age > 24 && !b.s.chance(0.25) || age > 38 {
			continue // has a household of their own
		}
		k := b.child(f, father, mother, fn, mn, birth, unknown)
		b.people[k].relation = relation
		if firstBorn == none {
			firstBorn = k
		}
	}
}

// child adds a child of two parents.
func (b *block) child(f *family, father, mother int32, fn, mn nameRef, birth record.Date, unknown bool) int32 {
	female := b.s.chance(0.48)
	sur := fn.sur
	if unknown || b.s.chance(0.02) {
		sur = mn.sur
	}
	name := b.w.names.name(&b.s, sur, female, birth.Year())
	if c, ok := b.w.names.clans[f.group]; ok {
		name = b.w.names.clanName(&b.s, c, female, mn.giv)
	} else if !female && b.s.chance(b.w.cfg.Families["father_and_son_of_one_name"]) {
		name = fn
	}
	k := b.add(f, female, birth, name)
	p := &b.people[k]
	p.father, p.mother, p.fatherName, p.motherName = father, mother, fn, mn
	if unknown {
		p.flags |= noFather
		p.father = none
	}
	return k
}

// threeGenerations draws elders, a married son of theirs and his children.
func (b *block) threeGenerations(f *family) {
	elder := b.s.between(55, 82)
	husband, wife := b.couple(f, elder, b.s.chance(0.7), false)
	parent := husband
	if parent == none {
		parent = wife
	}
	sonAge := min(elder-b.s.between(22, 30), 50)
	if sonAge < 22 {
		return
	}
	fb := b.aged(sonAge)
	fn, mn := b.people[parent].name, nameRef{}
	if wife != none {
		mn = b.people[wife].name
	} else {
		mn = b.drawName(f, true, b.people[parent].year())
	}
	if husband == none {
		fn = b.drawName(f, false, b.people[wife].year())
	}
	son := b.child(f, husband, wife, fn, mn, fb, false)
	if b.people[son].female { // the one who stays may be a daughter; then her children bear her husband's surname
		b.people[son].relation = relChild
		return
	}
	b.people[son].relation = relChild
	wb := b.aged(max(20, sonAge-b.s.between(0, 5)))
	bride := b.addAdult(f, true, wb, b.drawName(f, true, wb.Year()))
	b.marry(son, bride)
	b.people[son].relation, b.people[bride].relation = relChild, relDaughterInLaw
	b.children(f, son, bride, b.people[son].name, b.people[bride].name, fb, wb, relGrandchild)
}

// alone draws a person living alone.
func (b *block) alone(f *family, age int) {
	female := b.s.chance(0.55)
	birth := b.aged(age)
	k := b.addAdult(f, female, birth, b.drawName(f, female, birth.Year()))
	if age > 28 {
		b.people[k].marital = []uint8{single, divorced, widowed}[b.s.intn(3)]
	}
	if age > 65 {
		b.people[k].marital = widowed
	}
}

// finish makes namesakes, settles what has happened to a person, and notes the rest of their data.
func (b *block) finish(k int32) {
	p := &b.people[k]
	b.namesake(k)
	u := b.w.oldUnits[p.birthPlace]
	p.pcode = uint8(u.Province)
	if p.birth >= reform && p.birth.IsFull() {
		pr, _ := b.w.units.Province63(u.Province)
		p.pcode = uint8(pr.Successor)
	}
	if b.s.chance(0.7) && p.age(b.w.asOf) >= 14 {
		p.phone = uint32(b.s.intn(100_000_000))
	}
	b.settle(p)
}

// namesake gives a person the name of another one of the commune, of the same sex and birth year.
func (b *block) namesake(k int32) {
	p := &b.people[k]
	key := [4]int{int(p.home), int(p.name.sur)<<1 | sexOf(p.female), p.year(), 0}
	other, ok := b.byName[key]
	b.byName[key] = k
	if !ok || b.people[other].household == p.household || !b.s.chance(b.w.cfg.Families["namesakes"]*8) {
		return
	}
	o := b.people[other].name
	p.name.mid, p.name.giv = o.mid, o.giv
	for i := k + 1; i < int32(len(b.people)); i++ { // the household was drawn whole, so children know the name
		if c := &b.people[i]; c.father == k {
			c.fatherName = p.name
		} else if c.mother == k {
			c.motherName = p.name
		}
	}
}

// settle draws the state of a person and their events.
func (b *block) settle(p *person) {
	c, s := &b.w.cfg, &b.s
	age := p.age(b.w.asOf)
	x := s.float()
	take := func(st state, share float64) bool {
		if p.state != stateNormal {
			return true
		}
		if x < share {
			p.state = st
			return true
		}
		x -= share
		return false
	}
	frail := mortality(age)
	take(deadRecorded, c.States["dead_recorded"]*frail)
	take(deadUnrecorded, c.States["dead_unrecorded"]*frail)
	if age < 1 && p.relation != relHead {
		take(newborn, min(1, c.States["newborn_uncollected"]/0.013))
	}
	if age >= 1 {
		for _, st := range [...]state{uncollected1, uncollected2, uncollected3, doubleResidence, movedRecorded, surplusMoved, surplusUnexplained, surplusTemporary} {
			take(st, c.States[stateKeys[st]])
		}
	}
	if age >= 18 {
		for _, st := range [...]state{missing, abroadRecorded, abroadUnrecorded, lost1, lost2, lost3, special1, special3, special4, special5, notCitizen} {
			take(st, c.States[stateKeys[st]]*1.35)
		}
	} else {
		take(special2, c.States["special_2"]*3.5)
	}
	b.events(p, age)
	if p.state == uncollected2 || p.state == uncollected3 || p.state == stateNormal && age > 17 && s.chance(0.06) {
		p.away = 1 + uint16(s.intn(len(b.w.oldUnits)))
	}
}

// mortality is how much likelier than the average someone of that age is to be among the dead.
func mortality(age int) float64 {
	switch {
	case age >= 75:
		return 6
	case age >= 60:
		return 2.5
	case age >= 40:
		return 0.9
	case age >= 18:
		return 0.3
	}
	return 0.1
}

// events draws the person's civil-status events and what the register shows of them.
func (b *block) events(p *person, age int) {
	c, s := &b.w.cfg, &b.s
	if p.dead() {
		years := s.intn(4)
		d := b.day(b.w.asOf.Year() - years)
		if d.Year() <= p.year() {
			d = b.w.asOf
		}
		p.death = d
		if p.state == deadUnrecorded || s.chance(c.Events["death_event"]) {
			p.flags |= deathEvent
		}
	}
	if p.state == newborn || age < 5 && s.chance(c.Events["birth_event"]) {
		p.flags |= birthEvent
	}
	if p.flags&noFather != 0 && age < 18 && s.chance(c.Events["parent_recognition"]) {
		p.flags |= recognized
		if !s.chance(c.Events["parent_unrecorded"]) {
			p.flags |= recognitionRecorded
		}
	}
	if p.state == stateNormal && s.chance(c.Events["correction"]) {
		p.flags |= correctionEvent
		if s.chance(c.Events["correction_unapplied"]) {
			p.flags |= correctionUnapplied
		}
	}
	if p.marital == divorced && s.chance(c.Events["divorce_event"]) {
		p.flags |= divorceEvent
	}
	if p.spouse == none || p.female { // a couple's event is drawn once, with the husband
		return
	}
	w := &b.people[p.spouse]
	if p.state != stateNormal || w.state != stateNormal {
		return
	}
	switch {
	case s.chance(c.Events["divorce_unrecorded"]):
		p.marital, w.marital = divorced, divorced
		p.flags |= divorceUnrecorded | divorceEvent
		w.flags |= divorceUnrecorded
	case age < 60 && s.chance(c.Events["marriage_unrecorded"]*1.4):
		p.flags |= marriageUnrecorded | marriageEvent
		w.flags |= marriageUnrecorded
	case s.chance(c.Events["marriage_event"]):
		p.flags |= marriageEvent
	}
}

// fillOutsiders draws people from elsewhere whom the province's sectors hold records of.
func (b *block) fillOutsiders(i, blocks int) {
	target := max(200, b.w.cfg.People/40) / blocks
	for n := 0; n < target; n++ {
		b.commun = uint16(b.s.intn(len(b.w.oldUnits)))
		if b.s.chance(0.3) {
			b.commun = b.w.communes[b.s.intn(len(b.w.communes))]
		}
		for len(b.w.successors[b.commun]) == 0 {
			b.commun = b.w.communes[0]
		}
		f := b.family()
		b.alone(&f, b.s.between(1, 75))
		p := &b.people[len(b.people)-1]
		p.head, p.relation, p.state = int32(len(b.people)-1), relHead, outsider
		p.pcode = uint8(b.w.oldUnits[p.birthPlace].Province)
		if b.s.chance(0.7) {
			p.phone = uint32(b.s.intn(100_000_000))
		}
		b.house++
	}
}
