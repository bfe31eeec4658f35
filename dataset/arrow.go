package dataset

import (
	"context"
	"errors"
	"strings"

	"github.com/doisanh/doisanh/dataset/arrowipc"
	"github.com/doisanh/doisanh/record"
)

// openArrow opens Arrow record batches. Their column names are the first record.
func (in *input) openArrow(c *contents) error {
	at, err := in.at(c)
	if err != nil {
		return err
	}
	from, err := arrowipc.Open(at, c.size)
	if err != nil {
		return in.arrowProblem(err)
	}
	r := newRowReader(from, false)
	r.fault = in.arrowProblem
	c.tables = []*table{{reader: &nestedReader{r, in, from.Nested}}}
	return nil
}

func (in *input) arrowProblem(err error) error {
	if errors.Is(err, arrowipc.ErrExpands) {
		return in.problem(record.ProblemFileLimit, err)
	}
	return in.problem(record.ProblemFileDamaged, err)
}

// nestedReader refuses to read columns that hold lists or records.
type nestedReader struct {
	*rowReader
	in     *input
	nested map[int]string // by column: the type
}

func (r *nestedReader) read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error) {
	for _, col := range want {
		if kind := r.nested[col]; kind != "" {
			return nil, &record.Problem{ID: record.ProblemColumnNested, File: r.in.path, Column: strings.TrimSpace(r.first[0][col]), Args: []any{kind}}
		}
	}
	return r.rowReader.read(ctx, header, want, width, all, opt)
}
