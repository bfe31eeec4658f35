package command

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/record"
)

func newEvaluateCommand(g *global) *cobra.Command {
	var truth string
	var page bool
	cmd := &cobra.Command{
		Use:   "evaluate RUN --truth DIR",
		Short: "Chấm một lượt chạy theo đáp án / judge a run by the truth",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if truth == "" {
				return &record.Problem{ID: record.ProblemUsage, Args: []any{"--truth"}}
			}
			r, err := evaluate.Run(args[0], truth)
			if err != nil {
				return err
			}
			if page {
				return writeAccuracy(g.stdout, r)
			}
			if g.json {
				e := json.NewEncoder(g.stdout)
				e.SetIndent("", "  ")
				return e.Encode(r)
			}
			return r.WriteText(g.stdout, string(g.printer().Lang()))
		},
	}
	cmd.Flags().StringVar(&truth, "truth", "", "thư mục đáp án / the truth folder")
	cmd.Flags().BoolVar(&page, "page", false, "trang docs/en/accuracy.md, Markdown / the page docs/en/accuracy.md, in Markdown")
	return cmd
}
