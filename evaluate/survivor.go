package evaluate

import (
	"cmp"
	"slices"
)

// keptAnother settles which of a cluster's records is the one too many. The truth names the record that was added; the run keeps the most
// complete and accurate one and names the rest (protocol rule D4). Both are right as long as as many records of the true
// cluster are named: a finding on another record of the cluster is taken to answer the truth's, and moved there.
func keptAnother(run *runTables, truth map[fault]map[string]bool, clusters map[ref]string) {
	type group struct{ dataset, person, code string }
	missed, other := map[group][]fault{}, map[group][]fault{}
	of := func(f fault) (group, bool) {
		if f.code != "duplicate" || f.field != "" {
			return group{}, false
		}
		person, ok := clusters[f.ref]
		return group{f.dataset, person, f.code}, ok
	}
	for f := range truth {
		if g, ok := of(f); ok && run.onRecord[f] == nil {
			missed[g] = append(missed[g], f)
		}
	}
	for f := range run.findings {
		if g, ok := of(f); ok && truth[f] == nil {
			other[g] = append(other[g], f)
		}
	}
	byRecord := func(a, b fault) int { return cmp.Compare(a.record, b.record) }
	for g := range missed {
		slices.SortFunc(missed[g], byRecord)
		slices.SortFunc(other[g], byRecord)
		for i := range min(len(missed[g]), len(other[g])) {
			from, to := other[g][i], missed[g][i]
			run.findings[to], run.onRecord[to] = run.findings[from], run.onRecord[from]
			delete(run.findings, from)
			delete(run.onRecord, from)
		}
	}
}
