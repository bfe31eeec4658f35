package dataset

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// TestSeen: a file is as it was looked at, unless it is another one.
func TestSeen(t *testing.T) {
	when := time.Date(2025, 10, 1, 1, 0, 0, 0, time.UTC)
	write := func(path, text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name    string
		change  func(path string)
		changed bool
	}{
		{"nothing", func(string) {}, false},
		{"read", func(path string) { _, _ = os.ReadFile(path) }, false},
		{"longer", func(path string) { write(path, "abcd", when) }, true},
		{"of another time", func(path string) { write(path, "xyz", when.Add(time.Second)) }, true},
		{"another file in its place", func(path string) {
			write(path+".new", "xyz", when.Add(time.Second))
			if err := os.Rename(path+".new", path); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"gone", func(path string) { _ = os.Remove(path) }, true},
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		write(path, "abc", when)
		other := path + ".other"
		write(other, "abc", when)
		seen := Look([]string{other}, []string{path})
		c.change(path)
		err := seen.Unchanged([]string{other, path})
		if !c.changed {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if p := problem(t, err, record.ProblemFileChanged); p.File != path {
			t.Errorf("%s: %s has changed", c.name, p.File)
		}
	}
	path := filepath.Join(t.TempDir(), "late.csv")
	seen := Look([]string{path})
	write(path, "abc", when)
	_ = problem(t, seen.Unchanged([]string{path}), record.ProblemFileChanged) // was not there
	_ = problem(t, seen.Unchanged([]string{path + "x"}), record.ProblemFileChanged)
}

// TestFileChangesWhileRead: whatever is read of a file that changes, in whatever form, and in an archive, is of no use.
func TestFileChangesWhileRead(t *testing.T) {
	text := "Mã hồ sơ,Họ và tên\n1,Nguyễn Văn An\n2,Trần Văn Bình\n"
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	for name, content := range map[string]string{"x.csv": text, "x.csv.gz": packed.String(), "x.zip": string(zipOf(t, "x.csv", text))} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		append1 := func(int64) {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = f.WriteString("3,Lê Thị Cúc\n")
			_ = f.Close()
		}
		profile, err := Builtin("dan_cu")
		if err != nil {
			t.Fatal(err)
		}
		src := Source{Profile: profile, Files: []string{path}}
		if _, err := Load(context.Background(), src, Options{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, err = Load(context.Background(), src, Options{Progress: append1})
		if p := problem(t, err, record.ProblemFileChanged); p.File != path {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestMemoChangesWhileRead: the memo file of a dBase table is read with it, and watched like it.
func TestMemoChangesWhileRead(t *testing.T) {
	when := time.Date(2025, 10, 1, 1, 0, 0, 0, time.UTC)
	for name, change := range map[string]func(memo string) error{
		"":       func(string) error { return nil },
		"longer": func(memo string) error { return os.WriteFile(memo, []byte("abcd"), 0o600) },
		"later":  func(memo string) error { return os.Chtimes(memo, when, when.Add(time.Second)) },
		"gone":   os.Remove,
		"another": func(memo string) error {
			return os.Rename(memo, filepath.Join(filepath.Dir(memo), "BANG.dbt"))
		},
	} {
		dir := t.TempDir()
		table, memo := filepath.Join(dir, "bang.DBF"), filepath.Join(dir, "BANG.Fpt")
		for _, path := range []string{table, memo, filepath.Join(dir, "bang2.fpt")} {
			if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(path, when, when); err != nil {
				t.Fatal(err)
			}
		}
		seen := Look([]string{table})
		if err := change(memo); err != nil {
			t.Fatal(err)
		}
		err := seen.Unchanged([]string{table})
		if name == "" {
			if err != nil {
				t.Errorf("nothing: %v", err)
			}
			continue
		}
		if p := problem(t, err, record.ProblemFileChanged); p.File != memo {
			t.Errorf("%s: %s has changed", name, p.File)
		}
	}
	dir := t.TempDir()
	table, memo := filepath.Join(dir, "bang.dbf"), filepath.Join(dir, "bang.fpt")
	seen := Look([]string{table})
	if err := os.WriteFile(memo, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	_ = problem(t, seen.Unchanged([]string{table}), record.ProblemFileChanged) // one that has come since
}

// TestWithMemos: what is read with a table stands behind it, and nothing that only lies beside it.
func TestWithMemos(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"a.dbf", "A.cdx", "A.FPT", "b.dbf", "b.cdx", "c.csv", "c.fpt"} {
		if err := os.WriteFile(at(name), []byte("abc"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := WithMemos([]string{at("a.dbf"), at("b.dbf"), at("c.csv")})
	if want := []string{at("a.dbf"), at("A.FPT"), at("b.dbf"), at("c.csv")}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
