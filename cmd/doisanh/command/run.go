package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
)

// runOptions are the flags of `doisanh run`.
type runOptions struct {
	population string
	datasets   []string
	out        string
	asOf       string
	model      string
	decisions  string
	waivers    string
	threads    int
	maxRejects string
	failOn     []string
	smaller    []string
	reports    string
	memory     memoryFlag
	formats    string
}

// addFlags declares the flags.
func (o *runOptions) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.population, "population", "", "tệp dữ liệu dân cư `FILE`, khi không có job / the population `FILE`, without a job file")
	f.StringArrayVar(&o.datasets, "dataset", nil, "ngành và tệp của ngành, `SECTOR=FILE`, lặp lại được / a sector and its file, `SECTOR=FILE`, may be repeated")
	f.StringVar(&o.out, "out", "", "thư mục kết quả `DIR` / output folder `DIR`")
	f.StringVar(&o.asOf, "as-of", "", "ngày xét dữ liệu, `YYYY-MM-DD` / the day data are judged on, `YYYY-MM-DD`")
	f.StringVar(&o.model, "model", "", "mô hình `FILE`: model.json của lượt trước / the model `FILE`: a model.json of an earlier run")
	f.StringVar(&o.decisions, "decisions", "", "tệp `FILE` kết luận của cán bộ: cùng người, khác người / a `FILE` of officers' decisions: same person, different persons")
	f.StringVar(&o.waivers, "waivers", "", "tệp `FILE` các sai lệch cán bộ cho bỏ qua / a `FILE` of findings officers have waived")
	o.memory.addTo(f)
	addThreads(f, &o.threads)
	f.StringVar(&o.reports, "reports", "", "báo cáo cần ghi, `LIST` gồm: xlsx,html (mặc định cả hai), xlsx_all, none / reports to write, a `LIST` of: xlsx,html (both by default), xlsx_all, none")
	f.StringVar(&o.formats, "formats", "", "ghi thêm bảng dạng khác, `LIST` gồm: arrow, sqlite (CSV và Parquet luôn có) / further forms of the tables, a `LIST` of: arrow, sqlite (CSV and Parquet are always written)")
	f.StringVar(&o.maxRejects, "max-rejects", "", "nhiều nhất `N` dòng (hoặc N%) được loại, quá thì mã thoát 3 / `N` rows (or N%) may be rejected before exit code 3")
	f.StringArrayVar(&o.smaller, "accept-smaller", nil, "tập `DATASET` ít bản ghi hơn hẳn lượt trước là đúng, lặp lại được / a `DATASET` that has far fewer records than before is right; may be repeated")
	f.StringArrayVar(&o.failOn, "fail-on", nil, "điều kiện `CONDITION` cho CI, ví dụ findings.dung.id_structure>0, đúng thì mã thoát 4; lặp lại được / a `CONDITION` that gives exit code 4, such as findings.dung.id_structure>0; may be repeated")
}

func newRunCommand(g *global) *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run [job.yaml]",
		Short: "Chạy đối sánh: nạp, chuẩn hóa, đối sánh, tìm trùng, lập báo cáo / the whole run",
		Example: "  doisanh run testdata/sample/job.yaml\n" +
			"  doisanh run --population dan_cu.csv --dataset bhxh=bhxh.csv --out ket-qua",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("max-rejects") && o.maxRejects == "" { // of a script whose variable is empty, which wants a limit
				return job.NoMaxRejects("")
			}
			return runJob(cmd.Context(), g, &o, args)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func runJob(ctx context.Context, g *global, o *runOptions, args []string) error {
	allowed, err := job.ParseMaxRejects(o.maxRejects)
	if err != nil {
		return err
	}
	var thresholds []job.Threshold
	for _, s := range o.failOn {
		t, err := job.ParseThreshold(s)
		if err != nil {
			return err
		}
		thresholds = append(thresholds, t)
	}
	p := g.printer()
	progress := stageProgress{g.progress(p)}
	plan, err := o.plan(g, args, progress)
	if err != nil {
		return err
	}
	for _, t := range thresholds {
		if err := t.In(plan); err != nil {
			return err
		}
	}
	for _, name := range o.smaller {
		if err := plan.HasDataset(name); err != nil {
			return err
		}
	}
	plan.Smaller = o.smaller
	plan.Memory = o.memory.limit()
	result, err := job.Run(ctx, plan, job.Env{Now: g.now, Version: version(), Progress: progress, Forecast: o.memory.keep()})
	if err != nil {
		return err
	}
	if g.json {
		err = g.writeJSON(result.Summary)
	} else {
		for _, line := range warnings(p, result.Summary) {
			fmt.Fprintln(g.stderr, line)
		}
		_, err = fmt.Fprint(g.stdout, summaryText(p, result))
	}
	if err != nil {
		return err
	}
	return exceeded(result, thresholds, allowed(result.Summary.RowsIn))
}

// exceeded tells which conditions of --fail-on hold, all of them, and whether more rows were lost than are allowed.
func exceeded(result *job.Result, thresholds []job.Threshold, allowed int) error {
	var all record.Problems
	for _, t := range thresholds {
		err := t.Check(result.Summary)
		var p *record.Problem
		switch {
		case errors.As(err, &p):
			all = append(all, p)
		case err != nil:
			return err
		}
	}
	if result.Lost > allowed {
		all = append(all, &record.Problem{ID: record.ProblemRejects, Args: []any{result.Lost, allowed}})
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// plan reads the job file, or makes one of the flags, lets the flags override it and resolves it, which takes the longer the more sectors
// there are, so that it is shown.
func (o *runOptions) plan(g *global, args []string, progress stage.Progress) (*job.Plan, error) {
	f, path, dir := &job.File{Name: "doisanh"}, "", g.dir
	if len(args) == 1 {
		path = args[0]
		dir = filepath.Dir(path)
		var err error
		if f, err = job.ReadFile(path); err != nil {
			return nil, err
		}
	}
	set := func(to *string, given string) {
		if given != "" {
			*to = given
		}
	}
	set(&f.Population.Path, g.here(o.population))
	for _, s := range o.datasets {
		sector, file, ok := strings.Cut(s, "=")
		if !ok {
			return nil, &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--dataset is written sector=file, as bhxh=bhxh.csv, not %q", s)}}
		}
		f.Datasets = append(f.Datasets, job.Input{Sector: sector, Path: g.here(file)})
	}
	set(&f.Output, g.here(o.out))
	set(&f.AsOf, o.asOf)
	set(&f.Model, g.here(o.model))
	set(&f.Decisions, g.here(o.decisions))
	set(&f.Waivers, g.here(o.waivers))
	if o.reports != "" {
		f.Reports = job.ParseWords(o.reports)
	}
	if o.formats != "" {
		f.Formats = job.ParseWords(o.formats)
	}
	if o.threads != 0 {
		f.Threads = o.threads
	}
	if path != "" {
		progress.Start(stage.Load, filepath.Base(path), 0)
		defer progress.Done()
	}
	plan, err := f.Resolve(path, dir, g.today())
	if err != nil {
		var many record.Problems
		if errors.As(err, &many) && path == "" {
			for _, q := range many {
				if q.ID == record.ProblemDateInvalid {
					q.Column = "--as-of"
				}
			}
		}
		return nil, err
	}
	return plan, plan.Connect(g.getenv)
}

// stageProgress shows a job's stages on the display.
type stageProgress struct{ *ui.Progress }

// Start implements stage.Progress.
func (s stageProgress) Start(stage stage.Name, dataset string, total int64) {
	s.Progress.Start(string(stage), dataset, total)
}
