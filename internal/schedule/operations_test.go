package schedule_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// house is a clinic with two clients in Jonah's care.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	schedule.Service
	ana, luis uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{DB: d, Clinic: d.Clinic(t), Service: schedule.Service{DB: d.DB, LastDosing: course.LastDosing}}
	h.ana, h.luis = h.client(t, "Ana Ruiz"), h.client(t, "Luis Ortega")
	return h
}

func (h house) client(t *testing.T, name string) uuid.UUID {
	t.Helper()
	id := db.NewID()
	h.run(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', $3, '1984-03-14')`, h.Clinic.ID, id, name)
	h.run(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, gen_random_uuid(), $2, $3, 'therapist', '2026-01-01', 'named')`, h.Clinic.ID, id, h.staff("jonah"))
	return id
}

func (h house) run(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (h house) count(t *testing.T, statement string, args ...any) (n int) {
	t.Helper()
	if err := h.Owner.QueryRow(t.Context(), statement, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func (h house) as(name string) context.Context { return h.As(context.Background(), name) }
func (h house) staff(name string) uuid.UUID    { return h.Clinic.Staff[name].Staff }

// day is days after today, Tue Nov 24.
func day(after int) time.Time { return time.Date(2026, 11, 24+after, 0, 0, 0, 0, time.UTC) }

// talk is an integration visit with Jonah in the first room, Wed Nov 25, 9:00 am.
func (h house) talk(change func(*schedule.TalkEntry)) schedule.TalkEntry {
	t := schedule.TalkEntry{
		Kind: schedule.Integration, When: schedule.When{Day: day(1), Time: "09:00"}, Minutes: 53,
		Staff: h.staff("jonah"), Room: h.Clinic.Rooms[0], VisitMode: "here",
	}
	if change != nil {
		change(&t)
	}
	return t
}

func (h house) book(t *testing.T, by string, client uuid.UUID, change func(*schedule.TalkEntry)) uuid.UUID {
	t.Helper()
	id := db.NewID()
	if err := h.BookTalk(h.as(by), client, id, h.talk(change)); err != nil {
		t.Fatal(err)
	}
	return id
}

func (h house) visit(t *testing.T, client, id uuid.UUID) schedule.Page {
	t.Helper()
	p, err := h.One(h.as("grace"), client, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fields(err error) string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, " ")
}

// words are a refusal's sentences at its fields.
func words(err error) (all string) {
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			all += f.Message + " "
		}
	}
	return all
}

func TestTwoBookingsOfOneSlotAtOnceAreOne(t *testing.T) {
	h := open(t)
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, client := range []uuid.UUID{h.ana, h.luis} {
		all.Go(func() { errs[i] = h.BookTalk(h.as("grace"), client, db.NewID(), h.talk(nil)) })
	}
	all.Wait()
	lost := errs[0]
	if lost == nil {
		lost = errs[1]
	}
	if (errs[0] == nil) == (errs[1] == nil) || !problem.Is(lost, problem.Conflict) {
		t.Fatalf("got %v and %v, want one booked and one conflict", errs[0], errs[1])
	}
	if n := h.count(t, `select count(*) from appointment`); n != 1 {
		t.Errorf("got %d visits want 1", n)
	}
}

func TestARefusalNamesEveryNeighborAndItsTime(t *testing.T) {
	h := open(t)
	h.book(t, "grace", h.ana, nil)
	late := func(talk *schedule.TalkEntry) { talk.Time = "09:30" }
	err := h.BookTalk(h.as("grace"), h.luis, db.NewID(), h.talk(late))
	p, ok := problem.As(err)
	if !ok || len(p.Fields) != 2 {
		t.Fatalf("got %v, want person and room", err)
	}
	for _, f := range p.Fields {
		want := map[string]string{"staff_id": "Jonah Weiss, LCSW is booked", "room_id": "Aspen is booked"}[f.Name]
		if want == "" || !strings.HasPrefix(f.Message, want+" on Wed Nov 25 from 9:00 am to 9:53 am (Integration visit, Ana Ruiz)") {
			t.Errorf("%s: %s", f.Name, f.Message)
		}
	}
	err = h.BookTalk(h.as("grace"), h.ana, db.NewID(), h.talk(func(talk *schedule.TalkEntry) {
		talk.Time, talk.Staff, talk.Room = "09:52", h.staff("priya"), h.Clinic.Rooms[1]
	}))
	if fields(err) != "time" || !strings.Contains(words(err), "The client is booked") {
		t.Errorf("the client at two places: got %v", err)
	}
}

func TestANeighborIsNamedOnlyToWhoMaySeeThem(t *testing.T) {
	h := open(t)
	h.book(t, "grace", h.ana, nil)
	h.run(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, gen_random_uuid(), $2, $3, 'therapist', '2026-01-01', 'named')`, h.Clinic.ID, h.luis, h.staff("priya"))
	err := h.BookTalk(h.as("priya"), h.luis, db.NewID(), h.talk(func(talk *schedule.TalkEntry) { talk.Staff = h.staff("priya") }))
	if fields(err) != "room_id" || !strings.Contains(words(err), "9:53 am. Choose") {
		t.Errorf("got %v", err)
	}
}

// TestAVisitIsNoNeighborOfItself: moved onto its own time it is refused for the other alone.
func TestAVisitIsNoNeighborOfItself(t *testing.T) {
	h := open(t)
	at := func(clock string) func(*schedule.TalkEntry) {
		return func(talk *schedule.TalkEntry) { talk.Time = clock }
	}
	id := h.book(t, "grace", h.ana, at("09:00"))
	h.book(t, "grace", h.luis, at("10:00"))
	move := func(clock string, version int) error {
		return h.Move(h.as("grace"), h.ana, id, schedule.MoveEntry{When: schedule.When{Day: day(1), Time: clock}, Staff: h.staff("jonah"), Room: h.Clinic.Rooms[0], Version: version})
	}
	if got := words(move("09:30", 1)); !strings.Contains(got, "Luis Ortega") || strings.Contains(got, "Ana Ruiz") {
		t.Errorf("into the next: got %q", got)
	}
	if err := move("09:05", 1); err != nil {
		t.Errorf("by five minutes: got %v", err)
	}
}

func TestHowLongAVisitIs(t *testing.T) {
	for kind, want := range map[schedule.Kind]int{schedule.Consultation: 60, schedule.Call: 15, schedule.Preparation: 53, schedule.Integration: 53, schedule.FollowUp: 53} {
		if got := kind.Minutes(); got != want {
			t.Errorf("%s: got %d, want %d", kind, got, want)
		}
	}
}

// TestTheBoardShowsADay: what touches it, from midnight to midnight.
func TestTheBoardShowsADay(t *testing.T) {
	h := open(t)
	denver, _ := time.LoadLocation("America/Denver")
	at := func(hour int) time.Time { return time.Date(2026, 12, 3, hour, 0, 0, 0, denver) }
	for _, hours := range [][2]int{{-2, 0}, {-2, -1}, {-1, 1}, {9, 10}, {23, 25}, {24, 25}} {
		visit := db.NewID()
		h.run(t, `insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at, status) values ($1, $2, $3, 'preparation', $4, $5, 'confirmed')`,
			h.Clinic.ID, visit, h.ana, at(hours[0]), at(hours[1]))
		room := db.NewID()
		h.run(t, `insert into room (clinic_id, id, name, dosing) values ($1, $2, $3, false)`, h.Clinic.ID, room, room.String())
		h.run(t, `insert into booking (clinic_id, id, appointment_id, room_id, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
			h.Clinic.ID, db.NewID(), visit, room, at(hours[0]), at(hours[1]))
	}
	b, err := h.Board(h.as("grace"), time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, room := range b.Rooms {
		for _, s := range room.Slots {
			got = append(got, int(s.StartsAt.Sub(at(0)).Hours()))
		}
	}
	slices.Sort(got)
	if want := []int{-1, 9, 23}; !slices.Equal(got, want) {
		t.Errorf("got what begins at %v, want %v", got, want)
	}
}

func TestTouchingEndsAreFree(t *testing.T) {
	h := open(t)
	h.book(t, "grace", h.ana, nil)
	h.book(t, "grace", h.luis, func(talk *schedule.TalkEntry) { talk.Time = "09:53" })
	h.book(t, "grace", h.luis, func(talk *schedule.TalkEntry) { talk.Time = "08:07" })
	err := h.BookTalk(h.as("grace"), h.luis, db.NewID(), h.talk(func(talk *schedule.TalkEntry) { talk.Time = "08:08" }))
	if !problem.Is(err, problem.Conflict) {
		t.Errorf("a minute into it: got %v", err)
	}
}

func TestTheSameSubmissionBooksOnce(t *testing.T) {
	h := open(t)
	id := db.NewID()
	for range 2 {
		ctx := db.WithSubmission(h.as("grace"), &db.Submission{ID: id, Posted: []byte("day=2026-11-25")})
		if err := h.BookTalk(ctx, h.ana, id, h.talk(nil)); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.count(t, `select count(*) from booking`); n != 3 {
		t.Errorf("got %d bookings, want client, person and room", n)
	}
}

func TestBookingClosesTheTaskThatAskedForIt(t *testing.T) {
	h := open(t)
	for _, kind := range []string{"book integration", "book preparation"} {
		h.run(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role) values ($1, gen_random_uuid(), $2, $3, $3, 'admin')`,
			h.Clinic.ID, h.ana, kind)
	}
	h.book(t, "grace", h.ana, nil)
	if n := h.count(t, `select count(*) from task where closed_at is not null and kind = 'book integration'`); n != 1 || h.count(t, `select count(*) from task where closed_at is not null`) != 1 {
		t.Error("the task that asked for this kind of visit closes, no other")
	}
}

func TestWhoBooksWhat(t *testing.T) {
	h := open(t)
	elsewhere := h.DB.Clinic(t)
	consultation := func(talk *schedule.TalkEntry) { talk.Kind, talk.Staff = schedule.Consultation, h.staff("miriam") }
	for _, c := range []struct {
		name   string
		ctx    context.Context
		change func(*schedule.TalkEntry)
		want   problem.Kind // 0: booked
	}{
		{"a therapist their own", h.as("jonah"), func(talk *schedule.TalkEntry) { talk.Time = "11:00" }, 0},
		{"a therapist another's", h.as("jonah"), func(talk *schedule.TalkEntry) { talk.Staff = h.staff("priya") }, problem.Forbidden},
		{"a therapist a consultation", h.as("jonah"), consultation, problem.Forbidden},
		{"the front desk a consultation", h.as("grace"), consultation, 0},
		{"a therapist who does not know the client", h.as("priya"), func(talk *schedule.TalkEntry) { talk.Staff = h.staff("priya") }, problem.NotFound},
		{"another clinic's front desk", elsewhere.As(context.Background(), "grace"), nil, problem.NotFound},
		{"nobody clinical", h.as("grace"), func(talk *schedule.TalkEntry) { talk.Time, talk.Staff = "15:00", h.staff("ruth") }, problem.Invalid},
		{"yesterday", h.as("grace"), func(talk *schedule.TalkEntry) { talk.Day = day(-1) }, problem.Invalid},
		{"here without a room", h.as("grace"), func(talk *schedule.TalkEntry) { talk.Room = uuid.Nil }, problem.Invalid},
		{"dosing as a talk", h.as("grace"), func(talk *schedule.TalkEntry) { talk.Kind = schedule.Dosing }, problem.Invalid},
	} {
		err := h.BookTalk(c.ctx, h.ana, db.NewID(), h.talk(c.change))
		if c.want == 0 && err != nil || c.want != 0 && !problem.Is(err, c.want) {
			t.Errorf("%s: got %v, want kind %d", c.name, err, c.want)
		}
	}
}

func TestAVisitMovesAndKeepsItsHistory(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, nil)
	m := schedule.MoveEntry{When: schedule.When{Day: day(2), Time: "13:00"}, Staff: h.staff("priya"), Room: h.Clinic.Rooms[1], Reason: "travel", Version: 1}
	if err := h.Move(h.as("jonah"), h.ana, id, m); !problem.Is(err, problem.Forbidden) {
		t.Errorf("a therapist to another: got %v", err)
	}
	if err := h.Move(h.as("grace"), h.ana, id, m); err != nil {
		t.Fatal(err)
	}
	v := h.visit(t, h.ana, id)
	if v.StartsAt.Format("2006-01-02 15:04") != "2026-11-26 20:00" || v.StaffName != "Priya Nair, LMFT" || v.EndsAt.Sub(v.StartsAt) != 53*time.Minute {
		t.Errorf("got %s with %s", v.StartsAt, v.StaffName)
	}
	if len(v.Moves) != 1 || v.Moves[0].Reason != "travel" || v.Moves[0].RoomName != "Aspen" {
		t.Errorf("history: got %+v", v.Moves)
	}
	if err := h.Move(h.as("grace"), h.ana, id, m); !problem.Is(err, problem.Conflict) {
		t.Errorf("from an old page: got %v", err)
	}
	h.book(t, "grace", h.luis, nil)
}

func TestACancelledVisitFreesItsTimeAndCountsTheNotice(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, nil)
	if err := h.Cancel(h.as("grace"), h.ana, id, schedule.CancelEntry{}); fields(err) != "cancelled_by" {
		t.Errorf("by nobody: got %v", err)
	}
	c := schedule.CancelEntry{By: "client", Reason: "has a cold"}
	if err := h.Cancel(h.as("grace"), h.ana, id, c); err != nil {
		t.Fatal(err)
	}
	if v := h.visit(t, h.ana, id); v.Status != schedule.Cancelled || v.NoticeHours == nil || *v.NoticeHours != 21 {
		t.Errorf("got %s, notice %v", v.Status, v.NoticeHours)
	}
	if err := h.Cancel(h.as("grace"), h.ana, id, c); !problem.Is(err, problem.Conflict) {
		t.Errorf("twice: got %v", err)
	}
	h.book(t, "grace", h.luis, nil)
}

func TestArrivedAndMissed(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, nil)
	if err := h.Arrive(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) {
		t.Errorf("a day early: got %v", err)
	}
	if err := h.NoShow(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) {
		t.Errorf("missed before it began: got %v", err)
	}
	h.Set(time.Date(2026, 11, 25, 15, 55, 0, 0, time.UTC))
	if err := h.Arrive(h.as("jonah"), h.ana, id); err != nil {
		t.Fatal(err)
	}
	if v := h.visit(t, h.ana, id); v.Status != schedule.Arrived || v.ArrivedAt.IsZero() {
		t.Errorf("got %s %v", v.Status, v.ArrivedAt)
	}
	if err := h.NoShow(h.as("grace"), h.ana, id); !problem.Is(err, problem.Conflict) {
		t.Errorf("arrived and missed: got %v", err)
	}
}

func TestThePeopleOfAVisitSeeTheClientFromTheDayBeforeUntilSevenDaysAfter(t *testing.T) {
	h := open(t)
	id := h.book(t, "grace", h.ana, func(talk *schedule.TalkEntry) { talk.Day, talk.Staff = day(10), h.staff("priya") })
	denver, _ := time.LoadLocation("America/Denver")
	for _, c := range []struct {
		at   time.Time
		sees bool
	}{
		{time.Date(2026, 12, 2, 23, 59, 0, 0, denver), false},
		{time.Date(2026, 12, 3, 0, 0, 0, 0, denver), true},
		{time.Date(2026, 12, 11, 23, 59, 0, 0, denver), true},
		{time.Date(2026, 12, 12, 0, 0, 0, 0, denver), false},
	} {
		h.Set(c.at)
		_, err := h.One(h.as("priya"), h.ana, id)
		if (err == nil) != c.sees || err != nil && !problem.Is(err, problem.NotFound) {
			t.Errorf("at %s: got %v", c.at, err)
		}
	}
	h.Set(dbtest.Noon)
	if err := h.Cancel(h.as("grace"), h.ana, id, schedule.CancelEntry{By: "clinic"}); err != nil {
		t.Fatal(err)
	}
	h.Set(time.Date(2026, 12, 4, 12, 0, 0, 0, denver))
	if _, err := h.One(h.as("priya"), h.ana, id); !problem.Is(err, problem.NotFound) {
		t.Errorf("after cancelling: got %v", err)
	}
}

// TestACancelledVisitTakesItsOwnPlacesAlone: what another client's visit of that day gave,
// and whoever else sees the client that day, stays.
func TestACancelledVisitTakesItsOwnPlacesAlone(t *testing.T) {
	h := open(t)
	withPriya := func(at string) func(*schedule.TalkEntry) {
		return func(talk *schedule.TalkEntry) {
			talk.Day, talk.Time, talk.Staff, talk.Room = day(10), at, h.staff("priya"), h.Clinic.Rooms[1]
		}
	}
	ana := h.book(t, "grace", h.ana, withPriya("09:00"))
	h.book(t, "grace", h.luis, withPriya("11:00"))
	h.book(t, "grace", h.ana, func(talk *schedule.TalkEntry) { talk.Day, talk.Time, talk.Staff = day(10), "14:00", h.staff("tomas") })
	if err := h.Cancel(h.as("grace"), h.ana, ana, schedule.CancelEntry{By: "clinic"}); err != nil {
		t.Fatal(err)
	}
	h.Set(dbtest.Noon.AddDate(0, 0, 10))
	for _, c := range []struct {
		who    string
		client uuid.UUID
		want   int
	}{{"priya", h.ana, 0}, {"priya", h.luis, 1}, {"tomas", h.ana, 1}} {
		got := h.count(t, `select count(*) from care_team where client_id = $1 and staff_id = $2 and since <= $3 and until > $3`, c.client, h.staff(c.who), h.Now())
		if got != c.want {
			t.Errorf("%s: got %d places, want %d", c.who, got, c.want)
		}
	}
}

func TestTheBoardShowsOthersOnlyThatASlotIsTaken(t *testing.T) {
	h := open(t)
	h.book(t, "grace", h.ana, nil)
	for who, want := range map[string]int{"grace": 1, "jonah": 1, "priya": 0} {
		b, err := h.Board(h.as(who), day(1))
		if err != nil {
			t.Fatal(err)
		}
		if len(slices.Compact(b.Clients())) != want || len(b.Rooms) != 2 || len(b.Rooms[0].Slots) != 1 || b.Rooms[0].Slots[0].Seen() != (want == 1) {
			t.Errorf("%s: got %+v", who, b.Rooms)
		}
	}
}

func TestRoomsAndHours(t *testing.T) {
	h := open(t)
	h.book(t, "grace", h.ana, nil)
	if err := h.AddRoom(h.as("ruth"), db.NewID(), schedule.RoomEntry{Name: "Aspen", Capacity: 2}); fields(err) != "name" {
		t.Errorf("a name twice: got %v", err)
	}
	if err := h.ChangeRoom(h.as("ruth"), h.Clinic.Rooms[0], schedule.RoomEntry{Name: "Aspen", Capacity: 2, Closed: true}); fields(err) != "closed" {
		t.Errorf("closing a booked room: got %v", err)
	}
	if err := h.ChangeRoom(h.as("ruth"), h.Clinic.Rooms[1], schedule.RoomEntry{Name: "Fir", Capacity: 3, Closed: true}); err != nil {
		t.Fatal(err)
	}
	if err := h.AddHours(h.as("ruth"), schedule.HoursEntry{Staff: h.staff("tomas"), Weekdays: []time.Weekday{time.Monday, time.Tuesday}, Starts: "09:00", Ends: "17:00"}); err != nil {
		t.Fatal(err)
	}
	week, err := h.Week(h.as("ruth"))
	if err != nil || len(week.Hours) != 2 || week.Hours[0].Weekday != time.Monday {
		t.Fatalf("got %+v %v", week.Hours, err)
	}
	if err := h.EndHours(h.as("ruth"), week.Hours[0].ID); err != nil {
		t.Fatal(err)
	}
	if week, _ = h.Week(h.as("ruth")); len(week.Hours) != 1 {
		t.Errorf("got %d lines want 1", len(week.Hours))
	}
}

func TestRulesOfVisits(t *testing.T) {
	denver, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day   time.Time
		clock string
		want  string // UTC; empty: refused
	}{
		{day(1), "09:00", "2026-11-25 16:00"},
		{time.Date(2027, 3, 14, 0, 0, 0, 0, time.UTC), "02:30", ""},
		{time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "01:30", "2026-11-01 07:30"},
		{day(1), "9 am", ""},
		{time.Time{}, "09:00", ""},
	} {
		at, err := schedule.When{Day: c.day, Time: c.clock}.At(denver)
		if (err == nil) != (c.want != "") || err == nil && at.Format("2006-01-02 15:04") != c.want {
			t.Errorf("%s %s: got %s %v", c.day, c.clock, at, err)
		}
	}
	start := dbtest.Noon.Add(48 * time.Hour)
	if schedule.ShortNotice(schedule.NoticeHours(dbtest.Noon, start), 48) || !schedule.ShortNotice(schedule.NoticeHours(dbtest.Noon.Add(time.Second), start), 48) {
		t.Error("48 hours are enough, a second less is not")
	}
	if got := schedule.NoticeHours(start.Add(time.Minute), start); got != -1 {
		t.Errorf("after the start: got %d", got)
	}
	nurse := auth.Actor{Roles: []auth.Role{auth.Nurse}}
	if !problem.Is(schedule.MayBook(nurse, schedule.Call, nurse.Staff), problem.Forbidden) {
		t.Error("a nurse does not book")
	}
}
