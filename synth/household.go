package synth

import "github.com/doisanh/doisanh/record"

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
	fn := b.people[parent].name
	var mn nameRef
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
