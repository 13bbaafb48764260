package status

// Disclosure says what of the record of edits a site shows. The zero Disclosure shows what
// was changed and when, with the words before and after, and names nobody.
type Disclosure struct {
	Since     Date      // the first day of the record; zero: of what states an earlier time it is known, too, when it was published
	Authors   bool      // who made an edit, by the name in the commit; never an address
	HideWords bool      // the words before and after an edit are not shown
	Redacted  []Written // commits; no words are shown of what they changed, nor of what was changed before them
	Signers   Written   // file of those whose signatures count, from the project's folder; without it none is checked
}
