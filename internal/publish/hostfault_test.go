package publish

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pkg/sftp"
)

// wire is a host in this process, and a line to it on which requests can meet with
// misfortune. Requests are answered one by one.
type wire struct {
	host
	check func(n int, request packet) // after each request that was answered

	mu     sync.Mutex
	number int // of the request, from 1
	fault  func(n int, l *flawed, request packet) (goesOn bool)
}

// packet is a message of SFTP, its length included.
// Source: draft-ietf-secsh-filexfer-02.
type packet []byte

// The kinds of messages that the tests tell apart.
const (
	initial, opening, writing, removing, status, extended = 1, 3, 6, 13, 101, 200
)

func (p packet) kind() byte { return p[4] }
func (p packet) id() []byte { return p[5:9] }

func (w *wire) publish(ctx context.Context, site *Site, o Options) (Result, error) {
	open := &openHost{host: w.host, clock: o.Clock, dial: w.dial}
	defer open.hangUp(nil)
	return sendTo(ctx, open, site, o)
}

// dial connects to a server of its own.
func (w *wire) dial(context.Context) (*line, error) {
	near, client := net.Pipe()
	far, served := net.Pipe()
	server, err := sftp.NewServer(served)
	if err != nil {
		return nil, err
	}
	var ends sync.WaitGroup
	ends.Go(func() { _ = server.Serve() })
	ends.Go(func() { w.pass(&flawed{near, far}) })
	return newLine(client, client, func() {
		client.Close()
		ends.Wait()
	})
}

// befall says what happens to the requests from now on, and how many there were before.
func (w *wire) befall(fault func(int, *flawed, packet) bool) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fault = fault
	return w.number
}

// flawed is a connection that is cut in the middle.
type flawed struct{ client, server net.Conn }

// pass passes requests and answers on, until the connection ends.
func (w *wire) pass(l *flawed) {
	defer l.client.Close()
	defer l.server.Close()
	for {
		request, err := receive(l.client)
		if err != nil {
			return
		}
		w.mu.Lock()
		w.number++
		n, goesOn := w.number, false
		if w.fault == nil {
			goesOn = l.answer(request) == nil
		} else {
			goesOn = w.fault(n, l, request)
		}
		w.check(n, request)
		w.mu.Unlock()
		if !goesOn {
			return
		}
	}
}

func receive(r io.Reader) (packet, error) {
	head := make(packet, 4)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	p := slices.Concat(head, make(packet, binary.BigEndian.Uint32(head)))
	_, err := io.ReadFull(r, p[4:])
	return p, err
}

// ask has the server answer a request.
func (l *flawed) ask(request packet) (packet, error) {
	if _, err := l.server.Write(request); err != nil {
		return nil, err
	}
	return receive(l.server)
}

// answer passes a request on, and its answer back.
func (l *flawed) answer(request packet) error {
	answer, err := l.ask(request)
	if err == nil {
		_, err = l.client.Write(answer)
	}
	return err
}

// fail answers a request with a failure.
func (l *flawed) fail(request packet) bool {
	if request.kind() == initial {
		return false
	}
	p := append(packet{0, 0, 0, 0, status}, request.id()...)
	p = binary.BigEndian.AppendUint32(p, 4) // SSH_FX_FAILURE
	p = append(p, 0, 0, 0, 7)
	p = append(p, "no luck"...)
	p = append(p, 0, 0, 0, 0)
	binary.BigEndian.PutUint32(p, uint32(len(p)-4))
	_, err := l.client.Write(p)
	return err == nil
}

// mishaps are what a host, or the way to it, does to a request.
var mishaps = map[string]func(l *flawed, request packet) (goesOn bool){
	"fails":                (*flawed).fail,
	"drops the connection": func(*flawed, packet) bool { return false },
	"drops the answer": func(l *flawed, request packet) bool {
		_, _ = l.ask(request)
		return false
	},
	"cuts the request in half": func(l *flawed, request packet) bool {
		_, _ = l.server.Write(request[:len(request)/2])
		return false
	},
	"says that there is no room": func(l *flawed, request packet) bool {
		if request.kind() == writing || request.kind() == opening && isNew(request) {
			return l.fail(request)
		}
		return l.answer(request) == nil
	},
}

// isNew reports whether a request opens a file that it makes.
func isNew(opening packet) bool {
	name := binary.BigEndian.Uint32(opening[9:])
	return binary.BigEndian.Uint32(opening[13+name:])&8 != 0 // SSH_FXF_CREAT
}

// wirePlace is a folder that does not exist yet, on a host in this process. A request that
// fails is not sent again.
func wirePlace(t *testing.T) (*wire, place) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "www")
	w := &wire{host: mustParse(t, "sftp://localhost"+filepath.ToSlash(dir)).(host)}
	w.tries = 1
	files := func(tb testing.TB) map[string]string {
		files := filesIn(tb, dir)
		for name := range files {
			if strings.HasPrefix(name, lockName+"/") || strings.HasPrefix(name, stagingFolder+"/") {
				delete(files, name)
			}
		}
		return files
	}
	w.check = func(n int, request packet) {
		if request.kind() != removing && request.kind() != extended {
			return
		}
		for _, f := range faults(files(t)) {
			t.Errorf("after request %d: %s", n, f)
		}
	}
	return w, place{w, files}
}

func TestHostIsNeverBrokenWhateverBefallsTheNthRequestAndTheNextPublishHealsIt(t *testing.T) {
	for name, befall := range mishaps {
		for _, lasting := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, lasting %v", name, lasting), func(t *testing.T) {
				t.Parallel()
				step := 5
				if thorough() {
					step = 1
				}
				nth := 1
				for ; befallsNthOfHost(t, nth, lasting, befall); nth += step {
					if t.Failed() {
						t.Fatalf("at request %d", nth)
					}
				}
				if nth < 50 {
					t.Errorf("a publish took %d requests only", nth)
				}
			})
		}
	}
}

// befallsNthOfHost lets a misfortune befall the nth request of a publish, or that one and
// all after it, publishes once more, and tells whether there were that many requests.
func befallsNthOfHost(t *testing.T, nth int, lasting bool, befall func(*flawed, packet) bool) bool {
	t.Helper()
	w, p := wirePlace(t)
	mustPublish(t, w, firstSite(t))
	first := w.befall(nil)
	w.befall(func(n int, l *flawed, request packet) bool {
		if n -= first; n == nth || lasting && n > nth {
			return befall(l, request)
		}
		return l.answer(request) == nil
	})
	Send(t.Context(), secondSite(t), []Target{w}, testOptions())
	reached := w.befall(nil) >= first+nth
	mustPublish(t, w, secondSite(t))
	p.mustCarry(t, secondSite(t))
	return reached
}

func TestRequestToAHostThatFailsOnceIsSentAgainAfterAPause(t *testing.T) {
	for name, befall := range mishaps {
		if name == "says that there is no room" {
			continue // which nobody expects to pass
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, p := wirePlace(t)
			w.tries = hostTries
			mustPublish(t, w, firstSite(t))
			first := w.befall(nil)
			w.befall(func(n int, l *flawed, request packet) bool {
				if n -= first; n == 7 || n == 30 || n == 60 {
					return befall(l, request)
				}
				return l.answer(request) == nil
			})
			o := testOptions()
			if err := Send(t.Context(), secondSite(t), []Target{w}, o)[0].Err; err != nil {
				t.Fatal(err)
			}
			p.mustCarry(t, secondSite(t))
			if waited := o.Clock.Now().Sub(monday); waited < 2*time.Second {
				t.Errorf("it waited for %s", waited)
			}
		})
	}
}
