package dosing

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/vitals"
)

// Chart is everything recorded in a session.
func (s Service) Chart(ctx context.Context, client, session uuid.UUID) (c Chart, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = chartOf(ctx, v, v.Now, client, session)
		return err
	})
	return c, err
}

// RecordVitals keeps a reading of the session.
func (s Service) RecordVitals(ctx context.Context, client, session, id uuid.UUID, e vitals.ReadingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := s.judged(ctx, tx, client, session, id, e)
		if err != nil {
			return ev, err
		}
		return audit.Did("vitals.recorded", client, "vitals", id), vitals.Add(ctx, tx, client, r)
	})
}

// CorrectVitals voids a reading with the reason and keeps the right one in its place.
func (s Service) CorrectVitals(ctx context.Context, client, session, reading, id uuid.UUID, e vitals.ReadingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		was, err := vitals.Find(ctx, tx, client, session, reading)
		if err != nil {
			return ev, err
		}
		if e.Reason == "" {
			return ev, problem.At("reason", "Write what was wrong with the first values: a slip, the wrong cuff.")
		}
		if e.TakenAt.IsZero() || sameMinute(e.TakenAt, was.TakenAt) {
			e.TakenAt = was.TakenAt
		}
		r, err := s.judged(ctx, tx, client, session, id, e)
		if err != nil {
			return ev, err
		}
		if err := vitals.Void(ctx, tx, client, reading, e.Reason); err != nil {
			return ev, err
		}
		r.RepeatOf, r.Replaces = was.RepeatOf, &reading
		return audit.Did("vitals.corrected", client, "vitals", id), vitals.Add(ctx, tx, client, r)
	})
}

// VoidEntry is why a reading does not count.
type VoidEntry struct {
	Reason string `form:"reason"`
}

// VoidVitals takes a reading out of the count; it stays in the record, struck.
func (s Service) VoidVitals(ctx context.Context, client, session, reading uuid.UUID, in VoidEntry) error {
	if in.Reason == "" {
		return problem.At("reason", "Write why this reading does not count: the wrong cuff, another client's.")
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		was, err := vitals.Find(ctx, tx, client, session, reading)
		if err != nil {
			return ev, err
		}
		if err := of.AcceptsVitals(was.TakenAt); err != nil {
			return ev, err
		}
		return audit.Did("vitals.voided", client, "vitals", reading), vitals.Void(ctx, tx, client, reading, in.Reason)
	})
}

// judged is a reading of a session that may still take it, at its time.
func (s Service) judged(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, e vitals.ReadingEntry) (r vitals.Reading, err error) {
	of, err := readiness.SessionForUpdate(ctx, tx, client, session)
	if err != nil {
		return r, err
	}
	if e.TakenAt.IsZero() || sameMinute(e.TakenAt, tx.Now) {
		e.TakenAt = tx.Now
	}
	if err := of.AcceptsVitals(e.TakenAt); err != nil {
		return r, field(err, "at", "taken_at")
	}
	r, err = vitals.Judge(ctx, tx, client, id, of.ProtocolVersion, e)
	r.Session = &session
	return r, err
}

// field puts a sentence at the field's name on this form.
func field(err error, from, to string) error {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) != 1 || p.Fields[0].Name != from {
		return err
	}
	return problem.At(to, "%s", p.Fields[0].Message)
}

// HelpEntry is a call for help from the room: to the prescriber, or emergency services.
type HelpEntry struct {
	Kind safety.CallKind `form:"kind"` // prescriber, emergency services
	safety.Escalation
}

// CallHelp keeps a call for help: who was called, what they said, read back.
func (s Service) CallHelp(ctx context.Context, client, session, id uuid.UUID, in HelpEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if _, err := readiness.SessionOf(ctx, tx, client, session); err != nil {
			return ev, err
		}
		if in.At.IsZero() {
			in.At = tx.Now
		}
		if in.Kind != safety.Prescriber && in.Kind != safety.EmergencyServices {
			return ev, problem.At("kind", "Choose whom you called: the prescriber or emergency services.")
		}
		if err := in.Check(tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("escalation.recorded", client, "escalation", id), safety.LogEscalation(ctx, tx, client,
			safety.Call{Escalation: in.Escalation, ID: id, Session: session, Kind: in.Kind})
	})
}
