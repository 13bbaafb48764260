package revision

// trails follows files from the newest commit back to the oldest. The zero trails is
// ready to use.
//
// A name means different files at different times, and the walk is backwards: a rename
// from a to b says that what was called a before belongs to today's b.
type trails struct {
	now map[string]*trail // which file a name means, at the commit that the walk has reached
	all []*trail          // the files, in the order met

	count int // of the commits
}

// trail is the history of one file.
type trail struct {
	name  string    // its last name
	steps []Version // newest first, never empty
}

// add takes in one commit that is older than all before.
func (t *trails) add(c *commit) {
	if t.now == nil {
		t.now = map[string]*trail{}
	}
	t.count++
	for _, ch := range c.changes {
		file := t.named(ch.name)
		file.steps = append(file.steps, Version{Revision: c.Revision, Back: t.count, File: ch.name, Blob: ch.blob})
	}
	for _, ch := range c.changes {
		if ch.kind == renamed {
			t.now[ch.from] = t.now[ch.name]
			t.now[ch.name] = &trail{} // whoever had the name before is forgotten
		}
	}
}

// named returns the file that has the name at this point of the walk. A name not met
// before is a file's last one.
func (t *trails) named(name string) *trail {
	file := t.now[name]
	if file == nil {
		file = &trail{name: name}
		t.now[name] = file
		t.all = append(t.all, file)
	}
	return file
}

// byName gives the steps of each file under its last name, newest first.
func (t *trails) byName() map[string][]Version {
	files := make(map[string][]Version, len(t.all))
	for _, f := range t.all {
		files[f.name] = f.steps
	}
	return files
}
