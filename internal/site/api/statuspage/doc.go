// Package statuspage prints a report as Atlassian Statuspage's public API does, version
// 2, so that what reads a Statuspage reads an ownup site by changing only the host.
//
//	api/v2/summary.json                           page, components, incidents, scheduled_maintenances, status
//	api/v2/status.json                            page, status
//	api/v2/components.json                        page, components
//	api/v2/incidents.json                         page, incidents: the 50 newest
//	api/v2/incidents/unresolved.json              page, incidents
//	api/v2/scheduled-maintenances.json            page, scheduled_maintenances: the 50 newest
//	api/v2/scheduled-maintenances/upcoming.json   page, scheduled_maintenances
//	api/v2/scheduled-maintenances/active.json     page, scheduled_maintenances
//	incidents/<id>.json                           page, incident: every one there ever was
//
// The shapes are those that Atlassian's pages were seen to give: every key is always
// there, in the order of the fields of the types here, and no other. Lists are never
// null, updates come newest first.
//
// # What is ours in it
//
// Ids are ours as they are: a component's, a group's and an incident's stand in the
// files, and an update's is its incident's and its own, joined by a hyphen, because
// clients take ids of updates to be unique on a page. The page's is the site's own address,
// wherever a build is served, with hyphens for all but letters and digits. All are
// permanent as long as those are.
//
// Times are when it was said in created_at, display_at and updated_at, and when it was
// so in started_at, monitoring_at and resolved_at.
//
// An incident has the status "postmortem" from its postmortem on; a maintenance stays what
// it was. One that was cancelled is "completed", since Statuspage knows no other end, and what the clock alone
// begins or completes has that status without an update that nobody wrote. Notices are
// left out: here everything open is taken for trouble, and a notice says that it is none.
//
// # Same facts, same bytes
//
// No document holds the time of the build: updated_at of the page is when the newest of
// its facts became so or was said. In incidents/<id>.json of what is over, the page and
// the components are told as they were when it ended, or was last spoken of; so later
// builds do not touch it.
package statuspage
