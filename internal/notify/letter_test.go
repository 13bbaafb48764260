package notify

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/site/locale"
	"ownup/internal/status"
)

var customers = status.Receiver{
	ID: "all-customers", Kind: status.Mail, From: "Acme Status <status@acme.example>",
	List: "lists/all.txt", Unsubscribe: "https://acme.example/leave",
}

func TestLettersOfAnIncidentFormOneThreadAndReachEachAddresseeOnce(t *testing.T) {
	server := newMailServer(t)
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url})
	all := messages(t, load(t, map[string]string{"slow": outage}), "30 00:00")
	outcome := Send(t.Context(), customers, all, o)
	if outcome.Err != nil || outcome.Told != 12 || len(server.letters) != 12 {
		t.Fatalf("%+v, %d letters", outcome, len(server.letters))
	}
	var thread []*mail.Message
	for _, l := range server.letters {
		if to, text, _ := strings.Cut(l, "\n"); to == "bob@b.example" {
			letter, err := mail.ReadMessage(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			thread = append(thread, letter)
		}
	}
	for n, letter := range thread {
		parent, subject := "<slow@status.acme.example>", "Re: [Acme Status] Pages are slow"
		if n == 0 {
			parent, subject = "", "[Acme Status] Pages are slow"
		}
		if letter.Header.Get("Subject") != subject || letter.Header.Get("References") != "<slow@status.acme.example>" || letter.Header.Get("In-Reply-To") != parent {
			t.Errorf("letter %d: %v", n, letter.Header)
		}
		if id, want := letter.Header.Get("Message-ID"), "<"+strings.ReplaceAll(all[n].ID, "/", ".")+"@status.acme.example>"; id != want {
			t.Errorf("letter %d has the id %s, want %s", n, id, want)
		}
		if letter.Header.Get("List-Unsubscribe") != "<https://acme.example/leave>" || letter.Header.Get("To") != "<bob@b.example>" {
			t.Errorf("letter %d: %v", n, letter.Header)
		}
	}
	if again := Send(t.Context(), customers, all, o); again.Err != nil || again.Told != 0 || again.Before != 12 {
		t.Errorf("again: %+v", again)
	}
}

func TestNoTwoLettersHaveOneIDAndAllOfAnIncidentNameOneThread(t *testing.T) {
	server := newMailServer(t)
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url, "OWNUP_NOTIFY_ALL_CUSTOMERS_LIST": "ada@a.example"})
	r := customers
	r.List = ""
	bare := "---\ntitle: Slow\ncomponents: {web: degraded}\nstarted: 2026-09-03 08:00Z\n---\nPages are slow.\n"
	known := at(t, load(t, nil), "01 00:00")
	for _, run := range []struct{ when, slow string }{
		{"03 08:10", bare},
		{"03 08:30", bare + "\n## 2026-09-03 08:20Z identified\n"},
		{"11 00:00", bare + "\n## 2026-09-03 08:20Z identified\n\n## 2026-09-03 09:00Z resolved\n\n## Postmortem\n"},
	} {
		s := load(t, map[string]string{"slow": run.slow, "disks": window})
		now := at(t, s, run.when)
		if outcome := Send(t.Context(), r, composed(t, s, Between(known, now), "en", fstest.MapFS{}), o); outcome.Err != nil {
			t.Fatal(outcome.Err)
		}
		known = now
	}
	seen, threads := map[string]bool{}, map[string]int{}
	for _, l := range server.letters {
		_, text, _ := strings.Cut(l, "\n")
		letter, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if id := letter.Header.Get("Message-ID"); seen[id] || id == letter.Header.Get("References") {
			t.Errorf("the id %s comes again", id)
		} else {
			seen[id] = true
		}
		threads[letter.Header.Get("References")]++
	}
	if threads["<slow@status.acme.example>"] != 4 || threads["<disks@status.acme.example>"] != 3 || len(threads) != 2 {
		t.Errorf("threads: %v", threads)
	}
}

func TestOnlyAnAddressThatKnowsWhoClicksIsLeftByOneClick(t *testing.T) {
	for unsubscribe, want := range map[string][2]string{
		"https://acme.example/leave":                  {"<https://acme.example/leave>", ""},
		"https://acme.example/leave?who={address}":    {"<https://acme.example/leave?who=bob%2Bx%40b.example>", "List-Unsubscribe=One-Click"},
		"mailto:leave@acme.example?subject={address}": {"<mailto:leave@acme.example?subject=bob%2Bx%40b.example>", ""},
	} {
		server := newMailServer(t)
		r := customers
		r.Unsubscribe, r.List = unsubscribe, ""
		o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url, "OWNUP_NOTIFY_ALL_CUSTOMERS_LIST": "bob+x@b.example"})
		Send(t.Context(), r, messages(t, load(t, map[string]string{"slow": outage}), "03 08:30"), o)
		if len(server.letters) != 1 {
			t.Fatalf("%d letters", len(server.letters))
		}
		_, text, _ := strings.Cut(server.letters[0], "\n")
		letter, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{letter.Header.Get("List-Unsubscribe"), letter.Header.Get("List-Unsubscribe-Post")}; got != want {
			t.Errorf("%s: %q, want %q", unsubscribe, got, want)
		}
		if got := letter.Header.Get("List-Id"); got != "<all-customers.status.acme.example>" {
			t.Errorf("List-Id %q", got)
		}
		bodies := parts(t, letter)
		if len(bodies) != 2 {
			t.Fatalf("%d parts", len(bodies))
		}
		for _, body := range bodies {
			if !strings.Contains(body, strings.Trim(want[0], "<>")) {
				t.Errorf("%s: a part does not say how to leave:\n%s", unsubscribe, body)
			}
		}
	}
}

func parts(t *testing.T, letter *mail.Message) []string {
	t.Helper()
	_, params, err := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for r := multipart.NewReader(letter.Body, params["boundary"]); ; {
		p, err := r.NextPart() // which decodes quoted-printable
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(b))
	}
}

func TestAWrongLineOfTheListKeepsNobodyElseFromBeingTold(t *testing.T) {
	server := newMailServer(t)
	r := customers
	r.List = ""
	o := testOptions(map[string]string{
		"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url, "OWNUP_NOTIFY_ALL_CUSTOMERS_LIST": "ada@a.example,\nbob at b.example\nEve <eve@e.example>, mallory@m.example\n",
	})
	outcome := Send(t.Context(), r, messages(t, load(t, map[string]string{"slow": outage}), "03 08:30"), o)
	if outcome.Told != 3 || outcome.Err == nil || outcome.Err.Error() != "notify all-customers: OWNUP_NOTIFY_ALL_CUSTOMERS_LIST, line 2, is no mail address" {
		t.Errorf("%+v", outcome)
	}
}

func TestARefusalForGoodIsNotTriedAgainAndNamesNobody(t *testing.T) {
	server := newMailServer(t)
	server.refuses["bob@b.example"] = true
	o := testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url})
	waits := 0
	o.Wait = func(context.Context, time.Duration) error { waits++; return nil }
	outcome := Send(t.Context(), customers, messages(t, load(t, map[string]string{"slow": outage}), "03 08:30"), o)
	if waits != 0 || outcome.Told != 2 || outcome.Err == nil {
		t.Errorf("%d waits, %+v", waits, outcome)
	}
	want := "notify all-customers of slow/20260903T080000Z/investigating: 1 of 3 addressees were not told: sending SMTP RCPT TO command: 550 \"5.0.0 <…>: no such user\", affected recipient(s): <…>, affected message ID: <…>"
	if got := outcome.Err.Error(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestMessagesAreInTheReceiversLanguage(t *testing.T) {
	s := loadSite(t, strings.Replace(site, "[en, de]", "[en, ar]", 1), map[string]string{
		"slow": outage, "slow.ar": "---\ntitle: الصفحات بطيئة\n---\n\n## 2026-09-03 08:00Z\n\nنحن نبحث في الأمر.\n",
	})
	m := composed(t, s, Between(at(t, s, "01 00:00"), at(t, s, "03 08:30")), "ar", fstest.MapFS{})[0]
	if m.URL != "https://status.acme.example/ar/incidents/slow/" || m.Title != "الصفحات بطيئة" || !strings.Contains(m.HTML, `dir="rtl"`) ||
		!strings.Contains(m.Text, "نحن نبحث في الأمر.") || strings.Contains(m.Text, "Investigating") {
		t.Errorf("%s\n%s", m.Text, m.HTML)
	}
}

func TestTemplatesOfTheProjectTakeThePlaceOfTheBuiltInOnes(t *testing.T) {
	s := load(t, map[string]string{"slow": outage})
	events := Between(at(t, s, "01 00:00"), at(t, s, "03 08:30"))
	own := fstest.MapFS{
		"notify/mail.txt":    {Data: []byte("{{.Said}}! {{.Title}}: {{.Body}}")},
		"notify/mail.de.txt": {Data: []byte("Achtung: {{.Title}}")},
		"notify/mail.html":   {Data: []byte("<p title=\"{{.Title}}\">{{.Body}}</p>")},
		"notify/chat.txt":    {Data: []byte("{{.Title}} {{.URL}}\n")},
	}
	m := composed(t, s, events, "en", own)[0]
	if m.Text != "Investigating! Pages are slow: Signing in is not affected.\n\nWe look into it." || m.Chat != "Pages are slow https://status.acme.example/incidents/slow/" || !strings.Contains(m.HTML, "<em>it</em>") {
		t.Errorf("%q %q %q", m.Text, m.Chat, m.HTML)
	}
	if m := composed(t, s, events, "de", own)[0]; m.Text != "Achtung: Pages are slow" {
		t.Errorf("%q", m.Text)
	}
	words, err := locale.For("en")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"{{.Nonsense}}": "can't evaluate field Nonsense", "{{if}}": "missing value for if"} {
		c := NewComposer(s, words, fstest.MapFS{"notify/mail.txt": {Data: []byte(text)}})
		m, err := c.Compose(events[0])
		if err != nil || !strings.Contains(m.Text, "We look into it.") {
			t.Errorf("%s: %v, %q", text, err, m.Text)
		}
		if p := c.Problems(); len(p) != 1 || !strings.Contains(p[0].Error(), want) || !strings.Contains(p[0].Error(), "notify/mail.txt") {
			t.Errorf("%s: %v", text, p)
		}
	}
}

func TestHostileTitlesInjectNothing(t *testing.T) {
	hostile := strings.NewReplacer(
		"title: Pages are slow", `title: "Down\r\nBcc: all@a.example\r\n\r\n@everyone <!channel> <script>alert(1)</script> [x](https://evil.example)"`,
		"A disk is full.", "@here <!here> <script>alert(1)</script> [x](javascript:alert(1))",
	).Replace(outage)
	all := messages(t, load(t, map[string]string{"slow": hostile}), "30 00:00")
	server := newMailServer(t)
	Send(t.Context(), customers, all, testOptions(map[string]string{"OWNUP_NOTIFY_ALL_CUSTOMERS": server.url}))
	if len(server.letters) == 0 {
		t.Fatal("no letters")
	}
	for _, l := range server.letters {
		_, text, _ := strings.Cut(l, "\n")
		letter, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		subject, _ := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
		if letter.Header.Get("Bcc") != "" || !strings.Contains(subject, "Down Bcc: all@a.example") {
			t.Errorf("headers: %v", letter.Header)
		}
	}
	for _, m := range all {
		if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "javascript:") {
			t.Errorf("markup: %s", m.HTML)
		}
		for _, bad := range []string{"@everyone", "@here", "<!", "](", "\r"} {
			if strings.Contains(m.Chat, bad) {
				t.Errorf("a chat would take %q of %s", bad, m.Chat)
			}
		}
	}
}
