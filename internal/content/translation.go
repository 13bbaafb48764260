package content

import (
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/markdown"
	"ownup/internal/status"
)

// translate adds the translations to the incidents. A heading without its counterpart is
// advice, since the incident's own words are there all the same.
func translate(s *status.Site, sources []source, problems *diag.List) {
	for _, src := range sources {
		n, ok := slices.BinarySearchFunc(s.Incidents, src.id, func(i status.Incident, id string) int { return strings.Compare(i.ID, id) })
		if !ok {
			continue // the incident itself is wrong, and says so
		}
		if !slices.Contains(s.Languages, src.language) {
			problems.Advise(diag.Pos{File: src.path}, "add it: languages: ["+strings.Join(append(slices.Clone(s.Languages), src.language), ", ")+"]", "the site has no language %q", src.language)
		}
		i := &s.Incidents[n]
		if t, ok := readTranslation(src, *i, clock{s.Zone}, problems); ok {
			i.Translations = append(i.Translations, t)
		}
	}
	for n := range s.Incidents {
		slices.SortFunc(s.Incidents[n].Translations, func(a, b status.Translation) int { return strings.Compare(a.Language, b.Language) })
	}
}

// readTranslation reads the title and the texts of one file.
func readTranslation(src source, i status.Incident, c clock, problems *diag.List) (status.Translation, bool) {
	t := status.Translation{Language: src.language, Texts: map[string]string{}}
	front, body, wrong := frontmatter.Parse(src.path, src.content)
	defer func() { *problems = append(*problems, wrong...) }()
	if front.Kind == frontmatter.Map {
		f := &fields{Value: front, clock: c, problems: &wrong}
		t.Title = f.text("title")
		f.done()
	}
	for n, s := range markdown.Parse(body.Text).Sections() {
		if n == 0 {
			t.Intro = s.Text
			continue
		}
		pos := diag.Pos{File: src.path, Line: s.Line + body.Line - 1, Column: s.Column}
		if isInternal(s) {
			continue
		}
		id, ok := counterpart(s.Heading, i, c)
		if !ok {
			wrong.Advise(pos, "a translation's headings are the times of the incident's own, such as ## "+exampleTime(i, c), "no update of %s is headed %q", i.ID, s.Heading)
			continue
		}
		for t.Texts[id] != "" { // several updates share the time: the next one
			id = following(i, id)
		}
		if id != "" {
			t.Texts[id] = s.Text
		}
	}
	return t, wrong.Err() == nil
}

// counterpart finds the update that a translation's heading means, by its time.
func counterpart(heading string, i status.Incident, c clock) (string, bool) {
	w, f := c.read(heading)
	for _, u := range i.Updates {
		if f == nil && u.At.Equal(w.Time) || u.At.IsZero() && strings.EqualFold(heading, "postmortem") {
			return u.ID, true
		}
	}
	return "", false
}

// following gives the id of the next update that was said at the same time.
func following(i status.Incident, id string) string {
	for n, u := range i.Updates[:max(0, len(i.Updates)-1)] {
		if next := i.Updates[n+1]; u.ID == id && next.At.Equal(u.At) {
			return next.ID
		}
	}
	return ""
}

func exampleTime(i status.Incident, c clock) string {
	for _, u := range i.Updates {
		if !u.At.IsZero() {
			return c.format(u.At)
		}
	}
	return "Postmortem"
}
