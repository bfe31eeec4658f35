package cluster

import (
	"cmp"
	"slices"

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

// The reasons for which a value is kept, in the order in which they are weighed.
const (
	KeptValid    = "valid"    // the other values cannot be right
	KeptNumber   = "number"   // it is what the personal ID says of the birth year or sex
	KeptRecent   = "recent"   // its row was updated last
	KeptMajority = "majority" // more rows speak for it
	KeptPrecise  = "precise"  // it says more
	KeptSurvivor = "survivor" // it is the kept row's
	KeptFirst    = "first"    // nothing tells the values apart: the smallest record id
	KeptTogether = "together" // it goes with another field's value, from the same row
)

// reasons are the reasons by their place in a rank. Recency stands twice: first for what a row says of now, last for all.
func reasons() [ranks]string {
	return [...]string{KeptValid, KeptNumber, KeptRecent, KeptMajority, KeptPrecise, KeptRecent, KeptSurvivor}
}

// ranks is by how many things a value is judged.
const ranks = 7

// Merge returns the merged record of each cluster, in the clusters' order: for every canonical field of the table the value
// kept, as read, the row it was taken from, and where the rows differ, why. A value that cannot be right loses to any that
// can; then, of birth dates and sexes, the one that the cluster's personal ID says; then the one that more rows of the
// cluster speak for (a year alone speaks for a date in it, a name without marks for the marked one), the most precise, the
// most recent, the survivor's, and the smallest record id's. Status, residence and household are what they are now: there
// the most recent wins before the majority. A field no row has is left out.
//
// All rows of a cluster come from one dataset, so no source is trusted more than another here; between datasets the register
// is the base data, and differences are findings.
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
	g := record.Golden{Cluster: at, Kept: make([]record.Kept, 1, 1+len(m.fields))}
	g.Kept[0] = record.Kept{Field: record.RecordID, Row: c.Survivor}
	number := m.number(c)
	for _, f := range m.fields {
		row, choice, ok := m.best(f, c, number)
		if !ok {
			continue
		}
		g.Kept = append(g.Kept, record.Kept{Field: f.name, Row: row})
		if choice.Others > 0 {
			g.Choices = append(g.Choices, choice)
		}
	}
	for _, set := range together() {
		head, ok := g.Row(set[0])
		if !ok {
			continue
		}
		for _, name := range set[1:] {
			col := m.p.Table.Column(name)
			if col.At(int(head)) == "" {
				continue
			}
			if k := kept(&g, name); k.Row != head { // where the head has a value, there is one
				k.Row = head
				choose(&g, name, KeptTogether)
			}
		}
	}
	return g
}

// number returns the personal ID that the most rows of a cluster hold, of those that fit their own row; 0 for none.
func (m *merger) number(c *record.Cluster) uint64 {
	count := map[uint64]int{}
	best := uint64(0)
	for _, row := range c.Rows {
		if !m.id.sound(row) {
			continue
		}
		n := m.id.number(row)
		count[n]++
		if k := count[n]; k > count[best] || k == count[best] && n < best {
			best = n
		}
	}
	return best
}

// best returns the row of a cluster whose value of a field is kept, and why that one.
func (m *merger) best(f field, c *record.Cluster, number uint64) (row uint32, choice record.Choice, ok bool) {
	var rank [ranks]int
	of := make(map[uint32][ranks]int, len(c.Rows))
	for _, r := range c.Rows {
		if f.column.At(int(r)) == "" {
			continue
		}
		this := m.rank(f, c, r, number)
		of[r] = this
		if !ok || compare(this, rank) > 0 || compare(this, rank) == 0 && CompareIDs(m.p.Table.IDs.At(r), m.p.Table.IDs.At(row)) < 0 {
			row, rank, ok = r, this, true
		}
	}
	choice = record.Choice{Field: f.name, Reason: KeptFirst}
	others := map[uint32]bool{} // the other values, canonical; what was not understood counts as one
	var next [ranks]int
	for _, r := range c.Rows {
		this, has := of[r]
		if !has || f.canon(r) == f.canon(row) && (f.canon(r) != 0 || f.column.At(int(r)) == f.column.At(int(row))) {
			continue
		}
		if len(others) == 0 || compare(this, next) > 0 {
			next = this
		}
		others[f.canon(r)] = true
	}
	choice.Others = len(others)
	for i := range rank {
		if rank[i] > next[i] {
			choice.Reason = reasons()[i]
			break
		}
	}
	return row, choice, ok
}

// rank is what a value is chosen by, the most important first, more is better.
func (m *merger) rank(f field, c *record.Cluster, row uint32, number uint64) (rank [ranks]int) {
	updated := int(m.p.Dates[record.UpdatedAt].At(int(row)).Date)
	if f.canon(row) != 0 {
		rank[0] = 2
		if f.faults(row).Has(hardFaults) || f.name == record.PersonalIDNo && !m.id.sound(row) {
			rank[0] = 1
		}
		for _, o := range c.Rows {
			if f.canon(o) != 0 && f.supports(o, row) {
				rank[3]++
			}
		}
	}
	if number != 0 && m.says(f.name, row, number) {
		rank[1] = 1
	}
	switch f.name {
	case record.Status, record.StatusDate, record.ResidenceKind, record.ResidenceForm, record.HouseholdID, record.UpdatedAt:
		rank[2] = updated
	}
	rank[4], rank[5] = f.precise(row), updated
	if row == c.Survivor {
		rank[6] = 1
	}
	return rank
}

// says reports whether a row's birth date or sex is what a personal ID says of it.
func (m *merger) says(name record.Field, row uint32, number uint64) bool {
	switch name {
	case record.BirthDate:
		return m.id.dates.At(int(row)).Date.Year() == record.IDBirthYear(number)
	case record.Sex:
		sex := m.id.sex.At(int(row)).Code
		return sex == record.SexMale && record.IDIsMale(number) || sex == record.SexFemale && !record.IDIsMale(number)
	}
	return false
}

func compare(a, b [ranks]int) int {
	for i := range a {
		if c := cmp.Compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

// kept returns where a merged record says whose value of a field it has.
func kept(g *record.Golden, name record.Field) *record.Kept {
	return &g.Kept[slices.IndexFunc(g.Kept, func(k record.Kept) bool { return k.Field == name })]
}

// choose notes the reason of a field whose value was settled by another one's, if the rows differ in it.
func choose(g *record.Golden, name record.Field, reason string) {
	for i := range g.Choices {
		if g.Choices[i].Field == name {
			g.Choices[i].Reason = reason
		}
	}
}
