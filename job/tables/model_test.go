package tables_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// TestModelOfAnyTables writes the model of a run, starts from it, and overrides a part of it in YAML.
func TestModelOfAnyTables(t *testing.T) {
	g := town{rand.New(rand.NewPCG(5, 6))}
	a, b := g.lists(600)
	dir := t.TempDir()
	left, right := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")
	writeRows(t, left, townHeader, a)
	writeRows(t, right, townHeader, b)
	link := func(out string, opt tables.Options) (*tables.Summary, error) {
		opt.ID, opt.Out, opt.MinProbability = "id", filepath.Join(dir, out), .01
		return tables.Link(context.Background(), left, right, opt)
	}
	whole := filepath.Join(dir, "whole.json")
	first, err := link("first", tables.Options{WriteModel: whole})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := schema.Check(schema.TableModel, string(text)); err != nil || len(faults) > 0 {
		t.Fatalf("what the program writes is not valid: %v %v", faults, err)
	}
	again, err := link("again", tables.Options{Model: whole})
	if err != nil {
		t.Fatal(err)
	}
	if again.Links != first.Links || again.Pairs != first.Pairs {
		t.Errorf("%d links of %d pairs with the model it wrote, %d of %d before", again.Links, again.Pairs, first.Links, first.Pairs)
	}
	write := func(text string) string {
		path := filepath.Join(dir, "part.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	// The rules found, written into a model, bring the pairs they brought.
	var names []string
	for _, rule := range first.Rules {
		names = append(names, rule.Name)
	}
	rules, err := json.Marshal(map[string]any{"format": table.Format, "blocking": names})
	if err != nil {
		t.Fatal(err)
	}
	if own, err := link("rules", tables.Options{Model: write(string(rules))}); err != nil || !reflect.DeepEqual(own.Rules, first.Rules) {
		t.Errorf("by the same rules, written: %v\n%+v\n%+v", err, own, first.Rules)
	}
	// A column that is not looked at, and one that cannot be wrong: what has another date is no match.
	part, err := link("part", tables.Options{
		Model:     write("fields:\n  - {field: town, role: category}\n  - {field: zip, kind: ignore}\n  - {field: born, levels: [{name: other, m: 0.000001, poor: 0.000001}]}\n"),
		RightOnce: table.No,
	})
	if err != nil {
		t.Fatal(err)
	}
	if part.Columns["town"] != "category" {
		t.Errorf("town is taken for %s", part.Columns["town"])
	}
	if part.Links == 0 || part.Links > first.Links || part.OneRight {
		t.Errorf("%+v after %+v", part, first)
	}
	if _, looked := part.Columns["zip"]; looked || !slices.Contains(part.Ignored, "zip") {
		t.Errorf("zip is looked at: %v, not %v", part.Columns, part.Ignored)
	}
	// The model it leaves does not look at it either, and does the very same.
	same, err := link("same", tables.Options{Model: filepath.Join(dir, "part", "model.json"), RightOnce: table.No})
	if err != nil || same.Links != part.Links || same.Pairs != part.Pairs || !slices.Contains(same.Ignored, "zip") {
		t.Errorf("by the model that was left: %v\n%+v\n%+v", err, same, part)
	}
	for _, faulty := range []string{"fields: [{field: shoe, kind: ignore}]", "fields: [{field: shoe, kind: key}]", "fields: [{field: born, kind: name}]", "fields: [{field: born, role: shoe}]", "feilds: []", "fields: [{field: zip, levels: [{name: exact, m: 2}]}]"} {
		_, err := link("faulty", tables.Options{Model: write(faulty)})
		var p *record.Problem
		var ps record.Problems
		if !errors.As(err, &p) && !errors.As(err, &ps) {
			t.Errorf("%s: %v", faulty, err)
		}
	}
}

// TestSharesOfTableModels: the m of a column's levels are shares of one whole; those a file does not name share what is left.
func TestSharesOfTableModels(t *testing.T) {
	base := &table.Model{Format: table.Format, Version: 1, Fields: []table.Field{{Field: "zip", Kind: "code", Levels: []table.Level{
		{Name: "exact", M: .92, Poor: .46}, {Name: "other", M: .08, Poor: .24},
	}}}}
	over := func(levels string) (*table.Model, error) {
		return table.OverModel(base, []byte(`{"fields": [{"field": "zip", "levels": [`+levels+`]}]}`))
	}
	m, err := over(`{"name": "exact", "m": 0.6}`)
	if err != nil || math.Abs(m.Fields[0].Levels[1].M-.4) > 1e-9 {
		t.Errorf("the other level's share is to be 0.4: %+v %v", m, err)
	}
	if _, err = over(`{"name": "exact", "poor": 0.6}`); err != nil {
		t.Errorf("poor alone: %v", err)
	}
	for levels, want := range map[string]string{
		`{"name": "exact", "m": 0.7}, {"name": "other", "m": 0.7}`: `field "zip": the m of its levels add up to 1.4, want 1`,
		`{"name": "exact", "m": 0.7}, {"name": "other", "m": 0.1}`: `field "zip": the m of its levels add up to 0.8, want 1`,
		`{"name": "exact", "m": 1}`:                                `field "zip": the m given add up to 1, and leave nothing for the other levels`,
	} {
		if _, err := over(levels); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", levels, err, want)
		}
	}
}
