package app

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/task"
)

// tellOfDraft asks the medical lead to read a version of the protocol that the manager
// drafted: without it nobody is told, and the version never counts.
func tellOfDraft(ctx context.Context, tx *db.Tx, v protocol.Version) error {
	return task.Open(ctx, tx, task.New{Kind: task.ApproveProtocol, OwnerRole: auth.MedicalLead,
		Href: "/protocol/" + v.ID.String() + "#approve", Fact: task.Fact{Kind: "protocol", ID: v.ID}})
}

// closeDrafts closes what an approval settles: the version itself, and those before it,
// which cannot be approved any more.
func closeDrafts(ctx context.Context, tx *db.Tx, v protocol.Version) error {
	b := db.NewBatch(tx)
	versions := protocol.QueueVersions(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	var later []uuid.UUID
	for _, other := range versions.All() {
		if other.Number > v.Number {
			later = append(later, other.ID)
		}
	}
	return task.CloseEvery(ctx, tx, uuid.Nil, task.ApproveProtocol, "approved", later...)
}
