package dataset

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/internal/yamltext"
)

// The published schema of profiles has the program's keys, no more and no less.
func TestSchemaKeys(t *testing.T) {
	text, err := os.ReadFile("../docs/schema/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	var published []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for k, x := range v {
				if keys, ok := x.(map[string]any); ok && k == "properties" {
					for name := range keys {
						published = append(published, name)
					}
				}
				walk(x)
			}
		}
	}
	walk(tree)
	slices.Sort(published)
	published = slices.Compact(published)
	known := yamltext.Keys(reflect.TypeFor[profileYAML]())
	if !slices.Equal(published, known) {
		t.Errorf("the schema has %v, profiles have %v", published, known)
	}
}
