package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/doisanh/doisanh/cmd/doisanh/command"
	"github.com/doisanh/doisanh/internal/testsize"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"doisanh": func() { os.Exit(command.Main()) },
	})
}

// few is a job of the sample's register and one sector: a fifth of the work.
const few = `name: few
as_of: 2025-10-01
population: {sector: dan_cu, path: %[1]s/dan_cu.csv}
datasets:
  - {sector: bhxh, path: %[1]s/bhxh.csv}
`

// TestScript runs every script of testdata/script against the program itself.
func TestScript(t *testing.T) {
	sample, err := filepath.Abs("../../testdata/sample")
	if err != nil {
		t.Fatal(err)
	}
	whole := testsize.Of(t, "runs of the whole sample", 6, 2) == 6
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLE", sample)
			e.Setenv("LC_ALL", "en_US.UTF-8")
			e.Setenv("GORACE", "atexit_sleep_ms=0") // the detector would wait for a second at the end of every process
			e.Setenv("JOB", filepath.Join(sample, "job.yaml"))
			if whole {
				return nil
			}
			job := filepath.Join(e.WorkDir, "few.yaml")
			e.Setenv("JOB", job)
			return os.WriteFile(job, fmt.Appendf(nil, few, filepath.ToSlash(sample)), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode, "interrupt-running": interruptRunning,
			"in-run": inRun, "same-runs": sameRuns, "rows-add-up": rowsAddUp, "conforms": conforms, "chop": chop, "edit": edit,
		},
	})
}
