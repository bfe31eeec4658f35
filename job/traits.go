package job

import (
	"context"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Traits are what is known of the people of a job's records, to compare groups of them by.
type Traits struct {
	Names    []string // sex, age_group, ethnicity, commune
	Register string   // the population's dataset
	of       map[string]*traitTable
}

type traitTable struct {
	row    map[string]int
	values []traitRow
}

// traitRow holds a record's values in the order of Names.
type traitRow [4]string

// Of returns a record's values in the order of Names, "" for one it does not tell; nil for a record the job does not have.
func (t *Traits) Of(dataset, id string) []string {
	d := t.of[dataset]
	if d == nil {
		return nil
	}
	row, ok := d.row[id]
	if !ok {
		return nil
	}
	return d.values[row][:]
}

// ReadTraits reads a job's datasets again and tells of every record, the register's too, what kind of person it is about, by what
// the record itself says.
func ReadTraits(ctx context.Context, plan *Plan, env Env) (*Traits, error) {
	r, err := inspect(ctx, plan, env, "")
	if err != nil {
		return nil, err
	}
	t := &Traits{Names: []string{groupSex, groupAge, "ethnicity", "commune"}, Register: r.all[0].table().Name, of: map[string]*traitTable{}}
	units := refdata.Units()
	for _, d := range r.all {
		groups := r.groups(d.people)
		table := &traitTable{row: make(map[string]int, d.people.Rows()), values: make([]traitRow, d.people.Rows())}
		word := func(g int, row int) string {
			if v := groups[g].Values[groups[g].Of[row]]; v != groupUnknown {
				return v
			}
			return ""
		}
		names := map[uint32]string{0: ""}
		for i, id := range d.table().IDs.All() {
			row := int(i)
			var commune uint32
			if d.people.Commune != nil {
				commune = d.people.Commune[row]
			}
			name, ok := names[commune]
			if !ok {
				name = record.FormatUnit(commune) + " " + units.UnitName(commune, r.plan.AsOf)
				names[commune] = name
			}
			table.row[id] = row
			table.values[row] = traitRow{word(1, row), word(0, row), d.people.Coded[record.Ethnicity].At(row).Code, name}
		}
		t.of[d.table().Name] = table
	}
	return t, nil
}
