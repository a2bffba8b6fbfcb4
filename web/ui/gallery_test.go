package ui_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"kap/web"
	"kap/web/ui"
	"kap/web/ui/gallery"
)

var out = flag.String("gallery", "", "folder to write the gallery's pages to")

// pages renders the gallery as HTML by name.
func pages(t *testing.T, assets string) map[string]string {
	t.Helper()
	rendered := map[string]string{}
	for name, page := range gallery.Pages() {
		shell := gallery.Shell(assets)
		if name == "client" {
			shell.Header = gallery.Header()
		}
		var b bytes.Buffer
		if err := page.Render(ui.WithShell(t.Context(), shell), &b); err != nil {
			t.Fatal(err)
		}
		rendered[name] = b.String()
	}
	return rendered
}

// elements walks a page.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

func TestEveryReferenceOfAPageHasItsTarget(t *testing.T) {
	for name, page := range pages(t, "") {
		all := elements(t, page)
		ids := map[string]int{}
		for _, n := range all {
			if id := attr(n, "id"); id != "" {
				ids[id]++
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements with id %q", name, n, id)
			}
		}
		for _, n := range all {
			for _, id := range references(n) {
				if ids[id] == 0 {
					t.Errorf("%s: <%s> refers to %q, which is not there", name, n.Data, id)
				}
			}
		}
	}
}

// references are the ids an element speaks of.
func references(n *html.Node) []string {
	ids := strings.Fields(attr(n, "for") + " " + attr(n, "aria-describedby") + " " + attr(n, "aria-labelledby"))
	if id, ok := strings.CutPrefix(attr(n, "href"), "#"); ok {
		ids = append(ids, id)
	}
	return ids
}

func TestEveryFieldHasALabel(t *testing.T) {
	for name, page := range pages(t, "") {
		all := elements(t, page)
		var labelled []string
		for _, n := range all {
			if n.Data == "label" {
				labelled = append(labelled, attr(n, "for"))
			}
		}
		for _, n := range all {
			control := n.Data == "input" || n.Data == "select" || n.Data == "textarea"
			if control && attr(n, "type") != "hidden" && !slices.Contains(labelled, attr(n, "id")) {
				t.Errorf("%s: %s %q has no label", name, n.Data, attr(n, "name"))
			}
		}
	}
}

func TestNothingIsStyledOrScriptedInline(t *testing.T) {
	for name, page := range pages(t, "") {
		for _, n := range elements(t, page) {
			for _, a := range n.Attr {
				if a.Key == "data-typed" || a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "style" || n.Data == "script" && (attr(n, "src") == "" || n.FirstChild != nil) {
				t.Errorf("%s: inline <%s>", name, n.Data)
			}
		}
	}
}

func TestARefusedFormSaysWhatToChange(t *testing.T) {
	page := pages(t, "")["refused"]
	order := []string{
		"<title>Error: New client · Larkspur</title>",
		"Four answers need a change", `href="#preferred"`,
		`for="preferred"`, `id="preferred-error"`, `aria-invalid="true"`,
		`id="born_year-error"`, `id="born_month"`, `id="born_year"`,
		`id="contact-error"`, `id="contact"`,
	}
	at := 0
	for _, want := range order {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or not after what comes before it", want)
		}
		at += i
	}
	if strings.Contains(pages(t, "")["fresh"], "Error") {
		t.Error("a fresh form speaks of errors")
	}
}

func TestOnlyTheWrongBoxOfABirthDateIsMarked(t *testing.T) {
	for _, n := range elements(t, pages(t, "")["refused"]) {
		if n.Data != "input" || !strings.HasPrefix(attr(n, "name"), "born_") {
			continue
		}
		if got, want := attr(n, "aria-invalid") != "", attr(n, "name") == "born_year"; got != want {
			t.Errorf("%s: got invalid %v want %v", attr(n, "name"), got, want)
		}
	}
}

func TestWhatWasTypedIsKept(t *testing.T) {
	for _, n := range elements(t, pages(t, "")["refused"]) {
		if attr(n, "name") == "preferred" && attr(n, "value") != gallery.Hostile {
			t.Errorf("got %q", attr(n, "value"))
		}
		if attr(n, "type") == "password" && attr(n, "value") != "" {
			t.Error("a password comes back")
		}
	}
}

// TestWriteGallery writes the pages for the eye: go test ./web/ui -run Gallery -gallery DIR
func TestWriteGallery(t *testing.T) {
	if *out == "" {
		t.Skip("no folder named with -gallery")
	}
	if err := os.CopyFS(filepath.Join(*out, "static"), web.Static()); err != nil {
		t.Fatal(err)
	}
	for name, page := range pages(t, "static") {
		if err := os.WriteFile(filepath.Join(*out, name+".html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestComponentsShowNothingYetWithoutAShell(t *testing.T) {
	for name, c := range map[string]templ.Component{
		"page": ui.Page("x"), "next": ui.NextPanel(ui.Next{}), "course": ui.CourseStrip(nil), "work": ui.WorkList("x", nil, "y"),
		"vitals": ui.VitalsChart(ui.Vitals{Running: true}), "outcome": ui.OutcomeChart(ui.Outcome{}),
		"form": ui.FormTag(ui.Form{Refused: true}), "birth": ui.BirthDate(ui.Form{}, ui.Field{Name: "born"}),
	} {
		if err := c.Render(t.Context(), io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
