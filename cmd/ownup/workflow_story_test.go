package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPublishing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		first, second func(*runner)
		failed        []string
		prints        string
	}{
		{name: "a sound site goes out, and the run is green"},
		{
			name:   "a site with a typo goes out as it last was good, and the run is red",
			second: mistype(outage),
			failed: []string{"Fail the run if files have problems"},
			prints: "::error file=" + outage + ",line=1",
		},
		{
			name:   "a site.yaml that was never sound stops all",
			first:  mistype("content/site.yaml"),
			failed: []string{"Build the site"},
			prints: "content/site.yaml:",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := &world{runner: newRunner(t, tt.first, tt.second), workers: readWorkflow(t, publishFile), down: map[string]bool{}}
			w.playPages()
			if tt.first == nil && tt.second == nil {
				delete(w.env, "PATH") // once with the real go
			}
			w.publish()
			if diff := cmp.Diff(tt.failed, w.failed); diff != "" {
				t.Fatalf("failed steps (-want +got):\n%s", diff)
			}
			if !strings.Contains(w.printed.String(), tt.prints) {
				t.Errorf("the run does not print %q", tt.prints)
			}
			home, err := os.ReadFile(filepath.Join(w.pages, "index.html"))
			if live := err == nil && strings.Contains(string(home), "</html>"); live == (tt.first != nil) {
				t.Errorf("the site is live: %t", live)
			}
			if sitemap, err := os.ReadFile(filepath.Join(w.pages, "sitemap.xml")); tt.first == nil && !strings.Contains(string(sitemap), "http://127.0.0.1:") {
				t.Errorf("the site does not know its address: %v", err)
			}
		})
	}
}

func TestEachPushIsPublishedEverywhereAndToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.says("slow", "03 08:00 investigating")
	w.at("03 08:01").publish()
	w.want(nil, "slow.20260903T080000Z.investigating", "slow.20260903T080000Z.investigating")
	w.everywhere("incidents/slow/index.html", "Investigating", "branch", "folder", "pages")

	// Pushes of which only the last one had a turn, and one that rewrote the history.
	w.says("slow", "03 08:00 investigating", "03 08:30 identified")
	w.says("slow", "03 08:00 investigating", "03 08:30 identified", "03 08:40 monitoring")
	w.must("git reset --quiet --soft HEAD~2")
	w.commit()
	w.at("03 08:41").publish()
	w.want(nil, "slow.20260903T083000Z.identified slow.20260903T084000Z.monitoring", "slow.20260903T083000Z.identified slow.20260903T084000Z.monitoring")

	// The same again, as when somebody runs it by hand.
	w.names["github.event_name"] = "workflow_dispatch"
	w.at("03 08:50").publish()
	w.want(nil, "", "")

	// A typo takes neither the page down nor makes people hear of anything.
	w.write("content/incidents/slow.md", "oops\n")
	w.commit()
	w.at("03 08:55").publish()
	w.want([]string{"Fail the run if files have problems"}, "", "")
	w.everywhere("incidents/slow/index.html", "Monitoring", "branch", "folder", "pages")

	// Called by the workflow that makes an incident of an issue.
	w.names["github.event_name"] = "issues"
	w.says("slow", "03 08:00 investigating", "03 08:30 identified", "03 08:40 monitoring", "03 09:00 resolved")
	w.at("03 09:01").publish()
	w.want(nil, "slow.20260903T090000Z.resolved", "slow.20260903T090000Z.resolved")
}

func TestWhatFailsIsMadeUpForByTheNextRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)

	// Nothing is told before it is published anywhere.
	w.down["deploy"] = true
	folder, branch := w.folder+".away", w.branch+".away"
	w.must("mv " + w.folder + " " + folder + " && touch " + w.folder + " && mv " + w.branch + " " + branch)
	w.says("slow", "03 08:00 investigating")
	w.at("03 08:01").publish()
	w.want([]string{"Publish to Pages", "Publish to the targets of site.yaml"}, "", "")

	// One place is enough for people to be told.
	w.must("rm " + w.folder + " && mv " + folder + " " + w.folder)
	w.at("03 08:05").publish()
	w.want([]string{"Publish to Pages", "Publish to the targets of site.yaml", "Look at what is served"}, "slow.20260903T080000Z.investigating", "slow.20260903T080000Z.investigating")
	w.everywhere("incidents/slow/index.html", "Investigating", "folder")

	// A receiver that was out of reach is told by the next run, alone.
	w.down["deploy"] = false
	w.must("mv " + branch + " " + w.branch)
	w.mail.breaks(true)
	w.says("slow", "03 08:00 investigating", "03 08:30 identified")
	w.at("03 08:31").publish()
	w.want([]string{"Tell people what is new"}, "", "slow.20260903T083000Z.identified")
	w.everywhere("incidents/slow/index.html", "Identified", "branch", "folder", "pages")
	w.mail.breaks(false)
	w.at("03 08:40").publish()
	w.want(nil, "slow.20260903T083000Z.identified", "")

	// Where Pages does not answer, the other places are served.
	w.down["pages"] = true
	w.says("slow", "03 08:00 investigating", "03 08:30 identified", "03 09:00 resolved")
	w.at("03 09:01").publish()
	w.want([]string{"Fail the run if Pages failed"}, "slow.20260903T090000Z.resolved", "slow.20260903T090000Z.resolved")
	w.everywhere("incidents/slow/index.html", "Resolved", "branch", "folder")
}

func TestTheClocksNewsAreToldByTheSchedule(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.says("secret", "03 08:00 investigating")
	w.at("02 12:00").publish()
	w.want(nil, "", "")
	w.names["github.event_name"] = "schedule"
	for when, ran := range map[string]bool{"02 12:15": false, "03 07:59": true} { // it is a quarter on the way to being stale
		w.at(when).publish()
		w.want(nil, "", "")
		if got := len(w.ran) == 2; got != ran {
			t.Errorf("at %s it publishes: %t", when, got)
		}
	}
	w.at("03 08:02").publish()
	w.want(nil, "secret.20260903T080000Z.investigating", "secret.20260903T080000Z.investigating")
	w.at("03 08:17").publish()
	w.want(nil, "", "")
	if len(w.ran) != 1 {
		t.Errorf("the jobs %q ran", w.ran)
	}
}

func TestOnlyTheTargetsOfSiteYAMLWherePagesIsOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.names["vars.OWNUP_PAGES"] = "off"
	w.down["pages"], w.down["deploy"] = true, true
	w.says("slow", "03 08:00 investigating")
	w.at("03 08:01").publish()
	w.want(nil, "slow.20260903T080000Z.investigating", "slow.20260903T080000Z.investigating")
	w.everywhere("incidents/slow/index.html", "Investigating", "branch", "folder")
	w.everywhere("sitemap.xml", "https://status.acme.example/", "branch", "folder")

	// Where it stands is asked there.
	server := httptest.NewServer(http.FileServer(http.Dir(w.folder)))
	defer server.Close()
	w.names["github.event_name"] = "schedule"
	w.at("03 08:10").publish()
	w.want([]string{"Ask whether it is due"}, "", "")
	w.names["vars.OWNUP_URL"] = server.URL
	w.at("03 08:10").publish()
	w.want(nil, "", "")
	if len(w.ran) != 1 {
		t.Errorf("the jobs %q ran", w.ran)
	}
	w.names["github.event_name"], w.names["vars.OWNUP_MIRRORS"] = "push", server.URL+"/nowhere"
	w.at("03 08:20").publish()
	w.want([]string{"Look at what is served"}, "", "")
}

func TestTheScheduleAsksWhatIsServed(t *testing.T) {
	const build = `{"generated": "2026-09-03T08:00:00Z", "stale_after": 93600, "files": 3, "digest": "00", "next": NEXT}`
	var mu sync.Mutex
	answer := ""
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
		switch {
		case r.URL.Path == "/moved/api/build.json":
			http.Redirect(w, r, "/api/build.json", http.StatusFound)
		case r.URL.Path != "/api/build.json" || answer == "":
			http.NotFound(w, r)
		default:
			_, _ = w.Write([]byte(answer))
		}
	}))
	defer server.Close()
	r := newRunner(t, nil, nil)
	r.names["github.event_name"], r.names["vars.OWNUP_URL"] = "schedule", server.URL
	r.env["GITHUB_API_URL"] = server.URL
	w := readWorkflow(t, publishFile)
	ask := func(served, now string) string {
		mu.Lock()
		answer = served
		mu.Unlock()
		r.env["SOURCE_DATE_EPOCH"] = now
		r.run(w, "due")
		return r.names["needs.due.outputs.due"]
	}
	for _, tt := range []struct {
		name, served, now, due string
	}{
		{"nothing to come", strings.Replace(build, "NEXT", "null", 1), "1788422400", "false"},                     // an hour later
		{"something to come", strings.Replace(build, "NEXT", `"2026-09-03T09:00:01Z"`, 1), "1788426000", "false"}, // at 09:00
		{"something that came", strings.Replace(build, "NEXT", `"2026-09-03T09:00:00Z"`, 1), "1788426000", "true"},
		{"six and a half hours", strings.Replace(build, "NEXT", "null", 1), "1788445800", "false"},
		{"a second more", strings.Replace(build, "NEXT", "null", 1), "1788445801", "true"},
		{"from the future", strings.Replace(build, "NEXT", "null", 1), "1788400000", "true"},
		{"fractions of a second", strings.NewReplacer("NEXT", "null", "00Z", "00.123Z").Replace(build), "1788422400", "false"},
		{"no page", "", "1788422400", "true"},
		{"another page", "<!doctype html><title>Hello</title>", "1788422400", "true"},
		{"cut off", build[:40], "1788422400", "true"},
		{"another document", `{"next": null}`, "1788422400", "true"},
		{"garbage", `{"generated": 3, "stale_after": "x", "next": []}`, "1788422400", "true"},
	} {
		if got := ask(tt.served, tt.now); got != tt.due || r.failed != nil {
			t.Errorf("%s: due %q, want %q; failed %q", tt.name, got, tt.due, r.failed)
		}
	}
	mu.Lock()
	first := asked[0]
	mu.Unlock()
	if want := "PUT /repos/acme/status/actions/workflows/publish.yml/enable Bearer token"; first != want {
		t.Errorf("asked first for %q, want %q", first, want)
	}
	r.names["vars.OWNUP_URL"] = server.URL + "/moved"
	if got := ask(strings.Replace(build, "NEXT", "null", 1), "1788422400"); got != "false" {
		t.Errorf("a page that moved: due %q", got)
	}
}
