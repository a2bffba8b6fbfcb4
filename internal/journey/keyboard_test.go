package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The front desk comes in, opens the first thing to do and comes back without a mouse;
// one always sees where one is.
func TestTheFrontDeskWithoutAMouse(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.accepted(7)
	h.db.Set(at(2, 16, 0))
	grace := newTab(t)
	grace.open(h.url + "/sign-in")
	grace.tabTo("Grace Kim")
	grace.enters()
	grace.sees("Ana Ruiz")
	home := grace.at()
	grace.tabTo("Skip to main content")
	grace.enters()
	if !value[bool](grace, `document.activeElement.matches('main') || location.hash === '#main'`) {
		t.Error("the skip link leads nowhere")
	}
	grace.tabTo("Book it")
	grace.inMain()
	grace.enters()
	grace.sees("Book a dosing session")
	grace.tabTo("Today")
	grace.enters()
	if got, _, _ := strings.Cut(grace.at(), "#"); got != home {
		t.Errorf("came back to %s, want %s", got, home)
	}
}

// tabTo presses Tab until what begins so has the focus, and sees that it has.
func (b *tab) tabTo(label string) {
	b.t.Helper()
	for range 80 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if strings.HasPrefix(value[string](b, `(document.activeElement.innerText ?? '').trim()`), label) {
			b.seesFocus(label)
			return
		}
	}
	b.t.Fatalf("Tab does not come to %q", label)
}

// seesFocus wants what has the focus to be marked by more than its place.
func (b *tab) seesFocus(label string) {
	b.t.Helper()
	if !value[bool](b, `((s, r) => r.width > 1 && r.height > 1 && r.top >= 0 && (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none'))(
		getComputedStyle(document.activeElement), document.activeElement.getBoundingClientRect())`) {
		b.t.Errorf("the focus on %q is not to be seen", label)
	}
}

func (b *tab) inMain() {
	b.t.Helper()
	if !value[bool](b, `!!document.activeElement.closest('main')`) {
		b.t.Error("the focus is not in the page's content")
	}
}

// enters presses Enter and waits for the page that follows.
func (b *tab) enters() {
	b.t.Helper()
	stays := value[bool](b, `!!document.activeElement.hash && document.activeElement.pathname === location.pathname || !(window.kapOld = true)`)
	b.do(chromedp.KeyEvent(kb.Enter))
	if !stays {
		b.eventually(`!window.kapOld && document.readyState === 'complete'`)
	}
}
