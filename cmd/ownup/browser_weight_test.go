package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// busy is a project of twenty components in four groups, whose last 90 days had an
// incident every five days. The last one is open.
func busy(t *testing.T) string {
	t.Helper()
	var site strings.Builder
	site.WriteString("title: Busy Status\nurl: https://status.example.com\ntimezone: Europe/Berlin\nsince: 2025-01-01\ncomponents:\n")
	names := []string{"Sign-in", "Search", "Uploads", "Webhooks", "Billing"}
	for g, group := range []string{"Europe", "North America", "South America", "Asia and the Pacific"} {
		fmt.Fprintf(&site, "  - group: %s\n    components:\n", group)
		for c, name := range names {
			fmt.Fprintf(&site, "      - {id: c%d-%d, name: %s, slo: 99.9}\n", g, c, name)
		}
	}
	files := map[string]string{"site.yaml": site.String()}
	for n := range 18 {
		start := instant(t, onCalm).Add(-time.Duration(n)*5*24*time.Hour - 90*time.Minute)
		at := func(minutes int) string {
			return start.Add(time.Duration(minutes) * time.Minute).UTC().Format("2006-01-02 15:04Z")
		}
		text := fmt.Sprintf(`---
title: %s fails for some in the region
components:
  c%d-%d: %s
  c%d-%d: degraded_performance
started: %s
---

## %s investigating (next: 1h)

Some requests end with an error, and we look for the cause. Trying again helps most of the time.

## %s identified (next: 2h)

A part of the storage has filled up. We make room, and move what waits to other machines.
`, names[n%5], n%4, n%5, []string{"partial_outage", "major_outage", "degraded_performance"}[n%3], (n+1)%4, n%5, at(0), at(10), at(40))
		if n > 0 {
			text += fmt.Sprintf("\n## %s resolved since %s\n\nAll requests are answered again.\n", at(30+n*7+20), at(30+n*7))
		}
		files[fmt.Sprintf("incidents/incident-%02d.md", n)] = text
	}
	return project(t, files)
}

// firstTrip is what a server sends before it waits for a first answer: ten packets.
// Source: RFC 6928, and what a packet holds of it.
const firstTrip = 14 << 10

func TestABusyHomePageFitsTheFirstRoundTrip(t *testing.T) {
	site := publish(t, busy(t), onCalm, "/")
	v := newBrowser(t).tab(t, site)
	for _, fault := range v.open("") {
		t.Error(fault)
	}
	total := 0
	mark := site.url + "favicon.svg" // asked for in the browser's own time
	asked := append(slices.DeleteFunc(v.requests(), func(a string) bool { return a == mark }), mark)
	for _, address := range asked {
		size := squeezed(t, site.read(t, strings.TrimPrefix(address, site.url)))
		t.Logf("%6d bytes: %s", size, address)
		total += size
	}
	t.Logf("%6d bytes of %d", total, firstTrip)
	if total > firstTrip {
		t.Errorf("the home page and what it loads take %d bytes, %d too many", total, total-firstTrip)
	}
	if len(asked)-1 > 3 {
		t.Errorf("%d requests before the page can be read: %v", len(asked)-1, asked)
	}
}

// squeezed gives how many bytes a text takes as servers send it.
func squeezed(t *testing.T, text []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
