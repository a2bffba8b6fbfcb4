package staff_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

// ward is a clinic in which Priya and Samuel can sign in, and Ana is a client of
// Jonah's and Miriam's.
type ward struct {
	door
	ana    uuid.UUID
	samuel uuid.UUID // a second prescriber
}

func newWard(t *testing.T) ward {
	w := ward{open(t), db.NewID(), db.NewID()}
	samuel := w.clinic.Staff["miriam"]
	samuel.Staff, samuel.Roles = w.samuel, []auth.Role{auth.Prescriber}
	w.clinic.Staff["samuel"] = samuel
	w.owner(`insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Samuel Lee', '{prescriber}')`, w.clinic.ID, w.samuel)
	w.owner(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, w.clinic.ID, w.ana)
	for who, role := range map[string]string{"jonah": "therapist", "miriam": "prescriber"} {
		w.owner(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, w.clinic.ID, db.NewID(), w.ana, w.clinic.Staff[who].Staff, role)
	}
	w.setUp("priya", "priya@larkspur.example", password)
	w.setUp("samuel", "samuel@larkspur.example", password)
	return w
}

func (w ward) owner(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.Owner.Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

// signIn opens a sign-in by the front door and answers its token.
func (w ward) signIn(who string) string {
	w.t.Helper()
	token := who + w.Now().String()
	opening, err := w.staff.SignIn(context.Background(), who+"@larkspur.example", password, "10.0.0.1")
	if err == nil {
		err = w.sessions.CommitCtx(staff.WithOpening(context.Background(), opening), token, []byte("{}"), time.Time{})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

// sees says whether Ana is there for whoever holds the sign-in, as a request finds them.
func (w ward) sees(token string) bool {
	w.t.Helper()
	look := &staff.Lookup{Active: true}
	_, found, err := w.sessions.FindCtx(staff.WithLookup(context.Background(), look), token)
	if err != nil || !found {
		w.t.Fatalf("the sign-in: %v %v", found, err)
	}
	ctx := auth.With(context.Background(), look.Found.Actor())
	var n int
	err = w.Read(ctx, func(v *db.View) (err error) {
		n, err = db.One[int](ctx, v, `select count(*)::int from client where id = $1`, w.ana)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n == 1
}

// name names a cover at the front desk, from and until so long after now.
func (w ward) name(away, by string, from, until time.Duration) uuid.UUID {
	w.t.Helper()
	id := db.NewID()
	if away != staff.OnCall {
		away = w.clinic.Staff[away].Staff.String()
	}
	err := w.staff.NameCover(w.as("grace"), id, staff.CoverEntry{StaffID: away, CoveredBy: w.clinic.Staff[by].Staff,
		StartsAt: w.Now().Add(from), EndsAt: w.Now().Add(until)})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func TestACoverSeesTheClientsOfWhoeverIsAwayWhileItLasts(t *testing.T) {
	t.Parallel()
	for away, by := range map[string]string{"jonah": "priya", "miriam": "samuel", staff.OnCall: "samuel"} {
		t.Run(away, func(t *testing.T) {
			t.Parallel()
			w := newWard(t)
			w.name(away, by, time.Hour, 3*time.Hour)
			noon := w.Now()
			for _, c := range []struct {
				after time.Duration
				sees  bool
			}{
				{0, false}, {time.Hour - time.Second, false}, {time.Hour, true},
				{3*time.Hour - time.Second, true}, {3 * time.Hour, false}, {4 * time.Hour, false},
			} {
				w.Set(noon.Add(c.after))
				if got := w.sees(w.signIn(by)); got != c.sees {
					t.Errorf("after %s: sees %v, want %v", c.after, got, c.sees)
				}
			}
		})
	}
}

func TestACoverChangesNothingForTheOthers(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.name("jonah", "priya", 0, time.Hour)
	if !w.sees(w.signIn("priya")) || !w.sees(w.signIn("jonah")) || w.sees(w.signIn("samuel")) {
		t.Error("Priya and Jonah see Ana, Samuel does not")
	}
}

func TestACoverEndedEarlyEndsAtTheNextRequest(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	token := w.signIn("priya")
	id := w.name("jonah", "priya", -time.Hour, time.Hour)
	if !w.sees(token) {
		t.Fatal("a cover whose beginning has passed begins now")
	}
	if err := w.staff.EndCover(w.as("grace"), id); err != nil {
		t.Fatal(err)
	}
	if w.sees(token) {
		t.Error("sees Ana after the end")
	}
	if err := w.staff.EndCover(w.as("grace"), id); !problem.Is(err, problem.Conflict) {
		t.Errorf("ended twice: got %v, want a conflict", err)
	}
	w.name("jonah", "priya", 0, time.Hour) // and can be named again
}

func TestACoverEndedBeforeItBeginsNeverBegins(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	id := w.name("jonah", "priya", time.Hour, 3*time.Hour)
	if err := w.staff.EndCover(w.as("grace"), id); err != nil {
		t.Fatal(err)
	}
	noon := w.Now()
	for _, after := range []time.Duration{0, time.Hour, 2 * time.Hour} {
		w.Set(noon.Add(after))
		if w.sees(w.signIn("priya")) {
			t.Errorf("sees Ana after %s", after)
		}
	}
}

func TestWhoNamesACover(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	form := db.NewID()
	n := staff.CoverEntry{StaffID: w.clinic.Staff["jonah"].Staff.String(), CoveredBy: w.clinic.Staff["priya"].Staff,
		StartsAt: w.Now(), EndsAt: w.Now().Add(time.Hour)}
	for _, who := range []string{"miriam", "priya", "tomas", "ada", "ruth"} {
		if err := w.staff.NameCover(w.as(who), db.NewID(), n); !problem.Is(err, problem.Forbidden) {
			t.Errorf("%s names: got %v", who, err)
		}
	}
	for range 2 { // a second click
		ctx := db.WithSubmission(w.as("grace"), &db.Submission{ID: form, Posted: []byte("priya")})
		if err := w.staff.NameCover(ctx, form, n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.staff.EndCover(w.as("priya"), form); !problem.Is(err, problem.Forbidden) {
		t.Errorf("the cover ends it: got %v", err)
	}
	other := w.Clinic(t)
	if err := w.staff.EndCover(other.As(context.Background(), "grace"), form); !problem.Is(err, problem.NotFound) {
		t.Errorf("another clinic's front desk ends it: got %v", err)
	}
	foreign := n
	foreign.CoveredBy = other.Staff["priya"].Staff
	if err := w.staff.NameCover(w.as("grace"), db.NewID(), foreign); field(err) != "covered_by" {
		t.Errorf("somebody of another clinic covers: got %v", err)
	}
	rota, err := w.staff.Rota(w.as("tomas"))
	if err != nil || len(rota.Covers) != 1 || rota.Covers[0].Away != "Jonah Weiss" || rota.Covers[0].RecordedBy != "Grace Kim" {
		t.Errorf("got %+v, %v", rota.Covers, err)
	}
	if n := w.count(`select count(*) from audit_event where action = 'cover.named' and subject = $1`, form); n != 1 {
		t.Errorf("got %d events, want 1", n)
	}
}
