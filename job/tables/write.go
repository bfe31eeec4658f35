package tables

import (
	"cmp"
	"context"
	"io"
	"math"
	"path/filepath"

	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// manualRule stands in pairs.csv and links.csv for the rule of a pair that officers' decisions brought.
const manualRule = "manual"

// pairSheet is pairs.csv or links.csv.
func (r *run) pairSheet(name string, pairs []record.Scored) report.Sheet {
	a, b := "left_id", "right_id"
	if r.one() {
		a, b = "id_a", "id_b"
	}
	left, right := r.left().Table.IDs, r.right().Table.IDs
	return report.Sheet{Name: name, Rows: len(pairs), Columns: []report.Column{
		report.TextColumn(a, func(i int) string { return left.At(pairs[i].Left) }),
		report.TextColumn(b, func(i int) string { return right.At(pairs[i].Right) }),
		{Name: "probability", Kind: report.Float, Num: func(i int) float64 { return pairs[i].Probability }},
		{Name: "weight", Kind: report.Float, Num: func(i int) float64 { return pairs[i].Weight }},
		report.TextColumn("rule", func(i int) string {
			switch k := int(pairs[i].Rule); {
			case k < len(r.rules):
				return r.rules[k].Name
			case k == table.RuleRest:
				return "rest" // no rule found the pair: its rows were left over
			case k == pair.RuleManual:
				return manualRule // officers said so, of the pair or of others that bring it along
			}
			return "cluster" // no rule found the pair: others of its cluster brought it in
		}),
	}}
}

// clusterSheet is clusters.csv: every record once. A cluster is called after its first record.
func (r *run) clusterSheet() report.Sheet {
	n := uint32(r.left().Rows())
	id := func(x uint32) string {
		if x < n {
			return r.left().Table.IDs.At(x)
		}
		return r.right().Table.IDs.At(x - n)
	}
	all := int(n)
	if !r.one() {
		all += r.right().Rows()
	}
	of := make([]uint32, all)
	for i := range of {
		of[i] = uint32(i)
	}
	for _, g := range r.groups {
		for _, x := range g {
			of[x] = g[0]
		}
	}
	clusters := 0
	for i := range of {
		if of[i] == uint32(i) {
			clusters++
		}
	}
	r.sum.Clusters = clusters
	s := report.Sheet{Name: "clusters", Rows: all, Columns: []report.Column{
		report.TextColumn("cluster_id", func(i int) string { return id(of[i]) }),
		report.TextColumn("record_id", func(i int) string { return id(uint32(i)) }),
	}}
	if !r.one() {
		s.Columns = append(s.Columns, report.TextColumn("side", func(i int) string {
			if uint32(i) < n {
				return "left"
			}
			return "right"
		}))
	}
	return s
}

func (r *run) write(ctx context.Context, folder *outdir.Result) error {
	if err := folder.Begin(r.opt.Now); err != nil {
		return err
	}
	sheets := []report.Sheet{r.pairSheet("pairs", r.pairs), r.clusterSheet(), inputs.RejectSheet(r.lost)}
	if !r.one() {
		sheets = append(sheets, r.pairSheet("links", r.links))
	}
	if r.officers != nil {
		sheets = append(sheets, r.officers.Sheet())
	}
	r.sum.Pairs, r.sum.Links = len(r.pairs), len(r.links)
	_, err := report.WriteFiles(ctx, folder.Tmp, sheets, nil, r.opt.Threads)
	if r.told != nil {
		err = cmp.Or(err, r.told())
	}
	if err != nil {
		return err
	}
	if _, err := report.WriteFile(ctx, folder.Tmp, "model.json", r.writeModel); err != nil {
		return err
	}
	if path := r.opt.WriteModel; path != "" {
		dir := filepath.Dir(path)
		if dir == filepath.Clean(folder.Out) {
			dir = folder.Tmp
		}
		if _, err := report.WriteFile(ctx, dir, filepath.Base(path), r.writeModel); err != nil {
			return err
		}
	}
	manifest, err := r.manifest()
	if err != nil {
		return err
	}
	if err := writeJSON(ctx, folder.Tmp, "manifest.json", manifest); err != nil {
		return err
	}
	if err := writeJSON(ctx, folder.Tmp, "summary.json", &r.sum); err != nil {
		return err
	}
	return folder.Publish()
}

// writeModel writes the model used.
func (r *run) writeModel(w io.Writer) error {
	if r.person != nil {
		return r.person.Write(w)
	}
	return r.model.Ignoring(r.ignored).Write(w)
}

func writeJSON(ctx context.Context, dir, name string, content any) error {
	_, err := report.WriteFile(ctx, dir, name, func(w io.Writer) error { return report.WriteJSON(w, content) })
	return err
}

func round(v float64) float64 { return math.Round(v*100) / 100 }
