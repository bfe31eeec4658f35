package datasettest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
)

// quoted writes a name as SQL does.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// writeSQLite stores rows as a table, an empty text as null, beside an empty one.
func writeSQLite(path string, rows [][]string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	var columns, marks []string
	for _, name := range rows[0] {
		columns, marks = append(columns, quoted(name)+" text"), append(marks, "?")
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, s := range []string{"create table nhat_ky (luc text, viec text)", "create table danh_sach (" + strings.Join(columns, ", ") + ")"} {
		if _, err := tx.Exec(s); err != nil {
			return err
		}
	}
	insert, err := tx.Prepare("insert into danh_sach values (" + strings.Join(marks, ", ") + ")")
	if err != nil {
		return err
	}
	for _, row := range rows[1:] {
		values := make([]any, len(row))
		for i, v := range row {
			if v != "" {
				values[i] = v
			}
		}
		if _, err := insert.Exec(values...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func TestSQLite(t *testing.T) {
	f := Format{Ext: ".sqlite", Fixed: true, Write: writeSQLite}
	t.Run("cells", f.cells)
	t.Run("rows", f.rows)
	t.Run("ids", f.ids)
	t.Run("files", f.files)
	t.Run("table", f.table)
	t.Run("corrupted", func(t *testing.T) { f.corrupt(t, 0) })
	t.Run("query", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.db")
		if err := writeSQLite(path, Rows(50)); err != nil {
			t.Fatal(err)
		}
		p, err := dataset.Builtin("bhxh")
		if err != nil {
			t.Fatal(err)
		}
		l, err := dataset.Load(context.Background(), dataset.Source{Profile: p, Files: []string{path}, Query: `select * from danh_sach where "Mã hồ sơ" < 'HS2';`}, dataset.Options{})
		if err != nil || l.Table.Rows() != 12 {
			t.Errorf("%v, %v", l, err)
		}
		_, err = dataset.Load(context.Background(), dataset.Source{Profile: p, Files: []string{path}, Query: `drop table danh_sach`}, dataset.Options{})
		var q *record.Problem
		if !errors.As(err, &q) || q.ID != record.ProblemSQLQuery {
			t.Errorf("a query that changes something: %v", err)
		}
	})
}

// server starts a PostgreSQL server of its own and returns its DSN. Where none is installed the test is skipped and says so;
// tools/outside.sh installs one.
func server(t testing.TB) string {
	t.Helper()
	bin := ""
	for _, dir := range append([]string{"/usr/local/bin"}, globbed("/usr/lib/postgresql/*/bin")...) {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			bin = dir
		}
	}
	if bin == "" {
		t.Skip("no PostgreSQL server is installed here: run make outside")
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	as := func(name string, args ...string) *exec.Cmd { return exec.Command(filepath.Join(bin, name), args...) }
	if os.Getuid() == 0 { // the server refuses to run as root
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		as = func(name string, args ...string) *exec.Cmd {
			return exec.Command("runuser", append([]string{"-u", "postgres", "--", filepath.Join(bin, name)}, args...)...)
		}
	}
	data := filepath.Join(dir, "data")
	if out, err := as("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync").CombinedOutput(); err != nil {
		t.Skipf("the PostgreSQL server cannot be set up here: %v: %s", err, out)
	}
	start := as("pg_ctl", "-D", data, "-w", "-t", "30", "-l", filepath.Join(dir, "log"), "-o", fmt.Sprintf("-k %s -c listen_addresses='' -c fsync=off", dir), "start")
	if out, err := start.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Cleanup(func() { _ = as("pg_ctl", "-D", data, "-m", "immediate", "stop").Run() })
	return fmt.Sprintf("host=%s user=postgres dbname=postgres", dir)
}

func globbed(pattern string) []string {
	found, _ := filepath.Glob(pattern) // the pattern is sound
	return found
}

func TestPostgreSQL(t *testing.T) {
	dsn := server(t)
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	n := 20_000
	if testing.Short() {
		n = 6_000
	}
	rows := Rows(n)
	fillPostgres(t, dsn, rows)
	p, err := dataset.Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	load := func(dsn, query string) (*dataset.Loaded, error) {
		return dataset.Load(ctx, dataset.Source{Profile: p, SQL: &dataset.Query{Env: "TEST_DSN", DSN: dsn, Query: query}}, dataset.Options{Threads: 2})
	}
	typed := strings.Join(rowsQuoted(rows[0]), ", ")
	typed = strings.Replace(typed, `"Mã số BHXH"`, `"Mã số BHXH"::numeric(14,2) as "Mã số BHXH"`, 1)
	got, err := load(dsn, "select "+typed+" from danh_sach order by thu_tu;")
	if err != nil {
		t.Fatal(err)
	}
	want := Format{Ext: ".csv", Write: WriteCSV}.must(t, "bhxh", 1, rows)
	got.Table.Files, want.Table.Files = nil, nil
	if !reflect.DeepEqual(got.Table, want.Table) || got.RowsIn != n {
		t.Errorf("the table is not the one that CSV gives: %d rows", got.RowsIn)
	}
	for query, want := range map[string]string{
		"select * from khong_co": record.ProblemSQLQuery, "delete from danh_sach": record.ProblemSQLQuery, "select 1; commit; drop table danh_sach": record.ProblemSQLQuery,
		"select 'Nguyễn Văn A'::int": record.ProblemSQLQuery,
	} {
		_, err := load(dsn, query)
		var q *record.Problem
		if !errors.As(err, &q) || q.ID != want || strings.Contains(err.Error(), "Nguyễn") {
			t.Errorf("%s: %v", query, err)
		}
	}
	secret := "postgres://reader:hunter2@127.0.0.1:1/x?connect_timeout=2"
	if _, err := load(secret, "select 1"); err == nil || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "reader") {
		t.Errorf("%v", err)
	}
	var left int
	if err := conn.QueryRow(ctx, "select count(*) from danh_sach").Scan(&left); err != nil || left != n {
		t.Errorf("%d rows left, %v", left, err)
	}
}

// fillPostgres makes the table danh_sach of texts, with the order of the rows in thu_tu. An empty cell is null.
func fillPostgres(t testing.TB, dsn string, rows [][]string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	var columns []string
	for _, name := range rows[0] {
		columns = append(columns, quoted(name)+" text")
	}
	if _, err := conn.Exec(ctx, "create table danh_sach (thu_tu bigserial, "+strings.Join(columns, ", ")+")"); err != nil {
		t.Fatal(err)
	}
	_, err = conn.CopyFrom(ctx, pgx.Identifier{"danh_sach"}, rows[0], pgx.CopyFromSlice(len(rows)-1, func(i int) ([]any, error) {
		out := make([]any, len(rows[0]))
		for k, v := range rows[i+1] {
			if v != "" {
				out[k] = v
			}
		}
		return out, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
}

func rowsQuoted(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = quoted(name)
	}
	return out
}
