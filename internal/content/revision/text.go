package revision

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// textAtMost is the size in bytes above which a text is not read: no report is so long.
const textAtMost = 1 << 20

// Texts yields what the blobs held, in their order, from one git process however many they
// are. A blob that is too large, or that is no text at all but a folder or a commit, is
// nil. It ends after the first error.
func (l Log) Texts(ctx context.Context, blobs []string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if len(blobs) == 0 {
			return
		}
		ask := command{dir: l.dir, args: []string{"cat-file", "--batch"}, input: strings.NewReader(strings.Join(blobs, "\n") + "\n")}
		err := ask.stream(ctx, func(r io.Reader) error {
			in := bufio.NewReaderSize(r, 1<<16)
			for range blobs {
				text, err := object(in)
				if err != nil {
					return err
				}
				if !yield(text, nil) {
					return errStop
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// object reads one answer of git cat-file --batch:
//
//	5626abf… blob 12
//	twelve bytes
//
// Source: git help cat-file, "BATCH OUTPUT".
func object(in *bufio.Reader) ([]byte, error) {
	head, err := in.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("read a blob: %w", err)
	}
	parts := strings.Fields(head)
	if len(parts) != 3 {
		return nil, fmt.Errorf("git cat-file says %q where a blob was expected", strings.TrimSpace(head))
	}
	size, err := strconv.Atoi(parts[2])
	if err != nil {
		return nil, fmt.Errorf("size of blob %s: %w", parts[0], err)
	}
	if size < 0 {
		return nil, fmt.Errorf("size of blob %s: it is %d", parts[0], size)
	}
	if parts[1] != "blob" || size > textAtMost {
		if _, err := in.Discard(size + 1); err != nil {
			return nil, fmt.Errorf("read blob %s: %w", parts[0], err)
		}
		return nil, nil
	}
	text := make([]byte, size+1)
	if _, err := io.ReadFull(in, text); err != nil {
		return nil, fmt.Errorf("read blob %s: %w", parts[0], err)
	}
	return text[:size], nil
}
