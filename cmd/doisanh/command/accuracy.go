package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/reconcile"
)

// accuracyIntro stands over the tables of docs/en/accuracy.md.
const accuracyIntro = `# How right the findings are

Made by these commands, whose first is what was judged; do not edit it:

` + "```sh" + `
doisanh synth --people 100000 --seed 1 --out province
doisanh run province/job.yaml
doisanh evaluate province/out/latest --truth province/truth --page > docs/en/accuracy.md
` + "```" + `

*Recall* is the share of the injected faults that were found, *if linked* the same where the record was linked or needs no link (what is left of the misses is the rules' own),
*precision* the share of the findings that are injected faults, *reason* the share of the found ones with the right reason. Each with the number of cases. The generator is ours: other data will
be harder in other ways. How it makes errors stands in ` + "`synth/default.yaml`" + `, what each code means in [findings.md](findings.md) and [rules.md](rules.md).
`

// writeAccuracy writes a report as the page docs/en/accuracy.md.
func writeAccuracy(w io.Writer, r *evaluate.Report) error {
	var b strings.Builder
	b.WriteString(accuracyIntro)
	b.WriteString("\n## Findings\n\n| code | recall | if linked | precision | reason |\n|---|---|---|---|---|\n")
	figures := map[string]evaluate.Code{}
	for _, c := range r.Findings {
		figures[c.Code] = c
	}
	for _, rule := range reconcile.Rules() {
		c := figures[rule.Code]
		fmt.Fprintf(&b, "| `%s.%s` | %s | %s | %s | %s |\n", rule.Criterion, rule.Code, share(c.Recall), share(c.RecallLinked), share(c.Precision), share(c.ReasonRight))
	}
	b.WriteString("\n## Links to the register\n\n| dataset | records | precision | recall | F1 | in review |\n|---|---|---|---|---|---|\n")
	for _, l := range append(r.Links, r.AllLinks) {
		name := l.Dataset
		if name == "" {
			name = "all"
		}
		fmt.Fprintf(&b, "| %s | %d | %.4f | %.4f | %.4f | %.2f%% |\n", name, l.Rows, l.Precision.Value, l.Recall.Value, l.F1.Value, 100*l.Review.Value)
	}
	b.WriteString("\n## Duplicates\n\n| dataset | pairs, precision | pairs, recall | B³ F1 |\n|---|---|---|---|\n")
	for _, c := range append(r.Clusters, r.AllClusters) {
		name := c.Dataset
		if name == "" {
			name = "all"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %.4f |\n", name, share(c.Pairs.Precision), share(c.Pairs.Recall), c.BCubed.F1)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// share writes a rate with its number of cases, a dash where there are none.
func share(r evaluate.Rate) string {
	if r.Total == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4f (%d)", r.Value, r.Total)
}
