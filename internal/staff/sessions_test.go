package staff_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/staff"
)

// enter opens a sign-in of Jonah's.
func (o door) enter(token string) {
	o.t.Helper()
	opening, err := o.staff.SignIn(context.Background(), email, password, "10.0.0.1")
	if err == nil {
		err = o.sessions.CommitCtx(staff.WithOpening(context.Background(), opening), token, []byte("{}"), time.Time{})
	}
	if err != nil {
		o.t.Fatal(err)
	}
}

// in asks as a request would: active is a human act.
func (o door) in(token string, active bool) bool {
	o.t.Helper()
	look := &staff.Lookup{Active: active}
	_, found, err := o.sessions.FindCtx(staff.WithLookup(context.Background(), look), token)
	if err != nil {
		o.t.Fatal(err)
	}
	return found && look.Found.StaffID == o.clinic.Staff["jonah"].Staff
}

func TestASignInEndsAfterFifteenIdleMinutes(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, c := range []struct {
		name   string
		idle   time.Duration
		active bool // a request half way was a human act
		in     bool
	}{
		{"14:59", 14*time.Minute + 59*time.Second, false, true},
		{"15:01", 15*time.Minute + time.Second, false, false},
		{"15:00", 15 * time.Minute, false, false},
		{"20 minutes with an act half way", 20 * time.Minute, true, true},
		{"20 minutes with polling half way", 20 * time.Minute, false, false},
	} {
		o.enter(c.name)
		o.Advance(c.idle / 2)
		o.in(c.name, c.active)
		o.Advance(c.idle - c.idle/2)
		if got := o.in(c.name, true); got != c.in {
			t.Errorf("%s: got %v want %v", c.name, got, c.in)
		}
	}
}

func TestASignInEndsAfterTwelveHoursOfWork(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("token")
	for range 71 { // every ten minutes, to 11:50
		o.Advance(10 * time.Minute)
		if !o.in("token", true) {
			t.Fatal("out while working")
		}
	}
	o.Advance(10*time.Minute - time.Second)
	if !o.in("token", true) {
		t.Error("out at 11:59:59")
	}
	o.Advance(time.Second)
	if o.in("token", true) {
		t.Error("in at 12:00:00")
	}
}

func TestWhatEndsASignInEndsItAtOnceAndForGood(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(o door) error{
		"sign-out": func(o door) error { return o.sessions.DeleteCtx(context.Background(), "token") },
		"disabled": func(o door) error {
			return o.staff.Disable(o.as("ruth"), o.clinic.Staff["jonah"].Staff, staff.LeavingEntry{})
		},
		"another role": func(o door) error {
			return o.staff.Change(o.as("ruth"), o.clinic.Staff["jonah"].Staff, staff.MemberEntry{Name: "Jonah Weiss", Roles: []string{"therapist", "admin"}})
		},
		"password set up": func(o door) error {
			return o.anotherCode("another code", "gravel otter plum violin")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := open(t)
			o.enter("token")
			o.enter("tablet")
			if !o.in("token", true) {
				t.Fatal("not in")
			}
			if err := end(o); err != nil { // a request that read the sign-in is still in flight
				t.Fatal(err)
			}
			err := o.sessions.CommitCtx(context.Background(), "token", []byte("late"), o.Now().Add(time.Hour))
			if o.in("token", true) {
				t.Error("in after it ended")
			}
			if !errors.Is(err, staff.ErrGone) {
				t.Errorf("the late commit: got %v want %v", err, staff.ErrGone)
			}
			if got, want := o.in("tablet", true), name == "sign-out"; got != want {
				t.Errorf("the person's other sign-in: got %v want %v", got, want)
			}
		})
	}
}

// anotherCode is what recovery by the owner makes: a further set-up link.
func (o door) anotherCode(token, password string) error {
	jonah := o.clinic.Staff["jonah"].Staff
	owner, err := db.OpenOwner(context.Background(), o.OwnerDSN, o.Now)
	if err != nil {
		return err
	}
	defer owner.Close()
	err = owner.Write(context.Background(), func(tx *db.Tx) error {
		_, err := staff.FirstLink(context.Background(), tx, o.clinic.ID, jonah, email, token)
		return err
	})
	if err != nil {
		return err
	}
	_, err = o.staff.SetUp(context.Background(), token, password, "10.0.0.1")
	return err
}

func TestEverySignInIsAnEventThatItsOwnerSees(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.enter("token")
	if err := o.sessions.DeleteCtx(context.Background(), "token"); err != nil {
		t.Fatal(err)
	}
	err := o.Read(o.as("jonah"), func(v *db.View) error {
		actions, err := db.All[string](context.Background(), v, `select action from audit_event where actor = app_staff() order by sequence`)
		if got := len(actions); got != 3 || actions[1] != "sign_in.opened" || actions[2] != "sign_in.closed" {
			t.Errorf("events: got %v", actions)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
