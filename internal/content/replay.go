package content

import (
	"maps"
	"slices"

	"ownup/internal/content/record"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// replay reads the versions of one report, oldest first.
type replay struct {
	clock        clock
	standing     *status.Incident // the newest version that is sound; nil: there is none, or it was removed
	broken       bool             // the newest version is not sound
	translations map[string]status.Translation
}

// incident reads a version of the report's own file. Problems that depend on other files
// are none here: these were others then.
func (r *replay) incident(s step, text []byte) {
	if r.broken = false; s.Blob == "" {
		r.standing = nil
		return
	}
	p := parseIncident(s.File, idOf(s.File), text, r.clock.zone)
	if r.broken = text == nil || p.problems.Err() != nil; !r.broken {
		r.standing = &p.incident
	}
}

// translation reads a version of a translation. One that is not sound leaves the one
// before.
func (r *replay) translation(s step, text []byte) {
	if s.Blob == "" {
		delete(r.translations, s.language)
		return
	}
	if r.standing == nil {
		return
	}
	var problems diag.List
	src := source{path: s.File, language: s.language, content: text}
	if t, ok := readTranslation(src, *r.standing, r.clock, &problems); ok {
		r.translations[s.language] = t
	}
}

// version gives the report as it stands after a commit.
func (r *replay) version(v status.Revision) record.Version {
	if r.standing == nil || r.broken {
		return record.Version{Revision: v, Unreadable: r.broken}
	}
	i := *r.standing
	i.Translations = nil
	for _, language := range slices.Sorted(maps.Keys(r.translations)) {
		i.Translations = append(i.Translations, r.translations[language])
	}
	return record.Version{Revision: v, Incident: &i}
}
