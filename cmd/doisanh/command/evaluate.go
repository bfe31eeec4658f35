package command

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// evaluateOptions are the flags of `doisanh evaluate`.
type evaluateOptions struct {
	truth, sample string
	page, groups  bool
}

func newEvaluateCommand(g *global) *cobra.Command {
	var o evaluateOptions
	cmd := &cobra.Command{
		Use:   "evaluate RUN [--truth DIR | --sample answered.csv]",
		Short: "Chấm một lượt chạy theo đáp án, theo mẫu đã rà soát, hoặc ước tính / judge a run by the truth, by a clerical sample, or by itself",
		Example: "  doisanh evaluate tinh/out/latest --truth tinh/truth\n" +
			"  doisanh evaluate out/latest --sample mau.csv\n" +
			"  doisanh evaluate out/latest",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.truth != "" && o.sample != "":
				return &record.Problem{ID: record.ProblemUsage, Args: []any{"--truth and --sample do not go together"}}
			case o.page && o.truth == "":
				return &record.Problem{ID: record.ProblemFlagMissing, Column: "--truth"}
			}
			if err := wantRun(args[0]); err != nil {
				return err
			}
			switch {
			case o.truth != "":
				return g.evaluateTruth(cmd.Context(), args[0], o)
			case o.sample != "":
				return g.evaluateSample(cmd.Context(), args[0], o.sample)
			}
			q, err := evaluate.ReadQuality(args[0])
			if err != nil {
				return err
			}
			if g.json {
				return g.writeJSON(q)
			}
			return q.WriteText(g.stdout, string(g.printer().Lang()), o.groups)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.truth, "truth", "", "thư mục đáp án `DIR` / the truth folder `DIR`")
	f.StringVar(&o.sample, "sample", "", "mẫu `FILE` của doisanh sample đã có câu trả lời / an answered sample `FILE` of doisanh sample")
	f.BoolVar(&o.groups, "groups", false, "so cả các nhóm người (đọc lại dữ liệu) / compare groups of people too (reads the data again)")
	f.BoolVar(&o.page, "page", false, "trang docs/en/accuracy.md, Markdown / the page docs/en/accuracy.md, in Markdown")
	return cmd
}

// evaluateTruth judges a run by the truth, by groups of people too where they are asked for.
func (g *global) evaluateTruth(ctx context.Context, run string, o evaluateOptions) error {
	var traits *evaluate.Traits
	if o.groups || o.page {
		plan, err := job.ReadRun(run)
		if err != nil {
			return err
		}
		p := g.printer()
		t, err := job.ReadTraits(ctx, plan, job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(p)}})
		if err != nil {
			return err
		}
		traits = &evaluate.Traits{Names: t.Names, Of: t.Of, Register: t.Register}
	}
	r, err := evaluate.Judge(run, o.truth, traits)
	switch {
	case err != nil:
		return err
	case o.page:
		return writeAccuracy(g.stdout, r)
	case g.json:
		return g.writeJSON(r)
	}
	return r.WriteText(g.stdout, string(g.printer().Lang()))
}

// evaluateSample judges a run by an answered sample.
func (g *global) evaluateSample(ctx context.Context, run, path string) error {
	read, err := job.ReadAnswers(ctx, path)
	if err != nil {
		return err
	}
	unchecked, err := g.checkRight(ctx, run, path, read)
	if err != nil {
		return err
	}
	answers := make([]evaluate.Answer, len(read))
	for i, a := range read {
		answers[i] = evaluate.Answer(a)
	}
	s, err := evaluate.FromSample(run, path, job.AnswerGroups(), answers)
	switch {
	case err != nil:
		return err
	}
	if s.Unchecked = unchecked; g.json {
		return g.writeJSON(s)
	}
	return s.WriteText(g.stdout, string(g.printer().Lang()))
}

// checkRight refuses answers that name another person of the register whom it does not have: each would count as a miss. It returns how many
// could not be looked up, the register being no longer as the run read it: clerks take weeks, and the figures do not need it.
func (g *global) checkRight(ctx context.Context, run, path string, answers []job.Answer) (unchecked int, err error) {
	var ids []string
	for _, a := range answers {
		if a.Right != "" {
			ids = append(ids, a.Right)
		}
	}
	if len(ids) == 0 {
		return 0, nil
	}
	var missing map[string]bool
	plan, err := job.ReadRun(run)
	if err == nil {
		env := job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(g.printer())}}
		missing, err = job.Unregistered(ctx, plan, env, ids)
	}
	switch {
	case err != nil && ctx.Err() == nil && len(problemsOf(err)) > 0:
		return len(ids), nil
	case err != nil:
		return 0, err
	}
	for _, a := range answers {
		if missing[a.Right] {
			return 0, &record.Problem{ID: record.ProblemSampleRight, File: path, Row: a.Row, Column: "right_record"}
		}
	}
	return 0, nil
}
