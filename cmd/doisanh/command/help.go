package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// between parts the Vietnamese of a text of help from its English. It stands once in each, which a test sees to.
const between = " / "

// sayHelp lets help speak Vietnamese too, where cobra knows English alone, and makes asking about a command that is not there a wrong usage.
func (g *global) sayHelp(root *cobra.Command) {
	root.SetUsageFunc(g.usage)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_, _ = io.WriteString(cmd.OutOrStdout(), strings.ReplaceAll(g.spoken(cmp.Or(cmd.Long, cmd.Short)), between, "\n")+"\n\n")
		_ = g.usage(cmd) // what could not be written is kept by the writer (keptError)
	})
	root.Flags().BoolP("version", "v", false, "in phiên bản / print the version")
	help := &cobra.Command{
		Use: "help [command]", Short: "Cách dùng một lệnh / how a command is used",
		Example: "  doisanh help link",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				what := fmt.Sprintf("unknown command %q for %q", strings.Join(args, " "), root.Name())
				return &record.Problem{ID: record.ProblemUsage, Args: []any{what, nearestCommand(root, what)}}
			}
			return cmd.Help()
		},
	}
	root.SetHelpCommand(help)
	for _, c := range slices.Concat(root.Commands(), []*cobra.Command{root, help}) {
		c.Flags().BoolP("help", "h", false, "cách dùng / how to use it")
	}
}

// spoken returns a text of help in the user's language, in both where none has been chosen.
func (g *global) spoken(text string) string {
	lang, chosen := g.language()
	vi, en, ok := strings.Cut(text, between)
	switch {
	case !ok || !chosen:
		return text
	case lang == ui.English:
		return en
	}
	return vi
}

// flags writes a command's flags, one a line. What a flag takes stands between backquotes in its text, as pflag wants it; where both
// languages are shown, in the first alone, for pflag takes no second.
func (g *global) flags(of *pflag.FlagSet) string {
	of.VisitAll(func(f *pflag.Flag) {
		vi, en, both := strings.Cut(g.spoken(f.Usage), between)
		if both {
			vi += between + strings.ReplaceAll(en, "`", "")
		}
		f.Usage = vi
	})
	lines := of.FlagUsages()
	if lang, chosen := g.language(); chosen && lang == ui.Vietnamese {
		lines = strings.ReplaceAll(lines, "(default ", "(mặc định ") // pflag's own word
	}
	return lines
}

// usage writes how a command is used, where cobra asks for it.
func (g *global) usage(cmd *cobra.Command) error {
	var b strings.Builder
	heading := func(text string) { b.WriteString(g.spoken(text) + ":\n") }
	heading("Cách dùng / usage")
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [command]\n", cmd.CommandPath())
	} else {
		b.WriteString("  " + strings.ReplaceAll(cmd.UseLine(), " | "+cmd.Name()+" ", "\n  "+cmd.CommandPath()+" ") + "\n")
	}
	if cmd.HasExample() {
		b.WriteByte('\n')
		heading("Ví dụ / examples")
		b.WriteString(cmd.Example + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteByte('\n')
		heading("Các lệnh / commands")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				fmt.Fprintf(&b, "  %-*s %s\n", c.NamePadding(), c.Name(), g.spoken(c.Short))
			}
		}
	}
	if cmd.HasAvailableLocalFlags() {
		b.WriteByte('\n')
		heading("Tùy chọn / flags")
		b.WriteString(g.flags(cmd.LocalFlags()))
	}
	if cmd.HasAvailableInheritedFlags() {
		b.WriteByte('\n')
		heading("Tùy chọn chung / flags of every command")
		b.WriteString(g.flags(cmd.InheritedFlags()))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s: %s [command] --help\n", g.spoken("Xem cách dùng một lệnh / how a command is used"), cmd.CommandPath())
	}
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}

// nearestFlag returns the flag of a command that was probably meant by one that it has not, empty where none is like it.
func nearestFlag(cmd *cobra.Command, err error) string {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return ""
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if name := job.Nearest(unknown.GetSpecifiedName(), names); name != "" {
		return "--" + name
	}
	return ""
}

// nearestCommand returns the command that was probably meant where cobra says that one is unknown, empty where none is like it.
func nearestCommand(root *cobra.Command, what string) string {
	var name, of string
	if n, _ := fmt.Sscanf(what, "unknown command %q for %q", &name, &of); n < 2 {
		return ""
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return job.Nearest(name, names)
}
