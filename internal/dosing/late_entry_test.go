package dosing_test

import (
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
)

// version plants another version of the protocol, approved minutes after noon.
func (h booked) version(number, minute int, change func(*protocol.Body)) {
	body := protocol.Default()
	change(&body)
	h.Own(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, $3, $4, '2026-01-01', null, $5, $6)`, h.ID(), db.NewID(), number, body, h.Who("miriam"), h.After(minute))
}

// forbids makes any lozenge of the day impossible.
func forbids(b *protocol.Body) { b.Gate.RoomAfterLozenge = 179 }

// TestALozengeWrittenLaterIsJudgedAsOfItsTime: taken at noon, written at 12:40; what was
// approved, added or dispensed at 12:20 does not count.
func TestALozengeWrittenLaterIsJudgedAsOfItsTime(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(booked)
	}{
		{"a consent text", func(h booked) {
			h.Own(`insert into consent_text (clinic_id, id, kind, version, title, text, sha256, drafted_by, approved_by, approved_at)
				values ($1, $2, 'treatment', 2, 'Title', 'New', sha256('New'), null, $3, $4)`, h.ID(), db.NewID(), h.Who("miriam"), h.After(20))
		}},
		{"a protocol", func(h booked) { h.version(2, 20, forbids) }},
		{"a medicine to hold", func(h booked) {
			h.Own(`insert into medicine (clinic_id, id, created_at, client_id, name, class, as_needed)
				values ($1, $2, $3, $4, 'lorazepam', 'benzodiazepine', true)`, h.ID(), db.NewID(), h.After(20), h.Client)
		}},
		{"the only lot on record", func(h booked) {
			h.Own(`update supply_entry set lot = 'B2', at = $1`, h.After(20))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := cleared(t)
			in := h.Lozenge()
			c.change(h)
			h.At(40)
			if err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in); err != nil {
				t.Error(testday.Said(err))
			}
		})
	}
}

// TestASessionKeepsTheProtocolItBeganWith: a version approved after arrival judges none of
// it, at the gate, at the lozenge and for its next reading; one session goes by its course.
func TestASessionKeepsTheProtocolItBeganWith(t *testing.T) {
	h := here(t)
	h.version(2, -8, forbids)
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	h.At(0)
	h.version(3, -1, func(b *protocol.Body) { b.Timing.Slots[1].After = 55 })
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), h.Lozenge()))
	if of := look[int](h, `select protocol_version from dosing_session`); of != 1 {
		t.Errorf("judged by version %d", of)
	}
	var begun *db.Rows[readiness.Begun]
	var next dosing.RunningRows
	dbtest.Ask(h.By("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[readiness.Begun] {
		begun, next = readiness.QueueBegun(b, h.After(-60)), dosing.QueueRunning(b, h.After(-60))
		return begun
	})
	if due := next.Next(begun.All()[0], h.Now()); due == nil || !due.At.Equal(h.After(40)) {
		t.Errorf("the next reading is %+v", due)
	}
}

// TestASessionBeginsWithTheProtocolOfItsCourse, as its booking was judged.
func TestASessionBeginsWithTheProtocolOfItsCourse(t *testing.T) {
	h := booked{testday.Book(t)}
	h.Own(`update course set protocol_version = 1`)
	h.version(2, -60, forbids)
	h.At(-20)
	h.Do(h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit))
	if of := look[int](h, `select protocol_version from dosing_session`); of != 1 {
		t.Errorf("began with version %d", of)
	}
}

// TestTheOrderedStartBinds: more than it, though within the session's maximum, is refused;
// taken all the same it is recorded as unplanned.
func TestTheOrderedStartBinds(t *testing.T) {
	h := cleared(t)
	in := h.Lozenge()
	in.Lines[0].Units = medication.Whole(2)
	err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in)
	if !strings.Contains(testday.Said(err), "The order starts a session with 150 mg") {
		t.Errorf("got %v", testday.Said(err))
	}
	in.AllTheSame = true
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in))
	if n := look[int](h, `select count(*) from intake where not planned`); n != 1 {
		t.Errorf("%d unplanned", n)
	}
}

// TestTwoStrengthsAreTakenTogether: orders of 50 and 100 mg do not refuse each other.
func TestTwoStrengthsAreTakenTogether(t *testing.T) {
	h := cleared(t)
	h.Own(`insert into prescription (clinic_id, id, client_id, course_id, decision_id, strength, units_dispensed, start_units, max_units,
		    issued_on, expires_on, signed_at, signed_by)
		select clinic_id, $1, client_id, course_id, decision_id, 50, 8, 1, 1, issued_on, expires_on, signed_at, signed_by
		from prescription`, db.NewID())
	in := h.Lozenge()
	in.Lines = append(in.Lines, dosing.LineEntry{Line: medication.Line{Units: medication.Whole(1), Strength: medication.Milligrams(50)}})
	if err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in); err != nil {
		t.Error(testday.Said(err))
	}
}
