// Package sqlitefile reads the tables of a SQLite file, or a query on it, as rows of text. The file is opened read-only and nothing is
// made beside it; a file whose structure is damaged is refused before anything of it is read.
package sqlitefile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/stream"
)

// Faults of a file.
var (
	ErrDamaged = errors.New("sqlite: damaged")
	ErrQuery   = errors.New("sqlite: the query failed")
)

// maxTables is the number of tables and views that are looked at.
const maxTables = 500

// DB is an open file.
type DB struct{ db *sql.DB }

// Open opens a file and checks its structure.
func Open(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	options := "mode=ro&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)"
	if st, err := os.Stat(abs + "-wal"); err != nil || st.Size() == 0 {
		options += "&immutable=1" // with a log beside it, the log has to be read too
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: options}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var verdict string
	if err := db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
		_ = db.Close() // it was read only
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: its structure is broken", ErrDamaged)
	}
	return &DB{db}, nil
}

// Close closes the file.
func (d *DB) Close() error { return d.db.Close() }

// Tables lists the tables and views, in the order they were made.
func (d *DB) Tables(ctx context.Context) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, `select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\_%' escape '\' order by rowid limit ?`, maxTables)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells of it
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// Table reads a table whole.
func (d *DB) Table(ctx context.Context, name string) (*Rows, error) {
	return d.open(ctx, `select * from "`+strings.ReplaceAll(name, `"`, `""`)+`"`, ErrDamaged)
}

// Query reads the result of one select.
func (d *DB) Query(ctx context.Context, query string) (*Rows, error) {
	query = strings.TrimRight(strings.TrimSpace(query), "; \n\t")
	return d.open(ctx, "select * from (\n"+query+"\n)", ErrQuery)
}

func (d *DB) open(ctx context.Context, query string, kind error) (*Rows, error) {
	rows, err := d.db.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", kind, err)
	}
	names, err := rows.Columns()
	if err != nil {
		_ = rows.Close() // it was read only
		return nil, fmt.Errorf("%w: %w", kind, err)
	}
	r := &Rows{rows: rows, names: names, values: make([]any, len(names))}
	for i := range r.values {
		r.values[i] = new(any)
	}
	return r, nil
}

// Rows are the rows of a table or query, the first being the columns' names. It is a stream.Rows.
type Rows struct {
	rows   *sql.Rows
	names  []string
	values []any
	number int
}

// Close closes the result.
func (r *Rows) Close() error { return r.rows.Close() }

// Next reads the next row, as stream.Rows says. A row without any value is given too.
func (r *Rows) Next(to *stream.Row) error {
	to.Reset()
	r.number++
	to.Number = r.number
	if r.number == 1 {
		for _, name := range r.names {
			to.Add(name)
		}
		return nil
	}
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return fmt.Errorf("%w: row %d: %w", ErrDamaged, r.number-1, err)
		}
		return io.EOF
	}
	if err := r.rows.Scan(r.values...); err != nil {
		return fmt.Errorf("%w: row %d: %w", ErrDamaged, r.number-1, err)
	}
	for _, v := range r.values {
		switch v := (*v.(*any)).(type) {
		case nil:
		case int64:
			to.Text = strconv.AppendInt(to.Text, v, 10)
		case float64:
			to.Text = celltext.Float(to.Text, v, 64)
		case bool:
			to.Text = celltext.Bool(to.Text, v)
		case time.Time:
			to.Text = celltext.Time(to.Text, v.UTC())
		case string:
			to.Text = append(to.Text, v...)
		case []byte:
			to.Text = append(to.Text, v...)
		}
		to.End()
	}
	return nil
}
