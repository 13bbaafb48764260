package preview_test

import (
	"context"
	"errors"
	"os"
	"regexp"
	"sync"
	"testing"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ownup/internal/preview"
)

// open opens a page in Chromium, which OWNUP_CHROME names or the PATH holds. A message on
// the console, as a breach of the policy is one, fails the test.
func open(t *testing.T, url string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)
	if path := os.Getenv("OWNUP_CHROME"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	var once sync.Once
	complain := func(words any) { once.Do(func() { t.Errorf("the console says %v", words) }) }
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *log.EventEntryAdded:
			complain(e.Entry.Text + " " + e.Entry.URL)
		case *runtime.EventExceptionThrown:
			complain(e.ExceptionDetails.Error())
		}
	})
	do(ctx, t, chromedp.Navigate(url))
	return ctx
}

func do(ctx context.Context, t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// says waits until an element says something, over any number of reloads.
func says(selector, text string) chromedp.Action {
	poll := chromedp.PollFunction("(at, text) => document.querySelector(at)?.innerText.includes(text)", nil,
		chromedp.WithPollingArgs(selector, text), chromedp.WithPollingTimeout(0))
	return chromedp.ActionFunc(func(ctx context.Context) error {
		for {
			err := poll.Do(ctx)
			if gone, ok := errors.AsType[*cdproto.Error](err); !ok || gone.Code != -32000 {
				return err // else the page that was asked has been left
			}
		}
	})
}

// script waits for the bar, and runs a script that gives nothing.
func script(source string) chromedp.Action {
	return chromedp.Tasks{says("ownup-preview button", "Go"), chromedp.Evaluate(source, nil)}
}

func TestChromiumReloadsShowsProblemsAndTravels(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "index.txt", "one")
	b := serve(t, preview.Preview{
		Watch:  folder,
		Policy: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'",
	})
	ctx := open(t, b.url+"/")
	do(ctx, t, says("p", "one, at 13:00"), says("ownup-preview", "Preview of"))

	save(t, folder, "two")
	do(ctx, t, says("p", "two, at 13:00"))

	save(t, folder, "three\nBROKEN")
	do(ctx, t, says("ownup-preview details", "content/index.txt:2:1"), says("p", "two, at 13:00"))

	save(t, folder, "four")
	do(ctx, t, says("p", "four, at 13:00"))

	do(ctx, t, script("document.querySelector('ownup-preview form a').click()"), says("p", "four, at 12:00"))
	save(t, folder, "five")
	do(ctx, t, says("p", "five, at 12:00"))
	do(ctx, t, script("document.querySelector('ownup-preview a[href=\"?now=\"]').click()"), says("p", "five, at 13:00"))
	do(ctx, t,
		script("document.querySelector('ownup-preview input').value = '2013-09-03T07:30'"),
		script("document.querySelector('ownup-preview button').click()"),
		says("p", "five, at 11:30"))

	var clock string
	do(ctx, t, chromedp.Evaluate("new Date().toISOString() + ' ' + new Date(Date.now()).toISOString() + ' ' + new Date(0).getTime()", &clock))
	if !regexp.MustCompile(`^(2013-09-03T11:3\d):\S+ 2013-09-03T11:3\d:\S+ 0$`).MatchString(clock) {
		t.Errorf("a page of 11:30 is told that it is %s", clock)
	}
}

// save replaces the home page at one stroke: one change, and one reload.
func save(t *testing.T, folder, text string) {
	t.Helper()
	put(t, folder, ".new", text)
	rename(t, folder, ".new", "index.txt")
}
