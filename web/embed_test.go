package web

import (
	"io/fs"
	"regexp"
	"testing"
)

func TestAssetBaseIsOneFolderNamedByAHash(t *testing.T) {
	if !regexp.MustCompile(`^/static/[0-9a-f]{16}$`).MatchString(AssetBase()) {
		t.Errorf("got %q", AssetBase())
	}
}

func TestWhatPagesAskForIsInTheTree(t *testing.T) {
	for _, path := range []string{"css/kap.css", "vendor/pico.min.css", "vendor/htmx.min.js", "js/kap.js"} {
		if _, err := fs.Stat(Static(), path); err != nil {
			t.Error(err)
		}
	}
}
