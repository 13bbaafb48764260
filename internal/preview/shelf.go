package preview

import (
	"log"
	"slices"
	"sync"
	"time"

	"ownup/internal/output"
)

// shelf holds the site as it is at the moments that visitors have asked for.
type shelf struct {
	build     func(now time.Time) (output.Tree, error)
	links     func() []Link
	now       func() time.Time
	log       *log.Logger
	edition   *edition
	unwatched bool // changes are not told: each page may have some

	mu        sync.Mutex // held while the site is built
	running   *view      // at the moment that is now; nil before it is first asked for
	travelled []*view    // at other moments, the one asked for last first
}

// mostTravelled is the number of moments other than now that are kept.
const mostTravelled = 6

// view is the site at one moment, from one edition of the files. It does not change.
type view struct {
	edition string
	asked   time.Time // the moment that it was built for
	running bool      // that moment was now
	err     error     // why the files cannot be built; nil: the site is built from them
	site    *site     // the last good one; nil if there was none
}

// site is a tree whose files are rendered at most once.
type site struct {
	tree     output.Tree
	now      time.Time // the moment that it tells of
	links    []Link
	rendered sync.Map // func() ([]byte, error), by path
}

// render gives the bytes of a file; found is false if there is no such file.
func (s *site) render(path string) (content []byte, found bool, err error) {
	file, found := s.tree.Lookup(path)
	if !found {
		return nil, false, nil
	}
	once, _ := s.rendered.LoadOrStore(path, sync.OnceValues(file.Render))
	content, err = once.(func() ([]byte, error))()
	return content, true, err
}

// at gives the site at a moment; at the zero moment, as it is now. What is now is built
// anew for a page, if it was some time ago.
func (s *shelf) at(moment time.Time, page bool) *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	if moment.IsZero() {
		now := s.now()
		old := s.running != nil && now.Sub(s.running.asked).Abs() >= patience
		if s.stale(s.running) || page && (old || s.unwatched) {
			s.running = s.make(now, true, s.running)
		}
		return s.running
	}
	i := slices.IndexFunc(s.travelled, func(v *view) bool { return v.asked.Equal(moment) })
	var v *view
	if i >= 0 {
		v = s.travelled[i]
		s.travelled = slices.Delete(s.travelled, i, i+1)
	}
	if s.stale(v) || page && s.unwatched {
		v = s.make(moment, false, v)
	}
	s.travelled = slices.Insert(s.travelled, 0, v)
	s.travelled = s.travelled[:min(len(s.travelled), mostTravelled)]
	return v
}

// stale tells whether a view is missing, or older than the files.
func (s *shelf) stale(v *view) bool {
	current, _ := s.edition.current()
	return v == nil || v.edition != current
}

// make builds the site at a moment. If the files have problems, the one of the view
// before stays.
func (s *shelf) make(moment time.Time, running bool, before *view) *view {
	name, _ := s.edition.current()
	v := &view{edition: name, asked: moment, running: running}
	tree, err := s.build(moment)
	switch {
	case err == nil:
		v.site = &site{tree: tree, now: moment}
		if running && s.links != nil {
			v.site.links = s.links()
		}
	case before != nil:
		v.site = before.site
	}
	v.err = err
	return v
}

// follow builds the site when the preview begins and after each change, and tells the
// log, until there are no more changes to come.
func (s *shelf) follow(changes <-chan struct{}) {
	s.tell("built")
	for range changes {
		s.edition.advance()
		s.tell("built again")
	}
}

// tell builds the site as it is now, unless someone has asked for it already, and says
// what came of it.
func (s *shelf) tell(what string) {
	start := time.Now()
	v := s.at(time.Time{}, false)
	took := time.Since(start).Round(time.Millisecond)
	if v.err != nil {
		s.log.Printf("%v", v.err)
		return
	}
	s.log.Printf("%s: %d files in %v, each rendered when it is asked for", what, v.site.tree.Len(), took)
}
