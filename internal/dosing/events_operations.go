package dosing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// NoteEvent keeps one event of the room; without a time it is now. "Spat out" and
// "Swallowed" also say what became of the lozenge.
func (s Service) NoteEvent(ctx context.Context, client, session, id uuid.UUID, e EventEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if e.At.IsZero() {
			e.At = tx.Now
		}
		e := e.told()
		if err := mayNote(of, e, tx.Now); err != nil {
			return ev, err
		}
		if err := addEvent(ctx, tx, client, session, id, e); err != nil {
			return ev, err
		}
		return audit.Did("dosing_event.recorded", client, "dosing_event", id), tellMouth(ctx, tx, client, session, e)
	})
}

// mayNote is the rule and the moment of an event. A missed reading is closed on its own.
func mayNote(s readiness.Session, e EventEntry, now time.Time) error {
	if e.Kind == MissedReading && e.Slot == "" {
		return problem.At("slot", "Choose which reading was missed.")
	}
	if err := e.Check(now); err != nil {
		return err
	}
	return s.AcceptsEvents(e.At)
}

func tellMouth(ctx context.Context, tx *db.Tx, client, session uuid.UUID, e EventEntry) error {
	switch e.Kind {
	case "spat":
		return keptInMouth(ctx, tx, client, session, Spat, e.At)
	case "swallowed":
		return keptInMouth(ctx, tx, client, session, Swallowed, e.At)
	}
	return nil
}

// Undo takes an event back: it leaves the record's view and stays on file.
func (s Service) Undo(ctx context.Context, client, session, event uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		e, err := eventToChange(ctx, tx, client, session, event)
		if err != nil {
			return ev, err
		}
		if err := takeOut(ctx, tx, client, "dosing_event", event, "undone in the room"); err != nil {
			return ev, err
		}
		if e.Kind == "spat" || e.Kind == "swallowed" {
			err = backInMouth(ctx, tx, client, session, e.At)
		}
		return audit.Did("dosing_event.undone", client, "dosing_event", event), err
	})
}

// WordsEntry are what is said of an event afterwards.
type WordsEntry struct {
	Words string `form:"words"`
}

// AddWords says more of an event: the event is written again with the words, and the
// one without them is taken out. id becomes the new one's.
func (s Service) AddWords(ctx context.Context, client, session, event, id uuid.UUID, in WordsEntry) error {
	if in.Words == "" {
		return problem.At("words", "Write what happened.")
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		e, err := eventToChange(ctx, tx, client, session, event)
		if err != nil {
			return ev, err
		}
		if err := takeOut(ctx, tx, client, "dosing_event", event, "written again with words"); err != nil {
			return ev, err
		}
		e.Words = joined(e.Words, in.Words)
		return audit.Did("dosing_event.worded", client, "dosing_event", id), addEvent(ctx, tx, client, session, id, e.EventEntry)
	})
}

func joined(before, more string) string {
	if before == "" {
		return more
	}
	return before + "\n" + more
}

// eventToChange is an event of a session that is not signed.
func eventToChange(ctx context.Context, tx *db.Tx, client, session, event uuid.UUID) (Event, error) {
	c, err := chartForUpdate(ctx, tx, client, session)
	if err != nil {
		return Event{}, err
	}
	for _, e := range c.Events {
		if e.ID == event {
			return e, c.Session.AcceptsEvents(e.At)
		}
	}
	return Event{}, problem.Missing()
}

// MissedEntry is a due reading that is let go, with the reason.
type MissedEntry struct {
	Slot   string `form:"slot"`
	Reason string `form:"missed_reason"`
}

// MissReading closes the earliest open reading of a slot with its reason.
func (s Service) MissReading(ctx context.Context, client, session, id uuid.UUID, in MissedEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		due, err := Missable(c.Plan(), in, tx.Now)
		if err != nil {
			return ev, err
		}
		e := EventEntry{At: due.At, Kind: MissedReading, Words: in.Reason, Slot: due.Slots[0]}
		if err := mayNote(c.Session, e, tx.Now); err != nil {
			return ev, field(err, "words", "missed_reason")
		}
		return audit.Did("vitals.missed", client, "dosing_event", id), addEvent(ctx, tx, client, session, id, e)
	})
}

// Missable finds the due reading that may be closed without values: one whose time has
// come. The reading before leaving always waits; it is part of leaving.
func Missable(plan []vitals.DueReading, in MissedEntry, now time.Time) (vitals.DueReading, error) {
	for _, d := range OpenSlots(plan, now) {
		if d.Name() == in.Slot {
			return d, nil
		}
	}
	return vitals.DueReading{}, problem.At("slot", "Choose a reading that is due. One that is recorded, closed or still to come cannot be missed.")
}

// OpenSlots are the readings whose time has come and that have neither values nor a
// reason; the one before leaving is not among them.
func OpenSlots(plan []vitals.DueReading, now time.Time) []vitals.DueReading {
	var open []vitals.DueReading
	for _, d := range plan {
		waits := d.State == vitals.Due || d.State == vitals.Late
		if waits && !d.Until.IsZero() && !d.At.After(now) {
			open = append(open, d)
		}
	}
	return open
}
