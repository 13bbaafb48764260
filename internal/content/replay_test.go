package content

import (
	"strings"
	"testing"
	"time"

	"ownup/internal/content/record"
	"ownup/internal/status"
)

// FuzzNoEditTellsWhatIsInternal lets any two texts be versions of a report, with a secret
// below them that is not to be published.
func FuzzNoEditTellsWhatIsInternal(f *testing.F) {
	const secret = "only-for-us"
	front := "---\ntitle: Mail is slow\ncomponents: {email: degraded}\n---\n"
	f.Add(front+"## 2026-03-01 10:00Z update\n\nWe look.\n", front+"## 2026-03-01 10:00Z update\n\nWe *look* again.\n\n## Postmortem\n\n- [x] Watch\n")
	f.Add(front+"What.\n\n## 2026-03-01 10:00Z resolved since 09:00 (email: operational, next: 1h)\n", front+"## 2026-03-01 09:00Z investigating\n```\ncode\n```\n")
	f.Add("title: x", "---\ntitle: [\n---\n## 2026-03-01 10:00Z update\n<!-- hidden\n")
	f.Fuzz(func(t *testing.T, first, second string) {
		at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
		var versions []record.Version
		for n, text := range []string{first, second, first} {
			text += "\n\n## Internal\n\n" + secret + strings.Repeat(" more", n) + "\n"
			p := parseIncident("content/incidents/mail.md", "mail", []byte(text), time.UTC)
			v := record.Version{Revision: status.Revision{Commit: "c", At: at.Add(time.Duration(n) * time.Hour)}}
			if v.Unreadable = p.problems.Err() != nil; !v.Unreadable {
				if !strings.Contains(p.incident.Internal, secret) {
					return // the text before makes something else of it, which is public
				}
				v.Incident = &p.incident
			}
			versions = append(versions, v)
		}
		for _, r := range record.Of(versions).Revisions {
			for _, e := range r.Edits {
				if strings.Contains(e.Was.Text+e.Is.Text, secret) {
					t.Errorf("an edit tells what is internal: %+v", e)
				}
			}
		}
	})
}
