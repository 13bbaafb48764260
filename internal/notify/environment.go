package notify

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ownup/internal/status"
)

// prefix begins the names of the variables of all receivers.
const prefix = "OWNUP_NOTIFY"

// Variable names the environment variable that holds a receiver's address and secret.
func Variable(r status.Receiver) string {
	return prefix + "_" + strings.ToUpper(strings.ReplaceAll(r.ID, "-", "_"))
}

// Lookup gives the variables of the receivers from an environment. What it lacks is
// looked for in its variable OWNUP_NOTIFY, which holds others, a line each, as
// NAME=VALUE: so that one secret of a machine that builds can hold them all.
func Lookup(environment func(name string) (string, bool)) func(name string) (string, bool) {
	all := map[string]string{}
	text, _ := environment(prefix)
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			all[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return func(name string) (string, bool) {
		if value, ok := environment(name); ok && value != "" {
			return value, true
		}
		value, ok := all[name]
		return value, ok
	}
}

// open prepares the way to a receiver.
func open(r status.Receiver, o Options) (sender, error) {
	name := Variable(r)
	address, ok := o.Lookup(name)
	if !ok || strings.TrimSpace(address) == "" {
		return nil, fmt.Errorf("the environment variable %s, which holds its address, is not set", name)
	}
	address = strings.TrimSpace(address)
	switch r.Kind {
	case status.Webhook:
		secret, _ := o.Lookup(name + "_SECRET")
		return newWebhook(name, address, secret, o.Now)
	case status.Chat:
		return newChat(name, address)
	}
	return newMail(r, name, address, o)
}

// redact takes from an error what an address holds that may be secret: all of it, and
// each of its parts.
func redact(err error, address string) error {
	if err == nil {
		return nil
	}
	secrets := []string{address}
	if u, parsed := url.Parse(address); parsed == nil {
		password, _ := u.User.Password()
		secrets = append(secrets, u.String(), u.User.String(), password, u.Host, u.Path, u.RawQuery)
		secrets = append(secrets, strings.Split(u.Path, "/")...)
		for _, values := range u.Query() {
			secrets = append(secrets, values...)
		}
	}
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	text := err.Error()
	for _, s := range secrets {
		if len(s) >= 4 {
			text = strings.ReplaceAll(text, s, "…")
		}
	}
	return errors.New(text)
}
