package pause_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pause"
)

// asked is what stands in the client's way at noon, as the therapist reads it.
func asked[T any](t *testing.T, h house, queue func(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[T]) []T {
	t.Helper()
	var all []T
	err := h.DB.Read(h.as("jonah"), func(v *db.View) error {
		b := db.NewBatch(v)
		rows := queue(b, h.client, h.Now())
		err := b.Send(h.as("jonah"))
		all = rows.All()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// anotherCourse is a closed one of the same client.
func (h house) anotherCourse(t *testing.T) uuid.UUID {
	t.Helper()
	id := db.NewID()
	h.owner(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason) values ($1, $2, $3, '2026-01-01', '2026-06-01', 'moved')`,
		h.Clinic.ID, id, h.client)
	return id
}

func (h house) course(t *testing.T) (id uuid.UUID) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), `select id from course where client_id = $1 and closed_at is null`, h.client).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// another is somebody else with an open course, in the same care.
func (h house) another(t *testing.T) (client, course uuid.UUID) {
	t.Helper()
	client, course = db.NewID(), db.NewID()
	h.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Bo Lund', '1990-01-01')`, h.Clinic.ID, client)
	h.owner(t, `insert into course (clinic_id, id, client_id) values ($1, $2, $3)`, h.Clinic.ID, course, client)
	h.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), client, h.Staff["jonah"].Staff)
	return client, course
}

// change is one row that a case changes, at a time beside noon; $1 is the client.
type change struct {
	name   string
	change string
	beside time.Duration
	want   bool
}

func TestWhichPausesHoldAtAMoment(t *testing.T) {
	h := open(t)
	other := h.anotherCourse(t)
	somebody, theirs := h.another(t)
	h.owner(t, `insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, 'medical', 'Ill', '2026-01-01')`,
		h.Clinic.ID, db.NewID(), somebody, theirs)
	for _, c := range []change{
		{"open", ``, 0, true},
		{"opened this very moment", `update pause set opened_at = $2 where client_id = $1`, 0, true},
		{"opened later", `update pause set opened_at = $2 where client_id = $1`, time.Microsecond, false},
		{"lifted", `update pause set lifted_at = $2, lifted_reason = 'well' where client_id = $1`, -time.Hour, false},
		{"lifted this very moment", `update pause set lifted_at = $2, lifted_reason = 'well' where client_id = $1`, 0, false},
		{"lifted later", `update pause set lifted_at = $2, lifted_reason = 'well' where client_id = $1`, time.Microsecond, true},
	} {
		h.owner(t, `delete from pause where client_id = $1`, h.client)
		h.owner(t, `insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at, opened_by) values ($1, $2, $3, $4, 'medical', 'Ill', $5, $6)`,
			h.Clinic.ID, db.NewID(), h.client, h.course(t), h.Now().Add(-24*time.Hour), h.Staff["miriam"].Staff)
		if c.change != "" {
			h.owner(t, c.change, h.client, h.Now().Add(c.beside))
		}
		all := asked(t, h, pause.QueueOpen)
		if got := pause.Of(all, h.course(t)); (len(got) == 1) != c.want || len(all) > 1 {
			t.Errorf("%s: got %+v", c.name, all)
		}
	}
	h.owner(t, `update pause set lifted_at = null, course_id = $2 where client_id = $1`, h.client, other)
	if all := asked(t, h, pause.QueueOpen); len(all) != 1 || len(pause.Of(all, h.course(t))) != 0 {
		t.Errorf("a pause of another course is not this one's: got %+v", all)
	}
	h.owner(t, `insert into pause (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, 'psychiatric', 'Low', $5)`,
		h.Clinic.ID, db.NewID(), h.client, h.course(t), h.Now().Add(-48*time.Hour))
	if all := asked(t, h, pause.QueueOpen); len(all) != 2 || all[0].Kind != pause.Psychiatric || all[1].OpenedBy != "Miriam Halvorsen" {
		t.Errorf("the first comes first, a worker's too: got %+v", all)
	}
}

func TestWhichReviewsWaitAtAMoment(t *testing.T) {
	h := open(t)
	other, fact := h.anotherCourse(t), db.NewID()
	somebody, theirs := h.another(t)
	h.owner(t, `insert into review (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, 'urinary', 'Burning', '2026-01-01')`,
		h.Clinic.ID, db.NewID(), somebody, theirs)
	for _, c := range []change{
		{"open", ``, 0, true},
		{"opened this very moment", `update review set opened_at = $2 where client_id = $1`, 0, true},
		{"opened later", `update review set opened_at = $2 where client_id = $1`, time.Microsecond, false},
		{"answered", `update review set answered_at = $2, decision = 'continue' where client_id = $1`, -time.Hour, false},
		{"answered this very moment", `update review set answered_at = $2, decision = 'continue' where client_id = $1`, 0, false},
		{"answered later", `update review set answered_at = $2, decision = 'continue' where client_id = $1`, time.Microsecond, true},
	} {
		h.owner(t, `delete from review where client_id = $1`, h.client)
		h.owner(t, `insert into review (clinic_id, id, client_id, course_id, kind, fact_kind, fact, reason, opened_at) values ($1, $2, $3, $4, 'urinary', 'vitals', $5, 'Burning', $6)`,
			h.Clinic.ID, db.NewID(), h.client, h.course(t), fact, h.Now().Add(-24*time.Hour))
		if c.change != "" {
			h.owner(t, c.change, h.client, h.Now().Add(c.beside))
		}
		all := asked(t, h, pause.QueueOpenReviews)
		got := pause.ReviewsOf(all, h.course(t))
		if len(all) > 1 || (len(got) == 1 && *got[0].Fact == fact && got[0].FactKind == "vitals" && got[0].Reason == "Burning") != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	h.owner(t, `update review set answered_at = null, decision = '', course_id = $2 where client_id = $1`, h.client, other)
	if all := asked(t, h, pause.QueueOpenReviews); len(all) != 1 || len(pause.ReviewsOf(all, h.course(t))) != 0 {
		t.Errorf("a review of another course is not this one's: got %+v", all)
	}
	h.owner(t, `insert into review (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, 'pressure', 'High', $5)`,
		h.Clinic.ID, db.NewID(), h.client, h.course(t), h.Now().Add(-48*time.Hour))
	if all := asked(t, h, pause.QueueOpenReviews); len(all) != 2 || all[0].Kind != pause.Pressure {
		t.Errorf("the first comes first: got %+v", all)
	}
}

func TestWhichOverridesAreOfADay(t *testing.T) {
	h := open(t)
	other, today := h.anotherCourse(t), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	somebody, theirs := h.another(t)
	h.owner(t, `insert into override (clinic_id, id, client_id, course_id, item, valid_on, reason, at, by) values ($1, $2, $3, $4, 'G08', $5, 'Usual', '2026-11-01', $6)`,
		h.Clinic.ID, db.NewID(), somebody, theirs, today, h.Staff["miriam"].Staff)
	for _, c := range []change{
		{"given for today", ``, 0, true},
		{"given this very moment", `update override set at = $2 where client_id = $1`, 0, true},
		{"given later", `update override set at = $2 where client_id = $1`, time.Microsecond, false},
		{"for yesterday", `update override set valid_on = $2::timestamptz::date where client_id = $1`, -24 * time.Hour, false},
		{"for tomorrow", `update override set valid_on = $2::timestamptz::date where client_id = $1`, 24 * time.Hour, false},
	} {
		h.owner(t, `delete from override where client_id = $1`, h.client)
		h.owner(t, `insert into override (clinic_id, id, client_id, course_id, item, covers, valid_on, reason, at, by) values ($1, $2, $3, $4, 'G08', 'systolic=290', $5, 'Usual', $6, $7)`,
			h.Clinic.ID, db.NewID(), h.client, h.course(t), today, h.Now().Add(-48*time.Hour), h.Staff["miriam"].Staff)
		if c.change != "" {
			h.owner(t, c.change, h.client, h.Now().Add(c.beside))
		}
		all := asked(t, h, pause.QueueOverrides)
		got := pause.On(all, h.course(t), today)
		if len(all) > 1 || (len(got) == 1 && got[0].By == "Miriam Halvorsen" && got[0].CalledAt.IsZero()) != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	h.owner(t, `update override set valid_on = $2, course_id = $3 where client_id = $1`, h.client, today, other)
	if all := asked(t, h, pause.QueueOverrides); len(all) != 1 || len(pause.On(all, h.course(t), today)) != 0 {
		t.Errorf("an override of another course is not this one's: got %+v", all)
	}
	h.owner(t, `insert into override (clinic_id, id, client_id, course_id, item, covers, valid_on, reason, at, by, called_at) values ($1, $2, $3, $4, 'G07', 'days too soon=2', $5, 'Travel', $6, $7, $6)`,
		h.Clinic.ID, db.NewID(), h.client, h.course(t), today, h.Now().Add(-time.Hour), h.Staff["miriam"].Staff)
	if all := asked(t, h, pause.QueueOverrides); len(all) != 2 || all[0].Item != "G07" || !all[0].CalledAt.Equal(h.Now().Add(-time.Hour)) {
		t.Errorf("the latest comes first, with the call it rests on: got %+v", all)
	}
}

// TestWhichReviewIsReadFirst: one that waits, then the latest, whatever its answer.
func TestWhichReviewIsReadFirst(t *testing.T) {
	h := open(t)
	for kind, hours := range map[string]int{"urinary": 1, "pressure": 3, "item 9": 2, "substance": 4} {
		h.owner(t, `insert into review (clinic_id, id, client_id, course_id, kind, reason, opened_at) values ($1, $2, $3, $4, $5, 'Seen', $6)`,
			h.Clinic.ID, db.NewID(), h.client, h.course(t), kind, h.Now().Add(-time.Duration(hours)*time.Hour))
	}
	h.owner(t, `update review set answered_at = $2, decision = 'continue' where client_id = $1 and kind in ('urinary', 'pressure')`, h.client, h.Now())
	var got []string
	for _, r := range h.page(t, "miriam").Reviews {
		got = append(got, string(r.Kind))
	}
	if want := []string{"item 9", "substance", "urinary", "pressure"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhoSeesTheClientKnowsThatTheCourseIsPaused: a psychiatric pause, of which the front
// desk reads nothing else.
func TestWhoSeesTheClientKnowsThatTheCourseIsPaused(t *testing.T) {
	h := open(t)
	other := h.anotherCourse(t)
	somebody, theirs := h.another(t)
	h.owner(t, `insert into pause (clinic_id, id, client_id, course_id, kind, reason) values ($1, $2, $3, $4, 'psychiatric', 'Low')`,
		h.Clinic.ID, db.NewID(), h.client, h.course(t))
	for _, c := range []struct {
		name, who, change string
		args              []any
		want              string // what comes back: a row a course that is seen
	}{
		{"the front desk", "grace", ``, nil, "[true]"},
		{"the care team", "jonah", ``, nil, "[true]"},
		{"nobody else", "priya", ``, nil, "[]"},
		{"the manager", "ruth", ``, nil, "[]"},
		{"entered in error", "grace", `update pause set entered_in_error_at = $1`, []any{h.Now()}, "[false]"},
		{"lifted", "grace", `update pause set entered_in_error_at = null, lifted_at = $1, lifted_reason = 'well'`, []any{h.Now()}, "[false]"},
		{"of an earlier course", "grace", `update pause set lifted_at = null, course_id = $1`, []any{other}, "[false]"},
		{"of somebody else", "grace", `update pause set client_id = $1, course_id = $2`, []any{somebody, theirs}, "[false]"},
		{"again its own", "grace", `update pause set client_id = $1, course_id = $2`, []any{h.client, h.course(t)}, "[true]"},
	} {
		if c.change != "" {
			h.owner(t, c.change, c.args...)
		}
		got := dbtest.Ask(h.as(c.who), t, h.DB, func(b *db.Batch) *db.Rows[bool] { return pause.QueuePaused(b, h.client) })
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: got %v want %s", c.name, got, c.want)
		}
	}
	if p := h.page(t, "grace"); !p.Paused || len(p.Pauses) > 0 {
		t.Errorf("the front desk's page: got %+v", p)
	}
	for who, want := range map[string]bool{"grace": true, "jonah": true, "priya": false, "ruth": false} {
		got := dbtest.Ask(h.as(who), t, h.DB, func(b *db.Batch) *db.Rows[bool] {
			return db.Queue[bool](b, `select course_paused($1)`, h.course(t))
		})
		if !slices.Equal(got, []bool{want}) {
			t.Errorf("%s asks for a course by its id: got %v want %v", who, got, want)
		}
	}
}

// TestAPauseOfTheOpenCourseHoldsItsBookings: an earlier course of the client and somebody
// else's are let be, and so is what was before now or is tentative already.
func TestAPauseOfTheOpenCourseHoldsItsBookings(t *testing.T) {
	h := open(t)
	other := h.anotherCourse(t)
	somebody, theirs := h.another(t)
	book := func(client, course uuid.UUID, after time.Duration, status string) uuid.UUID {
		id := db.NewID()
		h.owner(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, tentative_for)
			values ($1, $2, $3, $4, 'preparation', $5, $6, $7, case when $7 = 'tentative' then 'Decision' else '' end)`,
			h.Clinic.ID, id, client, course, h.Now().Add(after), h.Now().Add(after+time.Hour), status)
		return id
	}
	want := map[uuid.UUID]string{
		book(h.client, h.course(t), time.Hour, "confirmed"):   "tentative Paused",
		book(h.client, h.course(t), -time.Hour, "confirmed"):  "confirmed ",
		book(h.client, h.course(t), 0, "confirmed"):           "confirmed ",
		book(h.client, h.course(t), 2*time.Hour, "tentative"): "tentative Decision",
		book(h.client, other, 3*time.Hour, "confirmed"):       "confirmed ",
		book(somebody, theirs, time.Hour, "confirmed"):        "confirmed ",
	}
	h.fact(t)
	for id, words := range want {
		var got string
		if err := h.Owner.QueryRow(t.Context(), `select status || ' ' || tentative_for from appointment where id = $1`, id).Scan(&got); err != nil || got != words {
			t.Errorf("got %q, want %q: %v", got, words, err)
		}
	}
}
