package job

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/xrash/smetrics"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/internal/covered"
	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/record"
)

// checkKeys reports every key of the job that File does not know, with the line it stands on and the nearest known one.
// A text that is no job at all gives an error. root is the tree of what the text says.
func checkKeys(path string, text []byte) (root ast.Node, problems record.Problems, err error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, nil, record.Problems{inputs.YAMLProblem(path, err, fileKeys())}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil, record.Problems{{ID: record.ProblemJobKeyMissing, File: path, Column: "population.path"}}
	}
	root = file.Docs[0].Body
	all := fileKeys()
	walkKeys(root, reflect.TypeFor[File](), func(key string, line int, known []string) {
		nearest := Nearest(key, known)
		if nearest == "" || key != strings.ToLower(key) || strings.Contains(key, " ") { // no key of a job, where a list may have been given for one
			key = covered.Key(key, all)
		}
		problems = append(problems, &record.Problem{
			ID: record.ProblemJobKeyUnknown, File: path, Row: line, Column: key, Args: []any{nearest, strings.Join(known, ", ")},
		})
	})
	return root, problems, nil
}

// keyLine returns the line on which a key stands, its parts parted by points, elements of a list by their number from 0 (datasets.3.path): where it is not there,
// that of what it would stand in, and 0 where there is no tree.
func keyLine(node ast.Node, key string) (line int) {
	if node == nil {
		return 0
	}
	for part := range strings.SplitSeq(key, ".") {
		var below ast.Node
		if seq, ok := node.(*ast.SequenceNode); ok {
			if i, err := strconv.Atoi(part); err == nil && i < len(seq.Values) {
				below = seq.Values[i]
				line = firstLine(below)
			}
		}
		for _, kv := range mappings(node) {
			if kv.Key.GetToken().Value == part {
				below, line = kv.Value, kv.Key.GetToken().Position.Line
			}
		}
		if below == nil {
			break
		}
		node = below
	}
	return line
}

// firstLine returns the line on which a node begins.
func firstLine(node ast.Node) int {
	if kv := mappings(node); len(kv) > 0 {
		return kv[0].Key.GetToken().Position.Line
	}
	return node.GetToken().Position.Line
}

// shownKey is a key as people are told it, without the numbers of elements, which nobody counts.
func shownKey(key string) string {
	parts := slices.DeleteFunc(strings.Split(key, "."), func(part string) bool {
		_, err := strconv.Atoi(part)
		return err == nil
	})
	return strings.Join(parts, ".")
}

// checkSchema holds a job against the published schema: the kinds of its values. Unknown keys checkKeys tells better; what is missing, the as_of day
// and the forms of age groups Resolve does, and which sectors there are.
func checkSchema(path, text string, root ast.Node) record.Problems {
	faults, err := schema.Check(schema.Job, text)
	if err != nil {
		return record.Problems{inputs.YAMLProblem(path, err, fileKeys())}
	}
	var problems record.Problems
	for _, f := range faults {
		noSector := strings.HasSuffix(f.Key, ".sector") && strings.Contains(f.What, "does not match pattern")
		if !f.Missing && !f.Unknown && !noSector && f.Key != "as_of" && !strings.HasPrefix(f.Key, "age_groups.") {
			what := f.What
			if strings.HasSuffix(f.Key, ".dsn_env") { // where a connection string may stand by mistake, with its password
				what = "is the name of an environment variable, which holds the connection string"
			}
			problems = append(problems, &record.Problem{ID: record.ProblemJobInvalid, File: path, Row: keyLine(root, f.Key), Column: shownKey(f.Key), Args: []any{what}})
		}
	}
	slices.SortStableFunc(problems, func(a, b *record.Problem) int { return cmp.Compare(a.Row, b.Row) })
	return problems
}

func walkKeys(node ast.Node, t reflect.Type, unknown func(key string, line int, known []string)) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Slice:
		if seq, ok := node.(*ast.SequenceNode); ok {
			for _, v := range seq.Values {
				walkKeys(v, t.Elem(), unknown)
			}
		}
	case reflect.Struct:
		fields := map[string]reflect.Type{}
		var known []string
		for i := range t.NumField() {
			name := t.Field(i).Tag.Get("yaml")
			if name == "" {
				continue
			}
			fields[name] = t.Field(i).Type
			known = append(known, name)
		}
		for _, kv := range mappings(node) {
			key := kv.Key.String()
			ft, ok := fields[key]
			if !ok {
				unknown(key, kv.Key.GetToken().Position.Line, known)
				continue
			}
			walkKeys(kv.Value, ft, unknown)
		}
	}
}

func mappings(node ast.Node) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// Nearest returns the word of the list most like s, empty where none is like it (did you mean…).
func Nearest(s string, words []string) string {
	best, score := "", 0.8
	for _, w := range slices.Sorted(slices.Values(words)) { // of two equally like it the first
		if j := smetrics.JaroWinkler(strings.ToLower(s), w, 0.7, 4); j > score {
			best, score = w, j
		}
	}
	return best
}

// fileKeys are all keys of a job, at any depth.
func fileKeys() []string { return yamltext.Keys(reflect.TypeFor[File]()) }
