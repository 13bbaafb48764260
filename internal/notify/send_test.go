package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/report"
	"ownup/internal/status"
)

func TestAddresseeWhoCouldNotBeReachedIsToldAloneAndInOrder(t *testing.T) {
	server := newMailServer(t)
	server.refuses["bob@b.example"] = true
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url})
	all := messages(t, load(t, map[string]string{"slow": outage}), "30 00:00")
	outcome := Send(t.Context(), customers, all, o)
	if outcome.Err == nil || outcome.Told != 8 {
		t.Errorf("%+v", outcome)
	}
	server.refuses, server.letters = nil, nil
	if outcome = Send(t.Context(), customers, all, o); outcome.Err != nil || outcome.Told != 4 || outcome.Before != 8 {
		t.Errorf("the next run: %+v", outcome)
	}
	for _, l := range server.letters {
		if !strings.HasPrefix(l, "bob@b.example\n") {
			t.Errorf("somebody is told twice: %.40s", l)
		}
	}
}

func TestWhoeverIsOwedAMessageIsToldItAlone(t *testing.T) {
	server := newMailServer(t)
	server.refuses["bob@b.example"] = true
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url})
	s := load(t, map[string]string{"slow": outage})
	before, during, after := at(t, s, "01 00:00"), at(t, s, "03 08:30"), at(t, s, "03 09:30")
	send := func(l Ledger, r *report.Report) Outcome {
		server.letters, o.Receipts, o.Owed = nil, Receipts{}, l.Owed
		return Send(t.Context(), customers, composed(t, s, l.News(r), "en", fstest.MapFS{}), o)
	}
	first := send(Known(before), during)
	l := Known(before).After(during, []Outcome{first})
	if first.Told != 2 || len(l.Owed) != 1 || strings.Contains(l.String(), "bob") {
		t.Fatalf("%+v\n%s", first, l)
	}
	// He still refuses: he is owed both, in order; the others are told the new one.
	second := send(l, after)
	l = l.After(after, []Outcome{second})
	if second.Told != 2 || len(l.Owed) != 2 {
		t.Fatalf("%+v\n%s", second, l)
	}
	server.refuses = nil
	third := send(l, after)
	if third.Err != nil || third.Told != 2 || len(l.After(after, []Outcome{third}).Owed) != 0 {
		t.Errorf("%+v", third)
	}
	for n, phase := range []string{"investigating", "identified"} {
		if !strings.HasPrefix(server.letters[n], "bob@b.example\n") || !strings.Contains(server.letters[n], "."+phase+"@") {
			t.Errorf("letter %d: %.300s", n, server.letters[n])
		}
	}
	// Where the way itself is missing, all are owed it, and after a day no longer.
	o.Lookup = func(string) (string, bool) { return "", false }
	fourth := send(Known(before), during)
	l = Known(before).After(during, []Outcome{fourth})
	if want := "owed\tslow/20260903T080000Z/investigating\t2026-09-03T08:30:00Z\tall-customers\t*\n"; !strings.Contains(l.String(), want) {
		t.Errorf("%s, want %s", l, want)
	}
	l = l.After(after, []Outcome{send(l, after)})
	if strings.Count(l.String(), "owed") != 2 {
		t.Errorf("the next run without it: %s", l)
	}
	if got := ids(l.News(at(t, s, "04 08:31"))); strings.Contains(got, "investigating") {
		t.Errorf("after a day: %s", got)
	}
}

// parts gives the bodies of a letter, decoded.
func TestWebhookIsSignedAndInTheShapeOfStatuspage(t *testing.T) {
	var requests []*http.Request
	var bodies []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		requests, bodies = append(requests, r), append(bodies, string(b))
	}))
	defer server.Close()
	pager := status.Receiver{ID: "pager", Kind: status.Webhook}
	o := testOptions(map[string]string{"OWNUP_NOTIFY_PAGER": server.URL + "/hook", "OWNUP_NOTIFY_PAGER_SECRET": "hunter2"})
	outcome := Send(t.Context(), pager, messages(t, load(t, map[string]string{"slow": outage}), "30 00:00"), o)
	if outcome.Err != nil || len(bodies) != 4 {
		t.Fatalf("%+v, %d requests", outcome, len(bodies))
	}
	type payload struct {
		Page struct {
			ID        string `json:"id"`
			Indicator string `json:"status_indicator"`
		} `json:"page"`
		Incident struct {
			ID, Name, Status string
			Updates          []struct{ Status, Body string } `json:"incident_updates"`
		} `json:"incident"`
	}
	var phases []string
	for n, body := range bodies {
		var p payload
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			t.Fatal(err)
		}
		if p.Incident.ID != "slow" || p.Incident.Name != "Pages are slow" || p.Page.ID == "" || len(p.Incident.Updates) != n+1 {
			t.Errorf("request %d: %s", n, body)
		}
		phases = append(phases, p.Incident.Status+"/"+p.Page.Indicator)
		if got, want := requests[n].Header.Get(signatureHeader), Sign("hunter2", "1788768000", []byte(body)); got != want {
			t.Errorf("signature %s, want %s", got, want)
		}
	}
	if want := []string{"investigating/minor", "identified/major", "resolved/none", "postmortem/none"}; !slices.Equal(phases, want) {
		t.Errorf("got %q, want %q", phases, want)
	}
}

func TestReceiversAreToldOfWhatConcernsThem(t *testing.T) {
	all := messages(t, load(t, map[string]string{"slow": outage}), "03 09:30")
	for name, c := range map[string]struct {
		r    status.Receiver
		want int
	}{
		"everything":        {status.Receiver{Kind: status.Chat}, 2},
		"its component":     {status.Receiver{Kind: status.Chat, Components: []string{"web"}}, 2},
		"another component": {status.Receiver{Kind: status.Chat, Components: []string{"mail"}}, 0},
		"least minor":       {status.Receiver{Kind: status.Chat, Least: status.ImpactMinor}, 2},
		"least major":       {status.Receiver{Kind: status.Chat, Least: status.ImpactMajor}, 1},
		"least critical":    {status.Receiver{Kind: status.Chat, Least: status.ImpactCritical}, 0},
	} {
		got := 0
		for _, m := range all {
			if Concerns(c.r, m) {
				got++
			}
		}
		if got != c.want {
			t.Errorf("%s: %d messages, want %d", name, got, c.want)
		}
	}
}

func TestChatsAreToldByShoutrrr(t *testing.T) {
	var said []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		said = append(said, string(b))
	}))
	defer server.Close()
	team := status.Receiver{ID: "team", Kind: status.Chat}
	o := testOptions(map[string]string{"OWNUP_NOTIFY_TEAM": "generic+" + server.URL + "/hook"})
	outcome := Send(t.Context(), team, messages(t, load(t, map[string]string{"slow": outage}), "03 08:30"), o)
	want := "Investigating: Pages are slow\nSigning in is not affected. We look into it.\nhttps://status.acme.example/incidents/slow/"
	if outcome.Err != nil || len(said) != 1 || said[0] != want {
		t.Errorf("%+v: %q", outcome, said)
	}
}

func TestNoErrorNamesASecret(t *testing.T) {
	one := messages(t, load(t, map[string]string{"slow": outage}), "03 08:30")
	refuses := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refuses.Close()
	for address, r := range map[string]status.Receiver{
		"slack://hook:hunter2hunter2@oops":             {ID: "a", Kind: status.Chat},
		"nosuch://hunter2@host":                        {ID: "a", Kind: status.Chat},
		"generic+" + refuses.URL + "/hunter2":          {ID: "a", Kind: status.Chat},
		"generic://127.0.0.1:1/hunter2?disabletls=yes": {ID: "a", Kind: status.Chat},
		"telegram://hunter2@telegram?chats=1":          {ID: "a", Kind: status.Chat},
		"http://127.0.0.1:1/hunter2":                   {ID: "a", Kind: status.Webhook},
		refuses.URL + "/hunter2":                       {ID: "a", Kind: status.Webhook},
		"hunter2":                                      {ID: "a", Kind: status.Webhook},
		"smtp://ada:hunter2@127.0.0.1:1?tls=none":      {ID: "a", Kind: status.Mail, From: "a@b.example", List: "lists/all.txt"},
		"https://ada:hunter2@127.0.0.1:1":              {ID: "a", Kind: status.Mail, From: "a@b.example", List: "lists/all.txt"},
	} {
		outcome := Send(t.Context(), r, one, testOptions(map[string]string{"OWNUP_NOTIFY_A": address}))
		if outcome.Err == nil || strings.Contains(outcome.Err.Error(), "hunter2") {
			t.Errorf("%s: %v", address, outcome.Err)
		}
	}
}

func TestReceiverWithoutAnAddressSaysWhichVariableIsMissing(t *testing.T) {
	outcome := Send(t.Context(), status.Receiver{ID: "my-team", Kind: status.Chat}, nil, testOptions(nil))
	if outcome.Err == nil || !strings.Contains(outcome.Err.Error(), "OWNUP_NOTIFY_MY_TEAM") {
		t.Errorf("%v", outcome.Err)
	}
}

func TestReceiptsAreKeptAfterEachMessage(t *testing.T) {
	server := newMailServer(t)
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url})
	kept := 0
	o.Told = func(r Receipts) error {
		kept++
		if strings.Contains(r.String(), "bob") {
			t.Error("a receipt names somebody")
		}
		return errors.New("no room")
	}
	outcome := Send(t.Context(), customers, messages(t, load(t, map[string]string{"slow": outage}), "30 00:00"), o)
	if kept != 4 || outcome.Err == nil {
		t.Errorf("%d times, %v", kept, outcome.Err)
	}
}

func TestWhoeverHeardOfAnIncidentHearsOfItsEnd(t *testing.T) {
	var said []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		said = append(said, r.Header.Get(eventHeader))
	}))
	defer server.Close()
	pager := status.Receiver{ID: "pager", Kind: status.Webhook, Least: status.ImpactMajor}
	o := testOptions(map[string]string{"OWNUP_NOTIFY_PAGER": server.URL})
	major := strings.Replace(updates(began), "web: degraded", "web: major_outage", 1)
	l := Known(at(t, load(t, nil), "01 00:00"))
	for _, run := range []struct{ when, id, text string }{
		{"03 08:10", "slow", major},
		{"03 09:10", "pages", updates(began, found)}, // under another name, it was not that bad after all
		{"03 10:10", "pages", updates(began, found, ended)},
		{"03 11:10", "pages", updates(began, found, ended, "03 11:00 update Thank you.")},
	} {
		s := load(t, map[string]string{run.id: run.text})
		now := at(t, s, run.when)
		l = l.Renamed(now)
		o.Heard = l.Heard
		outcome := Send(t.Context(), pager, composed(t, s, l.News(now), "en", fstest.MapFS{}), o)
		var err error
		if l, err = ParseLedger(l.After(now, []Outcome{outcome}).String()); err != nil || outcome.Err != nil {
			t.Fatal(err, outcome.Err)
		}
	}
	if want := []string{"slow/20260903T080000Z/investigating", "pages/20260903T100000Z/resolved"}; !slices.Equal(said, want) {
		t.Errorf("told %q, want %q", said, want)
	}
}

func TestALongListIsToldInPortions(t *testing.T) {
	server := newMailServer(t)
	var list strings.Builder
	for n := range 250 {
		fmt.Fprintf(&list, "c%03d@a.example\n", n)
	}
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url, "OWNUP_NOTIFY_ALL_CUSTOMERS_LIST": list.String()})
	var kept []int
	o.Told = func(r Receipts) error { kept = append(kept, len(r)); return nil }
	r := customers
	r.List = ""
	one := messages(t, load(t, map[string]string{"slow": outage}), "03 08:30")
	if outcome := Send(t.Context(), r, one, o); outcome.Err != nil || outcome.Told != 250 || !slices.Equal(kept, []int{100, 200, 250}) {
		t.Errorf("%+v, kept %v", outcome, kept)
	}
	// Where the way is blocked, nobody waits for each of them.
	waits := 0
	o.Wait = func(context.Context, time.Duration) error { waits++; return nil }
	o.Receipts, o.Told = Receipts{}, nil
	o.Lookup = func(name string) (string, bool) {
		return map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": "smtp://127.0.0.1:1?tls=none", "OWNUP_NOTIFY_ALL_CUSTOMERS_LIST": list.String()}[name], true
	}
	outcome := Send(t.Context(), r, messages(t, load(t, map[string]string{"slow": outage}), "30 00:00"), o)
	if waits != tries-1 || outcome.Told != 0 || len(outcome.Missed) != 4 {
		t.Errorf("%d waits, %+v", waits, outcome)
	}
}

func FuzzReceiptsReadWhatTheyWrite(f *testing.F) {
	f.Add("a\tb\tc\n# remark\n\nd\te\tf\r\n")
	f.Add("a\tb\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseReceipts(text)
		if err != nil {
			return
		}
		if again, err := ParseReceipts(r.String()); err != nil || again.String() != r.String() {
			t.Errorf("%q became %q, %v", r, again, err)
		}
	})
}
