package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whatever a command prints with --json has one form (report.WriteJSON), and so have the JSON files beside its tables: a program that reads one reads
// all, and a column is called in them as it is called in the table.
func TestJSONHasOneForm(t *testing.T) {
	dir := t.TempDir()
	here := func(name string) string { return filepath.Join(dir, name) }
	list := "Mã,Họ và tên,Ngày sinh,Lương & thưởng <triệu>\n1,Nguyễn Văn An,1/2/1985,7\n2,Trần Thị Hoa,3/4/1990,8\n3,Tran Thi Hoa,3/4/1990,8\n"
	for _, name := range []string{"a.csv", "b.csv"} {
		if err := os.WriteFile(here(name), []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	form := func(what string, text []byte) {
		var plain, want bytes.Buffer
		if err := json.Compact(&plain, text); err != nil {
			t.Fatalf("%s: %v in %q", what, err, text)
		}
		_ = json.Indent(&want, plain.Bytes(), "", "  ") // it has been read once
		want.WriteByte('\n')
		if !bytes.Equal(text, want.Bytes()) {
			t.Errorf("%s is of another form:\n%s", what, text)
		}
		if bytes.Contains(text, []byte(`\u00`)) {
			t.Errorf("%s: characters are escaped that need not be:\n%s", what, text)
		}
	}
	done := map[string]bool{}
	for _, line := range []string{
		"version",
		"rules",
		"rules id_structure",
		"inspect a.csv",
		"convert a.csv c.csv",
		"normalize a.csv --out n.csv",
		"link a.csv b.csv --id Mã --out linked",
		"dedupe a.csv --id Mã --out single",
		"explain single 2",
		"synth --out p --people 300 --seed 3 --sectors bhxh",
		"block p/job.yaml",
		"train p/job.yaml --out m.json",
		"run p/job.yaml",
		"sample p/out/latest --n 20 --out s.csv",
		"evaluate p/out/latest",
		"evaluate p/out/latest --truth p/truth",
		"evaluate p/out/latest --sample s.csv",
	} {
		args := strings.Fields(line)
		for i, a := range args {
			if i > 0 && (strings.Contains(a, ".") || strings.Contains(a, "/") || a == "linked" || a == "single" || a == "p") {
				args[i] = here(a)
			}
		}
		var out, errs bytes.Buffer
		e := env{stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, now: time.Now, dir: dir}
		if code := run(context.Background(), append(args, "--json"), e); code != exitDone {
			t.Fatalf("%s: code %d: %s", line, code, errs.String())
		}
		form(line, out.Bytes())
		done[args[0]] = true
	}
	for _, cmd := range newRoot(&global{}).Commands() {
		if name := cmd.Name(); !done[name] && name != "help" && name != "completion" {
			t.Errorf("%s was not looked at", name)
		}
	}
	for _, dir := range []string{here("linked"), here("single"), here("p/out/latest")} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
		if len(files) != 3 {
			t.Errorf("%s: %d JSON files, want 3", dir, len(files))
		}
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			form(path, text)
		}
	}
}
