package deploy_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kap/internal/config"
)

// pages are what an operator reads.
var pages = []string{"../README.md", "README.md"}

// settingWord is the name of a setting.
var settingWord = regexp.MustCompile(`\bKAP_[A-Z_]+\b`)

// quoted is a command or flag inside a sentence.
var quoted = regexp.MustCompile("`([^`\n]+)`")

// forOthers are settings of make and of the tests, which the program never reads.
var forOthers = []string{"KAP_TEST_PG"}

// TestEveryCommandAndFlagOfThePagesExists: what is written between backticks or
// in a block is known to the program.
func TestEveryCommandAndFlagOfThePagesExists(t *testing.T) {
	k := whatItKnows(t, program(t))
	for _, page := range pages {
		for _, text := range shellTexts(t, page) {
			for _, u := range typed(text) {
				if !k.command(u.command) {
					t.Errorf("%s: there is no command `kap %s`", page, u.command)
				}
				for _, flag := range u.flags {
					if k.command(u.command) && !k.flag(u.command, flag) {
						t.Errorf("%s: `kap %s` has no flag --%s", page, u.command, flag)
					}
				}
			}
		}
	}
}

func TestEverySettingOfThePagesExists(t *testing.T) {
	for _, page := range append(slices.Clone(pages), "kap.env", "owner.env", "kap.service") {
		for _, word := range settingWord.FindAllString(read(t, page), -1) {
			if !slices.Contains(settings(), word) && !slices.Contains(forOthers, word) {
				t.Errorf("%s: there is no setting %s", page, word)
			}
		}
	}
}

func TestEverySettingIsExplained(t *testing.T) {
	readme := read(t, "../README.md")
	for _, name := range settings() {
		if !regexp.MustCompile(`(?m)^\|.*` + "`" + name + "`" + `.*\|.*\|$`).MatchString(readme) {
			t.Errorf("README.md has no line for %s in its table of settings", name)
		}
	}
}

func TestEveryCommandIsExplained(t *testing.T) {
	readme := read(t, "../README.md")
	for command := range whatItKnows(t, program(t)) {
		if !regexp.MustCompile("(?m)^\\| `kap " + command + "[` ]").MatchString(readme) {
			t.Errorf("README.md has no line for `kap %s` in its table of commands", command)
		}
	}
}

// TestTheSettingsFilesAreTaken: the example files, as installed, are settings
// the program runs production with.
func TestTheSettingsFilesAreTaken(t *testing.T) {
	environment := map[string]string{}
	for _, file := range []string{"kap.env", "owner.env"} {
		for line := range strings.Lines(read(t, file)) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(name, "#") {
				environment[name] = value
			}
		}
	}
	c, err := config.From(environment)
	if err != nil {
		t.Fatal(err)
	}
	if !c.InProduction() || c.PrivatePostgres() || !c.ServesTLS() {
		t.Errorf("got %+v", c)
	}
}

// TestTheReleaseHoldsWhatTheRunbookInstalls: the archive is the only thing an
// operator has, so whatever the page takes from it is packed by make dist.
func TestTheReleaseHoldsWhatTheRunbookInstalls(t *testing.T) {
	script, err := os.ReadFile("dist.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range installed {
		if !slices.ContainsFunc(strings.FieldsFunc(string(script), func(r rune) bool { return strings.ContainsRune(" \t\n;\"", r) }), func(word string) bool {
			matched, _ := filepath.Match(word, "deploy/"+file)
			return matched
		}) {
			t.Errorf("deploy/dist.sh does not pack deploy/%s", file)
		}
	}
}

// settings are the names of every setting there is.
func settings() (names []string) {
	kind := reflect.TypeFor[config.Config]()
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("env"), ",")
		names = append(names, name)
	}
	return names
}

// shellTexts are the blocks of a page and what its sentences put in backticks.
func shellTexts(t *testing.T, page string) (all []string) {
	t.Helper()
	for _, b := range blocksOf(t, page) {
		all = append(all, b.text)
	}
	for _, m := range quoted.FindAllStringSubmatch(read(t, page), -1) {
		if strings.HasPrefix(m[1], "kap ") {
			all = append(all, m[1])
		}
	}
	return all
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
