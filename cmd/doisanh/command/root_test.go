package command

import (
	"context"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// More threads than a few for each processor only wait for each other.
func TestMostThreads(t *testing.T) {
	root := newRoot(&global{})
	cmd, _, err := root.Find([]string{"normalize"})
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]int{"0": 0, "8": 8, "100000": max(leastMostThreads, 4*runtime.NumCPU())} {
		if err := cmd.Flags().Set("threads", given); err != nil {
			t.Fatal(err)
		}
		if err := root.PersistentPreRunE(cmd, nil); err != nil {
			t.Fatal(err)
		}
		if got, _ := cmd.Flags().GetInt("threads"); got != want {
			t.Errorf("--threads %s is %d threads, want %d", given, got, want)
		}
	}
}

// Every text of help is in both languages, which one mark parts, so that help can show the one that is wanted; and every command but version has an example.
func TestHelpIsInBothLanguages(t *testing.T) {
	root := newRoot(&global{})
	seen := 0
	check := func(of, text string) {
		seen++
		if strings.Count(text, between) != 1 {
			t.Errorf("%s: %q has no Vietnamese and English parted by %q", of, text, between)
		}
	}
	flags := func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { check(cmd.Name()+" --"+f.Name, f.Usage) })
	}
	flags(root)
	for _, cmd := range root.Commands() {
		check(cmd.Name(), cmd.Short)
		if cmd.Long != "" {
			check(cmd.Name(), cmd.Long)
		}
		if cmd.Example == "" && cmd.Name() != "version" {
			t.Errorf("%s: no example", cmd.Name())
		}
		flags(cmd)
	}
	if seen < 80 {
		t.Errorf("only %d texts", seen)
	}
}

// What a flag takes is told as what is meant (FILE, N, vi|en), never as a type of Go, which is what pflag puts where the text names none.
func TestFlagsSayWhatTheyTake(t *testing.T) {
	quoted := regexp.MustCompile("`([^`]+)`")
	seen := 0
	check := func(cmd *cobra.Command, f *pflag.Flag) {
		vi, en, _ := strings.Cut(f.Usage, between)
		names := [][][]string{quoted.FindAllStringSubmatch(vi, -1), quoted.FindAllStringSubmatch(en, -1)}
		want := 1
		if f.Value.Type() == "bool" {
			want = 0
		}
		if len(names[0]) != want || len(names[1]) != want || want > 0 && names[0][0][1] != names[1][0][1] {
			t.Errorf("%s --%s: %q names %v, want one thing in both languages, and none for a switch", cmd.Name(), f.Name, f.Usage, names)
		}
		seen += want
	}
	root := newRoot(&global{})
	for _, cmd := range append(root.Commands(), root) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { check(cmd, f) })
	}
	if seen < 50 {
		t.Errorf("only %d flags", seen)
	}
	for _, lang := range []string{"", "vi", "en"} {
		var out strings.Builder
		e := env{stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
		run(context.Background(), []string{"link", "--help", "--lang", lang}, e)
		if text := out.String(); strings.Contains(text, "`") || !strings.Contains(text, "--out DIR  ") || !strings.Contains(text, "--left-duplicates yes|no|auto  ") {
			t.Errorf("--lang %q: %s", lang, text)
		}
	}
}
