package cli

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownup/internal/content"
	"ownup/internal/issue"
	"ownup/internal/status"
)

// skeleton is what a new project begins with. In its files, {{name}} is replaced.
//
//go:embed skeleton
var skeleton embed.FS

// newInit gives the command that begins a project.
func newInit(p *project) *cobra.Command {
	i := initializer{project: p, url: "https://status.example.com"}
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Begin a project: a site that builds, and the workflows that publish it",
		Long: `Init writes a new project into a folder: a site.yaml to fill in, a template for
incidents, the workflows that check and publish the site on GitHub Pages, and those
by which an issue becomes an incident, for whoever is on call with a phone; with
--gitlab a pipeline that publishes it on GitLab Pages. Nothing that is there already
is touched.

The workflows build ownup from its repository, which --generator names. Without
it they ask two variables of your repository: OWNUP_REPOSITORY and OWNUP_REF.`,
		Example: `  ownup init my-status
  ownup init my-status --title "Acme Status" --url https://status.acme.com --timezone Europe/Berlin
  ownup init my-status --generator acme/ownup@v1`,
		Args: wants(1, 1),
		RunE: i.run,
	}
	cmd.Flags().StringVar(&i.title, "title", "Our Status", "the site's title")
	cmd.Flags().Var(&i.url, "url", "where the site will live")
	cmd.Flags().StringVar(&i.timezone, "timezone", "UTC", "the zone that cuts the days, an IANA name")
	cmd.Flags().StringVar(&i.generator, "generator", "", "ownup's repository on GitHub, as OWNER/REPO@REF")
	cmd.Flags().BoolVar(&i.gitlab, "gitlab", false, "write a pipeline for GitLab instead of workflows for GitHub")
	return cmd
}

type initializer struct {
	*project
	title, timezone, generator string
	url                        address
	gitlab                     bool
}

// generatorForm is OWNER/REPO@REF.
var generatorForm = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)@([A-Za-z0-9][A-Za-z0-9._/-]*)$`)

func (i *initializer) run(cmd *cobra.Command, args []string) error {
	repository, ref, err := i.source()
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(i.timezone)
	switch {
	case strings.TrimSpace(i.title) == "" || i.url == "":
		return errors.New("a site needs a --title and a --url")
	case err != nil || i.timezone == "" || i.timezone == "Local":
		return fmt.Errorf("unknown --timezone %q: it is a name of the IANA database, such as Europe/Berlin or UTC", i.timezone)
	}
	return run(func(*cobra.Command, []string) error {
		now, err := i.now(&status.Site{Zone: zone})
		if err != nil {
			return err
		}
		return i.write(args[0], now, map[string]string{
			"title": content.Scalar(i.title), "url": content.Scalar(string(i.url)), "timezone": content.Scalar(i.timezone),
			"since":                now.In(zone).Format("2006-01-02"),
			"generator repository": repository, "ref": ref,
		})
	})(cmd, args)
}

// source gives where the workflows take ownup from: what --generator says, else variables
// of the repository that they run in.
func (i *initializer) source() (repository, ref string, err error) {
	m := generatorForm.FindStringSubmatch(i.generator)
	switch {
	case i.generator == "" && i.gitlab:
		return "$OWNUP_REPOSITORY", "$OWNUP_REF", nil
	case i.generator == "":
		return "${{ vars.OWNUP_REPOSITORY }}", "${{ vars.OWNUP_REF || 'main' }}", nil
	case m == nil:
		return "", "", fmt.Errorf("--generator is %q, where OWNER/REPO@REF was expected", i.generator)
	case i.gitlab:
		return "https://github.com/" + m[1] + ".git", m[2], nil
	}
	return m[1], m[2], nil
}

// places says where those files of the skeleton go that do not keep their path.
var places = map[string]string{
	"gitignore":             ".gitignore",
	"gitlab-ci.yml":         ".gitlab-ci.yml",
	"workflow-check.yml":    ".github/workflows/check.yml",
	"workflow-incident.yml": ".github/workflows/incident.yml",
	"workflow-publish.yml":  ".github/workflows/publish.yml",
}

// formFile is the form by which incidents are opened from a phone.
const formFile = ".github/ISSUE_TEMPLATE/incident.yml"

// write writes the skeleton, after it has made sure that nothing of it is there and that
// the site builds with these values.
func (i *initializer) write(dir string, now time.Time, values map[string]string) error {
	dir = i.path(dir)
	files, err := i.files(values)
	if err != nil {
		return err
	}
	site, err := try(files)
	if err != nil {
		return err
	}
	if !i.gitlab {
		files[formFile] = issue.Form(site, incidentLabel, now)
	}
	names := slices.Sorted(maps.Keys(files))
	taken := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		return err != nil
	})
	if len(taken) > 0 {
		return fmt.Errorf("%s holds %s already, and nothing there is touched", dir, strings.Join(taken, ", "))
	}
	if err := writeFiles(dir, files); err != nil {
		return fmt.Errorf("write the project: %w", err)
	}
	for _, name := range names {
		fmt.Fprintln(i.env.Stdout, filepath.Join(dir, filepath.FromSlash(name)))
	}
	fmt.Fprintf(i.env.Stderr, "next: fill in %s, then run\n\townup -C %s serve\n", filepath.Join(dir, "content", "site.yaml"), dir)
	fmt.Fprintf(i.env.Stderr, "to open incidents from a phone, make the label %q in your repository on GitHub\n", incidentLabel)
	switch {
	case i.generator == "" && i.gitlab:
		fmt.Fprintln(i.env.Stderr, "to publish from GitLab, set two variables of your project:\n\tOWNUP_REPOSITORY (an address from which git clones ownup) and OWNUP_REF (a tag or a branch of it)")
	case i.generator == "":
		fmt.Fprintln(i.env.Stderr, "to publish from GitHub, set two variables of your repository:\n\tOWNUP_REPOSITORY (where ownup is, as OWNER/REPO) and OWNUP_REF (a tag or a branch of it)")
	}
	return nil
}

// try loads the files from a folder that is gone afterwards.
func try(files map[string][]byte) (*status.Site, error) {
	dir, err := os.MkdirTemp("", "ownup-init-")
	if err != nil {
		return nil, fmt.Errorf("try the project: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := writeFiles(dir, files); err != nil {
		return nil, fmt.Errorf("try the project: %w", err)
	}
	return content.Load(os.DirFS(dir))
}

// writeFiles writes files below a folder, and the folders that they need.
func writeFiles(dir string, files map[string][]byte) error {
	for name, b := range files {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, b, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// files gives the skeleton with its values, by path in the project.
func (i *initializer) files(values map[string]string) (map[string][]byte, error) {
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, "{{"+name+"}}", value)
	}
	fill := strings.NewReplacer(pairs...)
	files := map[string][]byte{}
	err := fs.WalkDir(skeleton, "skeleton", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := skeleton.ReadFile(name)
		name = strings.TrimPrefix(name, "skeleton/")
		if i.gitlab && strings.HasPrefix(name, "workflow-") || !i.gitlab && name == "gitlab-ci.yml" {
			return err
		}
		if place, ok := places[name]; ok {
			name = place
		}
		files[name] = []byte(fill.Replace(string(b)))
		return err
	})
	for name, b := range schemas() {
		files[path.Join(schemaFolder, name)] = b
	}
	return files, err
}
