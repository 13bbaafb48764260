package internal

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// edges are the packages that may ask the machine: for the clock, the zone, the system.
var edges = []string{"cmd/ownup", "internal/cli", "internal/preview"}

// fileEdges are those that may besides reach files and programs, but no clock.
var fileEdges = map[string]string{
	"internal/output":           "writes a tree into a folder",
	"internal/content/revision": "runs git",
	"internal/publish":          "sends a tree to folders, and by git and ssh to branches and hosts",
}

// shared are the libraries that more than one package may import.
var shared = map[string]string{
	"golang.org/x/text": "its packages are libraries of their own",
}

// outside are the standard library's packages, and the roots of others, that reach out
// of the program.
var outside = []string{"database", "embed", "io/fs", "io/ioutil", "log", "net", "os", "path/filepath", "plugin", "syscall"}

// source is one Go file of the program; tests are not among them.
type source struct {
	folder string // slash-separated, from the root
	name   string
	ast    *ast.File
	set    *token.FileSet
}

func TestTheMapListsEveryFolderAndNoOther(t *testing.T) {
	var built []string
	for _, s := range sources(t) {
		if folder, ok := strings.CutPrefix(s.folder, "internal/"); ok {
			built = append(built, folder)
		}
	}
	slices.Sort(built)
	built = slices.Compact(built)
	listed := list(t)
	for _, folder := range built {
		if !slices.Contains(listed, folder) {
			t.Errorf("internal/%s holds Go files, and internal/doc.go does not list it", folder)
		}
	}
	for _, folder := range listed {
		if !slices.Contains(built, folder) {
			t.Errorf("internal/doc.go lists %s, which holds no Go files", folder)
		}
	}
}

func TestImportsRunUpwardOnly(t *testing.T) {
	listed, home := list(t), module(t)
	for _, s := range sources(t) {
		for _, imported := range s.imports() {
			to, ok := strings.CutPrefix(imported, home+"/")
			if ok && stands(listed, s.folder) && !above(listed, to, s.folder) {
				t.Errorf("%s imports %s, which does not stand above it", s.name, to)
			}
		}
	}
}

// stands reports whether a folder has a place in the list, or needs none.
func stands(listed []string, folder string) bool {
	folder, inside := strings.CutPrefix(folder, "internal/")
	return !inside || slices.Contains(listed, folder)
}

// above reports whether the folder to stands above from: the program's main above
// nothing, the themes above all of it, and in between in the order of the list.
func above(listed []string, to, from string) bool {
	to, inside := strings.CutPrefix(to, "internal/")
	from, ownInside := strings.CutPrefix(from, "internal/")
	switch {
	case !inside:
		return to == "themes" && from != to
	case !ownInside:
		return from == "cmd/ownup"
	case strings.HasPrefix(to, from+"/"):
		return true
	case strings.HasPrefix(from, to+"/"):
		return false
	default:
		return slices.Index(listed, to) < slices.Index(listed, from)
	}
}

func TestTheNounsAndTheNumbersTouchNothingOutside(t *testing.T) {
	folders := []string{"internal/markdown", "internal/status", "internal/uptime", "internal/report"}
	for _, s := range sources(t) {
		if !slices.Contains(folders, s.folder) {
			continue
		}
		for _, imported := range s.imports() {
			if reachesOutside(imported) {
				t.Errorf("%s imports %s", s.name, imported)
			}
		}
	}
}

func reachesOutside(imported string) bool {
	if imported == "net/url" || imported == "net/mail" {
		return false // an address is text
	}
	return slices.ContainsFunc(outside, func(root string) bool {
		return imported == root || strings.HasPrefix(imported, root+"/")
	})
}

func TestOnlyTheEdgesAskTheMachine(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains(edges, s.folder) {
			continue
		}
		for _, place := range s.clockReadings() {
			t.Errorf("%s: time is a value, read once by the command line", place)
		}
		if fileEdges[s.folder] != "" {
			continue
		}
		for _, imported := range s.imports() {
			if imported == "os" || strings.HasPrefix(imported, "os/") || imported == "syscall" {
				t.Errorf("%s imports %s: files come as fs.FS, the rest as values", s.name, imported)
			}
		}
	}
}

func TestEachLibraryHasOneUser(t *testing.T) {
	users := map[string][]string{}
	for _, s := range sources(t) {
		for _, imported := range s.imports() {
			if library := libraryOf(t, imported); library != "" && !slices.Contains(users[library], s.folder) {
				users[library] = append(users[library], s.folder)
			}
		}
	}
	for library, folders := range users {
		if len(folders) > 1 && shared[library] == "" {
			t.Errorf("%s is imported by %s; one of them should offer what the others need", library, strings.Join(folders, " and "))
		}
	}
}

// libraryOf gives the module that an import belongs to, or "" for the standard library
// and the program itself.
func libraryOf(t *testing.T, imported string) string {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") || strings.HasPrefix(imported, module(t)+"/") {
		return ""
	}
	best := ""
	for _, field := range strings.Fields(read(t, "go.mod")) {
		if (imported == field || strings.HasPrefix(imported, field+"/")) && len(field) > len(best) {
			best = field
		}
	}
	if best == "" {
		t.Errorf("%s is in no module of go.mod", imported)
	}
	return best
}

func TestFilesAndFunctionsStayReadable(t *testing.T) {
	for _, s := range sources(t) {
		if lines := s.line(s.ast.FileEnd); lines > 450 {
			t.Errorf("%s has %d lines", s.name, lines)
		}
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := s.line(f.End()) - s.line(f.Pos()) + 1; lines > 60 {
				t.Errorf("%s: %s has %d lines", s.set.Position(f.Pos()), f.Name.Name, lines)
			}
		}
	}
}

// module gives the path that go.mod gives the program.
func module(t *testing.T) string {
	t.Helper()
	_, rest, _ := strings.Cut(read(t, "go.mod"), "module ")
	name, _, _ := strings.Cut(rest, "\n")
	return name
}

// list reads the folders that the package comment lists, in order.
func list(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for line := range strings.Lines(file.Doc.Text()) {
		if entry, ok := strings.CutPrefix(line, "\t"); ok {
			name, _, _ := strings.Cut(entry, " ")
			folders = append(folders, strings.TrimSuffix(name, "/"))
		}
	}
	if len(folders) == 0 {
		t.Fatal("internal/doc.go lists no folders")
	}
	return folders
}

// sources parses the program, but for the map itself.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, top := range []string{"cmd", "internal", "themes"} {
		err := fs.WalkDir(os.DirFS(".."), top, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return fs.SkipDir
			case d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || name == "internal/doc.go":
				return nil
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, name, read(t, name), parser.SkipObjectResolution)
			all = append(all, source{path.Dir(name), name, file, set})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// read returns a file of the repository, named from its root.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (s source) line(p token.Pos) int { return s.set.Position(p).Line }

func (s source) imports() []string {
	var all []string
	for _, spec := range s.ast.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
			all = append(all, imported)
		}
	}
	return all
}

// clockReadings gives the places at which a file asks for the time or the zone of the
// machine.
func (s source) clockReadings() []string {
	asks := []string{"After", "AfterFunc", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}
	var places []string
	ast.Inspect(s.ast, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := selector.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(asks, selector.Sel.Name) {
			places = append(places, fmt.Sprintf("%s: time.%s", s.set.Position(x.Pos()), selector.Sel.Name))
		}
		return true
	})
	return places
}
