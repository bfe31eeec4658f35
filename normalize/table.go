package normalize

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
)

// chunk is how many distinct values a goroutine takes at a time.
const chunk = 2048

// A date or number column with at least minFilled distinct values of which more than maxUnreadable cannot be read holds something
// else: the header misled, or the columns slipped. Of the columns a person is known by (name, birth date, personal ID, sex) minFilled rows are
// enough, however few their distinct values: a sex in the date's place has two.
const (
	minFilled     = 20
	maxUnreadable = 0.6
)

// Table normalizes a loaded table: every distinct value of every column once, over opt.Threads goroutines. The result does
// not depend on their number.
//
// The table is not changed and its columns' codes are shared with the result. A date or personal-number column most of
// which cannot be read is a *record.Problem with ID record.ProblemColumnKind. The context's error comes back where it ends
// first.
func Table(ctx context.Context, t *record.Table, opt Options) (*record.People, *Report, error) {
	n := &tableRun{ctx: ctx, table: t, opt: opt, report: &Report{Columns: make([]ColumnReport, len(t.Columns))}}
	n.lastYear = 2099
	if y := opt.AsOf.Year(); y > 0 {
		n.lastYear = y
	}
	if err := n.decode(); err != nil {
		return nil, nil, err
	}
	n.inferOrders()
	n.people = &record.People{
		Table: t,
		Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		IDs: map[record.Field]*record.Values[record.PersonalID]{}, Places: map[record.Field]*record.Values[record.Place]{},
		Coded: map[record.Field]*record.Values[record.Coded]{}, Numbers: map[record.Field]*record.Values[record.Number]{},
		Texts: map[record.Field]*record.Values[string]{},
	}
	for i, c := range t.Columns {
		if c.Kind == record.KindPlace || c.Kind == record.KindCommune || c.Kind == record.KindSex {
			continue // these lean on the others
		}
		n.begin(i, c)
		n.column(c)
		if err := n.end(i, c); err != nil {
			return nil, nil, err
		}
	}
	n.numbers()
	for i, c := range t.Columns {
		if c.Kind == record.KindSex {
			n.begin(i, c)
			n.sex(c)
			if err := n.end(i, c); err != nil {
				return nil, nil, err
			}
		}
	}
	if err := n.places(); err != nil {
		return nil, nil, err
	}
	return n.people, n.report, nil
}

// tableRun is one call of Table.
type tableRun struct {
	ctx      context.Context
	table    *record.Table
	opt      Options
	people   *record.People
	report   *Report
	lastYear int
	orders   map[record.Field]DateOrder
	rows     []int // rows per code of the column at hand
	at       *ColumnReport
	texts    []columnText // by column
	text     *columnText  // of the column at hand
}

// begin counts the rows of each distinct value of a column.
func (n *tableRun) begin(i int, c *record.Column) {
	n.at = &n.report.Columns[i]
	*n.at = ColumnReport{Field: c.Field, Header: c.Header, Kind: c.Kind, Rows: n.table.Rows(), Distinct: max(0, len(c.Dict)-1)}
	n.text = &n.texts[i]
	if v := n.text.verdict; v.Encoding != legacy.UTF8 {
		n.at.Encoding, n.at.Confidence, n.at.Evidence, n.at.Mixed = v.Encoding.String(), v.Confidence, v.Evidence, v.Mixed
	}
	n.rows = make([]int, len(c.Dict))
	for _, code := range c.Codes {
		n.rows[code]++
	}
}

// end judges the column and returns the context's error or the column's problem.
func (n *tableRun) end(i int, c *record.Column) error {
	if err := n.ctx.Err(); err != nil {
		return err
	}
	filled, bad := 0, 0
	switch c.Kind {
	case record.KindDate:
		for _, v := range n.people.Dates[c.Field].Dict {
			filled, bad = countRead(filled, bad, v.Date != 0, v.Faults)
		}
	case record.KindPersonalID:
		for _, v := range n.people.IDs[c.Field].Dict {
			filled, bad = countRead(filled, bad, v.Number != 0 || v.Old != 0, v.Faults)
		}
	case record.KindSex:
		for _, v := range n.people.Coded[c.Field].Dict {
			if v.Code != "" {
				filled, bad = countRead(filled, bad, v.Known, record.FaultUnknown)
			}
		}
	case record.KindName:
		for i, v := range n.people.Names[c.Field].Dict {
			if !IsBlank(c.Dict[i]) {
				filled, bad = countRead(filled, bad, v.Full != "" && !neverName(c.Dict[i]), record.FaultUnknown)
			}
		}
	}
	enough := filled
	switch c.Field {
	case record.FullName, record.BirthDate, record.PersonalIDNo, record.Sex:
		enough = 0
		for i, rows := range n.rows {
			if !IsBlank(c.Dict[i]) {
				enough += rows
			}
		}
	}
	if enough >= minFilled && filled > 0 && float64(bad) > maxUnreadable*float64(filled) {
		p := &record.Problem{ID: record.ProblemColumnKind, Column: c.Header, Args: []any{c.Kind.String(), 100 * bad / filled}}
		if len(n.table.Files) > 0 {
			p.File = n.table.Files[0]
		}
		return p
	}
	return nil
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

// countRead counts a value that is not missing, and whether it was read. Digits lost to a spreadsheet, or an impossible day,
// are the right kind of column all the same.
func countRead(filled, bad int, read bool, f record.Fault) (int, int) {
	switch {
	case read:
		return filled + 1, bad
	case f == 0:
		return filled, bad
	case f.Has(record.FaultScientific | record.FaultStandIn | record.FaultImpossible):
		return filled + 1, bad
	}
	return filled + 1, bad + 1
}

// column normalizes a column that needs no other.
func (n *tableRun) column(c *record.Column) {
	p := n.people
	switch c.Kind {
	case record.KindName:
		p.Names[c.Field] = each(n, c, ParseName, func(v *record.Name) *record.Fault { return &v.Faults },
			func(v record.Name) string { return v.Full },
			func(v record.Name) (bool, record.Fault) { return v.Full != "", v.Faults })
	case record.KindDate:
		ctx := DateContext{AsOf: n.opt.AsOf, Order: n.orders[c.Field], Event: c.Field != record.BirthDate}
		n.at.Order = ctx.Order
		p.Dates[c.Field] = each(n, c, func(s string) record.DateValue { return ParseDate(s, ctx) }, nil, dateKey,
			func(v record.DateValue) (bool, record.Fault) { return v.Date != 0, v.Faults })
	case record.KindPersonalID:
		type number struct{ id, old uint64 }
		p.IDs[c.Field] = each(n, c, func(s string) record.PersonalID { return parsePersonalID(s, n.lastYear) }, nil,
			func(v record.PersonalID) number { return number{v.Number, v.Old} },
			func(v record.PersonalID) (bool, record.Fault) { return v.Number != 0 || v.Old != 0, v.Faults })
	case record.KindTaxCode, record.KindBHXH, record.KindBHYT, record.KindEVN:
		p.Numbers[c.Field] = each(n, c, n.numberParser(c), nil, func(v record.Number) string { return v.Text },
			func(v record.Number) (bool, record.Fault) { return v.Text != "", v.Faults })
	case record.KindEthnicity:
		n.coded(c, ParseEthnicity)
	case record.KindNationality:
		n.coded(c, ParseNationality)
	case record.KindMarital:
		n.coded(c, ParseMarital)
	case record.KindCode:
		n.coded(c, nil)
	case record.KindKey:
		n.plain(c, ParseKey)
	case record.KindAmount:
		n.plain(c, ParseAmount)
	case record.KindPhone:
		n.plain(c, ParsePhone)
	default:
		n.plain(c, func(s string) string { return parseText(c.Field, s) })
	}
}

// inferOrders tells the order of day and month of every date column. A column whose own cells say nothing either way takes
// the order of the file's other columns, if they are of one mind: one program wrote them all.
func (n *tableRun) inferOrders() {
	n.orders = make(map[record.Field]DateOrder)
	var silent []record.Field
	common, mixed := OrderUnknown, false
	for _, c := range n.table.Columns {
		if c.Kind != record.KindDate {
			continue
		}
		order, told := inferOrder(c.Dict)
		n.orders[c.Field] = order
		switch {
		case !told:
			silent = append(silent, c.Field)
		case order == OrderUnknown || common != OrderUnknown && order != common:
			mixed = true
		default:
			common = order
		}
	}
	if !mixed {
		for _, f := range silent {
			n.orders[f] = common
		}
	}
}

// dateKey is what makes two dates one canonical value: both readings.
func dateKey(v record.DateValue) uint64 { return uint64(v.Date) | uint64(v.Alt)<<32 }

func (n *tableRun) numberParser(c *record.Column) func(string) record.Number {
	switch c.Kind {
	case record.KindTaxCode:
		return func(s string) record.Number { return parseTaxCode(s, n.lastYear) }
	case record.KindBHXH:
		column := tenDigitsOf(c.Dict)
		return func(s string) record.Number { return parseBHXH(s, n.lastYear, column) }
	case record.KindBHYT:
		column := tenDigitsOf(c.Dict)
		return func(s string) record.Number { return parseBHYT(s, n.lastYear, column) }
	}
	if ownCodes(c.Dict) {
		return parseOwnCode
	}
	return ParseEVN
}

// coded normalizes a column of a closed list; the profile's code list goes before the words every agency uses.
func (n *tableRun) coded(c *record.Column, parse func(string) record.Coded) {
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
	n.people.Coded[c.Field] = each(n, c, read, nil, func(v record.Coded) record.Coded { return v }, codedState)
}

func codedState(v record.Coded) (bool, record.Fault) {
	if !v.Known && v.Code != "" {
		return true, record.FaultUnknown
	}
	return v.Code != "", 0
}

func (n *tableRun) plain(c *record.Column, parse func(string) string) {
	n.people.Texts[c.Field] = each(n, c, parse, nil, func(v string) string { return v },
		func(v string) (bool, record.Fault) { return v != "", 0 })
}

// each normalizes the distinct values of a column, decoded, and numbers the canonical ones in the order of their first code.
// faults gives the place of a value's faults, nil where it has none; canon what makes two values one; state whether
// anything was read and with what faults. A value with nothing read has number 0.
func each[T any, K comparable](n *tableRun, c *record.Column, parse func(string) T, faults func(*T) *record.Fault, canon func(T) K,
	state func(T) (bool, record.Fault)) *record.Values[T] {
	v := &record.Values[T]{Codes: c.Codes, Dict: make([]T, len(c.Dict)), Canon: make([]uint32, len(c.Dict))}
	t := n.text
	n.parallel(len(c.Dict), func(from, to int) {
		for i := from; i < to; i++ {
			v.Dict[i] = parse(t.dict[i])
			if f := t.repairFault(i); f != 0 && faults != nil {
				if read, other := state(v.Dict[i]); read || other != 0 { // "not known" stays a missing cell
					*faults(&v.Dict[i]) |= f
				}
			}
		}
	})
	number(n, v, canon, state)
	return v
}

// number fills Canon and the column's report.
func number[T any, K comparable](n *tableRun, v *record.Values[T], canon func(T) K, state func(T) (bool, record.Fault)) {
	seen := make(map[K]uint32, len(v.Dict)/2)
	var faults [32]int
	for i, x := range v.Dict {
		read, f := state(x)
		if read || f != 0 {
			f |= n.text.repairFault(i)
		}
		for b := f; b != 0; b &= b - 1 {
			faults[lowest(b)] += n.rows[i]
		}
		switch {
		case read:
			k := canon(x)
			id, ok := seen[k]
			if !ok {
				id = uint32(len(seen) + 1)
				seen[k] = id
			}
			v.Canon[i] = id
		case f == 0:
			n.at.Missing += n.rows[i]
		default:
			n.at.Unreadable += n.rows[i]
		}
	}
	v.Count = len(seen)
	n.at.Canonical = len(seen)
	n.at.Faults = nil
	for b, rows := range faults {
		if rows > 0 {
			n.at.Faults = append(n.at.Faults, FaultCount{record.Fault(1) << b, rows})
		}
	}
}

// lowest returns the number of the lowest bit set.
func lowest(f record.Fault) int {
	n := 0
	for f&1 == 0 {
		f >>= 1
		n++
	}
	return n
}

// parallel calls f on chunks of 0…size from several goroutines and returns when all are done, or the context has ended.
func (n *tableRun) parallel(size int, f func(from, to int)) {
	threads := min(max(1, n.opt.Threads), (size+chunk-1)/chunk)
	var next atomic.Int64
	work := func() {
		for n.ctx.Err() == nil {
			from := int(next.Add(1)-1) * chunk
			if from >= size {
				return
			}
			f(from, min(from+chunk, size))
		}
	}
	if threads <= 1 {
		work()
		return
	}
	var wg sync.WaitGroup
	for range threads {
		wg.Go(work)
	}
	wg.Wait()
}

// numbers gathers each row's personal ID and CMND from whichever column they stand in: the personal number's own, the old
// number's, the paper shown, and the sectors' numbers that are personal IDs.
func (n *tableRun) numbers() {
	p := n.people
	rows := n.table.Rows()
	p.ID12, p.ID9 = make([]uint64, rows), make([]uint64, rows)
	for _, f := range [...]record.Field{record.PersonalIDNo, record.OldID, record.DocumentNumber} {
		v := p.IDs[f]
		if v == nil {
			continue
		}
		for row, code := range v.Codes {
			id := &v.Dict[code]
			if p.ID12[row] == 0 {
				p.ID12[row] = id.Number
			}
			if p.ID9[row] == 0 {
				p.ID9[row] = id.Old
			}
		}
	}
	for _, c := range n.table.Columns { // in the file's order
		v := p.Numbers[c.Field]
		if v == nil {
			continue
		}
		for row, code := range v.Codes {
			if p.ID12[row] == 0 && !v.Dict[code].Faults.Has(record.FaultProvince|record.FaultCenturySex|record.FaultBirthYear) {
				p.ID12[row] = v.Dict[code].ID
			}
		}
	}
}
