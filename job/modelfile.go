package job

import (
	"errors"
	"os"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/record"
)

// readModelFile reads a match model, JSON or YAML, whole or in part: what it leaves out is as in the shipped one. It is held
// to the published schema first, so that every fault is told with its place, all together as Problems.
func readModelFile(path string) (*match.Model, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		id := record.ProblemFileUnreadable
		if errors.Is(err, os.ErrNotExist) {
			id = record.ProblemFileMissing
		}
		return nil, &record.Problem{ID: id, File: path, Err: err}
	}
	invalid := func(what string) *record.Problem {
		return &record.Problem{ID: record.ProblemModel, File: path, Args: []any{what}}
	}
	var doc any
	if err := yaml.Unmarshal(text, &doc); err != nil {
		p := yamlProblem(path, err)
		p.ID = record.ProblemModel
		return nil, p
	}
	if _, ok := doc.(map[string]any); !ok {
		return nil, invalid("not an object")
	}
	faults, err := schema.Check(schema.Model, string(text))
	if err != nil {
		return nil, invalid(err.Error())
	}
	var problems Problems
	for _, f := range faults {
		problems = append(problems, invalid(strings.TrimPrefix(namedPath(doc, f.Key)+": "+f.What, ": ")))
	}
	if len(problems) > 0 {
		return nil, problems
	}
	plain, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, invalid(err.Error())
	}
	m, err := match.OverModel(match.PriorModel(), plain)
	if err != nil {
		return nil, invalid(err.Error())
	}
	return m, nil
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
