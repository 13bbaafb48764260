// Package uptime turns effects into numbers: arithmetic on intervals.
//
// The effects of one component become a [Timeline], which knows the component's health
// and what it costs at each instant. A timeline is asked [Timeline.Over] a window and
// answers with a [Tally], from which the percentage, the downtime and the error budget
// follow. Every bar, percentage and feed of a site comes from one timeline, so they
// cannot disagree:
//
//	life := uptime.Lifetime(component, now, zone)
//	timeline := uptime.New(effects, life, weights)
//	timeline.Over(uptime.LastDays(90, now, zone)).Percent() // "99.98"
//
// # The rule
//
// Uptime of a window is 1 − Σ weight × seconds ÷ observed seconds. An instant weighs as
// much as the dearest of the effects in force, and its health is the worst of theirs;
// these can be two effects, since weights are a site's own choice. Overlaps never count
// twice. What lies outside of the component's lifetime is not observed, and neither is,
// where the site says so, maintenance in which nothing else costs anything. Where nothing
// was observed there is no uptime: no data is not 100 %.
//
// # Exactness
//
// Intervals are half-open, [From, Until). A timeline cuts all instants to whole
// seconds and tells its own in UTC. Sums are integers and exact: an int64 of seconds is
// 292 billion years, shared among the components of a group. Only what is printed is
// rounded, and always against the site: percentages are cut, downtime is rounded up.
package uptime
