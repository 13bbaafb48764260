package notify

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"ownup/internal/status"
)

func TestAMessageSaysWhatIsPlannedAndPromised(t *testing.T) {
	s := load(t, map[string]string{
		"disks": window,
		"slow":  strings.Replace(updates(began), "investigating", "investigating (next: 30m)", 1),
	})
	all := composed(t, s, Between(at(t, s, "01 00:00"), at(t, s, "08 00:00")), "en", fstest.MapFS{})
	for n, want := range []string{"Next update by 3 September 2026, 08:30 UTC", "Planned: 10 September 2026, 20:00 – 22:00 UTC"} {
		for _, text := range []string{all[n].Text, all[n].HTML, all[n].Chat} {
			if !strings.Contains(text, want) {
				t.Errorf("it does not say %q:\n%s", want, text)
			}
		}
	}
	if strings.Contains(all[0].Text, "Planned") {
		t.Errorf("an incident is planned:\n%s", all[0].Text)
	}
}

func TestLinksInAMessageLeadSomewhere(t *testing.T) {
	text := head + "\n## 2026-09-03 08:00Z investigating\n\nSee [there](../other/), [all](/history/?q=a#b), [them](https://other.example/) and [below](#x).\n"
	all := messages(t, load(t, map[string]string{"slow": text}), "03 08:30")
	for _, want := range []string{
		`"https://status.acme.example/incidents/other/"`, `"https://status.acme.example/history/?q=a#b"`, `"https://other.example/"`,
	} {
		if !strings.Contains(all[0].HTML, want) {
			t.Errorf("there is no link to %s:\n%s", want, all[0].HTML)
		}
	}
}

// knownKeys are those that Statuspage documents of an incident, with a value of the type
// that each has; null stands for a text that may be missing.
// Source: support.atlassian.com/statuspage/docs/enable-webhook-notifications.
const knownKeys = `{"backfilled": false, "created_at": "", "impact": "", "impact_override": null, "monitoring_at": null,
	"postmortem_body": null, "postmortem_body_last_updated_at": null, "postmortem_ignored": false,
	"postmortem_notified_subscribers": false, "postmortem_notified_twitter": false, "postmortem_published_at": null,
	"resolved_at": null, "scheduled_auto_in_progress": false, "scheduled_auto_completed": false, "scheduled_for": null,
	"scheduled_remind_prior": false, "scheduled_reminded_at": null, "scheduled_until": null, "shortlink": "",
	"status": "", "updated_at": "", "id": "", "name": "", "incident_updates": []}`

func TestReceiversOfStatuspageFindEveryKeyInAWebhook(t *testing.T) {
	var known map[string]any
	if err := json.Unmarshal([]byte(knownKeys), &known); err != nil {
		t.Fatal(err)
	}
	s := load(t, map[string]string{"slow": outage, "disks": window})
	for _, m := range composed(t, s, Between(at(t, s, "01 00:00"), at(t, s, "30 00:00")), "en", fstest.MapFS{}) {
		var p struct {
			Page     map[string]any
			Incident map[string]any
		}
		if err := json.Unmarshal(m.Webhook, &p); err != nil {
			t.Fatal(err)
		}
		for key, form := range known {
			got, ok := p.Incident[key]
			_, text := got.(string)
			if !ok || fmt.Sprintf("%T", got) != fmt.Sprintf("%T", form) && (form != nil || !text) {
				t.Errorf("%s: %s is %#v", m.ID, key, got)
			}
		}
		if got := read(p.Page, p.Incident); got == "" {
			t.Errorf("%s: Zulip reads nothing of %s", m.ID, m.Webhook)
		}
		if body, published := p.Incident["postmortem_body"], m.Phase == status.Postmortem; (body != nil) != published {
			t.Errorf("%s: the postmortem is %v", m.ID, body)
		}
		if from, planned := p.Incident["scheduled_for"], m.Incident == "disks"; (from != nil) != planned {
			t.Errorf("%s: it is planned for %v", m.ID, from)
		}
	}
}

// read takes from a webhook what Zulip's receiver takes from Statuspage's, and "" where
// that would be an error there.
// Source: zerver/webhooks/statuspage/view.py of github.com/zulip/zulip.
func read(page, incident map[string]any) string {
	updates, _ := incident["incident_updates"].([]any)
	if len(updates) == 0 {
		return ""
	}
	newest, _ := updates[0].(map[string]any)
	all := ""
	for _, value := range []any{incident["name"], incident["status"], newest["body"], page["status_description"]} {
		text, ok := value.(string)
		if !ok {
			return ""
		}
		all += text + "\n"
	}
	return all
}

func TestSignatureIsThatOfEveryOtherProgram(t *testing.T) {
	// printf '1788768000.{"a":1}' | openssl dgst -sha256 -hmac hunter2
	const want = "sha256=940421e3324fa81200390a5a1b0db37764be07e060f494671a53f7a40f40b350"
	if got := Sign("hunter2", "1788768000", []byte(`{"a":1}`)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
