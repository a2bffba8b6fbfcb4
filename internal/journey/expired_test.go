package journey

import (
	"slices"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// Whoever was away longer than a quarter of an hour signs in beside the page they had
// open and sends what they had typed.
func TestASignInThatEndsInTheMiddleOfAForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.accepted(7)
	h.db.Set(at(2, 16, 0))
	grace := newReader(t)
	h.enter(grace, "Grace Kim")
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, 7)
	h.db.Advance(16 * time.Minute)
	booked := func() int {
		return h.stored(`select count(*) from appointment where client_id = $1 and kind = 'dosing'`, l.ID)
	}
	for range 2 { // once more before signing in: still kept
		grace.press(map[bool]string{true: "Book the session", false: "Send what I typed"}[grace.status == 200])
		grace.sees("Your sign-in has ended")
		if grace.status != 401 || booked() != 0 {
			t.Errorf("answered %d, booked %d times by nobody", grace.status, booked())
		}
	}
	beside := newReader(t)
	beside.client = grace.client // another tab of the same browser
	h.enter(beside, "Grace Kim")
	grace.press("Send what I typed")
	grace.sees("Tue Dec 1, 9:00 am")
	if booked() != 1 {
		t.Errorf("booked %d times", booked())
	}
}

// The page that keeps what was typed is judged like any other.
func TestThePageOfAnEndedSignIn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	grace.open(h.url + "/clients/new")
	grace.fill("Legal name", "Marisol Teague")
	h.db.Advance(16 * time.Minute)
	grace.press("Save")
	grace.sees("sign in again in a new tab")
	h.look(grace)
}

// Whoever signs out in one tab has not thrown away what stands in the other.
func TestASignOutInAnotherTabLosesNoWords(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	grace := newReader(t)
	h.enter(grace, "Grace Kim")
	grace.open(h.url + "/clients/new")
	grace.fill("Legal name", "Marisol Teague")
	beside := newReader(t)
	beside.client = grace.client // another tab of the same browser
	beside.open(h.url + "/")
	beside.press("Sign out")
	grace.press("Save")
	grace.sees("Your sign-in has ended")
	h.enter(beside, "Grace Kim")
	grace.press("Send what I typed")
	grace.sees("Type the birth date") // refused for what is missing
	if !slices.ContainsFunc(all(grace.page, "input"), func(n *html.Node) bool { return attr(n, "value") == "Marisol Teague" }) {
		t.Error("the name that was typed is lost")
	}
}

// What was refused, or could not be saved, stands nowhere else: leaving asks first.
func TestARefusedFormIsNotLeftByMistake(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	grace.open(h.url + "/clients/new")
	const asks = `(() => { Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: true }, configurable: true }); const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented })()`
	grace.eventually(`!` + asks)
	grace.fill("Legal name", "Marisol Teague")
	grace.press("Save")
	grace.eventually(`!!document.querySelector('[data-summary]') && ` + asks)
	h.db.Advance(16 * time.Minute)
	grace.press("Save")
	grace.sees("sign in again in a new tab")
	grace.eventually(asks)
}
