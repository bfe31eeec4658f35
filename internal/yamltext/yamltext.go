// Package yamltext reads the YAML that people write: jobs, profiles, models, configurations. Everything that is decoded goes through it, so that the few lines
// of a file whose aliases stand for lists of aliases ("billion laughs") cannot fill the memory.
package yamltext

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/doisanh/doisanh/internal/covered"
)

// What all aliases of a text may stand for together: some thousand times what a job of every sector needs that writes its columns once. A value
// counts as its letters, and as much as a short word besides.
const (
	mostAliased = 1 << 20
	perValue    = 16
)

// Unmarshal decodes a text, after it has seen what its aliases come to. Where that is too much the error is a yaml.Error of the alias with which it is.
func Unmarshal(text []byte, into any, options ...yaml.DecodeOption) error {
	if err := check(text); err != nil {
		return err
	}
	return yaml.UnmarshalWithOptions(text, into, options...)
}

// check counts what the aliases of a text stand for. Nothing is built from them, and a text that is no YAML is left to the decoder's own words.
func check(text []byte) error {
	if bytes.IndexByte(text, '*') < 0 {
		return nil
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil
	}
	c := counter{size: map[string]int{}}
	for _, doc := range file.Docs {
		c.of(doc.Body)
	}
	if c.over == nil {
		return nil
	}
	return &yaml.SyntaxError{Message: fmt.Sprintf("the aliases stand for more than %d MB", mostAliased>>20), Token: c.over}
}

// counter counts the values of a text's nodes, those of aliases included.
type counter struct {
	size    map[string]int // by anchor; 0 while it is being read, as an alias within itself is nothing
	aliased int
	over    *token.Token // the alias with which it was too much
}

func (c *counter) of(node ast.Node) int {
	sum := 0
	switch n := node.(type) {
	case nil:
	case *ast.AnchorNode:
		name := n.Name.GetToken().Value
		c.size[name] = 0
		sum = c.of(n.Value)
		c.size[name] = sum
	case *ast.AliasNode:
		sum = c.size[n.Value.GetToken().Value]
		if c.aliased = min(c.aliased+sum, mostAliased+1); c.aliased > mostAliased && c.over == nil {
			c.over = n.Value.GetToken()
		}
	case *ast.MappingNode:
		for _, v := range n.Values {
			sum += c.of(v)
		}
	case *ast.MappingValueNode:
		sum = c.of(n.Key) + c.of(n.Value)
	case *ast.MappingKeyNode:
		sum = c.of(n.Value)
	case *ast.SequenceNode:
		for _, v := range n.Values {
			sum += c.of(v)
		}
	case *ast.TagNode:
		sum = c.of(n.Value)
	case *ast.LiteralNode: // whose own token is the sign before the text, | or >
		sum = c.of(n.Value)
	default:
		sum = perValue
		if t := node.GetToken(); t != nil {
			sum += len(t.Value)
		}
	}
	return min(sum, mostAliased+1)
}

// Said returns what an error of this package says and the line it stands on, 0 where that is not known. Of the library's errors only the message is told, what
// it quotes from the file covered but for keys like the known ones: their texts quote the lines around, and all of that is people where a list was given by mistake.
func Said(err error, known []string) (what string, line int) {
	what = "not YAML"
	var y yaml.Error
	if errors.As(err, &y) {
		what = covered.Quoted(y.GetMessage(), known)
		if t := y.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	var over *yaml.OverflowError
	if errors.As(err, &over) {
		what = "number out of range"
	}
	return what, line
}

// Keys lists every key of a type that is decoded into, at any depth.
func Keys(t reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return Keys(t.Elem())
	case reflect.Struct:
	default:
		return nil
	}
	var keys []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" {
			keys = append(keys, key)
		}
		keys = append(keys, Keys(t.Field(i).Type)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
