package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ownup/internal/publish/served"
)

// nginx serves a site by the configuration of the document, with a certificate of its own,
// and gives its address and a client that trusts it.
func nginx(t *testing.T, site string) (string, *http.Client) {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		if program, err = filepath.Abs("../../tools/nginx/usr/sbin/nginx"); err != nil {
			t.Fatal(err)
		}
	}
	about, err := exec.Command(program, "-V").CombinedOutput()
	if err != nil {
		t.Fatalf("nginx is not there: \"make test\" sets it up: %v", err)
	}
	types := regexp.MustCompile(`--conf-path=(\S+)/nginx\.conf`).FindStringSubmatch(string(about))
	if types == nil {
		t.Fatalf("nginx does not say where its files are: %s", about)
	}
	dir, port := t.TempDir(), freePort(t)
	pool := certify(t, dir)
	configuration := strings.NewReplacer(
		"/var/www/status", site, "listen 443 ssl", "listen 127.0.0.1:"+port+" ssl", "listen [::]:443 ssl;", "",
		"/etc/letsencrypt/live/status.example.com", dir,
	).Replace(hosting(t, "nginx", "nginx")[0])
	mime := types[1] + "/mime.types"
	if strings.HasPrefix(program, "/") && strings.Contains(program, "/tools/nginx/") {
		mime = strings.TrimSuffix(program, "/usr/sbin/nginx") + mime
	}
	user := ""
	if os.Getuid() == 0 {
		user = "user root; " // who may read the test's folders
	}
	whole := fmt.Sprintf("daemon off; "+user+"pid %[1]s/pid; error_log stderr;\nevents {}\nhttp {\ninclude %[2]s; default_type application/octet-stream; access_log off;\n"+
		"client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;\n%[3]s}\n", dir, mime, configuration)
	name := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(name, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(program, "-c", name, "-p", dir, "-e", "stderr")
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "status.example.com"}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	address := "https://127.0.0.1:" + port
	for deadline := time.Now().Add(10 * time.Second); ; {
		answer, err := client.Get(address + "/api/build.json")
		if err == nil {
			answer.Body.Close()
			return address, client
		}
		if time.Now().After(deadline) {
			t.Fatalf("nginx does not serve: %v\n%s", err, said.String())
		}
	}
}

// freePort gives a port that nobody listens at.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// certify makes a certificate of status.example.com, under the names that certbot gives.
func certify(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"status.example.com"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * 24 * time.Hour),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	chain := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	for name, text := range map[string][]byte{
		"fullchain.pem": chain, "privkey.pem": pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(chain)
	return pool
}

func TestNginxServesTheSiteAsDocumented(t *testing.T) {
	site := built(t)
	address, client := nginx(t, site)

	// Our own look finds nothing wrong, and has no advice.
	now := time.Date(2026, 9, 3, 13, 0, 30, 0, time.UTC)
	if found := served.Look(t.Context(), client, address, now); len(found.Wrong)+len(found.Advice) > 0 || found.Sampled != 12 {
		t.Errorf("wrong: %q, advice: %q, %d files sampled", found.Wrong, found.Advice, found.Sampled)
	}

	short, long := "public, max-age=30, stale-if-error=86400", "public, max-age=31536000, immutable"
	tests := []struct {
		path, status, content, cache, location string
	}{
		{"/", "200", "text/html; charset=utf-8", short, ""},
		{"/history/", "200", "text/html; charset=utf-8", short, ""},
		{"/history", "301", "text/html", short, "/history/"},
		{"/history.rss", "200", "application/rss+xml; charset=utf-8", short, ""},
		{"/history.atom", "200", "application/atom+xml; charset=utf-8", short, ""},
		{"/feed.json", "200", "application/json; charset=utf-8", short, ""},
		{"/maintenance.ics", "200", "text/calendar; charset=utf-8", short, ""},
		{"/api/v2/summary.json", "200", "application/json; charset=utf-8", short, ""},
		{"/metrics", "200", "text/plain; version=0.0.4; charset=utf-8", short, ""},
		{"/metrics.txt", "200", "text/plain; version=0.0.4; charset=utf-8", short, ""},
		{"/robots.txt", "200", "text/plain; charset=utf-8", short, ""},
		{"/favicon.svg", "200", "image/svg+xml", short, ""},
		{"/incidents/nowhere/", "404", "text/html; charset=utf-8", short, ""},
	}
	for _, name := range files(t, site) {
		if strings.HasPrefix(name, "assets/") && strings.HasSuffix(name, ".css") {
			tests = append(tests, tests[0])
			last := &tests[len(tests)-1]
			last.path, last.content, last.cache = "/"+name, "text/css; charset=utf-8", long
		}
	}
	want := policy(t)
	for _, tt := range tests {
		answer, err := client.Get(address + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		h := answer.Header
		got := []string{answer.Status[:3], h.Get("Content-Type"), h.Get("Cache-Control"), h.Get("Location")}
		if w := []string{tt.status, tt.content, tt.cache, tt.location}; strings.Join(got, "|") != strings.Join(w, "|") {
			t.Errorf("%s: %q, want %q", tt.path, got, w)
		}
		if h.Get("Content-Security-Policy") != want || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" {
			t.Errorf("%s has the headers %v", tt.path, h)
		}
		if tt.status == "404" && !bytes.Contains(body, []byte("</html>")) {
			t.Errorf("%s: %s", tt.path, body)
		}
		if tt.status == "200" && strings.HasPrefix(tt.content, "text/html") && !answer.Uncompressed {
			t.Errorf("%s is sent as it is, %d bytes", tt.path, len(body))
		}
	}
}
