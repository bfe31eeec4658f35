package dataset

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Lacks reports whether the first file of a source has no column for one of the fields, or none at all, as its profile reads it, by a look
// at its head alone. Where there is no head to look at it reports false.
func Lacks(ctx context.Context, src Source, fields ...record.Field) bool {
	in := input{path: src.Files[0], name: src.Files[0], file: filepath.Base(src.Files[0])}
	c, err := in.open(ctx, src)
	if err != nil {
		return false
	}
	defer c.Close()
	l := &loader{src: src, out: &Loaded{Table: &record.Table{}}}
	chosen, err := l.choose(&in, c)
	if err != nil {
		return true
	}
	for _, t := range chosen {
		for _, f := range fields {
			joined := slices.ContainsFunc(t.layout.joins, func(j join) bool { return j.field == f })
			if !joined && !slices.Contains(t.layout.field, f) {
				return true
			}
		}
	}
	return false
}
