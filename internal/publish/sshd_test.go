package publish

import (
	"crypto/ed25519"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// sshd is an SSH server in this process, which lets one key in, and runs git and SFTP.
type sshd struct {
	port    string
	command string // an ssh that has the key, and knows the server's
	files   string // a folder for what belongs to them
}

// newSSHD starts a server.
func newSSHD(tb testing.TB) sshd {
	tb.Helper()
	dir := tb.TempDir()
	key, public := newKey(tb)
	hostKey, hostPublic := newKey(tb)
	config := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, given ssh.PublicKey) (*ssh.Permissions, error) {
		if string(given.Marshal()) != string(public.Marshal()) {
			return nil, fmt.Errorf("this key is not known")
		}
		return nil, nil
	}}
	signer, err := ssh.ParsePrivateKey(hostKey)
	if err != nil {
		tb.Fatal(err)
	}
	config.AddHostKey(signer)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	var open sync.WaitGroup
	tb.Cleanup(func() {
		listener.Close()
		open.Wait()
	})
	open.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() { serveSSH(c, config) })
		}
	})
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	write := func(name string, text []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, text, 0o600); err != nil {
			tb.Fatal(err)
		}
		return name
	}
	known := write("known_hosts", fmt.Appendf(nil, "[127.0.0.1]:%s %s", port, ssh.MarshalAuthorizedKey(hostPublic)))
	write("none", nil)
	command := fmt.Sprintf("ssh -F none -oIdentityFile=%s -oIdentitiesOnly=yes -oUserKnownHostsFile=%s -oGlobalKnownHostsFile=%s",
		write("key", key), known, filepath.Join(dir, "none"))
	return sshd{port, command, dir}
}

// newKey makes a key, and gives it as ssh keeps it in a file.
func newKey(tb testing.TB) ([]byte, ssh.PublicKey) {
	tb.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		tb.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		tb.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		tb.Fatal(err)
	}
	return pem.EncodeToMemory(block), key
}

// serveSSH serves one connection.
func serveSSH(c net.Conn, config *ssh.ServerConfig) {
	defer c.Close()
	_, channels, requests, err := ssh.NewServerConn(c, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	var sessions sync.WaitGroup
	defer sessions.Wait()
	for offered := range channels {
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		sessions.Go(func() {
			defer channel.Close()
			for r := range requests {
				var text string
				if len(r.Payload) > 4 {
					text = string(r.Payload[4:])
				}
				known := r.Type == "subsystem" && text == "sftp" || r.Type == "exec" && strings.HasPrefix(text, "git-")
				_ = r.Reply(known || r.Type == "env", nil)
				if known {
					status := serveSession(channel, r.Type, text)
					_, _ = channel.SendRequest("exit-status", false, binary.BigEndian.AppendUint32(nil, status))
					return
				}
			}
		})
	}
}

// serveSession serves SFTP, or runs one of git's programs.
func serveSession(channel ssh.Channel, kind, text string) (status uint32) {
	if kind == "subsystem" {
		server, err := sftp.NewServer(channel)
		if err == nil {
			err = server.Serve()
		}
		if err != nil && err != io.EOF {
			return 1
		}
		return 0
	}
	program, dir, _ := strings.Cut(text, " ")
	cmd := exec.Command("git", strings.TrimPrefix(program, "git-"), strings.Trim(dir, "'"))
	cmd.Stdout, cmd.Stderr = channel, channel.Stderr()
	in, err := cmd.StdinPipe() // which Wait closes, unlike a reader that it would wait for
	if err != nil || cmd.Start() != nil {
		return 1
	}
	go func() {
		_, _ = io.Copy(in, channel)
		in.Close()
	}()
	if cmd.Wait() != nil {
		return 1
	}
	return 0
}

// hostPlace is a folder that does not exist yet, on a host that is reached by SSH.
func hostPlace(tb testing.TB) place {
	tb.Helper()
	server := newSSHD(tb)
	dir := filepath.Join(tb.TempDir(), "www")
	target := mustParse(tb, "sftp://ada@127.0.0.1:"+server.port+filepath.ToSlash(dir)).(host)
	target.ssh = server.command
	return place{target, func(tb testing.TB) map[string]string {
		files := filesIn(tb, dir)
		for name := range files {
			if strings.HasPrefix(name, lockName+"/") {
				delete(files, name)
			}
		}
		return files
	}}
}
