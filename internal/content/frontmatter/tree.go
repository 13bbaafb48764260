package frontmatter

import "go.yaml.in/yaml/v4"

// value makes a Value of the document's root, which is nil where the document is empty.
func (d *document) value(root *yaml.Node) Value {
	if root == nil {
		return Value{Pos: d.pos(1, 1)}
	}
	v := d.convert(root, walk{})
	if d.flooded {
		return Value{Pos: v.Pos}
	}
	switch v.Kind {
	case Scalar:
		d.report(v.Pos, "write a key and its value, such as\n  title: Mail is slow", "text where a key is expected: %q", clipped(v.Text))
	case List:
		d.report(v.Pos, "write a key and its value on each line, such as\n  title: Mail is slow", "a list where keys are expected")
	default:
		return v
	}
	return Value{Pos: v.Pos}
}

// walk is where in the tree a conversion stands.
type walk struct {
	depth  int
	within []*yaml.Node // anchors whose aliases are being followed
}

// down is one level deeper.
func (w walk) down() walk {
	w.depth++
	return w
}

// convert makes a Value of a node.
func (d *document) convert(n *yaml.Node, w walk) Value {
	v := Value{Pos: d.pos(n.Line, n.Column)}
	if d.flooded || d.tooMuch(n, w) {
		return v
	}
	switch n.Kind {
	case yaml.AliasNode:
		return d.follow(n, w)
	case yaml.SequenceNode:
		v.Kind = List
		for _, item := range n.Content {
			v.Items = append(v.Items, d.convert(item, w.down()))
		}
	case yaml.MappingNode:
		v.Kind = Map
		v.Pairs = d.pairs(n, w)
	case yaml.ScalarNode:
		v.Kind, v.Text = Scalar, n.Value
		v.Quoted = isQuoted(n)
		if n.ShortTag() == "!!null" && !v.Quoted && n.Style&yaml.TaggedStyle == 0 {
			v.Kind = Null
		}
	}
	return v
}

// tooMuch reports a tree that is larger than any person writes.
func (d *document) tooMuch(n *yaml.Node, w walk) bool {
	if len(w.within) > 0 {
		d.expanded++
	}
	switch {
	case w.depth > maxDepth:
		d.report(d.pos(n.Line, n.Column), "write it flatter", "%s", errTooDeep)
	case d.expanded > maxExpanded:
		at := w.within[0]
		d.report(d.pos(at.Line, at.Column), "write out what is meant, without * and &",
			"the aliases stand for more than %d values", maxExpanded)
	default:
		return false
	}
	d.flooded = true
	return true
}

// follow converts what an alias stands for.
func (d *document) follow(n *yaml.Node, w walk) Value {
	for _, outer := range w.within {
		if outer.Alias == n.Alias {
			d.report(d.pos(n.Line, n.Column), "write out what is meant, without * and &", "%q stands for itself", "*"+n.Value)
			d.flooded = true
			return Value{Pos: d.pos(n.Line, n.Column)}
		}
	}
	w.within = append(w.within[:len(w.within):len(w.within)], n)
	return d.convert(n.Alias, w)
}

// pairs converts a map, whose keys are text and different.
func (d *document) pairs(n *yaml.Node, w walk) []Pair {
	var pairs []Pair
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := d.convert(n.Content[i], w.down())
		value := d.convert(n.Content[i+1], w.down())
		if d.flooded || !d.isKey(key) {
			continue
		}
		if line, twice := lines[key.Text]; twice {
			d.report(key.Pos, "keep one of the two", "the key %q is there twice: first on line %d", key.Text, line)
			continue
		}
		lines[key.Text] = key.Pos.Line
		pairs = append(pairs, Pair{key, value})
	}
	return pairs
}

// isKey reports a key that is no word.
func (d *document) isKey(key Value) bool {
	switch {
	case key.Kind == List || key.Kind == Map:
		d.report(key.Pos, "put the text in quotes if it is not meant as YAML's brackets", "a bracket where a key is expected")
	case key.Text == "<<" && !key.Quoted:
		d.report(key.Pos, "write out the keys that are meant", "the merge key << is not supported")
	case key.Text == "":
		d.report(key.Pos, "write the key before the colon", "a colon without a key")
	default:
		return true
	}
	return false
}

// isQuoted reports whether a node is text that YAML takes literally.
func isQuoted(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}
