package journey

import (
	"testing"
	"time"
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
