package journey

import (
	"context"
	"flag"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// looked are the kinds of page that were judged, by whichever journey came to one first.
var looked sync.Map

// look judges the page a person has open, once for each kind of page and role: by
// every rule of axe in light, by contrast in dark, and by its width on a telephone. Its picture goes to the artifacts,
// where they are kept (go test -artifacts).
// Without script nothing is judged.
func (h *house) look(p person) {
	b, inBrowser := p.(*tab)
	if !inBrowser {
		return
	}
	b.t.Helper()
	name := kindOfPage(b.at(), value[string](b, `document.title`))
	if !strings.Contains(name, "clients-") || strings.HasPrefix(name, "-clients-Ana") { // home and chart are another page for each role
		name += other.ReplaceAllString(value[string](b, `document.querySelector('.topme b')?.innerText ?? ''`), "-")
	}
	if _, before := looked.LoadOrStore(name, true); before {
		return
	}
	if kept := flag.Lookup("test.artifacts"); kept != nil && kept.Value.String() == "true" {
		b.screenshot(name)
	}
	for _, f := range b.axeFaults() {
		b.t.Errorf("%s: axe: %s (%s) at %v", name, f.Help, f.Rule, f.Where)
	}
	b.scheme("dark")
	for _, f := range b.axeFaults("color-contrast") {
		b.t.Errorf("%s, dark: axe: %s at %v", name, f.Help, f.Where)
	}
	b.scheme("")
	b.fits(name, 390)
}

// fits holds the page to the width of a telephone: nothing is pushed aside, and what a
// fact says has room beside its label.
func (b *tab) fits(name string, width int64) {
	b.t.Helper()
	b.size(width, 900)
	defer b.size(820, 1180)
	if wide := value[int64](b, `document.documentElement.scrollWidth`); wide > width {
		b.t.Errorf("%s: on a screen of %d the page is %d wide", name, width, wide)
	}
	if narrow := value[string](b, `[...document.querySelectorAll('.facts dd')].filter(d => d.checkVisibility() && d.getBoundingClientRect().width < 140).map(d => d.previousElementSibling.innerText).join(', ')`); narrow != "" {
		b.t.Errorf("%s: on a screen of %d there is no room for %s", name, width, narrow)
	}
}

var (
	ids   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)
	other = regexp.MustCompile(`[^a-zA-Z0-9]+`)
)

// kindOfPage is a page's path without ids, and its title: a form refused has another.
func kindOfPage(address, title string) string {
	u, err := url.Parse(address)
	if err != nil {
		return title
	}
	return other.ReplaceAllString(ids.ReplaceAllString(u.Path, "")+" "+title, "-")
}

// scheme has the page drawn light, dark, or ("") as before.
func (b *tab) scheme(scheme string) {
	b.t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
		return err
	}))
}

// scripts lets the page run scripts, or not.
func (b *tab) scripts(run bool) {
	b.t.Helper()
	b.noScript = !run
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
		return err
	}))
}
