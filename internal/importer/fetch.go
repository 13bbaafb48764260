package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Limits of what is fetched: pages are small, and this is no crawler.
const (
	maxDocument  = 32 << 20 // bytes
	maxDocuments = 20_000
	maxPages     = 200 // of a history, three months each
	quietPages   = 8   // of a history, after which nothing older is expected
	patience     = 20 * time.Second
)

// Fetch gets the public documents of a page at a URL, one after the other and from that
// host alone. A page on the public network cannot lead into a private one. Messages hold
// neither credentials nor queries.
func Fetch(ctx context.Context, tool, from string) (Documents, error) {
	base, err := url.Parse(from)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, errors.New("the source is no URL that begins with https or http")
	}
	f := &fetcher{base: base, client: politely(base), got: Documents{}}
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
	got    Documents
}

// politely gives a client that stays on one host.
func politely(base *url.URL) *http.Client {
	dial := (&guard{dialer: net.Dialer{Timeout: patience}}).dial
	return &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: dial,
			TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			switch {
			case len(via) >= 5:
				return errors.New("it redirects more than five times")
			case !strings.EqualFold(r.URL.Hostname(), base.Hostname()):
				return fmt.Errorf("it redirects to another host: %s", r.URL.Hostname())
			case via[0].URL.Scheme == "https" && r.URL.Scheme != "https":
				return errors.New("it redirects from https to http")
			}
			return nil
		},
	}
}

// guard dials. Where the first address was a public one, no later one may be private:
// the name of a host can mean another address a second later.
type guard struct {
	dialer net.Dialer
	public atomic.Bool
}

// errPrivate says that a page has led to where it must not.
var errPrivate = errors.New("the host leads into a private network")

func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	for _, ip := range all {
		if isPrivate(ip) && g.public.Load() {
			err = errPrivate
			continue
		}
		g.public.CompareAndSwap(false, !isPrivate(ip))
		var c net.Conn
		if c, err = g.dialer.DialContext(ctx, network, net.JoinHostPort(ip.String(), port)); err == nil {
			return c, nil
		}
	}
	return nil, err
}

// isPrivate reports whether an address belongs to no public network.
func isPrivate(ip netip.Addr) bool {
	ip = ip.Unmap()
	return !ip.IsGlobalUnicast() || ip.IsPrivate()
}

// errMissing says that the host has no such document.
var errMissing = errors.New("there is no such document")

// document gets one document.
func (f *fetcher) document(ctx context.Context, at *url.URL) ([]byte, error) {
	if len(f.got) >= maxDocuments {
		return nil, fmt.Errorf("more than %d documents", maxDocuments)
	}
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
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusGone:
		return nil, fmt.Errorf("get %s: %w", plainURL(at), errMissing)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("get %s: the host answers %s", plainURL(at), response.Status)
	}
	b, err := io.ReadAll(io.LimitReader(response.Body, maxDocument+1))
	if err != nil {
		return nil, unwrapped(at, err)
	}
	if len(b) > maxDocument {
		return nil, fmt.Errorf("get %s: the document has more than %d MiB", plainURL(at), maxDocument>>20)
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
