package publish

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The account that Azurite, Microsoft's own stand-in for its service, comes with.
// Source: learn.microsoft.com/azure/storage/common/storage-use-azurite.
const (
	azuriteAccount = "devstoreaccount1"
	azuriteKey     = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)

// azure is a container of Azurite's.
type azure struct {
	webStore
	open openContainer // past the way
}

// azurePlace gives an empty container. A request that fails is not sent again.
func azurePlace(tb testing.TB) *azure {
	tb.Helper()
	server := exec.Command("node", "../../tools/node_modules/azurite/dist/src/blob/main.js",
		"--inMemoryPersistence", "--blobPort", "0", "--skipApiVersionCheck", "--silent", "--disableTelemetry")
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	var address string
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		_, address, _ = strings.Cut(lines.Text(), "successfully listens on ")
	}
	to, err := url.Parse(address)
	if err != nil || address == "" {
		tb.Fatalf("Azurite listens on %q: %v", address, err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host
		},
		Transport:    &http.Transport{DisableCompression: true},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	way, near := newWay(tb, proxy)
	const form = "azblob://%s/%s/page?endpoint=%s/%[1]s"
	target := mustParse(tb, fmt.Sprintf(form, azuriteAccount, bucketName, near)).(container)
	target.tries = 1
	direct := mustParse(tb, fmt.Sprintf(form, azuriteAccount, bucketName, address)).(container)
	sign, err := direct.signer(testOptions())
	if err != nil {
		tb.Fatal(err)
	}
	a := &azure{open: direct.open(sign, testClock())}
	_, _, err = a.open.ask(tb.Context(), http.MethodPut, "", url.Values{"restype": {"container"}}, nil, nil)
	if err != nil {
		tb.Fatal(err)
	}
	files := func() (map[string]string, error) { return a.files(tb.Context()) }
	a.webStore = webStore{storePlace(target, files), way, files}
	return a
}

// files gives what the container holds below its prefix. It begins again where a blob is
// removed under its eyes: a publisher that was killed has asked for that.
func (a *azure) files(ctx context.Context) (map[string]string, error) {
again:
	sizes, err := a.open.list(ctx, nil)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for path := range sizes {
		content, err := a.open.get(ctx, path)
		if errors.Is(err, fs.ErrNotExist) {
			goto again
		}
		if err != nil {
			return nil, err
		}
		files[path] = string(content)
	}
	return files, nil
}

func TestContainerIsPublishedToWithAKeyAndWithASharedAccessSignature(t *testing.T) {
	a := azurePlace(t)
	publish := func(site *Site, name, secret string) error {
		o := testOptions()
		o.Force = true
		o.Lookup = func(asked string) (string, bool) { return secret, asked == name }
		return Send(t.Context(), site, []Target{a.target}, o)[0].Err
	}
	for name, secret := range map[string]string{azureKey: azuriteKey, azureSAS: sharedAccess(t)} {
		for _, site := range []*Site{firstSite(t), secondSite(t)} {
			if err := publish(site, name, secret); err != nil {
				t.Fatalf("with %s: %v", name, err)
			}
			a.mustCarry(t, site)
		}
	}
	for name, secret := range map[string]string{
		azureKey: base64.StdEncoding.EncodeToString([]byte("hunter2")), azureSAS: "?sig=hunter2&se=2030-01-01", azureToken: "hunter2",
	} {
		err := publish(secondSite(t), name, secret)
		if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "(status 40") {
			t.Errorf("with a wrong %s: %v", name, err)
		}
	}
	err := publish(secondSite(t), "", "")
	if err == nil || !strings.Contains(err.Error(), "set AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_TOKEN") {
		t.Errorf("without a secret: %v", err)
	}
}

func TestRequestToAContainerThatFailsOnceIsSentAgainAfterAPause(t *testing.T) {
	a := azurePlace(t)
	target := a.target.(container)
	target.tries = bucketTries
	for name, befall := range misfortunes {
		if name == "says that there is no room" {
			continue // which nobody expects to pass
		}
		mustReturnTo(t, a.place, firstSite(t))
		first := a.befall(nil)
		a.befall(a.watched(t, func(n int, w http.ResponseWriter, r *http.Request, store http.Handler) {
			if n -= first; n == 2 || n == 4 || n == 8 || n == 15 {
				befall(w, r, store)
				return
			}
			store.ServeHTTP(w, r)
		}))
		o := testOptions()
		if err := Send(t.Context(), secondSite(t), []Target{target}, o)[0].Err; err != nil {
			t.Errorf("%s: %v", name, err)
		}
		a.befall(nil)
		a.mustCarry(t, secondSite(t))
		if waited := o.Clock.Now().Sub(monday); name == "fails" && waited < 4*time.Second {
			t.Errorf("it waited for %s", waited)
		}
	}
}

// sharedAccess signs a token that allows everything in Azurite's account for a while.
// Source: learn.microsoft.com/rest/api/storageservices/create-account-sas.
func sharedAccess(t *testing.T) string {
	t.Helper()
	query := url.Values{
		"sv": {"2020-08-04"}, "ss": {"b"}, "srt": {"co"}, "sp": {"rwdlac"}, "spr": {"https,http"},
		"se": {time.Now().Add(time.Hour).UTC().Format(time.RFC3339)},
	}
	text := strings.Join([]string{
		azuriteAccount, query.Get("sp"), query.Get("ss"), query.Get("srt"), "", query.Get("se"), "", query.Get("spr"), query.Get("sv"), "",
	}, "\n")
	key, err := base64.StdEncoding.DecodeString(azuriteKey)
	if err != nil {
		t.Fatal(err)
	}
	query.Set("sig", signature(key, text))
	return "?" + query.Encode()
}
