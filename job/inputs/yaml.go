package inputs

import (
	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/record"
)

// YAMLProblem turns the YAML library's error into a Problem with the line it names. Of what it quotes from the file only keys like the known ones are told.
func YAMLProblem(path string, err error, known []string) *record.Problem {
	what, line := yamltext.Said(err, known)
	return &record.Problem{ID: record.ProblemJobInvalid, File: path, Row: line, Args: []any{what}}
}
