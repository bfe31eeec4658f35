package synth

import (
	"sort"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// registerSector is the extract of the population database.
var registerSector = basic(&sector{code: "dan_cu", prefix: "CD", counts: true,
	columns: []column{{colRecord, "Mã công dân", ""}, {colID, "Số định danh cá nhân", ""}, {colOld, "Số CMND 9 số", ""},
		{colName, "Họ, chữ đệm và tên khai sinh", ""}, {colBirth, "Ngày, tháng, năm sinh", ""}, {colSex, "Giới tính", ""},
		{colBirthPlace, "Nơi đăng ký khai sinh", ""}, {colHomeTown, "Quê quán", ""}, {colEthnicity, "Dân tộc", ""}, {colReligion, "Tôn giáo", ""},
		{colNationality, "Quốc tịch", ""}, {colMarital, "Tình trạng hôn nhân", ""}, {colBlood, "Nhóm máu", ""}, {colPerm, "Nơi thường trú", ""},
		{colCur, "Nơi ở hiện tại", ""}, {colFather, "Họ tên cha", ""}, {colFatherID, "Số định danh cha", ""}, {colMother, "Họ tên mẹ", ""},
		{colMotherID, "Số định danh mẹ", ""}, {colSpouse, "Họ tên vợ/chồng", ""}, {colSpouseID, "Số định danh vợ/chồng", ""},
		{colHousehold, "Mã hộ", ""}, {colHead, "Họ tên chủ hộ", ""}, {colHeadID, "Số định danh chủ hộ", ""}, {colRelation, "Quan hệ với chủ hộ", ""},
		{colPhone, "Số điện thoại", ""}, {colStatus, "Trạng thái", ""}, {colStatusDate, "Ngày thay đổi trạng thái", ""},
		{colKind, "Loại cư trú", ""}, {colUpdated, "Ngày cập nhật", ""}},
	plan: func(pl *planner, i uint32, p *person) {
		if p.inRegister() {
			pl.add(i, 0, modeLive)
		}
	},
	fill: fillRegister})

// fillRegister turns the truth about a person into what the register shows of it: it does not know of events that were
// not recorded.
func fillRegister(w *world, it *item, p *person, r *row, f *fact, s *stream) {
	r.status = statusLiving
	r.updated = max(daysBefore(w.asOf, 10+s.intn(500)), p.birth)
	later := func(status uint8) {
		r.status = status
		r.statusDate = max(daysBefore(w.asOf, 20+s.intn(700)), p.birth)
	}
	switch p.state {
	case deadRecorded:
		r.status, r.statusDate = statusDead, p.death
	case missing:
		later(statusMissing)
	case movedRecorded:
		later(statusMoved)
	case abroadRecorded:
		later(statusAbroad)
	case lost1:
		later(statusDeregistered)
	case lost2:
		later(statusPending)
	case lost3:
		later(statusSynced)
	case surplusTemporary:
		r.kind = 2
	}
	if r.statusDate > r.updated {
		r.updated = r.statusDate
	}
	if p.flags&marriageUnrecorded != 0 {
		r.marital = single
		r.spouse.blank = true
	}
	if p.flags&divorceUnrecorded != 0 && p.spouse != none {
		r.marital = married
		r.spouse = nameVal{ref: w.people[p.spouse].name}
	}
}

// settleRegister finds the surviving row of each person and the owner of each number, once the register is written.
func (w *world) settleRegister(infos []rowInfo) {
	w.rowOf = make([]int32, len(w.people))
	for i := range w.rowOf {
		w.rowOf[i] = none
	}
	for k := range w.register {
		r := &w.register[k]
		if r.id.form == idTwelve {
			w.numbers = append(w.numbers, numberOwner{r.id.number, r.person})
		}
		old := w.rowOf[r.person]
		switch {
		case old == none:
			w.rowOf[r.person] = int32(k)
		case infos[k].badness < infos[old].badness:
			w.rowOf[r.person] = int32(k)
			w.copies[r.person] = append(w.copies[r.person], old)
		default:
			w.copies[r.person] = append(w.copies[r.person], int32(k))
		}
	}
	sort.Slice(w.numbers, func(a, b int) bool {
		x, y := w.numbers[a], w.numbers[b]
		return x.id < y.id || x.id == y.id && x.person < y.person
	})
}

// daysBefore returns the day n days before another. Months are taken as they are in the calendar.
func daysBefore(d record.Date, n int) record.Date {
	y, m, day := d.Year(), d.Month(), d.Day()
	for n >= day {
		n -= day
		if m--; m == 0 {
			y, m = y-1, 12
		}
		day = daysIn(y, m)
	}
	return record.MakeDate(y, m, day-n)
}

// spoilNumber makes the errors of the sector's own number. They belong to the fact, so its copies have them too.
func (d *dataset) spoilNumber(it *item, r *row, f *fact, log func(col, kind)) {
	if d.spec.number == "" && d.spec.code != "can_cuoc" || f.own[0] == "" {
		return
	}
	w := d.w
	name := hashText(d.spec.code)
	c := clerk{w: w, rate: d.rate, boost: 1, has: &d.has, r: r, log: log, s: newStream(w.cfg.Seed, stageNumber^name, uint64(it.cluster))}
	switch {
	case !it.twin && d.spec.number != "" && c.hit(colOwn, numberMissing): // two records of a fact must be seen to be of one
		f.own[0], f.number = "", 0
		c.done(colOwn, numberMissing)
	case d.spec.code == "can_cuoc" && c.hit(colOwn, issueDateImpossible):
		f.dateFault, f.own[0] = "no_such_day", [...]string{"31/04", "31/06", "30/02", "31/11"}[c.s.intn(4)]+"/"+strconv.Itoa(2021+c.s.intn(4))
		if c.s.chance(0.4) {
			f.dateFault, f.own[0] = "future", dayText(record.MakeDate(w.asOf.Year()+1+c.s.intn(9), 1+c.s.intn(12), 1+c.s.intn(28)))
		}
		c.done(colOwn, issueDateImpossible)
	case d.spec.numbered && c.hit(colOwn, numberMalformed):
		d.malform(&c, f)
	case d.spec.numbered && c.hit(colOwn, numberShared):
		other := d.items[c.s.intn(len(d.items))]
		if other.person == it.person {
			return
		}
		o, g := w.trueRow(other.person, false), fact{}
		fs := newStream(w.cfg.Seed, stageFact^name, uint64(other.cluster))
		d.spec.fill(w, &other, &w.people[other.person], &o, &g, &fs)
		if g.own[0] != "" && g.own[0] != f.own[0] {
			f.own[0], f.number = g.own[0], g.number
			c.done(colOwn, numberShared)
		}
	}
}

// malform breaks the form or the check digit of the sector's own number.
func (d *dataset) malform(c *clerk, f *fact) {
	s := &c.s
	t := f.own[0]
	switch {
	case len(t) == 12 && d.spec.number != record.CardNumber: // a personal ID: a digit less may be an eaten zero
		t, f.numberFault = t[:9]+"?"+t[10:], "characters"
	case d.spec.number == record.TaxCode:
		if s.chance(0.6) {
			last := t[9] - '0'
			t = t[:9] + string('0'+(last+1+byte(s.intn(9)))%10)
			f.numberFault = "check_digit"
			break
		}
		t, f.numberFault = t[:len(t)-3], "length"
	case d.spec.number == record.CardNumber && len(t) == 15 && s.chance(0.4):
		if s.chance(0.5) {
			t, f.numberFault = t[:3]+[...]string{"00", "03", "05", "13", "18"}[s.intn(5)]+t[5:], "province"
			break
		}
		t, f.numberFault = "ZZ"+t[2:], "prefix"
	case d.spec.number == record.BHXHNumber, d.spec.number == record.CardNumber: // one digit less may be an eaten zero, one more a personal ID with its zero eaten
		t, f.numberFault = t[:len(t)-3], "length"
	case d.spec.number == record.CustomerCode:
		t, f.numberFault = t[:len(t)-1], "length"
		if s.chance(0.3) {
			t, f.numberFault = "ZX"+f.own[0][2:], "prefix"
		}
	default:
		return
	}
	f.own[0], f.number = t, hashText(t)
	c.done(colOwn, numberMalformed)
}
