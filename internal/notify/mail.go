package notify

import (
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
	now      func() time.Time
}

// newMail prepares letters. The server's address is smtps://user:password@host:port, or
// smtp: where it begins in plain text and turns to TLS; tls=none allows what never does.
//
// Both results are there where some lines of the list are wrong: the others are told.
func newMail(r status.Receiver, name, address string, o Options) (sender, error) {
	list, wrong := addressees(r, name, o)
	if len(list) == 0 {
		return nil, wrong
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
	return mailing{r, client, address, list, o.Now}, wrong
}

// addressees reads the list of addresses from the file or the environment: a line each, or
// with commas between them. Each is told once, however often it is listed. Lines that are
// wrong are the error; it does not repeat them, for logs are read by others.
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
	var wrong []error
	number := 0
	for entry := range strings.Lines(text) {
		number++
		entry = strings.TrimRight(strings.TrimSpace(entry), ",")
		if entry == "" || strings.HasPrefix(entry, "#") {
			continue
		}
		parsed, err := netmail.ParseAddressList(entry)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s, line %d, is no mail address", where, number))
		}
		for _, one := range parsed {
			list = append(list, one.Address)
		}
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 && wrong == nil {
		return nil, fmt.Errorf("%s lists no addresses", where)
	}
	return list, errors.Join(wrong...)
}

func (m mailing) to() []string { return m.list }
