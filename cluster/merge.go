package cluster

import (
	"cmp"

	"github.com/doisanh/doisanh/record"
)

// together are fields that make sense in one row only: where the first is there, the others are taken from the same row.
func together() [][]record.Field {
	return [][]record.Field{
		{record.HouseholdID, record.HeadName, record.HeadID, record.RelationToHead},
		{record.Status, record.StatusDate},
		{record.ResidenceKind, record.ResidenceForm},
		{record.FatherName, record.FatherID},
		{record.MotherName, record.MotherID},
		{record.SpouseName, record.SpouseID},
	}
}

// Merge returns the merged record of each cluster, in the clusters' order: for every canonical field of the table the value
// kept, as read, and the row it was taken from. A value that cannot be right loses to any that can; then the one that more
// rows of the cluster speak for wins (a year alone speaks for a date in it, a name without marks for the marked one), then the most
// precise, the most recent, the survivor's, and the smallest record id's. Status, residence and household are what they
// are now: there the most recent wins first. A field no row has is left out.
func Merge(p *record.People, clusters []record.Cluster) []record.Golden {
	m := &merger{id: newIdentity(p), p: p}
	for _, name := range record.CanonicalFields() {
		if name != record.RecordID && p.Table.Column(name) != nil {
			m.fields = append(m.fields, fieldOf(p, name))
		}
	}
	out := make([]record.Golden, len(clusters))
	for i := range clusters {
		out[i] = m.merge(i, &clusters[i])
	}
	return out
}

type merger struct {
	id     *identity
	p      *record.People
	fields []field
}

func (m *merger) merge(at int, c *record.Cluster) record.Golden {
	g := record.Golden{Cluster: at, From: map[record.Field]uint32{}, Values: map[record.Field]string{}}
	g.From[record.RecordID], g.Values[record.RecordID] = c.Survivor, m.p.Table.IDs[c.Survivor]
	for _, f := range m.fields {
		if row, ok := m.best(f, c); ok {
			g.From[f.name], g.Values[f.name] = row, f.column.At(int(row))
		}
	}
	for _, set := range together() {
		head, ok := g.From[set[0]]
		if !ok {
			continue
		}
		for _, name := range set[1:] {
			col := m.p.Table.Column(name)
			if v := col.At(int(head)); v != "" {
				g.From[name], g.Values[name] = head, v
			}
		}
	}
	return g
}

// best returns the row of a cluster whose value of a field is kept.
func (m *merger) best(f field, c *record.Cluster) (row uint32, ok bool) {
	var rank [6]int
	for _, r := range c.Rows {
		if f.column.At(int(r)) == "" {
			continue
		}
		if this := m.rank(f, c, r); !ok || compare(this, rank) > 0 ||
			compare(this, rank) == 0 && CompareIDs(m.p.Table.IDs[r], m.p.Table.IDs[row]) < 0 {
			row, rank, ok = r, this, true
		}
	}
	return row, ok
}

// rank is what a value is chosen by, the most important first, more is better.
func (m *merger) rank(f field, c *record.Cluster, row uint32) (rank [6]int) {
	updated := int(m.p.Dates[record.UpdatedAt].At(int(row)).Date)
	if f.canon(row) != 0 {
		rank[0] = 2
		if f.faults(row).Has(hardFaults) || f.name == record.PersonalIDNo && !m.id.sound(row) {
			rank[0] = 1
		}
		for _, o := range c.Rows {
			if f.canon(o) != 0 && f.supports(o, row) {
				rank[2]++
			}
		}
	}
	switch f.name {
	case record.Status, record.StatusDate, record.ResidenceKind, record.ResidenceForm, record.HouseholdID, record.UpdatedAt:
		rank[1] = updated
	}
	rank[3], rank[4] = f.precise(row), updated
	if row == c.Survivor {
		rank[5] = 1
	}
	return rank
}

func compare(a, b [6]int) int {
	for i := range a {
		if c := cmp.Compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}
