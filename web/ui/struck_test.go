package ui

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// struck are the ways a page shows that words do not count, or are new; a PDF and whoever
// copies from the page keep none of them.
var (
	struck = regexp.MustCompile(`<(s|del|ins)>`)
	word   = regexp.MustCompile(`(<span class="vh said">[A-Z][a-z]+: </span>|\b[a-z]+ )<(s|del|ins)>`)
)

func TestWhatIsStruckIsSaidInAWord(t *testing.T) {
	t.Parallel()
	found := 0
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".templ") {
			return err
		}
		text, err := os.ReadFile(path)
		for n, line := range strings.Split(string(text), "\n") {
			if struck.MatchString(line) {
				found++
				if !word.MatchString(line) {
					t.Errorf("%s:%d: what is struck or added is said in a word that is printed: %s", path, n+1, strings.TrimSpace(line))
				}
			}
		}
		return err
	})
	if err != nil || found < 3 {
		t.Fatalf("found %d: %v", found, err)
	}
}
