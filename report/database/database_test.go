package database_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/dataset/datasettest"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/database"
)

func sheets(rows int) []report.Sheet {
	texts := []string{"Nguyễn Thị Hoà", "", "=1+1", `a"b'c\`, "dòng\nhai", "\xff"}
	return []report.Sheet{
		{Name: "findings", Rows: rows, Columns: []report.Column{
			{Name: "when", Str: func(row int) string { return texts[row%len(texts)] }},
			{Name: "group", Kind: report.Word, Words: texts, Code: func(row int) uint32 { return uint32(row) % uint32(len(texts)) }},
			{Name: "id", Kind: report.Key, Append: func(b []byte, row int) []byte { return strconv.AppendInt(b, int64(row), 16) }},
			{Name: "n", Kind: report.Integer, Num: func(row int) float64 { return float64(row) }},
			{Name: "p", Kind: report.Float, Num: func(row int) float64 { return float64(row) / 7 }},
			{Name: "maybe", Kind: report.OptionalFloat, Num: func(row int) float64 {
				if row%2 == 0 {
					return math.NaN()
				}
				return 1.5
			}},
		}},
		{Name: "empty", Columns: []report.Column{{Name: "c", Str: func(int) string { return "" }}}},
	}
}

// checkRow holds a row read back against the sheet.
func checkRow(t *testing.T, s *report.Sheet, row int, when, group, id string, n int64, p float64, maybe *float64) {
	t.Helper()
	got := []any{when, group, id, n, p, nil}
	if maybe != nil {
		got[5] = *maybe
	}
	for i, v := range got {
		if want := s.Columns[i].Value(row); v != want {
			t.Fatalf("row %d, %s: %v, want %v", row, s.Columns[i].Name, v, want)
		}
	}
}

func TestSQLite(t *testing.T) {
	const rows = 1000
	dir := t.TempDir()
	f, err := database.WriteSQLite(context.Background(), dir, "run 100%.sqlite", sheets(rows))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, f.Name)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || info.Size() != f.Bytes {
		t.Errorf("file %+v, %v", info, err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := db.Query(`select "when", "group", id, n, p, maybe from findings order by n`)
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	s := &sheets(rows)[0]
	row := 0
	for ; all.Next(); row++ {
		var when, group, id string
		var n int64
		var p float64
		var maybe *float64
		if err := all.Scan(&when, &group, &id, &n, &p, &maybe); err != nil {
			t.Fatal(err)
		}
		checkRow(t, s, row, when, group, id, n, p, maybe)
	}
	if row != rows || all.Err() != nil {
		t.Errorf("%d rows, want %d: %v", row, rows, all.Err())
	}
	again := t.TempDir()
	if _, err := database.WriteSQLite(context.Background(), again, f.Name, sheets(rows)); err != nil {
		t.Fatal(err)
	}
	one, _ := os.ReadFile(path)
	two, _ := os.ReadFile(filepath.Join(again, f.Name))
	if !bytes.Equal(one, two) {
		t.Error("two writings differ")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left in the folder: %v", left)
	}
}

func TestSQLiteFails(t *testing.T) {
	dir := t.TempDir()
	var p *record.Problem
	if _, err := database.WriteSQLite(context.Background(), filepath.Join(dir, "none"), "x.sqlite", sheets(1)); !errors.As(err, &p) || p.ID != record.ProblemOutput {
		t.Errorf("no folder: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := database.WriteSQLite(ctx, dir, "x.sqlite", sheets(10)); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left in the folder: %v", left)
	}
}

// server starts a PostgreSQL server of the test's own on a socket in a folder of its own, and returns its DSN.
func server(t *testing.T) string {
	t.Helper()
	bin := func(name string) string {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
		if all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); len(all) > 0 {
			return all[len(all)-1]
		}
		return ""
	}
	initdb, postgres := bin("initdb"), bin("postgres")
	if initdb == "" || postgres == "" {
		t.Skip("no PostgreSQL server on this machine (initdb, postgres): writing into PostgreSQL is not tested; run make outside")
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	as := func(c *exec.Cmd) *exec.Cmd { return c }
	if os.Geteuid() == 0 { // the server refuses to run as root
		if as, err = asUser(dir, "postgres", "nobody"); err != nil {
			t.Skipf("PostgreSQL does not run as root, and no other user can be had: %v", err)
		}
	}
	data := filepath.Join(dir, "data")
	if out, err := as(exec.Command(initdb, "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")).CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	var log bytes.Buffer
	run := as(exec.Command(postgres, "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off"))
	run.Stderr = &log
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Signal(os.Interrupt)
		_ = run.Wait()
	})
	dsn := "host=" + dir + " user=tester dbname=postgres"
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		conn, err := pgx.Connect(context.Background(), dsn)
		if err == nil {
			_ = conn.Close(context.Background())
			return dsn
		}
		if time.Now().After(end) {
			t.Fatalf("the server does not answer: %v\n%s", err, log.String())
		}
	}
}

// asUser hands a folder to the first of the users that is there, and returns what makes a command run as that user.
func asUser(dir string, names ...string) (func(*exec.Cmd) *exec.Cmd, error) {
	for _, name := range names {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
		return func(c *exec.Cmd) *exec.Cmd {
			c.Dir = dir
			setUser(c, uint32(uid), uint32(gid))
			return c
		}, nil
	}
	return nil, fmt.Errorf("none of the users %s", strings.Join(names, ", "))
}

func TestPostgres(t *testing.T) {
	dsn, ctx := server(t), context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	schemas := func() string {
		var s string
		if err := conn.QueryRow(ctx, `select coalesce(string_agg(nspname, ' ' order by nspname), '') from pg_namespace where nspname like 'doi%'`).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	count := func(table string) (n int) {
		if err := conn.QueryRow(ctx, "select count(*) from "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := database.Check(ctx, dsn); err != nil {
		t.Errorf("a database that may be written: %v", err)
	}
	if _, err := conn.Exec(ctx, "create role looker login"); err != nil {
		t.Fatal(err)
	}
	if err := database.Check(ctx, strings.Replace(dsn, "user=tester", "user=looker", 1)); err == nil {
		t.Error("an account that may not create schemas is not told")
	}
	first, err := database.Load(ctx, dsn, "doi", "20251001T000000Z-aaaaaa", sheets(1000))
	if err != nil {
		t.Fatal(err)
	}
	if got := schemas(); got != "doi_loading_20251001t000000z_aaaaaa" {
		t.Errorf("before publishing: %s", got)
	}
	if err := first.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	first.Discard()
	if n := count("doi.findings"); n != 1000 {
		t.Errorf("%d rows", n)
	}
	readPostgres(t, conn, 1000)
	if _, err := conn.Exec(ctx, "create view mine as select n from doi.findings"); err != nil {
		t.Fatal(err)
	}
	second, err := database.Load(ctx, dsn, "doi", "20251002T000000Z-bbbbbb", sheets(20))
	if err != nil {
		t.Fatal(err)
	}
	if n := count("doi.findings"); n != 1000 {
		t.Errorf("a run that is not published is seen: %d rows", n)
	}
	if err := second.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if n := count("mine"); n != 20 {
		t.Errorf("a view of somebody's sees %d rows of the new run", n)
	}
	third, err := database.Load(ctx, dsn, "doi", "20251003T000000Z-cccccc", sheets(5))
	if err != nil {
		t.Fatal(err)
	}
	third.Discard()
	if got, want := schemas(), "doi doi_20251001t000000z_aaaaaa doi_20251002t000000z_bbbbbb"; got != want {
		t.Errorf("schemas %s, want %s", got, want)
	}
}

func readPostgres(t *testing.T, conn *pgx.Conn, rows int) {
	t.Helper()
	all, err := conn.Query(context.Background(), `select "when", "group", id, n, p, maybe from doi.findings order by n`)
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	s := &sheets(rows)[0]
	row := 0
	for ; all.Next(); row++ {
		var when, group, id string
		var n int64
		var p float64
		var maybe *float64
		if err := all.Scan(&when, &group, &id, &n, &p, &maybe); err != nil {
			t.Fatal(err)
		}
		checkRow(t, s, row, when, group, id, n, p, maybe)
	}
	if row != rows || all.Err() != nil {
		t.Errorf("%d rows, want %d: %v", row, rows, all.Err())
	}
}

// TestPostgresAndBack: a table of 20,000 rows written into PostgreSQL is read from there as it was.
func TestPostgresAndBack(t *testing.T) {
	dsn, ctx, n := server(t), context.Background(), 20_000
	if testing.Short() {
		n = 1_000
	}
	rows := datasettest.Rows(n)
	list := report.Sheet{Name: "list", Rows: n}
	for i, name := range rows[0] {
		list.Columns = append(list.Columns, report.Column{Name: name, Str: func(row int) string { return rows[row+1][i] }})
	}
	loaded, err := database.Load(ctx, dsn, "doi", "20251001T000000Z-aaaaaa", []report.Sheet{list})
	if err != nil {
		t.Fatal(err)
	}
	if err := loaded.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	p, err := dataset.Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := datasettest.WriteCSV(path, rows); err != nil {
		t.Fatal(err)
	}
	read := func(src dataset.Source) *record.Table {
		t.Helper()
		src.Profile = p
		l, err := dataset.Load(ctx, src, dataset.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l.Table.Files = nil // they are called after where they come from
		return l.Table
	}
	want := read(dataset.Source{Files: []string{path}})
	if got := read(dataset.Source{SQL: &dataset.Query{Env: "TEST", DSN: dsn, Query: "select * from doi.list"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("%d rows came back, not all as they were", got.Rows())
	}
}

// TestPostgresUnreachable: the error says that there is no connection, and nothing of the DSN.
func TestPostgresUnreachable(t *testing.T) {
	for _, dsn := range []string{"postgres://somebody:hidden@127.0.0.1:1/nowhere?connect_timeout=2", "host=/nonexistent user=somebody password=hidden", "::hidden somebody"} {
		_, loading := database.Load(context.Background(), dsn, "doi", "x", nil)
		for _, err := range []error{loading, database.Check(context.Background(), dsn)} {
			if err == nil || strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "somebody") {
				t.Errorf("error %v", err)
			}
		}
	}
}
