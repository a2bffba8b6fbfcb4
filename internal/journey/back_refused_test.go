package journey

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Back after a refusal leads to the form as it was typed, also where other pages were
// read meanwhile; the browser never asks whether to send it again. What was saved since
// is not filled in once more.
func TestBackAfterARefusalIsTheFormAsItWasTyped(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.ready()
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	grace.open(l.address + "/appointments")
	grace.follow("Book another visit")
	grace.fill("Visit", "Call")
	grace.fill("Note for the front desk", "Rings after four")
	grace.press("Book the visit")
	grace.sees("a change")
	form := grace.at()
	grace.typedBefore()

	grace.do(chromedp.Reload())
	grace.typedBefore()
	grace.follow("Details")
	grace.eventually(`location.pathname.endsWith('/details')`)
	grace.back()
	grace.typedBefore()
	if at := grace.at(); at != form {
		t.Errorf("Back leads to %s, not to the form at %s", at, form)
	}
	grace.do(chromedp.Evaluate[chromedp.Void](`window.kapLeft = true; history.back()`))
	grace.eventually(`!window.kapLeft && document.readyState === 'complete'`)
	grace.typedBefore()
	grace.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	grace.eventually(`location.pathname.endsWith('/appointments') && document.readyState === 'complete'`)
}

// typedBefore says that the form holds what was typed.
func (b *tab) typedBefore() {
	b.t.Helper()
	b.eventually(`document.readyState === 'complete' && document.getElementById('reason')?.value === 'Rings after four'`)
	if got := b.typed("Visit"); got != "Call" {
		b.t.Errorf("the visit is %q", got)
	}
}

// A form that stays at one address is empty after it was saved, and another person who
// comes Back to it reads nothing of what was typed.
func TestBackAfterARefusalThatWasMendedIsAFreshForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.ready()
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	escorts := l.address + "/escorts"
	grace.open(escorts)
	grace.fill("Relation", "Sister of hers")
	grace.press("Add")
	grace.sees("need a change")
	grace.do(chromedp.Reload())
	grace.eventually(`document.readyState === 'complete' && document.getElementById('relation')?.value === 'Sister of hers'`)
	grace.fill("Name", "Rosa Ruiz")
	grace.fill("Phone", "303 555 0188")
	grace.choose("", "Is 18 or older")
	grace.press("Add")
	grace.sees("Rosa Ruiz")
	grace.follow("Details")
	grace.eventually(`location.pathname.endsWith('/details')`)
	for range 2 {
		grace.do(chromedp.Evaluate[chromedp.Void](`window.kapLeft = true; history.back()`))
		grace.eventually(`!window.kapLeft && location.pathname.endsWith('/escorts') && document.readyState === 'complete'`)
		grace.sees("Add an escort")
		if got := grace.typed("Relation"); got != "" {
			t.Errorf("what was saved is filled in again: %q", got)
		}
	}
	h.once(`select count(*) from escort where relation = 'Sister of hers'`)
}
