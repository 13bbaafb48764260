package status

import "time"

// Record is what the repository's history says of the files: the evidence. The zero
// Record stands for "not known".
type Record struct {
	Known  bool
	Why    string                // where it is not known: the reason, in words
	ByFile map[string][]Revision // the revisions of each file, oldest first, renames followed
}

// Revision is one commit that touched a file.
type Revision struct {
	Commit  string // full hash
	At      time.Time
	Author  string
	Subject string
}
