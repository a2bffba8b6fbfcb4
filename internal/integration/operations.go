package integration

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Service is what a therapist does after a dosing day.
type Service struct{ DB *db.DB }

// New is the page of a session to come about a dosing day; zero: the latest.
func (s Service) New(ctx context.Context, client, day uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		p, err = read(ctx, v, v.Now, client, Session{DosingDayID: day, Visit: Visit{HeldAt: v.Now}})
		return err
	})
	return p, err
}

// BookedAt is where a visit is held as it was booked; here, where there is none.
func (s Service) BookedAt(ctx context.Context, client, visit uuid.UUID) (place preparation.Place, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		place, err = preparation.PlaceOf(ctx, v, client, visit)
		return err
	})
	return place, err
}

// One is one session.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		r, err := one(ctx, v, client, id)
		if err != nil {
			return err
		}
		p, err = read(ctx, v, v.Now, client, r)
		return err
	})
	return p, err
}

// Integrate stores a session about a dosing day as a draft, with the goals rated, the
// practices asked and agreed.
func (s Service) Integrate(ctx context.Context, client, id, day uuid.UUID, e SessionEntry) error {
	e = e.tidy()
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r := Session{ID: id, DosingDayID: day, Visit: e.Visit}
		p, err := read(ctx, tx, tx.Now, client, r)
		if err != nil {
			return ev, err
		}
		if err := p.begins(tx.Now); err != nil {
			return ev, err
		}
		if r, err = s.placed(ctx, tx, client, p, p.Session); err != nil {
			return ev, err
		}
		if err := insert(ctx, tx, client, r); err != nil {
			return ev, err
		}
		if err := gather(ctx, tx, client, p, e); err != nil {
			return ev, err
		}
		return audit.Did("integration.recorded", client, "integration_session", id), askToSign(ctx, tx, client, r, p.Body)
	})
}

// begins refuses a session without a course or a dosing day, or that cannot be recorded.
func (p Page) begins(now time.Time) error {
	if p.Course == nil {
		return problem.New(problem.Conflict, "No course is open for this client. Begin one before recording an integration session.")
	}
	if p.Day == nil {
		return problem.New(problem.Conflict, "No dosing session was held yet, so there is nothing to integrate. Record a preparation session instead.")
	}
	return p.check(p.Session.Visit, now)
}

// Change stores a draft as it stands now.
func (s Service) Change(ctx context.Context, client, id uuid.UUID, e SessionEntry) error {
	e = e.tidy()
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := r.AcceptsChanges(); err != nil {
			return ev, err
		}
		r.Visit, r.Version = e.Visit, e.Version
		p, err := read(ctx, tx, tx.Now, client, r)
		if err != nil {
			return ev, err
		}
		if err := p.check(r.Visit, tx.Now); err != nil {
			return ev, err
		}
		if r, err = s.placed(ctx, tx, client, p, r); err != nil {
			return ev, err
		}
		if err := update(ctx, tx, client, r); err != nil {
			return ev, err
		}
		return audit.Did("integration.changed", client, "integration_session", id), gather(ctx, tx, client, p, e)
	})
}

// placed adds to a session its booking and the risk check of its day.
func (s Service) placed(ctx context.Context, tx *db.Tx, client uuid.UUID, p Page, r Session) (Session, error) {
	if p.Check != nil {
		r.RiskCheck = p.Check.ID
	}
	visit, err := schedule.On(ctx, tx, client, schedule.Integration, r.HeldAt)
	r.AppointmentID = visit
	return r, err
}

// gather stores what a session rates, asks and agrees.
func gather(ctx context.Context, tx *db.Tx, client uuid.UUID, p Page, e SessionEntry) error {
	for i, g := range e.Goals {
		if g.Rating == nil || g.Goal == uuid.Nil {
			continue
		}
		if err := (preparation.Rating{Rating: g.Rating}).Check(p.Body); err != nil {
			return problem.At(fmt.Sprintf("goals[%d].rating", i), "%s", err.Error())
		}
		if err := preparation.RateGoal(ctx, tx, client, g.Goal, *g.Rating, p.Session.Fact()); err != nil {
			return err
		}
	}
	if err := ask(ctx, tx, client, p, e); err != nil {
		return err
	}
	return agree(ctx, tx, client, p, e.Agreed)
}

// ask stores the answers that changed.
func ask(ctx context.Context, tx *db.Tx, client uuid.UUID, p Page, e SessionEntry) error {
	for _, a := range e.Practices {
		for _, was := range p.Practices {
			same := a.Happened == was.Happened && a.Words == was.AskedWords
			if was.ID != a.Practice || same || a.Happened == "" || a.Happened == preparation.NotAsked {
				continue
			}
			if err := preparation.AskPractice(ctx, tx, client, a.Practice, a.Happened, a.Words); err != nil {
				return err
			}
		}
	}
	return nil
}

// agree makes the practices agreed at the visit those that were typed.
func agree(ctx context.Context, tx *db.Tx, client uuid.UUID, p Page, typed []string) error {
	stand := map[string]bool{}
	for _, line := range typed {
		stand[line] = true
	}
	for _, was := range p.Agreed {
		if stand[was.Words] {
			delete(stand, was.Words)
			continue
		}
		if err := preparation.DropPractice(ctx, tx, client, was.ID); err != nil {
			return err
		}
	}
	for _, line := range typed {
		if !stand[line] {
			continue
		}
		delete(stand, line)
		if err := preparation.AgreePractice(ctx, tx, client, p.Course.ID, uuid.Nil, line, p.Session.Fact()); err != nil {
			return err
		}
	}
	return nil
}

// askToSign leaves the draft with whoever wrote it.
func askToSign(ctx context.Context, tx *db.Tx, client uuid.UUID, r Session, b protocol.Body) error {
	return task.Open(ctx, tx, task.New{Client: client, Course: r.CourseID, Kind: task.SignSession,
		What: "Sign the integration session", Href: fmt.Sprintf("/clients/%s/integrations/%s", client, r.ID),
		OwnerRole: auth.Therapist, OwnerStaff: tx.Actor.Staff, Due: tx.Now.Add(time.Duration(b.Timing.LateEntry) * time.Hour),
		Fact: task.Fact{Kind: "integration_session", ID: r.ID}})
}
