package dataset_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
)

func profileOf(t *testing.T, text string) (*dataset.Profile, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dataset.ReadProfile(path)
}

// An officer's rules come before the shipped ones; one of the same name stands in its place.
func TestProfileCoverage(t *testing.T) {
	p, err := profileOf(t, `
extends: tiem_chung
code: tiem_chung
stale_after: 30d
coverage:
  - name: vaccine_2013_2019
    title: {vi: sinh từ 2013 đến 2019 và chưa có mũi tiêm}
    who: birth_year >= 2013 and birth_year <= 2019
    field: dose_date
    least: 0.5
`)
	if err != nil {
		t.Fatal(err)
	}
	c := p.Sector.Coverage
	if p.Sector.StaleAfter != 30 || len(c) != 2 || c[0].Name != "vaccine_2013_2019" || c[0].Field != record.DoseDate || c[0].Least != 0.5 || c[1].Name != "vaccine_5_11" {
		t.Errorf("%d days, %+v", p.Sector.StaleAfter, c)
	}
	if c[0].TitleEN != c[0].TitleVI {
		t.Errorf("titles %q, %q", c[0].TitleVI, c[0].TitleEN)
	}
	p, err = profileOf(t, "extends: bhyt\ncode: bhyt\nstale_after: never\ncoverage:\n  - {name: bhyt_under_6, who: age < 7, figure_only: true}\n")
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Sector.Coverage; p.Sector.StaleAfter != 0 || len(c) != 1 || c[0].Who != "age < 7" || !c[0].FigureOnly {
		t.Errorf("%d days, %+v", p.Sector.StaleAfter, c)
	}
}

func TestProfileCoverageFaults(t *testing.T) {
	for _, c := range []struct{ text, what string }{
		{"stale_after: 1 year", "stale_after"},
		{"stale_after: 0d", "stale_after"},
		{"coverage: [{who: age < 6}]", "no name"},
		{"coverage: [{name: Trẻ em, who: age < 6}]", "small letters"},
		{"coverage: [{name: a, who: age < 6}, {name: a, who: age < 7}]", "twice"},
		{"coverage: [{name: a}]", "who"},
		{"coverage: [{name: a, who: age < 6, least: 2}]", "least"},
		{"coverage: [{name: a, who: age < 6, field: nothing}]", "no such field"},
		{"coverage: [{name: a, when: age < 6}]", "unknown key: xxxx"},
	} {
		_, err := profileOf(t, "code: x\nextends: bhyt\n"+c.text+"\n")
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemProfileInvalid || p.Row != 3 || len(p.Args) == 0 || !strings.Contains(p.Args[0].(string), c.what) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}
