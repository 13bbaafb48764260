// Package importer brings a history from another status page: it reads what the other
// tool has written, turns it into the nouns of package status, and these into the files
// that a person would have written.
//
//	stactus      a folder: stactus.yaml, incidents/*.yaml
//	statuspage   Atlassian Statuspage's public API, from files or a URL
//	cstate       a folder: config.yml, content/issues/*.md
//	upptime      a clone: .upptimerc.yml, history/*.yml, its log of commits, its issues
//	statusfy     a folder: config.js, locales/*.json, content/*.md
//	instatus     summary.json and components.json, from files or a URL
//	statusio     the public API's status document, from a file or a URL
//	googlecloud  incidents.json, from a file or a URL
//
// The data flows one way: files → [History] → [Plan] → a project's folder. A plan holds
// every file to write and a [Report], which names each guess and everything that was left
// behind. Nothing is written here, and nothing is ever lost in silence: a record that
// cannot become a file is refused by name.
//
// An import can run again. A manifest remembers the hash of each file that was written;
// a file that a person has edited since is theirs, and is left alone.
package importer

import (
	"fmt"
	"io/fs"
	"slices"
	"time"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// Source is one tool's way to write a history down.
type Source interface {
	// Read gives the history that the input holds, and tells the report what it guesses
	// and leaves behind. An error means that there is no such history at all.
	Read(in Input, r *Report) (*History, error)
}

// Input is what a source reads.
type Input struct {
	Files   fs.FS             // what the other tool has written; everything in it may be hostile
	Commits []status.Revision // of Upptime: those of its folder history, in any order
	Issues  []byte            // of Upptime: GitHub's issues, as its API gives them; may be empty
	Source  string            // of Upptime: the name of the file of issues, for the report; "issues" if empty
	Now     time.Time         // what is not over by then is still open
}

// History is what a source holds, as far as ownup has words for it.
type History struct {
	Pos       diag.Pos // where the source describes its page
	Title     string
	URL       string // of the old page; may be empty
	Zone      *time.Location
	Languages []string // the first is the default; may be empty
	Groups    []status.Group
	Records   []Record
	Files     map[string][]byte // pictures and metrics, by path from the project's folder
	Moved     map[string]string // old paths that are no incident's, with the new ones: "affected/core/" to "components/core/"
}

// Record is one incident, maintenance or notice with its place in the source.
type Record struct {
	Key      string   // what the source calls it: permanent, unlike that of any other
	Pos      diag.Pos // where it stands in the source
	Name     string   // the file's name, if the source has one; else it is made of day and title
	Incident status.Incident
	Pictures map[string][]byte // beside the incident's file, by name
}

// sources are the tools, by name.
func sources() map[string]Source {
	return map[string]Source{
		"cstate": cstate{}, "googlecloud": googlecloud{}, "instatus": instatus{}, "statusio": statusio{}, "stactus": stactus{}, "statuspage": statuspage{}, "statusfy": statusfy{}, "upptime": upptime{},
	}
}

// Tools gives the names of all tools, sorted.
func Tools() []string {
	var names []string
	for name := range sources() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Known says whether there is a tool of this name; the error names the nearest.
func Known(tool string) error {
	if _, ok := sources()[tool]; !ok {
		return fmt.Errorf("unknown tool %q\n\t%s", tool, diag.DidYouMean(tool, Tools()))
	}
	return nil
}

// Import reads a tool's history and plans which files the project gets. The project is
// what stands in the folder already; it may be empty. The error says that the tool is
// not known or that the input holds no history of it.
func Import(tool string, in Input, project fs.FS) (*Plan, error) {
	if err := Known(tool); err != nil {
		return nil, err
	}
	r := &Report{Tool: tool}
	h, err := sources()[tool].Read(in, r)
	if err != nil {
		return nil, err
	}
	m, err := readManifest(project)
	if err != nil {
		return nil, err
	}
	site := settle(h, m.names(tool), in.Now, r)
	return plan(tool, site, project, m, r)
}
