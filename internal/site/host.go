package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"ownup/internal/report"
	"ownup/internal/site/api/prometheus"
)

// missingPath is where hosts look for the page for what does not exist.
const missingPath = "404.html"

// Policy is what a page may do, as a Content-Security-Policy: it asks nothing of other
// hosts, and holds neither scripts nor styles of its own.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"

func (p *press) missing() []file {
	return []file{p.page(missingPath, "404.html", func() page {
		return page{Title: p.t("missing.title"), Description: p.t("missing.text")}
	})}
}

// headers gives the headers for hosts that read them from a file (Netlify, Cloudflare
// Pages). Any other site may fetch whatever is here, for all of it is public; assets are
// named by their bytes and so are kept for good. No file gets a header by two rules: hosts
// join such values by a comma, which browsers then refuse.
func (p *press) headers() []file {
	var b strings.Builder
	rule := func(path string, headers ...string) {
		fmt.Fprintln(&b, path)
		for _, h := range headers {
			fmt.Fprintln(&b, "  "+h)
		}
	}
	all := []string{
		"Content-Security-Policy: " + Policy + "; frame-ancestors 'none'",
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: same-origin",
		"Permissions-Policy: camera=(), geolocation=(), microphone=()",
		"Access-Control-Allow-Origin: *",
	}
	if p.report.Site.NoIndex {
		all = append(all, "X-Robots-Tag: noindex")
	}
	rule("/*", all...)
	rule("/assets/*", "Cache-Control: public, max-age=31536000, immutable")
	for _, metrics := range []string{"/metrics", "/metrics.txt"} {
		rule(metrics, "Content-Type: "+prometheus.ContentType)
	}
	return []file{yielding(text("_headers", b.String()))}
}

// yielding marks a file that gives way to one of the site's own.
func yielding(f file) file {
	f.yields = true
	return f
}

func (p *press) nojekyll() []file { return []file{yielding(text(".nojekyll", ""))} }

// cname gives the file by which GitHub Pages knows the site's own host. A site under a
// path, on a host of GitHub's, on a port or on a bare address has none.
func (p *press) cname() []file {
	host := p.base.Hostname()
	_, err := netip.ParseAddr(host)
	bare := err == nil || !strings.Contains(host, ".")
	if p.base.Path != "/" || p.base.Port() != "" || bare || strings.HasSuffix(host, ".github.io") {
		return nil
	}
	return []file{yielding(text("CNAME", host+"\n"))}
}

// robots says what crawlers may read: everything. A site that is not to be found says so
// in its pages and headers, which a crawler must read to know.
func (p *press) robots() []file {
	rules := "User-agent: *\nDisallow:\n"
	if p.report.Site.NoIndex {
		rules = "# Every page asks not to be listed; to see that, a crawler must read it.\n" + rules
	} else {
		rules += "\nSitemap: " + p.absolute("sitemap.xml") + "\n"
	}
	return []file{yielding(text("robots.txt", rules))}
}

// sitemapMost is how many addresses a sitemap may hold.
// Source: https://www.sitemaps.org/protocol.html
const sitemapMost = 50_000

// sitemapURL is an entry of a sitemap.
type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// urls gives the pages of one language, which stand in a folder.
func (p *press) urls(folder string) []sitemapURL {
	var urls []sitemapURL
	for _, path := range []string{"", "history/", "uptime/", "maintenance/", "commitments/", "subscribe/"} {
		urls = append(urls, sitemapURL{Loc: p.absolute(folder + path)})
	}
	for _, c := range p.report.Components {
		urls = append(urls, sitemapURL{Loc: p.absolute(folder + componentPath(c.ID))})
	}
	for _, i := range p.report.Incidents {
		urls = append(urls, sitemapURL{p.absolute(folder + incidentPath(i.ID)), lastChanged(i)})
	}
	for _, m := range p.byMonth() {
		urls = append(urls, sitemapURL{Loc: p.absolute(folder + monthPath(m))})
	}
	return urls
}

// sitemap lists the pages, the newest incidents first, for they are those that count
// where there are too many. What changes by the clock alone has no date.
func (p *press) sitemap() []file {
	if p.report.Site.NoIndex {
		return nil
	}
	return []file{yielding(file{path: "sitemap.xml", render: func() ([]byte, error) {
		var urls []sitemapURL
		for _, tag := range p.report.Site.Languages {
			urls = append(urls, p.urls(folderOf(p.report.Site, tag))...)
		}
		var b bytes.Buffer
		b.WriteString(xml.Header)
		set := struct {
			XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			URLs    []sitemapURL `xml:"url"`
		}{URLs: urls[:min(len(urls), sitemapMost)]}
		e := xml.NewEncoder(&b)
		e.Indent("", "\t")
		err := e.Encode(set)
		b.WriteString("\n")
		return b.Bytes(), err
	}})}
}

func lastChanged(i *report.Incident) string { return i.Updated().UTC().Format(time.RFC3339) }
