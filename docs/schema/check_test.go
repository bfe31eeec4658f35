package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

var published = []string{Job, Profile, TableModel, Decisions, Model, Summary, TableSummary}

// The checker knows every keyword of the published schemas; what says nothing of values is listed here.
func TestKeywords(t *testing.T) {
	known := strings.Fields("type const enum $ref required properties additionalProperties propertyNames minItems maxItems uniqueItems items " +
		"minLength pattern minimum maximum exclusiveMinimum exclusiveMaximum allOf anyOf oneOf " +
		"$schema $id $defs title description format")
	var walk func(name string, s any)
	walk = func(name string, s any) {
		list, _ := s.([]any)
		for _, v := range list {
			walk(name, v)
		}
		o, _ := s.(object)
		for k, v := range o {
			if !slices.Contains(known, k) {
				t.Errorf("%s: nothing is done for %s", name, k)
			}
			switch k {
			case "properties", "$defs":
				for _, p := range v.(object) {
					walk(name, p)
				}
			case "const", "enum":
			default:
				walk(name, v)
			}
		}
	}
	for _, name := range published {
		walk(name, checkerOf(t, name).root)
	}
}

// The checker finds the faults that the library finds, in its words, in made-up values of which most are wrong somewhere.
func TestCheckerAgainstLibrary(t *testing.T) {
	rounds := 3000
	if testing.Short() {
		rounds = 300
	}
	for _, name := range published {
		c := checkerOf(t, name)
		compiler := jsonschema.NewCompiler()
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(textOf(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		lib, err := compiler.Compile(name)
		if err != nil {
			t.Fatal(err)
		}
		good, faulty := 0, 0
		for i := range rounds {
			m := maker{checker: c, r: rand.New(rand.NewPCG(uint64(i), 1)), wrong: []float64{0, .01, .1}[i%3]}
			text, err := json.Marshal(m.value(c.root, 0))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Check(name, string(text))
			if err != nil {
				t.Fatal(err)
			}
			want := libraryFaults(t, lib, text)
			for i := range got {
				if got[i].What == "no such key" { // the library keeps these paths in a slice that it writes to again
					got[i].Key = got[i].Key[strings.LastIndexByte(got[i].Key, '.')+1:]
				}
			}
			if !slices.Equal(sorted(got), want) {
				t.Fatalf("%s: %s\ngot  %+v\nwant %+v", name, text, got, want)
			}
			if len(got) > 0 {
				faulty++
			} else {
				good++
			}
		}
		if good < rounds/50 || faulty < rounds/10 {
			t.Errorf("%s: %d values were right and %d wrong", name, good, faulty)
		}
	}
}

func textOf(t *testing.T, name string) []byte {
	t.Helper()
	text, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func checkerOf(t *testing.T, name string) *checker {
	t.Helper()
	c, err := newChecker(textOf(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func libraryFaults(t *testing.T, s *jsonschema.Schema, text []byte) []Fault {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var invalid *jsonschema.ValidationError
	switch err := s.Validate(v); {
	case err == nil:
		return nil
	case !errors.As(err, &invalid):
		t.Fatal(err)
	}
	return sorted(leaves(invalid, message.NewPrinter(language.English)))
}

// leaves collects the complaints that have no further cause.
func leaves(e *jsonschema.ValidationError, p *message.Printer) []Fault {
	if k, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		return []Fault{{Key: k.Property, What: "no such key", Unknown: true}}
	}
	var all []Fault
	for _, c := range e.Causes {
		all = append(all, leaves(c, p)...)
	}
	if all != nil {
		return all
	}
	if k, ok := e.ErrorKind.(*kind.AdditionalProperties); ok {
		slices.Sort(k.Properties) // the library lists them as a map does
	}
	f := Fault{Key: strings.Join(e.InstanceLocation, "."), What: e.ErrorKind.LocalizedString(p)}
	switch e.ErrorKind.(type) {
	case *kind.Required, *kind.MinItems, *kind.OneOf:
		f.Missing = true
	case *kind.AdditionalProperties:
		f.Unknown = true
	}
	return []Fault{f}
}

// A maker makes values by a schema, of which a share is wrong wherever a value or key may stand.
type maker struct {
	*checker
	r     *rand.Rand
	wrong float64
}

func (m *maker) value(s object, depth int) any {
	if m.r.Float64() < m.wrong {
		return m.pick(nil, true, -1.5, 1e6, "", "x'\"", "Ầ b", []any{}, []any{1.0, 1.0}, object{}, object{"x y": 1.0})
	}
	if ref, ok := s["$ref"].(string); ok {
		return m.value(m.resolve(ref), depth)
	}
	if all, ok := s["allOf"].([]any); ok {
		merged := m.value(all[0].(object), depth)
		for _, more := range all[1:] {
			to, ok := merged.(object)
			if from, also := m.value(more.(object), depth).(object); ok && also {
				for k, v := range from {
					if to[k] == nil {
						to[k] = v
					}
				}
			}
		}
		return merged
	}
	if list, ok := s["enum"].([]any); ok {
		return list[m.r.IntN(len(list))]
	}
	if v, ok := s["const"]; ok {
		return v
	}
	types := wantedTypes(s)
	if types == nil {
		types = []string{"object"}
	}
	switch types[m.r.IntN(len(types))] {
	case "object":
		return m.object(s, depth)
	case "array":
		items, _ := s["items"].(object)
		list := []any{}
		for range 1 + m.r.IntN(3) {
			list = append(list, m.value(items, depth+1))
		}
		return list
	case "boolean":
		return m.r.IntN(2) == 0
	case "number", "integer":
		for _, bound := range []string{"minimum", "maximum"} {
			if v, ok := s[bound].(float64); ok && m.r.IntN(2) == 0 {
				return v
			}
		}
		if s["type"] == "number" && m.r.IntN(2) == 0 {
			return m.r.Float64()
		}
		return float64(m.r.IntN(3))
	case "null":
		return nil
	}
	texts := []any{"abc", "a_b", "2025-06-15", "0-4", "365d", "never", "full_name:year + place:unit", "Họ tên"}
	if pattern, ok := s["pattern"].(string); ok && m.r.Float64() >= m.wrong {
		texts = slices.DeleteFunc(texts, func(v any) bool { return !m.pattern(pattern).MatchString(v.(string)) })
	}
	return m.pick(texts...)
}

func (m *maker) object(s object, depth int) any {
	o := object{}
	properties, _ := s["properties"].(object)
	required, _ := s["required"].([]any)
	for _, keyword := range []string{"anyOf", "oneOf"} { // each branch asks for keys
		branches, _ := s[keyword].([]any)
		if len(branches) == 0 {
			continue
		}
		chosen := m.r.IntN(len(branches))
		required = append(slices.Clone(required), branches[chosen].(object)["required"].([]any)...)
		if keyword == "oneOf" && m.r.Float64() >= m.wrong {
			properties = maps.Clone(properties)
			for i, b := range branches {
				if i != chosen {
					delete(properties, b.(object)["required"].([]any)[0].(string))
				}
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(k)) && m.r.Float64() >= m.wrong || m.r.IntN(2+depth) == 0 {
			o[k] = m.value(properties[k].(object), depth+1)
		}
	}
	if more, ok := s["additionalProperties"].(object); ok {
		for range m.r.IntN(3) {
			o[m.pick("abc", "full_name", "birth_date", "A b").(string)] = m.value(more, depth+1)
		}
	}
	for m.r.Float64() < m.wrong {
		o[m.pick("zz", "đ", "path").(string)] = m.value(object{}, depth+1)
	}
	return o
}

func (m *maker) pick(of ...any) any { return of[m.r.IntN(len(of))] }
