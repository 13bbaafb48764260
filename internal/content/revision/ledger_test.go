package revision

import (
	"errors"
	"strings"
	"testing"
)

const told = "refs/ownup/told"

func TestALedgerIsKeptBesideTheFilesAndSharedByTheRemote(t *testing.T) {
	a, b := pair(t)
	ctx := t.Context()
	if _, err := Ledger(ctx, a.dir, told); !errors.Is(err, ErrNoLedger) {
		t.Fatalf("before it begins: %v", err)
	}
	if err := KeepLedger(ctx, a.dir, told, "one\n", "begins", noon); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*repository{b, a} {
		if got, err := Ledger(ctx, r.dir, told); err != nil || got != "one\n" {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := KeepLedger(ctx, b.dir, told, "two\n", "goes on", noon); err != nil {
		t.Fatal(err)
	}
	// The other does not know of it yet.
	err := KeepLedger(ctx, a.dir, told, "three\n", "is too late", noon)
	if err == nil || !strings.Contains(err.Error(), "somebody else has written it meanwhile") {
		t.Errorf("%v", err)
	}
	if got, err := Ledger(ctx, a.dir, told); err != nil || got != "two\n" {
		t.Errorf("%q, %v", got, err)
	}
	if got, want := b.git("log", "--format=%an %aI %s", told), "ownup 2026-09-03T12:00:00+00:00 goes on\nownup 2026-09-03T12:00:00+00:00 begins\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, r := range []*repository{a, b} {
		if got := r.git("status", "--porcelain"); got != "" {
			t.Errorf("the work tree is touched: %s", got)
		}
	}
}

func TestALedgerThatIsNotPushedIsTakenBack(t *testing.T) {
	a, _ := pair(t)
	ctx := t.Context()
	a.git("remote", "set-url", "--push", "origin", a.dir+"/nowhere")
	if err := KeepLedger(ctx, a.dir, told, "one\n", "begins", noon); err == nil {
		t.Fatal("no error")
	}
	if _, err := Ledger(ctx, a.dir, told); !errors.Is(err, ErrNoLedger) {
		t.Errorf("%v", err)
	}
}

func TestWhetherALedgerCanBePushedIsKnownBefore(t *testing.T) {
	a, _ := pair(t)
	ctx := t.Context()
	for _, begun := range []bool{false, true} {
		if begun {
			if err := KeepLedger(ctx, a.dir, told, "one\n", "begins", noon); err != nil {
				t.Fatal(err)
			}
		}
		if err := CheckLedger(ctx, a.dir, told); err != nil {
			t.Errorf("begun: %t: %v", begun, err)
		}
	}
	a.git("remote", "set-url", "--push", "origin", a.dir+"/nowhere")
	if err := CheckLedger(ctx, a.dir, told); err == nil || !strings.HasPrefix(err.Error(), "the ledger refs/ownup/told cannot be kept: ") {
		t.Errorf("%v", err)
	}
}

func TestALedgerNeedsNoRemote(t *testing.T) {
	r := newRepository(t)
	r.write("content/site.yaml", "title: T\n")
	r.commit("site")
	if err := KeepLedger(t.Context(), r.dir, told, "one\r\n", "begins", noon); err != nil {
		t.Fatal(err)
	}
	if got, err := Ledger(t.Context(), r.dir+"/content", told); err != nil || got != "one\r\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestALedgerSaysWhyItCannotBeRead(t *testing.T) {
	r := newRepository(t)
	for dir, want := range map[string]string{r.dir: "it is no name of a ref", t.TempDir(): "not a git repository"} {
		ref := told
		if dir == r.dir {
			ref = "refs/heads/a..b"
		}
		if _, err := Ledger(t.Context(), dir, ref); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
