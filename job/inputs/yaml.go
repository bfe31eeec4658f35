package inputs

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/doisanh/doisanh/record"
)

// YAMLProblem turns the YAML library's error into a Problem with the line it names.
func YAMLProblem(path string, err error) *record.Problem {
	p := &record.Problem{ID: record.ProblemJobInvalid, File: path, Err: err}
	var y yaml.Error
	if errors.As(err, &y) {
		if t := y.GetToken(); t != nil {
			p.Row = t.Position.Line
		}
		p.Args = []any{y.GetMessage()}
		p.Err = nil
		return p
	}
	p.Args = []any{strings.SplitN(fmt.Sprint(err), "\n", 2)[0]}
	p.Err = nil
	return p
}
