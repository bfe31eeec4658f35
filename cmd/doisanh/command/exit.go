package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/record"
)

// Exit codes. The table in README.md is checked against this one.
const (
	exitDone        = 0   // done
	exitFailed      = 1   // failed: a file, the disk, the data, or the program
	exitUsage       = 2   // wrong usage, or a job that is not valid
	exitRejects     = 3   // done, with more rejected rows than --max-rejects allows
	exitThreshold   = 4   // done, and a --fail-on condition holds
	exitInterrupted = 130 // interrupted; nothing was written
)

// exitCodes gives each problem its code; one that is not listed is exitFailed.
var exitCodes = map[string]int{
	record.ProblemUsage:          exitUsage,
	record.ProblemJobInvalid:     exitUsage,
	record.ProblemJobKeyUnknown:  exitUsage,
	record.ProblemJobKeyMissing:  exitUsage,
	record.ProblemDateInvalid:    exitUsage,
	record.ProblemSectorUnknown:  exitUsage,
	record.ProblemRuleUnknown:    exitUsage,
	record.ProblemFieldUnknown:   exitUsage,
	record.ProblemDatasetUnknown: exitUsage,
	record.ProblemFlagMissing:    exitUsage,
	record.ProblemProfileInvalid: exitUsage,
	record.ProblemDatasetTwice:   exitUsage,
	record.ProblemExpression:     exitUsage,
	record.ProblemSynthConfig:    exitUsage,
	record.ProblemOutputIsInput:  exitUsage,
	record.ProblemRejects:        exitRejects,
	record.ProblemThreshold:      exitThreshold,
	record.ProblemInterrupted:    exitInterrupted,
}

// problemsOf returns the problems in an error, none where it is an error of the program itself.
func problemsOf(err error) []*record.Problem {
	var many record.Problems
	if errors.As(err, &many) {
		return many
	}
	var one *record.Problem
	if errors.As(err, &one) {
		return []*record.Problem{one}
	}
	return nil
}

// exitCode returns the code of an error: that of the first problem the table names, for a job that is not valid needs mending
// whatever else is missing.
func exitCode(err error) int {
	for _, p := range problemsOf(err) {
		if code, ok := exitCodes[p.ID]; ok {
			return code
		}
	}
	return exitFailed
}

// keepInput refuses an output that is one of the files read, under whatever name: the data as they came would be gone.
func keepInput(out string, files ...string) error {
	to, err := os.Stat(out)
	if err != nil {
		return nil // not there yet; if it cannot be written, that is told when it is
	}
	for _, f := range files {
		if from, err := os.Stat(f); err == nil && os.SameFile(from, to) {
			return &record.Problem{ID: record.ProblemOutputIsInput, File: out}
		}
	}
	return nil
}

// wantFolder says so where the folder that a file goes into is not there, before any work is done for it. made is a folder that will be made.
func wantFolder(out, made string) error {
	dir := filepath.Dir(out)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && dir != filepath.Clean(made) {
		return &record.Problem{ID: record.ProblemOutput, File: out, Err: err}
	}
	return nil
}

// wantRun says so where the folder of a run that is named is not there at all, before its tables are looked for.
func wantRun(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"there is no such folder"}}
	}
	return nil
}

// printError writes an error's `error:` and `hint:` lines, or one JSON object a problem with --json. cmd is the command that failed.
func (g *global) printError(cmd *cobra.Command, err error) {
	p := g.printer()
	problems := problemsOf(err)
	if len(problems) == 0 {
		g.printProblem(&record.Problem{ID: "internal"}, p.Text("internal", oneLine(err.Error())), p.Text("internal.hint"))
		return
	}
	for _, q := range problems {
		what, hint := p.Problem(q)
		if q.ID == record.ProblemUsage || q.ID == record.ProblemFlagMissing {
			hint = usageHint(p, cmd, q)
		}
		g.printProblem(q, oneLine(what), oneLine(hint))
	}
}

// usageHint says what to do about a wrong usage: the word that was probably meant, its second argument; what was taken for short flags may be
// a record's id, such as -5; or where the command's own use is told.
func usageHint(p *ui.Printer, cmd *cobra.Command, q *record.Problem) string {
	if len(q.Args) > 1 {
		if meant, ok := q.Args[1].(string); ok && meant != "" {
			return p.Text("hint.did_you_mean", meant)
		}
	}
	var unknown *pflag.NotExistError
	if errors.As(q.Err, &unknown) && unknown.GetSpecifiedShortnames() != "" {
		return p.Text("hint.dash", "-"+unknown.GetSpecifiedShortnames(), cmd.CommandPath())
	}
	return p.Text("hint.usage", cmd.CommandPath()+" --help")
}

func (g *global) printProblem(q *record.Problem, what, hint string) {
	if !g.json {
		fmt.Fprintf(g.stderr, "error: %s\nhint: %s\n", what, hint)
		return
	}
	e := json.NewEncoder(g.stderr)
	e.SetEscapeHTML(false)
	_ = e.Encode(map[string]any{ // stderr is the last resort: there is nowhere to report its failure
		"error": what, "hint": hint, "id": q.ID, "file": q.File, "row": q.Row, "column": q.Column,
	})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
