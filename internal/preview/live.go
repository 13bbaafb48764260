package preview

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// edition counts the changes to the files. Its name differs between two previews, so that
// a page that has outlived one is reloaded by the next.
type edition struct {
	preview string

	mu     sync.Mutex
	number int
	next   chan struct{} // closed when the number changes
}

func newEdition() *edition {
	return &edition{preview: rand.Text()[:8], next: make(chan struct{})}
}

// current gives the edition's name, and a channel that is closed when there is another.
func (e *edition) current() (name string, next <-chan struct{}) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return fmt.Sprintf("%s-%d", e.preview, e.number), e.next
}

// advance begins another edition.
func (e *edition) advance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.number++
	close(e.next)
	e.next = make(chan struct{})
}

// stream tells a browser of each edition, the current one first, until it leaves or the
// preview ends.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	if err := control.SetWriteDeadline(time.Time{}); err != nil {
		http.Error(w, "streams are not possible here", http.StatusNotImplemented)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // for a proxy before the preview
	fmt.Fprint(w, "retry: 500\n\n")
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	name, next := s.shelf.edition.current()
	fmt.Fprintf(w, "data: %s\n\n", name)
	for control.Flush() == nil {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			fmt.Fprint(w, ": still here\n\n")
		case <-next:
			name, next = s.shelf.edition.current()
			fmt.Fprintf(w, "data: %s\n\n", name)
		}
	}
}
