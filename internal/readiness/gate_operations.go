package readiness

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/client"
	"kap/internal/clinic"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/safety"
)

// ReadinessPage is everything the question "may the dose start?" is answered by.
type ReadinessPage struct {
	Session  Session
	Gate     Gate
	Calls    []safety.Call
	Clinic   clinic.Details
	Managers []string // who can complete it
	Zone     *time.Location
	Reach    client.Reach // whom one calls
}

// Readiness is where a session stands now.
func (s Service) Readiness(ctx context.Context, of, session uuid.UUID) (p ReadinessPage, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if err := p.open(ctx, v, of, session); err != nil {
			return err
		}
		k, err := Gather(ctx, v, p.Session, v.Now)
		if err != nil {
			return err
		}
		p.Gate, p.Calls, p.Zone = Evaluate(k.Facts, k.Body, v.Now), k.Calls, k.Zone
		p.Clinic, p.Managers = k.Clinic, k.Managers
		if p.Open() {
			return nil
		}
		return p.asItStood(ctx, v)
	})
	return p, err
}

// open reads which session it is, and whom one calls about its client.
func (p *ReadinessPage) open(ctx context.Context, v *db.View, of, session uuid.UUID) (err error) {
	b := db.NewBatch(v)
	one, reach := QueueSession(b, of, session), client.QueueReach(b, of, v.Now)
	if err := b.Send(ctx); err != nil {
		return err
	}
	if p.Session, err = one.One(); err != nil {
		return err
	}
	p.Reach, err = reach.Reach()
	return err
}

// asItStood puts readiness back as it was kept; without a kept one there is none.
func (p *ReadinessPage) asItStood(ctx context.Context, v *db.View) error {
	b := db.NewBatch(v)
	last := queueLastCheck(b, p.Session.Client, p.Session.ID)
	if err := b.Send(ctx); err != nil {
		return err
	}
	kept, _ := last.Maybe()
	p.Gate = Gate{At: kept.At, Protocol: kept.Protocol, Items: kept.Items}
	return nil
}

// beforeLozenge is a session, held until the transaction ends, with what is known of it
// and where readiness stands now. The lozenge closes it.
func beforeLozenge(ctx context.Context, tx *db.Tx, client, session uuid.UUID) (of Session, k Known, g Gate, err error) {
	if of, err = SessionForUpdate(ctx, tx, client, session); err != nil {
		return of, k, g, err
	}
	if err = of.MayClear(); err != nil {
		return of, k, g, err
	}
	k, err = Gather(ctx, tx, of, tx.Now)
	return of, k, Evaluate(k.Facts, k.Body, tx.Now), err
}

// Clear signs that the dose may start. It is evaluated again with the lozenge.
func (s Service) Clear(ctx context.Context, client, session, id uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, k, gate, err := beforeLozenge(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := k.Unreachable(); err != nil {
			return ev, err
		}
		if err := gate.Refusal(); err != nil {
			return ev, err
		}
		cleared, err := of.Clear(tx.Now)
		if err != nil {
			return ev, err
		}
		if err := AddCheck(ctx, tx, of, NewCheck{ID: id, Moment: "cleared", Gate: gate, Overrides: k.OverrideIDs()}); err != nil {
			return ev, err
		}
		if err := KeepStatus(ctx, tx, cleared); err != nil {
			return ev, err
		}
		return audit.Did("dosing_session.cleared", client, "dosing_session", session), KeepJudged(ctx, tx, of, k, tx.Now)
	})
}

// Acknowledge keeps the therapist's word that they saw an item and go on.
func (s Service) Acknowledge(ctx context.Context, client, session, id uuid.UUID, item string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.Is(auth.Therapist, auth.Prescriber) {
			return ev, problem.New(problem.Forbidden, "The therapist acknowledges this.")
		}
		of, _, gate, err := beforeLozenge(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		found, known := gate.Item(item)
		if !known || !found.MayAcknowledge() {
			return ev, problem.New(problem.Conflict, "There is nothing to acknowledge here now. Open readiness again.")
		}
		return audit.Did("readiness.acknowledged", client, "dosing_session", session), addAcknowledgement(ctx, tx, of, id, found)
	})
}

// OverrideEntry is what a prescriber types to let one item pass.
type OverrideEntry struct {
	Reason   string    `form:"reason"`
	CalledAt time.Time `form:"called_at"` // when they were called, where the item asks for it
}

// check wants a reason, and the logged call where the item asks for one.
func (o OverrideEntry) check(i Item, now time.Time) error {
	var f problem.Fields
	f.Blank("reason", o.Reason, "Write why it is safe to go ahead.")
	f.NotLater("called_at", o.CalledAt, now)
	if i.Calls && o.CalledAt.IsZero() {
		f.Add("called_at", "This needs a call to the prescriber first. Log the call, or write when you were called.")
	}
	return f.Err()
}

// Override keeps a prescriber's word that an item need not stop this value on this
// day. A worse value, or another day, voids it. It answers the review of the same fact.
func (s Service) Override(ctx context.Context, client, session, id uuid.UUID, item string, in OverrideEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, k, gate, err := beforeLozenge(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		found, known := gate.Item(item)
		if !known || !found.MayOverride() {
			return ev, notOverridable(found)
		}
		if in.CalledAt.IsZero() {
			in.CalledAt = answeredAt(k.Calls)
		}
		if err := in.check(found, tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("readiness.overridden", client, "override", id), pause.RecordOverride(ctx, tx, pause.OverrideEntry{
			ID: id, Client: client, Course: of.Course, Item: item, Answers: k.answers(found), Covers: found.Extent.String(),
			ValidOn: calendar.Day(tx.Now, k.Zone), Reason: strings.TrimSpace(in.Reason), CalledAt: in.CalledAt,
		})
	})
}

func notOverridable(i Item) error {
	if i.State == NotYet && i.Class == HardStop {
		return problem.Newf(problem.Conflict, "%s cannot be overridden. %s", i.Title, i.Sentence)
	}
	return problem.New(problem.Conflict, "There is nothing to override here now. Open readiness again.")
}

// answers are the open reviews that an override of an item is the answer to: of G22 every one
// that it names, of another item those of the same fact.
func (k Known) answers(i Item) (ids []uuid.UUID) {
	for n, r := range k.Facts.Reviews {
		if r.about(i) {
			ids = append(ids, k.Reviews[n].ID)
		}
	}
	return ids
}

// LogCall keeps a call to the prescriber: who, when, what they said, read back.
func (s Service) LogCall(ctx context.Context, client, session, id uuid.UUID, in CallEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := of.MayClear(); err != nil {
			return ev, err
		}
		if err := in.Check(tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("escalation.recorded", client, "escalation", id), safety.LogEscalation(ctx, tx, client, in.call(of, id))
	})
}

// Open says whether readiness is still decided: before the lozenge.
func (p ReadinessPage) Open() bool { return p.Session.MayClear() == nil }

// Closed says what ended readiness.
func (p ReadinessPage) Closed(zone *time.Location) string {
	if p.Session.StartedAt.IsZero() {
		return "This session was not held today."
	}
	return "The lozenge was taken at " + calendar.Clock(p.Session.StartedAt, zone) + ". Below is readiness as it stood then."
}
