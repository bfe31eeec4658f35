package job

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// A run keeps its job in the manifest, whatever its paths, headers and words are written with, and makes the same plan of it again.
func TestJobAgainWhateverItIsWrittenWith(t *testing.T) {
	dir := t.TempDir()
	for i, odd := range []string{"bhxh", "a\tb", "a\x01b", "\x1b[31m", "x\r\ny\n", "\u0085", "null", "\"'\\n", "<&>", "# a: b", "012", "🙂 đ"} {
		name := filepath.Join(dir, odd+".csv")
		const list = "Mã hồ sơ,Họ và tên,Ngày sinh,Số CCCD\n1,Nguyễn Văn Hòa,05/03/1985,042085000001\n"
		if err := os.WriteFile(name, []byte(list), 0o600); err != nil {
			t.Skip("this system has no such names:", err)
		}
		f := &File{Name: odd, Population: Input{Path: name}, Output: filepath.Join(dir, "out"), Reports: []string{"none"}}
		f.Datasets = []Input{{Sector: "bhxh", Path: odd + ".csv", Columns: map[string]string{"full_name": "Họ và tên"}}}
		plan, err := f.Resolve("", dir, record.MakeDate(2025, 10, 1))
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		result, err := Run(context.Background(), plan, Env{Now: time.Now})
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		again, err := ReadRun(result.Dir)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if !reflect.DeepEqual(again.Datasets, plan.Datasets) || again.Name != plan.Name || again.Population.Files[0] != name {
			t.Errorf("%d: another plan", i)
		}
	}
}
