package command

import (
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// rulesOptions are the flags of `doisanh rules`.
type rulesOptions struct {
	page bool
	out  string
}

func newRulesCommand(g *global) *cobra.Command {
	var o rulesOptions
	cmd := &cobra.Command{
		Use:     "rules [CODE]",
		Short:   "Liệt kê các mã sai lệch, giải thích một mã / list the finding codes, explain one",
		Example: "  doisanh rules\n  doisanh rules dung.id_structure",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return runRules(g, &o, args) },
	}
	cmd.Flags().BoolVar(&o.page, "page", false, "cả trang tài liệu, Markdown / the whole documentation page, in Markdown")
	cmd.Flags().StringVar(&o.out, "out", "", "ghi vào tệp `FILE` / write to `FILE`")
	return cmd
}

func runRules(g *global, o *rulesOptions, args []string) error {
	vietnamese := g.printer().Lang() == ui.Vietnamese
	var b bytes.Buffer
	if err := writeRules(&b, g, o, args, vietnamese); err != nil {
		return err
	}
	if o.out == "" {
		_, err := g.stdout.Write(b.Bytes())
		return err
	}
	if err := g.keepOthers(o.out); err != nil {
		return err
	}
	if err := os.WriteFile(o.out, b.Bytes(), 0o644); err != nil { // a document, not data
		return &record.Problem{ID: record.ProblemOutput, File: o.out, Err: err}
	}
	return nil
}

// keepOthers refuses a file that is there and that this command has not written: it begins like nothing of it.
func (g *global) keepOthers(out string) error {
	text, err := os.ReadFile(out)
	if err != nil || len(bytes.TrimSpace(text)) == 0 {
		return nil // what cannot be written is told when it is
	}
	plain, asJSON := *g, *g
	plain.json, asJSON.json = false, true
	codes := [][]string{nil}
	for _, r := range reconcile.Rules() {
		codes = append(codes, []string{string(r.Criterion) + "." + r.Code})
	}
	for _, args := range codes {
		for _, form := range []struct {
			g          *global
			page       bool
			vietnamese bool
		}{{&plain, false, false}, {&plain, false, true}, {&plain, true, false}, {&plain, true, true}, {&asJSON, false, false}} {
			var b bytes.Buffer
			if err := writeRules(&b, form.g, &rulesOptions{page: form.page}, args, form.vietnamese); err != nil {
				return err
			}
			if beginning(b.Bytes()) == beginning(text) {
				return nil
			}
		}
	}
	return &record.Problem{ID: record.ProblemOutputForeign, File: out}
}

// beginning is the first line of a text, or its first three where that says little.
func beginning(text []byte) string {
	const telling = 12 // bytes
	lines := strings.SplitN(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n", 4)
	if len(lines[0]) >= telling {
		return lines[0]
	}
	return strings.Join(lines[:min(3, len(lines))], "\n")
}

func writeRules(w io.Writer, g *global, o *rulesOptions, args []string, vietnamese bool) error {
	switch {
	case o.page && len(args) == 0:
		return reconcile.WritePage(w, vietnamese)
	case len(args) == 0 && g.json:
		return report.WriteJSON(w, reconcile.Rules())
	case len(args) == 0:
		return reconcile.WriteList(w, vietnamese)
	}
	r, ok := reconcile.FindRule(args[0])
	if !ok {
		var codes []string
		for _, r := range reconcile.Rules() {
			codes = append(codes, r.Code, string(r.Criterion)+"."+r.Code)
		}
		return &record.Problem{ID: record.ProblemRuleUnknown, Column: args[0], Args: []any{job.Nearest(args[0], codes)}}
	}
	if g.json {
		return report.WriteJSON(w, r)
	}
	return reconcile.WriteRule(w, r, vietnamese)
}
