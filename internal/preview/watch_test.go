package preview_test

import (
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownup/internal/output"
	"ownup/internal/preview"
)

func TestBrowserIsToldOfEveryKindOfChange(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "content")
	put(t, folder, "index.txt", "home", "2013/a.txt", "a")
	b := serve(t, preview.Preview{Watch: folder})
	told := b.listen()

	t.Log("a file is edited")
	put(t, folder, "index.txt", "home again")
	b.becomes(told, "/", "home again")

	t.Log("an editor saves by renaming")
	put(t, folder, ".index.txt.swp", "home, renamed")
	rename(t, folder, ".index.txt.swp", "index.txt")
	b.becomes(told, "/", "home, renamed")

	t.Log("a file in a new folder in a new folder")
	put(t, folder, "2014/09/b.txt", "b")
	b.becomes(told, "/2014/09/b.html", "<p>b,")

	t.Log("that file is edited")
	put(t, folder, "2014/09/b.txt", "b again")
	b.becomes(told, "/2014/09/b.html", "<p>b again,")

	t.Log("its outer folder is renamed")
	rename(t, folder, "2014", "2015")
	b.becomes(told, "/2015/09/b.html", "<p>b again,")
	b.mustRead("/2014/09/b.html", "nothing here")

	t.Log("and the file is edited in its new place")
	put(t, folder, "2015/09/b.txt", "b for good")
	b.becomes(told, "/2015/09/b.html", "<p>b for good,")

	t.Log("a file is removed")
	if err := os.Remove(filepath.Join(folder, "2013", "a.txt")); err != nil {
		t.Fatal(err)
	}
	b.becomes(told, "/2013/a.html", "nothing here")
}

func TestBrowserIsToldWhenTheFolderItselfIsReplaced(t *testing.T) {
	project := t.TempDir()
	folder := filepath.Join(project, "content")
	put(t, project, "content/index.txt", "old", "next/index.txt", "new")
	b := serve(t, preview.Preview{Watch: folder})
	told := b.listen()
	rename(t, project, "content", "before")
	rename(t, project, "next", "content")
	b.becomes(told, "/", "<p>new,")
	put(t, folder, "index.txt", "newer")
	b.becomes(told, "/", "<p>newer,")
}

func TestChangesThatAreNotTheSitesAreNotTold(t *testing.T) {
	project := t.TempDir()
	folder := filepath.Join(project, "content")
	put(t, folder, "index.txt", "home")
	b := serve(t, preview.Preview{Watch: folder})
	told := b.listen()
	before := b.read("/-/preview/bar")
	put(t, folder, ".index.txt.swp", "", "index.txt~", "", "#index.txt#", "", "../public/index.html", "")
	if err := os.Chmod(filepath.Join(folder, "index.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, folder, ".index.txt.new", "one change")
	rename(t, folder, ".index.txt.new", "index.txt")
	name := told.next()
	b.mustRead("/", "one change", name)
	if !strings.Contains(before, "-0\"") || !strings.HasSuffix(name, "-1") {
		t.Errorf("the edition after one change is %s, before it was %s", name, before)
	}
}

func TestProblemsAreShownOverTheLastGoodPageUntilTheyAreMended(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "good", "a.txt", "")
	log := newNotes()
	b := serve(t, preview.Preview{Watch: folder, Log: log})
	b.mustRead("/", "<p>good,", `data-problems="0"`)
	told := b.listen()

	put(t, folder, "index.txt", "worse", "a.txt", "fine\nBROKEN <a>\nBROKEN b")
	want := []string{
		`data-problems="2"`, "2 problems: this page is the last good one",
		"<code>content/a.txt:2:1</code>", "&#34;BROKEN &lt;a&gt;&#34; is broken", "<pre>mend it &lt;here&gt;</pre>",
		"<code>content/a.txt:3:1</code>",
	}
	b.becomes(told, "/-/preview/bar", want...)
	b.mustRead("/", append(want, "<p>good,")...)
	b.mustRead("/style.css", "body {}")
	b.mustRead("/?now=2013-09-03T07:30", "2 problems", "content/a.txt:2:1") // never seen: no last good page
	b.mustRead("/?now=", "<p>good,")
	log.await("content/a.txt:2:1: \"BROKEN <a>\" is broken\n\tmend it <here>\n")

	put(t, folder, "a.txt", "mended")
	b.becomes(told, "/", "<p>worse,", `data-problems="0"`)
	log.await("built again: 7 files in ")
}

func TestProblemsAloneAreShownBeforeAnyGoodBuild(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "BROKEN")
	b := serve(t, preview.Preview{Watch: folder})
	told := b.listen()
	if got := b.ask("GET", "/incidents/a/"); got.status != http.StatusInternalServerError {
		t.Errorf("got %d", got.status)
	}
	b.mustRead("/incidents/a/", "<summary>1 problem</summary>", "<code>content/index.txt:1:1</code>", "preview.js")
	put(t, folder, "index.txt", "mended")
	b.becomes(told, "/", "<p>mended,")
}

func TestErrorThatIsNoListOfProblemsIsShownAsItIs(t *testing.T) {
	b := serve(t, preview.Preview{Watch: t.TempDir(), Build: func(time.Time) (output.Tree, error) {
		return output.Tree{}, errors.New("git has left")
	}})
	b.mustRead("/", "<strong>git has left</strong>")
}

func TestPreviewWithoutWatchingBuildsEachPageAnew(t *testing.T) {
	for name, missing := range map[string]string{"no folder": "", "a folder that is not there": "missing"} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			folder := t.TempDir()
			put(t, folder, "index.txt", "one")
			log := newNotes()
			b := serve(t, preview.Preview{Build: build(folder), Watch: missing, Log: log})
			b.mustRead("/", "<p>one,")
			put(t, folder, "index.txt", "two")
			b.mustRead("/", "<p>two,")
			log.await("reload the page to see them")
		})
	}
}

func TestStreamsEndWithThePreview(t *testing.T) {
	folder := t.TempDir()
	t.Run("preview", func(t *testing.T) {
		b := serve(t, preview.Preview{Watch: folder})
		b.listen()
		b.listen()
	}) // its end waits for the streams
}

func TestListenerThatFailsIsAnError(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	p := preview.Preview{Watch: t.TempDir(), Build: build(t.TempDir()), Now: func() time.Time { return outage }}
	if err := p.Serve(t.Context(), listener); err == nil || !strings.HasPrefix(err.Error(), "serve the preview: ") {
		t.Errorf("got %v", err)
	}
}
