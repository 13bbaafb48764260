package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

// limits are those of what is fetched: pages are small, and this is no crawler.
type limits struct {
	document  int64         // bytes, as they are when nothing is compressed
	all       int64         // bytes of all documents
	documents int           // how many
	each      time.Duration // for one document
	whole     time.Duration // for all of them
	pause     time.Duration // at most, where the host asks to wait
}

// polite gives the limits that Fetch has.
func polite() limits {
	return limits{
		document: 32 << 20, all: 1 << 30, documents: 20_000,
		each: 20 * time.Second, whole: time.Hour, pause: time.Minute,
	}
}

const (
	maxPages   = 200 // of a history, three months each
	quietPages = 8   // of a history, after which nothing older is expected
	maxPauses  = 3   // for one document
)

// Fetch gets the public documents of a page at a URL, one after the other and from that
// host alone. A page on the public network cannot lead into a private one. Messages hold
// neither credentials nor queries.
func Fetch(ctx context.Context, tool, from string) (Documents, error) {
	base, err := url.Parse(from)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, errors.New("the source is no URL that begins with https or http")
	}
	return fetch(ctx, tool, base, polite())
}

// fetch gets documents within the given limits.
func fetch(ctx context.Context, tool string, base *url.URL, l limits) (Documents, error) {
	ctx, cancel := context.WithTimeout(ctx, l.whole)
	defer cancel()
	f := &fetcher{base: base, client: politely(base, l), limits: l, got: Documents{}}
	var err error
	switch tool {
	case "statuspage":
		err = f.statuspage(ctx)
	case "instatus":
		err = f.each(ctx, "summary.json", "v2/components.json", "v3/components.json")
	case "statusio":
		err = f.whole(ctx)
	case "googlecloud":
		if path.Ext(base.Path) == ".json" {
			err = f.whole(ctx)
		} else {
			err = f.each(ctx, "incidents.json")
		}
	default:
		err = fmt.Errorf("%s has no public API: name a folder", tool)
	}
	return f.got, err
}

// fetcher gets documents from one host.
type fetcher struct {
	base   *url.URL
	client *http.Client
	limits limits
	got    Documents
	asked  int   // documents
	bytes  int64 // of all of them
}

// errMissing says that the host has no such document.
var errMissing = errors.New("there is no such document")

// document gets one document. Where the host asks to wait, it does.
func (f *fetcher) document(ctx context.Context, at *url.URL) ([]byte, error) {
	for pauses := 0; ; pauses++ {
		if f.asked++; f.asked > f.limits.documents {
			return nil, fmt.Errorf("more than %d documents", f.limits.documents)
		}
		response, err := f.ask(ctx, at)
		if err != nil {
			return nil, err
		}
		wait, ok := f.pause(response)
		if !ok || pauses == maxPauses {
			return f.read(at, response)
		}
		response.Body.Close()
		waiting, cancel := context.WithTimeout(ctx, wait)
		<-waiting.Done()
		cancel()
		if err := ctx.Err(); err != nil {
			return nil, unwrapped(at, err)
		}
	}
}

// ask asks for a document.
func (f *fetcher) ask(ctx context.Context, at *url.URL) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, errors.New("the URL cannot be asked for")
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "ownup import")
	response, err := f.client.Do(r)
	if err != nil {
		return nil, unwrapped(at, err)
	}
	return response, nil
}

// pause gives how long the host asks to wait, if it does.
func (f *fetcher) pause(r *http.Response) (time.Duration, bool) {
	if r.StatusCode != http.StatusTooManyRequests && r.StatusCode != http.StatusServiceUnavailable {
		return 0, false
	}
	seconds, err := strconv.Atoi(r.Header.Get("Retry-After"))
	wait := time.Duration(seconds) * time.Second
	return wait, err == nil && wait >= 0 && wait <= f.limits.pause
}

// read reads an answer.
func (f *fetcher) read(at *url.URL, response *http.Response) ([]byte, error) {
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone:
		return nil, fmt.Errorf("get %s: %w", plainURL(at), errMissing)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("get %s: the host answers %d %s", plainURL(at), response.StatusCode, http.StatusText(response.StatusCode))
	}
	b, err := io.ReadAll(io.LimitReader(response.Body, f.limits.document+1))
	if err != nil {
		return nil, unwrapped(at, err)
	}
	f.bytes += int64(len(b))
	switch {
	case int64(len(b)) > f.limits.document:
		return nil, fmt.Errorf("get %s: the document has more than %d bytes", plainURL(at), f.limits.document)
	case f.bytes > f.limits.all:
		return nil, fmt.Errorf("get %s: all documents have more than %d bytes", plainURL(at), f.limits.all)
	}
	return b, nil
}

// plainURL gives a URL without credentials and query, for messages.
func plainURL(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// unwrapped says what went wrong without the URL that net/http puts before it.
func unwrapped(at *url.URL, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("get %s: %w", plainURL(at), err)
}

// whole gets the document at the URL itself.
func (f *fetcher) whole(ctx context.Context) error {
	b, err := f.document(ctx, f.base)
	name := strings.TrimSuffix(path.Base(f.base.Path), ".json")
	if !pageID.MatchString(name) {
		name = "document"
	}
	f.got[name+".json"] = b
	return err
}

// each gets documents below the URL. Only the first must be there.
func (f *fetcher) each(ctx context.Context, names ...string) error {
	for n, name := range names {
		b, err := f.document(ctx, f.base.JoinPath(name))
		if errors.Is(err, errMissing) && n > 0 {
			continue
		}
		if err != nil {
			return err
		}
		f.got[path.Base(name)] = b
	}
	return nil
}

// statuspage gets the lists of the API, and each incident of the history that they do not
// hold.
func (f *fetcher) statuspage(ctx context.Context) error {
	before, _, _ := strings.Cut(f.base.Path, "/api/v2")
	f.base.Path, f.base.RawPath = strings.TrimSuffix(before, "/"), ""
	if err := f.each(ctx, "api/v2/summary.json", "api/v2/incidents.json", "api/v2/scheduled-maintenances.json"); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, name := range []string{"incidents.json", "scheduled-maintenances.json"} {
		for e, err := range elements(name, f.got[name]) {
			var i struct {
				ID string `json:"id"`
			}
			if err == nil && e.key != "page" && e.into(&i) == nil {
				known[i.ID] = true
			}
		}
	}
	quiet := 0
	for page := 1; page <= maxPages && quiet < quietPages; page++ {
		codes, err := f.history(ctx, page)
		if errors.Is(err, errMissing) || err == nil && codes == nil {
			return nil
		}
		if err != nil {
			return err
		}
		quiet++
		for _, code := range codes {
			quiet = 0
			if err := f.incident(ctx, code, known); err != nil {
				return err
			}
		}
	}
	return nil
}

// history gets the codes of the incidents on a page of the history; nil where there are
// no such pages.
func (f *fetcher) history(ctx context.Context, page int) ([]string, error) {
	at := f.base.JoinPath("history.json")
	at.RawQuery = url.Values{"page": {strconv.Itoa(page)}}.Encode()
	b, err := f.document(ctx, at)
	if err != nil {
		return nil, err
	}
	var history struct {
		Months []struct {
			Incidents []struct {
				Code string `json:"code"`
			} `json:"incidents"`
		} `json:"months"`
	}
	if json.Unmarshal(b, &history) != nil || len(history.Months) == 0 {
		return nil, nil // some pages answer with HTML
	}
	codes := []string{}
	for _, m := range history.Months {
		for _, i := range m.Incidents {
			codes = append(codes, i.Code)
		}
	}
	return codes, nil
}

// incident gets one incident, unless it is known.
func (f *fetcher) incident(ctx context.Context, code string, known map[string]bool) error {
	if known[code] || code == "" || strings.Trim(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
		return nil
	}
	known[code] = true
	b, err := f.document(ctx, f.base.JoinPath("incidents", code+".json"))
	if errors.Is(err, errMissing) {
		return nil
	}
	f.got["incident-"+code+".json"] = b
	return err
}
