package content

import (
	"os"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ownup/internal/diag"
	"ownup/internal/status"
)

// sameWords compares what incidents say, wherever that stands.
var sameWords = cmp.Options{
	cmpopts.IgnoreTypes(diag.Pos{}), cmpopts.IgnoreFields(status.Incident{}, "Pictures"), cmpopts.EquateEmpty(),
}

func denver(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestWhatIsFormattedLoadsToTheSameValue(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s, err := Load(root.FS())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Incidents) == 0 {
		t.Fatal("the example has no incidents")
	}
	for _, i := range s.Incidents {
		formatted := Format(i, s.Zone)
		p := parseIncident(i.File, i.ID, formatted, s.Zone)
		if err := p.problems.Err(); err != nil {
			t.Errorf("%s does not load again: %v\n%s", i.ID, err, formatted)
			continue
		}
		if diff := cmp.Diff(i, p.incident, sameWords, cmpopts.IgnoreFields(status.Incident{}, "Translations")); diff != "" {
			t.Errorf("%s changed (-was +is):\n%s", i.ID, diff)
		}
	}
}

func FuzzWhatIsFormattedLoadsToTheSameValue(f *testing.F) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		f.Fatal(err)
	}
	defer root.Close()
	var none diag.List
	for _, s := range find(root.FS(), &none).incidents {
		f.Add(s.content)
	}
	f.Add([]byte("---\ntitle: \"a: b\"\ncomponents: {a: major since 2026-01-01 10:00}\nstarted: 2026-01-01\n---\n## 2026-01-01 11:00 investigating since 10:00 (a: degraded since 10:30, all: partial, next: 36h)\n"))
	f.Add([]byte("---\nkind: notice\ntitle: 'x'\nuntil: 2026-11-01 01:30\n---\n## 2026-01-01T11:00Z in progress\n## Internal\nx\n"))
	f.Add([]byte("---\ntitle: x\nissue: \"https://github.com/a/b/issues/1?x=a b\"\n---\n## 2026-01-01T11:00Z investigating\n"))
	zone := denver(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<16 {
			return
		}
		p := parseIncident("a.md", "a", src, zone)
		if p.problems.Err() != nil {
			return
		}
		formatted := Format(p.incident, zone)
		q := parseIncident("a.md", "a", formatted, zone)
		if err := q.problems.Err(); err != nil {
			t.Fatalf("does not load again: %v\n%s", err, formatted)
		}
		if diff := cmp.Diff(p.incident, q.incident, sameWords); diff != "" {
			t.Fatalf("changed (-was +is):\n%s\nfrom\n%s", diff, formatted)
		}
	})
}
