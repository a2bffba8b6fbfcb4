package journey

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Back, and the same again: what was saved stays the one thing that it is, and the page
// says so.
func TestBackMeetsWhatWasSaved(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.ready()
	jonah, grace := newTab(t), newTab(t)
	h.enter(jonah, "Jonah Weiss")
	jonah.open(l.session() + "/intake")
	jonah.press("The lozenge was taken")
	jonah.sees("since the lozenge")
	jonah.again("The lozenge was taken", "since the lozenge")
	jonah.sees("First lozenge, 100 mg")
	h.once(`select count(*) from intake where client_id = $1`, l.ID)
	h.enter(grace, "Grace Kim")
	h.takeInAs(grace, "Carla Vogt", "Carla Vogt")
	grace.sees("K-0002")
	grace.again("Save", "K-0002")
	grace.savedBefore("K-0002")
	h.once(`select count(*) from client where legal_name = 'Carla Vogt'`)
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, 14)
	grace.press("Book the session")
	grace.sees("Tue Dec 8, 9:00 am")
	grace.again("Book the session", "Tue Dec 8, 9:00 am")
	grace.savedBefore("Tue Dec 8, 9:00 am")
	h.once(`select count(*) from appointment where client_id = $1 and kind = 'dosing' and status = 'confirmed'`, l.ID)
}

// After signing out nobody reads by Back what was open.
func TestBackAfterSigningOutShowsNothing(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	h.takeInAs(grace, "Carla Vogt", "Carla Vogt")
	grace.press("Sign out")
	grace.back()
	grace.eventually(`location.pathname === '/sign-in' && !document.body.innerText.includes('Carla')`)
}

// back is the browser's own.
func (b *tab) back() {
	b.t.Helper()
	from := b.at()
	b.do(chromedp.Evaluate[chromedp.Void](`history.back()`))
	b.eventually(`location.href !== ` + quote(from) + ` && document.readyState === 'complete'`)
}

// again goes back and, where the browser kept the page as it was, presses once more:
// that leads to the same. Then it asks for the page anew.
func (b *tab) again(label, words string) {
	b.t.Helper()
	b.back()
	if value[bool](b, `[...document.querySelectorAll('main button')].some((e) => e.innerText.startsWith(`+quote(label)+`))`) {
		b.press(label)
		b.sees(words)
		b.back()
	}
	b.do(chromedp.Reload())
}

// savedBefore is what a form that was saved says: when, and nothing to press again; it
// leads to what was saved.
func (b *tab) savedBefore(words string) {
	b.t.Helper()
	b.sees("Saved at 10:02 am")
	b.sees("it is not stored a second time")
	if value[bool](b, `!!document.querySelector('main form')`) {
		b.t.Error("the form can be sent again")
	}
	b.follow("Open what was saved")
	b.sees(words)
}
