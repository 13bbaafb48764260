package publish

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Where the secret of a storage account is, under the names that Azure's own program has
// for it; the last is a token of Microsoft Entra's, as that program prints it.
const (
	azureKey   = "AZURE_STORAGE_KEY"
	azureSAS   = "AZURE_STORAGE_SAS_TOKEN"
	azureToken = "AZURE_STORAGE_TOKEN"
)

// signer gives what proves of a request that it comes from somebody who may send it.
func (c container) signer(o Options) (func(*http.Request), error) {
	secret := func(name string) string {
		text, ok := o.Lookup(name)
		if !ok {
			return ""
		}
		return strings.TrimSpace(text)
	}
	if text := secret(azureKey); text != "" {
		key, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, errors.New("what " + azureKey + " holds is no key: it is not in base64")
		}
		return func(r *http.Request) {
			r.Header.Set("Authorization", "SharedKey "+c.account+":"+signature(key, stringToSign(r, c.account)))
		}, nil
	}
	if token := strings.TrimPrefix(secret(azureSAS), "?"); token != "" {
		return func(r *http.Request) { r.URL.RawQuery = strings.Trim(r.URL.RawQuery+"&"+token, "&") }, nil
	}
	if token := secret(azureToken); token != "" {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }, nil
	}
	return nil, errors.New("there are no credentials for it\n\tset " + azureKey + ", " + azureSAS + " or " + azureToken)
}

// signature signs a text with the key of an account.
func signature(key []byte, text string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// stringToSign gives the lines of a request over which its signature goes.
// Source: learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
func stringToSign(r *http.Request, account string) string {
	length := ""
	if r.ContentLength > 0 {
		length = strconv.FormatInt(r.ContentLength, 10)
	}
	lines := []string{r.Method, "", "", length}
	for _, name := range []string{"Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"} {
		lines = append(lines, r.Header.Get(name))
	}
	var own []string
	for name, values := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-ms-") {
			own = append(own, name+":"+strings.Join(values, ","))
		}
	}
	slices.Sort(own)
	lines = append(append(lines, own...), "/"+account+r.URL.EscapedPath())
	var asked []string
	for name, values := range r.URL.Query() {
		slices.Sort(values)
		asked = append(asked, strings.ToLower(name)+":"+strings.Join(values, ","))
	}
	slices.Sort(asked)
	return strings.Join(append(lines, asked...), "\n")
}
