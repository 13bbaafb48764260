package frontmatter

import "ownup/internal/diag"

// Kind tells what a value is.
type Kind int

// The kinds.
const (
	Null   Kind = iota // nothing was written, or ~ or null
	Scalar             // text
	List               // items
	Map                // keys and their values
)

// String names the kind as a message would: "nothing", "text", "a list", "keys".
func (k Kind) String() string {
	switch k {
	case Scalar:
		return "text"
	case List:
		return "a list"
	case Map:
		return "keys"
	default:
		return "nothing"
	}
}

// Value is what stands at one place of a file. What an alias (*name) stands for has the
// place of the anchor (&name), where its text is.
type Value struct {
	Pos    diag.Pos // of its first character; line and column are never 0
	Kind   Kind
	Text   string  // of a Scalar: as written, without quotes and escapes; of Null: "", "~" or "null"
	Quoted bool    // a Scalar in quotes, or a block scalar (| or >)
	Items  []Value // of a List, in the order of the file
	Pairs  []Pair  // of a Map, in the order of the file; no key is there twice
}

// Pair is a key and its value.
type Pair struct {
	Key   Value // a Scalar, or Null with its text for a key such as null
	Value Value
}

// Key returns the value of a key of a Map, and whether the key is there. The value of a
// key without one is Null.
func (v Value) Key(name string) (Value, bool) {
	for _, p := range v.Pairs {
		if p.Key.Text == name {
			return p.Value, true
		}
	}
	return Value{}, false
}

// Keys returns the names of a Map's keys, in the order of the file.
func (v Value) Keys() []string {
	names := make([]string, len(v.Pairs))
	for i, p := range v.Pairs {
		names[i] = p.Key.Text
	}
	return names
}
