package evaluate

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// codeCount adds up what Code is made of.
type codeCount struct{ faults, found, linked, linkedFound, raised, right, reasons, reasonRight int }

func compareFindings(run *runTables, truth map[fault]map[string]bool) []Code {
	counts := map[string]*codeCount{}
	of := func(code string) *codeCount {
		if counts[code] == nil {
			counts[code] = &codeCount{}
		}
		return counts[code]
	}
	for f, reasons := range truth {
		n := of(f.code)
		got, found := run.reasons(f)
		n.faults++
		l, has := run.links[f.ref]
		linked := !has || l.decision == record.DecideMatch // register records and counts have no link and need none
		if linked {
			n.linked++
		}
		if !found {
			continue
		}
		n.found++
		if linked {
			n.linkedFound++
		}
		if len(reasons) > 1 || !reasons[""] {
			n.reasons++
			if slices.ContainsFunc(got, func(r string) bool { return reasons[r] }) {
				n.reasonRight++
			}
		}
	}
	for f := range run.findings {
		n := of(f.code)
		n.raised++
		anyField := f
		anyField.field = ""
		if truth[f] != nil || truth[anyField] != nil {
			n.right++
		}
	}
	var out []Code
	for _, code := range sorted(counts) {
		n := counts[code]
		out = append(out, Code{
			Code: code, Recall: rate(n.found, n.faults), RecallLinked: rate(n.linkedFound, n.linked),
			Precision: rate(n.right, n.raised), ReasonRight: rate(n.reasonRight, n.reasons),
		})
	}
	return out
}

// reasons returns the reasons of the run's findings that answer a fault of the truth, and whether there are any findings.
func (t *runTables) reasons(f fault) ([]string, bool) {
	if f.field == "" {
		r, ok := t.onRecord[f]
		return r, ok
	}
	r, ok := t.findings[f]
	return []string{r}, ok
}

func falseAlarms(run *runTables, truth map[fault]map[string]bool) []Alarm {
	const code = "field_mismatch"
	var out []Alarm
	for _, field := range alarmFields() {
		rows, linked, alarms, linkedAlarms := 0, 0, 0, 0
		for k, l := range run.links {
			f := fault{k, code, field}
			if truth[f] != nil || truth[fault{k, code, ""}] != nil {
				continue
			}
			_, raised := run.findings[f]
			rows++
			if raised {
				alarms++
			}
			if l.decision == record.DecideMatch {
				linked++
				if raised {
					linkedAlarms++
				}
			}
		}
		out = append(out, Alarm{Code: code, Field: field, Rows: rate(alarms, rows), Linked: rate(linkedAlarms, linked)})
	}
	return out
}
