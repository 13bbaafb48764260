package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/pkg/sftp"
)

// sshVariable names the ssh to use, with its options, parted by spaces.
const sshVariable = "OWNUP_SSH_COMMAND"

// line is a connection to a host.
type line struct {
	client *sftp.Client
	end    func() // ends it, whatever state it is in
}

// sshOptions are those that sftp(1) gives to ssh, and such as keep it from asking, from
// trusting a key that nobody has compared, and from waiting for a host that is gone.
var sshOptions = []string{
	"-oBatchMode=yes", "-oStrictHostKeyChecking=yes", "-oConnectTimeout=20", "-oServerAliveInterval=15", "-oServerAliveCountMax=3",
	"-oForwardX11=no", "-oForwardAgent=no", "-oPermitLocalCommand=no", "-oClearAllForwardings=yes",
}

// dial connects through the system's own ssh, which knows keys, agents, the hosts' keys
// and how to reach a host. The line outlives ctx until it is ended.
func (h host) dial(ctx context.Context, o Options) (*line, error) {
	command := strings.Fields(h.ssh)
	if given, ok := o.Lookup(sshVariable); ok && strings.TrimSpace(given) != "" {
		command = strings.Fields(given)
	}
	args := slices.Concat(command[1:], sshOptions)
	if h.user != "" {
		args = append(args, "-l", h.user)
	}
	if h.port != "" {
		args = append(args, "-p", h.port)
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), command[0], append(args, "-s", "--", h.name, "sftp")...)
	cmd.WaitDelay = time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("run ssh: %w", err)
	}
	end := func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	l, err := newLine(out, in, end)
	if !stop() {
		err = context.Cause(ctx)
	}
	if err != nil {
		end()
		return nil, sshRefusal(h.name, said.String(), err)
	}
	return l, nil
}

// newLine speaks SFTP over a connection. What files are replaced by in one step, OpenSSH
// knows and most others have learnt.
func newLine(out io.Reader, in io.WriteCloser, end func()) (*line, error) {
	client, err := sftp.NewClientPipe(out, in, sftp.UseConcurrentWrites(true))
	if err != nil {
		return nil, err
	}
	if _, knows := client.HasExtension("posix-rename@openssh.com"); !knows {
		return nil, errNoRename
	}
	return &line{client, end}, nil
}

var errNoRename = errors.New("this server cannot replace a file in one step (posix-rename@openssh.com): readers would meet a broken site")

// refusalError says why ssh made no connection.
type refusalError struct {
	reason, hint string
	final        bool // another try would end the same way
}

// Error gives ssh's reason, and a hint on a line of its own.
func (e *refusalError) Error() string {
	if e.hint == "" {
		return "ssh: " + e.reason
	}
	return "ssh: " + e.reason + "\n\t" + e.hint
}

// sshRefusal explains what ssh said as it ended.
func sshRefusal(name, said string, err error) error {
	lines := strings.FieldsFunc(said, func(r rune) bool { return r == '\n' || r == '\r' })
	if errors.Is(err, errNoRename) || len(lines) == 0 {
		return err
	}
	reason := lines[len(lines)-1]
	switch {
	case strings.Contains(said, "Host key verification failed"):
		return &refusalError{reason, "compare the host's key with what its owner says, and add it to ~/.ssh/known_hosts, as ssh-keyscan prints it", true}
	case strings.Contains(said, "Permission denied"):
		return &refusalError{reason, "ssh " + name + " has to work without a question: give it a key by an agent, a file or " + sshVariable, true}
	case strings.Contains(said, "subsystem request failed"):
		return &refusalError{reason, "the host lets this user in, but offers no SFTP", true}
	}
	return &refusalError{reason, "", false}
}

// ask sends a request, again with growing pauses where it fails and may not the next
// time. It returns when ctx ends, even if the host says nothing.
func ask[T any](ctx context.Context, h *openHost, request func(*sftp.Client) (T, error)) (T, error) {
	pause := hostPause
	for try := 1; ; try++ {
		value, err := askOnce(ctx, h, request)
		if ctx.Err() != nil || try >= h.tries || !passing(err) {
			return value, err
		}
		if err := h.clock.Wait(ctx, pause); err != nil {
			return value, err
		}
		pause *= 2
	}
}

func askOnce[T any](ctx context.Context, h *openHost, request func(*sftp.Client) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	l, err := h.connected(ctx)
	if err != nil {
		return *new(T), err
	}
	answered := make(chan answer, 1)
	go func() {
		value, err := request(l.client)
		answered <- answer{value, err}
	}()
	select {
	case a := <-answered:
		if lost(a.err) {
			h.hangUp(l)
		}
		return a.value, a.err
	case <-ctx.Done():
		return *new(T), context.Cause(ctx)
	}
}

// connected gives the line, a new one where there is none.
func (h *openHost) connected(ctx context.Context) (*line, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.line == nil {
		l, err := h.dial(ctx)
		if err != nil {
			return nil, err
		}
		h.line = l
	}
	return h.line, nil
}

// hangUp ends a line, the present one where none is given, unless there is a newer one.
func (h *openHost) hangUp(l *line) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.line != nil && (l == nil || l == h.line) {
		h.line.end()
		h.line = nil
	}
}

// lost reports whether a request failed because of the line.
func lost(err error) bool {
	_, answered := errors.AsType[*sftp.StatusError](err)
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, errOvertaken):
		return false
	case errors.Is(err, sftp.ErrSSHFxConnectionLost), errors.Is(err, sftp.ErrSSHFxNoConnection):
		return true
	}
	return !answered
}

// passing reports whether a request that failed may succeed the next time.
func passing(err error) bool {
	if refused, ok := errors.AsType[*refusalError](err); ok {
		return !refused.final
	}
	for _, final := range []error{fs.ErrNotExist, fs.ErrPermission, exec.ErrNotFound, errNoRename, errOvertaken, sftp.ErrSSHFxOpUnsupported} {
		if errors.Is(err, final) {
			return false
		}
	}
	return err != nil
}
