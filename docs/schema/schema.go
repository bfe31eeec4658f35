// Package schema holds the published JSON Schemas of the files people write (jobs and sector profiles) and of those programs read (models,
// summaries), and checks texts against them.
package schema

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
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
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	s, err := c.Compile(name)
	if err != nil {
		return nil, err
	}
	plain, err := Plain([]byte(text))
	if err != nil {
		return nil, err
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		return nil, err
	}
	var invalid *jsonschema.ValidationError
	switch err := s.Validate(instance); {
	case err == nil:
		return nil, nil
	case !errors.As(err, &invalid):
		return nil, err
	}
	faults := leaves(invalid, message.NewPrinter(language.English))
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Key+"\x00"+a.What, b.Key+"\x00"+b.What) })
	return slices.Compact(faults), nil
}

// Plain returns a text as JSON. What is JSON stays as it is: the YAML library takes its numbers such as 5e-05 for words.
func Plain(text []byte) ([]byte, error) {
	if json.Valid(text) {
		return text, nil
	}
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		return nil, err
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("not plain YAML: %w", err)
	}
	return plain, nil
}

// leaves collects the complaints that have no further cause.
func leaves(e *jsonschema.ValidationError, p *message.Printer) []Fault {
	if k, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		return []Fault{{Key: strings.Join(append(slices.Clone(e.InstanceLocation), k.Property), "."), What: "no such key", Unknown: true}}
	}
	if len(e.Causes) == 0 {
		f := Fault{Key: strings.Join(e.InstanceLocation, "."), What: e.ErrorKind.LocalizedString(p)}
		switch e.ErrorKind.(type) {
		case *kind.Required, *kind.MinItems, *kind.OneOf:
			f.Missing = true
		case *kind.AdditionalProperties:
			f.Unknown = true
		}
		return []Fault{f}
	}
	var all []Fault
	for _, c := range e.Causes {
		all = append(all, leaves(c, p)...)
	}
	return all
}
