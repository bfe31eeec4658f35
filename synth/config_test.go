package synth

import (
	"errors"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestDefaultIsSound(t *testing.T) {
	c := Default()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	for _, k := range faultKeys {
		if _, ok := c.Errors[k]; !ok {
			t.Errorf("default.yaml has no errors.%s", k)
		}
	}
	if len(c.Errors) != len(faultKeys) {
		t.Errorf("default.yaml has %d kinds of error, the program %d", len(c.Errors), len(faultKeys))
	}
	for _, k := range stateKeys[1 : len(stateKeys)-1] {
		if _, ok := c.States[k]; !ok {
			t.Errorf("default.yaml has no states.%s", k)
		}
	}
	if len(c.Sectors)+1 != len(sectors) {
		t.Errorf("default.yaml asks for %d sectors of %d", len(c.Sectors), len(sectors)-1)
	}
}

func TestReadConfigLaysOver(t *testing.T) {
	c := config(t, "seed: 9\nhardness: hard\nerrors: {sex_wrong: 0.2}\nsector_errors: {thue: {form_nfd: 0.5}}\nnew_units_share: {sectors: 0.1}")
	d := Default()
	switch {
	case c.Seed != 9 || c.People != d.People:
		t.Errorf("seed %d, people %d", c.Seed, c.People)
	case c.Errors["sex_wrong"] != 0.2:
		t.Errorf("a rate of the file was changed: %g", c.Errors["sex_wrong"])
	case c.Errors["name_insert"] != 2.5*d.Errors["name_insert"]:
		t.Errorf("hard: %g", c.Errors["name_insert"])
	case c.SectorErrors["thue"]["form_nfd"] != 0.5 || c.SectorErrors["thue"]["form_upper"] == 0:
		t.Errorf("%v", c.SectorErrors["thue"])
	case c.NewUnits.Sectors != 0.1 || c.NewUnits.Register != 0.75:
		t.Errorf("%v", c.NewUnits)
	}
	if e := config(t, ""); e.Seed != d.Seed {
		t.Errorf("an empty file gave seed %d", e.Seed)
	}
}

func TestReadConfigRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"unknown key":       "pepole: 5",
		"unknown error":     "errors: {name_isnert: 0.1}",
		"unknown state":     "states: {ill: 0.1}",
		"rate over one":     "errors: {name_insert: 1.5}",
		"negative rate":     "duplicates: {thue: -0.1}",
		"unknown sector":    "sectors: [thueee]",
		"sector twice":      "sectors: [thue, thue]",
		"register":          "sectors: [dan_cu]",
		"sector of errors":  "sector_errors: {x: {}}",
		"too few people":    "people: 3",
		"hardness":          "hardness: soft",
		"province":          "province: 3",
		"day":               "as_of: 2025-02-30",
		"delimiter":         `files: {thue: {delimiter: ";;"}}`,
		"not YAML":          "a: [",
		"not a mapping":     "- 1",
		"number for a list": "sectors: 5",
	} {
		_, err := ReadConfig(strings.NewReader(text))
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemSynthConfig {
			t.Errorf("%s: %v", name, err)
		}
	}
}
