// Package models reads the model files that users give, of persons or of tables of any kind, holds them to the published schemas, and says by which
// blocking rules candidates are found.
package models

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/internal/covered"
	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// ReadPersons reads a match model, JSON or YAML, whole or in part: what it leaves out is as in the shipped one. It is held
// to the published schema first, so that every fault is told with its place, all together as record.Problems.
func ReadPersons(path string) (*match.Model, error) {
	plain, err := modelText(path, schema.Model)
	if err != nil {
		return nil, err
	}
	m, err := match.OverModel(match.PriorModel(), plain)
	if err != nil {
		return nil, Invalid(path, err.Error())
	}
	return m, nil
}

// ReadTable lays a model file over the model of tables of any kind, in the same way.
func ReadTable(path string, base *table.Model) (*table.Model, error) {
	plain, err := modelText(path, schema.TableModel)
	if err != nil {
		return nil, err
	}
	m, err := table.OverModel(base, plain)
	if err != nil {
		return nil, Invalid(path, err.Error())
	}
	return m, nil
}

// Rules returns the blocking rules a model asks for, some of them shipped ones by their names. Each has to find its fields in all
// the tables.
func Rules(path string, written []string, shipped []block.Rule, people ...*record.People) ([]block.Rule, error) {
	rules, err := block.ParseRules(written, shipped...)
	if err != nil {
		return nil, Invalid(path, "blocking: "+err.Error())
	}
	block.Combine(rules, people...)
	for _, r := range rules {
		for _, p := range people {
			if lacking := block.Lacking(p, r); len(lacking) > 0 {
				return nil, Invalid(path, fmt.Sprintf("blocking: %q: a table has no values for %s", r.Name, lacking[0]))
			}
		}
	}
	return rules, nil
}

// PersonRules returns the blocking rules of a model of persons, by default those shipped. numbers are the tables' own.
func PersonRules(path string, m *match.Model, numbers []record.Field, people ...*record.People) ([]block.Rule, error) {
	if m.Blocking == nil {
		return block.PersonRules(numbers...), nil
	}
	return Rules(path, m.Blocking, block.PersonRules(numbers...), people...)
}

// PersonBlocking are the options candidates of persons are found with. Of a model's own rules every pair is wanted; the shipped ones
// bring a record no more of them once it is settled.
func PersonBlocking(m *match.Model, rules []block.Rule, threads int, open func(uint32) bool) block.Options {
	opt := block.Options{Rules: rules, Threads: threads}
	if m.Blocking != nil {
		opt.HardCap = math.MaxInt32
		return opt
	}
	opt.Open, opt.Repeats = open, true
	return opt
}

// KnownRoles returns what a model file says the columns of tables of any kind are, and which are not to be looked at; nothing where there is no file.
func KnownRoles(path string) (known map[record.Field]record.Role, ignored []record.Field, err error) {
	if path == "" {
		return nil, nil, nil
	}
	plain, err := modelText(path, schema.TableModel)
	if err != nil {
		return nil, nil, err
	}
	var doc struct {
		Fields []struct {
			Field record.Field `json:"field"`
			Role  record.Role  `json:"role"`
			Kind  string       `json:"kind"`
		} `json:"fields"`
	}
	if err := json.Unmarshal(plain, &doc); err != nil {
		return nil, nil, Invalid(path, err.Error())
	}
	known = map[record.Field]record.Role{}
	for _, f := range doc.Fields {
		switch {
		case f.Kind == table.IgnoredKind:
			ignored = append(ignored, f.Field)
		case f.Role != "":
			known[f.Field] = f.Role
		case f.Kind == record.KindDate.String():
			known[f.Field] = record.RoleDate
		case f.Kind == record.KindAmount.String():
			known[f.Field] = record.RoleNumber
		}
	}
	return known, ignored, nil
}

// Invalid is the problem that a model file says what cannot be.
func Invalid(path, what string) *record.Problem {
	return &record.Problem{ID: record.ProblemModel, File: path, Args: []any{what}}
}

// ofOtherKind tells by a schema which key only models of the other kind have, and what to say of such a model.
var ofOtherKind = map[string]struct{ key, what string }{
	schema.Model:      {"fields", "it is a model of tables of any kind (fields); that of lists of persons has comparisons"},
	schema.TableModel: {"comparisons", "it is a model of lists of persons (comparisons); that of tables of any kind has fields"},
}

// modelText reads a model file and holds it to its schema. It returns the file as JSON.
func modelText(path, name string) ([]byte, error) {
	text, err := dataset.ReadText(path)
	if err != nil {
		return nil, err
	}
	plain, err := schema.Plain(text)
	if err != nil {
		p := inputs.YAMLProblem(path, err, nil)
		p.ID = record.ProblemModel
		return nil, p
	}
	var doc any
	if err := json.Unmarshal(plain, &doc); err != nil {
		return nil, Invalid(path, err.Error())
	}
	keys, ok := doc.(map[string]any)
	if !ok {
		return nil, Invalid(path, "not an object")
	}
	if other := ofOtherKind[name]; keys[other.key] != nil {
		return nil, Invalid(path, other.what)
	}
	faults, err := schema.Check(name, string(plain))
	if err != nil {
		return nil, Invalid(path, err.Error())
	}
	var problems record.Problems
	for _, f := range faults {
		key := namedPath(doc, f.Key)
		if f.Unknown { // what stands there may be anything, where another file was given
			key, f.What = shownKeys(name, key, f.What)
		}
		problems = append(problems, Invalid(path, strings.TrimPrefix(key+": "+f.What, ": ")))
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return plain, nil
}

// quotedKey is a key as the schemas quote it.
var quotedKey = pattern.Of(`'(?:[^'\\]|\\.)*'`)

// shownKeys covers the keys that a schema does not know, in the path to one and in what is said of them, but for those like the keys it knows.
func shownKeys(name, path, what string) (string, string) {
	known := schema.Keys(name)
	parts := strings.Split(path, ".")
	if what == "no such key" {
		for i, part := range parts {
			if !slices.Contains(known, part) {
				parts[i] = covered.Key(part, known)
			}
		}
	}
	what = quotedKey().ReplaceAllStringFunc(what, func(q string) string { return "'" + covered.Key(q[1:len(q)-1], known) + "'" })
	return strings.Join(parts, "."), what
}

// namedPath writes a dotted path of keys with the names of the objects in lists in place of their numbers:
// comparisons.phone.levels.same.m.
func namedPath(doc any, path string) string {
	parts := strings.Split(path, ".")
	for i, part := range parts {
		switch v := doc.(type) {
		case map[string]any:
			doc = v[part]
		case []any:
			n, err := strconv.Atoi(part)
			if err != nil || n < 0 || n >= len(v) {
				return strings.Join(parts, ".")
			}
			doc = v[n]
			if o, ok := doc.(map[string]any); ok {
				if name, ok := o["name"].(string); ok {
					parts[i] = name
				}
			}
		}
	}
	return strings.Join(parts, ".")
}
