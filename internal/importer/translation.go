package importer

import (
	"regexp"
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
	t := status.Translation{Language: language, Title: line(other.Incident.Title), Texts: map[string]string{}}
	for _, u := range other.Incident.Updates {
		if u.Text != "" {
			t.Texts[stamp(u.At)] = u.Text
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

// stamp is the key of an update's text until the update has an id.
func stamp(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// translationFile writes a translation: its title, and its texts under the times of the
// incident's updates. The second result is how many texts belong to no update.
func translationFile(i *status.Incident, t status.Translation, zone *time.Location) ([]byte, int) {
	var b strings.Builder
	b.WriteString("---\ntitle: " + content.Scalar(first(t.Title, i.Title)) + "\n---\n")
	told := map[string]bool{}
	for _, u := range i.Updates {
		key := stamp(u.At)
		if text := content.Prose(t.Texts[key]); text != "" && !told[key] {
			layout := "2006-01-02 15:04 -07:00"
			if u.At.Second() != 0 {
				layout = "2006-01-02 15:04:05 -07:00"
			}
			b.WriteString("\n## " + u.At.In(zone).Format(layout) + "\n\n" + text + "\n")
		}
		told[key] = true
	}
	left := 0
	for key := range t.Texts {
		if !told[key] {
			left++
		}
	}
	return []byte(b.String()), left
}
