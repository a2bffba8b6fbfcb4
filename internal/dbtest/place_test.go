package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestClustersAreKeptInMemoryWhereThereIsRoomAndTheFolderIsOurs(t *testing.T) {
	memory := t.TempDir()
	own := filepath.Join(memory, fmt.Sprintf("kap-%d", os.Geteuid()))
	if dir, ok := inMemory(memory, 1<<62); ok {
		t.Errorf("without room: got %s", dir)
	}
	for range 2 { // made, then found again
		if dir, ok := inMemory(memory, 1); !ok || dir != own {
			t.Errorf("with room: got %q %v want %s", dir, ok, own)
		}
	}
	if err := os.Remove(own); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), own); err != nil {
		t.Fatal(err)
	}
	if dir, ok := inMemory(memory, 1); ok {
		t.Errorf("a link somebody put there: got %s", dir)
	}
	if dir, ok := inMemory(filepath.Join(memory, "missing"), 1); ok {
		t.Errorf("no such file system: got %s", dir)
	}
}
