package demo

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/fold"
	"kap/internal/progress"
	"kap/internal/staff"
)

// Clinic is the demo clinic's people, by first name, and its rooms.
type Clinic struct {
	ID    uuid.UUID
	Staff map[string]auth.Actor
	Rooms []uuid.UUID
}

// founding is where the demo clinic is.
var founding = staff.Founding{
	Name: "Larkspur", Zone: "America/Denver", Address: "2140 Larkspur Street, Denver, CO 80205",
	EmergencyDepartment: "Denver Health, 777 Bannock Street, 9 min by car", Phone: "303 555 0142", Demo: true,
}

// person is somebody who works at the demo clinic.
type person struct {
	key   string
	entry staff.MemberEntry
}

var people = []person{
	{"jonah", staff.MemberEntry{Name: "Jonah Weiss", Credentials: "LCSW", Roles: []string{"therapist"}}},
	{"priya", staff.MemberEntry{Name: "Priya Nair", Credentials: "LMFT", Roles: []string{"therapist"}}},
	{"caleb", staff.MemberEntry{Name: "Caleb Osei", Credentials: "LPC", Roles: []string{"therapist"}}},
	{"miriam", staff.MemberEntry{Name: "Miriam Halvorsen", Credentials: "PMHNP", Roles: []string{"prescriber"}, MedicalLead: true}},
	{"samuel", staff.MemberEntry{Name: "Samuel Lee", Credentials: "MD", Roles: []string{"prescriber"}}},
	{"tomas", staff.MemberEntry{Name: "Tomás Lind", Credentials: "RN", Roles: []string{"nurse"}}},
	{"ada", staff.MemberEntry{Name: "Ada Moss", Credentials: "CMA", Roles: []string{"medical_assistant"}}},
	{"grace", staff.MemberEntry{Name: "Grace Kim", Roles: []string{"admin"}}},
	{"ruth", staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"manager"}}},
}

// Alone says whether no clinic is here, and then sees to it that nobody makes one until
// the transaction it is part of ends. Where somebody does just that, it waits for them.
func Alone(ctx context.Context, owner *db.Owner, line *progress.Line) (bool, error) {
	alone, err := empty(ctx, owner)
	if err != nil || !alone {
		return false, err
	}
	if err := holdClinics(ctx, owner, line); err != nil {
		return false, err
	}
	return empty(ctx, owner)
}

func holdClinics(ctx context.Context, owner *db.Owner, line *progress.Line) error {
	err := owner.Write(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, `lock table clinic in share row exclusive mode nowait`)
		return err
	})
	if db.Busy(err) {
		line.Say("Another process is making a clinic in this database; waiting for it …")
		err = owner.Write(ctx, func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, `lock table clinic in share row exclusive mode`)
			return err
		})
	}
	return err
}

func empty(ctx context.Context, owner *db.Owner) (empty bool, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		empty, err = db.One[bool](ctx, v, `select not exists (select from clinic)`)
		return err
	})
	return empty, err
}

// Found makes the clinic, its people, rooms and hours, as owner.
func Found(ctx context.Context, owner *db.Owner, texts func(context.Context, *db.Tx, uuid.UUID) error) (Clinic, error) {
	c := Clinic{ID: db.NewID(), Staff: map[string]auth.Actor{}}
	err := owner.Write(ctx, func(tx *db.Tx) error {
		if err := staff.Found(ctx, tx, c.ID, founding); err != nil {
			return err
		}
		for _, p := range people {
			if err := c.engage(ctx, tx, p); err != nil {
				return err
			}
		}
		if err := c.furnish(ctx, tx); err != nil {
			return err
		}
		return texts(ctx, tx, c.ID)
	})
	return c, err
}

func (c *Clinic) engage(ctx context.Context, tx *db.Tx, p person) error {
	actor := auth.Actor{Kind: auth.Staff, Clinic: c.ID, Staff: db.NewID(), Name: p.entry.Name, Credentials: p.entry.Credentials}
	actor.Staffs = []uuid.UUID{actor.Staff}
	for _, role := range p.entry.Roles {
		actor.Roles = append(actor.Roles, auth.Role(role))
	}
	if p.entry.MedicalLead {
		actor.Roles = append(actor.Roles, auth.MedicalLead)
	}
	c.Staff[p.key] = actor
	return staff.Engage(ctx, tx, c.ID, actor.Staff, p.entry)
}

// furnish adds two rooms suited for dosing, and hours for everybody who works
// with clients.
func (c *Clinic) furnish(ctx context.Context, tx *db.Tx) error {
	for _, name := range []string{"Aspen", "Juniper"} {
		room := db.NewID()
		c.Rooms = append(c.Rooms, room)
		_, err := db.Exec(ctx, tx, `
			insert into room (clinic_id, id, name, name_key, dosing)
			values ($1, $2, $3, $4, true)`, c.ID, room, name, fold.Name(name))
		if err != nil {
			return err
		}
	}
	for _, actor := range c.Staff {
		for weekday := range 7 { // every day: there is something to look at whenever it is opened
			_, err := db.Exec(ctx, tx, `
				insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends)
				values ($1, $2, $3, $4, '08:00', '18:00')`, c.ID, db.NewID(), actor.Staff, weekday)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// As is ctx with one of the people as the actor.
func (c Clinic) As(ctx context.Context, key string) context.Context {
	return auth.With(ctx, c.Staff[key])
}
