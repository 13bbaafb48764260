package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ownup/internal/diag"
)

// printUsage says what is wrong with a command line, and where its help is.
func printUsage(w io.Writer, cmd *cobra.Command, err error) {
	help := "ownup help"
	if cmd.HasParent() {
		help = cmd.CommandPath() + " --help"
	}
	fmt.Fprintf(w, "ownup: %v\n\tsee %q\n", err, help)
}

// wants is a command's claim to so many arguments, which its line of usage names.
func wants(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("an argument is missing: it is %s", cmd.UseLine())
		case len(args) > most:
			return fmt.Errorf("unexpected argument %q: it is %s", args[most], cmd.UseLine())
		}
		return nil
	}
}

// unknownCommand complains of a word where a command's name was expected.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return fmt.Errorf("unknown command %q%s", cmd.CommandPath()+" "+args[0], near(args[0], "", names))
}

// unknownFlag adds to an error about a flag the one that may be meant.
func unknownFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return fmt.Errorf("%w%s", err, near(unknown.GetSpecifiedName(), "--", names))
}

// near gives a line with the known word that may be meant, if there is one.
func near(word, prefix string, known []string) string {
	if n := diag.Nearest(word, known); n != "" {
		return fmt.Sprintf("\n\tdid you mean %q?", prefix+n)
	}
	return ""
}

// completes makes of cobra's command for completion one that knows its shells.
func completes(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Args = unknownCommand
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}
