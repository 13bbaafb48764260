// Package api prints what programs want to know of a site and what no other format says:
// exact numbers, effects, the communication clock, commitments, the record of edits.
//
//	api/site.json             what this site has, how it is now, and where all else stands
//	api/uptime.json           the uptime of every component and group, by window, month and year
//	api/uptime/<id>.json      each of the last 365 days of one that are over
//	api/incidents.json        every incident, maintenance and notice in a few words, newest first
//	api/incidents/<id>.json   all that is known of one
//	api/build.json            when the site was generated, of what, and when facts change next
//	api/schema/<name>.json    a JSON Schema of each of these, and of what the banner reads
//
// They are files: whoever can fetch a page can fetch them, and nothing asks for a key.
//
// # What may change
//
// Every document holds its version, which is 1. Within a version keys are added and never
// taken away, and neither the meaning of a value changes nor its type nor, where it is a
// word, the words that it can be. So programs ignore keys that they do not know, and the
// schemas allow for them. What breaks this promise has another version and another path.
//
// # How values are written
//
// Every key is always there; what is not known is null, a list that has nothing is empty.
// Instants are in UTC and to the second, lengths of time are in seconds, shares are from
// 0 to 1 and never rounded as those on the pages are.
//
// A document whose facts have not changed has the same bytes in any later build. Only
// api/uptime.json tells of the build's own instant, because its windows end there, and
// api/build.json, which is about it; api/uptime/<id>.json changes from day to day.
package api
