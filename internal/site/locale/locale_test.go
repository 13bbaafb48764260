package locale

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"ownup/internal/status"
)

func english(t *testing.T) *Words {
	t.Helper()
	w, err := For("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// words are those of a catalogue of a test's own, in a language that need not be there.
func words(t *testing.T, tag language.Tag, catalogue string) *Words {
	t.Helper()
	messages, err := parse([]byte(catalogue))
	if err != nil {
		t.Fatal(err)
	}
	return &Words{tag: tag, messages: messages}
}

func TestALanguageIsFoundByItsTagAndByThoseBelowIt(t *testing.T) {
	for asked, tag := range map[string]string{"en": "en", "EN": "en", "en-NZ": "en-NZ", "en-Latn-GB": "en-Latn-GB"} {
		w, err := For(asked)
		if err != nil {
			t.Errorf("For(%q): %v", asked, err)
			continue
		}
		if w.Tag() != tag || w.Dir() != "ltr" || w.T("health.major_outage") != "down" {
			t.Errorf("For(%q) has tag %q, direction %q", asked, w.Tag(), w.Dir())
		}
	}
}

func TestALanguageThatThereIsNotIsAnErrorThatListsThoseThereAre(t *testing.T) {
	for asked, want := range map[string]string{
		"tlh":     `there are no words in language "tlh", only in: ar, en`,
		"english": `language "english" is no tag such as "en"`,
		"":        `language "" is no tag such as "en"`,
	} {
		_, err := For(asked)
		if err == nil || err.Error() != want {
			t.Errorf("For(%q): %v, want: %s", asked, err, want)
		}
	}
}

func TestPlaceholdersAreReplacedInAnyOrder(t *testing.T) {
	w := words(t, language.English, `{"number.digits": "0123456789", "number.group": ",", "x": "{1} {x} {0}{1}, {"}`)
	got := w.T("x", 12345, status.Date{Year: 2026, Month: 9, Day: 3})
	if want := "2026-09-03 {x} 12,3452026-09-03, {"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOurOwnMistakesPanic(t *testing.T) {
	w := english(t)
	for name, f := range map[string]func(){
		`locale: no word "no.such" in language en`:                         func() { w.T("no.such") },
		`locale: word "list.last" wants an argument {1}, and got 1 in all`: func() { w.T("list.last", "a") },
	} {
		func() {
			defer func() {
				if got := recover(); got != name {
					t.Errorf("panicked with %v, want %s", got, name)
				}
			}()
			f()
		}()
	}
}

func TestTheFirstIntegerChoosesThePluralForm(t *testing.T) {
	w := words(t, language.English, `{
		"number.digits": "0123456789", "number.group": ",",
		"n": {"one": "{0}: {1} incident", "other": "{0}: {1} incidents"}}`)
	for n, want := range map[int]string{0: "0 incidents", 1: "1 incident", 2: "2 incidents", 21: "21 incidents", 10_000: "10,000 incidents"} {
		if got := w.T("n", "a", n, 1); got != "a: "+want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// Arabic has all six forms.
func TestALanguageMayHaveSixPluralForms(t *testing.T) {
	w := words(t, language.Arabic, `{
		"number.group": "٬", "number.digits": "٠١٢٣٤٥٦٧٨٩",
		"n": {"zero": "zero {0}", "one": "one", "two": "two", "few": "few {0}", "many": "many {0}", "other": "other {0}"}}`)
	for n, want := range map[int]string{
		0: "zero ٠", 1: "one", 2: "two", 3: "few ٣", 10: "few ١٠", 11: "many ١١", 99: "many ٩٩",
		100: "other ١٠٠", 103: "few ١٠٣", 100_000_011: "many ١٠٠٬٠٠٠٬٠١١", -2: "two",
	} {
		if got := w.T("n", n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestASitesOwnWordsLieOverOurs(t *testing.T) {
	ours := english(t)
	w, err := ours.With([]byte(`{"health.major_outage": "out of order"}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Health(status.MajorOutage) + ", " + w.Health(status.PartialOutage); got != "out of order, partly out" {
		t.Errorf("got %q", got)
	}
	if got := ours.Health(status.MajorOutage); got != "down" {
		t.Errorf("ours became %q", got)
	}
}

func TestASitesOwnWordsAreChecked(t *testing.T) {
	w := words(t, language.English, `{"home": "Home", "until": "until {0}", "count": {"one": "{0} day", "other": "{0} days"}}`)
	for catalogue, want := range map[string]string{
		`{"hom": "x"}`:                  "unknown word \"hom\"\n\tdid you mean \"home\"?",
		`{"homes": "x", "home": "{0}"}`: "word \"home\" takes no placeholders\nunknown word \"homes\"\n\tdid you mean \"home\"?",
		`{"home": "{0}"}`:               `word "home" takes no placeholders`,
		`{"until": "{1}"}`:              `word "until" has only the placeholders up to {0}`,
		`{"count": {"one": "x"}}`:       `a message needs the plural form "other"`,
		`{"count": {"fw": "x"}}`:        `unknown plural form "fw", expected zero, one, two, few, many or other`,
		`{"home": "a"`:                  "unexpected end of JSON input",
		`["home"]`:                      "json: cannot unmarshal array into Go value of type map[string]locale.message",
		`{"home": 7}`:                   "json: cannot unmarshal number into Go value of type map[string]string",
	} {
		_, err := w.With([]byte(catalogue))
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want: %s", catalogue, err, want)
		}
	}
}

func TestEveryNounHasItsWord(t *testing.T) {
	w := english(t)
	for _, h := range status.Healths() {
		w.Health(h)
	}
	for p := status.Investigating; p <= status.Postmortem; p++ {
		w.Phase(p)
	}
	for i := status.ImpactNone; i <= status.ImpactMaintenance; i++ {
		w.Impact(i)
	}
	for k := status.KindIncident; k <= status.KindNotice; k++ {
		w.Kind(k)
	}
}

// The keys that stand in templates and code as they are, such as {{t "nav.home"}} and
// words.T("nav.home"). Keys that are put together are held by tests of their own.
var used = regexp.MustCompile(`(?:\b[tT]\(|[({ ]t )"([a-z0-9_.]+[a-z0-9_])"`)

func TestEveryKeyThatIsUsedExists(t *testing.T) {
	w := english(t)
	for _, root := range []string{"../../../internal/site", "../../../themes"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for _, m := range used.FindAllStringSubmatch(string(text), -1) {
				if !w.Has(m[1]) {
					t.Errorf("%s uses the word %q, which en.json does not have", name, m[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestEveryCatalogueHasTheSameKeysPlaceholdersAndItsOwnPlurals(t *testing.T) {
	ours := english(t)
	for _, tag := range Languages() {
		w, err := For(tag)
		if err != nil {
			t.Fatal(err)
		}
		if tag != w.Tag() {
			t.Errorf("%s.json should be named %s.json", tag, w.Tag())
		}
		want, got := slices.Sorted(maps.Keys(ours.messages)), slices.Sorted(maps.Keys(w.messages))
		if !slices.Equal(want, got) {
			t.Errorf("%s.json does not have the keys of en.json", tag)
		}
		for key, m := range w.messages {
			if m.arguments() != ours.messages[key].arguments() {
				t.Errorf("%s.json: %q does not take the arguments of English", tag, key)
			}
			for n := range 200 {
				if _, ok := m[pluralForm(w.tag, n)]; len(m) > 1 && !ok {
					t.Errorf("%s.json: %q lacks a plural form, that of %d", tag, key, n)
					break
				}
			}
		}
	}
}

func TestEveryCatalogueIsSortedWithoutRepetitions(t *testing.T) {
	for _, tag := range Languages() {
		text, err := catalogues.ReadFile(tag + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, line := range regexp.MustCompile(`(?m)^  ("[^"]*"):`).FindAllSubmatch(text, -1) {
			var key string
			if err := json.Unmarshal(line[1], &key); err != nil {
				t.Fatal(err)
			}
			keys = append(keys, key)
		}
		for n := 1; n < len(keys); n++ {
			if keys[n-1] >= keys[n] {
				t.Errorf("%s.json: %q stands before %q", tag, keys[n-1], keys[n])
			}
		}
	}
}
