package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/blocking"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
)

// blockOptions are the flags of `doisanh block`.
type blockOptions struct {
	id      string
	ignore  []string
	threads int
	dataset string
	budget  int64
	model   string
}

func newBlockCommand(g *global) *cobra.Command {
	var o blockOptions
	cmd := &cobra.Command{
		Use:   "block job.yaml | LEFT [RIGHT] --id COL",
		Short: "Đếm cặp ứng viên theo từng quy tắc, dự báo thời gian, không đối sánh / count candidate pairs by rule and forecast the cost, without matching",
		Example: "  doisanh block job.yaml --dataset bhxh\n" +
			"  doisanh block a.csv b.csv --id id",
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return runBlock(cmd.Context(), g, &o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.dataset, "dataset", "", "một tập dữ liệu `NAME` của job / the dataset `NAME` of the job alone")
	f.StringVar(&o.id, "id", "", "cột khóa `COL` của bản ghi, khi không có job / the column `COL` that names a record, without a job")
	f.StringArrayVar(&o.ignore, "ignore", nil, "cột `COL` bỏ qua, lặp lại được / a column `COL` not to look at, may be repeated")
	addThreads(f, &o.threads)
	f.Int64Var(&o.budget, "budget", 0, "nhiều nhất `N` cặp: gợi ý các quy tắc nên giữ / `N` pairs at most: suggests which rules to keep")
	f.StringVar(&o.model, "model", "", "mô hình `FILE` có quy tắc chia khối riêng / a model `FILE` with blocking rules of its own")
	f.Bool("plan", false, "chỉ đếm / count only")
	_ = f.MarkHidden("plan") // it counts only anyway; scripts that say so go on
	return cmd
}

func runBlock(ctx context.Context, g *global, o *blockOptions, args []string) error {
	if o.budget < 0 {
		return unfit(fmt.Sprintf("--budget is 0 or more, not %d", o.budget))
	}
	p := g.printer()
	env := job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(p)}}
	var found *blocking.Report
	if ext := strings.ToLower(filepath.Ext(args[0])); ext == ".yaml" || ext == ".yml" {
		switch {
		case o.id != "":
			return unfit("--id does not go with a job file")
		case len(o.ignore) > 0:
			return unfit("--ignore does not go with a job file")
		case len(args) > 1:
			return unfit("a second table does not go with a job file")
		}
		plan, err := g.jobPlan(args[0])
		if err != nil {
			return err
		}
		if o.threads > 0 {
			plan.Threads = o.threads
		}
		if o.model != "" {
			plan.Model = o.model
		}
		if found, err = job.Blocks(ctx, plan, env, o.dataset, o.budget); err != nil {
			return err
		}
	} else {
		if o.id == "" {
			return &record.Problem{ID: record.ProblemFlagMissing, Column: "--id"}
		}
		if o.dataset != "" {
			return unfit("--dataset goes with a job file alone")
		}
		var err error
		opt := tables.Options{ID: o.id, Ignore: o.ignore, Threads: o.threads, Budget: o.budget, Model: o.model, AsOf: g.today(), Progress: env.Progress}
		if found, err = tables.Blocks(ctx, args, opt, env.Now); err != nil {
			return err
		}
	}
	if g.json {
		return g.writeJSON(found)
	}
	for _, t := range found.Datasets {
		if err := writeBlocks(g.stdout, p, t, found.Engine); err != nil {
			return err
		}
	}
	if t := found.Total; t != nil && len(found.Datasets) > 1 {
		_, err := fmt.Fprintln(g.stdout, p.Text("block.job", t.Pairs, t.Scored, p.Decimal("%.1f", t.Seconds), p.Decimal("%.1f", t.Reading), mebibytes(t.Bytes)))
		return err
	}
	return nil
}

// unfit refuses a flag that says nothing of what the command was given.
func unfit(what string) error {
	return &record.Problem{ID: record.ProblemUsage, Args: []any{what}}
}

// jobPlan reads and resolves a job file.
func (g *global) jobPlan(path string) (*job.Plan, error) {
	f, err := job.ReadFile(path)
	if err != nil {
		return nil, err
	}
	plan, err := f.Resolve(path, filepath.Dir(path), g.today())
	if err != nil {
		return nil, err
	}
	return plan, plan.Connect(g.getenv)
}

// writeBlocks writes what each rule makes, what is over the budget of a block, what blocking is likely to miss, and what the
// linking will cost.
func writeBlocks(w io.Writer, p *ui.Printer, t blocking.Table, engine string) error {
	rows := [][]string{{p.Text("block.rule"), p.Text("block.pairs"), p.Text("block.new"), p.Text("block.sum"), p.Text("block.largest"), p.Text("block.links"), p.Text("block.only")}}
	var over []string
	for _, r := range t.Rules {
		if r.Pairs == 0 && r.LetGo == 0 {
			continue
		}
		largest := int64(0)
		if len(r.Largest) > 0 {
			largest = r.Largest[0]
		}
		rows = append(rows, []string{r.Name, number(p, r.Pairs), number(p, r.New), number(p, r.Cumulative), number(p, largest), percent(p, r.Links), percent(p, r.Only)})
		switch {
		case r.Partners > 0 && r.Refined+int(r.LetGo) > 0:
			over = append(over, p.Text("block.spare", r.Name, r.Partners, r.Refined, r.LetGo))
		case r.Refined > 0 || r.LetGo > 0:
			over = append(over, p.Text("block.over", r.Name, r.Refined, r.LetGo))
		}
	}
	if !slices.ContainsFunc(t.Rules, func(r blocking.Rule) bool { return r.Links > 0 }) { // no links were made to know this by
		for i := range rows {
			rows[i] = rows[i][:len(rows[i])-2]
		}
	}
	per := 0.0
	if t.Left > 0 {
		per = float64(t.Pairs) / float64(t.Left)
	}
	var b strings.Builder
	if t.Right > 0 {
		fmt.Fprintln(&b, p.Text("block.title", t.Dataset, t.Left, t.Right))
	} else {
		fmt.Fprintln(&b, p.Text("block.one", t.Dataset, t.Left))
	}
	b.WriteString(ui.Table(rows))
	for _, line := range over {
		fmt.Fprintln(&b, line)
	}
	if t.Recall > 0 {
		fmt.Fprintln(&b, p.Text("block.recall", p.Decimal("%.2f", 100*t.Recall)))
	}
	fmt.Fprintln(&b, p.Text("block.total", t.Pairs, p.Decimal("%.1f", per), p.Decimal("%.1f", t.Seconds), mebibytes(t.Bytes), t.PerRow))
	switch {
	case engine == "any":
		fmt.Fprintln(&b, p.Text("block.learning"))
	case t.Scored > 0:
		fmt.Fprintln(&b, p.Text("block.run", t.Scored, p.Decimal("%.1f", t.RunSeconds)))
	default:
		fmt.Fprintln(&b, p.Text("block.settled"))
	}
	if t.Least > 0 {
		fmt.Fprintln(&b, p.Text("block.least", mebibytes(t.Least)))
	}
	if len(t.Suggested) > 0 {
		rows = [][]string{{p.Text("block.suggested"), p.Text("block.pairs"), p.Text("block.links")}}
		for _, k := range t.Suggested {
			rows = append(rows, []string{k.Name, number(p, k.Pairs), percent(p, k.Links)})
		}
		b.WriteString(ui.Table(rows))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// percent writes a share for a table, blank where it is not known or nothing.
func percent(p *ui.Printer, v float64) string {
	if v == 0 {
		return ""
	}
	return p.Decimal("%.2f%%", 100*v)
}

func number(p *ui.Printer, n int64) string { return p.Number(int(n)) }
