package cli

import (
	"strings"
	"testing"

	"ownup/internal/publish"
)

// tellAll tells of every file of a publish, each second one too late.
func tellAll(p *progress, target string, total int) {
	for n := 1; n < total; n += 2 {
		p.tell(publish.Progress{Target: target, Done: n + 1, Total: total})
		p.tell(publish.Progress{Target: target, Done: n, Total: total})
	}
}

func TestProgressIsALineForEachQuarterWhereNobodyWatches(t *testing.T) {
	var b strings.Builder
	p := &progress{w: &b}
	tellAll(p, "s3://one", 400)
	tellAll(p, "s3://few", few-1)
	tellAll(p, "s3://two", 200)
	p.end()
	const want = `s3://one: 100 of 400 files
s3://one: 200 of 400 files
s3://one: 300 of 400 files
s3://one: 400 of 400 files
s3://two: 50 of 200 files
s3://two: 100 of 200 files
s3://two: 150 of 200 files
s3://two: 200 of 200 files
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestProgressIsABarAtATerminalWhichGoesInTheEnd(t *testing.T) {
	var b strings.Builder
	p := &progress{w: &b, bar: true}
	p.tell(publish.Progress{Target: "s3://one", Done: 60, Total: 240})
	p.tell(publish.Progress{Target: "s3://one", Done: 59, Total: 240})
	p.tell(publish.Progress{Target: "s3://one", Done: 240, Total: 240})
	p.end()
	const want = "\r[######..................] 60/240 s3://one\x1b[K" +
		"\r[########################] 240/240 s3://one\x1b[K" +
		"\r\x1b[K"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
}
