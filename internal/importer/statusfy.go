package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// statusfy reads the folder of a Statusfy page (github.com/juliomrqz/statusfy): config.js,
// which is read as text, since nothing is run; locales/*.json; and content/*.md, with the
// other languages in folders of their own.
type statusfy struct{}

// statusfyReader reads the incidents of a page.
type statusfyReader struct {
	in     Input
	report *Report
	roster *roster
}

// Read reads the configuration and every incident.
func (statusfy) Read(in Input, r *Report) (*History, error) {
	config, name, err := statusfyConfig(in.Files)
	if err != nil {
		return nil, err
	}
	s := &statusfyReader{in: in, report: r, roster: newRoster()}
	r.note(Guess, placeOf(name), "the configuration is a program: its title, address, language and systems are read as text, and the rest stays behind")
	language := first(textIn(config, "defaultLocale"), "en")
	h := &History{Pos: placeOf(name), Title: textIn(config, "title"), URL: textIn(config, "baseUrl"), Zone: time.UTC}
	if language != "en" {
		h.Languages = []string{language}
	}
	names := s.locale(language)
	for _, id := range listIn(config, "systems") {
		s.roster.add(id, status.Component{ID: id, Name: first(names[id], id)}, "")
	}
	byFile := map[string]int{}
	for name := range filesBelow(in.Files, r, "content", ".md") {
		folder, base := path.Split(name)
		if base == "README.md" || folder != "content/" {
			continue
		}
		if record, ok := s.incident(name); ok {
			byFile[base] = len(h.Records)
			h.Records = append(h.Records, record)
		}
	}
	s.translations(h, language, byFile)
	h.Groups = s.roster.groups
	return h, nil
}

// file reads one file: its front matter, in YAML, JSON or TOML, and its text.
func (s *statusfyReader) file(name string) (frontmatter.Value, frontmatter.Body, error) {
	b, err := readFile(s.in.Files, name, maxFile)
	if err != nil {
		return frontmatter.Value{}, frontmatter.Body{}, err
	}
	text := content.PlainText(string(b))
	for _, format := range []string{"json", "toml"} {
		rest, ok := strings.CutPrefix(text, "---"+format+"\n")
		if !ok {
			continue
		}
		head, body, ok := strings.Cut(rest, "\n---\n")
		if !ok {
			return frontmatter.Value{}, frontmatter.Body{}, errors.New("its front matter is not closed")
		}
		lines := frontmatter.Body{Text: body, Line: strings.Count(head, "\n") + 4}
		if format == "toml" {
			v, err := parseTOML(name, []byte(head))
			return v, lines, err
		}
		v, err := parseJSON(name, []byte(head))
		return v, lines, err
	}
	v, body, problems := frontmatter.ParseForeign(name, b)
	v, err = mended(v, problems, s.report)
	return v, body, err
}

// parseJSON reads an object as the values that YAML is read as. It fails where the text is
// something else.
func parseJSON(name string, b []byte) (frontmatter.Value, error) {
	var root map[string]any
	if err := json.Unmarshal(b, &root); err != nil {
		return frontmatter.Value{}, fmt.Errorf("it is no JSON: %w", err)
	}
	return valueOf(root, placeOf(name)), nil
}

// update is a container of Statusfy's: ::: update STATUS | TIME.
var update = regexp.MustCompile(`(?m)^:::[ \t]*update[ \t]+([^|\n]*?)[ \t]*(?:\|[ \t]*([^\n]*?))?[ \t]*$`)

// incident reads one incident.
func (s *statusfyReader) incident(name string) (Record, bool) {
	front, body, err := s.file(name)
	if err == nil && word(front, "date") == "" {
		err = errors.New("it has no date")
	}
	var start time.Time
	if err == nil {
		start, err = instant(word(front, "date"), time.UTC)
	}
	if err != nil {
		s.report.note(Refused, placeOf(name), "%v", err)
		return Record{}, false
	}
	s.report.keys(front, "id title description date modified severity affectedsystems resolved scheduled duration")
	base := path.Base(name)
	id := first(word(front, "id"), hashSum(base))
	r := Record{Key: base, Pos: placeOf(name), Name: strings.TrimSuffix(base, ".md")}
	n := &r.Incident
	n.Title, n.Aliases = word(front, "title"), aliases("/incidents/"+id)
	health, ok := status.ParseHealth(word(front, "severity"))
	if !ok {
		s.report.about(Left, keyPlace(front, "severity", r.Pos), word(front, "severity"), "a severity that is not known: its systems are operational")
	}
	systems, _ := front.Key("affectedsystems")
	for _, v := range systems.Items {
		component, known := s.roster.find(v.Text)
		if !known {
			s.report.about(Guess, v.Pos, v.Text, "the page has no such system: it is kept as a retired component")
			component = s.roster.add(v.Text, retired(v.Text), "")
		}
		n.Components = append(n.Components, status.Claim{Component: component, Health: health})
	}
	opening, updates := s.updates(name, body, start)
	n.Updates = updates
	n.Intro = content.PlainText(word(front, "description"))
	if opening == "" {
		opening, n.Intro = n.Intro, ""
	}
	s.kind(&r, front, start, opening)
	return r, true
}

// keyPlace gives where a key of the front matter stands, else where the file does.
func keyPlace(front frontmatter.Value, key string, file diag.Pos) diag.Pos {
	if v, ok := front.Key(key); ok && v.Pos.Line > 0 {
		return v.Pos
	}
	return file
}

// updates divides a text at its containers. What stands outside of them is the opening.
func (s *statusfyReader) updates(name string, body frontmatter.Body, start time.Time) (string, []status.Update) {
	text := body.Text
	var opening []string
	var updates []status.Update
	at := 0
	for _, m := range update.FindAllStringSubmatchIndex(text, -1) {
		if m[0] < at {
			continue
		}
		opening = append(opening, text[at:m[0]])
		inner := text[m[1]:]
		end := strings.Index(inner, "\n:::")
		if end < 0 {
			end, at = len(inner), len(text)
		} else {
			at = m[1] + end + len("\n:::")
		}
		u := status.Update{Phase: phaseIn(text[m[2]:m[3]]), At: start, Text: withoutHTML(content.PlainText(inner[:end]))}
		var when string
		if m[4] >= 0 {
			when = text[m[4]:m[5]]
		}
		if t, err := instant(when, time.UTC); err == nil {
			u.At = t
		} else {
			at := diag.Pos{File: name, Line: body.Line + strings.Count(text[:m[0]], "\n")}
			s.report.note(Guess, at, "an update does not say when: with the beginning")
		}
		updates = append(updates, u)
	}
	opening = append(opening, text[at:])
	slices.SortStableFunc(updates, func(a, b status.Update) int { return a.At.Compare(b.At) })
	return strings.TrimSpace(withoutHTML(content.PlainText(strings.Join(opening, "\n\n")))), updates
}

// kind makes a maintenance of what is scheduled, and an incident of all else.
func (s *statusfyReader) kind(r *Record, front frontmatter.Value, start time.Time, opening string) {
	n := &r.Incident
	first := status.Update{At: start, Phase: status.Investigating, Text: opening}
	from, err := instant(word(front, "scheduled"), time.UTC)
	minutes, errMinutes := time.ParseDuration(word(front, "duration") + "m")
	if err == nil && errMinutes == nil && minutes > 0 {
		n.Kind, n.Window = status.KindMaintenance, status.Window{From: from, Until: from.Add(minutes)}
		first.Phase = status.Scheduled
	} else if word(front, "scheduled") != "" {
		s.report.note(Left, keyPlace(front, "scheduled", r.Pos), "it is scheduled, and does not say from when and for how many minutes: it is told as an incident")
	}
	n.Updates = append([]status.Update{first}, n.Updates...)
	if n.Kind == status.KindMaintenance || !isTrue(front, "resolved") {
		return
	}
	if slices.ContainsFunc(n.Updates, func(u status.Update) bool { return u.Phase == status.Resolved }) {
		return
	}
	end, err := instant(word(front, "modified"), time.UTC)
	if last := n.Updates[len(n.Updates)-1].At; err != nil || end.Before(last) {
		end = last
		s.report.note(Guess, keyPlace(front, "resolved", r.Pos), "it is resolved, and does not say since when: since its last words")
	}
	n.Updates = append(n.Updates, status.Update{At: end, Phase: status.Resolved})
}

// translations adds the other languages, each from a folder of its own.
func (s *statusfyReader) translations(h *History, language string, byFile map[string]int) {
	languages := map[string]bool{}
	for name := range filesBelow(s.in.Files, s.report, "content", ".md") {
		folder, base := path.Split(name)
		if folder == "content/" || base == "README.md" || !languageTag.MatchString(path.Base(folder)) {
			continue
		}
		n, ok := byFile[base]
		if !ok {
			s.report.note(Left, placeOf(name), "a translation of no incident")
			continue
		}
		front, body, err := s.file(name)
		if err != nil {
			s.report.note(Refused, placeOf(name), "%v", err)
			continue
		}
		r := &h.Records[n]
		start := r.Incident.Updates[0].At
		other := Record{Incident: status.Incident{Title: word(front, "title"), Aliases: aliases("/" + path.Base(folder) + "/incidents/" + first(word(front, "id"), hashSum(base)))}}
		s.report.keys(front, "id title description date modified severity affectedsystems resolved scheduled duration")
		opening, updates := s.updates(name, body, start)
		description := content.PlainText(word(front, "description"))
		if r.Incident.Intro != "" {
			other.Incident.Intro = description
		} else if opening == "" {
			opening = description
		}
		other.Incident.Updates = append([]status.Update{{At: start, Text: opening}}, updates...)
		r.translate(path.Base(folder), other)
		languages[path.Base(folder)] = true
	}
	if len(languages) > 0 {
		h.Languages = append([]string{language}, slices.Sorted(maps.Keys(languages))...)
	}
}
