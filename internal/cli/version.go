package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// newVersion gives the command that says which ownup this is.
func newVersion(p *project) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which ownup this is",
		Args:  wants(0, 0),
		RunE: run(func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.env.Stdout, "ownup %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}),
	}
}

// version gives the version or the revision that the program was built from, as far as
// the build says.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	if v := build.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	revision, modified := "(devel)", ""
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 10:
			revision = s.Value[:10]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "+changes"
		}
	}
	return revision + modified
}
