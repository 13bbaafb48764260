// Package preview serves a site while it is written: each page is rendered when it is
// asked for, the browser reloads when a file has changed, the problems of a broken file
// stand over the last good page, and a bar on each page travels in time.
//
//	p := preview.Preview{Build: build, Watch: "content", Now: time.Now, Log: os.Stderr}
//	err := p.Serve(ctx, listener)
//
// # Addresses
//
// The site is served under its base path, as a host of static files does it: a folder
// gives its index.html, what is missing 404.html. To any address, ?now=TIME shows the
// site as it is at another moment, and ?now= as it is now. Pages remember that moment for
// those that follow, in a cookie, so that each browser travels on its own; other files
// are given for that moment alone. What is the preview's own is under /-/preview/:
//
//	bar           the bar, as it would be on a page now
//	events        a stream (Server-Sent Events) that names the edition of the files
//	preview.css, preview.js, clock.js
//
// Nothing of this is in the site that is built.
package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"ownup/internal/output"
)

// Preview is a site to be served while it is written.
type Preview struct {
	// Build reads the files and gives the site at a moment. It is never called twice at
	// the same time. An error is shown over the last good page: all problems of a
	// diag.List, the text of any other.
	Build func(now time.Time) (output.Tree, error)

	// Links gives what the bar links to besides, where the page tells of now; nil: nothing.
	// It is called after each Build that gave a site, and never at the same time as one.
	Links func() []Link

	// Watch is the folder that the site is made of. If it cannot be watched, or is
	// empty, each page that is asked for has the site built anew.
	Watch string

	// Now gives the moment that the site tells of, unless a visitor travels. If it
	// moves, so does the site, with the next page that is asked for. The bar shows and
	// reads times in its zone.
	Now func() time.Time

	// Base is the path that the site is served under, with or without slashes at its
	// ends: "/status", or "" for the root.
	Base string

	// Policy is the Content-Security-Policy to serve the site with. It has to allow the
	// scripts, styles and connections of 'self'.
	Policy string

	// Log is told what was built, how long it took, and what is wrong; nil: nobody.
	Log io.Writer
}

// Link is a way out of the preview.
type Link struct{ Name, Address string }

// Times of the preview.
const (
	quiet    = 80 * time.Millisecond // without a change, before the site is built
	longest  = time.Second           // with changes, before it is built all the same
	patience = 5 * time.Second       // the age of a site whose time runs
	pulse    = 20 * time.Second      // between signs of life on a stream
	present  = time.Minute           // what is nearer to the real time is now, as in clock.js
	goodbye  = 3 * time.Second       // for answers that are under way at the end
)

// Serve serves the preview on a listener, which it closes, until ctx ends; then it ends
// all streams and returns nil.
func (p Preview) Serve(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := p.Log
	if out == nil {
		out = io.Discard
	}
	logger := log.New(out, "", 0)
	s := &server{
		shelf:  shelf{build: p.Build, links: p.Links, now: p.Now, log: logger, edition: newEdition()},
		base:   strings.TrimRight("/"+strings.Trim(p.Base, "/"), "/"),
		policy: p.Policy,
		cookie: "ownup-now-" + port(listener),
	}
	changes, err := watch(ctx, p.Watch, logger)
	if err != nil {
		logger.Printf("no watching for changes, reload the page to see them: %v", err)
		s.shelf.unwatched = true
	}
	var tasks sync.WaitGroup
	defer tasks.Wait()
	defer cancel()
	tasks.Go(func() { s.shelf.follow(changes) })
	return s.serve(ctx, listener, logger)
}

// serve answers requests until ctx ends.
func (s *server) serve(ctx context.Context, listener net.Listener, logger *log.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	web := &http.Server{
		Handler:           s,
		ErrorLog:          logger,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams
	}
	var end sync.WaitGroup
	defer end.Wait()
	defer cancel()
	end.Go(func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
		defer cancel()
		if web.Shutdown(last) != nil {
			web.Close()
		}
	})
	if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil
}

// port tells the previews of one machine apart, whose browsers send them all the same
// cookies.
func port(listener net.Listener) string {
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "0"
	}
	return port
}
