package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The tests whose files begin with "browser" look at built sites as visitors do: from a
// plain file server, in Chromium without a window.

// browser is a Chromium that runs until its test has ended.
type browser struct{ ctx context.Context }

// newBrowser starts the Chromium that OWNUP_CHROME names, or the one in the PATH, with
// further variables in its environment.
func newBrowser(t *testing.T, environment ...string) browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // root, as in a container, may have none
		chromedp.Env(environment...),
		chromedp.WSURLReadTimeout(time.Minute))
	if path := os.Getenv("OWNUP_CHROME"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return browser{ctx}
}

// tab is a tab of a browser. It notes whatever a page should not do.
type tab struct {
	t    *testing.T
	ctx  context.Context
	home string // what every request begins with

	mu     sync.Mutex
	asked  []string // the addresses of all requests
	faults []string
}

// zoneOfExample is the zone of the example site, and so of the visitors who see its times
// as they are written.
const zoneOfExample = "America/Denver"

// tab opens a tab for a site. Its visitor lives in the example's zone and has a window
// 1280 pixels wide.
func (b browser) tab(t *testing.T, site *host) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	v := &tab{t: t, ctx: ctx, home: site.url}
	chromedp.ListenTarget(ctx, v.note)
	if err := chromedp.Run(ctx); err != nil { // what opens a tab, also closes it where it ends
		t.Fatal(err)
	}
	v.do(emulation.SetTimezoneOverride(zoneOfExample), chromedp.EmulateViewport(1280, 800))
	return v
}

// note takes down an event.
func (v *tab) note(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	fault := func(format string, args ...any) { v.faults = append(v.faults, fmt.Sprintf(format, args...)) }
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		v.asked = append(v.asked, e.Request.URL)
		if !strings.HasPrefix(e.Request.URL, v.home) {
			fault("asks another site: %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			fault("status %d: %s", e.Response.Status, e.Response.URL)
		}
	case *network.EventLoadingFailed:
		fault("a request failed: %s %s", e.Type, e.ErrorText)
	case *log.EventEntryAdded:
		fault("console: %s %s", e.Entry.Text, e.Entry.URL)
	case *runtime.EventConsoleAPICalled:
		fault("console: %s", e.Type)
	case *runtime.EventExceptionThrown:
		fault("script: %s", e.ExceptionDetails.Error())
	}
}

// do runs actions, and ends the test where one fails.
func (v *tab) do(actions ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		v.t.Fatal(err)
	}
}

// open opens a page of the site, by its address from the site's root, and returns what
// it should not have done.
func (v *tab) open(path string) []string {
	v.t.Helper()
	v.mu.Lock()
	v.asked, v.faults = nil, nil
	v.mu.Unlock()
	v.do(chromedp.Navigate(v.home + path))
	evaluate[int](v, "0") // what its answer comes after has been noted
	return v.faultsSoFar()
}

// faultsSoFar gives what the tab should not have done since the page was opened.
func (v *tab) faultsSoFar() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string(nil), v.faults...)
}

// requests gives the addresses of all requests since the page was opened.
func (v *tab) requests() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string(nil), v.asked...)
}

// evaluate gives the value of an expression in the page. Where it is a function, the
// arguments are its own; a promise is waited for.
func evaluate[T any](v *tab, expression string, args ...any) T {
	v.t.Helper()
	if len(args) > 0 {
		encoded, err := json.Marshal(args)
		if err != nil {
			v.t.Fatal(err)
		}
		expression = fmt.Sprintf("(%s)(...%s)", expression, encoded)
	}
	var value T
	v.do(chromedp.Evaluate(expression, &value, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
	return value
}

// dress sets the width of the window, in CSS pixels, and "light" or "dark" colours.
func (v *tab) dress(width int64, colours string) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(width, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}}))
}

// before runs a script before those of every page that is opened from now on.
func (v *tab) before(script string) {
	v.t.Helper()
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	}))
}
