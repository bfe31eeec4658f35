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
