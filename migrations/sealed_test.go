package migrations_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
)

func (h house) session(t *testing.T) uuid.UUID {
	t.Helper()
	id := db.NewID()
	h.must(t, "jonah", `insert into dosing_session (id, client_id, course_id) values ($1, $2, $3)`, id, h.client, h.course)
	return id
}

// signing seals a session with Jonah's signature, as the program does.
const signing = `
	with signed as (insert into signature (id, client_id, subject_kind, subject, text, form, sha256, signer_name, roles, meaning)
		values (gen_random_uuid(), $2, 'dosing_session', $1, 'x', 1, sha256('x'), 'Jonah Weiss', '{therapist}', 'author'))
	update dosing_session set status = 'not_started', not_started_at = app_now(), signed_at = app_now(), signed_by = app_staff()
	where id = $1 and client_id = $2`

func TestNothingIsSignedWithoutASignature(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.session(t)
	const bare = `update dosing_session set status = 'not_started', not_started_at = app_now(), signed_at = app_now(), signed_by = $2 where id = $1`
	const with = `
	with signed as (insert into signature (id, client_id, subject_kind, subject, text, form, sha256, signer_name, roles, meaning)
		values (gen_random_uuid(), (select client_id from dosing_session where id = $1), $3, $4, 'x', 1, sha256('x'), 'Jonah Weiss', '{therapist}', 'author'))
	` + bare
	jonah, priya := h.Staff["jonah"].Staff, h.Staff["priya"].Staff
	h.refused(t, "signed_by_somebody", "jonah", bare, s, jonah)
	h.refused(t, "signed_by_somebody", "jonah", with, s, jonah, "dosing_session", db.NewID())
	h.refused(t, "signed_by_somebody", "jonah", with, s, jonah, "consultation", s)
	h.refused(t, "signed_by_somebody", "jonah", with, s, priya, "dosing_session", s)
	h.must(t, "jonah", with, s, jonah, "dosing_session", s)

	h.must(t, "ruth", `insert into protocol (id, version, body, effective_from) values ($1, 2, '{}', '2026-11-24')`, db.NewID())
	h.refused(t, "signed_by_somebody", "miriam", `update protocol set approved_at = app_now(), approved_by = app_staff()`)
}

func TestNoLineIsAddedBelowASignedSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s, taken := h.session(t), db.NewID()
	h.must(t, "jonah", `with what as (insert into incident (id, client_id, kind, words) values ($4, $2, 'unplanned', 'x')),
		taken as (insert into intake (id, client_id, session_id, mg, planned, incident_id) values ($1, $2, $3, 50, false, $4))
		insert into intake_line (id, client_id, intake_id, units, strength) values ($1, $2, $1, 0.5, 100)`, taken, h.client, s, db.NewID())
	const line = `insert into intake_line (id, client_id, intake_id, units, strength) values ($1, $2, $3, 0.5, 75)`
	h.refused(t, "intake_sums_exactly", "jonah", line, db.NewID(), h.client, taken)
	h.must(t, "jonah", signing, s, h.client)
	if _, err := h.do("jonah", line, db.NewID(), h.client, taken); !db.Signed(err) {
		t.Errorf("a line below a signed session: got %v", err)
	}
	h.must(t, "jonah", `with taken as (insert into intake (id, client_id, place, mg) values ($1, $2, 'home', 50))
		insert into intake_line (id, client_id, intake_id, units, strength) values ($1, $2, $1, 0.5, 100)`, db.NewID(), h.client)
}

func TestWhatIsSignedStays(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.session(t)
	const event = `insert into dosing_event (id, client_id, session_id, kind) values ($1, $2, $3, 'tears')`
	const reading = `insert into vitals (id, client_id, session_id, heart_rate) values ($1, $2, $3, 72)`
	h.must(t, "jonah", event, db.NewID(), h.client, s)
	h.must(t, "jonah", signing, s, h.client)
	for _, statement := range []string{event, reading} {
		if _, err := h.do("jonah", statement, db.NewID(), h.client, s); !db.Signed(err) {
			t.Errorf("got %v, want a refusal below a signed session", err)
		}
	}
	if _, err := h.do("jonah", `update dosing_session set words = 'more' where id = $1`, s); !db.Signed(err) {
		t.Errorf("got %v, want a refusal to change a signed session", err)
	}
	h.must(t, "jonah", `insert into vitals (id, client_id, heart_rate) values ($1, $2, 72)`, db.NewID(), h.client)
	h.must(t, "jonah", `insert into adverse_event (id, client_id, session_id, kind, started_at, grade, serious)
		values ($1, $2, $3, 'headache', app_now(), 1, 'no')`, db.NewID(), h.client, s)
	h.must(t, "jonah", `select enter_in_error('dosing_session', $1, $2, 'another client''s')`, h.client, s)
	if got := h.sees(t, "jonah", "dosing_session"); got != 0 {
		t.Error("a signed session entered in error is still shown")
	}
}

func TestADoseIsTheSumOfItsLinesExactly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const both = `with taken as (insert into intake (id, client_id, place, mg) values ($1, $2, 'home', $3))
		insert into intake_line (id, client_id, intake_id, units, strength) values ($4, $2, $1, 0.5, 75)`
	h.must(t, "jonah", both, db.NewID(), h.client, "37.50", db.NewID())
	h.refused(t, "intake_sums_exactly", "jonah", both, db.NewID(), h.client, "37.51", db.NewID())
	h.refused(t, "intake_sums_exactly", "jonah", `insert into intake (id, client_id, place, mg) values ($1, $2, 'home', 100)`, db.NewID(), h.client)
	h.refused(t, "here_in_a_session", "jonah", `insert into intake (id, client_id, mg) values ($1, $2, 100)`, db.NewID(), h.client)
	h.refused(t, "cleared_or_unplanned", "jonah", `insert into intake (id, client_id, session_id, mg) values ($1, $2, $3, 100)`,
		db.NewID(), h.client, h.session(t))
	h.refused(t, "unplanned_opens_an_incident", "jonah", `insert into intake (id, client_id, session_id, mg, planned)
		values ($1, $2, (select id from dosing_session), 100, false)`, db.NewID(), h.client)
}

func TestDosingDaysKeepTheAbsoluteMinimumApart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const day = `insert into dosing_day (id, client_id, on_date, min_days, incident_id) values ($1, $2, $3::date, 5, $4)`
	h.must(t, "jonah", day, db.NewID(), h.client, "2026-11-10", nil)
	h.refused(t, "dosing_interval", "jonah", day, db.NewID(), h.client, "2026-11-14", nil)
	h.refused(t, "dosing_interval", "jonah", day, db.NewID(), h.client, "2026-11-06", nil)
	h.must(t, "jonah", day, db.NewID(), h.client, "2026-11-15", nil)
	incident := db.NewID()
	h.must(t, "jonah", `insert into incident (id, client_id, kind, words) values ($1, $2, 'interval', 'taken at home')`, incident, h.client)
	h.must(t, "jonah", day, db.NewID(), h.client, "2026-11-16", incident)
}

func TestNobodyIsInTwoPlaces(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	visit := db.NewID()
	h.must(t, "grace", `insert into appointment (id, client_id, course_id, kind, starts_at, ends_at)
		values ($1, $2, $3, 'dosing', '2026-12-01 16:00Z', '2026-12-01 19:00Z')`, visit, h.client, h.course)
	const book = `insert into booking (id, appointment_id, room_id, starts_at, ends_at) values ($1, $2, $3, $4::timestamptz, $5::timestamptz)`
	room := h.Rooms[0]
	h.must(t, "grace", book, db.NewID(), visit, room, "2026-12-01 16:00Z", "2026-12-01 19:15Z")
	h.refused(t, "resource_free", "grace", book, db.NewID(), visit, room, "2026-12-01 19:00Z", "2026-12-01 20:00Z")
	h.must(t, "grace", book, db.NewID(), visit, room, "2026-12-01 19:15Z", "2026-12-01 20:00Z")
	h.must(t, "grace", book, db.NewID(), visit, h.Rooms[1], "2026-12-01 16:00Z", "2026-12-01 17:00Z")
	h.must(t, "grace", `update booking set active = false where room_id = $1`, room)
	h.must(t, "grace", book, db.NewID(), visit, room, "2026-12-01 16:30Z", "2026-12-01 17:00Z")
}

func TestOneOpenCourseAndNumbersForPeople(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.refused(t, "one_open_course", "jonah", `insert into course (id, client_id) values ($1, $2)`, db.NewID(), h.client)
	h.must(t, "grace", `insert into client (id, legal_name, born, number) values ($1, 'Lena Ortiz', '1990-01-01', 'K-9999')`, db.NewID())
	got := list(t, h.DB, `select number from client order by number`)
	if len(got) != 2 || got[0] != "K-0001" || got[1] != "K-0002" {
		t.Errorf("numbers %v, want K-0001 and K-0002", got)
	}
}
