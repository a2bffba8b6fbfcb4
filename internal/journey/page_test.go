package journey

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/find.js
var findJS string

// open goes to an address.
func (b *tab) open(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
}

// fill types into the field with this label, or picks from its list. Dates are
// "2026-11-24", times "09:00", both together "2026-11-24T09:00".
func (b *tab) fill(label, value string) {
	b.t.Helper()
	b.insist(call("fill", label, value))
}

// choose answers the question with this legend; legend "" looks on the whole
// page, for a box that stands alone.
func (b *tab) choose(legend, label string) {
	b.t.Helper()
	b.insist(call("choose", legend, label))
}

// press presses a button by its words and waits for the page that follows, if
// one does; what a script puts in place is for eventually or sees.
func (b *tab) press(label string) {
	b.t.Helper()
	b.pressOne("button, input[type=submit], summary, [role=button]", label)
}

// follow follows a link by its words.
func (b *tab) follow(label string) {
	b.t.Helper()
	b.pressOne("a[href]", label)
}

func (b *tab) pressOne(kind, label string) {
	b.t.Helper()
	b.insist(call("aim", kind, label))
	leaves, err := evaluate[bool](b, call("press"))
	if err != nil {
		b.t.Fatalf("press %q: %v", label, err)
	}
	if leaves || b.noScript { // without script the page cannot say that it leaves
		b.eventually(`!window.kapOld && document.readyState === 'complete'`)
	}
}

// sees waits until the page says this somewhere, white space aside.
func (b *tab) sees(text string) {
	b.t.Helper()
	b.insist(call("sees", text))
}

// eventually waits until an expression is true, across navigations.
func (b *tab) eventually(js string) {
	b.t.Helper()
	b.insist("(" + js + ") ? '' : " + quote("not true: "+js))
}

// insist evaluates until the answer is "", and fails with the last answer.
func (b *tab) insist(js string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	why := "the page did not answer"
	for {
		answer, err := chromedp.Run(ctx, chromedp.Evaluate[string](findJS+";"+js))
		switch {
		case err == nil && answer == "":
			return
		case err == nil:
			why = answer
		case ctx.Err() == nil: // between two pages, or a mistake in the expression
			why = err.Error()
		}
		select {
		case <-ctx.Done():
			b.t.Fatalf("waited %s: %s", patience, why)
		case <-tick.C:
		}
	}
}

// value is what an expression comes to now; a promise is awaited.
func value[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := evaluate[T](b, js)
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

func evaluate[T any](b *tab, js string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// do runs steps of chromedp.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// size makes the window as large as a device: 820 by 1180 is a tablet upright.
func (b *tab) size(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// screenshot saves the whole page under the test's artifacts (go test -artifacts
// keeps them) and returns the file.
func (b *tab) screenshot(name string) string {
	b.t.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	file := filepath.Join(b.t.ArtifactDir(), name+".png")
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
	return file
}

// call is a call of one of find.js's functions.
func call(function string, args ...string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = quote(a)
	}
	return fmt.Sprintf("kap.%s(%s)", function, strings.Join(quoted, ", "))
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
