package medication_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/medication"
)

// asked is a fact as the therapist reads it.
func asked[T any](t *testing.T, h house, queue func(b *db.Batch) *db.Rows[T]) []T {
	t.Helper()
	var all []T
	err := h.DB.Read(h.as("jonah"), func(v *db.View) error {
		b := db.NewBatch(v)
		rows := queue(b)
		err := b.Send(h.as("jonah"))
		all = rows.All()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// others are a closed course of the same client, and somebody else in the same care.
func (h house) others(t *testing.T) (course, somebody, theirs uuid.UUID) {
	t.Helper()
	course, somebody, theirs = db.NewID(), db.NewID(), db.NewID()
	h.own(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason) values ($1, $2, $3, '2026-01-01', '2026-06-01', 'moved')`,
		h.Clinic.ID, course, h.client)
	h.own(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Bo Lund', '1990-01-01')`, h.Clinic.ID, somebody)
	h.own(t, `insert into course (clinic_id, id, client_id) values ($1, $2, $3)`, h.Clinic.ID, theirs, somebody)
	h.own(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`,
		h.Clinic.ID, db.NewID(), somebody, h.Staff["jonah"].Staff)
	return course, somebody, theirs
}

// orders stores an order of a strength, signed at a time; zero: a draft.
func (h house) orders(t *testing.T, client, course uuid.UUID, mg int, at time.Time) (id uuid.UUID) {
	t.Helper()
	id = db.NewID()
	var signed *time.Time
	var by *uuid.UUID
	created := h.Now().Add(-24 * time.Hour)
	if !at.IsZero() {
		miriam := h.Staff["miriam"].Staff
		signed, by, created = &at, &miriam, at
	}
	h.own(t, `insert into prescription (clinic_id, id, client_id, course_id, strength, units_dispensed, start_units, max_units, holds, issued_on, expires_on, created_at, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 6, 1, 2, $6, '2026-11-20', '2027-02-20', $7, $8, $9)`,
		h.Clinic.ID, id, client, course, mg, `[{"medicine": "Lorazepam", "sentence": "As usual.", "before": 12}]`, created, signed, by)
	return id
}

func TestWhichOrdersRanAtAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table prescription disable trigger user`) // signed ones stay for good; a case takes its own away
	other, somebody, theirs := h.others(t)
	now, earlier, later := h.Now(), h.Now().Add(-time.Hour), h.Now().Add(time.Microsecond)
	end := func(id uuid.UUID, at time.Time) {
		h.own(t, `update prescription set ended_at = $2, ended_reason = 'changed' where id = $1`, id, at)
	}
	supersede := func(by, id uuid.UUID) { h.own(t, `update prescription set supersedes = $2 where id = $1`, by, id) }
	for _, c := range []struct {
		name string
		rows func()
		want string // strengths
	}{
		{"none", func() {}, ""},
		{"a draft", func() { h.orders(t, h.client, h.course, 100, time.Time{}) }, ""},
		{"signed", func() { h.orders(t, h.client, h.course, 100, earlier) }, "100"},
		{"signed this very moment", func() { h.orders(t, h.client, h.course, 100, now) }, "100"},
		{"signed later", func() { h.orders(t, h.client, h.course, 100, later) }, ""},
		{"of another course", func() { h.orders(t, h.client, other, 100, earlier) }, ""},
		{"somebody else's", func() { h.orders(t, somebody, theirs, 100, earlier) }, ""},
		{"ended", func() { end(h.orders(t, h.client, h.course, 100, earlier), earlier) }, ""},
		{"ended this very moment", func() { end(h.orders(t, h.client, h.course, 100, earlier), now) }, ""},
		{"ended later", func() { end(h.orders(t, h.client, h.course, 100, earlier), later) }, "100"},
		{"two strengths, the latest first", func() {
			h.orders(t, h.client, h.course, 100, earlier.Add(-time.Hour))
			h.orders(t, h.client, h.course, 50, earlier)
		}, "50 100"},
		{"superseded", func() {
			supersede(h.orders(t, h.client, h.course, 50, now), h.orders(t, h.client, h.course, 100, earlier))
		}, "50"},
		{"superseded later", func() {
			supersede(h.orders(t, h.client, h.course, 50, later), h.orders(t, h.client, h.course, 100, earlier))
		}, "100"},
		{"superseded by a draft", func() {
			supersede(h.orders(t, h.client, h.course, 50, time.Time{}), h.orders(t, h.client, h.course, 100, earlier))
		}, "100"},
	} {
		h.own(t, `delete from prescription`)
		c.rows()
		var got []string
		for _, o := range medication.Running(asked(t, h, func(b *db.Batch) *db.Rows[medication.Prescription] { return medication.QueueOrdersAt(b, h.client, now) }), h.course) {
			got = append(got, o.Strength.String())
			if o.AuthorName != "Miriam Halvorsen" || len(o.Holds) != 1 || o.EndedReason != "" {
				t.Errorf("%s: got %+v", c.name, o)
			}
		}
		if words := strings.Join(got, " "); words != c.want {
			t.Errorf("%s: got %q want %q", c.name, words, c.want)
		}
	}
}

func TestWhichOrdersThereWereAtAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table prescription disable trigger user`)
	now := h.Now()
	_, somebody, theirs := h.others(t)
	h.orders(t, somebody, theirs, 10, now.Add(-time.Hour))
	h.orders(t, h.client, h.course, 100, now.Add(-time.Hour))
	h.orders(t, h.client, h.course, 50, time.Time{})        // begun the day before
	h.orders(t, h.client, h.course, 25, now.Add(time.Hour)) // begun and signed later
	ended := h.orders(t, h.client, h.course, 75, now.Add(-48*time.Hour))
	h.own(t, `update prescription set ended_at = $2, ended_reason = 'nausea' where id = $1`, ended, now.Add(-time.Minute))
	var got []string
	for _, o := range asked(t, h, func(b *db.Batch) *db.Rows[medication.Prescription] { return medication.QueueOrdersAt(b, h.client, now) }) {
		got = append(got, fmt.Sprint(o.Strength, " ", o.State(now)))
	}
	if words, want := strings.Join(got, "; "), "100 Active; 50 Draft, not signed; 75 Ended: nausea"; words != want {
		t.Errorf("got %q want %q", words, want)
	}
}

// enters writes a line of the ledger.
func (h house) enters(t *testing.T, client uuid.UUID, kind, corrects, lot string, units int, at time.Time) {
	t.Helper()
	h.own(t, `insert into supply_entry (clinic_id, id, client_id, kind, corrects, strength, lot, units, at, reason, recorded_by, second_person)
		values ($1, $2, $3, $4, $5, 100, $6, $7, $8, 'counted', $9, $10)`,
		h.Clinic.ID, db.NewID(), client, kind, corrects, lot, units, at, h.Staff["jonah"].Staff, h.Staff["tomas"].Staff)
}

func TestWhatTheClientHadAtAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table supply_entry disable trigger user`)
	_, somebody, _ := h.others(t)
	now, earlier, later := h.Now(), h.Now().Add(-time.Hour), h.Now().Add(time.Microsecond)
	for _, c := range []struct {
		name         string
		rows         func()
		held, labels string
	}{
		{"nothing", func() {}, "", ""},
		{"dispensed", func() { h.enters(t, h.client, "dispensed", "", "A", 6, earlier) }, "A 6", "A"},
		{"dispensed this very moment", func() { h.enters(t, h.client, "dispensed", "", "A", 6, now) }, "A 6", "A"},
		{"dispensed later", func() { h.enters(t, h.client, "dispensed", "", "A", 6, later) }, "", ""},
		{"somebody else's", func() { h.enters(t, somebody, "dispensed", "", "A", 6, earlier) }, "", ""},
		{"without a lot", func() { h.enters(t, h.client, "dispensed", "", "", 6, earlier) }, " 6", ""},
		{"some taken", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "taken", "", "A", 2, earlier)
		}, "A 4", "A"},
		{"all taken", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "taken", "", "A", 6, earlier)
		}, "", "A"},
		{"some taken later", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "taken", "", "A", 2, later)
		}, "A 6", "A"},
		{"some lost", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "lost", "", "A", 1, earlier)
		}, "A 5", "A"},
		{"brought, counted and taken home are only seen", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			for _, kind := range []string{"brought", "count", "taken home"} {
				h.enters(t, h.client, kind, "", "A", 3, earlier)
			}
		}, "A 6", "A"},
		{"lost ones found again", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "lost", "", "A", 2, earlier)
			h.enters(t, h.client, "correction", "lost", "A", -2, earlier)
		}, "A 6", "A"},
		{"never dispensed after all", func() {
			h.enters(t, h.client, "dispensed", "", "A", 6, earlier)
			h.enters(t, h.client, "correction", "dispensed", "A", -6, earlier)
		}, "", ""},
		{"one lot in other letters", func() {
			h.enters(t, h.client, "dispensed", "", "LK-2207", 6, earlier)
			h.enters(t, h.client, "taken", "", "lk 2207", 2, earlier)
		}, "LK-2207 4", "LK-2207"},
		{"two lots", func() {
			h.enters(t, h.client, "dispensed", "", "B", 6, earlier)
			h.enters(t, h.client, "dispensed", "", "A", 4, earlier)
			h.enters(t, h.client, "taken", "", "B", 2, earlier)
		}, "A 4, B 4", "A, B"},
	} {
		h.own(t, `delete from supply_entry`)
		c.rows()
		tallies := asked(t, h, func(b *db.Batch) *db.Rows[medication.Tally] { return medication.QueueTallies(b, h.client, now) })
		var held, labels []string
		var sum medication.Units
		for _, p := range medication.Held(tallies) {
			held, sum = append(held, p.Lot+" "+p.Units.String()), sum+p.Units
		}
		for _, p := range medication.Labels(tallies) {
			labels = append(labels, p.Lot)
		}
		if strings.Join(held, ", ") != c.held || strings.Join(labels, ", ") != c.labels || medication.HeldOf(tallies)[medication.Milligrams(100)] != sum {
			t.Errorf("%s: holds %q, labels %q, of the strength %v", c.name, held, labels, medication.HeldOf(tallies))
		}
	}
}

func TestWhatWasCountedOnLeaving(t *testing.T) {
	h := open(t)
	h.own(t, `alter table supply_entry disable trigger user`)
	_, somebody, theirs := h.others(t)
	session, another, someone := db.NewID(), db.NewID(), db.NewID()
	for _, s := range []struct{ id, client, course uuid.UUID }{{session, h.client, h.course}, {another, h.client, h.course}, {someone, somebody, theirs}} {
		h.own(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, started_at, left_at) values ($1, $2, $3, $4, 'left', $5, $5, $5)`, h.Clinic.ID, s.id, s.client, s.course, h.Now())
	}
	for _, e := range []struct {
		client, session uuid.UUID
		kind            string
		strength, units int
	}{
		{h.client, session, "taken home", 50, 3}, {h.client, session, "lost", 100, 1}, {h.client, session, "lost", 100, 2},
		{h.client, session, "brought", 100, 4}, {h.client, session, "taken", 100, 1}, {h.client, another, "lost", 100, 5}, {somebody, someone, "lost", 100, 6},
	} {
		h.own(t, `insert into supply_entry (clinic_id, id, client_id, session_id, kind, strength, lot, units, reason) values ($1, $2, $3, $4, $5, $6, 'A', $7, 'counted')`,
			h.Clinic.ID, db.NewID(), e.client, e.session, e.kind, e.strength, e.units)
	}
	var got []string
	for _, c := range asked(t, h, func(b *db.Batch) *db.Rows[medication.Tally] { return medication.QueueCounted(b, h.client, session) }) {
		got = append(got, fmt.Sprint(c.Units, " of ", c.Strength, " ", c.Kind))
	}
	if words, want := strings.Join(got, ", "), "3 of 50 taken home, 3 of 100 lost"; words != want {
		t.Errorf("got %q want %q", words, want)
	}
	if rows := asked(t, h, func(b *db.Batch) *db.Rows[medication.Tally] { return medication.QueueCounted(b, h.client, someone) }); len(rows) != 0 {
		t.Errorf("somebody else's session: got %+v", rows)
	}
}

func TestThePrescribersOwnWordIsFoundInAnyOrderAndSpelling(t *testing.T) {
	hold := func(name string, before int) medication.Prescription {
		return medication.Prescription{Order: medication.Order{Holds: []medication.OwnHold{{Medicine: name, Before: before}}}}
	}
	all := []medication.Prescription{hold("Lorazepam", 12), hold("sertraline", 0), hold("lorazepam", 24)}
	if own := medication.OwnHoldOf(all, "LORA-ZEPAM 0.5 mg"); own == nil || own.Before != 12 {
		t.Errorf("got %+v, want the first order's", own)
	}
	if own := medication.OwnHoldOf(all, "Sertraline"); own == nil {
		t.Error("the second order's is not found")
	}
	if own := medication.OwnHoldOf(all, "lithium"); own != nil {
		t.Errorf("got %+v", own)
	}
}
