package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"ownup/internal/content"
	"ownup/internal/status"
)

// languageTag is a language as it stands in a file's name.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// tagOf writes a language in the usual way: "pt-BR".
func tagOf(language string) string {
	before, region, ok := strings.Cut(strings.ReplaceAll(language, "_", "-"), "-")
	if ok && len(region) == 2 {
		return strings.ToLower(before) + "-" + strings.ToUpper(region)
	}
	return strings.ToLower(language)
}

// translate adds to a record what another one says in another language. Their updates
// belong together by their times; until the incident's are settled, those are the keys of
// the texts.
func (r *Record) translate(language string, other Record) {
	t := status.Translation{Language: language, Title: line(other.Incident.Title), Intro: other.Incident.Intro, Texts: map[string]string{}}
	keys := stamps{}
	for _, u := range other.Incident.Updates {
		if key := keys.next(u.At); u.Text != "" {
			t.Texts[key] = u.Text
		}
	}
	i := &r.Incident
	i.Translations = append(i.Translations, t)
	i.Aliases = append(i.Aliases, other.Incident.Aliases...)
	for name, b := range other.Pictures {
		if r.Pictures == nil {
			r.Pictures = map[string][]byte{}
		}
		if _, known := r.Pictures[name]; !known {
			r.Pictures[name] = b
		}
	}
}

// stamps counts how often each instant was seen.
type stamps map[time.Time]int

// next gives the key of the next text of an instant, until its update has an id.
func (s stamps) next(t time.Time) string {
	t = t.UTC().Truncate(time.Second)
	s[t]++
	return t.Format(time.RFC3339) + "#" + strconv.Itoa(s[t])
}

// translationFile writes a translation: its title, and its texts under the times of the
// incident's updates. The second result is how many texts belong to no update.
func translationFile(i *status.Incident, t status.Translation, zone *time.Location) ([]byte, int) {
	var b strings.Builder
	b.WriteString("---\ntitle: " + content.Scalar(first(t.Title, i.Title)) + "\n---\n")
	if t.Intro != "" {
		b.WriteString(content.Prose(t.Intro) + "\n")
	}
	keys, told := stamps{}, 0
	for _, u := range i.Updates {
		text, ok := t.Texts[keys.next(u.At)]
		if ok {
			told++
		}
		if text = content.Prose(text); text == "" {
			continue
		}
		heading := "Postmortem"
		if !u.At.IsZero() {
			layout := "2006-01-02 15:04 -07:00"
			if u.At.Second() != 0 {
				layout = "2006-01-02 15:04:05 -07:00"
			}
			heading = u.At.In(zone).Format(layout)
		}
		b.WriteString("\n## " + heading + "\n\n" + text + "\n")
	}
	return []byte(b.String()), len(t.Texts) - told
}
