package tables

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
)

// meanwhile is a Progress that does something as a stage begins for the nth time.
type meanwhile struct {
	stage.Silent
	at stage.Name
	n  int
	do func()
}

func (m *meanwhile) Start(at stage.Name, _ string, _ int64) {
	if at == m.at {
		if m.n--; m.n == 0 {
			m.do()
		}
	}
}

// TestTableChangesMeanwhile: a table that changes between the first look at it and its reading, or its hashing, is refused, be it of persons or of any
// kind; and so is a folder that gets another file.
func TestTableChangesMeanwhile(t *testing.T) {
	for name, list := range map[string]string{
		"any":     "id,name,town\n1,Blue Anchor,Leeds\n2,Blue Ancor,Leeds\n3,Red Lion,York\n",
		"persons": "id,Họ và tên,Ngày sinh\n1,Nguyễn Văn Hòa,05/03/1985\n2,Nguyễn Văn Hoà,05/03/1985\n3,Lê Thị Cúc,07/05/1987\n",
	} {
		for _, changed := range []string{"a.csv", "b.csv"} {
			dir := t.TempDir()
			put := func(name, text string) {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Error(err)
				}
			}
			put("a.csv", list)
			opt := Options{ID: "id", Out: filepath.Join(t.TempDir(), "out")}
			if _, err := Dedupe(context.Background(), dir, opt); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			opt.Progress = &meanwhile{at: stage.Load, n: 2, do: func() { put(changed, list+"4,x,y\n") }}
			_, err := Dedupe(context.Background(), dir, opt)
			jobtest.IsProblem(t, err, record.ProblemFileChanged)
		}
	}
}

// TestMemosAreInputs: what is read of a dBase table stands in two files, and the manifest tells the hash of either.
func TestMemosAreInputs(t *testing.T) {
	table, memo := jobtest.Memos(t)
	files, err := hashTables(context.Background(), []string{table})
	if err != nil || len(files) != 2 || files[0].Path != filepath.ToSlash(table) || files[1].Path != filepath.ToSlash(memo) || files[1].Dataset != "left" {
		t.Errorf("%+v, %v", files, err)
	}
}
