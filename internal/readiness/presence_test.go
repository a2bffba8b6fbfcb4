package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/testday"
)

var (
	weiss, lind = uuid.New(), uuid.New()
	noon        = ten.Add(2 * time.Hour)
)

func TestPresenceCoversTheWholeStay(t *testing.T) {
	unconfirmed := testday.There(lind, auth.Nurse, 30, 120)
	unconfirmed.ConfirmedAt = time.Time{}
	for _, c := range []struct {
		name string
		room []readiness.Presence
		want [][2]int
	}{
		{"one for all of it", []readiness.Presence{testday.There(weiss, auth.Therapist, -10, 0)}, nil},
		{"nobody", nil, [][2]int{{0, 120}}},
		{"came late", []readiness.Presence{testday.There(weiss, auth.Therapist, 1, 0)}, [][2]int{{0, 1}}},
		{"went early", []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 119)}, [][2]int{{119, 120}}},
		{"handed over", []readiness.Presence{testday.There(lind, auth.Nurse, 30, 120), testday.There(weiss, auth.Therapist, 0, 30)}, nil},
		{"a minute between", []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 30), testday.There(lind, auth.Nurse, 31, 120)}, [][2]int{{30, 31}}},
		{"hand-over not confirmed", []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 30), unconfirmed}, [][2]int{{30, 120}}},
		{"an assistant does not stand in", []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 30), testday.There(lind, auth.MedicalAssistant, 30, 120)}, [][2]int{{30, 120}}},
		{"one within the other", []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 120), testday.There(lind, auth.Nurse, 20, 40)}, nil},
		{"came after leaving", []readiness.Presence{testday.There(weiss, auth.Therapist, 130, 0)}, [][2]int{{0, 120}}},
	} {
		var got [][2]int
		for _, g := range readiness.Gaps(c.room, ten, noon) {
			got = append(got, [2]int{int(g.From.Sub(ten).Minutes()), int(g.To.Sub(ten).Minutes())})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAGapIsNamedAndExplained(t *testing.T) {
	gaps := readiness.Gaps([]readiness.Presence{testday.There(weiss, auth.Therapist, 5, 120)}, ten, noon)
	if err := readiness.Explained(gaps, " ", denver); err == nil || !strings.Contains(err.Error(), "10:00 am to 10:05 am") {
		t.Errorf("got %v", err)
	}
	if readiness.Explained(gaps, "fire alarm", denver) != nil || readiness.Explained(nil, "", denver) != nil || gaps[0].Minutes() != 5 {
		t.Error("an explained gap is no refusal, nor is no gap")
	}
}

func TestNobodyGoesBeforeTheNextHasConfirmed(t *testing.T) {
	room := []readiness.Presence{testday.There(weiss, auth.Therapist, 0, 0)}
	if readiness.MayGo(room, weiss, noon) == nil {
		t.Error("alone with the client")
	}
	room = append(room, testday.There(lind, auth.Nurse, 20, 0))
	if err := readiness.MayGo(room, weiss, noon); err != nil {
		t.Error(err)
	}
	room[1].ConfirmedAt = time.Time{}
	if readiness.MayGo(room, weiss, noon) == nil {
		t.Error("the nurse has not confirmed")
	}
}

// TestWhoWatches: a therapist, nurse or prescriber with the client then, who said so
// themselves.
func TestWhoWatches(t *testing.T) {
	unconfirmed := testday.There(lind, auth.Nurse, 0, 60)
	unconfirmed.ConfirmedAt = time.Time{}
	for _, c := range []struct {
		name   string
		of     readiness.Presence
		minute int
		want   bool
	}{
		{"a therapist", testday.There(lind, auth.Therapist, 0, 60), 30, true},
		{"a nurse", testday.There(lind, auth.Nurse, 0, 60), 30, true},
		{"a prescriber", testday.There(lind, auth.Prescriber, 0, 60), 30, true},
		{"an assistant", testday.There(lind, auth.MedicalAssistant, 0, 60), 30, false},
		{"in somebody else's word", unconfirmed, 30, false},
		{"on coming", testday.There(lind, auth.Nurse, 10, 60), 10, true},
		{"before coming", testday.There(lind, auth.Nurse, 10, 60), 9, false},
		{"on going", testday.There(lind, auth.Nurse, 10, 60), 60, false},
		{"a minute before going", testday.There(lind, auth.Nurse, 10, 60), 59, true},
		{"who is still there", testday.There(lind, auth.Nurse, 10, 0), 90, true},
	} {
		at := ago(-c.minute)
		if got := len(readiness.Witnesses([]readiness.Presence{c.of}, at)) == 1; got != c.want {
			t.Errorf("%s: witness %v, want %v", c.name, got, c.want)
		}
		if got := readiness.MayGo([]readiness.Presence{c.of}, weiss, at) == nil; got != c.want {
			t.Errorf("%s: another may go %v, want %v", c.name, got, c.want)
		}
	}
}

// TestWhoCouldTakeOver: therapists, nurses and prescribers who work here, by name, but
// whoever asks.
func TestWhoCouldTakeOver(t *testing.T) {
	h := here(t)
	h.Own(`insert into staff (clinic_id, id, name, roles, disabled_at) values ($1, $2, 'Bea Went', '{nurse}', '2026-01-01')`, h.ID(), db.NewID())
	var got []string
	for _, c := range dbtest.Ask(h.By("jonah"), t, h.DB, readiness.QueueColleagues) {
		got = append(got, c.Name+" "+string(c.Role))
	}
	want := []string{"Miriam Halvorsen, PMHNP prescriber", "Priya Nair, LMFT therapist", "Tomás Lind, RN nurse"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAHandOverIsConfirmedByWhoCame: while they are there, and in their own name.
func TestAHandOverIsConfirmedByWhoCame(t *testing.T) {
	h := here(t)
	came := db.NewID()
	h.Own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at) values ($1, $2, $3, $4, $5, 'nurse', $6)`,
		h.ID(), came, h.Client, h.Session, h.Who("tomas"), h.After(-8))
	confirms := func(who string, session uuid.UUID) error {
		ctx := h.By(who)
		return h.DB.Write(ctx, []uuid.UUID{h.Client}, func(tx *db.Tx) (audit.Event, error) {
			return audit.Did("presence.confirmed", h.Client, "presence", came), readiness.ConfirmPresenceAt(ctx, tx, h.Client, session, came, tx.Now)
		})
	}
	gone := func(at any) { h.Own(`update presence set went_at = $2 where id = $1`, came, at) }
	gone(h.After(-6))
	if err := confirms("tomas", h.Session); !problem.Is(err, problem.NotFound) {
		t.Errorf("who went: got %v, want nothing found", err)
	}
	gone(nil)
	if err := confirms("jonah", h.Session); !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody else: got %v, want nothing found", err)
	}
	if err := confirms("tomas", db.NewID()); !problem.Is(err, problem.NotFound) {
		t.Errorf("of another session: got %v, want nothing found", err)
	}
	h.Do(confirms("tomas", h.Session))
}
