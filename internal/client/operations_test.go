package client_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// taken is Ana in care of Jonah and Miriam.
func taken(t *testing.T, d *dbtest.DB, c dbtest.Clinic) uuid.UUID {
	t.Helper()
	id := db.NewID()
	err := course.Service{DB: d.DB}.TakeIn(c.As(t.Context(), "grace"), id, course.ReferralEntry{
		DetailsEntry: ana(func(*client.DetailsEntry) {}), PrescriberID: c.Staff["miriam"].Staff, TherapistID: c.Staff["jonah"].Staff,
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// decide stores a signed decision of Ana's course, as owner.
func decide(t *testing.T, d *dbtest.DB, c dbtest.Clinic, person uuid.UUID) {
	t.Helper()
	_, err := d.Owner.Exec(t.Context(), `
		insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, signed_at, signed_by)
		select clinic_id, gen_random_uuid(), client_id, id, 'needs_more_information', $2, $3
		from course
		where client_id = $1`, person, d.Now(), c.Staff["miriam"].Staff)
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewMedicineIsAQuestionOnceThePrescriberHasDecided(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB, Decided: eligibility.DecidedCourse}
	ctx := c.As(t.Context(), "jonah")
	for _, step := range []struct {
		name, class string
		decided     bool
		reviews     int
	}{
		{"Xanax", "benzodiazepine", false, 0},
		{"Sertraline", "ssri", true, 0},
		{"Ativan", "benzodiazepine", true, 1},
		{"Kava", client.NotListed, true, 2},
	} {
		if step.decided && step.class == "ssri" {
			decide(t, d, c, person)
		}
		err := s.AddMedicine(ctx, person, db.NewID(), client.MedicineEntry{Name: step.name, Class: step.class, Source: "client"})
		var reviews int
		if err == nil {
			err = d.Owner.QueryRow(t.Context(), `select count(*) from review where kind = 'medicine'`).Scan(&reviews)
		}
		if err != nil || reviews != step.reviews {
			t.Errorf("%s: got %d want %d %v", step.name, reviews, step.reviews, err)
		}
	}
}

func TestAnotherDoseTakesThePlaceOfTheEarlier(t *testing.T) {
	on := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name          string
		was           client.MedicineEntry
		stopped, want bool
	}{
		{"another dose", client.MedicineEntry{Name: "ativan ", Dose: "1 mg"}, false, true},
		{"daily before", client.MedicineEntry{Name: "Ativan", Dose: "0.5 mg"}, false, true},
		{"the same", client.MedicineEntry{Name: "Ativan", Dose: "0.5 mg", AsNeeded: true}, false, false},
		{"another medicine", client.MedicineEntry{Name: "Xanax", Dose: "1 mg"}, false, false},
		{"stopped", client.MedicineEntry{Name: "Ativan", Dose: "1 mg"}, true, false},
	} {
		was := client.Medicine{MedicineEntry: c.was}
		if c.stopped {
			was.StoppedOn = on
		}
		e := client.MedicineEntry{Name: "Ativan", Dose: "0.5 mg", AsNeeded: true}
		if got := e.Changes([]client.Medicine{was}, on); (got != nil) != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestAChangedDoseIsAQuestionForThePrescriber(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB, Decided: eligibility.DecidedCourse}
	ctx := c.As(t.Context(), "jonah")
	add := func(dose string) {
		t.Helper()
		e := client.MedicineEntry{Name: "Ativan", Class: "benzodiazepine", Dose: dose, Source: "client"}
		if err := s.AddMedicine(ctx, person, db.NewID(), e); err != nil {
			t.Fatal(err)
		}
	}
	add("0.5 mg")
	decide(t, d, c, person)
	add("1 mg")
	var reason string
	var taking int
	err := d.Owner.QueryRow(t.Context(), `select (select reason from review where kind = 'medicine'), (select count(*) from medicine where stopped_on is null)`).Scan(&reason, &taking)
	if err != nil || taking != 1 || !strings.HasPrefix(reason, "Changed medicine: Ativan, 0.5 mg before, 1 mg now.") {
		t.Errorf("got %d taken, asked %q, %v", taking, reason, err)
	}
}

func TestAMedicineIsRefusedAtItsField(t *testing.T) {
	list := protocol.Default()
	for _, c := range []struct {
		name   string
		change func(*client.MedicineEntry)
		want   string
	}{
		{"whole", func(*client.MedicineEntry) {}, ""},
		{"no name", func(e *client.MedicineEntry) { e.Name = "" }, "name"},
		{"no class", func(e *client.MedicineEntry) { e.Class = "" }, "class"},
		{"a class that is none", func(e *client.MedicineEntry) { e.Class = "herb" }, "class"},
		{"not in our list", func(e *client.MedicineEntry) { e.Class = client.NotListed }, ""},
		{"taken now", func(e *client.MedicineEntry) { e.LastTakenAt = now }, ""},
		{"taken ahead", func(e *client.MedicineEntry) { e.LastTakenAt = now.Add(time.Minute) }, "last_taken_at"},
		{"begun ahead", func(e *client.MedicineEntry) { e.StartedOn = now.Add(time.Hour) }, "started_on"},
		{"nobody said so", func(e *client.MedicineEntry) { e.Source = "" }, "source"},
	} {
		e := client.MedicineEntry{Name: "Ativan", Class: "benzodiazepine", Source: "pharmacy"}
		c.change(&e)
		got := ""
		if p, ok := problem.As(e.Check(list, now)); ok {
			got = p.Fields[0].Name
		}
		if got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
	if got := (client.Medicine{MedicineEntry: client.MedicineEntry{Name: "Kava"}}).Listed(list); got != "Not in our list" {
		t.Errorf("got %q", got)
	}
}

func TestABookingOpensTheRecordForItsTime(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB, Decided: eligibility.DecidedCourse}
	tomas := c.Staff["tomas"].Staff
	since, until := d.Now().Add(24*time.Hour), d.Now().Add(72*time.Hour)
	join := func(staff uuid.UUID, role auth.Role) error {
		return d.Write(c.As(t.Context(), "grace"), []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
			return audit.Did("care_team.joined", person, "client", person),
				client.JoinTeam(t.Context(), tx, person, staff, role, since, until, "booked")
		})
	}
	if err := join(tomas, auth.Nurse); err != nil {
		t.Fatal(err)
	}
	if err := join(tomas, auth.Therapist); !problem.Is(err, problem.Conflict) {
		t.Errorf("a nurse as therapist: got %v", err)
	}
	if err := join(c.Staff["grace"].Staff, auth.Admin); err == nil {
		t.Error("the front desk is on a care team")
	}
	for _, at := range []struct {
		when time.Time
		want bool
	}{{since.Add(-time.Second), false}, {since, true}, {until.Add(-time.Second), true}, {until, false}} {
		d.Set(at.when)
		_, err := s.Client(c.As(t.Context(), "tomas"), person)
		if (err == nil) != at.want {
			t.Errorf("at %s: got %v", at.when, err)
		}
	}
}

// TestAnAllergyIsEndedOnce: it no longer counts, and nobody ends it again or another
// client's.
func TestAnAllergyIsEndedOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana, s := taken(t, d, c), client.Service{DB: d.DB, Decided: eligibility.DecidedCourse}
	ctx, id := c.As(t.Context(), "jonah"), db.NewID()
	if err := s.AddAllergy(ctx, ana, id, client.AllergyEntry{Substance: "Latex", Reaction: "hives"}); err != nil {
		t.Fatal(err)
	}
	if err := s.EndAllergy(ctx, d.Client(t, c).ID, id); err == nil {
		t.Error("ended under another client's name")
	}
	in := func() (n int) {
		for _, a := range dbtest.Ask(ctx, t, d, func(b *db.Batch) *db.Rows[client.Allergy] { return client.QueueAllergies(b, ana) }) {
			if a.EndedAt.IsZero() {
				n++
			}
		}
		return n
	}
	if n := in(); n != 1 {
		t.Fatalf("%d allergies", n)
	}
	if err := s.EndAllergy(ctx, ana, id); err != nil || in() != 0 {
		t.Errorf("%v, %d left", err, in())
	}
	if err := s.EndAllergy(ctx, ana, id); err == nil {
		t.Error("ended twice")
	}
}
