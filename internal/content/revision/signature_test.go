package revision

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ownup/internal/status"
)

// key makes an SSH key to sign with, and gives its file and the line that lists it as that
// of a signer.
func (r *repository) key(name string) (file, signer string) {
	r.Helper()
	file = filepath.Join(r.TempDir(), name)
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file).CombinedOutput(); err != nil {
		r.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	public, err := os.ReadFile(file + ".pub")
	if err != nil {
		r.Fatal(err)
	}
	return file, name + "@example.com " + string(public)
}

// sign commits all that the work tree holds, signed with a key.
func (r *repository) sign(key, subject string) {
	r.Helper()
	r.git("add", "--all")
	r.git("-c", "gpg.format=ssh", "-c", "user.signingKey="+key, "commit", "--quiet", "-S", "--message", subject)
	r.commits++
}

func TestSignedCommitsAreToldFromOthers(t *testing.T) {
	r := newRepository(t)
	ada, signer := r.key("ada")
	stranger, _ := r.key("stranger")
	r.write("content/allowed_signers", signer)
	r.commit("unsigned")
	r.write("content/a", "one")
	r.sign(ada, "signed")
	r.write("content/a", "two")
	r.sign(stranger, "unverified")
	r.write("content/a", "three")
	r.forge()

	log, err := Read(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	var commits []string
	subjects := map[string]string{}
	for _, v := range append(log.Files["content/a"], log.Files["content/allowed_signers"]...) {
		commits, subjects[v.Commit] = append(commits, v.Commit), v.Subject
	}
	signatures, err := log.Signatures(t.Context(), "content/allowed_signers", commits)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]status.Signature{}
	for commit, s := range signatures {
		got[subjects[commit]] = s
	}
	want := map[string]status.Signature{
		"unsigned": status.Unsigned, "signed": status.Signed, "unverified": status.Unverified, "forged": status.Forged,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("signatures (-want +got):\n%s", diff)
	}
	if _, err := log.Signatures(t.Context(), "content/nowhere", commits); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file of signers the error is %v", err)
	}
	if none, err := log.Signatures(t.Context(), "content/allowed_signers", nil); err != nil || len(none) != 0 {
		t.Errorf("of no commits it gives %v, %v", none, err)
	}
}

// forge makes a commit that bears the signature of the one before.
func (r *repository) forge() {
	r.Helper()
	r.commit("forged")
	head := strings.SplitN(r.git("cat-file", "commit", "HEAD"), "\ncommitter", 2)
	signed := r.git("cat-file", "commit", "HEAD~2")
	from, until := strings.Index(signed, "gpgsig "), strings.Index(signed, "-----END SSH SIGNATURE-----")
	committer, message, _ := strings.Cut(head[1], "\n\n")
	text := head[0] + "\ncommitter" + committer + "\n" + signed[from:until] + "-----END SSH SIGNATURE-----\n\n" + message
	file := filepath.Join(r.TempDir(), "commit")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
	r.git("reset", "--quiet", strings.TrimSpace(r.git("hash-object", "-t", "commit", "-w", file)))
}
