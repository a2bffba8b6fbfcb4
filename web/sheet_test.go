package web

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestTheSheetHoldsEverySheet(t *testing.T) {
	whole := Sheet()
	if bytes.Contains(whole, []byte("@import")) {
		t.Error("a sheet is still asked for on its own")
	}
	folder, err := os.ReadDir("static/css")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"vendor/pico.min.css"}
	for _, f := range folder {
		if f.Name() != "kap.css" {
			names = append(names, "css/"+f.Name())
		}
	}
	for _, name := range names {
		if n := bytes.Count(whole, file(name)); n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
	}
	layers := regexp.MustCompile(`(?m)^@layer (\w+) \{$`).FindAllStringSubmatch(string(whole), -1)
	if len(layers) != len(names) || layers[0][1] != "pico" {
		t.Errorf("%d sheets in %d layers, the first %v", len(names), len(layers), layers[0])
	}
}

// A sheet outside css/ that named a file beside it would look for it in css/.
func TestTheVendorsSheetNamesNoFile(t *testing.T) {
	for _, at := range regexp.MustCompile(`url\(\s*["']?[^)]{0,12}`).FindAllString(string(file("vendor/pico.min.css")), -1) {
		if !strings.Contains(at, "data:") {
			t.Errorf("names %s", at)
		}
	}
}
