package database

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// WriteSQLite writes the sheets as tables of a new SQLite database dir/name, which only its owner can read. The folder is the run's own,
// thrown away as a whole where a run fails, so the file is written in place, without a journal. Errors are *record.Problem, or the
// context's.
func WriteSQLite(ctx context.Context, dir, name string, sheets []report.Sheet) (report.File, error) {
	path := filepath.Join(dir, name)
	f, err := writeSQLite(ctx, path, sheets)
	if err != nil {
		_ = os.Remove(path) // already failing
		if ctx.Err() != nil {
			return report.File{}, ctx.Err()
		}
		return report.File{}, &record.Problem{ID: record.ProblemOutput, File: path, Err: err}
	}
	return f, nil
}

func writeSQLite(ctx context.Context, path string, sheets []report.Sheet) (report.File, error) {
	made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return report.File{}, err
	}
	if err := made.Close(); err != nil {
		return report.File{}, err
	}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: "_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=temp_store(memory)"}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return report.File{}, err
	}
	db.SetMaxOpenConns(1)
	err = fillSQLite(ctx, db, sheets)
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return report.File{}, err
	}
	return describe(path)
}

func fillSQLite(ctx context.Context, db *sql.DB, sheets []report.Sheet) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		if err := fillTable(ctx, tx, s); err != nil {
			_ = tx.Rollback() // already failing
			return err
		}
	}
	return tx.Commit()
}

func fillTable(ctx context.Context, tx *sql.Tx, s report.Sheet) error {
	if _, err := tx.ExecContext(ctx, "create table "+quoted(s.Name)+" ("+columnList(s, "INTEGER", "REAL")+")"); err != nil {
		return err
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(s.Columns)), ",")
	insert, err := tx.PrepareContext(ctx, "insert into "+quoted(s.Name)+" values ("+marks+")")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }() // the transaction's end tells what went wrong
	row := make([]any, len(s.Columns))
	for i := range s.Rows {
		for k := range s.Columns {
			row[k] = s.Columns[k].Value(i)
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}

// columnList declares a table's columns.
func columnList(s report.Sheet, whole, real string) string {
	all := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		kind := "TEXT NOT NULL"
		switch c.Kind {
		case report.Integer:
			kind = whole + " NOT NULL"
		case report.Float:
			kind = real + " NOT NULL"
		case report.OptionalFloat:
			kind = real
		}
		all[i] = quoted(c.Name) + " " + kind
	}
	return strings.Join(all, ", ")
}

// quoted writes a name as SQL wants one that may be a word of its own, such as "when" or "group".
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// describe hashes a finished file.
func describe(path string) (report.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return report.File{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return report.File{}, err
	}
	return report.File{Name: filepath.Base(path), Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}
