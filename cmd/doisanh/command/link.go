package command

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
)

// anyOptions are the flags of `doisanh link` and `doisanh dedupe`.
type anyOptions struct {
	id, out, model string
	ignore         []string
	writeModel     string
	decisions      string
	left, right    string
	minProbability float64
	threads        int
	memory         memoryFlag
}

func (o *anyOptions) addFlags(cmd *cobra.Command, id string) {
	f := cmd.Flags()
	f.StringVar(&o.id, "id", "", id)
	f.StringVar(&o.out, "out", "", "thư mục kết quả `DIR` / output folder `DIR`")
	f.StringVar(&o.model, "model", "", "mô hình `FILE` (model.json) dùng lại, không học nữa / use the model `FILE`, a model.json, instead of learning one")
	f.StringArrayVar(&o.ignore, "ignore", nil, "cột `COL` bỏ qua, lặp lại được / a column `COL` not to look at, may be repeated")
	f.StringVar(&o.writeModel, "write-model", "", "ghi mô hình đã dùng ra tệp `FILE`, để sửa và dùng lại / write the model used to `FILE`, to start from")
	f.Float64Var(&o.minProbability, "min-probability", .01, "xác suất thấp nhất `P` của cặp được ghi / least probability `P` of a pair in pairs.csv")
	f.StringVar(&o.decisions, "decisions", "", "tệp `FILE` kết luận của cán bộ: là một, là hai / a `FILE` of officers' decisions: one and the same, two different ones")
	o.memory.addTo(f)
	addThreads(f, &o.threads)
}

func newLinkCommand(g *global) *cobra.Command {
	var o anyOptions
	cmd := &cobra.Command{
		Use:   "link LEFT RIGHT",
		Short: "Nối hai bảng bất kỳ, không cần mô hình / link two tables of any kind, with no model",
		Example: "  doisanh link khach_hang.csv thue_bao.xlsx --id ma_kh,so_hd --out ket-qua\n" +
			"  doisanh link a.csv b.csv --id id --left-duplicates no --right-duplicates no --out ket-qua\n" +
			"  doisanh explain ket-qua A0001",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return runAny(cmd.Context(), g, &o, args) },
	}
	o.addFlags(cmd, "cột khóa `COL` của bản ghi; hai bảng gọi khác nhau thì viết a,b / the column `COL` that names a record; a,b where the two tables call it differently")
	f := cmd.Flags()
	f.StringVar(&o.left, "left-duplicates", "auto", "bảng trái có bản ghi trùng hay không: `yes|no|auto` / whether several rows of LEFT may be one row of RIGHT: `yes|no|auto`")
	f.StringVar(&o.right, "right-duplicates", "auto", "bảng phải có bản ghi trùng hay không: `yes|no|auto` / the same of RIGHT: `yes|no|auto`; no and no is one to one")
	return cmd
}

// once reads whether a table has duplicates: where it has none, a row of the other table has one partner at most.
func once(flag, word string) (table.Choice, error) {
	switch word {
	case "", "auto":
		return table.Auto, nil
	case "yes":
		return table.No, nil
	case "no":
		return table.Yes, nil
	}
	return table.Auto, &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("%s is one of yes, no, auto, not %q", flag, word)}}
}

// runAny carries out `link` (two files) and `dedupe` (one).
func runAny(ctx context.Context, g *global, o *anyOptions, files []string) error {
	p := g.printer()
	opt, err := o.resolve(g, p)
	if err != nil {
		return err
	}
	if opt.WriteModel != "" {
		if err := cmp.Or(keepInput(opt.WriteModel, filesOf(append(files, o.decisions, o.model)...)...), wantFolder(opt.WriteModel, opt.Out)); err != nil {
			return err
		}
	}
	var sum *tables.Summary
	if len(files) == 2 {
		sum, err = tables.Link(ctx, files[0], files[1], opt)
	} else {
		sum, err = tables.Dedupe(ctx, files[0], opt)
	}
	switch {
	case err != nil:
		return err
	case g.json:
		return g.writeJSON(sum)
	}
	_, err = io.WriteString(g.stdout, o.told(p, files, sum))
	return err
}

// filesOf returns the files that paths and patterns name, as far as they are there: what is missing is told when it is read.
func filesOf(patterns ...string) (files []string) {
	for _, pattern := range patterns {
		if found, err := dataset.Expand(pattern); err == nil {
			files = append(files, found...)
		}
	}
	return files
}

// resolve checks the flags and makes options of them.
func (o *anyOptions) resolve(g *global, p *ui.Printer) (opt tables.Options, err error) {
	for _, f := range [][2]string{{"--id", o.id}, {"--out", o.out}} {
		if f[1] == "" {
			return opt, &record.Problem{ID: record.ProblemFlagMissing, Column: f[0]}
		}
	}
	if !(o.minProbability > 0 && o.minProbability < 1) {
		return opt, &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--min-probability is above 0 and below 1, not %v", o.minProbability)}}
	}
	opt = tables.Options{
		ID: o.id, Ignore: o.ignore, Out: g.here(o.out), Model: o.model, WriteModel: g.here(o.writeModel), Decisions: o.decisions, MinProbability: o.minProbability,
		Threads: o.threads, AsOf: g.today(), Now: g.now(), Progress: stageProgress{g.progress(p)}, Memory: o.memory.limit(),
	}
	// Several rows of the left table may go to one of the right where the left one has duplicates.
	if opt.RightOnce, err = once("--left-duplicates", o.left); err != nil {
		return opt, err
	}
	if opt.LeftOnce, err = once("--right-duplicates", o.right); err != nil {
		return opt, err
	}
	opt.Forecast = o.memory.keep()
	return opt, nil
}

// told is what is shown of a result: what it came to, and what has to be known of it.
func (o *anyOptions) told(p *ui.Printer, files []string, sum *tables.Summary) string {
	var b strings.Builder
	line := func(key string, args ...any) { b.WriteString(p.Text(key, args...) + "\n") }
	if len(files) == 2 {
		line("link.done", fmt.Sprintf("%d + %d", sum.Rows[0], sum.Rows[1]), sum.Pairs, sum.Links, o.out)
	} else {
		line("dedupe.done", sum.Rows[0], sum.Pairs, sum.Clusters, o.out)
	}
	writeDecisions(&b, p, sum.Decisions, sum.Refusals)
	if sum.Labels > 0 {
		line("any.labels", sum.Labels)
	}
	if q := sum.Quality; q != nil {
		line("any.quality", interval(p, q.FalseLinkRate), interval(p, q.MissedLinkRate))
	} else if !sum.Nothing {
		line("any.untold", p.Text("untold."+sum.NoQuality))
	}
	for _, d := range sum.Doubts {
		line("any.doubt."+d, math.Round(sum.Matches))
	}
	if sum.Spilled > 0 {
		line("spilled", mebibytes(sum.Spilled))
	}
	for i, headers := range [][]string{sum.Ignored, sum.Right} {
		if len(headers) > 0 {
			line("summary.ignored", filepath.Base(files[i]), strings.Join(headers, ", "))
		}
	}
	if sum.KeptPrior {
		line("any.kept")
	}
	if sum.Nothing {
		line("any.nothing")
	}
	lost := 0
	for _, n := range sum.Rejected {
		lost += n
	}
	if lost > 0 {
		line("any.rejected", lost)
	}
	return b.String()
}

// interval writes a share with its interval, in per cent.
func interval(p *ui.Printer, v quality.Interval) string {
	percent := func(v float64) string { return p.Decimal("%.2f", 100*v) + "%" }
	return fmt.Sprintf("%s (%s–%s)", percent(v.Value), percent(v.Low), percent(v.High))
}
