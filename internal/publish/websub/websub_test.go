package websub_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ownup/internal/publish/websub"
)

// hub is a hub on this machine, which refuses each feed that is named so.
func hub(t *testing.T, refused string) (address string, heard func() []string) {
	t.Helper()
	var all []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		feed := r.PostForm.Get("hub.url")
		all = append(all, r.Method+" "+r.PostForm.Get("hub.mode")+" "+feed)
		if feed == refused {
			http.Error(w, "this feed is unknown", http.StatusNotFound)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/hub?of=acme", func() []string { return all }
}

func TestAHubHearsOfEachFeed(t *testing.T) {
	address, heard := hub(t, "")
	told, err := websub.Tell(t.Context(), http.DefaultClient, address, []string{"https://a.example/feed.json", "https://a.example/?a=1&b=2"})
	if told != 2 || err != nil {
		t.Errorf("it was told of %d feeds: %v", told, err)
	}
	want := []string{"POST publish https://a.example/feed.json", "POST publish https://a.example/?a=1&b=2"}
	if got := heard(); !slices.Equal(got, want) {
		t.Errorf("it heard %q, want %q", got, want)
	}
}

func TestAFeedThatIsRefusedKeepsNoOtherBack(t *testing.T) {
	address, heard := hub(t, "https://a.example/1")
	told, err := websub.Tell(t.Context(), http.DefaultClient, address, []string{"https://a.example/1", "https://a.example/2"})
	if told != 1 || len(heard()) != 2 {
		t.Errorf("it was told of %d feeds, and heard %q", told, heard())
	}
	want := "tell the hub " + address + " of https://a.example/1: it answered with the status 404: \"this feed is unknown\""
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func TestAHubThatDoesNotAnswerIsAskedOnce(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	told, err := websub.Tell(t.Context(), http.DefaultClient, server.URL, []string{"https://a.example/1", "https://a.example/2"})
	if told != 0 || err == nil || strings.Count(err.Error(), "tell the hub") != 1 {
		t.Errorf("it was told of %d feeds: %v", told, err)
	}
}
