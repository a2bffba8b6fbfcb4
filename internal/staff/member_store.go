package staff

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/fold"
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
		if m.Works() && m.Is(role) {
			here = append(here, m)
		}
	}
	return here
}

// Add takes somebody on.
func (s Service) Add(ctx context.Context, id uuid.UUID, e MemberEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("staff.added", uuid.Nil, "staff", id), addMember(ctx, tx, id, e)
	})
}

// Change edits a person; changed roles end their sign-ins.
func (s Service) Change(ctx context.Context, id uuid.UUID, e MemberEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		if id == tx.Actor.Staff && !slices.Contains(e.Roles, string(auth.Manager)) {
			who, err := otherManager(ctx, tx)
			if err == nil {
				err = problem.At("roles", "You cannot stop being a manager by your own hand. %s", who)
			}
			return audit.Event{}, err
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
			set `+db.Sets[MemberEntry]()+`, name_key = @name_key
			where id = @id`, db.Named(e, "id", id, "name_key", fold.Name(e.Name)))
	})
}

// byAnother refuses that managers give themselves roles where another manager
// could: whoever reads and signs clinical records was let in by somebody else.
func byAnother(ctx context.Context, tx *db.Tx, e MemberEntry) error {
	me, err := member(ctx, tx, tx.Actor.Staff)
	if err != nil || !me.gains(e) {
		return err
	}
	others, err := otherManagers(ctx, tx)
	if err == nil && len(others) > 0 {
		err = problem.At("roles", "You cannot give yourself a role. Ask %s to.", strings.Join(others, " or "))
	}
	return err
}

func otherManagers(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `
		select name
		from staff
		where id <> $1 and 'manager' = any(roles) and disabled_at is null
		order by name_key, id`, tx.Actor.Staff)
}

// otherManager says who can do what managers do not do to themselves.
func otherManager(ctx context.Context, tx *db.Tx) (string, error) {
	others, err := otherManagers(ctx, tx)
	if err == nil && len(others) == 0 {
		return "Nobody else is a manager here: make somebody one first, who then can.", nil
	}
	return "Ask " + strings.Join(others, " or ") + " to.", err
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

// LeavingEntry is what a manager says of somebody who leaves.
type LeavingEntry struct {
	WithoutLead bool `form:"without_lead" label:"Go on without a medical lead"` // asked only of the clinic's only medical lead
}

// Disable ends a person's access at once. Nobody disables themselves.
func (s Service) Disable(ctx context.Context, id uuid.UUID, l LeavingEntry) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		if id == tx.Actor.Staff {
			who, err := otherManager(ctx, tx)
			if err == nil {
				err = problem.Newf(problem.Conflict, "You cannot end your own access. %s", who)
			}
			return audit.Event{}, err
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

// QueueMembers reads everybody who works here, by name.
func QueueMembers(b *db.Batch) *db.Rows[Member] {
	return db.Queue[Member](b, `
		select `+db.Columns[Member]()+`
		from staff
		order by disabled_at is not null, name_key, id`)
}

func member(ctx context.Context, r db.Reader, id uuid.UUID) (Member, error) {
	return db.One[Member](ctx, r, `
		select `+db.Columns[Member]()+`
		from staff
		where id = $1`, id)
}

func addMember(ctx context.Context, tx *db.Tx, id uuid.UUID, e MemberEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into staff (id, name_key, `+db.Columns[MemberEntry]()+`)
		values (@id, @name_key, `+db.Values[MemberEntry]()+`)`, db.Named(e, "id", id, "name_key", fold.Name(e.Name)))
	return err
}
