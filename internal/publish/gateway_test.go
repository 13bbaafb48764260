package publish

import (
	"context"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
)

// gateway gives the program versitygw, a server that speaks S3 and keeps its objects in a
// folder. It is built once, and taken from Go's own cache after that.
func gateway(tb testing.TB) string {
	tb.Helper()
	build := exec.Command("go", "tool", "-n", "-modfile=../../tools/versitygw.mod", "versitygw")
	build.Stderr = os.Stderr
	name, err := build.Output()
	if err != nil {
		tb.Fatalf("build versitygw: %v", err)
	}
	return strings.TrimSpace(string(name))
}

// gatewayPlace gives an empty bucket of a real server.
func gatewayPlace(tb testing.TB) *webStore {
	tb.Helper()
	program := gateway(tb)
	dir, err := os.MkdirTemp("", "s3-") // its name is short: that of a socket has to be
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	for _, name := range []string{"data", "about"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
			tb.Fatal(err)
		}
	}
	socket := filepath.Join(dir, "s3")
	server := exec.Command(program, "--quiet", "--port", socket, "posix", "--sidecar", filepath.Join(dir, "about"), filepath.Join(dir, "data"))
	server.Env = append(os.Environ(), "ROOT_ACCESS_KEY=key", "ROOT_SECRET_KEY=hunter2")
	if err := server.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	listens(tb, socket)
	s := newStore(tb, behind(socket), func() (map[string]string, error) {
		return readAll(filepath.Join(dir, "data", bucketName, "page"))
	})
	opened, err := s.target.(bucket).open(tb.Context(), testOptions())
	if err == nil {
		err = opened.client.MakeBucket(tb.Context(), bucketName, minio.MakeBucketOptions{})
	}
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// listens waits until a server listens on a socket.
func listens(tb testing.TB, socket string) {
	tb.Helper()
	for range 3000 {
		c, err := net.Dial("unix", socket)
		if err == nil {
			c.Close()
			return
		}
		_ = pause(tb.Context(), time.Second)
	}
	tb.Fatalf("nobody listens on %s", socket)
}

// behind passes requests on to a server on a socket, as they were signed.
func behind(socket string) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: r.In.Host})
			r.Out.Host = r.In.Host
		},
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				var d net.Dialer
				return d.DialContext(ctx, "unix", socket)
			},
			DisableCompression: true,
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { hangUp(w) },
	}
}
