package cli

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"ownup/internal/publish"
	"ownup/internal/publish/websub"
	"ownup/internal/report"
	"ownup/internal/site/feed"
)

// hubPatience is how long a hub may take to answer.
const hubPatience = 10 * time.Second

// hubbed is how the site's hub fared, as --json prints it.
type hubbed struct {
	Address string `json:"address"`
	Feeds   int    `json:"feeds"` // that changed
	Told    int    `json:"told"`  // of how many of them the hub took note
	Error   string `json:"error,omitempty"`
}

// tellHub tells the hub of the feeds that changed at any target; nil where there is
// nothing to tell, or nobody.
func (b *publisher) tellHub(ctx context.Context, r *report.Report, outcomes []publish.Outcome) *hubbed {
	feeds := changedFeeds(r, outcomes)
	if r.Site.Hub == "" || len(feeds) == 0 {
		return nil
	}
	h := &hubbed{Address: r.Site.Hub, Feeds: len(feeds)}
	if b.options.DryRun {
		return h
	}
	told, err := websub.Tell(ctx, &http.Client{Timeout: hubPatience}, h.Address, feeds)
	h.Told = told
	if err != nil {
		h.Error = err.Error()
		printError(b.env.Stderr, err)
	}
	return h
}

// changedFeeds gives the addresses of the feeds that changed at any target, sorted.
func changedFeeds(r *report.Report, outcomes []publish.Outcome) []string {
	var feeds []string
	for _, path := range feed.Paths(r) {
		changed := func(o publish.Outcome) bool {
			_, found := slices.BinarySearch(o.Result.Paths, path)
			return found && o.Err == nil
		}
		if slices.ContainsFunc(outcomes, changed) {
			feeds = append(feeds, r.Site.Home()+"/"+path)
		}
	}
	return feeds
}

// line says in one line how the hub fared.
func (h *hubbed) line(dry bool) string {
	of := counted(h.Feeds, "feed")
	switch {
	case dry:
		return fmt.Sprintf("%s: would be told of %s", h.Address, of)
	case h.Error != "":
		return fmt.Sprintf("%s: told of %d of %s", h.Address, h.Told, of)
	}
	return fmt.Sprintf("%s: told of %s", h.Address, of)
}
