package job

import (
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// ClusterMetrics are the figures of a dataset's duplicate clusters in summary.json.
type ClusterMetrics struct {
	Records int     `json:"records"` // in clusters
	Pairs   int     `json:"pairs"`
	Largest int     `json:"largest"` // records of the largest
	Density float64 `json:"density"` // mean over the clusters, as the two below
	Weakest float64 `json:"weakest"` // the least
	Mean    float64 `json:"mean_probability"`
	Loose   int     `json:"loose"` // clusters of which less than half of the pairs are probable by themselves
}

// clusterMetrics sums a dataset's clusters up; nil where it has none.
func clusterMetrics(d *data) *ClusterMetrics {
	if len(d.clusters) == 0 {
		return nil
	}
	m := &ClusterMetrics{Weakest: 1}
	for _, c := range d.clusters {
		n := len(c.Rows)
		m.Records, m.Pairs, m.Largest = m.Records+n, m.Pairs+n*(n-1)/2, max(m.Largest, n)
		m.Density, m.Mean, m.Weakest = m.Density+c.Density, m.Mean+c.Mean, min(m.Weakest, c.Weakest)
		if c.Density < .5 {
			m.Loose++
		}
	}
	n := float64(len(d.clusters))
	m.Density, m.Mean, m.Weakest = report.Rounded(m.Density/n), report.Rounded(m.Mean/n), report.Rounded(m.Weakest)
	return m
}

// clusterMetricSheet is cluster_metrics.csv: how well each cluster holds together.
func clusterMetricSheet(refs []clusterRef) report.Sheet {
	number := func(name string, kind report.Kind, of func(ref *clusterRef) float64) report.Column {
		return report.Column{Name: name, Kind: kind, Num: func(i int) float64 { return of(&refs[i]) }}
	}
	return report.Sheet{Name: "cluster_metrics", Rows: len(refs), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { return refs[i].data.table().Name }),
		report.TextColumn("cluster_id", func(i int) string { return refs[i].id }),
		number("records", report.Integer, func(r *clusterRef) float64 { return float64(len(r.data.clusters[r.n].Rows)) }),
		number("density", report.Float, func(r *clusterRef) float64 { return r.data.clusters[r.n].Density }),
		number("weakest", report.Float, func(r *clusterRef) float64 { return r.data.clusters[r.n].Weakest }),
		number("mean_probability", report.Float, func(r *clusterRef) float64 { return r.data.clusters[r.n].Mean }),
		report.TextColumn("survivor_reason", func(i int) string { return refs[i].data.clusters[refs[i].n].Reason }),
	}}
}

// goldenReasonSheet is golden_reasons.csv: of each merged record, the fields in which its rows differ and why the value kept
// was kept.
func goldenReasonSheet(refs []clusterRef) report.Sheet {
	type at struct{ ref, choice int }
	var rows []at
	for i, ref := range refs {
		for k := range ref.data.golden[ref.n].Choices {
			rows = append(rows, at{i, k})
		}
	}
	golden := func(i int) (*clusterRef, *record.Golden) {
		ref := &refs[rows[i].ref]
		return ref, &ref.data.golden[ref.n]
	}
	return report.Sheet{Name: "golden_reasons", Rows: len(rows), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { ref, _ := golden(i); return ref.data.table().Name }),
		report.TextColumn("cluster_id", func(i int) string { ref, _ := golden(i); return ref.id }),
		report.TextColumn("field", func(i int) string { _, g := golden(i); return string(g.Choices[rows[i].choice].Field) }),
		report.TextColumn("record_id", func(i int) string {
			ref, g := golden(i)
			row, _ := g.Row(g.Choices[rows[i].choice].Field)
			return ref.data.table().IDs.At(row)
		}),
		report.TextColumn("reason", func(i int) string { _, g := golden(i); return g.Choices[rows[i].choice].Reason }),
		{Name: "other_values", Kind: report.Integer, Num: func(i int) float64 {
			_, g := golden(i)
			return float64(g.Choices[rows[i].choice].Others)
		}},
	}}
}
