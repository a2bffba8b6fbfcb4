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

func TestOneMedicineIsOneLine(t *testing.T) {
	on := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	e := client.MedicineEntry{Name: "Ativan", Class: "benzodiazepine", Dose: "0.5 mg", AsNeeded: true}
	was := func(name, dose string, asNeeded bool) client.MedicineEntry {
		return client.MedicineEntry{Name: name, Class: "benzodiazepine", Dose: dose, AsNeeded: asNeeded}
	}
	for _, c := range []struct {
		name     string
		was      []client.MedicineEntry
		change   func(*client.MedicineEntry)
		stopped  bool
		replaces int
		refused  string
	}{
		{"another dose", []client.MedicineEntry{was("ativan ", "1 mg", true)}, nil, false, 1, ""},
		{"daily before", []client.MedicineEntry{was("ATIVAN", "0.5 mg", false)}, nil, false, 1, ""},
		{"three lines in two doses", []client.MedicineEntry{was("Ativan", "1 mg", true), was("A-ti van", "1 mg", true), was("ativan", "0.5 mg", true)}, nil, false, 3, ""},
		{"a strength behind the name", []client.MedicineEntry{was("Ativan 0.5 mg tablets", "", true)}, nil, false, 1, ""},
		{"a class now", []client.MedicineEntry{{Name: "Ativan", Dose: "0.5 mg", AsNeeded: true}}, nil, false, 1, ""},
		{"last taken since", []client.MedicineEntry{was("Ativan", "0.5 mg", true)}, func(e *client.MedicineEntry) { e.LastTakenAt = on }, false, 1, ""},
		{"the same", []client.MedicineEntry{was("Ativan", "0.5 mg", true)}, nil, false, 1, "Ativan is on the list already: 0.5 mg as needed."},
		{"the same but for spelling", []client.MedicineEntry{was("ÁTIVAN", "0,5mg", true)}, nil, false, 1, "ÁTIVAN is on the list already"},
		{"another medicine", []client.MedicineEntry{was("Xanax", "0.5 mg", true)}, nil, false, 0, ""},
		{"another number", []client.MedicineEntry{was("Ativan 2", "0.5 mg", true)}, nil, false, 0, ""},
		{"stopped", []client.MedicineEntry{was("Ativan", "1 mg", true)}, nil, true, 0, ""},
	} {
		var list []client.Medicine
		for _, w := range c.was {
			m := client.Medicine{MedicineEntry: w}
			if c.stopped {
				m.StoppedOn = on
			}
			list = append(list, m)
		}
		typed := e
		if c.change != nil {
			c.change(&typed)
		}
		got, err := typed.Changes(list, on)
		if len(got) != c.replaces || (err == nil) != (c.refused == "") || err != nil && !strings.HasPrefix(err.Error(), c.refused) {
			t.Errorf("%s: got %d, %v", c.name, len(got), err)
		}
	}
}

// TestAMedicineOfTheListIsThatOne: "Not in our list" of a name that is in it.
func TestAMedicineOfTheListIsThatOne(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB}
	ctx := c.As(t.Context(), "jonah")
	for name, want := range map[string]string{"lithium 300 mg": "lithium", "HALOPERIDOL": "antipsychotic", "Z drugs": "benzodiazepine", "Pregabalin": "gabapentinoid", "Kava": ""} {
		if err := s.AddMedicine(ctx, person, db.NewID(), client.MedicineEntry{Name: name, Class: client.NotListed, Source: "client"}); err != nil {
			t.Fatal(err)
		}
		var class string
		if err := d.Owner.QueryRow(t.Context(), `select class from medicine where name = $1`, name).Scan(&class); err != nil || class != want {
			t.Errorf("%s: got %q %v", name, class, err)
		}
	}
}

// TestAMedicineOnTheListIsRefusedWithItsLine: and three lines of one become one.
func TestAMedicineOnTheListIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB, Decided: eligibility.DecidedCourse}
	ctx := c.As(t.Context(), "jonah")
	decide(t, d, c, person)
	for _, name := range []string{"Ativan", "ATIVAN", "ativan "} {
		d.Plant(t, `insert into medicine (clinic_id, id, client_id, name, class, dose, source) values ($1, $2, $3, $4, 'benzodiazepine', '1 mg', 'client')`, c.ID, db.NewID(), person, name)
	}
	add := func(dose string) error {
		return s.AddMedicine(ctx, person, db.NewID(), client.MedicineEntry{Name: "A-tivan", Class: "benzodiazepine", Dose: dose, Source: "client"})
	}
	if err := add("2 mg"); err != nil {
		t.Fatal(err)
	}
	if p, ok := problem.As(add("2 mg")); !ok || p.Fields[0].Name != "name" {
		t.Errorf("got %v", p)
	}
	var left, asked int
	err := d.Owner.QueryRow(t.Context(), `select (select count(*) from medicine where stopped_on is null), (select count(*) from review where kind = 'medicine')`).Scan(&left, &asked)
	if err != nil || left != 1 || asked != 1 {
		t.Errorf("%d lines taken, %d questions, %v", left, asked, err)
	}
}

// TestAnAllergyIsOneHoweverItIsSpelled: what says nothing new is refused, what says more
// takes the earlier's place, and words for none are the tick.
func TestAnAllergyIsOneHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	person, s := taken(t, d, c), client.Service{DB: d.DB}
	ctx := c.As(t.Context(), "jonah")
	add := func(e client.AllergyEntry) error { return s.AddAllergy(ctx, person, db.NewID(), e) }
	inForce := func() string {
		var all []string
		for _, a := range dbtest.Ask(ctx, t, d, func(b *db.Batch) *db.Rows[client.Allergy] { return client.QueueAllergies(b, person) }) {
			if a.EndedAt.IsZero() {
				all = append(all, a.Substance+" "+a.Reaction)
			}
		}
		return strings.Join(all, ", ")
	}
	for _, words := range []string{"N.K.D.A.", "none", "No known allergies"} {
		if err := add(client.AllergyEntry{Substance: words}); err != nil || inForce() != client.NoneKnown+" " {
			t.Errorf("%s: %v, in force %q", words, err, inForce())
		}
	}
	for _, step := range []struct {
		e       client.AllergyEntry
		refused bool
		want    string
	}{
		{client.AllergyEntry{Substance: "Latex"}, false, "Latex "},
		{client.AllergyEntry{Substance: "latex"}, true, "Latex "},
		{client.AllergyEntry{Substance: "LA-TEX", Reaction: "hives"}, false, "LA-TEX hives"},
		{client.AllergyEntry{Substance: "latex", Reaction: "Hives"}, true, "LA-TEX hives"},
		{client.AllergyEntry{Substance: "Eggs"}, false, "LA-TEX hives, Eggs "},
		{client.AllergyEntry{Substance: "NKDA"}, true, "LA-TEX hives, Eggs "},
	} {
		if err := add(step.e); (err != nil) != step.refused || inForce() != step.want {
			t.Errorf("%+v: %v, in force %q", step.e, err, inForce())
		}
	}
}

func TestAnEscortIsNamedOnce(t *testing.T) {
	leo := client.Escort{EscortEntry: client.EscortEntry{Name: "Léo Ruiz", Phone: "303 555 0177"}}
	ended := leo
	ended.EndedAt = now
	for _, c := range []struct {
		name, phone string
		was         client.Escort
		want        bool
	}{
		{"leo ruiz", "+1 303 555 0177", leo, true},
		{"Leo Ruiz", "303 555 0178", leo, false},
		{"Lea Ruiz", "303 555 0177", leo, false},
		{"Leo Ruiz", "303 555 0177", ended, false},
	} {
		err := client.EscortEntry{Name: c.name, Phone: c.phone}.Twice([]client.Escort{c.was})
		if (err != nil) != c.want {
			t.Errorf("%s %s: got %v", c.name, c.phone, err)
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
