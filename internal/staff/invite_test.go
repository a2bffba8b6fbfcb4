package staff_test

import (
	"context"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

const another = "gravel otter plum violin"

// standing is how far somebody's sign-in has come, as Ruth sees it.
func (o door) standing(who string) staff.Standing {
	o.t.Helper()
	people, err := o.staff.People(o.as("ruth"))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, p := range people {
		if p.ID == o.clinic.Staff[who].Staff {
			return p.Standing
		}
	}
	o.t.Fatalf("%s is not among the people", who)
	return staff.Standing{}
}

// last is the last act upon somebody's membership that is on record.
func (o door) last(who string) (action string) {
	o.t.Helper()
	if err := o.Owner.QueryRow(context.Background(), `
		select action
		from audit_event
		where subject = $1
		order by sequence desc
		limit 1`, o.clinic.Staff[who].Staff).Scan(&action); err != nil {
		o.t.Fatal(err)
	}
	return action
}

// Whoever holds a set-up code chooses the password, so a manager gets one only for
// accounts of their own clinic, and sees no sign that the address is known elsewhere.
func TestAManagerDoesNotTakeOverAnAccountOfAnotherClinic(t *testing.T) {
	t.Parallel()
	o := open(t)
	elsewhere := door{DB: o.DB, t: t, clinic: o.Clinic(t), staff: o.staff}
	token := elsewhere.invite("priya", email)
	if token == "" || elsewhere.sets(token, another) {
		t.Error("set up with a foreign code")
	}
	if !o.try(email, password, "10.0.0.1") {
		t.Error("the person's own password opens no more")
	}
	if n := o.count(`select count(*) from staff where clinic_id = $1 and account_id is not null`, elsewhere.clinic.ID); n != 0 {
		t.Error("the account works at the other clinic without its owner's doing")
	}
	elsewhere.invite("tomas", "tomas@larkspur.example")
	known, unknown := elsewhere.standing("priya"), elsewhere.standing("tomas")
	if known.Email != email || known.SetUp != unknown.SetUp || !known.LinkUntil.Equal(unknown.LinkUntil) {
		t.Errorf("the answers differ: %+v and %+v", known, unknown)
	}
	mistyped := elsewhere.invite("priya", "priya@larkspur.example")
	if !elsewhere.sets(mistyped, another) {
		t.Error("her own address after the foreign one: refused")
	}
}

func TestAnotherCodeEndsTheOneBefore(t *testing.T) {
	t.Parallel()
	o := open(t)
	lost := o.invite("jonah", "")
	found := o.invite("jonah", "")
	if o.sets(lost, another) {
		t.Error("the lost code works")
	}
	if !o.sets(found, another) {
		t.Error("the latest code does not work")
	}
}

// The three states of the Staff page, and what is on record of each.
func TestHowFarASignInHasCome(t *testing.T) {
	t.Parallel()
	o := open(t)
	if got := o.standing("priya"); got.Invited() || got.SetUp {
		t.Errorf("before: %+v", got)
	}
	token := o.invite("priya", " Priya@Larkspur.example ")
	got := o.standing("priya")
	if !got.Invited() || got.SetUp || got.Email != "priya@larkspur.example" || !got.LinkUntil.Equal(o.Now().Add(24*time.Hour)) || o.last("priya") != "staff.invited" {
		t.Errorf("invited: %+v, %s", got, o.last("priya"))
	}
	if !o.sets(token, password) {
		t.Fatal("refused")
	}
	if got := o.standing("priya"); !got.SetUp {
		t.Errorf("set up: %+v", got)
	}
}

// Only a code for somebody who has a password lets its holder in as another person.
func TestAnotherCodeAlarmsOnlyWhereThereIsAPassword(t *testing.T) {
	t.Parallel()
	o := open(t)
	told := 0
	o.staff.Tell = func(context.Context, *db.Tx, staff.Member) error { told++; return nil }
	o.invite("priya", "priya@larkspur.example")
	o.invite("priya", "priya@larkspur.example")
	if told != 0 || o.last("priya") != "staff.invited" {
		t.Errorf("never signed in: told %d times, %s", told, o.last("priya"))
	}
	o.invite("jonah", "")
	if told != 1 || o.last("jonah") != "staff.password_reset" {
		t.Errorf("has a password: told %d times, %s", told, o.last("jonah"))
	}
}

func TestAMistypedAddressIsPutRightUntilTheySignedIn(t *testing.T) {
	t.Parallel()
	o := open(t)
	wrong := o.invite("priya", "pria@larkspur.example")
	right := o.invite("priya", "priya@larkspur.example")
	if o.last("priya") != "staff.email_corrected" {
		t.Errorf("on record: %s", o.last("priya"))
	}
	if o.sets(wrong, password) || !o.sets(right, password) {
		t.Error("the link to the wrong address works, or the right one does not")
	}
	if n := o.count(`select count(*) from account where email = 'pria@larkspur.example'`); n != 0 {
		t.Error("the wrong address is still an account")
	}
	o.invite("priya", "elsewhere@larkspur.example")
	if got := o.standing("priya").Email; got != "priya@larkspur.example" {
		t.Errorf("an address changed after they signed in: %s", got)
	}
}

func TestAnAddressThatCannotBeInvited(t *testing.T) {
	t.Parallel()
	o := open(t)
	priya := o.clinic.Staff["priya"].Staff
	for _, typed := range []string{"", "notanemail", "name@", "a b@c.org", email} {
		err := o.staff.Invite(o.as("ruth"), priya, db.NewID(), typed)
		if p, ok := problem.As(err); !ok || p.Kind != problem.Invalid || len(p.Fields) != 1 || p.Fields[0].Name != "email" {
			t.Errorf("%q: got %v", typed, err)
		}
	}
	if got := o.standing("priya"); got.Invited() {
		t.Errorf("something was made: %+v", got)
	}
}

// Whoever left and comes back begins anew: their old password opens nothing.
func TestSomebodyWhoComesBackIsInvitedAnew(t *testing.T) {
	t.Parallel()
	o := open(t)
	if err := o.staff.Disable(o.as("ruth"), o.clinic.Staff["jonah"].Staff, staff.LeavingEntry{}); err != nil {
		t.Fatal(err)
	}
	if err := o.staff.Invite(o.as("ruth"), o.clinic.Staff["jonah"].Staff, db.NewID(), email); !problem.Is(err, problem.Conflict) {
		t.Errorf("an invitation of somebody who left: got %v", err)
	}
	token := o.invite("tomas", email)
	if got := o.last("tomas"); got != "staff.password_reset" {
		t.Errorf("an address that signed in here before: got the event %s", got)
	}
	if _, err := o.staff.SignIn(context.Background(), email, password, "10.0.0.1"); !problem.Is(err, problem.Invalid) {
		t.Errorf("the old password: got %v", err)
	}
	if !o.sets(token, another) {
		t.Error("the new link is refused")
	}
}

// The page of a link can be opened again by the manager who made it, and by nobody else.
func TestALinkIsSeenAgainByItsMaker(t *testing.T) {
	t.Parallel()
	o := open(t)
	form, priya := db.NewID(), o.clinic.Staff["priya"].Staff
	if err := o.staff.Invite(o.as("ruth"), priya, form, "priya@larkspur.example"); err != nil {
		t.Fatal(err)
	}
	if a, b := o.link("priya", form), o.link("priya", form); a.Token != b.Token || !a.Holds(o.Now()) {
		t.Errorf("got %+v then %+v", a, b)
	}
	grace := o.clinic.Staff["grace"]
	grace.Roles = append(grace.Roles, "manager")
	o.clinic.Staff["grace"] = grace
	for _, who := range []string{"grace", "jonah"} {
		if _, l, err := o.staff.Link(o.as(who), priya, form); !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %+v, %v", who, l, err)
		}
	}
	if _, _, err := o.staff.Link(o.as("ruth"), o.clinic.Staff["tomas"].Staff, form); !problem.Is(err, problem.NotFound) {
		t.Errorf("at another person: got %v", err)
	}
	o.invite("priya", "priya@larkspur.example")
	if l := o.link("priya", form); l.Holds(o.Now()) {
		t.Errorf("replaced and still holds: %+v", l)
	}
}

// A set-up ends what was signed in, and nobody who left sets anything up.
func TestASetUpLinkOfSomebodyWhoLeft(t *testing.T) {
	t.Parallel()
	o := open(t)
	token := o.invite("priya", "priya@larkspur.example")
	if err := o.staff.Disable(o.as("ruth"), o.clinic.Staff["priya"].Staff, staff.LeavingEntry{}); err != nil {
		t.Fatal(err)
	}
	if o.sets(token, password) {
		t.Error("somebody who left set a password")
	}
}
