// Package journey walks whole pathways in a browser, as people do: by labels,
// headings and buttons. It holds tests only.
package journey

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to become what a test waits for.
const patience = 30 * time.Second

var errNoBrowser = errors.New("there is no Chromium on this machine: install it (Debian: apt-get install chromium) to run the browser journeys")

// stopBrowser ends the browser of this package, if one was started.
var stopBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	os.Exit(code)
}

// browser is the one browser of the package; tests open tabs in it.
var browser = sync.OnceValues(func() (context.Context, error) {
	program := chromium()
	if program == "" {
		return nil, errNoBrowser
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.NoSandbox, chromedp.DisableGPU, // as root, without a screen
		chromedp.WindowSize(1280, 900),
		chromedp.Flag("lang", "en-US"),
		chromedp.Flag("js-flags", "--single-threaded"), // the other cores are busy with other packages
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...) // its own user-data folder, removed at the end
	ctx, closeTabs := chromedp.NewContext(ctx)
	stopBrowser = func() { closeTabs(); stop() }
	return ctx, chromedp.Do(ctx)
})

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// tab is one person's browser: cookies of its own, closed after the test. A
// script error or a refusal of the content security policy fails the test.
type tab struct {
	t        testing.TB
	ctx      context.Context
	noScript bool
}

// newTab opens one. Without Chromium the test is skipped, or fails where CI is set.
func newTab(t testing.TB) *tab {
	t.Helper()
	parent, err := browser()
	if errors.Is(err, errNoBrowser) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: " + err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, closeTab := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	tb := &tab{t: t, ctx: ctx}
	console := chromedp.Console(ctx)
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		for m, err := range console {
			if err != nil {
				return
			}
			if trouble(m) {
				t.Errorf("the page's console: %s (%s)", m, m.URL)
			}
		}
	}()
	t.Cleanup(func() {
		tb.keepIfFailed()
		closeTab()
		<-heard
	})
	return tb
}

// trouble says whether a console message is a fault of ours. Refused answers
// (422, 409) are logged by the browser as errors of the network; tests look at them.
func trouble(m chromedp.ConsoleMessage) bool {
	return m.IsException() || m.Type == chromedp.ConsoleError && m.Source != "network"
}

// keepIfFailed saves what a failed test last saw and says where.
func (b *tab) keepIfFailed() {
	if !b.t.Failed() {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return
	}
	name := "kap-" + strings.NewReplacer("/", "-", " ", "-").Replace(b.t.Name()) + ".png"
	file := filepath.Join(os.TempDir(), name)
	if os.WriteFile(file, picture, 0o644) == nil {
		url, _ := chromedp.Run(ctx, chromedp.Location())
		b.t.Logf("the page at the end, %s: %s", url, file)
	}
}
