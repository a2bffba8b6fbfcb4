package journey

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/demo"
	"kap/internal/schedule"
)

// After two doses the third waits for the follow-up: in the calendar, at the door, and
// until the prescriber has spoken with Ana and decided.
func TestTheThirdDoseWaitsForTheFollowUp(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	l := h.lives(ana)
	l.twice()
	h.db.Set(at(17, 10, 0))
	grace, jonah := newReader(t), newReader(t)
	h.enter(grace, "Grace Kim")
	l.asksFor(grace, 28, "Confirmed")
	grace.sees("No dosing session is left")
	l.ahead(0)
	l.asksFor(grace, 28, "Tentative")
	l.staysTentative(grace)
	l.comes(grace, 28)
	h.enter(jonah, "Jonah Weiss")
	l.mayNotStart(jonah, "follow-up is due before this dose")
	l.has(func(ctx context.Context) error { return l.Readiness.NotStart(l.As(ctx, "jonah"), l.ID, l.Session, "") })
	l.has(func(ctx context.Context) error { return l.SignSession(ctx, demo.Sitting{}) })
	h.db.Set(at(28, 12, 0))
	h.enter(grace, "Grace Kim")
	l.asksFor(grace, 31, "Tentative")
	l.staysTentative(grace)
	l.has(func(ctx context.Context) error { return l.FollowUp(ctx, "Less dread.", "Response after two sessions.") })
	grace.press("Confirm the visit")
	grace.sees("Confirmed")
}

// twice is two doses with their integration, two weeks apart.
func (l *life) twice() {
	l.t.Helper()
	l.booked(0)
	l.dosed(0)
	l.integrated(2)
	l.has(func(ctx context.Context) error {
		_, err := l.BookDosing(ctx, at(14, 9, 30), schedule.Confirmed)
		return err
	})
	l.dosed(14)
	l.integrated(16)
}

// asksFor is the front desk asking for a day, as confirmed or tentative.
func (l *life) asksFor(grace *reader, day int, status string) {
	l.t.Helper()
	grace.open(l.address + "/appointments/new?kind=dosing")
	fillBooking(grace, day)
	grace.choose("Booked as", status)
	grace.press("Book the session")
}

func (l *life) staysTentative(grace *reader) {
	l.t.Helper()
	at := grace.at()
	grace.sees("Tentative")
	grace.press("Confirm the visit")
	grace.sees("stays tentative")
	grace.open(at)
	grace.sees("Tentative")
	l.ahead(1)
}

// comes is Ana at the door on the day that grace has open, well and measured.
func (l *life) comes(grace *reader, day int) {
	l.t.Helper()
	visit := grace.at()
	l.Visit = uuid.MustParse(visit[strings.LastIndex(visit, "/")+1:])
	l.h.db.Set(at(day, 8, 55))
	l.has(l.Arrive, func(ctx context.Context) error { return l.AnswerArrival(ctx, nil) },
		func(ctx context.Context) error { _, err := l.Measure(ctx, "baseline", 118, 76, 5); return err })
	l.h.db.Set(at(day, 9, 10))
}

// mayNotStart looks at readiness and presses all the same.
func (l *life) mayNotStart(jonah *reader, words string) {
	l.t.Helper()
	session := l.address + "/dosing/" + l.Session.String()
	jonah.open(session + "/readiness")
	jonah.sees(words)
	button := named(all(jonah.page, "button"), "Cleared to dose")
	if button == nil || attr(button, "aria-disabled") != "true" {
		jonah.fail("the dose may start")
	}
	jonah.send("post", session+"/clearance", url.Values{"submission": {uuid.NewString()}})
	jonah.sees(words)
	if jonah.status < 400 {
		jonah.fail("cleared: %d", jonah.status)
	}
	if l.h.stored(`select count(*) from dosing_session where id = $1 and status = 'arrived'`, l.Session) != 1 {
		jonah.fail("the session stands elsewhere")
	}
}
