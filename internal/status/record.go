package status

import "time"

// Record is what the repository's history says of the files: the evidence. The zero
// Record stands for "not known".
type Record struct {
	Known  bool
	Gap    Gap                // why it is not known
	ByFile map[string]History // by the incident's file, translations included
	Gone   []Gone             // the reports that were taken off the page, oldest first
}

// Gap says why a record of edits is not known.
type Gap int

// The gaps.
const (
	GapUnread       Gap = iota // nobody asked git
	GapNoGit                   // there is no program git to ask
	GapNoRepository            // the project is not in a git repository
	GapNoCommits               // the repository has no commits yet
	GapShallow                 // the clone lacks the older commits
	GapUnreadable              // git cannot read the repository, or must not
)

var gaps = [...]string{"unread", "no_git", "no_repository", "no_commits", "shallow", "unreadable"}

// String gives the word in JSON and in the catalogues of words, such as "shallow".
func (g Gap) String() string { return gaps[g] }

// GapWords gives the words of all gaps.
func GapWords() []string { return gaps[:] }

// History is what became of the report in one file, as far as readers could see it. The
// zero History is that of a file that is in no commit.
type History struct {
	Revisions   []Revision // oldest first, from the one that published it on
	Published   time.Time  // when its first words could be read at the earliest; zero: not yet, or not known
	Uncommitted bool       // the file holds something else than the newest commit does

	// Public says when each update, by its id in the newest commit, could be read at the
	// earliest, whatever time it states. An update that is in no commit is not among them.
	Public map[string]time.Time
}

// Gone is a report that was public, and that the newest commit does not hold any more.
type Gone struct {
	ID        string
	Published time.Time
	Revision  // the one that took it away
}

// Revision is one commit that touched a file. A merge is one, at its own time.
type Revision struct {
	Commit    string // full hash
	At        time.Time
	Author    string
	Subject   string // never shown: nobody wrote it for readers
	Signature Signature
	Edits     []Edit // what it changed in what readers see
}

// Signature says what git makes of a commit's signature.
type Signature int

// The signatures.
const (
	Unchecked  Signature = iota // nobody asked git
	Unsigned                    // there is none
	Signed                      // a good one, by a key that counts
	Unverified                  // one that cannot be verified, or by a key that does not count (any more)
	Forged                      // one that does not fit the commit
)

var signatures = [...]string{"unchecked", "unsigned", "signed", "unverified", "forged"}

// String gives the word in JSON, such as "signed".
func (s Signature) String() string { return signatures[s] }
