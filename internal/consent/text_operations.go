package consent

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/sign"
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
		return audit.Did("consent_text.drafted", uuid.Nil, "consent_text", id), insertText(ctx, tx, id, next)
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
		return audit.Did("consent_text.approved", uuid.Nil, "consent_text", id), approveText(ctx, tx, id, v.Owned(tx.Actor))
	})
}
