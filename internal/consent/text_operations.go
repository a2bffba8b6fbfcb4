package consent

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/sign"
	"kap/internal/task"
)

// Texts are all versions of all texts, the latest of a kind first.
func (s Service) Texts(ctx context.Context) (texts []TextVersion, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueTexts(b)
		err := b.Send(ctx)
		texts = rows.All()
		return err
	})
	return texts, err
}

// DraftText proposes the next version of a text. It counts once the medical lead
// approves it; then everybody who signed the one before is asked again.
func (s Service) DraftText(ctx context.Context, id uuid.UUID, d TextEntry) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		latest, err := latestText(ctx, tx, d.Kind, false)
		if err != nil {
			return ev, err
		}
		if err := d.Check(latest); err != nil {
			return ev, err
		}
		next := Text{Kind: d.Kind, Version: latest.Version + 1, Language: "en", Body: d.Text}
		if err := insertText(ctx, tx, id, next); err != nil {
			return ev, err
		}
		return audit.Did("consent_text.drafted", uuid.Nil, "consent_text", id), askApproval(ctx, tx, id)
	})
}

// ApproveText puts a version in force: by the medical lead, as it was shown.
func (s Service) ApproveText(ctx context.Context, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := oneText(ctx, tx, id)
		if err != nil {
			return ev, err
		}
		current, err := latestText(ctx, tx, v.Kind, true)
		if err != nil {
			return ev, err
		}
		prescribers, err := prescribersWorking(ctx, tx)
		if err != nil {
			return ev, err
		}
		if err := v.MayApprove(tx.Actor, current, prescribers); err != nil {
			return ev, err
		}
		if err := sign.Sign(ctx, tx, v.Document(), sign.Approval, shown); err != nil {
			return ev, err
		}
		if err := approveText(ctx, tx, id, v.Owned(tx.Actor)); err != nil {
			return ev, err
		}
		return audit.Did("consent_text.approved", uuid.Nil, "consent_text", id), closeApprovals(ctx, tx, v)
	})
}

// askApproval tells the medical lead that a version waits for them.
func askApproval(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	return task.Open(ctx, tx, task.New{Kind: task.ApproveText, OwnerRole: auth.MedicalLead,
		Href: "/consent-texts/" + id.String(), Fact: task.Fact{Kind: "consent_text", ID: id}})
}

// closeApprovals closes what the approval of a version settles: itself, and those of the
// same text before it, which cannot be approved any more.
func closeApprovals(ctx context.Context, tx *db.Tx, v TextVersion) error {
	b := db.NewBatch(tx)
	texts := QueueTexts(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, other := range texts.All() {
		if other.Kind != v.Kind || other.Version > v.Version {
			continue
		}
		if err := task.Close(ctx, tx, uuid.Nil, task.ApproveText, task.Fact{Kind: "consent_text", ID: other.ID}, "approved"); err != nil {
			return err
		}
	}
	return nil
}
