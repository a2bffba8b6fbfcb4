package eligibility_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/vitals"
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

// signs stores a decision for 90 days, signed at a time; zero: a draft.
func (h house) signs(t *testing.T, client, course uuid.UUID, kind eligibility.Kind, sessions int, at time.Time) (id uuid.UUID) {
	t.Helper()
	id = db.NewID()
	var signed *time.Time
	var by *uuid.UUID
	created := h.Now().Add(-24 * time.Hour)
	if !at.IsZero() {
		miriam := h.Staff["miriam"].Staff
		signed, by, created = &at, &miriam, at.Add(-time.Minute)
	}
	h.own(t, `insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, protocol_version, sessions,
		    valid_from, valid_until, deferred_until, reapply_from, conditions, limits, created_at, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 'F33.2', 1, $6, '2026-11-20', '2027-02-01', '2026-12-01', '2027-03-01', $7, $8, $9, $10, $11)`,
		h.Clinic.ID, id, client, course, string(kind), sessions,
		`[{"id": "c1", "kind": "document", "words": "ECG", "due": "2026-12-01T00:00:00Z"}, {"id": "c2", "kind": "pressure", "words": "Pressure", "due": "2026-12-01T00:00:00Z"}]`,
		fmt.Sprintf(`{"systolic": 130, "author": %q}`, h.Staff["miriam"].Staff), created, signed, by)
	return id
}

// meets notes a condition of a decision as met.
func (h house) meets(t *testing.T, decision uuid.UUID, condition string, at time.Time) {
	t.Helper()
	h.own(t, `insert into condition_met (clinic_id, id, client_id, decision_id, condition, at, by)
		select clinic_id, $2, client_id, id, $3, $4, $5 from eligibility_decision where id = $1`, decision, db.NewID(), condition, at, h.Staff["jonah"].Staff)
}

func TestWhichDecisionACourseStandsUnderAtAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table eligibility_decision disable trigger user`) // signed ones stay for good; a case takes its own away
	other, somebody, theirs := h.others(t)
	now, earlier, later := h.Now(), h.Now().Add(-time.Hour), h.Now().Add(time.Microsecond)
	for _, c := range []struct {
		name string
		rows func()
		want string // sessions, unmet conditions
	}{
		{"none", func() {}, ""},
		{"a draft", func() { h.signs(t, h.client, h.course, eligibility.Eligible, 1, time.Time{}) }, ""},
		{"signed", func() { h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier) }, "1 ECG, Pressure"},
		{"signed this very moment", func() { h.signs(t, h.client, h.course, eligibility.Eligible, 1, now) }, "1 ECG, Pressure"},
		{"signed later", func() { h.signs(t, h.client, h.course, eligibility.Eligible, 1, later) }, ""},
		{"of another course", func() { h.signs(t, h.client, other, eligibility.Eligible, 1, earlier) }, ""},
		{"somebody else's", func() { h.signs(t, somebody, theirs, eligibility.Eligible, 1, earlier) }, ""},
		{"another signed before", func() {
			h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier)
			h.signs(t, h.client, h.course, eligibility.Eligible, 2, earlier.Add(-time.Hour))
		}, "1 ECG, Pressure"},
		{"another signed since", func() {
			h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier.Add(-time.Hour))
			h.signs(t, h.client, h.course, eligibility.Eligible, 2, earlier)
		}, "2 ECG, Pressure"},
		{"another signed later", func() {
			h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier)
			h.signs(t, h.client, h.course, eligibility.Eligible, 2, later)
		}, "1 ECG, Pressure"},
		{"a draft since", func() {
			h.signs(t, h.client, h.course, eligibility.Eligible, 1, now.Add(-48*time.Hour))
			h.signs(t, h.client, h.course, eligibility.Eligible, 2, time.Time{})
		}, "1 ECG, Pressure"},
		{"a condition met", func() { h.meets(t, h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier), "c1", now) }, "1 Pressure"},
		{"a condition met later", func() { h.meets(t, h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier), "c1", later) }, "1 ECG, Pressure"},
		{"a condition of another decision met", func() {
			h.signs(t, h.client, h.course, eligibility.Eligible, 1, earlier)
			h.meets(t, h.signs(t, h.client, h.course, eligibility.Eligible, 2, earlier.Add(-time.Hour)), "c1", earlier)
		}, "1 ECG, Pressure"},
	} {
		h.own(t, `delete from condition_met`)
		h.own(t, `delete from eligibility_decision`)
		c.rows()
		got := ""
		last := eligibility.SignedLast(asked(t, h, func(b *db.Batch) *db.Rows[eligibility.DecisionAt] {
			return eligibility.QueueDecisionsAt(b, h.client, now)
		}), h.course)
		if last != nil {
			var words []string
			for _, c := range last.Unmet(time.Time{}) {
				words = append(words, c.Words)
			}
			got = fmt.Sprint(last.Sessions, " ", strings.Join(words, ", "))
		}
		if got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}

func TestWhatADecisionSaysAtAMoment(t *testing.T) {
	h := open(t)
	other, somebody, theirs := h.others(t)
	now := h.Now()
	h.signs(t, h.client, h.course, eligibility.Deferred, 0, now.Add(-time.Hour))
	h.signs(t, h.client, other, eligibility.Declined, 0, now.Add(-2*time.Hour))
	h.signs(t, h.client, h.course, eligibility.Eligible, 2, now.Add(time.Hour)) // begun 59 minutes later
	h.signs(t, h.client, h.course, eligibility.Revoked, 0, time.Time{})
	h.signs(t, h.client, h.course, eligibility.EligibleWithConditions, 3, now.Add(time.Second)) // begun before
	h.signs(t, somebody, theirs, eligibility.Eligible, 1, now.Add(-time.Hour))
	all := asked(t, h, func(b *db.Batch) *db.Rows[eligibility.DecisionAt] {
		return eligibility.QueueDecisionsAt(b, h.client, now)
	})
	var kinds []string
	for _, d := range all {
		kinds = append(kinds, fmt.Sprint(d.Kind, " ", d.Draft(), " ", d.SignedBy))
	}
	want := "declined false Miriam Halvorsen; deferred false Miriam Halvorsen; revoked true ; eligible_with_conditions true "
	if got := strings.Join(kinds, "; "); got != want {
		t.Fatalf("got %s want %s", got, want)
	}
	if last := eligibility.SignedLast(all, uuid.Nil); last.Kind != eligibility.Deferred {
		t.Errorf("of any course: got %s", last.Kind)
	}
	if from := eligibility.ReapplyFrom(all); !from.IsZero() {
		t.Errorf("a decision after the declining one asks nobody to wait: got %s", from)
	}
	if from := eligibility.ReapplyFrom(eligibility.DecisionsOf(all, other)); from.Format(time.DateOnly) != "2027-03-01" {
		t.Errorf("got %s", from)
	}
	day := func(text string) time.Time { d, _ := time.Parse(time.DateOnly, text); return d }
	d := all[0]
	if d.CourseID != other || !d.ValidFrom.Equal(day("2026-11-20")) || !d.ValidUntil.Equal(day("2027-02-01")) || !d.DeferredUntil.Equal(day("2026-12-01")) ||
		!d.ReapplyFrom.Equal(day("2027-03-01")) || d.Limits.Systolic != 130 || d.LimitsBy != "Miriam Halvorsen" || !d.SignedAt.Equal(now.Add(-2*time.Hour)) {
		t.Errorf("got %+v", d)
	}
	h.own(t, `alter table eligibility_decision disable trigger user`)
	h.own(t, `update eligibility_decision set valid_from = null, valid_until = null, deferred_until = null, reapply_from = null, limits = '{}', decision = 'needs_more_information' where signed_at = $1`, now.Add(-2*time.Hour))
	d = asked(t, h, func(b *db.Batch) *db.Rows[eligibility.DecisionAt] {
		return eligibility.QueueDecisionsAt(b, h.client, now)
	})[0]
	if !d.ValidFrom.IsZero() || !d.ValidUntil.IsZero() || !d.DeferredUntil.IsZero() || !d.ReapplyFrom.IsZero() || d.LimitsBy != "" || len(d.Met) != 0 {
		t.Errorf("without days and limits: got %+v", d)
	}
}

func TestWhichFollowUpWasHeldAtAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table consultation disable trigger user`)
	other, somebody, theirs := h.others(t)
	now, earlier := h.Now(), h.Now().Add(-time.Hour)
	for _, c := range []struct {
		name           string
		client, course uuid.UUID
		kind           string
		signed         time.Time
		want           bool
	}{
		{"signed", h.client, h.course, "follow-up", earlier, true},
		{"signed this very moment", h.client, h.course, "follow-up", now, true},
		{"signed later", h.client, h.course, "follow-up", now.Add(time.Microsecond), false},
		{"a draft", h.client, h.course, "follow-up", time.Time{}, false},
		{"a first consultation", h.client, h.course, "first", earlier, false},
		{"of another course", h.client, other, "follow-up", earlier, false},
		{"somebody else's", somebody, theirs, "follow-up", earlier, false},
	} {
		h.own(t, `delete from consultation`)
		var signed *time.Time
		var by *uuid.UUID
		if !c.signed.IsZero() {
			miriam := h.Staff["miriam"].Staff
			signed, by = &c.signed, &miriam
		}
		h.own(t, `insert into consultation (clinic_id, id, client_id, course_id, kind, held_at, created_at, signed_at, signed_by) values ($1, $2, $3, $4, $5, $6, $6, $7, $8)`,
			h.Clinic.ID, db.NewID(), c.client, c.course, c.kind, earlier, signed, by)
		all := asked(t, h, func(b *db.Batch) *db.Rows[eligibility.ConsultationAt] {
			return eligibility.QueueConsultationsAt(b, h.client, now)
		})
		if got := eligibility.Signed(eligibility.HeldSince(all, h.course, eligibility.FollowUp, time.Time{})); got != c.want || len(all) > 1 || (len(all) == 0) != (c.client == somebody) {
			t.Errorf("%s: got %v, %+v", c.name, got, all)
		}
	}
	h.own(t, `delete from consultation`)
	for i, held := range []time.Time{now.Add(-time.Hour), now.Add(-2 * time.Hour), now.Add(time.Hour)} {
		h.own(t, `insert into consultation (clinic_id, id, client_id, course_id, kind, held_at, created_at) values ($1, $2, $3, $4, $5, $6, $6)`,
			h.Clinic.ID, db.NewID(), h.client, h.course, []string{"follow-up", "first", "closing"}[i], held)
	}
	all := asked(t, h, func(b *db.Batch) *db.Rows[eligibility.ConsultationAt] {
		return eligibility.QueueConsultationsAt(b, h.client, now)
	})
	if len(all) != 2 || all[0].Kind != eligibility.FirstConsultation || all[1].Kind != eligibility.FollowUp {
		t.Errorf("in the order they were held, begun by now: got %+v", all)
	}
}

func TestWhetherAPressureWasMeasuredHereByAMoment(t *testing.T) {
	h := open(t)
	h.own(t, `alter table vitals disable trigger user`)
	_, somebody, _ := h.others(t)
	now := h.Now()
	session := db.NewID()
	h.own(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, started_at) values ($1, $2, $3, $4, 'dosed', $5, $6)`,
		h.Clinic.ID, session, h.client, h.course, now.Add(-3*time.Hour), now.Add(-90*time.Minute))
	for _, c := range []struct {
		name   string
		before time.Duration
		change string
		want   bool
	}{
		{"here", time.Hour, ``, true},
		{"this very moment", 0, ``, true},
		{"later", -time.Microsecond, ``, false},
		{"at home", time.Hour, `update vitals set source = 'client' where id = $1`, false},
		{"voided", time.Hour, `update vitals set voided_at = taken_at, voided_by = '` + h.Staff["jonah"].Staff.String() + `', void_reason = 'cuff' where id = $1`, false},
		{"no pressure", time.Hour, `update vitals set systolic = null, diastolic = null, heart_rate = 70 where id = $1`, false},
		{"under the medicine", time.Hour, `update vitals set session_id = '` + session.String() + `' where id = $1`, false},
		{"in the session, before the medicine", 2 * time.Hour, `update vitals set session_id = '` + session.String() + `' where id = $1`, true},
		{"somebody else's", time.Hour, `update vitals set client_id = '` + somebody.String() + `' where id = $1`, false},
	} {
		id := db.NewID()
		h.own(t, `insert into vitals (clinic_id, id, client_id, taken_at, systolic, diastolic, source) values ($1, $2, $3, $4, 124, 80, 'here')`,
			h.Clinic.ID, id, h.client, now.Add(-c.before))
		if c.change != "" {
			h.own(t, c.change, id)
		}
		got := vitals.MeasuredHere(asked(t, h, func(b *db.Batch) *db.Rows[vitals.Resting] { return vitals.QueueResting(b, h.client, now) }))
		if got.Equal(now.Add(-c.before)) != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
		h.own(t, `delete from vitals`)
	}
}

func TestWhatADecisionWaitsForAtAMoment(t *testing.T) {
	h := open(t)
	other, somebody, theirs := h.others(t)
	now, earlier, later := h.Now(), h.Now().Add(-time.Hour), h.Now().Add(time.Microsecond)
	ours := h.signs(t, h.client, h.course, eligibility.NeedsMoreInformation, 0, earlier)
	before := h.signs(t, h.client, other, eligibility.NeedsMoreInformation, 0, earlier)
	bos := h.signs(t, somebody, theirs, eligibility.NeedsMoreInformation, 0, earlier)
	waits := func(what, due string, client, decision uuid.UUID, created time.Time, received, withdrawn *time.Time) {
		h.own(t, `insert into information_request (clinic_id, id, client_id, decision_id, what, from_whom, due, created_at, received_at, received, received_by, withdrawn_at)
			values ($1, $2, $3, $4, $5, 'Dr. Hart', nullif($6, '')::date, $7, $8, case when $8::timestamptz is null then '' else 'it came' end,
			    case when $8::timestamptz is not null then $10::uuid end, $9)`,
			h.Clinic.ID, db.NewID(), client, decision, what, due, created, received, withdrawn, h.Staff["miriam"].Staff)
	}
	waits("whenever", "", h.client, ours, earlier, nil, nil)
	waits("by the first", "2026-12-01", h.client, ours, earlier, nil, nil)
	waits("asked now", "2026-12-02", h.client, ours, now, nil, nil)
	waits("received later", "2026-12-03", h.client, ours, earlier, &later, nil)
	waits("withdrawn later", "2026-12-04", h.client, ours, earlier, nil, &later)
	waits("asked later", "2026-11-30", h.client, ours, later, nil, nil)
	waits("received now", "2026-11-30", h.client, ours, earlier, &now, nil)
	waits("withdrawn now", "2026-11-30", h.client, ours, earlier, nil, &now)
	waits("another course's", "2026-11-30", h.client, before, earlier, nil, nil)
	waits("somebody else's", "2026-11-30", somebody, bos, earlier, nil, nil)
	requests := asked(t, h, func(b *db.Batch) *db.Rows[eligibility.RequestAt] {
		return eligibility.QueueRequestsAt(b, h.client, now)
	})
	var got []string
	for _, r := range eligibility.RequestsOf(requests, &eligibility.DecisionAt{ID: ours}) {
		got = append(got, r.What)
	}
	if want := "by the first, asked now, received later, withdrawn later, whenever"; strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
	if of := eligibility.RequestsOf(requests, nil); len(of) != 0 {
		t.Errorf("without a decision nothing is waited for, got %v", of)
	}
}

// TestTheLatestConsultationIsReadFirst: by when it was held, whenever it was written.
func TestTheLatestConsultationIsReadFirst(t *testing.T) {
	h := open(t)
	_, somebody, theirs := h.others(t)
	plant := func(client, course uuid.UUID, kind string, hours int) {
		h.own(t, `insert into consultation (clinic_id, id, client_id, course_id, kind, held_at) values ($1, $2, $3, $4, $5, $6)`,
			h.Clinic.ID, db.NewID(), client, course, kind, h.Now().Add(-time.Duration(hours)*time.Hour))
	}
	plant(h.client, h.course, "follow-up", 2)
	plant(h.client, h.course, "closing", 1)
	plant(h.client, h.course, "first", 3)
	plant(somebody, theirs, "first", 1)
	var got []string
	for _, c := range asked(t, h, func(b *db.Batch) *db.Rows[eligibility.Consultation] {
		return eligibility.QueueConsultations(b, h.client)
	}) {
		got = append(got, string(c.Kind))
	}
	if want := "closing, follow-up, first"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
