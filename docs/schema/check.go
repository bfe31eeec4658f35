package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// object is a JSON object.
type object = map[string]any

// A checker holds values against one schema. It knows the keywords of JSON Schema 2020-12 (json-schema.org) that the published schemas use and no
// others, as a test tells, and complains in the words of santhosh-tekuri/jsonschema, which stays the oracle of the tests: that library compiles its
// own schemas whenever a program starts that has it (docs/decisions/0009-json-schema.md).
type checker struct {
	root     object
	patterns map[string]*regexp.Regexp
	en       *message.Printer
}

func newChecker(schema []byte) (*checker, error) {
	c := checker{patterns: map[string]*regexp.Regexp{}, en: message.NewPrinter(language.English)}
	return &c, json.Unmarshal(schema, &c.root)
}

// value returns what the schema s does not allow of a value that stands at a path of keys. A value that is of another type or is none of those
// listed is told nothing else of.
func (c *checker) value(s object, v any, at []string) []Fault {
	fault := func(format string, args ...any) Fault {
		return Fault{Key: strings.Join(at, "."), What: c.en.Sprintf(format, args...)}
	}
	if want := wantedTypes(s); want != nil && !slices.ContainsFunc(want, func(t string) bool { return isType(v, t) }) {
		return []Fault{fault("got %s, want %s", typeOf(v), strings.Join(want, " or "))}
	}
	if want, ok := s["const"]; ok && !reflect.DeepEqual(v, want) {
		return []Fault{fault("value must be %s", display(want))}
	}
	if want, ok := s["enum"].([]any); ok && !slices.ContainsFunc(want, func(w any) bool { return reflect.DeepEqual(v, w) }) {
		words := make([]string, len(want))
		for i, w := range want {
			words[i] = display(w)
		}
		if len(want) == 1 {
			return []Fault{fault("value must be %s", words[0])}
		}
		return []Fault{fault("value must be one of %s", strings.Join(words, ", "))}
	}
	var all []Fault
	if ref, ok := s["$ref"].(string); ok {
		all = append(all, c.value(c.resolve(ref), v, at)...)
	}
	switch v := v.(type) {
	case object:
		all = append(all, c.object(s, v, at, fault)...)
	case []any:
		all = append(all, c.array(s, v, at, fault)...)
	case string:
		n := utf8.RuneCountInString(v)
		if least, ok := s["minLength"].(float64); ok && n < int(least) {
			all = append(all, fault("minLength: got %d, want %d", n, int(least)))
		}
		if pattern, ok := s["pattern"].(string); ok && !c.pattern(pattern).MatchString(v) {
			all = append(all, fault("%s does not match pattern %s", quote(v), quote(pattern)))
		}
	case float64:
		for _, b := range []struct {
			keyword string
			within  func(bound float64) bool
		}{
			{"minimum", func(bound float64) bool { return v >= bound }},
			{"maximum", func(bound float64) bool { return v <= bound }},
			{"exclusiveMinimum", func(bound float64) bool { return v > bound }},
			{"exclusiveMaximum", func(bound float64) bool { return v < bound }},
		} {
			if bound, ok := s[b.keyword].(float64); ok && !b.within(bound) {
				all = append(all, fault(b.keyword+": got %v, want %v", v, bound))
			}
		}
	}
	return append(all, c.combined(s, v, at, fault)...)
}

// object tells what is wrong with an object's keys and, by their schemas, with its values.
func (c *checker) object(s, v object, at []string, fault func(string, ...any) Fault) []Fault {
	var all []Fault
	var missing []string
	required, _ := s["required"].([]any)
	for _, k := range required {
		if _, ok := v[k.(string)]; !ok {
			missing = append(missing, quote(k.(string)))
		}
	}
	if len(missing) > 0 {
		f := fault("missing properties %s", strings.Join(missing, ", "))
		if len(missing) == 1 {
			f = fault("missing property %s", missing[0])
		}
		f.Missing = true
		all = append(all, f)
	}
	properties, _ := s["properties"].(object)
	var unknown []string
	for _, k := range slices.Sorted(maps.Keys(v)) {
		below := append(slices.Clone(at), k)
		if p, ok := properties[k].(object); ok {
			all = append(all, c.value(p, v[k], below)...)
		} else if p, ok := s["additionalProperties"].(object); ok {
			all = append(all, c.value(p, v[k], below)...)
		} else if s["additionalProperties"] == false {
			unknown = append(unknown, quote(k))
		}
		if p, ok := s["propertyNames"].(object); ok && len(c.value(p, k, nil)) > 0 {
			all = append(all, Fault{Key: strings.Join(below, "."), What: "no such key", Unknown: true})
		}
	}
	if len(unknown) > 0 {
		f := fault("additional properties %s not allowed", strings.Join(unknown, ", "))
		f.Unknown = true
		all = append(all, f)
	}
	return all
}

// array tells what is wrong with an array's length, repeats and items.
func (c *checker) array(s object, v []any, at []string, fault func(string, ...any) Fault) []Fault {
	var all []Fault
	if least, ok := s["minItems"].(float64); ok && len(v) < int(least) {
		f := fault("minItems: got %d, want %d", len(v), int(least))
		f.Missing = true
		all = append(all, f)
	}
	if most, ok := s["maxItems"].(float64); ok && len(v) > int(most) {
		all = append(all, fault("maxItems: got %d, want %d", len(v), int(most)))
	}
	if s["uniqueItems"] == true {
		if i, j := repeated(v); j > 0 {
			all = append(all, fault("items at %d and %d are equal", i, j))
		}
	}
	if items, ok := s["items"].(object); ok {
		for i := range v {
			all = append(all, c.value(items, v[i], append(slices.Clone(at), strconv.Itoa(i)))...)
		}
	}
	return all
}

// combined holds a value against schemas of which all, one at least, or just one must allow it.
func (c *checker) combined(s object, v any, at []string, fault func(string, ...any) Fault) []Fault {
	var all []Fault
	branches := func(keyword string) (faults []Fault, allowed []int) {
		list, _ := s[keyword].([]any)
		for i := range list {
			found := c.value(list[i].(object), v, at)
			if len(found) == 0 {
				allowed = append(allowed, i)
			}
			faults = append(faults, found...)
		}
		return faults, allowed
	}
	faults, _ := branches("allOf")
	all = append(all, faults...)
	if faults, allowed := branches("anyOf"); len(allowed) == 0 {
		all = append(all, faults...)
	}
	switch faults, allowed := branches("oneOf"); {
	case len(allowed) == 0:
		all = append(all, faults...)
	case len(allowed) > 1:
		f := fault("'oneOf' failed, subschemas %d, %d matched", allowed[0], allowed[1])
		f.Missing = true
		all = append(all, f)
	}
	return all
}

// resolve follows a reference within the schema: #/$defs/count.
func (c *checker) resolve(ref string) object {
	s := c.root
	for _, key := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		s, _ = s[key].(object)
	}
	if s == nil {
		panic(fmt.Sprintf("schema: %s leads nowhere", ref)) // a published schema is wrong: a test would have told
	}
	return s
}

func (c *checker) pattern(text string) *regexp.Regexp {
	re := c.patterns[text]
	if re == nil {
		re = regexp.MustCompile(text)
		c.patterns[text] = re
	}
	return re
}

// wantedTypes returns the types a schema allows, in JSON Schema's order; nil where it names none.
func wantedTypes(s object) []string {
	switch t := s["type"].(type) {
	case string:
		return []string{t}
	case []any:
		var all []string
		for _, known := range []string{"null", "boolean", "number", "integer", "string", "array", "object"} {
			if slices.Contains(t, any(known)) {
				all = append(all, known)
			}
		}
		return all
	}
	return nil
}

func isType(v any, t string) bool {
	if t == "integer" {
		f, ok := v.(float64)
		return ok && f == math.Trunc(f)
	}
	return typeOf(v) == t
}

func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

// repeated returns the places of the first item that stood in the list before, zeros where there is none.
func repeated(list []any) (first, again int) {
	for j := range list {
		for i := range list[:j] {
			if reflect.DeepEqual(list[i], list[j]) {
				return i, j
			}
		}
	}
	return 0, 0
}

func display(v any) string {
	if s, ok := v.(string); ok {
		return quote(s)
	}
	return fmt.Sprint(v)
}

// quote puts a text in single quotes.
func quote(s string) string {
	s = strings.ReplaceAll(fmt.Sprintf("%q", s), `\"`, `"`)
	return "'" + strings.ReplaceAll(s[1:len(s)-1], `'`, `\'`) + "'"
}
