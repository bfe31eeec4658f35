package evaluate

import "testing"

// A cluster of three with two records too many: the run kept another one than the truth, and named one record outside any cluster.
func TestKeptAnother(t *testing.T) {
	dup := func(id string) fault { return fault{ref{"bhxh", id}, "duplicate", ""} }
	clusters := map[ref]string{{"bhxh", "1"}: "p", {"bhxh", "2"}: "p", {"bhxh", "3"}: "p"}
	truth := map[fault]map[string]bool{dup("2"): {"": true}, dup("3"): {"": true}}
	run := &runTables{findings: map[fault]string{}, onRecord: map[fault][]string{}}
	for _, id := range []string{"1", "2", "9"} {
		run.findings[dup(id)] = "same_person"
		run.onRecord[dup(id)] = []string{"same_person"}
	}
	keptAnother(run, truth, clusters)
	for id, want := range map[string]bool{"1": false, "2": true, "3": true, "9": true} {
		if _, got := run.findings[dup(id)]; got != want {
			t.Errorf("record %s named: %v, want %v", id, got, want)
		}
	}
	// One record named where two are too many stays one.
	delete(run.findings, dup("3"))
	delete(run.onRecord, dup("3"))
	keptAnother(run, truth, clusters)
	if _, got := run.findings[dup("3")]; got {
		t.Error("a record nobody named is taken for named")
	}
}
