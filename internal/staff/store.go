package staff

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
)

const memberColumns = `id, name, credentials, roles, medical_lead, disabled_at`

// QueueMembers reads everybody who works here, by name.
func QueueMembers(b *db.Batch) *db.Rows[Member] {
	return db.Queue[Member](b, `
		select `+memberColumns+`
		from staff
		order by disabled_at is not null, name, id`)
}

func member(ctx context.Context, r db.Reader, id uuid.UUID) (Member, error) {
	return db.One[Member](ctx, r, `
		select `+memberColumns+`
		from staff
		where id = $1`, id)
}

func addMember(ctx context.Context, tx *db.Tx, id uuid.UUID, e Entry) error {
	_, err := db.Exec(ctx, tx, `
		insert into staff (id, name, credentials, roles, medical_lead)
		values ($1, $2, $3, $4, $5)`, id, e.Name, e.Credentials, e.Roles, e.MedicalLead)
	return err
}
