package theme

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"ownup/internal/site/locale"
	"ownup/internal/status"
)

// Place is where a page stands and in whose words it speaks. Templates have these
// functions, which depend on it:
//
//	{{t "nav.history"}}            a message, see locale.Words.T; arguments can be HTML
//	{{words.Percent .Uptime}}      the words themselves: dates, durations, numbers
//	{{url "history/"}}             the address of a path of the site, from this page
//	{{linked (url "…") "words"}}   a link, for a message
//	{{asset "site.css"}}           the address of an asset
//	{{logo .Site.Title}}           the logo of the brand, else the title
//	{{when .At "short"}}           an instant: clock, zoned, short or full
//	{{between .From .Until "full"}} an interval: zoned, short or full
//	{{day .Date}}                  a day of the calendar
//	{{iso .At}}                    an instant for programs
//	{{moving .At "2 h" .Now}}      how long something has lasted, which the script keeps true
//	{{apart .At "in 2 hours"}}     how far an instant is from now, which the script keeps true
//	<p{{origin .Untranslated}}>    marks a text that is in the default language after all
//
// Instants and days are written as time elements, which the script can show in the
// visitor's zone.
type Place struct {
	Words *locale.Words
	Zone  *time.Location // the site's
	Root  string         // what leads from the page to the site's root: "", "../../", "/status/"

	// Folder is where the pages of the language stand, from the site's root: "ar/", or ""
	// for the default language.
	Folder string

	// Origin are the words of the site's default language, in which texts stand that are
	// not translated.
	Origin *locale.Words
}

// URL gives the address of a path of the site. Pages, whose paths are folders, are those
// of the place's language, "" its home page; files are the same for all languages.
func (p Place) URL(path string) string {
	page, _, _ := strings.Cut(path, "#")
	if page == "" || strings.HasSuffix(page, "/") {
		path = p.Folder + path
	}
	if p.Root+path == "" {
		return "./"
	}
	return p.Root + path
}

func (p Place) funcs(t *Theme) template.FuncMap {
	return template.FuncMap{
		"t":     p.t,
		"words": func() *locale.Words { return p.Words },
		"url":   p.URL,
		"linked": func(url, words string) template.HTML {
			return template.HTML(`<a href="` + template.HTMLEscapeString(url) + `">` + template.HTMLEscapeString(words) + `</a>`)
		},
		"asset": func(name string) (string, error) {
			path, ok := t.urls[name]
			if !ok {
				return "", fmt.Errorf("there is no asset %q", name)
			}
			return p.URL(path), nil
		},
		"logo":    func(title string) template.HTML { return p.logo(t, title) },
		"when":    p.when,
		"between": p.between,
		"day":     func(d status.Date) template.HTML { return element(d.String(), "", p.Words.Date(d)) },
		"iso":     iso,
		"moving":  moving,
		"apart":   apart,
		"origin":  p.origin,
	}
}

// origin gives the attributes of an element whose text is in the site's default language,
// while the page is in another; none where it is not.
func (p Place) origin(untranslated bool) template.HTMLAttr {
	if !untranslated || p.Origin == nil || p.Folder == "" {
		return ""
	}
	return template.HTMLAttr(` lang="` + p.Origin.Tag() + `" dir="` + p.Origin.Dir() + `"`)
}

// inner stands in a message for the first argument that is HTML, until the message is
// escaped; the next ones follow it in Unicode's private use area.
const inner = '\uE000'

// t gives a message: as HTML if any of its arguments is HTML, which stays as it is, else
// as text.
func (p Place) t(key string, args ...any) any {
	var pairs []string
	for n, a := range args {
		if html, ok := a.(template.HTML); ok {
			mark := string(inner + rune(n))
			args[n] = mark
			pairs = append(pairs, mark, string(html))
		}
	}
	message := p.Words.T(key, args...)
	if pairs == nil {
		return message
	}
	return template.HTML(strings.NewReplacer(pairs...).Replace(template.HTMLEscapeString(message)))
}

// iso gives an instant as RFC 3339 in UTC.
func iso(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// moving writes for how long something has lasted that began at an instant, which is true
// for a minute from now on; then the script says how long ago it began.
func moving(at time.Time, lasted string, now time.Time) template.HTML {
	return template.HTML(`<span aria-live="off" data-since="` + iso(at) + `" data-after="` + iso(now.Add(time.Minute)) + `">` +
		template.HTMLEscapeString(lasted) + `</span>`)
}

// apart writes how far an instant lies ahead or back, in words that the script moves on.
// That time passes is no news to who listens to the page.
func apart(at time.Time, words string) template.HTML {
	return template.HTML(`<span aria-live="off" data-since="` + iso(at) + `">` + template.HTMLEscapeString(words) + `</span>`)
}

// local gives an instant as RFC 3339 in the site's zone.
func (p Place) local(at time.Time) string { return at.In(p.Zone).Format(time.RFC3339) }

// when writes an instant. The form also tells the script how to write it anew.
func (p Place) when(at time.Time, form string) (template.HTML, error) {
	var words string
	switch form {
	case "clock": // 09:02
		words = p.Words.Clock(at, p.Zone)
	case "zoned": // 09:02 MST
		words = p.Words.Time(at, p.Zone)
	case "short": // Tue 18 Nov, 09:02 MST
		words = p.Words.ShortDateTime(at, p.Zone)
	case "full": // 18 November 2025, 09:02 MST
		words = p.Words.DateTime(at, p.Zone)
	default:
		return "", fmt.Errorf("an instant has the forms clock, zoned, short and full, not %q", form)
	}
	return element(p.local(at), ` data-form="`+form+`"`, words), nil
}

// between writes an interval.
func (p Place) between(from, until time.Time, form string) (template.HTML, error) {
	var words string
	switch form {
	case "zoned": // 22:00 – 23:30 MST
		words = p.hours(from, until)
	case "short": // Sat 22 Nov, 22:00 – Sun 23 Nov, 02:00 MST
		words = p.Words.ShortSpan(from, until, p.Zone)
	case "full": // 22 November 2025, 22:00 – 23 November 2025, 02:00 MST
		words = p.Words.Span(from, until, p.Zone)
	default:
		return "", fmt.Errorf("an interval has the forms zoned, short and full, not %q", form)
	}
	return element(p.local(from), ` data-form="`+form+`" data-end="`+iso(until)+`"`, words), nil
}

// hours gives an interval of a day that is named nearby.
func (p Place) hours(from, until time.Time) string {
	return p.Words.T("date.range", p.Words.Clock(from, p.Zone), p.Words.Time(until, p.Zone))
}

// element writes a time element. The attributes are ours, the words are not.
func element(datetime, attributes, words string) template.HTML {
	return template.HTML(`<time datetime="` + datetime + `"` + attributes + `>` + template.HTMLEscapeString(words) + `</time>`)
}
