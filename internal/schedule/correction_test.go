package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/schedule"
)

// nine is the start of the visit that talk books: Wed Nov 25, 9:00 am in Denver.
var nine = time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC)

func TestATentativeVisitIsConfirmedBeforeTheClientArrives(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, nil)
	h.run(t, `update appointment set status = 'tentative', tentative_for = 'Paused' where id = $1`, id)
	h.Set(nine)
	if err := h.Arrive(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) || !strings.Contains(err.Error(), "tentative (Paused). It has to be confirmed") {
		t.Errorf("got %v", err)
	}
	if v := h.visit(t, h.ana, id); v.Status != schedule.Tentative || v.TentativeFor != "Paused" {
		t.Errorf("got %s, for %q", v.Status, v.TentativeFor)
	}
	if err := h.Confirm(h.as("grace"), h.ana, id); err != nil {
		t.Fatal(err)
	}
	if err := h.Arrive(h.as("grace"), h.ana, id); err != nil {
		t.Error(err)
	}
}

func TestAWrongClickIsTakenBack(t *testing.T) {
	cancel := func(h house, id uuid.UUID) error {
		return h.Cancel(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "client", Reason: "Ill"})
	}
	arrive := func(h house, id uuid.UUID) error { return h.Arrive(h.as("grace"), h.ana, id) }
	miss := func(h house, id uuid.UUID) error { return h.NoShow(h.as("grace"), h.ana, id) }
	for _, c := range []struct {
		name, by string
		at       time.Time
		do       func(house, uuid.UUID) error
		then     string // a statement that follows
		want     string // of the refusal
	}{
		{"an arrival", "grace", nine, arrive, "", ""},
		{"an arrival, by a nurse", "tomas", nine, arrive, "", ""},
		{"an arrival that something followed", "grace", nine, arrive, `update appointment set returns_to = '' where id = $1`, "Something was recorded after"},
		{"a visit missed", "grace", nine.Add(time.Minute), miss, "", ""},
		{"a visit cancelled", "grace", nine.Add(-time.Hour), cancel, "", ""},
		{"a visit cancelled at its start", "grace", nine, cancel, "", ""},
		{"a cancelled visit that has passed", "grace", nine.Add(time.Second), cancel, "", "has passed"},
		{"a visit missed, by a nurse", "tomas", nine.Add(time.Minute), miss, "", "Ask the front desk"},
		{"nothing", "grace", nine, func(house, uuid.UUID) error { return nil }, "", "nothing to take back"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			h.run(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
				values ($1, gen_random_uuid(), $2, $3, 'nurse', '2026-01-01', 'named')`, h.Clinic.ID, h.ana, h.staff("tomas"))
			id := h.book(t, "grace", h.ana, nil)
			before := h.visit(t, h.ana, id)
			h.Set(c.at)
			if err := c.do(h, id); err != nil {
				t.Fatal(err)
			}
			if c.then != "" {
				h.run(t, c.then, id)
			}
			err := h.TakeBack(h.as(c.by), h.ana, id)
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := h.visit(t, h.ana, id)
			if got.Status != before.Status || !got.ArrivedAt.IsZero() || !got.CancelledAt.IsZero() || got.FreeAt() != before.FreeAt() {
				t.Errorf("got %s, arrived %v, cancelled %v, free at %v", got.Status, got.ArrivedAt, got.CancelledAt, got.FreeAt())
			}
			if n := h.count(t, `select count(*) from booking where appointment_id = $1 and active`, id); n != 3 {
				t.Errorf("keeps %d busy, want client, person and room", n)
			}
			if n := h.count(t, `select count(*) from audit_event where action like 'appointment.%_taken_back' and subject = $1`, id); n != 1 {
				t.Errorf("got %d events", n)
			}
			if err := h.TakeBack(h.as("grace"), h.ana, id); err == nil {
				t.Error("taken back twice")
			}
		})
	}
}

func TestWhatWasTakenMeanwhileIsNotTakenBack(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, nil)
	if err := h.Cancel(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "client"}); err != nil {
		t.Fatal(err)
	}
	h.book(t, "grace", h.luis, nil)
	if err := h.TakeBack(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) || !strings.Contains(words(err), "Luis Ortega") {
		t.Errorf("got %v", err)
	}
	if v := h.visit(t, h.ana, id); v.Status != schedule.Cancelled {
		t.Errorf("got %s", v.Status)
	}
}

func TestAClientIsInOneVisitAtATime(t *testing.T) {
	for _, c := range []struct {
		name    string
		kind    schedule.Kind // of the first visit, 9:00 to 9:53
		at      time.Time     // of arriving for the second
		refused bool
	}{
		{"during the first", schedule.Preparation, nine.Add(52 * time.Minute), true},
		{"when it ends", schedule.Preparation, nine.Add(53 * time.Minute), false},
		{"after a dosing that is not over", schedule.Dosing, nine.Add(53 * time.Minute), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			first := h.book(t, "grace", h.ana, nil)
			second := h.book(t, "grace", h.ana, func(talk *schedule.TalkEntry) { talk.Time = "10:00" })
			h.run(t, `update appointment set kind = $2 where id = $1`, first, string(c.kind))
			h.Set(nine)
			if err := h.Arrive(h.as("grace"), h.ana, first); err != nil {
				t.Fatal(err)
			}
			h.Set(c.at)
			err := h.Arrive(h.as("grace"), h.ana, second)
			if (err != nil) != c.refused || err != nil && !strings.Contains(err.Error(), "another visit now: "+c.kind.Words()+", Wed Nov 25, 9:00 am") {
				t.Errorf("got %v", err)
			}
			if !c.refused {
				return
			}
			if err := h.TakeBack(h.as("grace"), h.ana, first); err != nil {
				t.Fatal(err)
			}
			if err := h.Arrive(h.as("grace"), h.ana, second); err != nil {
				t.Error(err)
			}
		})
	}
}
