package status

import "slices"

// In gives the site as it reads in another of its languages: titles and texts are those
// of the translations; what is missing stays as it is, and is marked Untranslated. In the
// default language, that is the site itself.
func (s *Site) In(language string) *Site {
	if language == s.Languages[0] {
		return s
	}
	t := *s
	t.Incidents = slices.Clone(s.Incidents)
	for n := range t.Incidents {
		t.Incidents[n].translate(language)
	}
	return &t
}

// translate puts a translation in the place of the incident's own words.
func (i *Incident) translate(language string) {
	own := Translation{}
	for _, t := range i.Translations {
		if t.Language == language {
			own = t
		}
	}
	if i.Untranslated = own.Title == ""; !i.Untranslated {
		i.Title = own.Title
	}
	if i.UntranslatedIntro = own.Intro == "" && i.Intro != ""; own.Intro != "" {
		i.Intro = own.Intro
	}
	i.Updates = slices.Clone(i.Updates)
	for n := range i.Updates {
		u := &i.Updates[n]
		text := own.Texts[u.ID]
		if u.Untranslated = text == "" && u.Text != ""; text != "" {
			u.Text = text
		}
	}
}
