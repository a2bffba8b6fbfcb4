package dbtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"kap/internal/auth"
	"kap/internal/fold"
)

// Clinic is a small clinic in Denver with its people and two dosing rooms.
type Clinic struct {
	ID    uuid.UUID
	Staff map[string]auth.Actor // by first name in lower case: "miriam"
	Rooms []uuid.UUID           // both suited for dosing
}

// people work at every test clinic, one for each role but two therapists.
var people = []struct {
	key, name, credentials string
	roles                  []auth.Role
	lead                   bool
}{
	{"miriam", "Miriam Halvorsen", "PMHNP", []auth.Role{auth.Prescriber}, true},
	{"jonah", "Jonah Weiss", "LCSW", []auth.Role{auth.Therapist}, false},
	{"priya", "Priya Nair", "LMFT", []auth.Role{auth.Therapist}, false},
	{"tomas", "Tomás Lind", "RN", []auth.Role{auth.Nurse}, false},
	{"ada", "Ada Moss", "MA", []auth.Role{auth.MedicalAssistant}, false},
	{"grace", "Grace Kim", "", []auth.Role{auth.Admin}, false},
	{"ruth", "Ruth Adler", "", []auth.Role{auth.Manager}, false},
}

// Clinic adds Larkspur with its people and rooms. Called again it adds another
// clinic of the same kind, for tests that one does not see the other.
func (d *DB) Clinic(t testing.TB) Clinic {
	t.Helper()
	c := Clinic{ID: newID(t), Staff: map[string]auth.Actor{}}
	var batch pgx.Batch
	batch.Queue(`
		insert into clinic (id, created_at, name, zone, address, phone, emergency_department)
		values ($1, $2, 'Larkspur', 'America/Denver', '2140 Larkspur Street, Denver, CO 80205', '303 555 0142',
		    'Denver Health, 777 Bannock Street, 9 min by car')`, c.ID, d.Now())
	for _, p := range people {
		a := auth.Actor{Kind: auth.Staff, Clinic: c.ID, Staff: newID(t), Name: signed(p.name), Credentials: p.credentials, Roles: p.roles, SignIn: newID(t)}
		a.Staffs = []uuid.UUID{a.Staff}
		batch.Queue(`
			insert into staff (clinic_id, id, created_at, name, name_key, credentials, roles, medical_lead)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`, c.ID, a.Staff, d.Now(), p.name, fold.Name(p.name), p.credentials, p.roles, p.lead)
		if p.lead {
			a.Roles = append([]auth.Role{auth.MedicalLead}, a.Roles...)
		}
		c.Staff[p.key] = a
	}
	for _, name := range []string{"Aspen", "Juniper"} {
		id := newID(t)
		batch.Queue(`
			insert into room (clinic_id, id, created_at, name, name_key, dosing)
			values ($1, $2, $3, $4, $5, true)`, c.ID, id, d.Now(), name, fold.Name(name))
		c.Rooms = append(c.Rooms, id)
	}
	if err := d.Owner.SendBatch(context.Background(), &batch).Close(); err != nil {
		t.Fatal(err)
	}
	return c
}

// As is ctx with one of the clinic's people as the actor, by first name.
func (c Clinic) As(ctx context.Context, firstName string) context.Context {
	a, ok := c.Staff[firstName]
	if !ok {
		panic(fmt.Sprintf("nobody at the test clinic is called %q", firstName))
	}
	return As(ctx, a)
}

// signed is a name as it stands under an entry: "M. Halvorsen".
func signed(name string) string {
	first, last, _ := strings.Cut(name, " ")
	return first[:1] + ". " + last
}

func newID(t testing.TB) uuid.UUID {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	return id
}
