package issue

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ownup/internal/status"
)

// Form gives the form by which people open an incident, for GitHub to show: the file
// .github/ISSUE_TEMPLATE/incident.yml. It offers the components that are in use at now.
// [Begin] reads the body of an issue that was opened by it, by the labels of its fields:
// all else of it may be changed and translated.
func Form(s *status.Site, label string, now time.Time) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, formHead, strconv.Quote("Opens an incident on "+s.Title+". It is published if the repository trusts you."), strconv.Quote(label))
	var options []string
	for _, c := range s.Components() {
		if !c.Retired(now, s.Zone) {
			options = append(options, option(c))
		}
	}
	if len(options) > 0 {
		dropdown(&b, "affected", fieldAffected, "What is it about? More than one may be chosen.", "multiple: true", options)
		dropdown(&b, "health", fieldHealth, "", "default: 0", []string{
			"major outage (it does not work)", "partial outage (it works for some, or in part)",
			"degraded performance (it is slow, or fails at times)", "operational (nothing is affected: words alone)",
		})
	}
	dropdown(&b, "phase", fieldPhase, "", "default: 0", []string{
		status.Investigating.String(), status.Identified.String(), status.Monitoring.String(),
	})
	input(&b, "since", fieldSince, "When it began, such as 02:20, if not now. In the zone of the site: "+s.Zone.String()+".", "")
	input(&b, "next", fieldNext, "When will you say more, such as 30m or 16:00?", "30m")
	fmt.Fprintf(&b, formWords, fieldWords)
	return []byte(b.String())
}

const formHead = `# The form by which an incident is opened from a phone. Its fields are read by their labels:
# change and translate all else. After a change of the components, write it anew:
#
#   ownup from-issue --form > .github/ISSUE_TEMPLATE/incident.yml
name: Incident
description: %s
labels: [%s]
body:
`

const formWords = `  - type: textarea
    id: words
    attributes:
      label: %s
      description: What your customers read, as Markdown. Comments on the issue become updates.
      placeholder: Mail cannot be sent. We are looking for the cause.
    validations:
      required: true
`

// dropdown writes a field in which one option is chosen, or several.
func dropdown(b *strings.Builder, id, label, description, mode string, options []string) {
	field(b, "dropdown", id, label, description)
	fmt.Fprintf(b, "      %s\n      options:\n", mode)
	for _, o := range options {
		fmt.Fprintf(b, "        - %s\n", strconv.Quote(o))
	}
}

// input writes a field of one line.
func input(b *strings.Builder, id, label, description, value string) {
	field(b, "input", id, label, description)
	if value != "" {
		fmt.Fprintf(b, "      value: %s\n", value)
	}
}

// field writes what all fields have.
func field(b *strings.Builder, kind, id, label, description string) {
	fmt.Fprintf(b, "  - type: %s\n    id: %s\n    attributes:\n      label: %s\n", kind, id, label)
	if description != "" {
		fmt.Fprintf(b, "      description: %s\n", strconv.Quote(description))
	}
}
