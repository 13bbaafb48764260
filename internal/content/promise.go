package content

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"ownup/internal/markdown"
	"ownup/internal/status"
)

// errNoPostmortem says that an incident has promised nothing, and can promise nothing yet.
var errNoPostmortem = errors.New("there is no postmortem, in which commitments stand\n\tbegin one with \"ownup postmortem ID\"")

// AddCommitment gives the source of an incident's file with one more commitment in its
// last postmortem: below the others, else below the heading "What we will change", else at
// its end. Of the commitment, Text, Due and Owner count. Every other byte stays, and the
// errors are those of [AppendUpdate].
func AddCommitment(file string, src []byte, c status.Commitment, zone *time.Location) ([]byte, error) {
	s, err := newSheet(file, src, zone)
	if err != nil {
		return nil, err
	}
	c = status.Commitment{Text: strings.Join(strings.Fields(c.Text), " "), Due: c.Due, Owner: c.Owner}
	section, before, ok := s.postmortem()
	if !ok {
		return nil, errNoPostmortem
	}
	text := s.insert(s.changes(section), "- "+commitment(c)+"\n")
	if tasks := s.tasks(section); len(tasks) > 0 {
		if last := tasks[len(tasks)-1]; last.last >= 0 {
			line := s.ended(last.mark + commitment(c) + "\n")
			text = s.insertLine(s.below(last), line)
		}
	}
	after := parseIncident(file, "", text, zone).incident
	err = s.confirm(text, func(i *status.Incident) {
		changed(i, after, before.ID, func(all []status.Commitment) []status.Commitment { return append(all, c) })
	})
	if err != nil {
		return nil, err
	}
	return text, nil
}

// KeepCommitment gives the source of an incident's file in which one open commitment is
// ticked, and done on the given day; and the commitment as it stands then. It is the only
// one whose text holds the given words, in any case; of several, the one that they are.
// The errors are those of [AppendUpdate], and one that names the open commitments.
func KeepCommitment(file string, src []byte, words string, done status.Date, zone *time.Location) ([]byte, status.Commitment, error) {
	s, err := newSheet(file, src, zone)
	if err != nil {
		return nil, status.Commitment{}, err
	}
	t, err := s.open(words)
	if err != nil {
		return nil, status.Commitment{}, err
	}
	c := t.commitment
	c.Kept, c.Done = true, done
	lines := slices.Clone(s.lines)
	lines[t.first] = strings.Replace(lines[t.first], "[ ]", "[x]", 1)
	lines[t.last] = ticked(lines[t.last], t.keyed, done)
	text := []byte(strings.Join(lines, ""))
	after := parseIncident(file, "", text, zone).incident
	err = s.confirm(text, func(i *status.Incident) {
		changed(i, after, t.update, func(all []status.Commitment) []status.Commitment {
			all[t.number] = c
			return all
		})
	})
	if err != nil {
		return nil, status.Commitment{}, err
	}
	return text, c, nil
}

// commitment writes a commitment behind the mark of its item.
func commitment(c status.Commitment) string {
	var items []string
	if !c.Due.IsZero() {
		items = append(items, "due: "+c.Due.String())
	}
	if c.Owner != "" {
		items = append(items, "owner: "+c.Owner)
	}
	if len(items) == 0 {
		return "[ ] " + c.Text
	}
	return "[ ] " + c.Text + " (" + strings.Join(items, ", ") + ")"
}

// ticked writes when a commitment was kept at the end of its last line.
func ticked(line string, keyed bool, done status.Date) string {
	words := strings.TrimRight(line, " \t\r\n")
	end := line[len(words):]
	if at := strings.LastIndexByte(words, ')'); keyed && at >= 0 {
		return words[:at] + ", done: " + done.String() + words[at:] + end
	}
	return words + " (done: " + done.String() + ")" + end
}

// changed makes of an incident's postmortem what it says after a change, of which the
// commitments are known.
func changed(i *status.Incident, after status.Incident, update string, change func([]status.Commitment) []status.Commitment) {
	for n, u := range i.Updates {
		if u.ID == update && n < len(after.Updates) {
			i.Updates[n].Text = after.Updates[n].Text
			i.Updates[n].Commitments = change(slices.Clone(u.Commitments))
		}
	}
}

// task is an item that can be ticked, at its lines of the file.
type task struct {
	commitment  status.Commitment
	update      string // id of the postmortem that it stands in
	number      int    // among the commitments of it
	first, last int    // indices of the first and the last line of its words; last is -1 where they are not found
	mark        string // what stands before the box
	keyed       bool   // its words end in parentheses that are keys
}

// boxed is the line that a task begins with.
var boxed = regexp.MustCompile(`^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+(.*)$`)

// tasks gives the tasks of a postmortem.
func (s *sheet) tasks(section int) []task {
	u, _ := s.said(section)
	p := s.sections[section]
	var all []task
	for n, m := range markdown.Tasks(p.Text) {
		t := task{commitment: u.Commitments[n], update: u.ID, number: n, first: p.start + p.TextLine - p.Line + m.Line - 1, last: -1}
		t.keyed = t.commitment.Text != m.Text
		if form := boxed.FindStringSubmatch(strings.TrimRight(s.lines[t.first], "\r\n")); form != nil {
			t.mark, t.last = form[1], s.ends(t.first, form[2], m.Text)
		}
		all = append(all, t)
	}
	return all
}

// ends gives the index of the line on which the words of a task end, which begin with
// those of its first line; -1 where they are not found.
func (s *sheet) ends(first int, begin, words string) int {
	lines := []string{strings.TrimSpace(begin)}
	for n := first; n < len(s.lines); n++ {
		if n > first {
			lines = append(lines, strings.TrimSpace(s.lines[n]))
		}
		switch joined := strings.Join(lines, " "); {
		case joined == words:
			return n
		case len(joined) > len(words):
			return -1
		}
	}
	return -1
}

// below gives the index of the line below an item and whatever belongs to it.
func (s *sheet) below(t task) int {
	own := indentation(t.mark) + 1
	at := t.last + 1
	for line := at; line < len(s.lines); line++ {
		switch blank := strings.TrimSpace(s.lines[line]) == ""; {
		case blank:
		case indentation(s.lines[line]) < own:
			return at
		default:
			at = line + 1
		}
	}
	return at
}

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// postmortem gives the last postmortem of the file, and what it says.
func (s *sheet) postmortem() (int, status.Update, bool) {
	for n := range slices.Backward(s.sections) {
		if u, ok := s.said(n); ok && u.Phase == status.Postmortem {
			return n, u, true
		}
	}
	return 0, status.Update{}, false
}

// changesHeading is the last of the five parts of a postmortem.
var changesHeading = regexp.MustCompile(`(?i)^ {0,3}#{3,6}[ \t]+what we will change[ \t#]*$`)

// changes gives the index of the line below the part of a postmortem that says what will
// change, else below the whole.
func (s *sheet) changes(section int) int {
	end := s.end(section)
	found := -1
	for line := s.sections[section].start + 1; line < end; line++ {
		text := strings.TrimRight(s.lines[line], "\r\n")
		switch {
		case changesHeading.MatchString(text):
			found = line
		case found >= 0 && strings.HasPrefix(text, "### "):
			for strings.TrimSpace(s.lines[line-1]) == "" {
				line--
			}
			return line
		}
	}
	return end
}

// open finds the open commitment that words mean.
func (s *sheet) open(words string) (task, error) {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	var all, fitting []task
	for n := range s.sections {
		if u, ok := s.said(n); !ok || u.Phase != status.Postmortem {
			continue
		}
		for _, t := range s.tasks(n) {
			text := strings.ToLower(t.commitment.Text)
			switch {
			case t.commitment.Kept || !t.commitment.Dropped.IsZero():
			case text == words:
				return t.editable()
			default:
				if all = append(all, t); strings.Contains(text, words) {
					fitting = append(fitting, t)
				}
			}
		}
	}
	if len(fitting) == 1 {
		return fitting[0].editable()
	}
	if len(all) == 0 {
		return task{}, errors.New("no commitment is open")
	}
	message := fmt.Sprintf("%d open commitments have these words: give more of them", len(fitting))
	if len(fitting) == 0 {
		fitting, message = all, fmt.Sprintf("no open commitment has the words %q", words)
	}
	for _, t := range fitting {
		message += "\n\t" + t.commitment.Text
	}
	return task{}, errors.New(message)
}

// editable makes sure that the lines of a task are known.
func (t task) editable() (task, error) {
	if t.last < 0 {
		return t, fmt.Errorf("%q stands where only a person can change it\n\ttick it by hand: - [x] … (done: 2026-10-01)", t.commitment.Text)
	}
	return t, nil
}
