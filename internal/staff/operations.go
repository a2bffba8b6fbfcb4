package staff

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Members are everybody who works here, those who left last.
func (s Service) Members(ctx context.Context) (members []Member, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueMembers(b)
		err := b.Send(ctx)
		members = rows.All()
		return err
	})
	return members, err
}

// Working are the members of a role who have not left.
func Working(members []Member, role auth.Role) []Member {
	var here []Member
	for _, m := range members {
		if m.DisabledAt == nil && m.Is(role) {
			here = append(here, m)
		}
	}
	return here
}

// Add takes somebody on.
func (s Service) Add(ctx context.Context, id uuid.UUID, e Entry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff.added", uuid.Nil, "staff", id), addMember(ctx, tx, id, e)
	})
}

// Change edits a person; changed roles end their sign-ins.
func (s Service) Change(ctx context.Context, id uuid.UUID, e Entry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		if id == tx.Actor.Staff && !slices.Contains(e.Roles, string(auth.Manager)) {
			return audit.Event{}, problem.At("roles", "You cannot stop being a manager by your own hand; another manager can change that.")
		}
		if id == tx.Actor.Staff {
			if err := byAnother(ctx, tx, e); err != nil {
				return audit.Event{}, err
			}
		}
		if !e.MedicalLead {
			if err := withoutLead(ctx, tx, id, e.WithoutLead); err != nil {
				return audit.Event{}, err
			}
		}
		return audit.Did("staff.changed", uuid.Nil, "staff", id), db.Change(ctx, tx, `
			update staff
			set name = $2, credentials = $3, roles = $4, medical_lead = $5
			where id = $1`, id, e.Name, e.Credentials, e.Roles, e.MedicalLead)
	})
}

// byAnother refuses that managers give themselves roles where another manager
// could: whoever reads and signs clinical records was let in by somebody else.
func byAnother(ctx context.Context, tx *db.Tx, e Entry) error {
	me, err := member(ctx, tx, tx.Actor.Staff)
	if err != nil || !me.gains(e) {
		return err
	}
	another, err := db.One[bool](ctx, tx, `
		select exists (
		    select from staff
		    where id <> $1 and 'manager' = any(roles) and disabled_at is null)`, me.ID)
	if err == nil && another {
		err = problem.At("roles", "You cannot give yourself a role; another manager can.")
	}
	return err
}

// withoutLead asks before the clinic's only medical lead stops being it.
func withoutLead(ctx context.Context, tx *db.Tx, id uuid.UUID, understood bool) error {
	only, err := db.One[bool](ctx, tx, `
		select medical_lead and disabled_at is null and not exists (
		    select from staff other
		    where other.id <> $1 and other.medical_lead and other.disabled_at is null)
		from staff
		where id = $1`, id)
	if err == nil && only && !understood {
		err = problem.At("without_lead", "Nobody else is a medical lead here. Name another one first, or tick the box to go on without one.")
	}
	return err
}

// Leaving is what a manager says of somebody who leaves.
type Leaving struct {
	WithoutLead bool `form:"without_lead"` // asked only of the clinic's only medical lead
}

// Disable ends a person's access at once. Nobody disables themselves.
func (s Service) Disable(ctx context.Context, id uuid.UUID, l Leaving) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		if id == tx.Actor.Staff {
			return audit.Event{}, problem.New(problem.Conflict, "You cannot end your own access; another manager can.")
		}
		if err := withoutLead(ctx, tx, id, l.WithoutLead); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("staff.disabled", uuid.Nil, "staff", id), db.Change(ctx, tx, `
			update staff
			set disabled_at = app_now()
			where id = $1 and disabled_at is null`, id)
	})
}
