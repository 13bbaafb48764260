package status

import "ownup/internal/diag"

// Brand is what makes a theme the site's own. The zero Brand changes nothing. What it
// names was written well; whether the files are there, and whether the colours can be
// read on what they stand on, only the theme knows.
type Brand struct {
	Accent  Choice // colours: of links in texts, and of the mark of the focus
	Header  Choice // colours: behind the site's name
	Logo    Choice // pictures: in place of the site's name
	Favicon Written
	Font    Font
}

// Choice is what holds on light pages and what holds on dark ones: colours such as
// "#0b57c2", always of six small digits, or names of files. Either may be empty: then the
// theme's own holds there.
type Choice struct{ Light, Dark Written }

// Font is the typeface that a site ships. A variable one stands in both places; without
// Bold, browsers embolden Regular.
type Font struct{ Regular, Bold Written }

// Written is a text as a person wrote it, and where, so that who finds out later that it
// is wrong can say so. Without a text nothing was written.
type Written struct {
	Text string
	Pos  diag.Pos
}

// Way is one of the site's own ways to hear of incidents, besides its feeds. At least one
// of URL and Command is given.
type Way struct {
	Name        string
	Description string // may be empty
	URL         string // of a form or of a list, or a mailto: address
	Command     string // to type elsewhere, such as in a chat
}
