package preview

import (
	"bytes"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/output"
)

// server answers a preview's requests.
type server struct {
	shelf  shelf
	base   string // "" or "/status": without a slash at its end
	policy string
	cookie string // the name of the one that holds the moment
}

// ServeHTTP answers a request, as the package's comment tells.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if s.policy != "" {
		w.Header().Set("Content-Security-Policy", s.policy)
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "If-") {
			r.Header.Del(name) // what is served has no validators
		}
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a site of files can only be read", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, prefix):
		s.own(w, r, strings.TrimPrefix(r.URL.Path, prefix))
	case s.base != "" && (r.URL.Path == "/" || r.URL.Path == s.base):
		redirect(w, r, s.base+"/")
	default:
		s.file(w, r)
	}
}

// own answers for the preview itself.
func (s *server) own(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.stream(w, r)
	case "bar":
		moment, _ := s.moment(r)
		write(w, r, http.StatusOK, "bar.html", []byte(s.bar(s.shelf.at(moment, false))))
	case "preview.css", "preview.js", "clock.js":
		asset, err := assets.ReadFile("assets/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		write(w, r, http.StatusOK, name, asset)
	default:
		http.NotFound(w, r)
	}
}

// file answers for a file of the site.
func (s *server) file(w http.ResponseWriter, r *http.Request) {
	moment, err := s.moment(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	name, inside := strings.CutPrefix(r.URL.Path, s.base+"/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	page := path.Ext(name) == ".html"
	if page && r.URL.Query().Has("now") {
		s.travel(w, r, moment)
		return
	}
	v := s.shelf.at(moment, page || path.Ext(name) == "")
	if v.site == nil {
		s.problems(w, r, v)
		return
	}
	if !inside {
		s.missing(w, r, v)
		return
	}
	content, found, err := v.site.render(name)
	_, folder := v.site.tree.Lookup(name + "/index.html")
	switch {
	case err != nil:
		s.problems(w, r, &view{edition: v.edition, asked: v.asked, running: v.running, err: err})
	case found && page:
		s.page(w, r, v, http.StatusOK, content)
	case found:
		http.ServeContent(withType(w, name), r, name, time.Time{}, bytes.NewReader(content))
	case folder:
		redirect(w, r, r.URL.Path+"/")
	default:
		s.missing(w, r, v)
	}
}

// page answers with a page of the site, under the bar.
func (s *server) page(w http.ResponseWriter, r *http.Request, v *view, status int, content []byte) {
	write(w, r, status, "page.html", inject(content, s.bar(v), v.moment()))
}

// missing answers for a file that the site does not have.
func (s *server) missing(w http.ResponseWriter, r *http.Request, v *view) {
	content, found, err := v.site.render("404.html")
	if err != nil || !found {
		content = []byte("<!doctype html><title>404</title><p>There is no such file.</p>\n")
	}
	s.page(w, r, v, http.StatusNotFound, content)
}

// problems answers with the problems alone, where there is no page to show them over.
func (s *server) problems(w http.ResponseWriter, r *http.Request, v *view) {
	const frame = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Problems</title>\n" +
		"</head>\n<body>\n</body>\n</html>\n"
	s.page(w, r, v, http.StatusInternalServerError, []byte(frame))
}

// moment gives the moment that a request is about: the one that it asks for itself, else
// the one that its browser has travelled to, else zero, which is now.
func (s *server) moment(r *http.Request) (time.Time, error) {
	if query := r.URL.Query(); query.Has("now") {
		text := strings.TrimSpace(query.Get("now"))
		if text == "" {
			return time.Time{}, nil
		}
		zone := s.shelf.now().Location()
		moment, err := content.ParseTime(text, zone)
		if err == nil {
			return moment, nil
		}
		// In a query that was written by hand, the sign of an offset has become a space.
		if at := strings.LastIndexByte(text, ' '); at > 0 {
			if moment, err := content.ParseTime(text[:at]+"+"+text[at+1:], zone); err == nil {
				return moment, nil
			}
		}
		return time.Time{}, err
	}
	for _, cookie := range r.CookiesNamed(s.cookie) {
		if moment, err := time.Parse(time.RFC3339, cookie.Value); err == nil {
			return moment, nil
		}
	}
	return time.Time{}, nil
}

// travel has the browser remember a moment, and sends it back to the page.
func (s *server) travel(w http.ResponseWriter, r *http.Request, moment time.Time) {
	cookie := http.Cookie{Name: s.cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1}
	if !moment.IsZero() {
		cookie.Value, cookie.MaxAge = moment.Format(time.RFC3339), 0
	}
	http.SetCookie(w, &cookie)
	query := r.URL.Query()
	query.Del("now")
	r.URL.RawQuery = query.Encode()
	redirect(w, r, r.URL.Path)
}

// redirect sends the browser to another path of the same host, with the query that the
// request has.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	target := url.URL{Path: "/" + strings.TrimLeft(to, "/"), RawQuery: r.URL.RawQuery}
	http.Redirect(w, r, target.String(), http.StatusFound)
}

// write answers with all of content, whatever part of it was asked for.
func write(w http.ResponseWriter, r *http.Request, status int, name string, content []byte) {
	withType(w, name).Header().Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // a browser that has left needs no answer
	}
}

// withType sets the type that a file is served with.
func withType(w http.ResponseWriter, name string) http.ResponseWriter {
	w.Header().Set("Content-Type", output.ContentType(name))
	return w
}
