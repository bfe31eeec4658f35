package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/doisanh/doisanh/docs/schema"
)

// exitCode is the script command `exitcode N program args…`: the program must end with that very code. What it wrote goes to the
// files stdout.txt and stderr.txt of the work folder.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N program args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := start(ts, args[1:], nil)
	if got != want {
		ts.Fatalf("exit code %d, want %d\nstdout:\n%s\nstderr:\n%s", got, want, ts.ReadFile("stdout.txt"), ts.ReadFile("stderr.txt"))
	}
}

// chop is `chop FILE N`: the file loses its last N bytes, as of a copy that broke off.
func chop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: chop FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-n]), 0o600))
}

// edit is `edit FILE OLD NEW`: a word of the file becomes another.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.ReplaceAll([]byte(ts.ReadFile(args[0])), []byte(args[1]), []byte(args[2])), 0o600))
}

// interruptRunning is `interrupt-running [-QUIT] FOLDER program args…`: the program is sent an interrupt, or that signal, as soon as a hidden run folder
// stands in FOLDER, and must end with code 130.
func interruptRunning(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: interrupt-running FOLDER program args…")
	}
	signal := os.Interrupt
	if args[0] == "-QUIT" {
		signal, args = syscall.SIGQUIT, args[1:]
	}
	pattern := filepath.Join(ts.MkAbs(args[0]), ".tmp-*")
	got := start(ts, args[1:], func(p *os.Process) {
		for range 2000 {
			if m, _ := filepath.Glob(pattern); len(m) > 0 {
				break
			}
			time.Sleep(2 * time.Millisecond)
		}
		ts.Check(p.Signal(signal))
	})
	if got != 130 {
		ts.Fatalf("exit code %d, want 130\nstderr:\n%s", got, ts.ReadFile("stderr.txt"))
	}
}

// start runs a program with the script's environment and returns its exit code; during is called while it runs.
func start(ts *testscript.TestScript, args []string, during func(*os.Process)) int {
	out, err := os.Create(ts.MkAbs("stdout.txt"))
	ts.Check(err)
	defer out.Close()
	errs, err := os.Create(ts.MkAbs("stderr.txt"))
	ts.Check(err)
	defer errs.Close()
	path, err := exec.LookPath(args[0])
	if err != nil {
		path = filepath.Join(filepath.SplitList(ts.Getenv("PATH"))[0], args[0])
	}
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Stdout, cmd.Stderr = out, errs
	for _, name := range []string{"PATH", "HOME", "LC_ALL", "TMPDIR", "SAMPLE", "COLUMNS", "GOCOVERDIR", "GORACE"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	ts.Check(cmd.Start())
	if during != nil {
		during(cmd.Process)
	}
	_ = cmd.Wait() // the exit code is what is asked for
	return cmd.ProcessState.ExitCode()
}

// conforms is `conforms SCHEMA file…`: each file is what the published schema says.
func conforms(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: conforms SCHEMA file…")
	}
	for _, name := range args[1:] {
		faults, err := schema.Check(args[0], ts.ReadFile(name))
		ts.Check(err)
		for _, f := range faults {
			ts.Fatalf("%s: %s: %s", name, f.Key, f.What)
		}
	}
}

// inRun is `in-run FOLDER file…`: each file is in the run folder, not empty, and readable by its owner only.
func inRun(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args[1:] {
		info, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), name))
		ts.Check(err)
		if info.Size() == 0 || info.Mode().Perm()&0o077 != 0 {
			ts.Fatalf("%s: %d bytes, mode %v", name, info.Size(), info.Mode())
		}
	}
}

// sameRuns is `same-runs A B`: two run folders hold the same files with the same bytes, but for manifest.json.
func sameRuns(ts *testscript.TestScript, neg bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	others, err := os.ReadDir(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(entries) != len(others) {
		ts.Fatalf("%d files and %d files", len(entries), len(others))
	}
	for _, e := range entries {
		if e.Name() == "manifest.json" {
			continue
		}
		a, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), e.Name()))
		ts.Check(err)
		b, err := os.ReadFile(filepath.Join(ts.MkAbs(args[1]), e.Name()))
		ts.Check(err)
		if !bytes.Equal(a, b) {
			ts.Fatalf("%s differs", e.Name())
		}
	}
}

// rowsAddUp is `rows-add-up FOLDER`: rows in are rows loaded and rejected for every dataset, every sector row is in links.csv once, and
// the outcomes sum to the rows loaded; and the rows
// of findings.csv that are not resolved are the findings and those kept open.
func rowsAddUp(ts *testscript.TestScript, neg bool, args []string) {
	text, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), "summary.json"))
	ts.Check(err)
	var s struct {
		Datasets map[string]struct {
			Sector   string
			RowsIn   int `json:"rows_in"`
			Loaded   int
			Rejected int
			Outcomes map[string]int
			Findings map[string]map[string]int
			KeptOpen map[string]map[string]int `json:"kept_open"`
		}
	}
	ts.Check(json.Unmarshal(text, &s))
	open := map[string]int{} // rows of findings.csv that are not resolved, by dataset, criterion and code
	for _, row := range csvRows(ts, filepath.Join(args[0], "findings.csv")) {
		if row[16] != "resolved" {
			open[row[3]+" "+row[1]+" "+row[2]]++
		}
	}
	links := map[string]map[string]bool{}
	for _, row := range csvRows(ts, filepath.Join(args[0], "links.csv")) {
		set := links[row[0]]
		if set == nil {
			set = map[string]bool{}
			links[row[0]] = set
		}
		if set[row[1]] {
			ts.Fatalf("%s %s is in links.csv twice", row[0], row[1])
		}
		set[row[1]] = true
	}
	if len(s.Datasets) < 2 {
		ts.Fatalf("only %d datasets", len(s.Datasets))
	}
	for name, d := range s.Datasets {
		for _, counted := range []map[string]map[string]int{d.Findings, d.KeptOpen} {
			for criterion, codes := range counted {
				for code, n := range codes {
					open[name+" "+criterion+" "+code] -= n
				}
			}
		}
		if d.RowsIn != d.Loaded+d.Rejected {
			ts.Fatalf("%s: %d rows in, %d loaded, %d rejected", name, d.RowsIn, d.Loaded, d.Rejected)
		}
		if d.Sector == "dan_cu" {
			continue
		}
		sum := 0
		for _, n := range d.Outcomes {
			sum += n
		}
		if len(links[name]) != d.Loaded || sum != d.Loaded {
			ts.Fatalf("%s: %d loaded, %d in links.csv, outcomes sum to %d", name, d.Loaded, len(links[name]), sum)
		}
	}
	for what, n := range open {
		if n != 0 {
			ts.Fatalf("%s: %d more in findings.csv than in summary.json", what, n)
		}
	}
}

// csvRows returns the rows of a table of the work folder below its header.
func csvRows(ts *testscript.TestScript, path string) [][]string {
	f, err := os.Open(ts.MkAbs(path))
	ts.Check(err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	ts.Check(err)
	return rows[1:]
}
