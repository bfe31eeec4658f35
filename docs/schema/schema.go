// Package schema holds the published JSON Schemas of the files people write (jobs and sector profiles) and of those programs read (models,
// summaries), and checks texts against them.
package schema

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/yamltext"
)

//go:embed *.schema.json
var files embed.FS

// The schemas.
const (
	Job        = "job.schema.json"
	Profile    = "profile.schema.json"
	TableModel = "table-model.schema.json" // of link and dedupe
	Decisions  = "decisions.schema.json"   // one row of a decisions file
	Model      = "model.schema.json"       // the person engine's

	Summary      = "summary.schema.json"       // of run
	TableSummary = "table-summary.schema.json" // of link and dedupe
)

// Fault is one place of a text that its schema does not allow.
type Fault struct {
	Key  string // dotted path of keys: datasets.0.sector; empty for the whole text
	What string // the schema's complaint, in English
	// Missing says that a key is wanted that is not there, which the readers of the files tell in words of their own.
	Missing bool
	Unknown bool // keys stand there that the schema does not know
}

// Check holds a text, YAML or JSON, against a published schema and returns its faults, sorted by key.
func Check(name, text string) ([]Fault, error) {
	raw, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	c, err := newChecker(raw)
	if err != nil {
		return nil, err
	}
	plain, err := Plain([]byte(text))
	if err != nil {
		return nil, err
	}
	var v any
	if err := json.Unmarshal(plain, &v); err != nil {
		return nil, err
	}
	return sorted(c.value(c.root, v, nil)), nil
}

// Keys lists the keys that a published schema knows, at any depth.
func Keys(name string) []string {
	raw, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil
	}
	var keys []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok {
				keys = slices.AppendSeq(keys, maps.Keys(properties))
			}
			for _, below := range v {
				walk(below)
			}
		case []any:
			for _, below := range v {
				walk(below)
			}
		}
	}
	walk(tree)
	slices.Sort(keys)
	return slices.Compact(keys)
}

// sorted puts faults in the order of their keys, each told once.
func sorted(faults []Fault) []Fault {
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Key+"\x00"+a.What, b.Key+"\x00"+b.What) })
	return slices.Compact(faults)
}

// Plain returns a text as JSON. What is JSON stays as it is: the YAML library takes its numbers such as 5e-05 for words.
func Plain(text []byte) ([]byte, error) {
	if json.Valid(text) {
		return text, nil
	}
	var v any
	if err := yamltext.Unmarshal(text, &v); err != nil {
		return nil, err
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("not plain YAML: %w", err)
	}
	return plain, nil
}
