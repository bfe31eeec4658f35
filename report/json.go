package report

import (
	"encoding/json"
	"io"
)

// WriteJSON writes a value as every JSON file of a run and every result with --json is written: indented by two blanks, a line end at the end,
// and no character written as \u that need not be, so that a text reads as it is (“Bảo hiểm & trợ cấp”). The faults of a command line are not a result: they are one object a line,
// for there may be several.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
