package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/publish/served"
	"ownup/internal/status"
)

// newVerify gives the command that looks at what is served.
func newVerify(p *project) *cobra.Command {
	v := verifier{project: p}
	cmd := &cobra.Command{
		Use:   "verify URL...",
		Short: "Look at what is served: which build, how old, whether whole",
		Long: `Verify fetches the record of the build and a sample of files from each address, and
says which build it serves, how old that is, and until when its certificate holds.
Addresses that serve different builds are told of. With --digest, each has to serve
that very build, which "ownup publish --json" names.

With --reports-on it says as well what the status site shares with the site that it
reports on: whatever they share takes both down.

The exit status is 1 where readers may be misled. Advice changes nothing in it.`,
		Example: `  ownup verify https://status.example.com https://acme.github.io/status
  ownup verify https://status.example.com --reports-on https://example.com
  ownup verify https://status.example.com --digest 3cc3c0c08c`,
		Args: wants(1, 50),
		RunE: run(v.verify),
	}
	flags := cmd.Flags()
	flags.StringVar(&v.digest, "digest", "", "the digest of the build that has to be served, or its beginning")
	flags.StringVar(&v.other, "reports-on", "", "the site that the status site reports on")
	flags.DurationVar(&v.timeout, "timeout", 30*time.Second, "how long each answer may take")
	flags.BoolVar(&v.json, "json", false, "print the result as JSON")
	return cmd
}

type verifier struct {
	*project
	digest, other string
	timeout       time.Duration
	json          bool
}

// verdict is what was found at one address, as --json prints it.
type verdict struct {
	Address   string     `json:"address"`
	Generated *time.Time `json:"generated"` // null where no build was found
	Digest    string     `json:"digest"`
	Age       int64      `json:"age"`     // in seconds
	Expires   *time.Time `json:"expires"` // the end of the certificate; null: it has none
	Sampled   int        `json:"sampled"` // files that were compared with the manifest
	Wrong     []string   `json:"wrong"`
	Advice    []string   `json:"advice"`
}

func (v *verifier) verify(cmd *cobra.Command, addresses []string) error {
	ctx := cmd.Context()
	now, err := v.now(&status.Site{Zone: time.UTC})
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: v.timeout}
	names := served.Names{Addresses: net.DefaultResolver.LookupHost, Servers: net.DefaultResolver.LookupNS}
	var found []served.Found
	for _, address := range addresses {
		f := served.Look(ctx, client, address, now)
		v.expect(&f)
		if v.other != "" {
			lookup, cancel := context.WithTimeout(ctx, v.timeout)
			f.Wrong = append(f.Wrong, f.Shared(lookup, names, v.other)...)
			cancel()
		}
		found = append(found, f)
	}
	compareBuilds(found)
	wrong := 0
	for _, f := range found {
		wrong += len(f.Wrong)
	}
	if err := v.tell(found, now); err != nil {
		return err
	}
	if wrong > 0 {
		return errTold
	}
	return nil
}

// expect says whether an address serves the build that it has to.
func (v *verifier) expect(f *served.Found) {
	if v.digest != "" && f.Build.Digest != "" && !strings.HasPrefix(f.Build.Digest, v.digest) {
		f.Wrong = append(f.Wrong, fmt.Sprintf("it serves the build %s, where %.10s was expected", f.Build.Short(), v.digest))
	}
}

// compareBuilds says which addresses serve an older build than another.
func compareBuilds(found []served.Found) {
	var newest served.Found
	for _, f := range found {
		if f.Build.Generated.After(newest.Build.Generated) {
			newest = f
		}
	}
	for n := range found {
		f := &found[n]
		if f.Build.Digest != "" && f.Build.Generated.Before(newest.Build.Generated) {
			f.Wrong = append(f.Wrong, fmt.Sprintf("it serves an older build than %s, which has %s", newest.Address, newest.Build.Short()))
		}
	}
}

func (v *verifier) tell(found []served.Found, now time.Time) error {
	var all []verdict
	for _, f := range found {
		d := verdict{
			Address: f.Address, Digest: f.Build.Digest, Sampled: f.Sampled,
			Wrong: append([]string{}, f.Wrong...), Advice: append([]string{}, f.Advice...),
		}
		if !f.Build.Generated.IsZero() {
			d.Generated, d.Age = &f.Build.Generated, int64(now.Sub(f.Build.Generated)/time.Second)
		}
		if !f.Expires.IsZero() {
			d.Expires = &f.Expires
		}
		all = append(all, d)
	}
	if v.json {
		return json.NewEncoder(v.env.Stdout).Encode(all)
	}
	var errs []error
	for n, f := range found {
		_, err := fmt.Fprintln(v.env.Stdout, found[n].Address+": "+describeFound(f, now))
		errs = append(errs, err)
		for _, wrong := range f.Wrong {
			fmt.Fprintf(v.env.Stderr, "%s: %s\n", f.Address, wrong)
		}
		for _, advice := range f.Advice {
			fmt.Fprintf(v.env.Stderr, "%s: advice: %s\n", f.Address, advice)
		}
	}
	return errors.Join(errs...)
}

// describeFound says in one line what an address serves.
func describeFound(f served.Found, now time.Time) string {
	if f.Build.Digest == "" {
		return "no build"
	}
	text := fmt.Sprintf("build %s of %s, %s old", f.Build.Short(), f.Build.Generated.UTC().Format(time.RFC3339), now.Sub(f.Build.Generated).Truncate(time.Second))
	if f.Sampled > 0 {
		text += fmt.Sprintf(", %s sampled", counted(f.Sampled, "file"))
	}
	if !f.Expires.IsZero() {
		text += ", certificate until " + f.Expires.UTC().Format(time.DateOnly)
	}
	return text
}
