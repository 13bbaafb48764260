package site_test

import (
	"os"
	"testing"
)

// write writes a file in testdata.
func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
