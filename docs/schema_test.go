package docs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/tables"
)

// schema compiles one of the published schemas.
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(filepath.Join("schema", name))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate holds a YAML text against a schema.
func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(instance)
}

// Every built-in profile is a profile by the published schema.
func TestProfileSchema(t *testing.T) {
	s := schema(t, "profile.schema.json")
	files, err := filepath.Glob(filepath.Join(root, "dataset", "profiles", "*.yaml"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d profiles, %v", len(files), err)
	}
	for _, f := range files {
		if filepath.Base(f) == "common.yaml" {
			continue
		}
		if err := validate(t, s, read(t, f)); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	for _, c := range []struct {
		text string
		ok   bool
	}{
		{"extends: bhyt\nstale_after: 30d\ncoverage: [{name: a, who: age < 6, least: 0.5}]", true},
		{"extends: bhyt\nnever_together: [personal_id]\nlinks: one_to_one", true},
		{"extends: bhyt\nnever_together: personal_id", false},
		{"extends: bhyt\nlinks: one_to_many", false},
		{"title: {vi: x}", false},
		{"code: x\nstale_after: 1 year", false},
		{"code: x\nrow: persons", false},
		{"code: x\ncoverage: [{name: a}]", false},
		{"code: x\nfields: [{field: a, kind: dat}]", false},
		{"code: x\nlabel: y", false},
	} {
		if err := validate(t, s, c.text); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

func TestJobSchema(t *testing.T) {
	s := schema(t, "job.schema.json")
	for _, c := range []struct {
		text string
		ok   bool
	}{
		{"population: {path: a.csv}\ndatasets: [{sector: bhxh, path: b.csv, columns: {full_name: KH}}]\nas_of: '2025-06-15'\nage_groups: [0-4, 65+]\ncohorts: [2004]\nmatch_threshold: 0.9", true},
		{"population: {path: a.csv}\ndatasets: []", false},
		{"population: {path: a.csv}\ndatasets: [{path: b.csv}]", false},
		{"population: {path: a.csv, sql: {dsn_env: X, query: y}}\ndatasets: [{sector: bhxh, path: b.csv}]", false},
		{"population: {path: a.csv}\ndatasets: [{sector: bhxh, path: b.csv}]\nmatch_threshold: 9", false},
		{"population: {path: a.csv}\ndatasets: [{sector: bhxh, path: b.csv}]\nage_groups: [old]", false},
		{"population: {path: a.csv}\ndatasets: [{sector: bhxh, path: b.csv}]\nthread: 2", false},
	} {
		if err := validate(t, s, c.text); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.text, err)
		}
	}
	// The keys are the program's, no more and no less.
	var published struct {
		Properties map[string]any
		Defs       struct {
			Input struct{ Properties map[string]any }
		} `json:"$defs"`
	}
	text, err := os.ReadFile(filepath.Join("schema", "job.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &published); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   reflect.Type
		keys map[string]any
	}{{reflect.TypeFor[job.File](), published.Properties}, {reflect.TypeFor[job.Input](), published.Defs.Input.Properties}} {
		var known []string
		for i := range c.of.NumField() {
			if f := c.of.Field(i); f.IsExported() {
				known = append(known, f.Tag.Get("yaml"))
			}
		}
		for k := range c.keys {
			if !slices.Contains(known, k) {
				t.Errorf("the schema has %s, which %s has not", k, c.of)
			}
		}
		for _, k := range known {
			if c.keys[k] == nil {
				t.Errorf("%s has %s, which the schema has not", c.of, k)
			}
		}
	}
}

// The published schemas of the summaries have the keys of the program's, and no others, and want those that are always there.
func TestSummarySchemas(t *testing.T) {
	type object struct {
		Ref                  string `json:"$ref"`
		Properties           map[string]*object
		Required             []string
		Items                *object
		AdditionalProperties json.RawMessage
	}
	for name, of := range map[string]reflect.Type{"summary.schema.json": reflect.TypeFor[job.Summary](), "table-summary.schema.json": reflect.TypeFor[tables.Summary]()} {
		text, err := os.ReadFile(filepath.Join("schema", name))
		if err != nil {
			t.Fatal(err)
		}
		var whole struct {
			object
			Defs map[string]*object `json:"$defs"`
		}
		if err := json.Unmarshal(text, &whole); err != nil {
			t.Fatal(err)
		}
		var compare func(at string, of reflect.Type, o *object)
		compare = func(at string, of reflect.Type, o *object) {
			if o == nil {
				t.Errorf("%s: %s is not in the schema", name, at)
				return
			}
			if def, ok := strings.CutPrefix(o.Ref, "#/$defs/"); ok {
				o = whole.Defs[def]
			}
			switch of.Kind() {
			case reflect.Pointer:
				compare(at, of.Elem(), o)
			case reflect.Slice:
				if of.Elem().Kind() != reflect.Interface {
					compare(at+"[]", of.Elem(), o.Items)
				}
			case reflect.Map:
				if of.Elem().Kind() != reflect.Pointer {
					return
				}
				var inner object
				if err := json.Unmarshal(o.AdditionalProperties, &inner); err != nil {
					t.Fatal(err)
				}
				compare(at+".*", of.Elem(), &inner)
			case reflect.Struct:
				var known, wanted []string
				for i := range of.NumField() {
					key, rest, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
					if key == "-" {
						continue
					}
					if known = append(known, key); rest != "omitempty" {
						wanted = append(wanted, key)
					}
					compare(at+"."+key, of.Field(i).Type, o.Properties[key])
				}
				for key := range o.Properties {
					if !slices.Contains(known, key) {
						t.Errorf("%s: %s has no %s", name, at, key)
					}
				}
				slices.Sort(wanted)
				if slices.Sort(o.Required); !slices.Equal(wanted, o.Required) {
					t.Errorf("%s: %s: %q are always there, the schema wants %q", name, at, wanted, o.Required)
				}
			}
		}
		compare("", of, &whole.object)
	}
}
