package safety

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/task"
)

// Service records what concerns a client's safety, and opens what it calls for.
type Service struct{ DB *db.DB }

// Page is everything that concerns a client's safety.
type Page struct {
	Checks      []Checked // the latest first, as all below
	Plan        Planned
	HasPlan     bool
	Events      []Event
	Incidents   []Incident
	Calls       []Call
	SafetyCalls []SafetyCall
}

// Read is the page.
func (s Service) Read(ctx context.Context, client uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		checks, plan, events := QueueChecks(b, client, v.Now), QueuePlan(b, client, v.Now), QueueEvents(b, client)
		incidents, calls, safetyCalls := QueueIncidents(b, client), QueueCalls(b, client, v.Now), QueueSafetyCalls(b, client)
		err := b.Send(ctx)
		p = Page{Checks: checks.All(), Events: events.All(), Incidents: incidents.All(), Calls: calls.All(), SafetyCalls: safetyCalls.All()}
		p.Plan, p.HasPlan = plan.Maybe()
		return err
	})
	return p, err
}

// Check is one risk check.
func (s Service) Check(ctx context.Context, client, id uuid.UUID) (c Checked, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = oneCheck(ctx, v, client, id)
		return err
	})
	return c, err
}

// Event is one adverse event, and what the protocol that counts opens for such a one.
func (s Service) Event(ctx context.Context, client, id uuid.UUID) (e Event, o Opened, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if e, err = oneEvent(ctx, v, client, id); err != nil {
			return err
		}
		body, err := bodyOf(ctx, v)
		o = e.Opens(body)
		return err
	})
	return e, o, err
}

// CheckRisk records a risk check. It closes the tasks that asked for one by its day, and
// opens the pause and the call of the next day where there is active ideation, intent, a plan or
// an attempt.
func (s Service) CheckRisk(ctx context.Context, client, id uuid.UUID, c Checking) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := c.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := insertCheck(ctx, tx, client, id, c); err != nil {
			return ev, err
		}
		if c.did(PlanMade) {
			if err := insertPlan(ctx, tx, client, db.NewID(), c.At, c.SafetyPlan); err != nil {
				return ev, err
			}
		}
		if err := task.CloseOn(ctx, tx, client, task.RiskCheck, c.At, "risk checked"); err != nil {
			return ev, err
		}
		return audit.Did("risk_check.recorded", client, "risk_check", id),
			open(ctx, tx, client, who, c.Opens(), Fact{"risk_check", id})
	})
}

// RecordAdverseEvent records an adverse event of any day. A severe or serious one, and
// those that are a reason by themselves, pause the course; urinary symptoms ask the
// prescriber.
func (s Service) RecordAdverseEvent(ctx context.Context, client, id uuid.UUID, h Happening) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := h.Check(tx.Now); err != nil {
			return ev, err
		}
		body, err := bodyOf(ctx, tx)
		if err != nil {
			return ev, err
		}
		if err := insertEvent(ctx, tx, client, id, h); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.recorded", client, "adverse_event", id),
			open(ctx, tx, client, who, h.Opens(body), Fact{"adverse_event", id})
	})
}

// EndAdverseEvent adds how an adverse event ended.
func (s Service) EndAdverseEvent(ctx context.Context, client, id uuid.UUID, e Ending) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		event, err := oneEvent(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := e.over(event.AdverseEvent).Check(tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.ended", client, "adverse_event", id), endEvent(ctx, tx, client, id, e)
	})
}

// CloseIncident closes an incident with what was found.
func (s Service) CloseIncident(ctx context.Context, client, id uuid.UUID, c Closing) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("incident.closed", client, "incident", id), closeIncident(ctx, tx, client, id, c.Words)
	})
}

// open opens the pause, the review and the call that a fact calls for.
func open(ctx context.Context, tx *db.Tx, client uuid.UUID, who people, o Opened, fact Fact) error {
	if o.Pause != "" {
		err := pause.Open(ctx, tx, pause.Opening{Client: client, Kind: pause.Kind(o.Pause),
			Fact: pause.Fact{Kind: fact.Kind, ID: fact.ID}, Reason: o.Reason})
		if err != nil {
			return err
		}
	}
	if o.Review != "" {
		err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Kind: o.Review,
			Fact: pause.Fact{Kind: fact.Kind, ID: fact.ID}, Reason: o.Reason})
		if err != nil {
			return err
		}
	}
	if !o.NextDayCall {
		return nil
	}
	return task.Open(ctx, tx, task.New{Client: client, Kind: task.NextDayCall, Detail: o.Reason,
		Href:      "/clients/" + client.String() + "/safety-calls/new",
		OwnerRole: auth.Therapist, OwnerStaff: idOf(who.TherapistID), Due: who.NextDayEnds,
		Fact: task.Fact{Kind: fact.Kind, ID: fact.ID}})
}

// bodyOf is the protocol that counts; until one is approved, the draft that comes with
// the system: what happened is recorded before that.
func bodyOf(ctx context.Context, r db.Reader) (protocol.Body, error) {
	b := db.NewBatch(r)
	version := protocol.QueueInForce(b)
	if err := b.Send(ctx); err != nil {
		return protocol.Body{}, err
	}
	if v, found := version.Maybe(); found {
		return v.Body, nil
	}
	return protocol.Default(), nil
}

func idOf(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
