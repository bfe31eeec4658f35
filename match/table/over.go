package table

import (
	"encoding/json"
	"fmt"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// OverModel lays a model file, given as JSON, over a model of the tables at hand: what the file says counts, what it leaves
// out stays as in base. Fields and levels are found by their names. A column may be given another kind, but for dates, which are
// read as such or not; kind "ignore" leaves it out.
func OverModel(base *Model, file []byte) (*Model, error) {
	var over map[string]any
	if err := json.Unmarshal(file, &over); err != nil {
		return nil, err
	}
	if f, ok := over["format"]; ok && f != Format {
		return nil, fmt.Errorf("format is %v, want %q", f, Format)
	}
	start := base.clone()
	if err := start.rekind(over); err != nil {
		return nil, err
	}
	m, err := modelfile.Over(start, over)
	if err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := m.share(start, over); err != nil {
		return nil, err
	}
	for _, f := range m.Fields { // all levels of a column are shares of one whole
		if err := modelfile.CheckSum(nil, f.shares(), sumSlack); err != nil {
			return nil, fmt.Errorf("field %q: %w", f.Field, err)
		}
	}
	return m, nil
}

// sumSlack is how far the m of a column's levels may be from 1 in all: with too few matches to learn from, the start values of a text that
// hardly any two rows share come to 1.044.
const sumSlack = .05

// share is to a table's columns what the other engine's is to comparisons.
func (m *Model) share(base *Model, over map[string]any) error {
	list, _ := over["fields"].([]any)
	for _, v := range list {
		at := m.index(record.Field(modelfile.NameOf(v)))
		f := &m.Fields[at]
		names, after := make([]string, len(f.Levels)), f.shares()
		for j, l := range f.Levels {
			names[j] = l.Name
		}
		if err := modelfile.ShareRest(nil, modelfile.Named(v), names, base.Fields[base.index(f.Field)].shares(), after); err != nil {
			return fmt.Errorf("field %q: %w", f.Field, err)
		}
		for j := range f.Levels {
			f.Levels[j].M = after[j]
		}
	}
	return nil
}

// shares are the m of a column's levels.
func (f *Field) shares() []float64 {
	m := make([]float64, len(f.Levels))
	for j, l := range f.Levels {
		m[j] = l.M
	}
	return m
}

// Whole says that a model needs no learning.
func (m *Model) Whole() bool {
	if m.Matches == 0 || len(m.Fields) == 0 {
		return false
	}
	for _, f := range m.Fields {
		for _, l := range f.Levels {
			if l.U == 0 {
				return false
			}
		}
	}
	return true
}

// rekind gives the columns the kinds a file says, takes out those it ignores, and from the file what is done thereby.
func (m *Model) rekind(over map[string]any) error {
	list, _ := over["fields"].([]any)
	var kept []any
	for _, v := range list {
		o, _ := v.(map[string]any)
		name, kind := modelfile.NameOf(v), o["kind"]
		i := m.index(record.Field(name))
		if i < 0 && kind == IgnoredKind {
			continue // it is out already
		}
		if i < 0 {
			return fmt.Errorf("field %q: the tables have no such column", name)
		}
		if kind == IgnoredKind {
			m.Fields = append(m.Fields[:i], m.Fields[i+1:]...)
			continue
		}
		kept = append(kept, v)
		if kind == nil || kind == m.Fields[i].Kind {
			continue
		}
		k, ok := record.ParseKind(fmt.Sprint(kind))
		read := func(k string) bool { return k == record.KindDate.String() || k == record.KindAmount.String() }
		if !ok || read(k.String()) || read(m.Fields[i].Kind) {
			return fmt.Errorf("field %q was read as %s and cannot be %v", name, m.Fields[i].Kind, kind)
		}
		m.Fields[i] = newField(m.Fields[i].Field, m.Fields[i].Role, k)
	}
	if list != nil {
		over["fields"] = kept
	}
	return nil
}

func (m *Model) index(f record.Field) int {
	for i := range m.Fields {
		if m.Fields[i].Field == f {
			return i
		}
	}
	return -1
}
