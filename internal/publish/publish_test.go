package publish

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"ownup/internal/output"
)

// everyPlace runs a test with each kind of target.
func everyPlace(t *testing.T, test func(t *testing.T, p place)) {
	for name, open := range map[string]func(testing.TB) place{
		"folder":                     func(tb testing.TB) place { return folderPlace(tb) },
		"branch":                     func(tb testing.TB) place { return branchPlace(tb, "") },
		"branch without its history": func(tb testing.TB) place { return branchPlace(tb, "?history=replace") },
		"bucket":                     func(tb testing.TB) place { return bucketPlace(tb).place },
		"bucket of versitygw":        func(tb testing.TB) place { return gatewayPlace(tb).place },
		"container":                  func(tb testing.TB) place { return azurePlace(tb).place },
		"host":                       hostPlace,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func TestPublishBringsATargetFromOneSiteToTheNext(t *testing.T) {
	everyPlace(t, func(t *testing.T, p place) {
		first := mustPublish(t, p.target, firstSite(t))
		p.mustCarry(t, firstSite(t))
		if first.Changed != 9 || first.Removed != 0 || first.Bytes < 8*100 {
			t.Errorf("the first publish: %+v", first)
		}
		if again := mustPublish(t, p.target, firstSite(t)); again.Changed+again.Removed != 0 {
			t.Errorf("the same site again: %+v", again)
		}
		second := mustPublish(t, p.target, secondSite(t))
		p.mustCarry(t, secondSite(t))
		if second.Changed != 7 || second.Removed != 3 {
			t.Errorf("the second site: %+v", second)
		}
	})
}

func TestPublishNeverReplacesANewerBuildUnlessForced(t *testing.T) {
	everyPlace(t, func(t *testing.T, p place) {
		mustPublish(t, p.target, secondSite(t))
		o := testOptions()
		err := Send(t.Context(), firstSite(t), []Target{p.target}, o)[0].Err
		if newer, ok := errors.AsType[*NewerError](err); !ok || !newer.There.Equal(monday.Add(time.Hour)) {
			t.Errorf("an older build: %v", err)
		}
		p.mustCarry(t, secondSite(t))
		o.Force = true
		if err := Send(t.Context(), firstSite(t), []Target{p.target}, o)[0].Err; err != nil {
			t.Error(err)
		}
		p.mustCarry(t, firstSite(t))
	})
}

func TestDryRunSaysWhatWouldBeDoneAndDoesNothing(t *testing.T) {
	everyPlace(t, func(t *testing.T, p place) {
		mustPublish(t, p.target, firstSite(t))
		o := testOptions()
		o.DryRun = true
		got := Send(t.Context(), secondSite(t), []Target{p.target}, o)[0]
		if got.Err != nil || got.Result.Changed != 7 || got.Result.Removed != 3 {
			t.Errorf("%+v", got)
		}
		p.mustCarry(t, firstSite(t))
	})
}

func TestNewerOfTwoPublishersAtOnceWinsAndNothingIsMixed(t *testing.T) {
	everyPlace(t, func(t *testing.T, p place) {
		for range 5 {
			sites := []*Site{firstSite(t), secondSite(t)}
			errs := make([]error, 2)
			var publishers sync.WaitGroup
			for n, site := range sites {
				publishers.Go(func() {
					o := testOptions()
					o.Clock = Clock{Now: time.Now, Wait: pause}
					errs[n] = Send(t.Context(), site, []Target{p.target}, o)[0].Err
				})
			}
			publishers.Wait()
			if _, newer := errors.AsType[*NewerError](errs[0]); errs[0] != nil && !newer || errs[1] != nil {
				t.Errorf("the older one: %v; the newer one: %v", errs[0], errs[1])
			}
			p.mustCarry(t, sites[1])
		}
	})
}

// pause waits for a hundredth of d.
func pause(ctx context.Context, d time.Duration) error {
	short, cancel := context.WithTimeout(ctx, d/100)
	defer cancel()
	<-short.Done()
	return ctx.Err()
}

func TestOneTargetThatFailsDoesNotStopTheOthers(t *testing.T) {
	good, late := folderPlace(t), branchPlace(t, "")
	gone := mustParse(t, "git+file:///no/such/repository#gh-pages")
	outcomes := Send(t.Context(), firstSite(t), []Target{good.target, gone, late.target}, testOptions())
	if outcomes[0].Err != nil || outcomes[1].Err == nil || outcomes[2].Err != nil {
		t.Errorf("%v", outcomes)
	}
	if text := outcomes[1].Err.Error(); !strings.HasPrefix(text, "publish to git+file:///no/such/repository#gh-pages: git ls-remote: ") {
		t.Error(text)
	}
	good.mustCarry(t, firstSite(t))
	late.mustCarry(t, firstSite(t))
}

func TestFolderThatHoldsSomebodyElsesFilesIsLeftAlone(t *testing.T) {
	p := folderPlace(t)
	dir := p.target.(folder).dir
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/index.html", []byte("theirs"), 0o666); err != nil {
		t.Fatal(err)
	}
	err := Send(t.Context(), firstSite(t), []Target{p.target}, testOptions())[0].Err
	if _, ok := errors.AsType[*output.ForeignError](err); !ok {
		t.Errorf("%v", err)
	}
}
