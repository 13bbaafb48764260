package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"github.com/pkg/sftp"
)

// A host replaces no file on a condition, but makes a new one only where there is none.
// The note by which publishers take turns is therefore a folder of numbered files, of
// which the highest counts: its number is the tag, and who makes the next one has the
// turn. The highest is never removed.

// note reads the file with the highest number.
func (h *openHost) note(ctx context.Context) (text []byte, tag string, err error) {
	type read struct {
		text []byte
		n    int
	}
	found, err := ask(ctx, h, func(c *sftp.Client) (read, error) {
		for {
			numbers, err := h.numbers(c)
			if err != nil {
				return read{}, err
			}
			n := highest(numbers)
			text, err := readFile(c, h.numbered(n))
			if errors.Is(err, fs.ErrNotExist) {
				continue // there is a higher one by now
			}
			return read{text, n}, err
		}
	})
	if err != nil {
		return nil, "", err
	}
	tag = strconv.Itoa(found.n)
	if len(found.text) == 0 { // it is being written, or whoever began to is gone
		found.text = []byte(`{"holder":"number ` + tag + `","until":"9999-01-01T00:00:00Z"}`)
	}
	return found.text, tag, nil
}

// leave makes the file with the number after the tag. Where one with a higher number is
// there already, the tag was out of date, and the file that was made in its gap goes.
func (h *openHost) leave(ctx context.Context, text []byte, tag string) (string, error) {
	n := 1
	if tag != "" {
		last, err := strconv.Atoi(tag)
		if err != nil {
			return "", fmt.Errorf("the lock has the tag %q", tag)
		}
		n = last + 1
	}
	return ask(ctx, h, func(c *sftp.Client) (string, error) {
		if err := h.makeNumbered(c, n, text); err != nil {
			return "", err
		}
		numbers, err := h.numbers(c)
		if err != nil {
			return "", err
		}
		if highest(numbers) > n {
			_ = c.Remove(h.numbered(n))
			return "", errOvertaken
		}
		for _, old := range numbers {
			if old < n {
				_ = c.Remove(h.numbered(old)) // it counts no more
			}
		}
		h.swept.Do(func() { h.sweep(c) })
		return strconv.Itoa(n), nil
	})
}

// makeNumbered makes a file that must not be there yet.
func (h *openHost) makeNumbered(c *sftp.Client, n int, text []byte) error {
	err := writeStaged(c, h.numbered(n), text)
	if err == nil {
		return nil
	}
	if _, missing := c.Lstat(h.numbered(n)); missing == nil {
		return errOvertaken // servers have no word for that
	}
	return err
}

func (h *openHost) numbered(n int) string { return h.at(lockName + "/" + strconv.Itoa(n)) }

// numbers gives the numbers of all files of the lock; it fails with [fs.ErrNotExist] where
// there is none.
func (h *openHost) numbers(c *sftp.Client) ([]int, error) {
	infos, err := c.ReadDir(h.at(lockName))
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, info := range infos {
		if n, err := strconv.Atoi(info.Name()); err == nil {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return nil, fs.ErrNotExist
	}
	return numbers, nil
}

func highest(numbers []int) int {
	most := 0
	for _, n := range numbers {
		most = max(most, n)
	}
	return most
}

// sweep removes what a publisher that died has left half written.
func (h *openHost) sweep(c *sftp.Client) {
	infos, err := c.ReadDir(h.at(stagingFolder))
	if err != nil {
		return
	}
	for _, info := range infos {
		if info.Mode().Type() == os.ModeDir {
			continue
		}
		_ = c.Remove(h.at(stagingFolder + "/" + info.Name()))
	}
}
