package revision

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"ownup/internal/status"
)

// Signatures says what git makes of the signatures of some commits, by their hashes. The
// signers are a file in the form of ssh-keygen's ALLOWED SIGNERS, from the project's
// folder; OpenPGP signatures are checked by the keys of whoever runs git. That starts a
// program or two for each signed commit, some milliseconds, on all cores, and none for an
// unsigned one. The error is fs.ErrNotExist where there is no such file.
func (l Log) Signatures(ctx context.Context, signers string, commits []string) (map[string]status.Signature, error) {
	file, err := filepath.Abs(filepath.Join(l.dir, filepath.FromSlash(signers)))
	if err == nil {
		_, err = os.Stat(file)
	}
	if err != nil {
		return nil, fmt.Errorf("check signatures: %w", err)
	}
	all := make(map[string]status.Signature, len(commits))
	var guard sync.Mutex
	var workers sync.WaitGroup
	var failed error
	for part := range slices.Chunk(commits, max(1, len(commits)/runtime.GOMAXPROCS(0)+1)) {
		workers.Go(func() {
			err := l.signatures(ctx, file, part, func(commit string, s status.Signature) {
				guard.Lock()
				defer guard.Unlock()
				all[commit] = s
			})
			if err != nil {
				guard.Lock()
				defer guard.Unlock()
				failed = errors.Join(failed, err)
			}
		})
	}
	workers.Wait()
	if failed != nil {
		return nil, fmt.Errorf("check signatures: %w", failed)
	}
	return all, nil
}

// signatures checks those of some commits, one after the other.
func (l Log) signatures(ctx context.Context, signers string, commits []string, use func(string, status.Signature)) error {
	ask := command{
		dir: l.dir, input: strings.NewReader(strings.Join(commits, "\n") + "\n"),
		args:      []string{"log", "-z", "--no-walk=unsorted", "--stdin", "--no-color", "--no-notes", "--format=%H%x00%G?"},
		variables: []string{"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=gpg.ssh.allowedSignersFile", "GIT_CONFIG_VALUE_0=" + signers},
	}
	return ask.stream(ctx, func(r io.Reader) error {
		in := fields{bufio.NewReader(r)}
		for {
			commit, err := in.next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			letter, last := in.next()
			if err = errors.Join(err, last); err != nil {
				return err
			}
			use(strings.TrimPrefix(commit, "\n"), signatureOf(letter))
		}
	})
}

// signatureOf gives the meaning of git's letter. A good signature by a key that has
// expired, was revoked or is nobody's that counts is one that cannot be verified.
// Source: git help log, "%G?".
func signatureOf(letter string) status.Signature {
	switch letter {
	case "G":
		return status.Signed
	case "B":
		return status.Forged
	case "N":
		return status.Unsigned
	default:
		return status.Unverified
	}
}
