package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/term"

	"ownup/internal/publish"
)

// progress shows how far a publish is: as a bar at a terminal, as a line for each quarter
// elsewhere, and for less than a hundred files not at all.
type progress struct {
	w   io.Writer
	bar bool

	mu    sync.Mutex
	most  publish.Progress // the furthest step of the present target: several are told at a time
	last  string           // what stands on the terminal's line, or was printed last
	drawn bool
}

// few is how many files are sent in no time.
const few = 100

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	return &progress{w: w, bar: ok && term.IsTerminal(int(f.Fd()))}
}

// tell shows one more step.
func (p *progress) tell(s publish.Progress) {
	if s.Total < few {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.Target == p.most.Target && s.Done < p.most.Done {
		return
	}
	p.most = s
	if !p.bar {
		quarter := 4 * s.Done / s.Total
		line := fmt.Sprintf("%s: %d of %d files\n", s.Target, quarter*s.Total/4, s.Total)
		if quarter > 0 && line != p.last {
			p.last = line
			fmt.Fprint(p.w, line)
		}
		return
	}
	const width = 24
	full := width * s.Done / s.Total
	line := fmt.Sprintf("\r[%s%s] %d/%d %.60s\x1b[K", strings.Repeat("#", full), strings.Repeat(".", width-full), s.Done, s.Total, s.Target)
	if line != p.last {
		p.last, p.drawn = line, true
		fmt.Fprint(p.w, line)
	}
}

// end takes the bar away.
func (p *progress) end() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
