package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"

	"ownup/internal/diag"
)

// element is a value of a JSON document, at its place.
type element struct {
	key string // under which it stands in the document; empty in a document that is a list
	raw json.RawMessage
	pos diag.Pos
}

// into decodes the element. What has another type than it should is an error.
func (e element) into(v any) error {
	if err := json.Unmarshal(e.raw, v); err != nil {
		return errors.New(reworded(err))
	}
	return nil
}

// reworded says what is wrong with JSON in the words of its writer.
func reworded(err error) string {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return fmt.Sprintf("%s is a %s", first(t.Field, "the value"), t.Value)
	}
	return err.Error()
}

// elements yields the values that stand under the keys of a document, those of a list one
// by one. A document that is a list is taken as its values. After an error it ends.
func elements(name string, b []byte) iter.Seq2[element, error] {
	return func(yield func(element, error) bool) {
		s := scanner{name: name, source: b, decoder: json.NewDecoder(bytes.NewReader(b)), line: 1}
		if err := s.document(yield); err != nil && !errors.Is(err, fs.SkipAll) {
			yield(element{pos: s.pos(int(s.decoder.InputOffset()))}, fmt.Errorf("it is no JSON: %w", err))
		}
	}
}

// scanner walks through a JSON document.
type scanner struct {
	name    string
	source  []byte
	decoder *json.Decoder
	at      int // offset up to which lines are counted
	line    int
}

func (s *scanner) pos(offset int) diag.Pos {
	offset = min(offset, len(s.source))
	if offset > s.at {
		s.line += bytes.Count(s.source[s.at:offset], []byte("\n"))
		s.at = offset
	}
	return diag.Pos{File: s.name, Line: s.line}
}

func (s *scanner) document(yield func(element, error) bool) error {
	token, err := s.decoder.Token()
	switch {
	case err != nil:
		return err
	case token == json.Delim('['):
		return s.list("", yield)
	case token != json.Delim('{'):
		return errors.New("neither an object nor a list")
	}
	for s.decoder.More() {
		token, err := s.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if err := s.value(key, yield); err != nil {
			return err
		}
	}
	_, err = s.decoder.Token()
	return err
}

// value yields what stands under a key.
func (s *scanner) value(key string, yield func(element, error) bool) error {
	rest := bytes.TrimLeft(s.source[s.decoder.InputOffset():], ": \t\r\n")
	if len(rest) > 0 && rest[0] == '[' {
		if _, err := s.decoder.Token(); err != nil {
			return err
		}
		return s.list(key, yield)
	}
	return s.one(key, yield)
}

func (s *scanner) list(key string, yield func(element, error) bool) error {
	for s.decoder.More() {
		if err := s.one(key, yield); err != nil {
			return err
		}
	}
	_, err := s.decoder.Token()
	return err
}

func (s *scanner) one(key string, yield func(element, error) bool) error {
	var raw json.RawMessage
	if err := s.decoder.Decode(&raw); err != nil {
		return err
	}
	pos := s.pos(int(s.decoder.InputOffset()) - len(raw))
	if !yield(element{key, raw, pos}, nil) {
		return fs.SkipAll
	}
	return nil
}
