package notify

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"
)

func (m mailing) send(ctx context.Context, message Message, to []string) ([]string, error) {
	letters := make([]*mail.Msg, len(to))
	for n, address := range to {
		letter, err := m.letter(message, address)
		if err != nil {
			return nil, finalError{err}
		}
		letters[n] = letter
	}
	err := m.client.DialAndSendWithContext(ctx, letters...)
	var told []string
	var refused *mail.SendError
	final := true
	for n, letter := range letters {
		if letter.IsDelivered() {
			told = append(told, to[n])
			continue
		}
		one, ok := errors.AsType[*mail.SendError](letter.SendError())
		if final = final && ok && one.ErrorCode() >= 500; ok && refused == nil {
			refused = one
		}
	}
	if len(told) == len(to) {
		return told, nil
	}
	if refused != nil {
		err = fmt.Errorf("%d of %d addressees were not told: %w", len(to)-len(told), len(to), refused)
	}
	err = redact(err, m.address)
	err = errors.New(anyAddress.ReplaceAllString(err.Error(), "…"))
	if final {
		err = finalError{err}
	}
	return told, err
}

// anyAddress is whatever may be a reader's address, which no log is to hold.
var anyAddress = regexp.MustCompile(`[^\s<>(),;:"]+@[^\s<>(),;:"]+`)

// letter writes a message to one addressee. Its ids follow from the event's, so that a
// letter that is sent twice after a fault is known as one. All of an incident form a
// thread, below a letter that nobody has: so the thread holds for whoever joins late.
func (m mailing) letter(message Message, to string) (*mail.Msg, error) {
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := letter.From(m.receiver.From); err != nil {
		return nil, err
	}
	if err := letter.To(to); err != nil {
		return nil, errors.New("an address of the list cannot be written to")
	}
	thread := "<" + messageID(message.Incident, message.URL) + ">"
	subject := message.Subject
	if !message.First {
		subject = "Re: " + subject
		letter.SetGenHeader(mail.HeaderInReplyTo, thread)
	}
	letter.Subject(subject)
	letter.SetMessageIDWithValue(messageID(message.ID, message.URL))
	letter.SetGenHeader(mail.HeaderReferences, thread)
	letter.SetDateWithValue(m.now())
	leave, oneClick := m.leave(to)
	letter.SetGenHeader(mail.HeaderListUnsubscribe, "<"+leave+">")
	if oneClick {
		letter.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	letter.SetGenHeader("List-ID", "<"+m.receiver.ID+"."+host(message.URL)+">")
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, message.Text+"\n-- \n"+leave+"\n")
	letter.AddAlternativeString(mail.TypeTextHTML, signed(message.HTML, leave))
	return letter, nil
}

// leave gives where an addressee leaves the list. One click does where the address knows
// who clicks, and takes a request: that is what the second header promises.
// Source: RFC 8058, 3.1 and 3.2.
func (m mailing) leave(to string) (address string, oneClick bool) {
	address = strings.ReplaceAll(m.receiver.Unsubscribe, "{address}", url.QueryEscape(to))
	return address, address != m.receiver.Unsubscribe && strings.HasPrefix(address, "https:")
}

// signed puts the way to leave below a letter's HTML.
func signed(page, leave string) string {
	end := strings.LastIndex(page, "</body>")
	if end < 0 {
		end = strings.LastIndex(page, "</html>")
	}
	if end < 0 {
		end = len(page)
	}
	leave = html.EscapeString(leave)
	return page[:end] + `<p><small><a href="` + leave + `">` + leave + "</a></small></p>\n" + page[end:]
}

// messageID gives the id of a letter: what it is about, at the site's host.
func messageID(about, site string) string {
	return strings.ReplaceAll(about, "/", ".") + "@" + host(site)
}

func host(site string) string {
	if u, err := url.Parse(site); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "ownup.invalid"
}
