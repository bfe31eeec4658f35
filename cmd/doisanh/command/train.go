package command

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

func newTrainCommand(g *global) *cobra.Command {
	var out, name string
	cmd := &cobra.Command{
		Use:     "train job.yaml --out model.json",
		Short:   "Học mô hình đối sánh từ dữ liệu của job, không cần nhãn / learn the match model from the job's data, with no labels",
		Example: "  doisanh train job.yaml --dataset bhyt --out model.json",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return runTrain(cmd.Context(), g, args[0], name, out) },
	}
	f := cmd.Flags()
	f.StringVar(&out, "out", "", "tệp mô hình `FILE` / the model `FILE`")
	f.StringVar(&name, "dataset", "", "tập dữ liệu `NAME` để học, mặc định là tập lớn nhất / the dataset `NAME` to learn from, the largest if none is named")
	return cmd
}

func runTrain(ctx context.Context, g *global, path, name, out string) error {
	if out == "" {
		return &record.Problem{ID: record.ProblemFlagMissing, Column: "--out"}
	}
	plan, err := g.jobPlan(path)
	if err != nil {
		return err
	}
	if err := cmp.Or(keepInput(out, append(plan.Reads(), path)...), wantFolder(out, "")); err != nil {
		return err
	}
	p := g.printer()
	m, err := job.Train(ctx, plan, job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(p)}}, name)
	if err != nil {
		return err
	}
	if _, err := report.WriteFile(ctx, filepath.Dir(out), filepath.Base(out), m.Write); err != nil {
		return err
	}
	if g.json {
		return g.writeJSON(struct {
			Out       string              `json:"out"`
			KeptPrior bool                `json:"kept_prior"`
			Training  *modelfile.Training `json:"training"`
		}{out, m.Training.KeptAll(), m.Training})
	}
	key := "train.done"
	if m.Training.KeptAll() {
		key = "train.kept"
	}
	_, err = fmt.Fprintln(g.stdout, p.Text(key, m.Training.Pairs, m.Training.Records, int(m.Training.Matches+.5), out))
	return err
}
