package schema

import "testing"

func TestCheck(t *testing.T) {
	good := "name: x\nas_of: 2025-06-15\npopulation: {sector: dan_cu, path: a.csv}\ndatasets:\n  - {sector: bhxh, path: b.csv}\n"
	if faults, err := Check(Job, good); err != nil || len(faults) != 0 {
		t.Errorf("a good job: %v, %v", faults, err)
	}
	bad := "population: {sector: dan_cu, path: a.csv}\nthreads: many\ndatasets:\n  - {sector: bhxh, path: 3}\n"
	faults, err := Check(Job, bad)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, f := range faults {
		keys[f.Key] = f.What != ""
	}
	if !keys["threads"] || !keys["datasets.0.path"] {
		t.Errorf("faults: %+v", faults)
	}
}

func TestDecisionRow(t *testing.T) {
	for text, ok := range map[string]bool{
		"{dataset_a: bhxh, record_a: B1, record_b: N1, decision: same, when: 2025-09-01, why: x}": true,
		"{dataset_a: bhxh, record_a: B1, dataset_b: bhxh, record_b: B2, decision: unsure}":        true,
		"{dataset_a: bhxh, record_a: B1, record_b: N1, decision: maybe}":                          false,
		"{record_a: a1, record_b: b1, decision: different}":                                       true,
		"{dataset_a: left, record_a: a1, dataset_b: left, record_b: a2, decision: same}":          true,
		"{dataset_a: bhxh, record_b: N1, decision: same}":                                         false,
	} {
		faults, err := Check(Decisions, text)
		if err != nil || (len(faults) == 0) != ok {
			t.Errorf("%s: %v, %v", text, faults, err)
		}
	}
}
