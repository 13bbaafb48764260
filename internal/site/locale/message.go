package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is a text, by plural form. It always has the form other; a text without
// plurals has only that one.
type message map[plural.Form]string

// parse reads a catalogue.
func parse(catalogue []byte) (map[string]message, error) {
	var messages map[string]message
	if err := json.Unmarshal(catalogue, &messages); err != nil {
		return nil, err
	}
	return messages, nil
}

// UnmarshalJSON reads a string, or an object of plural forms.
func (m *message) UnmarshalJSON(b []byte) error {
	var text string
	if err := json.Unmarshal(b, &text); err == nil {
		*m = message{plural.Other: text}
		return nil
	}
	var texts map[string]string
	if err := json.Unmarshal(b, &texts); err != nil {
		return err
	}
	*m = message{}
	for name, text := range texts {
		form, ok := formNamed(name)
		if !ok {
			return fmt.Errorf("unknown plural form %q, expected zero, one, two, few, many or other", name)
		}
		(*m)[form] = text
	}
	if _, ok := (*m)[plural.Other]; !ok {
		return errors.New("a message needs the plural form \"other\"")
	}
	return nil
}

// formNamed gives a plural form by the name that CLDR gives it.
// Source: https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
func formNamed(name string) (plural.Form, bool) {
	all := map[string]plural.Form{
		"zero": plural.Zero, "one": plural.One, "two": plural.Two,
		"few": plural.Few, "many": plural.Many, "other": plural.Other,
	}
	form, ok := all[name]
	return form, ok
}

// form chooses the text by the first integer argument.
func (m message) form(tag language.Tag, args []any) string {
	if len(m) > 1 {
		for _, a := range args {
			if n, ok := a.(int); ok {
				if text, ok := m[pluralForm(tag, n)]; ok {
					return text
				}
				break
			}
		}
	}
	return m[plural.Other]
}

// pluralForm gives the form that a whole number takes. The rules look at no more than the
// last seven digits.
func pluralForm(tag language.Tag, n int) plural.Form {
	return plural.Cardinal.MatchPlural(tag, max(n, -n)%10_000_000, 0, 0, 0, 0)
}

// arguments gives how many arguments the message takes in that form which takes the most.
func (m message) arguments() int {
	most := 0
	for _, text := range m {
		for {
			_, n, rest, ok := placeholder(text)
			if !ok {
				break
			}
			most, text = max(most, n+1), rest
		}
	}
	return most
}

// fill replaces the placeholders of a text.
func (w *Words) fill(key, text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, n, rest, ok := placeholder(text)
		if !ok {
			b.WriteString(text)
			return b.String()
		}
		if n >= len(args) {
			panic(fmt.Sprintf("locale: word %q wants an argument {%d}, and got %d in all", key, n, len(args)))
		}
		b.WriteString(before)
		b.WriteString(w.argument(args[n]))
		text = rest
	}
}

// placeholder finds the first {n} of a text, and gives what stands before and after it.
func placeholder(text string) (before string, n int, rest string, ok bool) {
	from := 0
	for {
		open := strings.IndexByte(text[from:], '{')
		if open < 0 {
			return text, 0, "", false
		}
		open += from
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			return text, 0, "", false
		}
		n, err := strconv.ParseUint(text[open+1:open+length], 10, 8)
		if err == nil {
			return text[:open], int(n), text[open+length+1:], true
		}
		from = open + 1
	}
}

func (w *Words) argument(a any) string {
	switch a := a.(type) {
	case string:
		return a
	case int:
		return w.Number(a)
	default:
		return fmt.Sprint(a)
	}
}
