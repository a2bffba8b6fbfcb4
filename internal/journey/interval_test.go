package journey

import (
	"net/http"
	"testing"
)

// From Ana's first dose on, the front desk asks for days: the fourth is nobody's, the
// sixth the prescriber's to allow, the thirteenth free.
func TestTheDaysBetweenTwoDoses(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.booked(0)
	l.dosed(0)
	l.integrated(2)
	h.db.Set(at(2, 16, 0))
	grace, miriam := newReader(t), newReader(t)
	h.enter(grace, "Grace Kim")
	h.enter(miriam, "Miriam Halvorsen")
	l.refusesDay(grace, 4, "Interval: 4 days after the last session on Tue Nov 24. The earliest day is Sun Nov 29.")
	l.refusesEarly(miriam, 4, "The earliest day is Sun Nov 29")
	l.refusesDay(grace, 4, "The earliest day is Sun Nov 29.")
	l.refusesDay(grace, 6, "Interval: 6 days after the last session on Tue Nov 24. Ask the prescriber, or choose Tue Dec 1 or later.")
	l.refusesEarly(grace, 6, "") // the front desk allows nothing
	l.allowsEarly(miriam, 6)
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, 6)
	grace.press("Book the session")
	l.isBooked(grace, "Mon Nov 30")
	grace.missesInBody("Away from the first of December")
	l.cancels(grace)
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, 13)
	grace.press("Book the session")
	l.isBooked(grace, "Mon Dec 7")
}

// refusesDay has the front desk ask for a day and be told why not; nothing is booked.
func (l *life) refusesDay(grace *reader, day int, words string) {
	l.t.Helper()
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, day)
	grace.press("Book the session")
	grace.sees(words)
	if grace.status != http.StatusUnprocessableEntity {
		grace.fail("answered %d", grace.status)
	}
	for _, clinical := range []string{"PHQ", "mmHg", "Depression", "F33", "ideation", "100 mg"} {
		grace.missesInBody(clinical)
	}
	l.ahead(0)
}

// refusesEarly has somebody try to allow a day that is not theirs to allow.
func (l *life) refusesEarly(p *reader, day int, words string) {
	l.t.Helper()
	p.open(l.address + "/course/dosings/early")
	if words == "" {
		if p.status != http.StatusForbidden {
			p.fail("answered %d, want 403", p.status)
		}
		return
	}
	p.fill("Date", typedDay(at(day, 9, 0)))
	p.fill("Why it is safe to go ahead", "Away from the first of December.")
	p.press("Allow this day")
	p.sees(words)
	if p.status != http.StatusUnprocessableEntity || l.h.stored(`select count(*) from override`) != 0 {
		p.fail("answered %d, or the day is allowed", p.status)
	}
}

// allowsEarly is the prescriber's word for one day, from the course's page.
func (l *life) allowsEarly(miriam *reader, day int) {
	l.t.Helper()
	miriam.open(l.address)
	miriam.follow("Course")
	miriam.follow("Allow an early day")
	miriam.fill("Date", typedDay(at(day, 9, 0)))
	miriam.press("Allow this day")
	miriam.sees("Write why it is safe to go ahead.")
	miriam.fill("Why it is safe to go ahead", "Away from the first of December.")
	miriam.press("Allow this day")
	if miriam.status != http.StatusOK {
		miriam.fail("answered %d", miriam.status)
	}
}

func (l *life) isBooked(p *reader, day string) {
	l.t.Helper()
	p.sees(day + ", 9:00 am")
	p.sees("Juniper")
	p.sees("Confirmed")
	l.ahead(1)
}

// cancels is the front desk taking back what it has open.
func (l *life) cancels(grace *reader) {
	l.t.Helper()
	grace.choose("Who cancels", "The client")
	grace.press("Cancel the visit")
	l.ahead(0)
}

// ahead wants so many dosing sessions to lie ahead.
func (l *life) ahead(want int) {
	l.t.Helper()
	if got := l.h.stored(`select count(*) from appointment where client_id = $1 and kind = 'dosing' and status in ('tentative', 'confirmed')`, l.ID); got != want {
		l.t.Fatalf("dosing sessions ahead: got %d want %d", got, want)
	}
}
