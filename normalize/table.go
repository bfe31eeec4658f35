package normalize

import (
	"context"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
)

// A date or number column with at least minFilled distinct values of which more than maxUnreadable cannot be read, in more than that part of its rows,
// holds something else: the header misled, or the columns slipped. Of the columns a person is known by (name, birth date, personal ID, sex) minFilled rows are
// enough, however few their distinct values: a sex in the date's place has two.
const (
	minFilled     = 20
	maxUnreadable = 0.6
)

// Table normalizes a loaded table: every distinct value of every column once, over opt.Threads goroutines. The result does
// not depend on their number.
//
// The table is not changed and its columns' codes are shared with the result, whose table shows what was in a legacy encoding decoded. A date or personal-number column most of
// which cannot be read is a *record.Problem with ID record.ProblemColumnKind. The context's error comes back where it ends
// first.
func Table(ctx context.Context, t *record.Table, opt Options) (*record.People, *Report, error) {
	n := &tableRun{ctx: ctx, table: t, opt: opt, report: &Report{Columns: make([]ColumnReport, len(t.Columns))}}
	n.room = make(chan struct{}, max(1, opt.Threads))
	n.lastYear = 2099
	if y := opt.AsOf.Year(); y > 0 {
		n.lastYear = y
	}
	if err := n.decode(); err != nil {
		return nil, nil, err
	}
	n.inferOrders()
	n.people = &record.People{
		Table: n.table,
		Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		IDs: map[record.Field]*record.Values[record.PersonalID]{}, Places: map[record.Field]*record.Values[record.Place]{},
		Coded: map[record.Field]*record.Values[record.Coded]{}, Numbers: map[record.Field]*record.Values[record.Number]{},
		Texts: map[record.Field]*record.Values[string]{},
	}
	n.room <- struct{}{} // for this goroutine
	places := n.placeParser()
	<-n.room
	errs := make([]error, len(t.Columns))
	n.eachColumn(func(i int, c *record.Column) {
		if c.Kind != record.KindSex { // it leans on the others
			errs[i] = n.normalize(i, c, places)
		}
	})
	if err := n.firstError(errs); err != nil {
		return nil, nil, err
	}
	n.room <- struct{}{}
	n.numbers()
	for i, c := range n.table.Columns {
		if c.Kind == record.KindSex {
			if err := n.normalize(i, c, places); err != nil {
				return nil, nil, err
			}
		}
	}
	n.communes()
	if n.people.Births = births(n.people); n.people.Births == nil {
		n.people.Births = ages(n.people, n.opt.AsOf)
	}
	return n.people, n.report, nil
}

// tableRun is one call of Table.
type tableRun struct {
	ctx      context.Context
	table    *record.Table
	opt      Options
	room     chan struct{} // one place for every goroutine at work
	mutex    sync.Mutex    // of people
	people   *record.People
	report   *Report
	lastYear int
	orders   map[record.Field]DateOrder
	swapped  map[record.Field]bool // columns of dates, as daysSwapped says
	texts    []columnText          // by column
}

// firstError returns the context's error, else that of the first column that has one; places come last.
func (n *tableRun) firstError(errs []error) error {
	if err := n.ctx.Err(); err != nil {
		return err
	}
	var first error
	for i, c := range n.table.Columns {
		if place := c.Kind == record.KindPlace || c.Kind == record.KindCommune; errs[i] != nil && !place {
			return errs[i]
		}
		if first == nil {
			first = errs[i]
		}
	}
	return first
}

// inferOrders tells the order of day and month of every date column. A column whose own cells say nothing either way takes
// the order of the file's other columns, if they are of one mind: one program wrote them all.
func (n *tableRun) inferOrders() {
	n.orders, n.swapped = make(map[record.Field]DateOrder), make(map[record.Field]bool)
	var silent []record.Field
	common, mixed := OrderUnknown, false
	for _, c := range n.table.Columns {
		if c.Kind != record.KindDate {
			continue
		}
		order, told := inferOrder(c.Dict.Values())
		n.orders[c.Field], n.swapped[c.Field] = order, daysSwapped(c.Dict.Values())
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

// numbers gathers each row's personal ID and CMND from whichever column they stand in: the personal number's own, the old
// number's, the paper shown, and the sectors' numbers that are personal IDs.
func (n *tableRun) numbers() {
	p := n.people
	rows := n.table.Rows()
	p.ID12, p.ID9 = make([]uint64, rows), make([]uint64, rows)
	fields := [...]record.Field{record.PersonalIDNo, record.OldID, record.DocumentNumber}
	for _, f := range fields {
		if v := p.IDs[f]; v != nil && p.IDSlipped == nil && slices.ContainsFunc(v.Dict, func(id record.PersonalID) bool { return id.Slipped != 0 }) {
			p.IDSlipped = make([]uint64, rows)
		}
	}
	n.parallel(rows, func(from, to int) {
		pages.Touch(p.ID12[from:to]) // the columns are looked into before they are written
		pages.Touch(p.ID9[from:to])
		for _, f := range fields {
			v := p.IDs[f]
			if v == nil {
				continue
			}
			record.TakeNumbers(p.ID12[from:to], p.ID9[from:to], f, v.Codes[from:to], v.Dict)
			if p.IDSlipped == nil {
				continue
			}
			for i, code := range v.Codes[from:to] {
				if id := &v.Dict[code]; id.Slipped != 0 && !(id.Old != 0 && f == record.OldID) { // a CMND where CMND stand is one
					p.IDSlipped[from+i] = id.Slipped
				}
			}
		}
		for _, c := range n.table.Columns { // in the file's order
			v := p.Numbers[c.Field]
			if v == nil {
				continue
			}
			for i, code := range v.Codes[from:to] {
				row, number := from+i, &v.Dict[code]
				if p.ID12[row] == 0 && !number.Faults.Has(record.FaultProvince|record.FaultCenturySex|record.FaultBirthYear) {
					p.ID12[row] = number.ID
				}
			}
		}
	})
}
