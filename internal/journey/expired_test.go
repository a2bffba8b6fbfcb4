package journey

import (
	"testing"
	"time"
)

// Whoever was away longer than a quarter of an hour signs in again: nothing was stored,
// and the page that was open is there to be filled in again.
func TestASignInThatEndsInTheMiddleOfAForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.accepted(7)
	h.db.Set(at(2, 16, 0))
	grace := newTab(t)
	h.enter(grace, "Grace Kim")
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, 7)
	form := grace.at()
	h.db.Advance(16 * time.Minute)
	grace.press("Book the session")
	grace.sees("Sign in")
	if n := h.stored(`select count(*) from appointment where client_id = $1 and kind = 'dosing'`, l.ID); n != 0 {
		t.Errorf("booked by nobody: %d", n)
	}
	grace.press("Grace Kim")
	grace.sees("Ana Ruiz: book dosing session 1") // home; what was typed is lost
	grace.open(form)
	fillBooking(grace, 7)
	grace.press("Book the session")
	grace.sees("Tue Dec 1, 9:00 am")
}
