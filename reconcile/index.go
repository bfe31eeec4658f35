package reconcile

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Sectors whose rows the protocol treats in a way of their own.
const (
	sectorBooks   = "cu_tru"
	sectorCards   = "can_cuoc"
	sectorLost    = "quoc_tich"
	sectorSpecial = "nhan_khau_dac_biet"
	sectorExit    = "xuat_nhap_canh"
)

// held says what the residence books say of a register person: a set of the bits below.
type held uint8

const (
	heldHere      held = 1 << iota // a permanent resident of the same commune
	heldElsewhere                  // a permanent resident of another commune
	heldMoved                      // struck out as moved, deregistered or abroad
	heldDead                       // dead or missing
	heldTemporary                  // a temporary resident only
	heldReview                     // may be a record still in review
)

// correctionKey names a field of a person that a civil-status correction changed.
type correctionKey struct {
	person uint32
	field  record.Field
}

// index is what the rules look up of the whole run. It is built once and only read afterwards. A "person" is the row of
// the register that stands for all rows of its duplicate cluster.
type index struct {
	asOf     record.Date
	specs    map[reasonKey]spec
	list     *kindList
	rules    []Rule
	register *view
	sectors  []*view

	holders *holders // of personal IDs in the register

	deaths      map[uint32]record.Date   // person → day of the death event, 0 where not told
	stated      map[uint32]record.Date   // person → day of a death that another record's own status tells, 0 where not told
	gone        bitset                   // register rows of persons who are dead by any of these or by the register: see dead
	abroad      map[uint32]bool          // persons a notice says have settled abroad
	marriages   map[uint32][]record.Date // person → days of the marriage events
	divorces    map[uint32][]record.Date
	corrections map[correctionKey]record.Date // the last day each field was corrected

	books    bool            // the run has residence books
	archived map[uint32]bool // the communes whose archive is in the run
	held     []held          // per register row, for the row that stands for its person

	present  map[string]bitset // sector → persons with a record in force
	coverage []*coverage

	byProvince bool              // the register's numbers follow the birth place
	successor  map[uint16]uint16 // province before the reform → in force at as_of, as the run's own places tell
}

// newIndex reads the run. Links and clusters are small work; the one table of the size of the register is that of its numbers.
func newIndex(ctx context.Context, in Input, threads int) (*index, error) {
	ix := &index{
		asOf: in.AsOf, specs: specs(), list: newKindList(), rules: Rules(),
		deaths: map[uint32]record.Date{}, stated: map[uint32]record.Date{}, abroad: map[uint32]bool{}, marriages: map[uint32][]record.Date{}, divorces: map[uint32][]record.Date{},
		corrections: map[correctionKey]record.Date{}, archived: map[uint32]bool{},
	}
	ix.register = newView(&in.Population, nil)
	ix.sectors = make([]*view, len(in.Sectors))
	if err := each(ctx, 1+len(in.Sectors), threads, func(i int) {
		if i == 0 {
			ix.holders = newHolders(ix.register.id12)
		} else {
			ix.sectors[i-1] = newView(&in.Sectors[i-1], ix.register)
		}
	}); err != nil {
		return nil, err
	}
	archive := map[uint32]int{} // commune → rows
	for _, v := range ix.sectors {
		if v.event != nil {
			ix.indexEvents(v)
		} else {
			ix.indexStatuses(v)
		}
		if v.code == sectorBooks {
			ix.indexBooks(v, archive)
		}
	}
	ix.indexDead()
	ix.findArchived(archive)
	ix.indexPresence(threads)
	ix.measureProvinces()
	return ix, nil
}

// person returns the register row that stands for the row's person.
func (ix *index) person(row int) uint32 { return ix.register.keeper(row) }

// others returns all register rows of the row's person where there are several, else nil.
func (ix *index) others(row int) []uint32 { return ix.register.mates(row) }

func (ix *index) indexEvents(v *view) {
	for row := range v.rows {
		p, ok := v.linked(row)
		if !ok {
			continue
		}
		person, day := ix.person(p), v.eventDay(row)
		switch v.eventOf(row) {
		case record.EventDeath:
			if ix.noDeath(v, row) {
				continue
			}
			if old, ok := ix.deaths[person]; !ok || old == 0 || day != 0 && day < old {
				ix.deaths[person] = day
			}
		case record.EventMarriage:
			ix.marriages[person] = append(ix.marriages[person], day)
		case record.EventDivorce:
			ix.divorces[person] = append(ix.divorces[person], day)
		case record.EventCorrection:
			if f := v.correctedField(row); f != "" {
				k := correctionKey{person, f}
				ix.corrections[k] = max(ix.corrections[k], day)
			}
		}
	}
}

// indexStatuses takes what sector records say of persons by their own status or kind: that one is dead, or settled abroad.
func (ix *index) indexStatuses(v *view) {
	kinds := v.people.Coded[record.NoticeKind]
	for row := range v.rows {
		dead := v.status(row) == record.StatusDead && !ix.noDeath(v, row)
		settled := coded(kinds, row) == record.NoticeSettled
		if !dead && !settled {
			continue
		}
		p, ok := v.linked(row)
		if !ok {
			continue
		}
		person := ix.person(p)
		if settled {
			ix.abroad[person] = true
		}
		if day := v.date(record.StatusDate, row); dead {
			if old, ok := ix.stated[person]; !ok || old == 0 || day != 0 && day < old {
				ix.stated[person] = day
			}
		}
	}
}

// spouse returns the register row of the other spouse of a marriage or divorce event: the holder of the spouse's number, where the name
// does not speak against it.
func (ix *index) spouse(v *view, row int) (int, bool) {
	ids := v.people.IDs[record.SpouseID]
	n := ids.At(row).Number
	if n == 0 {
		return 0, false
	}
	h, ok := ix.holders.first(n)
	if !ok {
		return 0, false
	}
	a, b := v.people.Names[record.SpouseName].At(row), ix.register.names.At(int(h))
	if a.Full != "" && compareNames(&a, &b) == different {
		return 0, false
	}
	return int(h), true
}

func (ix *index) indexBooks(v *view, archive map[uint32]int) {
	ix.books = true
	if ix.held == nil {
		ix.held = make([]held, ix.register.rows)
	}
	for row := range v.rows {
		archive[v.people.Commune[row]]++
		l := v.link(row)
		if l == nil || l.Person == record.NoRow {
			continue
		}
		person := ix.person(l.Person)
		if l.Decision != record.DecideMatch {
			ix.held[person] |= heldReview
			continue
		}
		here, there := v.people.Commune[row], ix.register.people.Commune[l.Person]
		switch s := v.status(row); {
		case s == record.StatusDead && ix.noDeath(v, row): // says nothing, and counts nobody
		case s == record.StatusDead || s == record.StatusMissing:
			ix.held[person] |= heldDead
		case record.Gone(s):
			ix.held[person] |= heldMoved
		case v.temporary(row):
			ix.held[person] |= heldTemporary
		case here != 0 && there != 0 && here != there:
			ix.held[person] |= heldElsewhere
		default:
			ix.held[person] |= heldHere
		}
	}
}

// strayShare is the share of a commune's register rows below which its rows in the residence books are strays of other
// communes' books rather than its archive. Without it one misread address would call a whole commune surplus.
const strayShare = 0.1

func (ix *index) findArchived(archive map[uint32]int) {
	register := map[uint32]int{}
	for _, c := range ix.register.people.Commune {
		if _, ok := archive[c]; ok {
			register[c]++
		}
	}
	for c, rows := range archive {
		if float64(rows) >= strayShare*float64(register[c]) {
			ix.archived[c] = true
		}
	}
}

// provinceShare and provinceRows are what it takes for the province part of the personal ID to be held against the birth
// place: the part names the place of birth *registration* (NĐ 137/2015 art. 13), which a register need not hold. Where
// the two hardly ever differ in the register itself, it does.
const (
	provinceShare = 0.97
	provinceRows  = 200
)

func (ix *index) measureProvinces() {
	ix.successor = map[uint16]uint16{}
	for _, v := range append([]*view{ix.register}, ix.sectors...) {
		for _, f := range []record.Field{record.BirthPlace, record.HomeTown, record.PermanentAddress} {
			places := v.people.Places[f]
			if places == nil {
				continue
			}
			for i := range places.Dict {
				if p := &places.Dict[i]; p.Province != 0 && !p.NewUnits && len(p.Provinces) == 1 {
					ix.successor[p.Province] = p.Provinces[0]
				}
			}
		}
	}
	v := ix.register
	places := v.people.Places[record.BirthPlace]
	if places == nil {
		return
	}
	agree, told := 0, 0
	for row, n := range v.id12 {
		if n == 0 {
			continue
		}
		if fits, known := ix.provinceFits(n, &places.Dict[places.Codes[row]]); known {
			told++
			if fits {
				agree++
			}
		}
	}
	ix.byProvince = told >= provinceRows && float64(agree) >= provinceShare*float64(told)
}

// provinceFits holds the province part of a personal ID against a birth place. known is false where nothing can be said:
// the place is not known (or abroad), or its province is one of the 34 and the part's successor is not known.
func (ix *index) provinceFits(n uint64, place *record.Place) (fits, known bool) {
	part := uint16(record.IDProvince(n))
	if place.Level == record.LevelNone || place.Province == 0 {
		return false, false
	}
	if part == place.Province || slices.Contains(place.Provinces, part) {
		return true, true
	}
	if !place.NewUnits {
		return false, true
	}
	now, known := ix.successor[part]
	return slices.Contains(place.Provinces, now), known
}

// dead reports whether a register person is dead by the register, by a death event of the run, or by what a sector's record
// says of itself, and the day where told. A death that cannot have been counts for nothing.
func (ix *index) dead(row int) (day record.Date, dead bool) {
	if !ix.gone.has(row) {
		return 0, false
	}
	if ix.died(row) {
		return ix.register.date(record.StatusDate, row), true
	}
	for _, m := range ix.others(row) {
		if ix.died(int(m)) {
			return ix.register.date(record.StatusDate, int(m)), true
		}
	}
	if d, ok := ix.deaths[ix.person(row)]; ok {
		return d, true
	}
	d, ok := ix.stated[ix.person(row)]
	return d, ok
}

// died reports whether a register row itself tells of a death that can have been.
func (ix *index) died(row int) bool {
	return ix.register.status(row) == record.StatusDead && !ix.noDeath(ix.register, row)
}

// indexDead notes who is dead. It is asked of nearly every person of every record, and few are.
func (ix *index) indexDead() {
	ix.gone = ix.register.newBits()
	note := func(row int) {
		ix.gone.set(row)
		for _, m := range ix.others(row) {
			ix.gone.set(int(m))
		}
	}
	for row := range ix.register.rows {
		if ix.died(row) {
			note(row)
		}
	}
	for _, persons := range []map[uint32]record.Date{ix.deaths, ix.stated} {
		for person := range persons {
			note(int(person))
		}
	}
}

// registerDead reports whether the register says of the person that he or she is dead, on any of the person's rows, be the day what it may.
func (ix *index) registerDead(row int) bool {
	if ix.register.status(row) == record.StatusDead {
		return true
	}
	return slices.ContainsFunc(ix.others(row), func(m uint32) bool { return ix.register.status(int(m)) == record.StatusDead })
}

// holds reports whether any register row of the person holds the personal ID.
func (ix *index) holds(n uint64, person uint32) bool {
	for row, ok := ix.holders.first(n); ok; row, ok = ix.holders.next(row) {
		if ix.person(int(row)) == person {
			return true
		}
	}
	return false
}
