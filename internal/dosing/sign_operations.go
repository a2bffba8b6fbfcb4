package dosing

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/sign"
	"kap/internal/task"
)

// FullRecord is a session as it is checked, signed and printed.
func (s Service) FullRecord(ctx context.Context, client, session uuid.UUID) (r FullRecord, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueFullRecord(b, client, session, v.Now)
		if err := b.Send(ctx); err != nil {
			return err
		}
		r, err = rows.FullRecord()
		return err
	})
	return r, err
}

// SignatureEntry is the hash of what the check-and-sign page displayed.
type SignatureEntry struct {
	Shown string `form:"shown"`
}

// Sign puts the therapist's name under the session with everything below it, and seals
// it. The record is read again while the session is held: what is signed is what was
// shown, and nothing is added meanwhile.
func (s Service) Sign(ctx context.Context, client, session uuid.UUID, in SignatureEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := recordForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		signed, err := s.toSign(r, tx.Actor, in)
		if err != nil {
			return ev, err
		}
		signed.SignedAt = tx.Now
		if err := sign.Sign(ctx, tx, r.Document(), sign.Author, in.Shown); err != nil {
			return ev, err
		}
		if err := readiness.SealSession(ctx, tx, signed); err != nil {
			return ev, err
		}
		return audit.Did("dosing_session.signed", client, "dosing_session", session),
			task.Close(ctx, tx, client, task.SignSession, task.Fact{Kind: "dosing_session", ID: session}, "signed")
	})
}

func (s Service) toSign(r FullRecord, a auth.Actor, in SignatureEntry) (readiness.Session, error) {
	if err := r.Ready(); err != nil {
		return r.Session, err
	}
	if err := r.MayBeSignedBy(a); err != nil {
		return r.Session, err
	}
	if in.Shown == "" {
		return r.Session, problem.New(problem.Conflict, "Read the session on this page first, then sign it.")
	}
	return r.Session.Sign(r.Now)
}

// CloseWords keeps what is said of the session as a whole: why nobody was there for a
// while, and anything else. It is part of what is signed.
func (s Service) CloseWords(ctx context.Context, client, session uuid.UUID, in ClosingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		of, err := readiness.SessionForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if of.Sealed() {
			return ev, of.MaySign()
		}
		return audit.Did("dosing_session.worded", client, "dosing_session", session), readiness.KeepClosing(ctx, tx, client, session, in.PresenceGap, in.Words)
	})
}

// Hash is what the check-and-sign page posts with the signature.
func (s Service) Hash(ctx context.Context, client, session uuid.UUID) (string, error) {
	r, err := s.FullRecord(ctx, client, session)
	if err != nil {
		return "", err
	}
	return sign.Shown(r.Document())
}
