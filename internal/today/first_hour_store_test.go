package today_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
	"kap/internal/today"
)

// TestTheListIsThereUntilEverythingWas brings a clinic's rows from nothing to its first
// client; after each the list tells what is done, and after the last it is gone, for the
// manager and for the medical lead. What ends later does not bring it back.
func TestTheListIsThereUntilEverythingWas(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	own := func(sql string, args ...any) {
		t.Helper()
		if _, err := d.Owner.Exec(context.Background(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	home := func(who string) today.Home {
		t.Helper()
		h, err := today.Service{DB: d.DB}.Home(c.As(context.Background(), who), "", time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	own(`alter table clinic disable trigger user`) // a clinic's details, once there, stay
	own(`update clinic set address = '', phone = '', emergency_department = ''`)
	own(`alter table clinic enable trigger user`)
	own(`update room set dosing = false`)
	own(`update staff set medical_lead = false`)
	now := d.Now()
	account := func(name string) {
		id := db.NewID()
		own(`insert into account (id, email) values ($1, $2)`, id, name+"@example.org")
		own(`update staff set account_id = $1 where id = $2`, id, c.Staff[name].Staff)
	}
	for i, step := range []func(){
		func() {},
		func() { own(`update clinic set address = 'x', phone = '303 555 0142', emergency_department = 'y'`) },
		func() { own(`update room set dosing = true where name = 'Aspen'`) },
		func() { account("miriam"); account("jonah"); account("grace") },
		func() { own(`update staff set medical_lead = true where id = $1`, c.Staff["miriam"].Staff) },
		func() {
			own(`insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends) values ($1, $2, $3, 1, '9:00', '17:00')`, c.ID, db.NewID(), c.Staff["tomas"].Staff)
		},
		func() {
			own(`insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at) values ($1, $2, 1, $3, '2026-01-01', $4, $5)`,
				c.ID, db.NewID(), protocol.Default(), c.Staff["miriam"].Staff, now)
		},
		func() {
			for _, text := range consent.Drafts() {
				own(`insert into consent_text (clinic_id, id, kind, version, language, title, text, sha256, approved_by, approved_at)
					values ($1, $2, $3, 1, 'en', $4, $5, decode($6, 'hex'), $7, $8)`,
					c.ID, db.NewID(), string(text.Kind), text.Title(), text.Canonical(), text.SHA256(), c.Staff["miriam"].Staff, now)
			}
		},
		func() {
			own(`insert into cover (clinic_id, id, covered_by, starts_at, ends_at) values ($1, $2, $3, $4::timestamptz, $4::timestamptz + interval '1 day')`,
				c.ID, db.NewID(), c.Staff["miriam"].Staff, now)
		},
	} {
		step()
		for _, who := range []string{"ruth", "miriam", "jonah", "grace", "tomas"} {
			if got := done(home(who).First); got != i || len(home(who).First) != 9 {
				t.Errorf("after step %d %s reads %d done", i, who, got)
			}
		}
	}
	own(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Anastasia Ruiz', '1984-03-14')`, c.ID, uuid.New())
	d.Advance(48 * time.Hour) // the cover is over
	own(`update room set closed_at = $1`, d.Now())
	own(`update staff set disabled_at = $1 where id in ($2, $3)`, d.Now(), c.Staff["jonah"].Staff, c.Staff["miriam"].Staff) // the only therapist invited, and the lead
	own(`update staff_hours set valid_until = '2026-11-01'`)
	for _, who := range []string{"ruth", "miriam", "jonah", "grace", "tomas"} {
		if first := home(who).First; len(first) > 0 {
			t.Errorf("%s still reads %+v", who, first)
		}
	}
}

func TestTheDemoClinicHasNoFirstHour(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	if _, err := d.Owner.Exec(context.Background(), `update clinic set demo = true`); err != nil {
		t.Fatal(err)
	}
	h, err := today.Service{DB: d.DB}.Home(c.As(context.Background(), "ruth"), "", time.UTC)
	if err != nil || len(h.First) > 0 {
		t.Errorf("got %+v, %v", h.First, err)
	}
}

func done(steps []today.Step) (n int) {
	for _, s := range steps {
		if s.Done {
			n++
		}
	}
	return n
}
