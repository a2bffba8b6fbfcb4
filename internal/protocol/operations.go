package protocol

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/sign"
)

// Service drafts and approves versions of the protocol. Drafted and Approved are given by
// app: whom a draft waits for is told in the transaction that makes it; nil tells nobody.
type Service struct {
	DB                *db.DB
	Drafted, Approved func(ctx context.Context, tx *db.Tx, v Version) error
}

// Draft is a version to propose; its number is the next one.
type Draft struct {
	Body          Body
	EffectiveFrom time.Time // a date, today or later
}

// Versions are all of them, the latest first.
func (s Service) Versions(ctx context.Context) (versions []Version, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueVersions(b)
		err := b.Send(ctx)
		versions = rows.All()
		return err
	})
	return versions, err
}

// Draft proposes the next version. It counts once the medical lead approves it.
func (s Service) Draft(ctx context.Context, id uuid.UUID, d Draft) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		b := db.NewBatch(tx)
		rows := QueueVersions(b)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		d.Body.Version = 1
		if latest, found := rows.Maybe(); found {
			d.Body.Version = latest.Number + 1
		}
		if err := d.Body.Check(); err != nil {
			return ev, err
		}
		if err := fromTodayOn(ctx, tx, d.EffectiveFrom); err != nil {
			return ev, err
		}
		if err := insertDraft(ctx, tx, id, d); err != nil {
			return ev, err
		}
		return audit.Did("protocol.drafted", uuid.Nil, "protocol", id), tell(ctx, tx, s.Drafted, Version{ID: id, Number: d.Body.Version})
	})
}

// tell is nothing where app gave nothing.
func tell(ctx context.Context, tx *db.Tx, told func(context.Context, *db.Tx, Version) error, v Version) error {
	if told == nil {
		return nil
	}
	return told(ctx, tx, v)
}

func fromTodayOn(ctx context.Context, tx *db.Tx, day time.Time) error {
	now, err := today(ctx, tx)
	if err == nil && day.Before(now) {
		err = problem.At("effective_from", "Choose today or a later day; what was decided before stays under the version it was decided by.")
	}
	return err
}

// Document is what the medical lead signs: the version as it stands in the record.
func (v Version) Document() sign.Document {
	return sign.Document{Kind: "protocol", ID: v.ID, Version: v.Number, Content: struct {
		Body          Body
		EffectiveFrom time.Time `as:"date"`
	}{Body(v.Stored), v.EffectiveFrom}}
}

// Approve puts a version in force from its day: by the medical lead, as it was
// shown. Who drafted it approves it only where no other prescriber works.
func (s Service) Approve(ctx context.Context, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := one(ctx, tx, id)
		if err != nil {
			return ev, err
		}
		own, err := mayApprove(ctx, tx, v)
		if err != nil {
			return ev, err
		}
		if err := sign.Sign(ctx, tx, v.Document(), sign.Approval, shown); err != nil {
			return ev, err
		}
		if err := approve(ctx, tx, id, own); err != nil {
			return ev, err
		}
		return audit.Did("protocol.approved", uuid.Nil, "protocol", id), tell(ctx, tx, s.Approved, v)
	})
}

// mayApprove answers whether it is the approver's own draft.
func mayApprove(ctx context.Context, tx *db.Tx, v Version) (own bool, err error) {
	if !tx.Actor.May(auth.Approve) {
		return false, problem.New(problem.Forbidden, "Only the medical lead approves the protocol.")
	}
	if v.Approved() {
		return false, problem.Newf(problem.Conflict, "%s approved this version already.", v.Approver)
	}
	current, found, err := db.Maybe[Version](ctx, tx, inForce)
	if err != nil {
		return false, err
	}
	if found && current.Number > v.Number {
		return false, problem.Newf(problem.Conflict, "Version %d is in force already; an older one cannot follow it.", current.Number)
	}
	if err := v.Body.Check(); err != nil {
		return false, problem.New(problem.Conflict, "This version holds a number that cannot stand: "+err.Error()+" Ask the manager for a new draft.")
	}
	return ownDraft(ctx, tx, v)
}

func ownDraft(ctx context.Context, tx *db.Tx, v Version) (bool, error) {
	if v.DraftedBy == nil || *v.DraftedBy != tx.Actor.Staff {
		return false, nil
	}
	n, err := prescribersWorking(ctx, tx)
	if err == nil && n > 1 {
		err = problem.New(problem.Conflict, "You drafted this version; another prescriber named medical lead approves it.")
	}
	return true, err
}
