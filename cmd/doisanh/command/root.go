// Package command is the command line: one file per command, each an options struct with its flags and a function that writes to
// the given writers, so that tests need no process. The clock, the environment, the terminal and the signals are read here
// and passed down; nothing below this package reads them.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/doisanh/doisanh/cmd/doisanh/start"
	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// env is what the commands take from outside the program.
type env struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	terminal       bool // stderr is a terminal
	dir            string
	width          int // of the terminal stdout is, 0 where it is none
}

// global is the flags every command has.
type global struct {
	env
	lang  string
	json  bool
	quiet bool
}

// Main runs the program with the process's arguments and returns its exit code.
func Main() int {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) { // nohup: the run goes on when the terminal is closed
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		width = 0
	}
	return run(ctx, os.Args[1:], env{
		width:  width,
		stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now,
		terminal: term.IsTerminal(int(os.Stderr.Fd())), dir: dir,
	})
}

func run(ctx context.Context, args []string, e env) int {
	out := &keptError{Writer: e.stdout}
	e.stdout = out
	g := &global{env: e}
	root := newRoot(g)
	root.SetArgs(args)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	g.readAnyway(args)
	if err = asProblem(root, err); out.err != nil && len(problemsOf(err)) == 0 {
		err = &record.Problem{ID: record.ProblemOutput, File: "stdout", Err: out.err}
	}
	if ctx.Err() != nil && exitCode(err) == exitFailed {
		err = &record.Problem{ID: record.ProblemInterrupted, Err: ctx.Err()} // whatever it failed of, it was stopped
	}
	g.printError(cmd, err)
	return exitCode(err)
}

// readAnyway reads the flags of every command from a command line that may be wrong. Cobra stops at the first fault, and what is wrong is to be told
// in the language and form asked for, wherever on the line they stand.
func (g *global) readAnyway(args []string) {
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.ParseErrorsAllowlist.UnknownFlags = true
	f.BoolP("help", "h", false, "") // or it would stop there
	f.StringVar(&g.lang, "lang", g.lang, "")
	f.BoolVar(&g.json, "json", g.json, "")
	f.BoolVar(&g.quiet, "quiet", g.quiet, "")
	_ = f.Parse(args) // the fault has been found
}

// keptError keeps the first error of a writer, to tell a disk that is full from a fault of the program.
type keptError struct {
	io.Writer
	err error
}

func (w *keptError) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

// leastMostThreads is how many threads may be asked for on any machine. More than a few for each processor only wait for each other: a
// hundred thousand took 40 seconds over 15 rows.
const leastMostThreads = 64

func newRoot(g *global) *cobra.Command {
	root := &cobra.Command{
		Use:           "doisanh",
		Short:         "Đối sánh dữ liệu chuyên ngành với cơ sở dữ liệu dân cư / hold sector data against the population register",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&g.lang, "lang", "", "ngôn ngữ: `vi|en`; nếu không chọn thì theo máy / language: `vi|en`; the locale's if not given")
	flags.BoolVar(&g.json, "json", false, "in kết quả và lỗi dạng JSON / print results and errors as JSON")
	flags.BoolVar(&g.quiet, "quiet", false, "không hiện tiến độ / show no progress")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		start.Over()
		if _, ok := ui.ParseLang(g.lang); g.lang != "" && !ok {
			return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--lang is one of vi, en, not %q", g.lang)}}
		}
		n, err := cmd.Flags().GetInt("threads")
		if err != nil {
			return nil // a command without
		}
		if n < 0 {
			return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--threads is 0 or more, not %d", n)}}
		}
		if most := max(leastMostThreads, 4*runtime.NumCPU()); n > most {
			return cmd.Flags().Set("threads", strconv.Itoa(most))
		}
		return nil
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if cmd == root && cmd.Flags().NArg() > 0 { // a command's flag behind a command there is none of, which cobra would have told next
			err = fmt.Errorf("unknown command %q for %q", cmd.Flags().Arg(0), root.Name())
			return &record.Problem{ID: record.ProblemUsage, Args: []any{err.Error(), nearestCommand(root, err.Error())}}
		}
		what := err.Error()
		var of *pflag.InvalidValueError
		if errors.As(err, &of) && errors.Is(err, strconv.ErrSyntax) {
			what = fmt.Sprintf("--%s is a number, not %q", of.GetFlag().Name, of.GetValue()) // strconv's own words are a programmer's
			if n, err := strconv.Atoi(of.GetValue()); err == nil && n < 0 {                  // of a flag that takes no such
				what = fmt.Sprintf("--%s is 0 or more, not %d", of.GetFlag().Name, n)
			}
		}
		return &record.Problem{ID: record.ProblemUsage, Args: []any{what, nearestFlag(cmd, err)}, Err: err}
	})
	root.AddCommand(newRunCommand(g), newNormalizeCommand(g), newSynthCommand(g), newEvaluateCommand(g), newSampleCommand(g), newRulesCommand(g), newLinkCommand(g), newDedupeCommand(g),
		newBlockCommand(g), newExplainCommand(g), newTrainCommand(g), newInspectCommand(g), newConvertCommand(g), newVersionCommand(g))
	root.CompletionOptions.HiddenDefaultCmd = true
	g.sayHelp(root)
	return root
}

// addThreads declares --threads, which PersistentPreRunE checks for every command that has it.
func addThreads(f *pflag.FlagSet, threads *int) {
	f.IntVar(threads, "threads", 0, "`N` luồng, 0 = mọi nhân / `N` threads, 0 = every core")
}

// language returns the language of --lang, else of the locale, else Vietnamese; chosen is false where neither of the first two says.
func (g *global) language() (lang ui.Lang, chosen bool) {
	if lang, ok := ui.ParseLang(g.lang); ok && g.lang != "" {
		return lang, true
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := g.getenv(name); v != "" {
			return ui.ParseLang(v)
		}
	}
	return ui.Vietnamese, false
}

// printer returns the catalogue in the user's language.
func (g *global) printer() *ui.Printer {
	lang, _ := g.language()
	return ui.NewPrinter(lang)
}

func (g *global) progress(p *ui.Printer) *ui.Progress {
	return ui.NewProgress(g.stderr, p, g.terminal, g.quiet || g.json, g.now)
}

// writeJSON prints a command's result for --json.
func (g *global) writeJSON(v any) error { return report.WriteJSON(g.stdout, v) }

// written is what commands that write one file say of it with --json.
type written struct {
	Out      string `json:"out"`
	Rows     int    `json:"rows"`
	Rejected int    `json:"rejected,omitempty"`
}

// columns is how wide a page may be: the terminal's columns, COLUMNS where it is none, 80 where that is not set.
func (g *global) columns() int {
	n := g.width
	if n == 0 {
		n, _ = strconv.Atoi(g.getenv("COLUMNS"))
	}
	if n < 40 {
		return 80
	}
	return n
}

func newVersionCommand(g *global) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "In phiên bản / print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if g.json {
				return g.writeJSON(struct {
					Version string `json:"version"`
				}{version()})
			}
			_, err := io.WriteString(g.stdout, "doisanh "+version()+"\n")
			return err
		},
	}
}

// version is the module's version as the build recorded it, with the commit where it is a development build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "devel"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += "-" + s.Value[:12]
			}
		}
	}
	return v
}

// here returns the place of a path given on the command line, which is taken from the working folder; "" stays what it is.
func (g *global) here(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(g.dir, path)
}

// today is the day of the clock, in its own zone.
func (g *global) today() record.Date {
	y, m, d := g.now().Date()
	return record.MakeDate(y, int(m), d)
}

// asProblem makes cobra's own complaints usage problems.
func asProblem(root *cobra.Command, err error) error {
	var p *record.Problem
	if errors.As(err, &p) {
		return err
	}
	for _, prefix := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts ", "requires ", "required flag", "invalid argument", "flag needs"} {
		if strings.HasPrefix(err.Error(), prefix) {
			what, _, _ := strings.Cut(err.Error(), "\n")
			return &record.Problem{ID: record.ProblemUsage, Args: []any{what, nearestCommand(root, what)}}
		}
	}
	return err
}
