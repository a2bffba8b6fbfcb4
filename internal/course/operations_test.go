package course_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
)

// referral is Ana Ruiz, with Jonah as therapist and Miriam as prescriber.
func referral(c dbtest.Clinic, change func(*course.ReferralEntry)) course.ReferralEntry {
	r := course.ReferralEntry{
		DetailsEntry: client.Details{LegalName: "Ana Ruiz", Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), Phone: "303 555 0142"}.Entry(),
		ReferredBy:   "Dr. Osei", PrescriberID: c.Staff["miriam"].Staff, TherapistID: c.Staff["jonah"].Staff,
	}
	change(&r)
	return r
}

func asIs(*course.ReferralEntry) {}

// takeIn takes Ana in as somebody and lets a second pass.
func takeIn(t *testing.T, d *dbtest.DB, c dbtest.Clinic, by string, change func(*course.ReferralEntry)) uuid.UUID {
	t.Helper()
	id := db.NewID()
	if err := (course.Service{DB: d.DB}).TakeIn(c.As(t.Context(), by), id, referral(c, change)); err != nil {
		t.Fatal(err)
	}
	d.Advance(1e9)
	return id
}

func sees(t *testing.T, d *dbtest.DB, c dbtest.Clinic, by string, id uuid.UUID) bool {
	t.Helper()
	_, err := client.Service{DB: d.DB}.Client(c.As(t.Context(), by), id)
	if err != nil && !problem.Is(err, problem.NotFound) {
		t.Fatal(err)
	}
	return err == nil
}

func TestWhoeverTakesAClientInWhoIsNamedSeesThem(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, elsewhere := d.Clinic(t), d.Clinic(t)
	for _, by := range []string{"grace", "jonah", "priya", "miriam"} {
		id := takeIn(t, d, c, by, func(r *course.ReferralEntry) { r.Anyway = true })
		for who, want := range map[string]bool{"grace": true, "jonah": true, "miriam": true, "priya": false, "tomas": false, "ruth": false} {
			if got := sees(t, d, c, who, id); got != want {
				t.Errorf("taken in by %s, seen by %s: got %v", by, who, got)
			}
		}
		if sees(t, d, elsewhere, "grace", id) {
			t.Errorf("taken in by %s, seen by another clinic's front desk", by)
		}
	}
}

func TestNobodyNeedsToBeNamedAtFirst(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, by := range []string{"grace", "jonah"} {
		id := takeIn(t, d, c, by, func(r *course.ReferralEntry) {
			r.PrescriberID, r.TherapistID, r.Anyway = uuid.Nil, uuid.Nil, true
		})
		if !sees(t, d, c, "grace", id) || sees(t, d, c, "jonah", id) {
			t.Errorf("taken in by %s: the front desk sees them, the therapist does not", by)
		}
	}
}

func TestOnlyWhoWorksInTheRoleCanBeNamed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	err := course.Service{DB: d.DB}.TakeIn(c.As(t.Context(), "grace"), db.NewID(), referral(c, func(r *course.ReferralEntry) {
		r.TherapistID = c.Staff["grace"].Staff
	}))
	if p, ok := problem.As(err); !ok || p.Fields[0].Name != "therapist_id" {
		t.Errorf("got %v", err)
	}
}

func TestALikelySameClientIsToldAlsoWhereNotSeen(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, elsewhere := d.Clinic(t), d.Clinic(t)
	s := course.Service{DB: d.DB}
	first := takeIn(t, d, c, "grace", asIs)
	again := referral(c, func(r *course.ReferralEntry) { r.LegalName = "RUÍZ, Ana" })
	for by, shown := range map[string]int{"grace": 1, "jonah": 1, "priya": 0} {
		err := s.TakeIn(c.As(t.Context(), by), db.NewID(), again)
		if p, ok := problem.As(err); !ok || p.Kind != problem.Invalid || p.Fields[0].Name != "anyway" {
			t.Errorf("%s: got %v", by, err)
		}
		same, err := s.Alike(c.As(t.Context(), by), again)
		if err != nil || len(same) != shown || shown == 1 && same[0].ID != first {
			t.Errorf("%s is shown %d %v", by, len(same), err)
		}
	}
	if err := s.TakeIn(elsewhere.As(t.Context(), "grace"), db.NewID(), referral(elsewhere, asIs)); err != nil {
		t.Errorf("another clinic's clients do not count: %v", err)
	}
	again.Anyway = true
	if err := s.TakeIn(c.As(t.Context(), "priya"), db.NewID(), again); err != nil {
		t.Errorf("all the same: %v", err)
	}
}

func TestTheSameSubmissionIsStoredOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	id := db.NewID()
	for range 2 {
		ctx := db.WithSubmission(c.As(t.Context(), "grace"), &db.Submission{ID: id, Posted: []byte("legal_name=Ana")})
		if err := (course.Service{DB: d.DB}).TakeIn(ctx, id, referral(c, asIs)); err != nil {
			t.Fatal(err)
		}
	}
	var clients, courses int
	err := d.Owner.QueryRow(t.Context(), `select (select count(*) from client), (select count(*) from course)`).Scan(&clients, &courses)
	if err != nil || clients != 1 || courses != 1 {
		t.Errorf("got %d clients, %d courses %v", clients, courses, err)
	}
}

func TestAnotherTherapistIsAQuestionForThePrescriber(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	s := course.Service{DB: d.DB}
	ana := takeIn(t, d, c, "grace", func(r *course.ReferralEntry) { r.TherapistID = uuid.Nil })
	reviews := func() (n int) {
		if err := d.Owner.QueryRow(t.Context(), `select count(*) from review where kind = 'therapist'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	miriam := c.Staff["miriam"].Staff
	name := func(by, therapist string) error {
		d.Advance(1e9)
		return s.Name(c.As(t.Context(), by), ana, course.NamingEntry{PrescriberID: miriam, TherapistID: c.Staff[therapist].Staff})
	}
	if err := name("miriam", "jonah"); err != nil || reviews() != 0 {
		t.Errorf("a first therapist: got %d %v", reviews(), err)
	}
	if err := name("grace", "priya"); err != nil || reviews() != 1 {
		t.Errorf("another therapist: got %d %v", reviews(), err)
	}
	d.Advance(1e9)
	if sees(t, d, c, "jonah", ana) || !sees(t, d, c, "priya", ana) {
		t.Error("the record opens for the new therapist, not for the old one")
	}
	if err := name("grace", "jonah"); err != nil || reviews() != 1 {
		t.Errorf("and back, with the question open: got %d %v", reviews(), err)
	}
	if err := name("grace", "tomas"); !problem.Is(err, problem.Invalid) {
		t.Errorf("a nurse as therapist: got %v", err)
	}
}
