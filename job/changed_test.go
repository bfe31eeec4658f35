package job

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
)

// meanwhile is a Progress that does something as a stage of a dataset begins.
type meanwhile struct {
	stage.Silent
	at      stage.Name
	dataset string
	do      func()
}

func (m meanwhile) Start(at stage.Name, dataset string, _ int64) {
	if at == m.at && dataset == m.dataset {
		m.do()
	}
}

// TestInputChangesMeanwhile: a run reads and hashes its files one after the other. None may change from when it began until it has been both read and
// hashed, or the manifest would tell the hash of other data.
func TestInputChangesMeanwhile(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const list = "Mã hồ sơ,Họ và tên,Ngày sinh,Số CCCD\n1,Nguyễn Văn Hòa,05/03/1985,042085000001\n"
	plan := func() *Plan {
		t.Helper()
		f := &File{Population: Input{Path: put("dan_cu.csv", list)}, Output: filepath.Join(dir, "out"),
			Waivers: put("waivers.csv", "finding_id,by,when\n"), Reports: []string{"none"}}
		f.Datasets = []Input{{Sector: "bhxh", Path: put("bhxh.csv", list)}, {Sector: "thue", Path: put("thue.csv", list)}}
		p, err := f.Resolve("", dir, record.MakeDate(2025, 10, 1))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	perform := func(p *Plan, m meanwhile) error {
		_, err := Run(context.Background(), p, Env{Now: time.Now, Progress: m})
		return err
	}
	if err := perform(plan(), meanwhile{}); err != nil {
		t.Fatal(err)
	}
	for _, m := range []meanwhile{
		{at: stage.Load, dataset: "dan_cu", do: func() { put("thue.csv", list+"2,Lê Thị Cúc,05/03/1987,042187000003\n") }},
		{at: stage.Load, dataset: "thue", do: func() { put("thue.csv", list+list) }},
		{at: stage.Load, dataset: "dan_cu", do: func() { put("waivers.csv", "finding_id,by,when\n\n") }},
	} {
		err := perform(plan(), m)
		jobtest.IsProblem(t, err, record.ProblemFileChanged)
	}

	r := &run{plan: plan()}
	r.seen = r.look()
	if _, err := r.inputs(context.Background()); err != nil {
		t.Fatal(err)
	}
	put("bhxh.csv", list+"2,Lê Thị Cúc,05/03/1987,042187000003\n")
	_, err := r.inputs(context.Background()) // read before, hashed after
	jobtest.IsProblem(t, err, record.ProblemFileChanged)
}

// TestMemosAreInputs: what is read of a dBase table stands in two files, and the manifest tells the hash of either.
func TestMemosAreInputs(t *testing.T) {
	table, memo := jobtest.Memos(t)
	r := &run{plan: &Plan{Datasets: []dataset.Source{{Name: "bhxh", Files: []string{table}}}}}
	files, err := r.inputs(context.Background())
	if err != nil || len(files) != 2 || files[0].Path != filepath.ToSlash(table) || files[1].Path != filepath.ToSlash(memo) || files[1].Dataset != "bhxh" {
		t.Errorf("%+v, %v", files, err)
	}
}
