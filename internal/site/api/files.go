package api

import (
	"encoding/json"

	"ownup/internal/output"
	"ownup/internal/report"
)

// version is that of every document.
const version = 1

// Head is what every document begins with.
type Head struct {
	Schema  string `json:"$schema"` // where this document's JSON Schema stands, relative to it
	Version int    `json:"version"` // of the format: 1
}

// Files gives every document of a report, and their schemas.
func Files(r *report.Report) []output.File {
	files := append(schemas(),
		document("api/site.json", func() any { return newSite(r) }),
		document("api/uptime.json", func() any { return newUptime(r) }),
		document("api/incidents.json", func() any { return newIncidents(r) }),
	)
	files = append(files, days(r)...)
	for _, i := range r.Incidents {
		files = append(files, document("api/incidents/"+i.ID+".json", func() any { return newIncident(r, i) }))
	}
	return files
}

// document gives a file whose content is worked out when it is asked for.
func document(path string, say func() any) output.File {
	return output.File{Path: path, Render: func() ([]byte, error) {
		b, err := json.Marshal(say())
		return append(b, '\n'), err
	}}
}
