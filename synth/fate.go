package synth

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
	take := func(st state, share float64) {
		switch {
		case p.state != stateNormal:
		case x < share:
			p.state = st
		default:
			x -= share
		}
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
