//go:build unix

package publish

import (
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// mortalPublisher gives a process that publishes the second site as the program does.
func mortalPublisher(t *testing.T, target Target) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), dieIn+"="+target.String(), "TMPDIR="+t.TempDir())
	if h, ok := target.(host); ok {
		cmd.Env = append(cmd.Env, sshVariable+"="+h.ssh)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// orphans waits until the programs that a process has called are gone as well: those who
// kill it do not kill them.
func orphans(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	for syscall.Kill(-cmd.Process.Pid, 0) == nil {
		_ = pause(t.Context(), time.Second)
	}
}

func TestPublisherThatIsKilledAtAnyMomentLeavesAWholeSiteAndTheNextOneHealsIt(t *testing.T) {
	times := 10
	if thorough() {
		times = 100
	}
	everyPlace(t, func(t *testing.T, p place) {
		t.Parallel()
		mustPublish(t, p.target, firstSite(t))
		begun := time.Now()
		if out, err := mortalPublisher(t, p.target).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		took := time.Since(begun)
		p.mustCarry(t, secondSite(t))
		random, killed := rand.New(rand.NewPCG(1, 2)), 0
		for range times {
			mustReturnTo(t, p, firstSite(t))
			after := time.Duration(random.Int64N(int64(took)))
			cmd := mortalPublisher(t, p.target)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			if cmd.Wait() != nil {
				killed++
			}
			timer.Stop()
			orphans(t, cmd)
			for _, f := range faults(p.serves(t)) {
				t.Errorf("killed after %s: %s", after, f)
			}
			mustPublish(t, p.target, secondSite(t))
			p.mustCarry(t, secondSite(t))
		}
		if killed == 0 {
			t.Errorf("none of %d publishers was killed", times)
		}
	})
}

func TestPublisherThatIsKilledAtTheNthRequestLeavesAWholeSiteAndTheNextOneHealsIt(t *testing.T) {
	for _, at := range []int{1, 2, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16} {
		t.Run(strconv.Itoa(at), func(t *testing.T) {
			t.Parallel()
			s := bucketPlace(t)
			mustPublish(t, s.target, firstSite(t))
			first := s.befall(nil)
			child := mortalPublisher(t, s.target)
			kill := make(chan struct{})
			s.befall(s.watched(t, func(n int, w http.ResponseWriter, r *http.Request, store http.Handler) {
				if n-first == at {
					close(kill)
				}
				store.ServeHTTP(w, r)
			}))
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- child.Wait() }()
			select {
			case <-kill:
				_ = child.Process.Kill()
				<-ended
			case err := <-ended:
				t.Errorf("the publish ended by itself: %v", err)
			}
			s.befall(nil)
			mustPublish(t, s.target, secondSite(t))
			s.mustCarry(t, secondSite(t))
		})
	}
}
