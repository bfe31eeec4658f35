package normalize

import (
	"bytes"
	"hash/maphash"
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
)

// columnRun is the work on one column of a table. Several columns are worked on at once.
type columnRun struct {
	*tableRun
	column *record.Column
	rows   []uint32 // rows per code
	at     *ColumnReport
	text   *columnText
	odd    oddCells

	// What was read: the one of the column's kind.
	names      *record.Values[record.Name]
	titles     []uint8
	children   map[uint32]newborn // by code, those without a name
	dates      *record.Values[record.DateValue]
	ids        *record.Values[record.PersonalID]
	places     *record.Values[record.Place]
	words      *record.Values[record.Coded]
	numbers    *record.Values[record.Number]
	plainTexts *record.Values[string]
}

// normalize normalizes a column and returns the context's error or the column's problem.
func (n *tableRun) normalize(i int, c *record.Column, places *PlaceParser) error {
	r := &columnRun{tableRun: n, column: c, at: &n.report.Columns[i], text: &n.texts[i]}
	r.begin()
	r.read(places)
	r.keep()
	return r.end()
}

// keep files what was read with the table's other columns.
func (n *columnRun) keep() {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	p, f := n.people, n.column.Field
	switch {
	case n.names != nil:
		p.Names[f] = n.names
		if f == record.FullName {
			p.Titles, p.Parents = titleValues(n.titles, n.names), parents(n.children, n.names)
		}
	case n.dates != nil:
		p.Dates[f] = n.dates
	case n.ids != nil:
		p.IDs[f] = n.ids
	case n.places != nil:
		p.Places[f] = n.places
	case n.words != nil:
		p.Coded[f] = n.words
	case n.numbers != nil:
		p.Numbers[f] = n.numbers
	case n.plainTexts != nil:
		p.Texts[f] = n.plainTexts
	}
}

// begin starts the column's report.
func (n *columnRun) begin() {
	c := n.column
	*n.at = ColumnReport{Field: c.Field, Header: c.Header, Kind: c.Kind, Rows: n.table.Rows(), Distinct: max(0, c.Dict.Len()-1)}
	if v := n.text.verdict; v.Encoding != legacy.UTF8 {
		n.at.Encoding, n.at.Confidence, n.at.Evidence, n.at.Mixed = v.Encoding.String(), v.Confidence, v.Evidence, v.Mixed
	}
	n.rows = n.text.rows
}

// end judges the column and returns the context's error or the column's problem.
func (n *columnRun) end() error {
	c := n.column
	if err := n.ctx.Err(); err != nil {
		return err
	}
	var l legibility
	switch c.Kind {
	case record.KindDate:
		for i, v := range n.dates.Dict {
			l.add(v.Date != 0, v.Faults, n.rows[i])
		}
	case record.KindPersonalID:
		for i, v := range n.ids.Dict {
			is := v.Number != 0 || v.Old != 0
			if !is {
				_, is = shownDigits(c.Dict.At(uint32(i))) // hidden digits are no sign of another kind of column either
			}
			l.add(is, v.Faults, n.rows[i])
		}
	case record.KindSex:
		for i, v := range n.words.Dict {
			if v.Code != "" {
				l.add(v.Known, record.FaultUnknown, n.rows[i])
			}
		}
	case record.KindName:
		l.filled, l.bad = c.Dict.Len()-int(n.odd.missing.Load()), int(n.odd.bad.Load())
		l.rows, l.badRows = n.table.Rows()-int(n.odd.missingRows.Load()), int(n.odd.badRows.Load())
	}
	if !l.unreadable() {
		return nil
	}
	enough := l.filled
	switch c.Field {
	case record.FullName, record.BirthDate, record.PersonalIDNo, record.Sex:
		enough = 0
		for i, rows := range n.rows {
			if !IsBlank(c.Dict.At(uint32(i))) {
				enough += int(rows)
			}
		}
	}
	if enough >= minFilled {
		p := &record.Problem{ID: record.ProblemColumnKind, Column: c.Header, Args: []any{c.Kind.String(), 100 * l.badRows / l.rows}}
		if len(n.table.Files) > 0 {
			p.File = n.table.Files[0]
		}
		return p
	}
	return nil
}

// oddCells counts, while a column of names is read, the values that are missing and those that cannot be names, and the rows that have them.
type oddCells struct{ missing, bad, missingRows, badRows atomic.Int64 }

// countOdd looks whether the cell a name was read from is one of them.
func (n *columnRun) countOdd(i int, x record.Name, forms nameForms) {
	// Nearly every name: three words that needed no repair, and no words for a sex.
	if x.Faults&^record.FaultUnmarked == 0 && bytes.Count(forms.folded, []byte(" ")) >= 2 && string(forms.folded[:x.FoldedSurname]) != "gioi" {
		return
	}
	switch cell := n.column.Dict.At(uint32(i)); {
	case IsBlank(cell):
		n.odd.missing.Add(1)
		n.odd.missingRows.Add(int64(n.rows[i]))
	case len(forms.full) == 0 || neverName(cell):
		n.odd.bad.Add(1)
		n.odd.badRows.Add(int64(n.rows[i]))
	}
}

// neverName reports whether a cell cannot name a person: a number, a date, an address with its numbers, or a word for a sex.
func neverName(cell string) bool {
	digits := 0
	for _, r := range cell {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits > 0 && 3*digits >= len(cell) || strings.Count(cell, ",") >= 2 || ParseSex(cell).Known
}

// legibility counts a column's values that are not missing and those of them that cannot be read, and the rows that have them.
type legibility struct{ filled, bad, rows, badRows int }

// add counts a value and whether it was read. Digits lost to a spreadsheet, or an impossible day, are the right kind of column all the same.
func (l *legibility) add(read bool, f record.Fault, rows uint32) {
	if !read && f == 0 {
		return
	}
	l.filled++
	l.rows += int(rows)
	if !read && !f.Has(record.FaultScientific|record.FaultStandIn|record.FaultImpossible) {
		l.bad++
		l.badRows += int(rows)
	}
}

// unreadable says that most values cannot be read, and most rows. A word for "not known" may fill a column of dates, and a few hundred numbers that slipped
// in are most of what a column of sexes says.
func (l *legibility) unreadable() bool {
	return float64(l.bad) > maxUnreadable*float64(l.filled) && float64(l.badRows) > maxUnreadable*float64(l.rows)
}

// read normalizes the column.
func (n *columnRun) read(places *PlaceParser) {
	c := n.column
	switch c.Kind {
	case record.KindName:
		n.readNames()
	case record.KindDate:
		ctx := DateContext{AsOf: n.opt.AsOf, Order: n.orders[c.Field], Swapped: n.swapped[c.Field], Event: c.Field != record.BirthDate}
		n.at.Order = ctx.Order
		n.dates = each(n, func(s string) record.DateValue { return ParseDate(s, ctx) }, nil, dateKey,
			func(v record.DateValue) (bool, record.Fault) { return v.Date != 0, v.Faults })
	case record.KindPersonalID:
		type number struct{ id, old uint64 }
		n.ids = each(n, func(s string) record.PersonalID { return parsePersonalID(s, n.lastYear) }, nil,
			func(v record.PersonalID) number { return number{v.Number, v.Old} },
			func(v record.PersonalID) (bool, record.Fault) { return v.Number != 0 || v.Old != 0, v.Faults })
	case record.KindTaxCode, record.KindBHXH, record.KindBHYT, record.KindEVN:
		n.numbers = each(n, n.numberParser(c), nil, func(v record.Number) string { return v.Text },
			func(v record.Number) (bool, record.Fault) { return v.Text != "", v.Faults })
	case record.KindPlace, record.KindCommune:
		n.place(places)
	case record.KindSex:
		n.sex()
	case record.KindEthnicity:
		n.coded(ParseEthnicity)
	case record.KindNationality:
		n.coded(ParseNationality)
	case record.KindMarital:
		n.coded(ParseMarital)
	case record.KindCode:
		n.coded(nil)
	case record.KindKey:
		n.plain(ParseKey)
	case record.KindAmount:
		n.plain(ParseAmount)
	case record.KindPhone:
		n.plain(ParsePhone)
	default:
		n.plain(func(s string) string { return parseText(c.Field, s) })
	}
}

// dateKey is what makes two dates one canonical value: both readings.
func dateKey(v record.DateValue) uint64 { return uint64(v.Date) | uint64(v.Alt)<<32 }

func (n *columnRun) numberParser(c *record.Column) func(string) record.Number {
	switch c.Kind {
	case record.KindTaxCode:
		return func(s string) record.Number { return parseTaxCode(s, n.lastYear) }
	case record.KindBHXH:
		column := tenDigitsOf(c.Dict.Values())
		return func(s string) record.Number { return parseBHXH(s, n.lastYear, column) }
	case record.KindBHYT:
		column := tenDigitsOf(c.Dict.Values())
		return func(s string) record.Number { return parseBHYT(s, n.lastYear, column) }
	}
	if ownCodes(c.Dict.Values()) {
		return parseOwnCode
	}
	return ParseEVN
}

// coded normalizes a column of a closed list; the profile's code list goes before the words every agency uses.
func (n *columnRun) coded(parse func(string) record.Coded) {
	c := n.column
	read := func(s string) record.Coded { return ParseCode(c.Field, c.Words, s) }
	if parse != nil {
		read = func(s string) record.Coded {
			if len(c.Words) > 0 {
				if code, ok := c.Words[viet.Words(s)]; ok {
					return record.Coded{Code: code, Known: code != ""}
				}
			}
			return parse(s)
		}
	}
	n.words = each(n, read, nil, func(v record.Coded) record.Coded { return v }, codedState)
}

func codedState(v record.Coded) (bool, record.Fault) {
	if !v.Known && v.Code != "" {
		return true, record.FaultUnknown
	}
	return v.Code != "", 0
}

func (n *columnRun) plain(parse func(string) string) {
	packed := make(stretchedTexts, (n.column.Dict.Len()+chunk-1)/chunk)
	n.plainTexts = &record.Values[string]{Packed: packed}
	seed := maphash.MakeSeed()
	fill(n, n.plainTexts, func() func(i int) (uint64, bool) {
		return func(i int) (uint64, bool) {
			s := parse(n.text.dict.At(uint32(i)))
			part := &packed[i/chunk]
			if i%chunk == 0 {
				part.Grow(min(chunk, n.column.Dict.Len()-i))
			}
			part.Append(s)
			return maphash.String(seed, s), s != ""
		}
	}, func(a, b uint32) bool { return packed.At(a) == packed.At(b) }, func(s string) (bool, record.Fault) { return s != "", 0 })
}

// stretchedTexts are packed texts, a chunk's in each: chunks are filled side by side, each from its first value to its last.
type stretchedTexts []record.Texts

// At returns a text.
func (t stretchedTexts) At(i uint32) string { return t[i/chunk].At(i % chunk) }

// each normalizes the distinct values of a column, decoded, and numbers the canonical ones in the order of their first code. faults gives the
// place of a value's faults, nil where it has none; canon what makes two values one; state whether anything was read and with what faults. A
// value with nothing read has number 0.
func each[T any, K comparable](n *columnRun, parse func(string) T, faults func(*T) *record.Fault, canon func(T) K,
	state func(T) (bool, record.Fault)) *record.Values[T] {
	v := &record.Values[T]{Dict: make([]T, n.column.Dict.Len())}
	seed := maphash.MakeSeed()
	fill(n, v, func() func(i int) (uint64, bool) {
		return func(i int) (uint64, bool) {
			x := parse(n.text.dict.At(uint32(i)))
			read, fault := state(x)
			if faults != nil && (read || fault != 0) { // "not known" stays a missing cell
				*faults(&x) |= n.text.repairFault(i)
			}
			v.Dict[i] = x
			if !read {
				return 0, false
			}
			return maphash.Comparable(seed, canon(x)), true
		}
	}, func(a, b uint32) bool { return canon(v.Dict[a]) == canon(v.Dict[b]) }, state)
	return v
}

// readNames is each for names, which are packed.
func (n *columnRun) readNames() {
	packed := record.NewNames(n.column.Dict.Len())
	n.names = &record.Values[record.Name]{Packed: packed}
	seed := maphash.MakeSeed()
	way, lost := dropped(&n.text.dict)
	if n.column.Field == record.FullName {
		n.titles, n.children = make([]uint8, n.column.Dict.Len()), map[uint32]newborn{}
	}
	var mutex sync.Mutex // of the children
	fill(n, n.names, func() func(i int) (uint64, bool) {
		w := packed.Writer()
		room := nameForms{make([]byte, 0, usualName), make([]byte, 0, usualName)}
		return func(i int) (uint64, bool) {
			text, filled := n.text.dict.At(uint32(i)), false
			if lost {
				text, filled = fillDropped(text, way)
			}
			x, forms := readName(text, room)
			if filled {
				x.Faults |= record.RepairedChars
			}
			read := len(forms.full) > 0
			if read || x.Faults != 0 { // "not known" stays a missing cell
				x.Faults |= n.text.repairFault(i)
			}
			w.Set(i, x, forms.full, forms.folded)
			if n.titles != nil && x.Faults.Has(record.RepairedNote) {
				if child, ok := readNewborn(text); ok {
					mutex.Lock()
					n.titles[i], n.children[uint32(i)] = child.title, child
					mutex.Unlock()
				} else {
					n.titles[i] = titleOf(text, forms.folded)
				}
			}
			n.countOdd(i, x, forms)
			return maphash.Bytes(seed, forms.full), read
		}
	}, func(a, b uint32) bool { return packed.At(a).Full == packed.At(b).Full },
		func(v record.Name) (bool, record.Fault) { return v.Full != "", v.Faults })
}

// fill has the distinct values read, a chunk at a time by a reader of its own, which puts a value where it belongs and returns a hash of it
// and whether anything was read; numbers the canonical values; and tells what was found.
func fill[T any](n *columnRun, v *record.Values[T], reader func() func(i int) (uint64, bool), same func(a, b uint32) bool, state func(T) (bool, record.Fault)) {
	size := n.column.Dict.Len()
	v.Codes, v.Canon = n.column.Codes, make([]uint32, size)
	tags := make([]uint32, size)
	n.parallel(size, func(from, to int) {
		read := reader()
		for i := from; i < to; i++ {
			if hash, ok := read(i); ok {
				tags[i] = tagOf(hash)
			}
		}
	})
	v.Count = numbered(v.Canon, tags, same)
	tell(n, v, state)
}

// tell fills in the column's report: what was read, what not, and with what faults.
func tell[T any](n *columnRun, v *record.Values[T], state func(T) (bool, record.Fault)) {
	var faults [32]int
	for i := range v.Canon {
		read, f := state(v.Of(uint32(i)))
		if read || f != 0 {
			f |= n.text.repairFault(i)
		}
		rows := int(n.rows[i])
		for b := f; b != 0; b &= b - 1 {
			faults[bits.TrailingZeros32(uint32(b))] += rows
		}
		switch {
		case read:
		case f == 0:
			n.at.Missing += rows
		default:
			n.at.Unreadable += rows
		}
	}
	n.at.Canonical = v.Count
	n.at.Faults = nil
	for b, rows := range faults {
		if rows > 0 {
			n.at.Faults = append(n.at.Faults, FaultCount{record.Fault(1) << b, rows})
		}
	}
}
