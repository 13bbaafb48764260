package status

import "ownup/internal/diag"

// Address is where something is sent, as a person wrote it.
type Address struct {
	Text string
	Pos  diag.Pos
}

// Receiver is whom, or what, is told what becomes public. It names no secret.
type Receiver struct {
	ID          string // lower-case letters, digits and hyphens; permanent
	Kind        Channel
	Components  []string // tell only of what names one of these; empty: of all
	Least       Impact   // tell only of what has at least this impact; ImpactDerived: of all
	Language    string   // empty: the site's first
	From        string   // of mail: who writes, as a mail address with or without a name
	List        string   // of mail: a file of addresses, from the project's folder; empty: the environment has them
	Unsubscribe string   // of mail: an https: or mailto: address
	Pos         diag.Pos
}

// Channel is the way by which a receiver is told.
type Channel int

// The channels.
const (
	Mail    Channel = iota
	Webhook         // a signed request
	Chat            // a chat or SMS service
)

var channels = [...]string{"mail", "webhook", "chat"}

// String gives the word on disk, such as "webhook".
func (c Channel) String() string { return channels[c] }

// Channels gives all channels.
func Channels() []Channel { return []Channel{Mail, Webhook, Chat} }
