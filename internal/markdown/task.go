package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// Task is an item of a list that can be ticked: "- [x] Call every customer".
type Task struct {
	Checked      bool
	Text         string // Markdown of the item's first paragraph, on one line, without the box
	Line, Column int    // of the first character of Text; from 1, columns in characters
}

// Tasks gives the task-list items of a text, wherever they stand, in the order of the
// source.
func Tasks(markdown string) []Task {
	d := Parse(markdown)
	var tasks []Task
	for n := range nodes(d.root) {
		if box, ok := n.(*extended.TaskCheckBox); ok {
			tasks = append(tasks, d.task(box))
		}
	}
	return tasks
}

// task reads the paragraph that a box opens.
func (d *Document) task(box *extended.TaskCheckBox) Task {
	t := Task{Checked: box.IsChecked}
	lines := box.Parent().Lines()
	parts := make([]string, 0, lines.Len())
	for i, l := range lines.Sliced(0, lines.Len()) {
		start, stop := l.Start, l.Stop
		if i == 0 {
			start += strings.IndexByte(string(l.Value(d.source)), ']') + 1
		}
		if start, stop = d.trimmed(start, stop); start == stop {
			continue
		}
		if len(parts) == 0 {
			t.Line, t.Column = d.place(start)
		}
		parts = append(parts, string(d.source[start:stop]))
	}
	if len(parts) == 0 {
		t.Line, t.Column = d.place(box.Pos())
	}
	t.Text = joined(parts)
	return t
}

// joined makes one line of several. A backslash that broke one of them has nothing left
// to break.
func joined(lines []string) string {
	for i := range len(lines) - 1 {
		if line := lines[i]; (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1 {
			lines[i] = strings.TrimRight(line[:len(line)-1], " \t")
		}
	}
	return strings.Join(lines, " ")
}

// boxOf gives the box of an item that is a task, else nil.
func boxOf(item *ast.ListItem) *extended.TaskCheckBox {
	if item.FirstChild() == nil {
		return nil
	}
	box, _ := item.FirstChild().FirstChild().(*extended.TaskCheckBox)
	return box
}
