package content

import (
	"io/fs"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"ownup/internal/content/frontmatter"
	"ownup/internal/diag"
	"ownup/internal/status"
)

// targetSchemes are how the address of a target can begin.
var targetSchemes = []string{"azblob", "file", "git+file", "git+http", "git+https", "git+ssh", "s3", "sftp"}

// targets reads where the site is published.
func (r *siteReader) targets() []status.Address {
	var all []status.Address
	for _, v := range r.texts("publish") {
		u, err := url.Parse(v.Text)
		switch {
		case err != nil || !slices.Contains(targetSchemes, u.Scheme):
			r.problems.Add(v.Pos, "write one that begins with file:///, git+https://, git+ssh://, s3://, azblob:// or sftp://", "%q is no place to publish to", withoutPassword(v.Text))
		case holdsPassword(u):
			r.problems.Add(v.Pos, "take it out, change it since it was written down, and put the new one into the environment", "this target holds a password")
		case slices.ContainsFunc(all, func(a status.Address) bool { return a.Text == v.Text }):
			r.problems.Add(v.Pos, "keep one of the two", "%q is named twice", v.Text)
		default:
			all = append(all, status.Address{Text: v.Text, Pos: v.Pos})
		}
	}
	return all
}

func holdsPassword(u *url.URL) bool {
	_, holds := u.User.Password()
	return holds
}

// withoutPassword gives a text without what stands before an @ in it.
func withoutPassword(text string) string {
	if at := strings.LastIndex(text, "@"); at >= 0 {
		return "…" + text[at:]
	}
	return text
}

// receivers reads whom is told what is new.
func (r *siteReader) receivers() []status.Receiver {
	v, ok := r.take("notify")
	if !ok {
		return nil
	}
	if v.Kind != frontmatter.List {
		r.problems.Add(v.Pos, "write notify:\n  - mail: customers", "notify is %s, where a list was expected", describe(v))
		return nil
	}
	var all []status.Receiver
	for _, item := range v.Items {
		if item.Kind != frontmatter.Map {
			r.problems.Add(item.Pos, "write it as - mail: customers", "a receiver is %s, where keys were expected", describe(item))
			continue
		}
		one := r.receiver(fields{Value: item, clock: r.clock, problems: r.problems})
		if slices.ContainsFunc(all, func(o status.Receiver) bool { return o.ID == one.ID }) {
			r.problems.Add(item.Pos, "give each a name of its own, for receipts know them by it", "two receivers are called %q", one.ID)
		}
		all = append(all, one)
	}
	return all
}

// receiver reads one of them.
func (r *siteReader) receiver(f fields) status.Receiver {
	one := status.Receiver{Pos: f.Pos}
	named := 0
	for _, channel := range status.Channels() {
		if id := f.text(channel.String()); id != "" {
			one.Kind, one.ID = channel, id
			named++
		}
	}
	switch {
	case named != 1:
		r.problems.Add(f.Pos, "begin it with one of mail, webhook and chat: - mail: customers", "a receiver has %d kinds, where one was expected", named)
	case !componentID.MatchString(one.ID):
		v, _ := f.Key(one.Kind.String())
		r.problems.Add(v.Pos, "write it as "+Slug(one.ID), "%q is no name: it takes lower-case letters, digits and hyphens", one.ID)
	}
	one.Components = r.named(&f)
	one.Least = least(&f)
	if one.Language = f.text("language"); one.Language != "" && !slices.Contains(r.site.Languages, one.Language) {
		v, _ := f.Key("language")
		r.problems.Add(v.Pos, "the site has "+strings.Join(r.site.Languages, ", "), "the site is not in the language %q", one.Language)
	}
	if one.Kind == status.Mail && named == 1 {
		mailing(&f, &one)
	}
	f.done()
	return one
}

// named reads the components that a receiver is told of.
func (r *siteReader) named(f *fields) []string {
	var ids, known []string
	for _, c := range r.site.Components() {
		known = append(known, c.ID)
	}
	for _, v := range f.texts("components") {
		if !slices.Contains(known, v.Text) {
			r.problems.Add(v.Pos, diag.DidYouMean(v.Text, known), "unknown component %q", v.Text)
			continue
		}
		ids = append(ids, v.Text)
	}
	return ids
}

// least reads the least impact that a receiver is told of.
func least(f *fields) status.Impact {
	word := f.text("least")
	impact, ok := status.ParseImpact(word)
	if word != "" && (!ok || impact == status.ImpactMaintenance) {
		v, _ := f.Key("least")
		f.problems.Add(v.Pos, "write none, minor, major or critical", "%q is no impact that an incident can at least have", word)
	}
	return impact
}

// mailing reads what only mail needs.
func mailing(f *fields, one *status.Receiver) {
	one.From = f.text("from")
	if _, err := mail.ParseAddress(one.From); err != nil {
		v, _ := f.Key("from")
		f.problems.Add(firstPos(v.Pos, f.Pos), "write from: Acme Status <status@acme.example>", "mail needs to know who writes, and %q is no mail address", one.From)
	}
	if one.List = f.text("list"); one.List != "" && !inProject(one.List) {
		v, _ := f.Key("list")
		f.problems.Add(v.Pos, "name a file of the project that is not published, such as lists/customers.txt", "the list %q is no file of the project, or would be published", one.List)
	}
	if one.Unsubscribe = f.link("unsubscribe", "https", "mailto"); one.Unsubscribe == "" {
		f.problems.Add(f.Pos, "add unsubscribe: https://acme.example/unsubscribe", "mail needs a way to leave the list")
	}
}

// inProject reports whether a file may hold what is not to be published.
func inProject(name string) bool {
	return fs.ValidPath(name) && !strings.HasPrefix(name, Folder+"/")
}

// targets writes where the site is published.
func (w *formatter) targets(all []status.Address) {
	if len(all) > 0 {
		w.line("publish:")
	}
	for _, a := range all {
		w.line("  - " + Scalar(a.Text))
	}
}

// receivers writes whom is told what is new.
func (w *formatter) receivers(all []status.Receiver) {
	if len(all) > 0 {
		w.line("notify:")
	}
	for _, one := range all {
		w.line("  - " + one.Kind.String() + ": " + Scalar(one.ID))
		key := func(name, value string) {
			if value != "" {
				w.line("    " + name + ": " + value)
			}
		}
		if len(one.Components) > 0 {
			key("components", "["+strings.Join(one.Components, ", ")+"]")
		}
		if one.Least != status.ImpactDerived {
			key("least", one.Least.String())
		}
		key("language", one.Language)
		if one.From != "" {
			key("from", Scalar(one.From))
		}
		if one.List != "" {
			key("list", Scalar(one.List))
		}
		key("unsubscribe", plainURL(one.Unsubscribe))
	}
}
