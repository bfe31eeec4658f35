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
	writeCalibrationPage(&b, r)
	writeGroupsPage(&b, r)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeCalibrationPage writes what the probabilities are worth and what other thresholds would bring.
func writeCalibrationPage(b *strings.Builder, r *evaluate.Report) {
	b.WriteString("\n## Calibration\n\n*Right* is the share of the records whose best candidate is the right person, *said* the mean probability.\n")
	for _, c := range []struct {
		name string
		of   evaluate.Calibration
	}{{"Links", r.Calibration}, {"Duplicates", r.ClusterCalibration}} {
		fmt.Fprintf(b, "\n%s: expected calibration error %.4f, below 0.999 alone %.4f; of those from 0.95 on that were decided %s right.\n\n", c.name, c.of.ECE, c.of.DoubtfulECE, share(c.of.Sure))
		b.WriteString("| probability from | records | said | right | 95% |\n|---|---|---|---|---|\n")
		for _, bin := range c.of.Bins {
			fmt.Fprintf(b, "| %g | %d | %.4f | %.4f | %.4f–%.4f |\n", bin.From, bin.Right.Total, bin.Mean, bin.Right.Value, bin.Right.Low, bin.Right.High)
		}
	}
	b.WriteString("\n## Links by threshold\n\n| linked from | precision | recall | F1 |\n|---|---|---|---|\n")
	for _, p := range r.Curve {
		fmt.Fprintf(b, "| %g | %.4f | %.4f | %.4f |\n", p.Threshold, p.Precision.Value, p.Recall.Value, p.F1.Value)
	}
}

// writeGroupsPage writes whether anyone is linked worse than others. Communes, of which there are many, are told only where they are.
func writeGroupsPage(b *strings.Builder, r *evaluate.Report) {
	if r.Groups == nil {
		return
	}
	fmt.Fprintf(b, "\n## Is anyone linked worse than others?\n\nEach group against everybody else, sector by sector (Cochran–Mantel–Haenszel), records of one person held together, p adjusted for all groups tested (Holm). "+
		"*Worse* where p is below 0.05 and the share smaller than that of all; a small p beside a greater share is a group linked better. Not tested, with p 1: groups of fewer than %d records, those not known, "+
		"and those below others by the records of fewer than %d persons.\n\n", evaluate.LeastGroup, evaluate.LeastWrong)
	b.WriteString("| group | records | precision | p | recall | p | |\n|---|---|---|---|---|---|---|\n")
	left := 0
	for _, g := range r.Groups {
		for _, x := range g.Groups {
			worse := ""
			if x.Worse {
				worse = "worse"
			} else if g.Name == "commune" {
				left++
				continue
			}
			name := x.Value
			if name == "" {
				name = "not known"
			}
			fmt.Fprintf(b, "| %s %s | %d | %.4f | %.3f | %.4f | %.3f | %s |\n", g.Name, name, x.Records, x.Precision.Value, x.PrecisionP, x.Recall.Value, x.RecallP, worse)
		}
	}
	fmt.Fprintf(b, "\n%d communes are not linked worse than others.\n", left)
}

// share writes a rate with its number of cases, a dash where there are none.
func share(r evaluate.Rate) string {
	if r.Total == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4f (%d)", r.Value, r.Total)
}
