package dataset

import (
	"context"
	"errors"
	"strings"

	"github.com/doisanh/doisanh/dataset/pgtable"
	"github.com/doisanh/doisanh/dataset/sqlitefile"
	"github.com/doisanh/doisanh/record"
)

// Query is a query on a PostgreSQL database. The DSN is a secret: it is printed nowhere and stands in no error.
type Query struct {
	Env   string // the environment variable the DSN was read from, by which the query is told
	DSN   string
	Query string
}

// said is what the database said, without our own words before it, which the problem's sentence has in the reader's language.
func said(err, kind error) string {
	return strings.TrimLeft(strings.TrimPrefix(err.Error(), kind.Error()), ": ")
}

// openQuery runs a query on PostgreSQL. Its column names are the first record.
func openQuery(ctx context.Context, q *Query, name string) (*contents, error) {
	in := &input{path: "sql:" + q.Env, name: name}
	fault := func(err error) error {
		switch {
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return err
		case errors.Is(err, pgtable.ErrQuery):
			return &record.Problem{ID: record.ProblemSQLQuery, File: in.path, Args: []any{said(err, pgtable.ErrQuery)}}
		case errors.Is(err, pgtable.ErrDSN):
			return &record.Problem{ID: record.ProblemSQLDSN, File: in.path, Column: q.Env}
		case errors.Is(err, pgtable.ErrSilent):
			return &record.Problem{ID: record.ProblemSQLSilent, File: in.path, Column: q.Env}
		}
		return &record.Problem{ID: record.ProblemSQLConnect, File: in.path, Column: q.Env, Args: []any{said(err, pgtable.ErrConnect)}}
	}
	from, err := pgtable.Open(ctx, q.DSN, q.Query)
	if err != nil {
		return nil, fault(err)
	}
	r := newRowReader(from, false)
	r.fault = fault
	return &contents{kind: kindPostgres, tables: []*table{{reader: &nestedReader{r, in, from.Nested}}}}, nil
}

// openSQLite opens the tables of a SQLite file, or the query the source names.
func (in *input) openSQLite(ctx context.Context, c *contents, src Source) error {
	if in.data != nil {
		return in.problem(record.ProblemFileBinary, nil, "sqlite in an archive")
	}
	if _, err := in.at(c); err != nil { // for its size
		return err
	}
	fault := func(err error) error {
		switch {
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return err
		case errors.Is(err, sqlitefile.ErrQuery):
			return &record.Problem{ID: record.ProblemSQLQuery, File: in.path, Args: []any{said(err, sqlitefile.ErrQuery)}}
		}
		return in.problem(record.ProblemFileDamaged, err)
	}
	db, err := sqlitefile.Open(ctx, in.path)
	if err != nil {
		return fault(err)
	}
	c.files = append(c.files, db)
	add := func(name string, from *sqlitefile.Rows) {
		r := newRowReader(from, false)
		r.fault = fault
		c.tables = append(c.tables, &table{reader: r, name: name})
	}
	if src.Query != "" {
		from, err := db.Query(ctx, src.Query)
		if err != nil {
			return fault(err)
		}
		add("", from)
		return nil
	}
	names, err := db.Tables(ctx)
	if err != nil {
		return fault(err)
	}
	for _, name := range names {
		from, err := db.Table(ctx, name)
		if err != nil {
			return fault(err)
		}
		add(name, from)
	}
	if len(c.tables) == 0 {
		return in.problem(record.ProblemFileEmpty, nil)
	}
	return nil
}
