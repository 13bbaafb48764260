// Package websub tells a WebSub hub that feeds have changed. The hub then fetches them,
// and brings what is new to those who subscribed there, who need not ask.
//
//	told, err := websub.Tell(ctx, client, "https://hub.example.com/", feeds)
//
// How a publisher tells its hub, the standard leaves to the two. Hubs take what its
// forerunner PubSubHubbub had, which this package sends: a POST of the form
// hub.mode=publish and hub.url, the address of a feed, as the feed itself names it.
//
// Sources: https://www.w3.org/TR/websub/ (section 6),
// https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.4.html (section 7).
package websub

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Tell tells a hub of feeds that changed, by their addresses, with a request each, and says
// of how many it took note. A feed that the hub refuses does not keep it from hearing of
// the others; a hub that does not answer is not asked again.
func Tell(ctx context.Context, client *http.Client, hub string, feeds []string) (told int, err error) {
	var refused []error
	for _, feed := range feeds {
		err := tell(ctx, client, hub, feed)
		if silent, ok := errors.AsType[*url.Error](err); ok {
			return told, fmt.Errorf("tell the hub %s of %s: %w", hub, feed, silent.Err)
		}
		if err != nil {
			refused = append(refused, fmt.Errorf("tell the hub %s of %s: %w", hub, feed, err))
			continue
		}
		told++
	}
	return told, errors.Join(refused...)
}

// tell tells of one feed. The error is a [*url.Error] where the hub does not answer.
func tell(ctx context.Context, client *http.Client, hub, feed string) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": {feed}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, hub, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", "ownup")
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 200)) // as much as a line holds
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("it answered with the status %d: %.200q", answer.StatusCode, strings.TrimSpace(string(said)))
	}
	return nil
}
