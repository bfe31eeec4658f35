package job

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
	"github.com/doisanh/doisanh/report"
)

// linkSheet is links.csv: every sector record once, datasets in the order of the job, records by id.
func (r *run) linkSheet() report.Sheet {
	type ref struct{ set, row uint32 }
	rows := 0
	names := make([]string, len(r.all))
	for i, d := range r.all {
		names[i] = d.table().Name
		rows += len(d.links) // the register has none
	}
	refs := make([]ref, 0, rows)
	for i, d := range r.all {
		start := len(refs)
		for row := range d.links {
			refs = append(refs, ref{uint32(i), uint32(row)})
		}
		ids := d.table().IDs
		slices.SortFunc(refs[start:], func(a, b ref) int { return cmp.Compare(ids.At(a.row), ids.At(b.row)) })
	}
	population := r.all[0].table().IDs
	at := func(i int) *record.Link { return &r.all[refs[i].set].links[refs[i].row] }
	person := func(row int) string {
		if row == record.NoRow {
			return ""
		}
		return population.At(uint32(row))
	}
	word := func(name string, words []string, code func(i int) uint32) report.Column {
		return report.Column{Name: name, Kind: report.Word, Words: words, Code: code}
	}
	// of gives a figure of the link where there is such a person.
	of := func(row int, figure float64) float64 {
		if row == record.NoRow {
			return math.NaN()
		}
		return figure
	}
	return report.Sheet{Name: "links", Rows: len(refs), Columns: []report.Column{
		word("dataset", names, func(i int) uint32 { return refs[i].set }),
		report.TextColumn("record_id", func(i int) string { return r.all[refs[i].set].table().IDs.At(refs[i].row) }),
		report.TextColumn("population_id", func(i int) string { return person(at(i).Person) }),
		word("decision", inWords(record.Decisions()), func(i int) uint32 { return uint32(at(i).Decision) }),
		word("outcome", inWords(record.Outcomes()), func(i int) uint32 { return uint32(r.result.Outcomes[refs[i].set-1][refs[i].row]) }),
		{Name: "probability", Kind: report.Float, Num: func(i int) float64 { return at(i).Probability }},
		{Name: "weight", Kind: report.OptionalFloat, Num: func(i int) float64 { return of(at(i).Person, at(i).Weight) }},
		word("method", inWords(record.Methods()), func(i int) uint32 { return uint32(at(i).Method) }),
		report.TextColumn("runner_up_id", func(i int) string { return person(at(i).RunnerUp) }),
		{Name: "runner_up_probability", Kind: report.OptionalFloat, Num: func(i int) float64 { return of(at(i).RunnerUp, at(i).RunnerUpProbability) }},
	}}
}

// inWords returns the words of a closed list's values, by their numbers.
func inWords[T fmt.Stringer](values []T) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v.String()
	}
	return words
}

// clusterRef is one cluster of one dataset with its id.
type clusterRef struct {
	data *data
	n    int // index into data.clusters
	id   string
}

// clusterRefs lists every cluster, datasets in the order of the job, clusters by id, and the history of all, past being the
// run before or nil. A cluster's id is its smallest record id when it is first seen, and stays with it from run to run.
func (r *run) clusterRefs(past *lastrun.Clusters) ([]clusterRef, []lastrun.Event) {
	var refs []clusterRef
	var events []lastrun.Event
	if past != nil {
		events = past.History
	}
	for _, d := range r.all {
		start, t := len(refs), d.table()
		clusters := make([][]string, len(d.clusters))
		for n, c := range d.clusters {
			for _, row := range c.Rows {
				clusters[n] = append(clusters[n], t.IDs.At(row))
			}
		}
		ids, happened := past.Name(t.Name, r.plan.AsOf.String(), clusters)
		events = append(events, happened...)
		for n, id := range ids {
			refs = append(refs, clusterRef{d, n, id})
		}
		slices.SortFunc(refs[start:], func(a, b clusterRef) int { return cmp.Compare(a.id, b.id) })
	}
	return refs, events
}

func (r *run) clusterSheet(refs []clusterRef) report.Sheet {
	type member struct {
		clusterRef
		i int // index into the cluster's rows
	}
	var members []member
	for _, ref := range refs {
		start := len(members)
		rows := ref.data.clusters[ref.n].Rows
		for i := range rows {
			members = append(members, member{ref, i})
		}
		ids := ref.data.table().IDs
		slices.SortFunc(members[start:], func(a, b member) int { return cmp.Compare(ids.At(rows[a.i]), ids.At(rows[b.i])) })
	}
	at := func(i int) (*record.Cluster, uint32) {
		c := &members[i].data.clusters[members[i].n]
		return c, c.Rows[members[i].i]
	}
	return report.Sheet{Name: "clusters", Rows: len(members), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { return members[i].data.table().Name }),
		report.TextColumn("cluster_id", func(i int) string { return members[i].id }),
		report.TextColumn("record_id", func(i int) string { _, row := at(i); return members[i].data.table().IDs.At(row) }),
		report.TextColumn("survivor", func(i int) string { c, row := at(i); return strconv.FormatBool(row == c.Survivor) }),
		report.TextColumn("action", func(i int) string {
			if c, row := at(i); row == c.Survivor {
				return "keep"
			}
			return "cancel"
		}),
		{Name: "probability", Kind: report.Float, Num: func(i int) float64 { c, _ := at(i); return c.Probability[members[i].i] }},
	}}
}

// goldenSheet is golden.csv: each cluster's merged record, every field with the record it was taken from.
func (r *run) goldenSheet(refs []clusterRef) report.Sheet {
	columns := []report.Column{
		report.TextColumn("dataset", func(i int) string { return refs[i].data.table().Name }),
		report.TextColumn("cluster_id", func(i int) string { return refs[i].id }),
	}
	for _, f := range record.CanonicalFields() {
		of := map[*data]*record.Column{}
		for _, d := range r.all {
			of[d] = d.table().Column(f)
		}
		from := func(i int) (d *data, row uint32, ok bool) {
			d = refs[i].data
			if of[d] == nil && f != record.RecordID {
				return d, 0, false
			}
			row, ok = d.golden[refs[i].n].Row(f)
			return d, row, ok
		}
		columns = append(columns,
			report.TextColumn(string(f), func(i int) string {
				switch d, row, ok := from(i); {
				case !ok:
					return ""
				case f == record.RecordID:
					return d.table().IDs.At(row)
				default:
					return of[d].At(int(row))
				}
			}),
			report.TextColumn(string(f)+"_from", func(i int) string {
				if d, row, ok := from(i); ok {
					return d.table().IDs.At(row)
				}
				return ""
			}))
	}
	return report.Sheet{Name: "golden", Rows: len(refs), Columns: columns}
}

func (r *run) rejectSheet() report.Sheet {
	var all []record.Reject
	for _, d := range r.all {
		all = append(all, d.loaded.Rejects...)
	}
	return inputs.RejectSheet(all)
}

func (r *run) countSheet(communeName func(uint32) string) report.Sheet {
	c := r.result.Counts
	return report.Sheet{Name: "counts", Rows: len(c), Columns: []report.Column{
		report.TextColumn("commune_code", func(i int) string { return record.FormatUnit(c[i].Commune) }),
		report.TextColumn("commune_name", func(i int) string { return communeName(c[i].Commune) }),
		report.TextColumn("dataset", func(i int) string { return c[i].Dataset }),
		report.TextColumn("measure", func(i int) string { return c[i].Measure }),
		{Name: "value", Kind: report.Integer, Num: func(i int) float64 { return float64(c[i].Value) }},
	}}
}

// figureSheet is figures.csv: the figures of rules F1–F8 by province, district and commune.
func (r *run) figureSheet(units *refdata.UnitTable) report.Sheet {
	f, day := r.result.Figures, r.plan.AsOf
	code := func(i int) string {
		switch u := f[i].Unit; {
		case u == 0:
			return ""
		case f[i].Level == reconcile.LevelProvince:
			return fmt.Sprintf("%02d", u)
		case f[i].Level == reconcile.LevelDistrict:
			return fmt.Sprintf("%03d", u)
		default:
			return record.FormatUnit(u)
		}
	}
	name := func(i int) string {
		switch f[i].Level {
		case reconcile.LevelProvince:
			return units.ProvinceName(uint16(f[i].Unit), day)
		case reconcile.LevelDistrict:
			return units.DistrictName(uint16(f[i].Unit))
		}
		return units.UnitName(f[i].Unit, day)
	}
	return report.Sheet{Name: "figures", Rows: len(f), Columns: []report.Column{
		report.TextColumn("level", func(i int) string { return f[i].Level }),
		report.TextColumn("unit_code", code),
		report.TextColumn("unit_name", name),
		report.TextColumn("figure", func(i int) string { return f[i].Code }),
		{Name: "value", Kind: report.Integer, Num: func(i int) float64 { return float64(f[i].Value) }},
	}}
}
