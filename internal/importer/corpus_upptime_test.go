package importer_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ownup/internal/importer"
)

// upptimeCheck is a line of the log, divided at its spaces.
type upptimeCheck struct {
	site, state, code, ms string
	at                    time.Time
}

// upptimeLog reads the checks of the log, oldest first.
func upptimeLog(t *testing.T, source fs.FS) []upptimeCheck {
	t.Helper()
	text, err := fs.ReadFile(source, "history-commits.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []upptimeCheck
	for _, l := range strings.Split(string(text), "\n") {
		words := strings.Fields(l) // hash, time, sign, site, "is", state, "(code", "in", ms, "ms)"
		if len(words) < 10 || words[4] != "is" {
			continue
		}
		at, err := time.Parse(time.RFC3339, words[1])
		if err != nil {
			t.Fatal(l, err)
		}
		all = append(all, upptimeCheck{words[3], words[5], strings.Trim(words[6], "("), words[8], at})
	}
	slices.SortStableFunc(all, func(a, b upptimeCheck) int { return a.at.Compare(b.at) })
	return all
}

// TestCorpusOfUpptime compares outages with what a loop over the log finds, and every
// measurement with its line.
func TestCorpusOfUpptime(t *testing.T) {
	source := corpus(t, "upptime/clouDesire")
	project := fstest.MapFS{}
	in := importer.Input{Files: source}
	plan := bring(t, "upptime", in, project)
	placed(t, plan)
	again(t, "upptime", in, project)
	s := load(t, project)
	c := compare(t)
	var config struct {
		Owner, Repo string
		Sites       []struct{ Name string }
		Website     struct{ Name, CNAME string } `yaml:"status-website"`
	}
	decodeYAML(t, source, ".upptimerc.yml", &config)
	want := ""
	for _, site := range config.Sites {
		want += fmt.Sprintf(" / %s: \n", site.Name)
	}
	_, components, _ := strings.Cut(pageOf(s), "\n")
	c.same("config", "components", components, want)
	log := upptimeLog(t, source)
	all, series := upptimeOutages(log)
	c.same("log", "number of outages", len(s.Incidents), len(all))
	for _, i := range s.Incidents {
		component, _ := s.Component(i.Components[0].Component)
		course, _ := i.Course(noon)
		key := component.Name + " " + stamped(course.Start)
		c.same(key, "title", i.Title, component.Name+" is "+all[key].first)
		c.same(key, "times and states of updates", len(i.Updates), all[key].changes)
		c.spells(key, s, &i, noon, all[key].spells)
	}
	rows := 0
	for _, g := range s.Groups {
		for _, component := range g.Components {
			got := string(project["content/metrics/"+component.ID+".csv"].Data)
			rows += strings.Count(got, "\n") - 1
			c.same(component.Name, "series of response times", got, "time,milliseconds\n"+series[component.Name])
		}
	}
	t.Logf("%d incidents and %d measurements of %d checks; refused: %d", plan.Report.Incidents, rows, len(log), len(plan.Report.Refused()))
}

// upptimeOutage is what the log says of one time that a site was not up.
type upptimeOutage struct {
	first   string // state
	changes int    // checks that said something new, the first and the last among them
	spells  []spell
}

// upptimeOutages finds the outages, by their sites and beginnings, and the series of
// response times, by their sites.
func upptimeOutages(log []upptimeCheck) (map[string]*upptimeOutage, map[string]string) {
	all, series := map[string]*upptimeOutage{}, map[string]string{}
	health := map[string]string{"down": "major_outage", "degraded": "degraded_performance"}
	open, state := map[string]*upptimeOutage{}, map[string]string{}
	for _, l := range log {
		if l.code != "0" {
			series[l.site] += l.at.UTC().Format(time.RFC3339) + "," + l.ms + "\n"
		}
		if l.state == state[l.site] || state[l.site] == "" && l.state == "up" {
			continue
		}
		o := open[l.site]
		if o == nil {
			o = &upptimeOutage{first: l.state}
			open[l.site], all[l.site+" "+stamped(l.at)] = o, o
		} else {
			o.spells[len(o.spells)-1].until = l.at
		}
		o.changes++
		state[l.site] = l.state
		if l.state == "up" {
			state[l.site], open[l.site] = "", nil
			continue
		}
		o.spells = append(o.spells, spell{l.site, health[l.state], l.at, time.Time{}})
	}
	return all, series
}
