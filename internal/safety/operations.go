package safety

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/protocol"
)

// Service records what concerns a client's safety, and opens what it calls for.
type Service struct {
	DB *db.DB
	// SafetyCalls reads the attempts to call the client, which integration keeps, a later
	// step; app gives its reading. Nil: there are none.
	SafetyCalls func(*db.Batch, uuid.UUID) *db.Rows[SafetyCall]
}

// Page is everything that concerns a client's safety.
type Page struct {
	Checks      []RiskCheck // the latest first, as all below
	Plan        SafetyPlan
	HasPlan     bool
	Events      []AdverseEvent
	Incidents   []Incident
	Calls       []Call
	SafetyCalls []SafetyCall
}

// Read is the page.
func (s Service) Read(ctx context.Context, client uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		checks, plan, events := QueueChecks(b, client, v.Now), QueuePlan(b, client, v.Now), QueueEvents(b, client)
		incidents, calls, safetyCalls := QueueIncidents(b, client), QueueCalls(b, client, v.Now), s.safetyCalls(b, client)
		err := b.Send(ctx)
		p = Page{Checks: checks.All(), Events: events.All(), Incidents: incidents.All(), Calls: calls.All(), SafetyCalls: safetyCalls.All()}
		p.Plan, p.HasPlan = plan.Maybe()
		return err
	})
	return p, err
}

func (s Service) safetyCalls(b *db.Batch, client uuid.UUID) *db.Rows[SafetyCall] {
	if s.SafetyCalls == nil {
		return &db.Rows[SafetyCall]{}
	}
	return s.SafetyCalls(b, client)
}

// bodyOf is the protocol that counts; until one is approved, the draft that comes with
// the system: what happened is recorded before that.
func bodyOf(ctx context.Context, r db.Reader) (protocol.Body, error) {
	b := db.NewBatch(r)
	version := protocol.QueueInForce(b)
	if err := b.Send(ctx); err != nil {
		return protocol.Body{}, err
	}
	return protocol.BodyOf(version), nil
}
