package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// normalizeOptions are the flags of `doisanh normalize`.
type normalizeOptions struct {
	sector, profile, asOf, out string
	threads                    int
}

func newNormalizeCommand(g *global) *cobra.Command {
	var o normalizeOptions
	cmd := &cobra.Command{
		Use:   "normalize FILE",
		Short: "Chuẩn hóa một danh sách, giữ mọi dòng / normalize one list, every row kept",
		Example: "  doisanh normalize dan_cu.csv --out dan_cu_chuan.csv\n" +
			"  doisanh normalize bhxh.xlsx --sector bhxh --out bhxh_chuan.parquet",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runNormalize(cmd.Context(), g, &o, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&o.sector, "sector", "dan_cu", "ngành `SECTOR` của danh sách / the list's `SECTOR`")
	f.StringVar(&o.profile, "profile", "", "tệp profile `FILE` của ngành riêng / profile `FILE` of a sector of your own")
	f.StringVar(&o.asOf, "as-of", "", "ngày xét dữ liệu, `YYYY-MM-DD` / the day data are judged on, `YYYY-MM-DD`")
	f.StringVar(&o.out, "out", "", "tệp kết quả `FILE`, .csv hoặc .parquet, mặc định in ra / output `FILE`, .csv or .parquet, else standard output")
	addThreads(f, &o.threads)
	return cmd
}

func runNormalize(ctx context.Context, g *global, o *normalizeOptions, file string) error {
	asOf := g.today()
	var err error
	if o.asOf != "" {
		if asOf, err = normalize.ParseDay(o.asOf); err != nil {
			return &record.Problem{ID: record.ProblemDateInvalid, Column: "--as-of", Args: []any{o.asOf}}
		}
	}
	var write func(io.Writer, report.Sheet) error
	switch ext := strings.ToLower(filepath.Ext(o.out)); {
	case o.out == "" || ext == ".csv":
		write = report.WriteCSV
	case ext == ".parquet":
		write = func(w io.Writer, s report.Sheet) error { return report.WriteParquet(w, s, nil) }
	default:
		return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("the name of the output ends in one of .csv, .parquet, not %q", o.out)}}
	}
	src := dataset.Source{Name: o.sector}
	if o.profile != "" {
		src.Profile, err = dataset.ReadProfile(o.profile)
	} else {
		src.Profile, err = dataset.Builtin(o.sector)
	}
	if err != nil {
		return err
	}
	if src.Files, src.Passed, err = dataset.Sift(file); err != nil {
		return err
	}
	if err := keepInput(o.out, src.Files...); err != nil {
		return err
	}
	list, err := job.NormalizeList(ctx, src, job.ListOptions{AsOf: asOf, Threads: o.threads})
	if err != nil {
		return err
	}
	if o.out == "" {
		return write(g.stdout, list.Sheet)
	}
	_, err = report.WriteFile(ctx, filepath.Dir(o.out), filepath.Base(o.out), func(w io.Writer) error { return write(w, list.Sheet) })
	if err != nil {
		return err
	}
	if g.json {
		return g.writeJSON(written{o.out, list.Sheet.Rows, list.Rejected})
	}
	if !g.quiet {
		_, err = fmt.Fprintln(g.stdout, g.printer().Text("normalize.done", list.Sheet.Rows, list.Rejected, o.out))
	}
	return err
}
