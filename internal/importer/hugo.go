package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"ownup/internal/content/frontmatter"
)

// hugo is what the configuration of a Hugo site says of its pages. Hugo takes all keys in
// any case, and so do we: all are in lower case here.
type hugo struct {
	config   frontmatter.Value
	language string            // the site's own
	folders  map[string]string // of content, with the language of their pages
	names    []string          // of the configured languages, in lower case
}

// newHugo reads the configuration, wherever Hugo looks for it.
func newHugo(files fs.FS, r *Report) (*hugo, error) {
	for _, folder := range []string{"", "config/_default"} {
		for _, name := range []string{"hugo", "config"} {
			for _, ending := range []string{".toml", ".yaml", ".yml"} {
				file := path.Join(folder, name+ending)
				b, err := readFile(files, file, maxFile)
				switch {
				case errors.Is(err, fs.ErrNotExist):
					continue
				case err != nil:
					return nil, fmt.Errorf("%s: %w", file, err)
				}
				config, err := hugoFile(file, b, r)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", file, err)
				}
				return languagesOf(lowered(config)), nil
			}
		}
	}
	return nil, errors.New("there is no configuration: config.yml, hugo.toml or config/_default/config.yml")
}

func hugoFile(file string, b []byte, r *Report) (frontmatter.Value, error) {
	if path.Ext(file) == ".toml" {
		return parseTOML(file, b)
	}
	v, problems := frontmatter.ParseForeignYAML(file, b)
	return mended(v, problems, r)
}

// lowered writes all keys in lower case.
func lowered(v frontmatter.Value) frontmatter.Value {
	v.Pairs, v.Items = slices.Clone(v.Pairs), slices.Clone(v.Items)
	for n := range v.Pairs {
		v.Pairs[n].Key.Text = strings.ToLower(v.Pairs[n].Key.Text)
		v.Pairs[n].Value = lowered(v.Pairs[n].Value)
	}
	for n := range v.Items {
		v.Items[n] = lowered(v.Items[n])
	}
	return v
}

// languagesOf finds out which language the pages of which folder are in.
func languagesOf(config frontmatter.Value) *hugo {
	h := &hugo{config: config, folders: map[string]string{}}
	h.language = strings.ToLower(first(word(config, "defaultcontentlanguage"), "en"))
	h.folders[path.Clean(first(word(config, "contentdir"), "content"))] = h.language
	languages, _ := config.Key("languages")
	for _, p := range languages.Pairs {
		h.names = append(h.names, p.Key.Text)
		if folder := word(p.Value, "contentdir"); folder != "" {
			h.folders[path.Clean(folder)] = p.Key.Text
		}
	}
	return h
}

// title gives the site's title, in its own language.
func (h *hugo) title() string {
	languages, _ := h.config.Key("languages")
	own, _ := languages.Key(h.language)
	params, _ := own.Key("params")
	return first(word(own, "title"), word(params, "title"), word(h.config, "title"))
}

// page is where a page stands in the content.
type page struct {
	language string
	section  string // "issues", or a folder of that
	base     string // the name of the file, or of its folder, without ending and language
	ending   string
}

// page tells where a file of content stands: its language is that of its folder, or is
// named before the file's ending.
func (h *hugo) page(name string) (page, bool) {
	p, rest := page{}, ""
	for folder, language := range h.folders { // the longest that holds it
		if below, ok := strings.CutPrefix(name, folder+"/"); ok && (rest == "" || len(below) < len(rest)) {
			p.language, rest = language, below
		}
	}
	if folder, below, ok := strings.Cut(rest, "/"); ok && folder != "issues" && strings.HasPrefix(below, "issues/") {
		p.language, rest = strings.ToLower(folder), below
	}
	dir, file := path.Split(rest)
	p.section, p.ending = path.Clean(dir), path.Ext(file)
	p.base = strings.TrimSuffix(file, p.ending)
	if before, language, ok := cutLast(p.base, "."); ok && slices.Contains(h.names, strings.ToLower(language)) {
		p.base, p.language = before, strings.ToLower(language)
	}
	if p.base == "index" {
		p.section, p.base = path.Dir(p.section), path.Base(p.section)
	}
	return p, (p.section == "issues" || strings.HasPrefix(p.section, "issues/")) && p.base != "_index"
}

// place tells pages apart, whatever their language.
func (p page) place() string { return p.section + "/" + p.base }

// cutLast divides a text at the last of some signs.
func cutLast(text, sign string) (before, after string, ok bool) {
	if n := strings.LastIndex(text, sign); n >= 0 {
		return text[:n], text[n+len(sign):], true
	}
	return text, "", false
}

// url gives the URL that Hugo gave a page, by its front matter.
// Source: https://gohugo.io/content-management/urls/
func (h *hugo) url(p page, front frontmatter.Value, date time.Time) string {
	if u := word(front, "url"); u != "" {
		return "/" + strings.TrimLeft(u, "/")
	}
	prefix := "/"
	if p.language != h.language || isTrue(h.config, "defaultcontentlanguageinsubdir") {
		prefix += p.language + "/"
	}
	permalinks, _ := h.config.Key("permalinks")
	pages, _ := permalinks.Key("page")
	if pattern := first(word(pages, "issues"), word(permalinks, "issues")); pattern != "" {
		return prefix + strings.TrimLeft(h.permalink(pattern, p, front, date), "/")
	}
	u := prefix + h.path(p.section) + "/" + h.path(first(word(front, "slug"), p.base))
	ugly, _ := h.config.Key("uglyurls")
	if isTrue(h.config, "uglyurls") || isTrue(ugly, "issues") {
		return u + ".html"
	}
	return u + "/"
}

// permalink fills in a pattern of URLs.
// Source: https://gohugo.io/configuration/permalinks/#tokens
func (h *hugo) permalink(pattern string, p page, front frontmatter.Value, date time.Time) string {
	slug, title := word(front, "slug"), word(front, "title")
	token := regexp.MustCompile(`:[a-z]+`)
	tokens := map[string]string{
		"year": date.Format("2006"), "month": date.Format("01"), "monthname": date.Month().String(), "day": date.Format("02"),
		"weekday": strconv.Itoa(int(date.Weekday())), "weekdayname": date.Weekday().String(), "yearday": strconv.Itoa(date.YearDay()),
		"section": "issues", "sections": p.section, "title": title, "slug": first(slug, title), "filename": p.base,
		"slugorfilename": first(slug, p.base), "contentbasename": p.base, "slugorcontentbasename": first(slug, p.base),
	}
	parts := strings.Split(pattern, "/")
	for n, part := range parts {
		parts[n] = token.ReplaceAllStringFunc(part, func(name string) string {
			if text, ok := tokens[name[1:]]; ok {
				return h.path(text)
			}
			return name
		})
	}
	return strings.Join(parts, "/")
}

// path gives the path that Hugo makes of a name: in lower case, spaces as hyphens,
// without most signs.
// Source: Hugo's helpers.PathSpec.MakePathSanitized.
func (h *hugo) path(name string) string {
	if !isTrue(h.config, "disablepathtolower") {
		name = strings.ToLower(name)
	}
	var b strings.Builder
	hyphen, before := false, false // one is due; the last sign was one
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("._/+~-@", r):
			if hyphen && r != '-' {
				b.WriteByte('-')
			}
			hyphen, before = false, r == '-'
			b.WriteRune(r)
		case unicode.IsSpace(r) && b.Len() > 0 && !before:
			hyphen = true
		}
	}
	return b.String()
}

// pageEndings are those of the files that Hugo makes pages of.
var pageEndings = []string{".md", ".markdown", ".html", ".adoc", ".org", ".rst", ".pandoc"}

// leave tells which files of the content stay behind.
func (h *hugo) leave(files fs.FS, r *Report, used map[string]bool) {
	for _, folder := range h.roots() {
		for name := range filesBelow(files, r, folder) {
			switch ending := strings.ToLower(path.Ext(name)); {
			case used[name]:
			case slices.Contains(pageEndings, ending):
				r.note(Left, placeOf(name), "this page is no issue")
			case slices.Contains(pictureEndings, ending):
				r.note(Left, placeOf(name), "a picture that no issue shows")
			default:
				r.note(Left, placeOf(name), "by its ending this is no page")
			}
		}
	}
}

// roots gives the folders of content, none of them within another.
func (h *hugo) roots() []string {
	var all []string
	for folder := range h.folders {
		all = append(all, folder)
	}
	slices.Sort(all)
	var roots []string
	for _, folder := range all {
		if len(roots) == 0 || !strings.HasPrefix(folder, roots[len(roots)-1]+"/") {
			roots = append(roots, folder)
		}
	}
	return roots
}
