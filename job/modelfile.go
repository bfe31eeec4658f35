package job

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// readModelFile reads a match model, JSON or YAML, whole or in part: what it leaves out is as in the shipped one. It is held
// to the published schema first, so that every fault is told with its place, all together as record.Problems.
func readModelFile(path string) (*match.Model, error) {
	plain, err := modelText(path, schema.Model)
	if err != nil {
		return nil, err
	}
	m, err := match.OverModel(match.PriorModel(), plain)
	if err != nil {
		return nil, invalidModel(path, err.Error())
	}
	return m, nil
}

// overAnyModel lays a model file over the model of tables of any kind, in the same way.
func overAnyModel(path string, base *table.Model) (*table.Model, error) {
	plain, err := modelText(path, schema.TableModel)
	if err != nil {
		return nil, err
	}
	m, err := table.OverModel(base, plain)
	if err != nil {
		return nil, invalidModel(path, err.Error())
	}
	return m, nil
}

// modelRules returns the blocking rules a model asks for, some of them shipped ones by their names. Each has to find its fields in all
// the tables.
func modelRules(path string, written []string, shipped []block.Rule, people ...*record.People) ([]block.Rule, error) {
	rules, err := block.ParseRules(written, shipped...)
	if err != nil {
		return nil, invalidModel(path, "blocking: "+err.Error())
	}
	block.Combine(rules, people...)
	for _, r := range rules {
		for _, p := range people {
			if lacking := block.Lacking(p, r); len(lacking) > 0 {
				return nil, invalidModel(path, fmt.Sprintf("blocking: %q: a table has no values for %s", r.Name, lacking[0]))
			}
		}
	}
	return rules, nil
}

// personRules returns the blocking rules of a model of persons, by default those shipped. numbers are the tables' own.
func personRules(path string, m *match.Model, numbers []record.Field, people ...*record.People) ([]block.Rule, error) {
	if m.Blocking == nil {
		return block.PersonRules(numbers...), nil
	}
	return modelRules(path, m.Blocking, block.PersonRules(numbers...), people...)
}

// checkRules holds a model's own blocking rules to the tables of a job, and to the profiles of datasets that are not loaded: a rule whose
// fields no table has, or not of a kind that what it asks for can be made of, would find nothing and say so nowhere.
func (r *run) checkRules() error {
	if r.plan.Model == "" || r.model.Blocking == nil {
		return nil
	}
	for _, rule := range r.rules {
		lacking := block.Key{}
		for _, d := range r.all {
			lacking = firstLacking(rule, func(f record.Field) (record.Kind, bool) {
				if c := d.table().Column(f); c != nil {
					return c.Kind, true
				}
				return 0, false
			})
			if lacking.Field == "" {
				break
			}
		}
		for _, src := range r.others {
			if lacking.Field == "" {
				break
			}
			lacking = firstLacking(rule, func(f record.Field) (record.Kind, bool) {
				if spec := src.Profile.Spec(f); spec != nil {
					return spec.Kind, true
				}
				return 0, false
			})
		}
		if lacking.Field != "" {
			return invalidModel(r.plan.Model, fmt.Sprintf("blocking: %q: no table has values for %s", rule.Name, lacking))
		}
	}
	return nil
}

// firstLacking returns the first key of a rule that columns of these kinds have no values for.
func firstLacking(rule block.Rule, kind func(record.Field) (record.Kind, bool)) block.Key {
	for _, k := range rule.Keys {
		// These are the row's, whichever column they stood in.
		id, home := k.Field == record.PersonalIDNo && k.Fits(record.KindPersonalID), k.Field == record.PermanentCommune && k.Fits(record.KindCommune)
		if k.Derive != block.Exact && (id || home) {
			continue
		}
		if is, ok := kind(k.Field); !ok || !k.Fits(is) {
			return k
		}
	}
	return block.Key{}
}

// personBlocking are the options candidates of persons are found with. Of a model's own rules every pair is wanted; the shipped ones
// bring a record no more of them once it is settled.
func personBlocking(m *match.Model, rules []block.Rule, threads int, open func(uint32) bool) block.Options {
	opt := block.Options{Rules: rules, Threads: threads}
	if m.Blocking != nil {
		opt.HardCap = math.MaxInt32
		return opt
	}
	opt.Open, opt.Repeats = open, true
	return opt
}

// knownRoles returns what a model file says the columns of tables of any kind are, and which are not to be looked at; nothing where there is no file.
func knownRoles(path string) (known map[record.Field]record.Role, ignored []record.Field, err error) {
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
		return nil, nil, invalidModel(path, err.Error())
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

// leave takes out of the tables the columns that the model file says are not to be looked at. read are the tables as they were read: a column that none
// of them has is a slip in the file.
func (r *anyRun) leave(columns []record.Field, read []*record.Table) error {
	for _, field := range columns {
		is := func(c *record.Column) bool { return c.Field == field }
		if !slices.ContainsFunc(read, func(t *record.Table) bool { return slices.ContainsFunc(t.Columns, is) }) && !slices.ContainsFunc(r.left().Table.Columns, is) {
			return invalidModel(r.opt.Model, fmt.Sprintf("field %q: the tables have no such column", field))
		}
		at := slices.IndexFunc(r.left().Table.Columns, is)
		for _, p := range r.people {
			if at >= 0 {
				p.Table.Columns = slices.Delete(p.Table.Columns, at, at+1)
			}
			delete(p.Texts, field)
		}
	}
	r.ignored = columns
	return nil
}

func invalidModel(path, what string) *record.Problem {
	return &record.Problem{ID: record.ProblemModel, File: path, Args: []any{what}}
}

// modelText reads a model file and holds it to its schema. It returns the file as JSON.
func modelText(path, name string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, dataset.FileProblem(path, err)
	}
	plain, err := schema.Plain(text)
	if err != nil {
		p := yamlProblem(path, err)
		p.ID = record.ProblemModel
		return nil, p
	}
	var doc any
	if err := json.Unmarshal(plain, &doc); err != nil {
		return nil, invalidModel(path, err.Error())
	}
	if _, ok := doc.(map[string]any); !ok {
		return nil, invalidModel(path, "not an object")
	}
	faults, err := schema.Check(name, string(plain))
	if err != nil {
		return nil, invalidModel(path, err.Error())
	}
	var problems record.Problems
	for _, f := range faults {
		problems = append(problems, invalidModel(path, strings.TrimPrefix(namedPath(doc, f.Key)+": "+f.What, ": ")))
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return plain, nil
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
