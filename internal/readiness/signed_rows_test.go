package readiness_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/readiness"
	"kap/internal/testday"
)

// TestWhatIsSignedIsOfThisSession: rows of an earlier session of the client, and of another
// client of the same team, are in nobody else's record.
func TestWhatIsSignedIsOfThisSession(t *testing.T) {
	h := testday.Cleared(t)
	other, theirs, earlier := db.NewID(), db.NewID(), db.NewID()
	h.Own(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Benjamin Ode', '1990-05-01')`, h.ID(), other)
	h.Own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, h.ID(), db.NewID(), other, h.Who("jonah"))
	course := db.NewID()
	h.Own(`insert into course (clinic_id, id, client_id, opened_at) values ($1, $2, $3, '2026-10-01')`, h.ID(), course, other)
	checked := map[uuid.UUID]time.Time{earlier: h.After(-24 * 60), theirs: h.After(24 * 60)}
	for session, of := range map[uuid.UUID][2]uuid.UUID{theirs: {other, course}, earlier: {h.Client, h.Course}} {
		h.Own(`insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, not_started_at)
			values ($1, $2, $3, $4, 'not_started', '2026-11-10', '2026-11-10')`, h.ID(), session, of[0], of[1])
		h.Own(`insert into arrival_check (clinic_id, id, client_id, session_id, at, by, answers) values ($1, $2, $3, $4, '2026-11-10', $5, '{}')`,
			h.ID(), db.NewID(), of[0], session, h.Who("jonah"))
		h.Own(`insert into acknowledgement (clinic_id, id, client_id, session_id, item, covers, at, by) values ($1, $2, $3, $4, 'G24', '', '2026-11-10', $5)`,
			h.ID(), db.NewID(), of[0], session, h.Who("jonah"))
		h.Own(`insert into gate_check (clinic_id, id, created_at, client_id, session_id, at, moment, protocol_version, items, cleared, by)
			values ($1, $2, $6, $3, $4, $6, 'cleared', 1, '[]', false, $5)`, h.ID(), db.NewID(), of[0], session, h.Who("jonah"), checked[session])
	}
	b := h.By("jonah")
	own := func(client, session uuid.UUID) [3]int {
		return [3]int{
			len(dbtest.Ask(b, t, h.DB, func(b *db.Batch) *db.Rows[readiness.SignedAnswers] {
				return readiness.QueueSignedAnswers(b, client, session)
			})),
			len(dbtest.Ask(b, t, h.DB, func(b *db.Batch) *db.Rows[readiness.SignedAcknowledgement] {
				return readiness.QueueSignedAcknowledgements(b, client, session)
			})),
			len(dbtest.Ask(b, t, h.DB, func(b *db.Batch) *db.Rows[readiness.Check] { return readiness.QueueChecks(b, client, session) })),
		}
	}
	for name, c := range map[string]struct {
		client, session uuid.UUID
		want            [3]int
	}{
		"today's":                      {h.Client, h.Session, [3]int{1, 0, 1}},
		"an earlier one":               {h.Client, earlier, [3]int{1, 1, 1}},
		"another client's":             {other, theirs, [3]int{1, 1, 1}},
		"another's by this one's name": {h.Client, theirs, [3]int{}},
	} {
		if got := own(c.client, c.session); got != c.want {
			t.Errorf("%s: got %v answers, acknowledgements and checks, want %v", name, got, c.want)
		}
	}
	h.At(48 * 60)
	for session, want := range checked {
		client := map[uuid.UUID]uuid.UUID{earlier: h.Client, theirs: other}[session]
		if p, err := h.Readiness(h.By("jonah"), client, session); err != nil || !p.Gate.At.Equal(want) {
			t.Errorf("readiness of a session that is over is its own, as it stood %v: got %v, %v", want, p.Gate.At, err)
		}
	}
}

// TestWhatWasSeenFirstIsSignedFirst: the text that is signed has one order.
func TestWhatWasSeenFirstIsSignedFirst(t *testing.T) {
	h := testday.Here(t)
	for item, minute := range map[string]int{"G24": -6, "G20": -8, "G22": -7} {
		h.Own(`insert into acknowledgement (clinic_id, id, client_id, session_id, item, covers, at, by) values ($1, $2, $3, $4, $5, '', $6, $7)`,
			h.ID(), db.NewID(), h.Client, h.Session, item, h.After(minute), h.Who("jonah"))
	}
	var got []string
	for _, a := range dbtest.Ask(h.By("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[readiness.SignedAcknowledgement] {
		return readiness.QueueSignedAcknowledgements(b, h.Client, h.Session)
	}) {
		got = append(got, a.Item)
	}
	if want := []string{"G20", "G22", "G24"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
