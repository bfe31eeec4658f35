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
					b.fillOutsiders(outside)
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

// fillOutsiders draws people from elsewhere whom the province's sectors hold records of.
func (b *block) fillOutsiders(blocks int) {
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
