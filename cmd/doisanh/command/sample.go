package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// sampleOptions are the flags of `doisanh sample`.
type sampleOptions struct {
	n    int
	seed uint64
	out  string
}

func newSampleCommand(g *global) *cobra.Command {
	o := sampleOptions{n: 400, seed: 1}
	cmd := &cobra.Command{
		Use:     "sample RUN --out sample.csv",
		Short:   "Rút mẫu bản ghi để cán bộ rà soát / draw a sample of records for clerks to judge",
		Example: "  doisanh sample out/latest --n 400 --seed 1 --out mau.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.out == "" {
				return &record.Problem{ID: record.ProblemFlagMissing, Column: "--out"}
			}
			if o.n < 1 {
				return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--n is 1 or more, not %d", o.n)}}
			}
			if strings.ToLower(filepath.Ext(o.out)) != ".csv" {
				return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("the name of the output ends in .csv, not %q", o.out)}}
			}
			// A sheet that clerks may have filled in is not written over.
			switch _, err := os.Stat(o.out); {
			case err == nil:
				return &record.Problem{ID: record.ProblemOutputExists, File: o.out}
			case !errors.Is(err, fs.ErrNotExist):
				return &record.Problem{ID: record.ProblemOutput, File: o.out, Err: err}
			}
			if err := wantRun(args[0]); err != nil {
				return err
			}
			plan, err := job.ReadRun(args[0])
			if err != nil {
				return err
			}
			p := g.printer()
			env := job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(p)}}
			rows, err := job.Sample(cmd.Context(), plan, env, o.n, o.seed, o.out)
			if err != nil {
				return err
			}
			if g.json {
				return g.writeJSON(written{o.out, rows, 0})
			}
			if _, err = fmt.Fprintln(g.stdout, p.Text("sample.written", p.Number(rows), o.out)); err == nil && rows > o.n {
				_, err = fmt.Fprintln(g.stdout, p.Text("sample.more", p.Number(o.n)))
			}
			return err
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.n, "n", o.n, "`N` bản ghi / `N` records")
	f.Uint64Var(&o.seed, "seed", o.seed, "hạt giống `N`: cùng hạt giống rút cùng bản ghi / seed `N`: the same draws the same records")
	f.StringVar(&o.out, "out", "", "tệp kết quả `FILE`, .csv, chỉ chủ tệp đọc được / the `FILE` to write, .csv, readable by its owner only")
	return cmd
}
