package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/record"
)

// sayHelp lets help speak both languages, where cobra knows English alone, and makes asking about a command that is not there a wrong usage.
func sayHelp(root *cobra.Command) {
	root.SetUsageFunc(usage)
	root.Flags().BoolP("version", "v", false, "in phiên bản / print the version")
	help := &cobra.Command{
		Use: "help [command]", Short: "Cách dùng một lệnh / how a command is used",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("unknown command %q for %q", strings.Join(args, " "), root.Name())}}
			}
			return cmd.Help()
		},
	}
	root.SetHelpCommand(help)
	for _, c := range slices.Concat(root.Commands(), []*cobra.Command{root, help}) {
		c.Flags().BoolP("help", "h", false, "cách dùng / how to use it")
	}
}

// usage writes how a command is used, where cobra asks for it.
func usage(cmd *cobra.Command) error {
	var b strings.Builder
	b.WriteString("Cách dùng / usage:\n")
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [command]\n", cmd.CommandPath())
	} else {
		fmt.Fprintf(&b, "  %s\n", cmd.UseLine())
	}
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nVí dụ / examples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCác lệnh / commands:\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				fmt.Fprintf(&b, "  %-*s %s\n", c.NamePadding(), c.Name(), c.Short)
			}
		}
	}
	if cmd.HasAvailableLocalFlags() {
		fmt.Fprintf(&b, "\nTùy chọn / flags:\n%s", cmd.LocalFlags().FlagUsages())
	}
	if cmd.HasAvailableInheritedFlags() {
		fmt.Fprintf(&b, "\nTùy chọn chung / flags of every command:\n%s", cmd.InheritedFlags().FlagUsages())
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\nXem cách dùng một lệnh / how a command is used: %s [command] --help\n", cmd.CommandPath())
	}
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}
