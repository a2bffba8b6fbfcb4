package dosing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/task"
)

// TimeEntry is when somebody came in or went out.
type TimeEntry struct {
	At time.Time `form:"presence_at"` // zero: now
}

func (p TimeEntry) or(now time.Time) time.Time {
	if p.At.IsZero() {
		return now
	}
	return p.At
}

// ComeIn records that the actor is with the client, in their own name.
func (s Service) ComeIn(ctx context.Context, client, session, id uuid.UUID, in TimeEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		role, _ := roomRole(tx.Actor)
		p := readiness.Presence{ID: id, Staff: tx.Actor.Staff, Role: role, In: in.or(tx.Now), ConfirmedAt: tx.Now}
		if err := mayBeThere(of, p, tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("presence.began", client, "presence", id), readiness.AddPresence(ctx, tx, client, session, p)
	})
}

func mayBeThere(s readiness.Session, p readiness.Presence, now time.Time) error {
	if err := p.Check(now); err != nil {
		return field(err, "in", "presence_at")
	}
	if err := s.AcceptsPresence(p.In); err != nil {
		return field(err, "at", "presence_at")
	}
	if s.Status == readiness.Left || s.Status == readiness.NotStarted {
		return problem.New(problem.Conflict, "The client has left. Explain a gap where the session is signed.")
	}
	return nil
}

// HandOverEntry is who is asked to take over.
type HandOverEntry struct {
	Staff uuid.UUID `form:"staff"`
}

// HandOver asks a colleague to take over; it counts once they confirm it themselves.
func (s Service) HandOver(ctx context.Context, client, session, id uuid.UUID, in HandOverEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		to, err := c.colleague(in.Staff)
		if err != nil {
			return ev, err
		}
		p := readiness.Presence{ID: id, Staff: to.ID, Role: to.Role, In: tx.Now}
		if err := mayBeThere(c.Session, p, tx.Now); err != nil {
			return ev, err
		}
		if err := readiness.AddPresence(ctx, tx, client, session, p); err != nil {
			return ev, err
		}
		return audit.Did("presence.handed_over", client, "presence", id), task.Open(ctx, tx, c.takeOver(p, tx.Now))
	})
}

// takeOver tells whoever is asked, until they come and confirm it.
func (c Chart) takeOver(p readiness.Presence, now time.Time) task.New {
	return task.New{Client: c.Session.Client, Course: c.Session.Course, Kind: task.TakeOver, OwnerRole: p.Role, OwnerStaff: p.Staff,
		Detail: "You are asked to the room " + c.Session.RoomName + ".", Href: c.Session.Href("") + "#presence", Due: now,
		Fact: task.Fact{Kind: "presence", ID: p.ID}}
}

func (c Chart) colleague(id uuid.UUID) (readiness.Colleague, error) {
	for _, one := range c.Colleagues {
		if one.ID == id {
			return one, nil
		}
	}
	return readiness.Colleague{}, problem.At("staff", "Choose a therapist, nurse or prescriber who works here.")
}

// ConfirmPresence is the colleague's own word that they are with the client. Their time
// in the room begins with it.
func (s Service) ConfirmPresence(ctx context.Context, client, session, presence uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		p, err := ownPresence(c, presence, tx.Actor.Staff)
		if err != nil {
			return ev, err
		}
		if err := mayBeThere(c.Session, p, tx.Now); err != nil {
			return ev, err
		}
		if err := readiness.ConfirmPresenceAt(ctx, tx, client, session, presence, tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("presence.confirmed", client, "presence", presence),
			task.Close(ctx, tx, client, task.TakeOver, task.Fact{Kind: "presence", ID: presence}, "came")
	})
}

func ownPresence(c Chart, id, staff uuid.UUID) (readiness.Presence, error) {
	for _, p := range c.Room {
		switch {
		case p.ID != id:
		case p.Staff != staff:
			return p, problem.Newf(problem.Conflict, "Only %s confirms this, on their own sign-in.", p.Name)
		case !p.ConfirmedAt.IsZero():
			return p, problem.New(problem.Conflict, "You have confirmed this already.")
		default:
			return p, nil
		}
	}
	return readiness.Presence{}, problem.Missing()
}

// GoOut records that the actor leaves the room. While the medicine works somebody else
// has to have confirmed being there.
func (s Service) GoOut(ctx context.Context, client, session uuid.UUID, in TimeEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		at := in.or(tx.Now)
		if err := mayGo(c, tx.Actor.Staff, at, tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("presence.ended", client, "dosing_session", session),
			readiness.EndPresence(ctx, tx, client, session, tx.Actor.Staff, at)
	})
}

func mayGo(c Chart, who uuid.UUID, at, now time.Time) error {
	if err := field(c.Session.AcceptsPresence(at), "at", "presence_at"); err != nil {
		return err
	}
	if at.After(now) {
		return problem.At("presence_at", "This time has not come yet. Check the time and its day.")
	}
	for _, p := range c.Here() {
		if p.Staff != who {
			continue
		}
		if at.Before(p.In) {
			return problem.Newf(problem.Invalid, "You came in at %s; leaving comes after it.", calendar.Clock(p.In, c.Clinic.Location()))
		}
		if c.Session.Running() {
			return readiness.MayGo(c.Room, who, at)
		}
		return nil
	}
	return problem.New(problem.Conflict, "You are not recorded as in the room.")
}
