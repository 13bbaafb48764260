package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"
)

// hosts serves a folder as a web server does, until the script ends, and puts its address
// into a variable:
//
//	hosts public ADDRESS
func hosts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hosts FOLDER VARIABLE")
	}
	files := http.FileServer(http.Dir(ts.MkAbs(args[0])))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		files.ServeHTTP(w, r)
	}))
	ts.Defer(server.Close)
	ts.Setenv(args[1], server.URL)
}

// keeps is a store that speaks S3, until the script ends, with one bucket. Its address is
// put where Amazon's programs look for it:
//
//	keeps BUCKET
func keeps(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: keeps BUCKET")
	}
	backend := s3mem.New()
	ts.Check(backend.CreateBucket(args[0]))
	server := httptest.NewServer(gofakes3.New(backend).Server())
	ts.Defer(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1",
		"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "hunter2",
	} {
		ts.Setenv(name, value)
	}
}

// hears is a WebSub hub, until the script ends, which writes down what it is told, a line
// each. Its address is put in place of the word HUB in a file:
//
//	hears content/site.yaml heard.txt
func hears(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hears FILE FILE")
	}
	heard, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = heard.WriteString(r.PostFormValue("hub.mode") + " " + r.PostFormValue("hub.url") + "\n")
	}))
	ts.Defer(func() {
		server.Close()
		heard.Close()
	})
	text := bytes.ReplaceAll([]byte(ts.ReadFile(args[0])), []byte("HUB"), []byte(server.URL))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o666))
}
