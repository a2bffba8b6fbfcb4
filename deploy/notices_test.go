package deploy_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inside makes a checkout with one linked module and one vendored file.
func inside(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	module := filepath.Join(m.home, "mod", "example.org", "tea@v1.2.0")
	for name, text := range map[string]string{
		filepath.Join(module, "LICENSE.md"):          "Tea for all.\r\n",
		filepath.Join(module, "pot", "COPYING"):      "The pot is another's.",
		m.in("web/static/vendor/cup.min.css"):        "",
		m.in("web/static/vendor/cup.LICENSE.txt"):    "Cups for all.",
		m.in("web/static/vendor/README.md"):          "| cup.min.css | @house/cup 2.0.1 | MIT, cup.LICENSE.txt |\n",
		m.in("web/static/fonts/hand-latin-400.woff"): "",
		m.in("web/static/fonts/hand.LICENSE.txt"):    "Letters for all.",
	} {
		m.must(t, os.MkdirAll(filepath.Dir(name), 0o755))
		m.must(t, os.WriteFile(name, []byte(text), 0o644))
	}
	m.set("MODULE", module)
	m.program(t, "go", `printf 'example.org/tea v1.2.0\t%s\t%s\n' "$MODULE" "$MODULE" "$MODULE" "$MODULE/pot"`)
	return m
}

func TestWhatIsInsideIsNamedWithItsLicence(t *testing.T) {
	t.Parallel()
	out, errs, code := inside(t).run(t, "notices.sh")
	if code != 0 || errs != "" {
		t.Fatalf("got %d\n%s", code, errs)
	}
	for _, want := range []string{
		"\nexample.org/tea v1.2.0\n\nTea for all.\n", "\nexample.org/tea v1.2.0, pot\n\nThe pot is another's.\n",
		"\n@house/cup 2.0.1, web/static/vendor/cup.min.css\n\nCups for all.\n", "\nweb/static/fonts/hand-latin-400.woff\n\nLetters for all.\n",
	} {
		if strings.Count(out, want) != 1 {
			t.Errorf("want %q once in\n%s", want, out)
		}
	}
}

func TestWhatHasNoLicenceIsNamedAndFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, gone, says string }{
		{"a module", "LICENSE.md", "example.org/tea v1.2.0 has no licence file"},
		{"a font", "web/static/fonts/hand.LICENSE.txt", "web/static/fonts/hand-latin-400.woff has no licence beside it"},
		{"a script", "web/static/vendor/cup.LICENSE.txt", "web/static/vendor/cup.min.css has no licence beside it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := inside(t)
			at := m.in(c.gone)
			if c.name == "a module" {
				at = filepath.Join(m.home, "mod/example.org/tea@v1.2.0", c.gone)
			}
			m.must(t, os.Remove(at))
			if _, errs, code := m.run(t, "notices.sh"); code == 0 || !strings.Contains(errs, c.says) {
				t.Errorf("got %d %q want %q", code, errs, c.says)
			}
		})
	}
	m := inside(t)
	m.must(t, os.WriteFile(m.in("web/static/vendor/README.md"), nil, 0o644))
	if _, errs, code := m.run(t, "notices.sh"); code == 0 || !strings.Contains(errs, "is not in the table") {
		t.Errorf("a file without release: got %d %q", code, errs)
	}
}

// The licence is the Apache foundation's text, byte for byte.
func TestTheLicenceIsUnchanged(t *testing.T) {
	text, err := os.ReadFile("../LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	const want = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
	if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != want {
		t.Errorf("got %s want %s", got, want)
	}
}
