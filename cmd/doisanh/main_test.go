package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/doisanh/doisanh/cmd/doisanh/command"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"doisanh": func() { os.Exit(command.Main()) },
	})
}

// TestScript runs every script of testdata/script against the program itself.
func TestScript(t *testing.T) {
	sample, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLE", sample+"/../../testdata/sample")
			e.Setenv("LC_ALL", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode, "interrupt-running": interruptRunning,
			"in-run": inRun, "same-runs": sameRuns, "rows-add-up": rowsAddUp,
		},
	})
}
