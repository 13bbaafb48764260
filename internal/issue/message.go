package issue

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"ownup/internal/content"
	"ownup/internal/status"
)

// message is what a comment, or the body of an issue, says.
type message struct {
	update status.Update // with its time, its text, and what the first line says
	phased bool          // the first line says a phase
	silent bool          // it stays in the issue
}

// kept is the command that keeps a comment in the issue.
const kept = "internal"

var (
	// command is a first line that begins like one: "/internal", but no path such as /var/log.
	command = regexp.MustCompile(`^/([\pL_-]+)(?:[ \t(:]|$)`)

	// one and two are words that may be a phase, since "in progress" is one.
	one = regexp.MustCompile(`^[\pL_-]+`)
	two = regexp.MustCompile(`^\pL+[ \t]+\pL+`)

	// alone is a word that has a line for itself, or parentheses behind it.
	alone = regexp.MustCompile(`^([\pL_-]+)[ \t]*(?:$|\()`)
)

// hear reads a message about something of a kind that was written at a time.
func hear(text string, kind status.Kind, at time.Time, zone *time.Location) (message, error) {
	m := message{update: status.Update{At: at, Phase: status.NoChange}}
	text, err := tidied(text)
	if err != nil {
		return m, err
	}
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimSpace(first)
	if c := command.FindStringSubmatch(first); c != nil {
		if strings.EqualFold(c[1], kept) {
			m.silent = true
			return m, nil
		}
		first, m.phased = first[1:], true
	}
	if m.phased || begins(first, kind) {
		u, words, err := content.ParseHeading(first, kind, at, zone)
		if err != nil {
			return m, unheard(first, m.phased, err)
		}
		words, ok := strings.CutPrefix(words, ":")
		if !ok && words != "" {
			return m, unheard(first, m.phased, fmt.Errorf("unexpected %q\n\twords go on the next line, or behind a colon", words))
		}
		m.phased, m.update = true, u
		text = strings.TrimSpace(words) + "\n" + rest
	}
	m.update.Text = prose(text)
	return m, nil
}

// begins reports whether a line says a phase, or was meant to.
func begins(line string, kind status.Kind) bool {
	for _, words := range []string{two.FindString(line), one.FindString(line)} {
		if _, ok := status.ParsePhase(words); ok && stands(line[len(words):]) {
			return true
		}
	}
	m := alone.FindStringSubmatch(line)
	return m != nil && content.MeantPhase(m[1], kind) != ""
}

// stands reports whether a phase stands for itself by what follows it: nothing, what
// belongs to an update, or a colon.
func stands(rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	return rest == "" || rest[0] == '(' || rest[0] == ':' || strings.HasPrefix(strings.ToLower(rest), "since ")
}

// unheard says that a first line cannot be read.
func unheard(line string, command bool, err error) error {
	if command {
		err = fmt.Errorf("%w\n\ta comment that begins with /%s is not published", err, kept)
	}
	return fmt.Errorf("the first line, %q, cannot be read: %w", line, err)
}

// longest is how many characters a body or a comment has at most: as many as GitHub lets
// them have.
const longest = 1 << 16

// tidied makes text of what a forge sends.
func tidied(text string) (string, error) {
	if n := utf8.RuneCountInString(text); n > longest {
		return "", fmt.Errorf("the text has %d characters, and at most %d are read", n, longest)
	}
	return strings.TrimSpace(directed.Replace(content.PlainText(text))), nil
}

// directed takes out the characters that turn the direction of whatever follows them.
// Source of the list: Unicode Standard Annex 9, "Explicit Directional Formatting".
var directed = strings.NewReplacer(
	"\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "",
	"\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "",
)

// pictureTag is how forges write a picture that was pasted, and what counts of it.
var (
	pictureTag     = regexp.MustCompile(`(?i)<img\b[^<>]*>`)
	pictureAddress = regexp.MustCompile(`(?i)\bsrc\s*=\s*["']([^"'\s<>()]+)["']`)
	pictureWords   = regexp.MustCompile(`(?i)\balt\s*=\s*["']([^"'<>\[\]]*)["']`)
)

// prose makes of a text what can stand in a file: lines end where they do in the forge,
// which ends them in a comment where Markdown runs them together.
func prose(text string) string {
	text = pictureTag.ReplaceAllStringFunc(text, func(tag string) string {
		address := pictureAddress.FindStringSubmatch(tag)
		if address == nil {
			return tag
		}
		words := "picture"
		if w := pictureWords.FindStringSubmatch(tag); w != nil && strings.TrimSpace(w[1]) != "" {
			words = w[1]
		}
		return "![" + words + "](" + address[1] + ")"
	})
	return content.Prose(content.LineBreaks(strings.Trim(text, "\n")))
}

// errUntitled says that an issue has no title that can be read.
var errUntitled = errors.New("the issue has no title\n\tgive it one, in a few words: what is wrong")

// titled gives the title of an issue, on one line.
func titled(text string) (string, error) {
	text, err := tidied(text)
	if err != nil {
		return "", err
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return "", errUntitled
	}
	return text, nil
}
