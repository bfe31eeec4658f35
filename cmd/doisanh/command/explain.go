package command

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// explainOptions are the flags of `doisanh explain`.
type explainOptions struct {
	dataset, record, person string
	values                  bool
}

func newExplainCommand(g *global) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use:   "explain RUN|job.yaml DATASET:RECORD [PERSON]",
		Short: "Giải thích vì sao một bản ghi được nối như vậy / say why a record was linked as it was",
		Example: "  doisanh explain out/latest bhxh:B0001\n" +
			"  doisanh explain job.yaml --dataset bhxh --record B0001 --values",
		Args: cobra.RangeArgs(1, 4),
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), g, o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.dataset, "dataset", "", "tập dữ liệu / dataset")
	f.StringVar(&o.record, "record", "", "khóa bản ghi / record id")
	f.StringVar(&o.person, "person", "", "người trong dân cư để so / the person of the register to hold it against")
	f.BoolVar(&o.values, "values", false, "in cả giá trị (dữ liệu cá nhân) / print the cells too, which are personal data")
	return cmd
}

// place reads the positional forms DATASET:RECORD [PERSON] and DATASET RECORD [PERSON].
func (o *explainOptions) place(args []string) error {
	if len(args) > 0 {
		name, id, joined := strings.Cut(args[0], ":")
		o.dataset = name
		if args = args[1:]; joined {
			o.record = id
		} else if len(args) > 0 {
			o.record, args = args[0], args[1:]
		}
	}
	if len(args) > 0 {
		o.person, args = args[0], args[1:]
	}
	if o.dataset == "" || o.record == "" || len(args) > 0 {
		return &record.Problem{ID: record.ProblemUsage, Args: []any{"explain RUN|job.yaml DATASET:RECORD [PERSON]"}}
	}
	return nil
}

func runExplain(ctx context.Context, g *global, o explainOptions, args []string) error {
	if err := o.place(args[1:]); err != nil {
		return err
	}
	var plan *job.Plan
	var err error
	if st, serr := os.Stat(args[0]); serr == nil && st.IsDir() {
		plan, err = job.ReadRun(args[0])
	} else {
		plan, err = g.jobPlan(args[0])
	}
	if err != nil {
		return err
	}
	p := g.printer()
	env := job.Env{Now: g.now, Version: version(), Progress: stageProgress{g.progress(p)}}
	x, err := job.Explain(ctx, plan, env, o.dataset, o.record, o.person, o.values)
	if err != nil {
		return err
	}
	if g.json {
		e := json.NewEncoder(g.stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(x)
	}
	return writeExplanation(g.stdout, p, x)
}

// writeExplanation writes a waterfall per candidate: the prior, each comparison's level and bits, and where they lead.
func writeExplanation(w io.Writer, p *ui.Printer, x *job.Explanation) error {
	if _, err := fmt.Fprintln(w, p.Text("explain.title", x.Dataset, x.RecordID, x.Decision, x.Method)); err != nil {
		return err
	}
	for _, c := range x.Candidates {
		sum := c.Prior
		rows := [][]string{{p.Text("explain.field"), p.Text("explain.level"), "m", p.Text("explain.chance"), p.Text("explain.bits"), p.Text("explain.sum"), ""}}
		rows = append(rows, []string{p.Text("explain.prior"), "", "", "", bits(c.Prior), bits(sum), ""})
		for _, e := range c.Evidence {
			sum += e.Weight
			row := []string{e.Field, e.Level, "", "", "", bits(sum), bar(e.Weight)}
			if e.Level != "missing" {
				row[2], row[3], row[4] = fmt.Sprintf("%.4f", e.M), fmt.Sprintf("%.2g", e.Chance), bits(e.Weight)
			}
			if e.Left != "" || e.Right != "" {
				row[6] += "  " + e.Left + " | " + e.Right
			}
			rows = append(rows, row)
		}
		_, err := fmt.Fprintf(w, "\n%s\n%s", p.Text("explain.candidate", c.PopulationID, fmt.Sprintf("%.6f", c.Probability)), ui.Table(rows))
		if err != nil {
			return err
		}
	}
	return nil
}

func bits(v float64) string { return fmt.Sprintf("%+.2f", v) }

// bar draws a weight, a sign for every two bits.
func bar(v float64) string {
	n := min(int(max(v, -v)/2+.5), 12)
	if v < 0 {
		return strings.Repeat("-", n)
	}
	return strings.Repeat("+", n)
}
