package issue

import (
	"fmt"
	"slices"
	"strings"
)

// Rules say which issues are incidents, and whose word counts.
type Rules struct {
	Label   string   // that an incident has, in any case
	Trusted []string // names of people who count besides those of whom the forge says so
}

// Refusal says why an event changes nothing; it is empty where the event counts.
//
// It counts where the issue has the label, and where whoever did it is a person whom the
// repository trusts; of a comment, whoever wrote it must be one, too. So the body of an
// issue that a stranger has opened counts as it stands when somebody who is trusted gives
// it the label, and no longer when the stranger edits it.
func (r Rules) Refusal(e Event) string {
	named := slices.ContainsFunc(e.Labels, r.is)
	switch {
	case e.Issue.Change:
		return "it is a pull request"
	case e.Issue.Hidden || e.Comment.Hidden:
		return "not everybody may read it, so nobody shall read it here"
	case e.Action == Other, e.Action == Labelled && !named, e.Action == Unlabelled && !named:
		return "nothing has happened that a status page would tell of"
	case e.Action == Unlabelled:
		return fmt.Sprintf("it has lost the label %q: what is published stays, and comments count no longer", r.Label)
	case !slices.ContainsFunc(e.Issue.Labels, r.is):
		return fmt.Sprintf("it has no label %q", r.Label)
	case e.Action == Gone:
		return "it is gone from where it was: what is published stays"
	case !r.trusts(e.By):
		return r.mistrust(e.By)
	case e.Action.aboutComment() && !r.trusts(e.Comment.Author):
		return r.mistrust(e.Comment.Author)
	}
	return ""
}

// MayBegin reports whether an event that counts may begin an incident: whoever wrote the
// issue is trusted, or whoever gave it the label has read what they wrote.
func (r Rules) MayBegin(e Event) bool {
	switch e.Action {
	case Closed, CommentDeleted:
		return false
	case Labelled:
		return true
	}
	return r.trusts(e.Issue.Author)
}

// Stranger says that an issue is nobody's whose word counts, and what to do.
func (r Rules) Stranger(e Event) string {
	return fmt.Sprintf("%s: to publish it as it stands, take the label %q off and give it again", r.mistrust(e.Issue.Author), r.Label)
}

// is reports whether a label is the one of incidents.
func (r Rules) is(label string) bool { return strings.EqualFold(label, r.Label) }

// trusts reports whether the word of a person counts.
func (r Rules) trusts(p Person) bool {
	named := func(name string) bool { return strings.EqualFold(name, p.Name) }
	return !p.Robot && p.Name != "" && (p.Member || slices.ContainsFunc(r.Trusted, named))
}

// mistrust says that the word of a person does not count.
func (r Rules) mistrust(p Person) string {
	switch {
	case p.Robot:
		return fmt.Sprintf("%q is no person", p.Name)
	case p.Name == "":
		return "whoever wrote it is not known to be trusted"
	}
	return fmt.Sprintf("%q is nobody whom the repository trusts", p.Name)
}
