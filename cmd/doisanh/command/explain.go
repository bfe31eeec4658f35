package command

import (
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/explain"
	"github.com/doisanh/doisanh/job/tables"
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
		Use:   "explain RUN|job.yaml DATASET:RECORD [PERSON|DATASET:RECORD] | explain DIR ID [ID]",
		Short: "Giải thích vì sao một bản ghi được nối như vậy / say why a record was linked as it was",
		Long: "Giải thích một bản ghi: nó được nối với ai, vì sao, và người gần nhất sau đó; hoặc vì sao nó nằm trong nhóm trùng.\n" +
			"DIR là thư mục kết quả của doisanh link (khóa ở bảng trái, rồi khóa ở bảng phải) hay doisanh dedupe." + between +
			"Explain one record: whom it is linked to, why, and who comes next; or why it stands in its duplicate cluster.\n" +
			"DIR is the output folder of doisanh link (the id of a row of LEFT, then of one of RIGHT) or of doisanh dedupe.",
		Example: "  doisanh explain out/latest bhxh:B0001\n" +
			"  doisanh explain out/latest bhxh:B0001 CD00000007\n" +
			"  doisanh explain out/latest dan_cu:CD00000007\n" +
			"  doisanh explain out/latest bhxh:B0001 bhxh:B0002\n" +
			"  doisanh explain job.yaml --dataset bhxh --record BH00000001 --values\n" +
			"  doisanh explain ket-qua A0001 B0001",
		Args: cobra.RangeArgs(1, 4),
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), g, o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.dataset, "dataset", "", "tập dữ liệu `NAME` / the dataset `NAME`")
	f.StringVar(&o.record, "record", "", "khóa `ID` của bản ghi / the record's `ID`")
	f.StringVar(&o.person, "person", "", "khóa `ID` của người trong dân cư để so / the `ID` of the person of the register to hold it against")
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
		return &record.Problem{ID: record.ProblemUsage, Args: []any{"a record is named by its dataset and id, as in: doisanh explain out/latest bhxh:B0001"}}
	}
	return nil
}

func runExplain(ctx context.Context, g *global, o explainOptions, args []string) error {
	if tables.IsResult(args[0]) {
		return explainRows(ctx, g, o, args)
	}
	var plan *job.Plan
	var err error
	if st, serr := os.Stat(args[0]); serr == nil && st.IsDir() {
		plan, err = job.ReadRun(args[0])
	} else {
		plan, err = g.jobPlan(args[0])
	}
	if err == nil {
		err = o.place(args[1:])
	}
	if err == nil {
		err = plan.Connect(g.getenv)
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
	return g.tell(x)
}

// explainRows explains a row of what `link` or `dedupe` wrote.
func explainRows(ctx context.Context, g *global, o explainOptions, args []string) error {
	of := tables.Explained{Dir: args[0], ID: o.record, Against: o.person, Values: o.values, Progress: stageProgress{g.progress(g.printer())}}
	switch rest := args[1:]; len(rest) {
	case 2:
		of.ID, of.Against = rest[0], rest[1]
	case 1:
		of.ID = rest[0]
	}
	if of.ID == "" || len(args) > 3 || o.dataset != "" {
		return &record.Problem{ID: record.ProblemUsage, Args: []any{"a row is named by its id alone, as in: doisanh explain ket-qua A0001"}}
	}
	x, err := tables.Explain(ctx, of)
	if err != nil {
		return err
	}
	return g.tell(x)
}

// tell writes an explanation.
func (g *global) tell(x *explain.Explanation) error {
	if g.json {
		return g.writeJSON(x)
	}
	return writeExplanation(g.stdout, g.printer(), x, g.columns())
}
