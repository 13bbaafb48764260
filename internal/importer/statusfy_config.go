package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"unicode/utf16"

	"ownup/internal/content"
)

// statusfyConfig finds the configuration.
func statusfyConfig(files fs.FS) (text, name string, err error) {
	for _, name := range []string{"config.js", "config.json", "config.yml", "config.toml"} {
		b, err := readFile(files, name, maxFile)
		if err == nil {
			return content.PlainText(string(b)), name, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", "", fmt.Errorf("%s: %w", name, err)
		}
	}
	return "", "", errors.New("there is no configuration: config.js")
}

// textIn finds the text of a key in a program: key: 'text'.
func textIn(program, key string) string {
	m := regexp.MustCompile(`(?m)(?:^|[\s{,'"])` + key + `['"]?\s*[:=]\s*['"]([^'"\n]*)['"]`).FindStringSubmatch(program)
	if m == nil {
		return ""
	}
	return m[1]
}

var quotedText = regexp.MustCompile(`['"]([^'"\n]+)['"]`)

// listIn finds a list of texts in a program: key: ['a', 'b'].
func listIn(program, key string) []string {
	m := regexp.MustCompile(`(?s)(?:^|[\s{,'"])` + key + `['"]?\s*[:=]\s*\[(.*?)\]`).FindStringSubmatch(program)
	if m == nil {
		return nil
	}
	var all []string
	for _, item := range quotedText.FindAllStringSubmatch(m[1], -1) {
		all = append(all, item[1])
	}
	return all
}

// locale gives the names of the systems in a language.
func (s *statusfyReader) locale(language string) map[string]string {
	name := path.Join("locales", language+".json")
	if !fs.ValidPath(name) {
		return nil
	}
	b, err := readFile(s.in.Files, name, maxFile)
	if err != nil {
		return nil
	}
	var words struct {
		Systems map[string]json.RawMessage `json:"systems"`
	}
	if err := json.Unmarshal(b, &words); err != nil {
		s.report.note(Left, placeOf(name), "the names of systems cannot be read: %s", reworded(err))
		return nil
	}
	names := map[string]string{}
	for id, raw := range words.Systems {
		var text string
		var deep struct {
			Title string `json:"title"`
		}
		if json.Unmarshal(raw, &text) == nil || json.Unmarshal(raw, &deep) == nil {
			names[id] = first(text, deep.Title)
		}
	}
	return names
}

// hashSum gives the id that Statusfy gives an incident without one: the npm package
// hash-sum of the file's name, 32 bits folded in JavaScript's way.
func hashSum(name string) string {
	fold := func(hash int64, text string) int64 {
		if text == "" {
			return hash
		}
		for _, r := range utf16.Encode([]rune(text)) {
			hash = int64(int32(int64(int32(hash)<<5) - hash + int64(r)))
		}
		if hash < 0 {
			hash *= -2
		}
		return hash
	}
	return fmt.Sprintf("%08x", fold(fold(fold(0, "[object String]"), "string"), name))
}
