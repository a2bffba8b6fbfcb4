package demo

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/progress"
	"kap/internal/schedule"
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
	{"jonah", staff.MemberEntry{Name: "Jonah Weiss", Credentials: "LCSW", Phone: "303 555 0131", Roles: []string{"therapist"}}},
	{"priya", staff.MemberEntry{Name: "Priya Nair", Credentials: "LMFT", Phone: "303 555 0132", Roles: []string{"therapist"}}},
	{"caleb", staff.MemberEntry{Name: "Caleb Osei", Credentials: "LPC", Phone: "303 555 0133", Roles: []string{"therapist"}}},
	{"miriam", staff.MemberEntry{Name: "Miriam Halvorsen", Credentials: "PMHNP", Phone: "303 555 0134", Roles: []string{"prescriber"}, MedicalLead: true}},
	{"samuel", staff.MemberEntry{Name: "Samuel Lee", Credentials: "MD", Phone: "303 555 0135", Roles: []string{"prescriber"}}},
	{"tomas", staff.MemberEntry{Name: "Tomás Lind", Credentials: "RN", Roles: []string{"nurse"}}},
	{"ada", staff.MemberEntry{Name: "Ada Moss", Credentials: "CMA", Roles: []string{"medical_assistant"}}},
	{"grace", staff.MemberEntry{Name: "Grace Kim", Roles: []string{"admin"}}},
	{"ruth", staff.MemberEntry{Name: "Ruth Adler", Roles: []string{"manager"}}},
}

// everyDay: there is something to look at whenever the demo is opened.
var everyDay = []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}

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
		if err := schedule.Furnish(ctx, tx, c.ID, room, schedule.RoomEntry{Name: name, Capacity: 2, Dosing: true}); err != nil {
			return err
		}
	}
	for _, actor := range c.Staff {
		if err := schedule.Roster(ctx, tx, c.ID, schedule.HoursEntry{Staff: actor.Staff, Weekdays: everyDay, Starts: "08:00", Ends: "18:00"}); err != nil {
			return err
		}
	}
	return nil
}

// As is ctx with one of the people as the actor.
func (c Clinic) As(ctx context.Context, key string) context.Context {
	return auth.With(ctx, c.Staff[key])
}
