package content

import (
	"path"
	"regexp"
	"strings"

	"ownup/internal/status"
)

// commitForm is a commit as people write it: enough of its hash to be no other's.
var commitForm = regexp.MustCompile(`^[0-9a-f]{7,64}$`)

// disclosure reads what of the record of edits is shown.
func (r *siteReader) disclosure() status.Disclosure {
	v, ok := r.take("record")
	if !ok {
		return status.Disclosure{}
	}
	f := r.below("record", v, "record:\n    authors: true")
	if f == nil {
		return status.Disclosure{}
	}
	d := status.Disclosure{Since: f.date("since"), Authors: f.flag("authors"), HideWords: f.flag("hide_words")}
	for _, commit := range f.texts("redact") {
		if !commitForm.MatchString(commit.Text) {
			f.problems.Add(commit.Pos, "write at least the first 7 digits of its hash, in quotes, such as \"a1b2c3d\"", "%q is no commit", commit.Text)
			continue
		}
		d.Redacted = append(d.Redacted, status.Written{Text: commit.Text, Pos: commit.Pos})
	}
	if file := f.text("signers"); file != "" {
		given, _ := f.Key("signers")
		if path.IsAbs(file) || path.Clean(file) != file || strings.HasPrefix(file, "..") || strings.Contains(file, `\`) {
			f.problems.Add(given.Pos, "put it into the project, and write its path from there, such as content/allowed_signers", "signers is %q, which is no file of the project", file)
		} else {
			d.Signers = status.Written{Text: file, Pos: given.Pos}
		}
	}
	f.done()
	return d
}

// disclosure writes what of the record of edits is shown.
func (w *formatter) disclosure(d status.Disclosure) {
	if d.Since.IsZero() && !d.Authors && !d.HideWords && len(d.Redacted) == 0 && d.Signers.Text == "" {
		return
	}
	w.line("record:")
	w.key("  since", day(d.Since))
	w.flag("  authors", d.Authors)
	w.flag("  hide_words", d.HideWords)
	if len(d.Redacted) > 0 {
		var commits []string
		for _, c := range d.Redacted {
			commits = append(commits, `"`+c.Text+`"`)
		}
		w.line("  redact: [" + strings.Join(commits, ", ") + "]")
	}
	w.key("  signers", d.Signers.Text)
}
