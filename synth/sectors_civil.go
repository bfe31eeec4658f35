package synth

import (
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// The kinds of civil-status event.
const (
	eventBirth uint8 = iota + 1
	eventDeath
	eventMarriage
	eventDivorce
	eventCorrection
	eventParent
)

var eventWords = []string{"", "Khai sinh", "Khai tử", "Kết hôn", "Ly hôn", "Cải chính", "Nhận cha, mẹ, con"}

// events are the civil-status events registered with the justice office.
var events = sector{code: "ho_tich", facts: true, prefix: "HT", required: []col{colName, colBirth, colSex},
	columns: []column{{colRecord, "Mã hồ sơ", ""}, {colOwn, "Loại sự kiện", record.EventType}, {colOwn + 1, "Số đăng ký", record.EventNumber},
		{colOwn + 2, "Ngày sự kiện", record.EventDate}, {colOwn + 3, "Nơi đăng ký", record.EventPlace}, {colName, "Họ, chữ đệm, tên", ""},
		{colBirth, "Ngày, tháng, năm sinh", ""}, {colSex, "Giới tính", ""}, {colID, "Số định danh cá nhân", ""}, {colEthnicity, "Dân tộc", ""},
		{colNationality, "Quốc tịch", ""}, {colPerm, "Nơi cư trú", ""}, {colFather, "Họ tên cha", ""}, {colMother, "Họ tên mẹ", ""},
		{colSpouse, "Họ tên vợ/chồng", ""}, {colOwn + 4, "Nội dung cải chính", record.CorrectedField}, {colOwn + 5, "Giá trị cũ", record.OldValue},
		{colOwn + 6, "Giá trị mới", record.NewValue}},
	plan: func(pl *planner, i uint32, p *person) {
		for _, e := range [...]struct {
			flag flags
			kind uint8
		}{{birthEvent, eventBirth}, {deathEvent, eventDeath}, {marriageEvent, eventMarriage}, {divorceEvent, eventDivorce},
			{correctionEvent, eventCorrection}, {recognized, eventParent}} {
			if p.flags&e.flag != 0 && p.state != outsider {
				pl.add(i, e.kind, modeLive)
			}
		}
	},
	fill:    fillEvent,
	special: findEvent}

func fillEvent(w *world, it *item, p *person, r *row, f *fact, s *stream) {
	f.kind = it.kind
	f.own[0] = eventWords[it.kind]
	f.own[1] = strconv.Itoa(1+s.intn(400)) + "/" + strconv.Itoa(2015+s.intn(10))
	f.own[3] = "UBND " + w.title(w.place(p.home, p.newHome, 0, r.perm.kind == placeNew))
	r.spouse.blank = true
	f.date = daysBefore(w.asOf, 20+s.intn(900))
	switch it.kind {
	case eventBirth:
		f.date = p.birth
		if p.state == newborn {
			r.id = idVal{}
		}
	case eventDeath:
		f.date = p.death
		if p.state == deadRecorded && s.chance(w.cfg.Events["death_before_birth"]) {
			f.date = record.MakeDate(p.year()-1-s.intn(20), 1+s.intn(12), 1+s.intn(28))
		}
	case eventMarriage:
		wife := &w.people[p.spouse]
		r.spouse = nameVal{ref: wife.name}
		f.date = marriageDay(w, p, wife, s)
	case eventDivorce:
		if p.spouse != none {
			r.spouse = nameVal{ref: w.people[p.spouse].name}
		}
	case eventCorrection:
		fillCorrection(w, p, f, s)
	case eventParent:
		r.father = nameVal{ref: p.fatherName}
		r.mother.blank = true
	}
	f.own[2] = dayText(f.date)
}

// marriageDay draws the day a couple married: of age, and lately where the register does not know yet.
func marriageDay(w *world, husband, wife *person, s *stream) record.Date {
	if s.chance(w.cfg.Events["marriage_under_age"]) {
		return record.MakeDate(husband.year()+15+s.intn(3), 1+s.intn(12), 1+s.intn(28))
	}
	first, last := max(husband.year()+21, wife.year()+19), w.asOf.Year()-1
	if husband.flags&marriageUnrecorded != 0 || first >= last {
		return daysBefore(w.asOf, 15+s.intn(150))
	}
	return record.MakeDate(s.between(first, last), 1+s.intn(12), 1+s.intn(28))
}

// fillCorrection draws what was corrected. What the register holds is the new value where it was applied, else the old.
func fillCorrection(w *world, p *person, f *fact, s *stream) {
	held := nameVal{ref: p.name}
	if s.chance(0.5) && p.birth.IsFull() {
		f.changed = colBirth
		other := record.MakeDate(p.year(), p.birth.Month(), 1+(p.birth.Day()+3+s.intn(20))%27)
		f.own[4] = "Ngày sinh"
		f.own[5], f.own[6], f.newBirth = dayText(other), dayText(p.birth), p.birth
		if p.flags&correctionUnapplied != 0 {
			f.own[5], f.own[6], f.newBirth = f.own[6], f.own[5], other
		}
		return
	}
	f.changed = colName
	other := nameVal{ref: p.name}
	for other.ref == p.name {
		other.ref = w.names.name(s, p.name.sur, p.female, p.year())
	}
	f.own[4] = "Họ và tên"
	f.own[5], f.own[6], f.newName = w.text(&other), w.text(&held), held
	if p.flags&correctionUnapplied != 0 {
		f.own[5], f.own[6], f.newName = f.own[6], f.own[5], other
	}
}

// findEvent writes what an event says that the register does not show.
func findEvent(t *finder, r *row, f *fact, reg *row) {
	w := t.w
	if reg == nil {
		if f.kind == eventBirth {
			t.add(record.Du, "birth_not_collected", "", "")
		} else {
			t.add(record.Du, "not_in_population", "", "")
		}
		return
	}
	switch f.kind {
	case eventDeath:
		if surelyAfter(r.birth, f.date) && surelyAfter(reg.birth, f.date) {
			t.add(record.Dung, "impossible", record.EventDate, "death_before_birth")
		} else if reg.status != statusDead {
			t.add(record.Song, "death_not_recorded", "", "")
		}
	case eventMarriage:
		known := w.people[r.person].flags&divorceEvent != 0 ||
			(reg.marital == divorced || reg.marital == widowed) && surelyAfter(reg.updated, f.date) // the register has moved on since
		for _, o := range append(t.others, reg) {
			known = known || o.marital == married
		}
		if !known {
			t.add(record.Song, "marriage_not_recorded", record.MaritalStatus, "")
		}
		age := 18
		if r.sex == 1 || r.sex == 0 && reg.sex != 2 {
			age = 20
		}
		if younger(r.birth, f.date, age) && younger(reg.birth, f.date, age) {
			t.add(record.Dung, "impossible", record.EventDate, "marriage_under_age")
		}
	case eventDivorce:
		if reg.marital == married {
			t.add(record.Song, "divorce_not_recorded", record.MaritalStatus, "")
		}
	case eventCorrection:
		held := false
		for _, o := range append(t.others, reg) {
			if f.changed == colName {
				held = held || !o.name.blank && w.compareNames(&f.newName, &o.name) == ""
			} else {
				held = held || o.birth == f.newBirth
			}
		}
		if !held {
			t.add(record.Song, "correction_not_applied", colFields[f.changed], "")
		}
	case eventParent:
		held := r.father.blank
		for _, o := range append(t.others, reg) {
			held = held || !o.father.blank && w.compareNames(&r.father, &o.father) == ""
		}
		if !held {
			t.add(record.Song, "parent_not_recorded", record.FatherName, "")
		}
	}
}

// surelyAfter reports whether a is after b as far as both are known.
func surelyAfter(a, b record.Date) bool {
	switch {
	case a == 0 || b == 0:
		return false
	case a.Year() != b.Year() || a.Month() == 0 || b.Month() == 0:
		return a.Year() > b.Year()
	case a.Month() != b.Month() || a.Day() == 0 || b.Day() == 0:
		return a.Month() > b.Month()
	}
	return a.Day() > b.Day()
}

// younger reports whether somebody born on a day was surely under an age on another; an unknown birth says nothing
// against it.
func younger(born, on record.Date, age int) bool {
	return born == 0 || surelyAfter(record.MakeDate(born.Year()+age, born.Month(), born.Day()), on)
}

// changedByEvent reports whether an event changes the column, so that a difference is the event's and not an error.
func changedByEvent(f *fact, c col) bool {
	switch f.kind {
	case eventMarriage, eventDivorce:
		return c == colMarital || c == colSpouse
	case eventDeath:
		return c == colMarital
	case eventParent:
		return c == colFather || c == colMother
	case eventCorrection:
		return c == f.changed
	}
	return false
}
