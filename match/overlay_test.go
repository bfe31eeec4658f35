package match

import (
	"math"
	"testing"
)

// TestModelsOfBefore reads what a dataset taught a program that knew fewer levels.
func TestModelsOfBefore(t *testing.T) {
	m, err := OverModel(PriorModel(), []byte(`{"datasets": {"bhxh": {"m": {"id": [0.93, 0.92, 0.3, 0.04, 0.001, 0.05, 0.029, 0.03]}, "u": {"id": [0.02, 0.02, 0.01, 0.00005, 0.000002, 0.000002, 1, 1]}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	own := m.Datasets["bhxh"]
	if n := len(m.comparison("id").Levels); len(own.M["id"]) != n || len(own.U["id"]) != n {
		t.Fatalf("%d shares and %d chances, want %d of each", len(own.M["id"]), len(own.U["id"]), n)
	}
	at := own.M["id"]
	if got := at[idDifferOwn-1] + at[idDifferForeign-1]; math.Abs(got-at[idDiffer-1]) > 1e-9 {
		t.Errorf("numbers that differ: %g of all matches in the new levels, %g in the old one", got, at[idDiffer-1])
	}
	if got := at[idLost-1] + at[idLostOther-1]; math.Abs(got-1) > 1e-9 {
		t.Errorf("the levels of slipped numbers add up to %g", got)
	}
	if _, err := OverModel(PriorModel(), []byte(`{"datasets": {"bhxh": {"m": {"sex": []}}}}`)); err == nil {
		t.Error("a dataset with no figures at all is taken")
	}
}

// TestModelsThatDoNotFit: a file that is of another form, or of comparisons there are none of, is told so; a dataset of which it says nothing is none.
func TestModelsThatDoNotFit(t *testing.T) {
	for file, right := range map[string]bool{
		`{"datasets": {"bhxh": null}}`:                          true,
		`{"datasets": {"bhxh": {"m": {"sex": [0.98, 0.02]}}}}`:  true,
		`{"format": "another"}`:                                 false,
		`{"version": 99}`:                                       false,
		`{"datasets": {"bhxh": {"m": {"shoe": [0.98, 0.02]}}}}`: false,
		`{"datasets": {"bhxh": {"u": {"shoe": [0.98, 0.02]}}}}`: false,
		`{"datasets": {"bhxh": {"u": {"sex": []}}}}`:            false,
		`{"datasets": {"bhxh": {"m": {"sex": [0.5, 0.02]}}}}`:   false,
	} {
		if _, err := OverModel(PriorModel(), []byte(file)); (err == nil) != right {
			t.Errorf("%s: %v", file, err)
		}
	}
}
