package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownup/internal/output"
)

func TestHostWhoseKeyIsNotKnownIsRefusedAtOnceWithAHint(t *testing.T) {
	p := hostPlace(t)
	target := p.target.(host)
	target.ssh = strings.ReplaceAll(target.ssh, "known_hosts", "none")
	o := testOptions()
	o.Clock.Wait = func(context.Context, time.Duration) error {
		return errors.New("it waits, as if that helped")
	}
	err := Send(t.Context(), firstSite(t), []Target{target}, o)[0].Err
	if err == nil || !strings.HasSuffix(err.Error(), ": ssh: Host key verification failed.\n"+
		"\tcompare the host's key with what its owner says, and add it to ~/.ssh/known_hosts, as ssh-keyscan prints it") {
		t.Errorf("%v", err)
	}
}

func TestHostThatKnowsNoKeyOfOursIsTakenAtItsWord(t *testing.T) {
	p := hostPlace(t)
	target := p.target.(host)
	other, _ := newKey(t)
	name := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(name, other, 0o600); err != nil {
		t.Fatal(err)
	}
	target.ssh = target.ssh[:strings.Index(target.ssh, "-oIdentityFile=")] + "-oIdentityFile=" + name + target.ssh[strings.Index(target.ssh, " -oIdentitiesOnly"):]
	err := Send(t.Context(), firstSite(t), []Target{target}, testOptions())[0].Err
	if err == nil || !strings.Contains(err.Error(), "Permission denied (publickey)") || !strings.Contains(err.Error(), "has to work without a question") {
		t.Errorf("%v", err)
	}
}

func TestSSHIsTakenFromTheEnvironmentByHostsAndBranches(t *testing.T) {
	server := newSSHD(t)
	dir := t.TempDir()
	gitIn(t, dir, "init", "--quiet", "--bare", "pages.git")
	t.Setenv(sshVariable, server.command)
	o := testOptions()
	o.Lookup = os.LookupEnv
	for _, address := range []string{
		"sftp://ada@127.0.0.1:" + server.port + filepath.ToSlash(dir) + "/www",
		"git+ssh://ada@127.0.0.1:" + server.port + filepath.ToSlash(dir) + "/pages.git#live",
	} {
		for _, site := range []*Site{firstSite(t), secondSite(t)} {
			if err := Send(t.Context(), site, []Target{mustParse(t, address)}, o)[0].Err; err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := gitIn(t, filepath.Join(dir, "pages.git"), "rev-list", "--count", "live"); got != "2\n" {
		t.Errorf("the branch has %s commits", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "www", "incidents", "c", "index.html")); err != nil {
		t.Error(err)
	}
}

func TestWhatAPublisherThatDiedHasLeftOnAHostIsSwept(t *testing.T) {
	p := hostPlace(t)
	dir := p.target.(host).dir
	writeFileIn(t, dir, stagingFolder+"/HALF", "<fir")
	mustPublish(t, p.target, firstSite(t))
	p.mustCarry(t, firstSite(t))
}

func TestWhatSomebodyElsePutBesideASiteOnAHostStays(t *testing.T) {
	p := hostPlace(t)
	dir := p.target.(host).dir
	writeFileIn(t, dir, "elsewhere/theirs", "theirs")
	writeFileIn(t, dir, "incidents/theirs", "theirs")
	mustPublish(t, p.target, firstSite(t))
	mustPublish(t, p.target, secondSite(t))
	p.mustCarry(t, secondSite(t), "elsewhere/theirs", "incidents/theirs")

	for _, theirs := range []string{"incidents/d/index.html", "incidents/d", "assets/style.3.css/theirs"} {
		writeFileIn(t, dir, theirs, "theirs")
		err := Send(t.Context(), siteOf(t, "third", monday.Add(2*time.Hour), map[string][]string{
			"index.html": nil, "incidents/d/index.html": nil, "assets/style.3.css": nil,
		}), []Target{p.target}, testOptions())[0].Err
		foreign, ok := errors.AsType[*output.ForeignError](err)
		if !ok || len(foreign.Paths) != 1 || !strings.HasPrefix(theirs, foreign.Paths[0]) {
			t.Errorf("%s: %v", theirs, err)
		}
		if err := os.RemoveAll(filepath.Join(dir, theirs)); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(dir, "incidents/d"))
	}
}

func TestLinkOnAHostIsNotFollowedIntoSomebodyElsesFiles(t *testing.T) {
	p := hostPlace(t)
	dir, other := p.target.(host).dir, t.TempDir()
	writeFileIn(t, other, "index.html", "theirs")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "history")); err != nil {
		t.Fatal(err)
	}
	err := Send(t.Context(), firstSite(t), []Target{p.target}, testOptions())[0].Err
	if foreign, ok := errors.AsType[*output.ForeignError](err); !ok || len(foreign.Paths) != 1 || foreign.Paths[0] != "history" {
		t.Errorf("%v", err)
	}
}

func TestOldTagOfAHostsLockTakesNothing(t *testing.T) {
	p := hostPlace(t)
	target := p.target.(host)
	open := &openHost{host: target, clock: testClock(), dial: func(ctx context.Context) (*line, error) { return target.dial(ctx, testOptions()) }}
	defer open.hangUp(nil)
	leave := func(tag string) string {
		t.Helper()
		next, err := open.leave(t.Context(), []byte("{}"), tag)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	second := leave(leave(""))
	for _, old := range []string{"", "1"} { // one is gone, the other is the one that was made last
		if tag, err := open.leave(t.Context(), []byte("{}"), old); !errors.Is(err, errOvertaken) {
			t.Errorf("after %q: %q, %v", old, tag, err)
		}
	}
	if _, tag, err := open.note(t.Context()); err != nil || tag != second {
		t.Errorf("the lock has the tag %q, want %q: %v", tag, second, err)
	}
}
