package main

import (
	"context"
	"strings"
	"testing"

	permission "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// announced waits until the page says to those who cannot see it what a button has done,
// and gives that with what can be read on the button.
const announced = `new Promise(done => {
	const said = document.querySelector("main > [role=status]"), button = document.activeElement;
	const look = () => said.textContent && done(said.textContent + " / " + button.firstChild.data);
	new MutationObserver(look).observe(said, {childList: true});
	look();
})`

func TestAnAddressIsCopiedByAButtonAndThatIsSaid(t *testing.T) {
	site := publish(t, meridian, onCalm, "/")
	tests := []struct {
		name, lacks, what string
		want              string
		selected          string // what is left selected
	}{
		{"a clipboard", "", "Incidents, as RSS", "Copied", ""},
		{"none, as on a page without encryption", "delete Navigator.prototype.clipboard", "The state, as a badge", "Copied", "status.svg)](" + site.url + ")"},
		{"none at all", "delete Navigator.prototype.clipboard; document.execCommand = () => false", "Maintenance, as a calendar", "Selected", site.url + "maintenance.ics"},
	}
	b := newBrowser(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := b.tab(t, site)
			v.do(page.BringToFront(), emulation.SetFocusEmulationEnabled(true), chromedp.ActionFunc(allowClipboard))
			v.before(test.lacks)
			v.open("subscribe/")
			const focus = `what => { [...document.querySelectorAll(".feeds button")].find(b => b.textContent == "Copy: " + what && b.checkVisibility()).focus(); return 0 }`
			evaluate[int](v, focus, test.what)
			v.do(chromedp.KeyEvent(kb.Enter))
			if got, want := evaluate[string](v, announced), test.want+": "+test.what+" / "+test.want; got != want {
				t.Errorf("it says %q, want %q", got, want)
			}
			if got := evaluate[string](v, "getSelection().toString()"); !strings.HasSuffix(got, test.selected) {
				t.Errorf("%q is selected, want %q", got, test.selected)
			}
			if test.lacks == "" {
				if got, want := evaluate[string](v, "navigator.clipboard.readText()"), site.url+"history.rss"; got != want {
					t.Errorf("the clipboard holds %q, want %q", got, want)
				}
			}
			v.do(chromedp.KeyEvent(kb.Tab))
			if got := evaluate[int](v, `[...document.querySelectorAll(".feeds button")].filter(b => b.firstChild.data != "Copy").length`); got != 0 {
				t.Errorf("%d buttons tell of what is past", got)
			}
			for _, fault := range v.faultsSoFar() {
				t.Error(fault)
			}
		})
	}
}

// allowClipboard lets pages use the clipboard without asking.
func allowClipboard(ctx context.Context) error {
	ctx = cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if err := permission.SetPermission(&permission.PermissionDescriptor{Name: name}, permission.PermissionSettingGranted).Do(ctx); err != nil {
			return err
		}
	}
	return nil
}
