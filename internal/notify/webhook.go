package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// hook puts together what a webhook is sent. The shape is that of Statuspage's own, see
// https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/.
func hook(site string, state, incident []byte) ([]byte, error) {
	var s struct {
		Page   struct{ ID string } `json:"page"`
		Status struct {
			Indicator   string `json:"indicator"`
			Description string `json:"description"`
		} `json:"status"`
	}
	if err := json.Unmarshal(state, &s); err != nil {
		return nil, err
	}
	i, err := whole(incident)
	if err != nil {
		return nil, err
	}
	type meta struct {
		Unsubscribe   string `json:"unsubscribe"`
		Documentation string `json:"documentation"`
	}
	type page struct {
		ID                string `json:"id"`
		StatusIndicator   string `json:"status_indicator"`
		StatusDescription string `json:"status_description"`
	}
	return json.Marshal(struct {
		Meta     meta           `json:"meta"`
		Page     page           `json:"page"`
		Incident map[string]any `json:"incident"`
	}{
		meta{site + "/subscribe/", site + "/subscribe/"},
		page{s.Page.ID, s.Status.Indicator, s.Status.Description},
		i,
	})
}

// whole gives the incident of a document with what only webhooks tell of it: a reader may
// insist that a key is there.
func whole(document []byte) (map[string]any, error) {
	var d struct {
		Incident map[string]any `json:"incident"`
	}
	if err := json.Unmarshal(document, &d); err != nil {
		return nil, err
	}
	i := d.Incident
	tell := func(value any, keys ...string) {
		for _, key := range keys {
			if _, ok := i[key]; !ok {
				i[key] = value
			}
		}
	}
	tell(nil, "impact_override", "postmortem_body", "postmortem_body_last_updated_at", "postmortem_published_at",
		"scheduled_for", "scheduled_until", "scheduled_reminded_at")
	tell(false, "backfilled", "postmortem_ignored", "postmortem_notified_subscribers", "postmortem_notified_twitter",
		"scheduled_auto_in_progress", "scheduled_auto_completed", "scheduled_remind_prior")
	updates, _ := i["incident_updates"].([]any)
	for _, u := range updates {
		if one, ok := u.(map[string]any); ok && one["status"] == "postmortem" {
			i["postmortem_body"], i["postmortem_published_at"] = one["body"], one["display_at"]
			i["postmortem_body_last_updated_at"] = one["updated_at"]
			break // the newest comes first
		}
	}
	return i, nil
}

// The headers of a request. The signature is the HMAC-SHA256, in hexadecimal behind
// "sha256=", of the time, a point and the body, so that an old request cannot be sent
// again by somebody else.
const (
	eventHeader     = "X-Ownup-Event"
	timeHeader      = "X-Ownup-Timestamp" // seconds since 1970
	signatureHeader = "X-Ownup-Signature"
)

// Sign gives the signature of a request.
func Sign(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// webhook sends requests to one address.
type webhook struct {
	client          *http.Client
	address, secret string
	now             func() time.Time
}

func newWebhook(name, address, secret string, now func() time.Time) (sender, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("%s holds no https: address", name)
	}
	client := &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("it redirects") },
	}
	return webhook{client, address, secret, now}, nil
}

func (w webhook) to() []string { return []string{""} }

func (w webhook) send(ctx context.Context, m Message, to []string) ([]string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.address, bytes.NewReader(m.Webhook))
	if err != nil {
		return nil, redact(err, w.address)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "ownup")
	request.Header.Set(eventHeader, m.ID)
	if w.secret != "" {
		timestamp := strconv.FormatInt(w.now().Unix(), 10)
		request.Header.Set(timeHeader, timestamp)
		request.Header.Set(signatureHeader, Sign(w.secret, timestamp, m.Webhook))
	}
	answer, err := w.client.Do(request)
	if err != nil {
		return nil, redact(err, w.address)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<20)) // so that the connection serves again
	switch code := answer.StatusCode; {
	case code/100 == 2:
		return to, nil
	case code/100 == 4 && code != http.StatusRequestTimeout && code != http.StatusTooEarly && code != http.StatusTooManyRequests:
		return nil, finalError{fmt.Errorf("the receiver answered with the status %d", code)}
	default:
		return nil, fmt.Errorf("the receiver answered with the status %d", code)
	}
}
