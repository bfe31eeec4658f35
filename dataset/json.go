package dataset

import (
	"errors"

	"github.com/doisanh/doisanh/dataset/jsonl"
	"github.com/doisanh/doisanh/record"
)

// openJSON opens JSON Lines, or an array of objects, which may stand in the answer of a program. Its keys are the first record.
func (in *input) openJSON(c *contents, text []byte) error {
	c.kind = kindJSON
	fault := func(err error) error {
		if errors.Is(err, jsonl.ErrKeys) {
			return in.problem(record.ProblemFileLimit, err)
		}
		return in.problem(record.ProblemFileDamaged, err)
	}
	from, err := jsonl.Open(jsonl.Unwrapped(text))
	if err != nil {
		return fault(err)
	}
	r := newRowReader(from, true)
	r.fault = fault
	c.tables = []*table{{reader: &nestedReader{r, in, from.Nested}}}
	return nil
}
