package modelfile

import (
	"encoding/json"
	"io"
)

// Write writes a model in the form of every other JSON file of a run (report.WriteJSON): it is read and changed by people, who look for the
// header of a column as it is.
func Write(w io.Writer, model any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(model)
}
