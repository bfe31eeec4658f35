package database

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/doisanh/doisanh/report"
)

// Loaded is a run's tables in PostgreSQL that nobody sees yet: they stand in a schema of their own until Publish.
type Loaded struct {
	conn    *pgx.Conn
	base    string
	schema  string // of the run
	loading string // where the tables are until they are published
	tables  []string
}

// Load copies the sheets into a new schema of a PostgreSQL database (COPY, in one transaction). base is the name that the run's
// schema begins with, and the schema of the views on the newest run; run is the run's id. The caller ends with Publish or Discard.
//
// No error names the DSN, which may hold a password.
func Load(ctx context.Context, dsn, base, run string, sheets []report.Sheet) (*Loaded, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, errDSN
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, withoutDSN(err)
	}
	run = strings.ToLower(strings.NewReplacer("-", "_").Replace(run))
	l := &Loaded{conn: conn, base: base, schema: base + "_" + run, loading: base + "_loading_" + run}
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "create schema "+quoted(l.loading)); err != nil {
			return err
		}
		for i := range sheets {
			if err := l.copy(ctx, tx, &sheets[i]); err != nil {
				return fmt.Errorf("table %s: %w", sheets[i].Name, err)
			}
		}
		return nil
	})
	if err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

// Check connects to a PostgreSQL database and sees whether schemas may be created there, so that a run need not come to its end to find
// out. Its errors are like those of Load.
func Check(ctx context.Context, dsn string) error {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return errDSN
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 30 * time.Second
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return withoutDSN(err)
	}
	l := &Loaded{conn: conn}
	defer l.close()
	var may bool
	if err := conn.QueryRow(ctx, "select has_database_privilege(current_database(), 'CREATE')").Scan(&may); err != nil {
		return err
	}
	if !may {
		return errors.New("this account may not create schemas in this database")
	}
	return nil
}

var errDSN = errors.New("the DSN is not one of PostgreSQL")

func (l *Loaded) copy(ctx context.Context, tx pgx.Tx, s *report.Sheet) error {
	if _, err := tx.Exec(ctx, "create table "+quoted(l.loading)+"."+quoted(s.Name)+" ("+columnList(*s, "BIGINT", "DOUBLE PRECISION")+")"); err != nil {
		return err
	}
	names := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		names[i] = c.Name
	}
	n, err := tx.CopyFrom(ctx, pgx.Identifier{l.loading, s.Name}, names, &rows{sheet: s, row: -1, cells: make([]any, len(names))})
	if err == nil && n != int64(s.Rows) {
		err = fmt.Errorf("%d rows of %d were taken", n, s.Rows)
	}
	l.tables = append(l.tables, s.Name)
	return err
}

// Publish gives the schema its name and points the views of the base schema at it, in one transaction: whoever reads sees the run
// before or this one, whole. It closes the connection.
func (l *Loaded) Publish(ctx context.Context) error {
	defer l.close()
	tx, err := l.conn.Begin(ctx)
	if err != nil {
		return err
	}
	if err := l.show(ctx, tx); err != nil {
		_ = tx.Rollback(context.WithoutCancel(ctx)) // already failing
		return err
	}
	// Who is interrupted while it is committed could not tell whether it was.
	return tx.Commit(context.WithoutCancel(ctx))
}

// show does what Publish does, within its transaction.
func (l *Loaded) show(ctx context.Context, tx pgx.Tx) error {
	for _, s := range []string{
		"alter schema " + quoted(l.loading) + " rename to " + quoted(l.schema),
		"create schema if not exists " + quoted(l.base),
	} {
		if _, err := tx.Exec(ctx, s); err != nil {
			return err
		}
	}
	for _, t := range l.tables {
		if err := l.view(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// view points the view of a table at this run. Where its columns are as they were, views that people made upon it stay; else it is
// made anew, which PostgreSQL refuses while there are any.
func (l *Loaded) view(ctx context.Context, tx pgx.Tx, table string) error {
	name := quoted(l.base) + "." + quoted(table)
	as := " as select * from " + quoted(l.schema) + "." + quoted(table)
	err := pgx.BeginFunc(ctx, tx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "create or replace view "+name+as)
		return err
	})
	if err == nil {
		return nil
	}
	if _, err := tx.Exec(ctx, "drop view if exists "+name); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "create view "+name+as)
	return err
}

// Discard drops what Load made. It may be called after Publish, and then does nothing.
func (l *Loaded) Discard() {
	if l == nil || l.conn.IsClosed() {
		return
	}
	// The run's own context may have ended, which is why it is discarded.
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
	defer stop()
	_, _ = l.conn.Exec(ctx, "drop schema if exists "+quoted(l.loading)+" cascade") // already failing
	l.close()
}

func (l *Loaded) close() {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	_ = l.conn.Close(ctx) // what was to be kept is committed
}

// withoutDSN is what went wrong with a connection, without the connection's words, which name host and user.
func withoutDSN(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		for errors.Unwrap(cause) != nil {
			cause = errors.Unwrap(cause)
		}
		return cause
	}
	return errors.New("no connection")
}

// rows hands a sheet to COPY.
type rows struct {
	sheet *report.Sheet
	row   int
	cells []any
}

// Next implements pgx.CopyFromSource.
func (r *rows) Next() bool {
	r.row++
	return r.row < r.sheet.Rows
}

// Values implements pgx.CopyFromSource. A zero character, which PostgreSQL has no place for, becomes U+FFFD.
func (r *rows) Values() ([]any, error) {
	for i := range r.sheet.Columns {
		v := r.sheet.Columns[i].Value(r.row)
		if s, ok := v.(string); ok && strings.IndexByte(s, 0) >= 0 {
			v = strings.ReplaceAll(s, "\x00", "\uFFFD")
		}
		r.cells[i] = v
	}
	return r.cells, nil
}

// Err implements pgx.CopyFromSource.
func (r *rows) Err() error { return nil }
