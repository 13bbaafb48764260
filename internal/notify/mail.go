package notify

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	netmail "net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"ownup/internal/status"
)

// mailing sends each addressee a letter of its own, over one connection a message.
type mailing struct {
	receiver status.Receiver
	client   *mail.Client
	address  string // of the server, with its secrets
	list     []string
	now      time.Time
}

// newMail prepares letters. The server's address is smtps://user:password@host:port, or
// smtp: where it begins in plain text and turns to TLS; tls=none allows what never does.
func newMail(r status.Receiver, name, address string, o Options) (sender, error) {
	list, err := addressees(r, name, o)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtps" && u.Scheme != "smtp" || u.Hostname() == "" {
		return nil, fmt.Errorf("%s holds no address of a mail server: write smtps://user:password@host:465", name)
	}
	options := []mail.Option{mail.WithTimeout(30 * time.Second)}
	switch {
	case u.Scheme == "smtps":
		options = append(options, mail.WithSSLPort(false))
	case u.Query().Get("tls") == "none":
		options = append(options, mail.WithTLSPortPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	}
	if port, err := strconv.Atoi(u.Port()); err == nil {
		options = append(options, mail.WithPort(port))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	client, err := mail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, redact(err, address)
	}
	return mailing{r, client, address, list, o.Now}, nil
}

// addressees reads the list of addresses: a line each, from the file or the environment.
// Each is told once, however often it is listed.
func addressees(r status.Receiver, name string, o Options) ([]string, error) {
	text, where := "", r.List
	if r.List != "" {
		b, err := fs.ReadFile(o.Project, r.List)
		if err != nil {
			return nil, fmt.Errorf("read the list %s: %w", r.List, errors.Unwrap(err))
		}
		text = string(b)
	} else {
		where = name + "_LIST"
		text, _ = o.Lookup(where)
	}
	var list []string
	lines := bufio.NewScanner(strings.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		entry := strings.TrimSpace(lines.Text())
		if entry == "" || strings.HasPrefix(entry, "#") {
			continue
		}
		parsed, err := netmail.ParseAddress(entry)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d, is no mail address", where, number) // which is not repeated: logs are read by others
		}
		list = append(list, parsed.Address)
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 {
		return nil, fmt.Errorf("%s lists no addresses", where)
	}
	return list, lines.Err()
}

func (m mailing) to() []string { return m.list }

func (m mailing) send(ctx context.Context, message Message, to []string) ([]string, error) {
	letters := make([]*mail.Msg, len(to))
	for n, address := range to {
		letter, err := m.letter(message, address)
		if err != nil {
			return nil, err
		}
		letters[n] = letter
	}
	err := m.client.DialAndSendWithContext(ctx, letters...)
	var told []string
	for n, letter := range letters {
		if letter.IsDelivered() {
			told = append(told, to[n])
		}
	}
	return told, redact(err, m.address)
}

// letter writes a message to one addressee. Its ids follow from the event's, so that a
// letter that is sent twice after a fault is known as one, and all of an incident form a
// thread.
func (m mailing) letter(message Message, to string) (*mail.Msg, error) {
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := letter.From(m.receiver.From); err != nil {
		return nil, err
	}
	if err := letter.To(to); err != nil {
		return nil, errors.New("an address of the list cannot be written to")
	}
	subject := message.Subject
	thread := "<" + messageID(message.Incident, message.URL) + ">"
	if message.First {
		letter.SetMessageIDWithValue(messageID(message.Incident, message.URL))
	} else {
		subject = "Re: " + subject
		letter.SetMessageIDWithValue(messageID(message.ID, message.URL))
		letter.SetGenHeader(mail.HeaderInReplyTo, thread)
		letter.SetGenHeader(mail.HeaderReferences, thread)
	}
	letter.Subject(subject)
	letter.SetDateWithValue(m.now)
	letter.SetGenHeader(mail.HeaderListUnsubscribe, "<"+m.receiver.Unsubscribe+">")
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, message.Text+"\n-- \n"+m.receiver.Unsubscribe+"\n")
	letter.AddAlternativeString(mail.TypeTextHTML, message.HTML)
	return letter, nil
}

// messageID gives the id of a letter: what it is about, at the site's host.
func messageID(about, site string) string {
	host := "ownup.invalid"
	if u, err := url.Parse(site); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return strings.ReplaceAll(about, "/", ".") + "@" + host
}
