package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

func modelOf(t *testing.T, text string) (*match.Model, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return ReadPersons(path)
}

// m returns the m of a level.
func levelM(m *match.Model, comparison, level string) float64 {
	for _, c := range m.Comparisons {
		for _, l := range c.Levels {
			if c.Name == comparison && l.Name == level {
				return l.M
			}
		}
	}
	return math.NaN()
}

// TestModelFile reads whole and partial models, in both notations.
func TestModelFile(t *testing.T) {
	prior := match.PriorModel()
	var b bytes.Buffer
	if err := prior.Write(&b); err != nil {
		t.Fatal(err)
	}
	if m, err := modelOf(t, b.String()); err != nil || !reflect.DeepEqual(m, prior) {
		t.Errorf("the prior, written and read, is another: %v", err)
	}
	// As jq and Python write it: 5e-05 in place of 0.00005.
	var doc any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	doc.(map[string]any)["coverage"], doc.(map[string]any)["duplicates"] = json.Number("5e-05"), json.Number("1E-7")
	other, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := modelOf(t, string(other)); err != nil || m.Coverage != 5e-5 || m.Duplicates != 1e-7 || !reflect.DeepEqual(m.Comparisons, prior.Comparisons) {
		t.Errorf("the prior, written by another program: %v", err)
	}
	m, err := modelOf(t, "coverage: 0.5\ncomparisons:\n  - name: phone\n    levels: [{name: same, m: 0.9}]\n  - name: sex\n    shared: {twin: 0.3}\n")
	if err != nil {
		t.Fatal(err)
	}
	if m.Coverage != .5 || levelM(m, "phone", "same") != .9 || math.Abs(levelM(m, "phone", "other")-.1) > 1e-9 || levelM(m, "tax_code", "same") != levelM(prior, "tax_code", "same") {
		t.Errorf("partial: %v %v %v", m.Coverage, levelM(m, "phone", "same"), levelM(m, "phone", "other"))
	}
	if len(m.Comparisons) != len(prior.Comparisons) {
		t.Errorf("%d comparisons", len(m.Comparisons))
	}
	m, err = modelOf(t, `{"comparisons": [{"name": "employer_code", "kind": "key", "fields": ["employer_code"], "levels": [{"name": "same", "m": 0.8, "u": 0.02}, {"name": "other", "m": 0.2, "u": 1}]}]}`)
	if err != nil || levelM(m, "employer_code", "same") != .8 || len(m.Comparisons) != len(prior.Comparisons)+1 {
		t.Errorf("a comparison of one's own: %v", err)
	}
}

// TestModelFileFaults: every fault is told with its place.
func TestModelFileFaults(t *testing.T) {
	for text, want := range map[string]string{
		"comparisons: [{name: phone, levels: [{name: same, m: 2}]}]":                                                           "comparisons.phone.levels.same.m: maximum: got 2, want 1",
		"fields: [{field: phone, levels: [{name: exact, m: 0.9}]}]":                                                            "it is a model of tables of any kind",
		"comparisons: [{name: phone, levels: [{name: same, n: 2}]}]":                                                           "comparisons.phone.levels.same: additional properties 'x' not allowed",
		"comparisons: [{name: phone, levels: [{name: sane, m: .2, u: 1}]}]":                                                    "comparison \"phone\": no level \"sane\"; the kind \"key\" has same, other, digit",
		"comparisons: [{name: x, kind: key}]":                                                                                  "comparison \"x\": 0 levels",
		"comparisons: [{name: date_of_birth, kind: dates}]":                                                                    "comparisons.date_of_birth.kind: value must be one of",
		"comparisons: [{name: birth_date, levels: [{name: same, m: 0.9999}]}]":                                                 "leave nothing for the other levels",
		"comparisons: [{name: phone, levels: [{name: same, m: .7}, {name: other, m: .7}]}]":                                    "comparison \"phone\": the m of its levels add up to 1.4, want 1",
		"comparisons: [{name: x, kind: code, fields: [x], levels: [{name: same, m: .7, u: .1}, {name: other, m: .1, u: .9}]}]": "comparison \"x\": the m of its levels add up to 0.8, want 1",
		"datasets: {bhxh: {m: {sex: [0.9, 0.2]}}}":                                                                             "datasets: \"bhxh\": \"sex\": the m of its levels add up to 1.1, want 1",
		"relatives: {cousin: 3}":        "relatives.xxxxxx: no such key",
		"Điểu K'Ré: 1\nH'Hen Niê: 2":    `additional properties 'X\'Xxx Xxx', 'Xxxx X\'Xx' not allowed`,
		"version: 2":                    "version: value must be 1",
		"format: doisanh-table-model":   "format: value must be",
		"coverage: 1.5\nduplicates: -1": "coverage: exclusiveMaximum",
		"- 1":                           "not an object",
		"coverage: [":                   "",
	} {
		_, err := modelOf(t, text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
			continue
		}
		var one *record.Problem
		var many record.Problems
		if !errors.As(err, &one) && !errors.As(err, &many) {
			t.Errorf("%q: no problem: %v", text, err)
		}
	}
	if _, err := modelOf(t, "coverage: 1.5\nduplicates: -1"); err == nil || strings.Count(err.Error(), "model.invalid") != 2 {
		t.Errorf("not all faults together: %v", err)
	}
}

// TestModelSchema: the published schema has the keys of the program, no more and no less, and takes what the program writes.
func TestModelSchema(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "schema", schema.Model))
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	at := func(path ...string) map[string]any {
		var v any = s
		for _, p := range path {
			v = v.(map[string]any)[p]
		}
		return v.(map[string]any)
	}
	comparison := []string{"properties", "comparisons", "items", "properties"}
	for _, c := range []struct {
		of   reflect.Type
		keys map[string]any
	}{
		{reflect.TypeFor[match.Model](), at("properties")},
		{reflect.TypeFor[match.Comparison](), at(comparison...)},
		{reflect.TypeFor[match.Level](), at(append(comparison, "levels", "items", "properties")...)},
		{reflect.TypeFor[modelfile.Training](), at("properties", "training", "properties")},
		{reflect.TypeFor[match.Learned](), at("properties", "datasets", "additionalProperties", "properties")},
	} {
		known := map[string]bool{}
		for i := range c.of.NumField() {
			name, _, _ := strings.Cut(c.of.Field(i).Tag.Get("json"), ",")
			known[name] = true
			if c.keys[name] == nil {
				t.Errorf("%s has %s, which the schema has not", c.of, name)
			}
		}
		for k := range c.keys {
			if !known[k] {
				t.Errorf("the schema has %s, which %s has not", k, c.of)
			}
		}
	}
	m := match.PriorModel()
	m.Training = &modelfile.Training{Matches: 3.5}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	if faults, err := schema.Check(schema.Model, b.String()); err != nil || len(faults) > 0 {
		t.Errorf("what the program writes is not valid: %v %v", faults, err)
	}
}

// Notepad begins a file with a byte order mark, JSON too.
func TestByteOrderMark(t *testing.T) {
	for _, text := range []string{"coverage: 0.55\n", `{"coverage": 5.5e-1}`} {
		if m, err := modelOf(t, "\ufeff"+text); err != nil || m.Coverage != 0.55 {
			t.Errorf("%s: %v", text, err)
		}
	}
}
