package cli

import (
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/forge"
	"ownup/internal/preview"
	"ownup/internal/report"
	"ownup/internal/status"
)

// webLinks gives the links by which people write in the web editor of the repository: an
// incident of their own, and more of the one that began last of those that are open. There
// are none where it is not known where the repository is, or what its forge can do.
func webLinks(p forge.Project, r *report.Report) []preview.Link {
	var links []preview.Link
	if file, text, err := blank(r); err == nil {
		if address, ok := p.New(file, string(text)); ok {
			links = append(links, preview.Link{Name: "new incident on the web", Address: address})
		}
	}
	if len(r.Open) > 0 {
		newest := slices.MaxFunc(r.Open, func(a, b *report.Incident) int { return a.Start.Compare(b.Start) })
		if address, ok := p.Edit(newest.Incident.File); ok {
			links = append(links, preview.Link{Name: "edit " + newest.ID, Address: address})
		}
	}
	return links
}

// blank gives the file of a new incident, told of at the report's moment, in which only
// words need be written: it has no problems as it is. The first component is down in it;
// all others stand behind the signs of a comment, to be taken away.
func blank(r *report.Report) (file string, text []byte, err error) {
	s := r.Site
	at := r.Now.Truncate(time.Minute)
	i := status.Incident{Title: "What is wrong, in a few words", Updates: []status.Update{{
		At: at, Phase: status.Investigating, Next: at.Add(30 * time.Minute),
		Text: "What people notice. We are looking for the cause.",
	}}}
	line := func(c status.Component) string { return "  " + c.ID + ": " + status.MajorOutage.String() + "\n" }
	var lines []string
	for _, c := range s.Components() {
		if c.Retired(r.Now, s.Zone) {
			continue
		}
		if len(lines) == 0 {
			i.Components = []status.Claim{{Component: c.ID, Health: status.MajorOutage}}
			lines = append(lines, line(c))
			continue
		}
		lines = append(lines, "#"+line(c))
	}
	_, file = content.Name(s, "incident", status.DateOf(at, s.Zone))
	text, err = content.New(file, i, s.Zone)
	if err == nil && len(lines) > 0 {
		text = []byte(strings.Replace(string(text), lines[0], strings.Join(lines, ""), 1))
	}
	return file, text, err
}
