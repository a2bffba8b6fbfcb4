package sign

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Sign puts the actor's name under a document. shown is the hash posted by the
// page that displayed it; another text by now is a conflict, and nothing is
// signed. The caller then sets signed_at, which seals the row.
func Sign(ctx context.Context, tx *db.Tx, d Document, meaning, shown string) error {
	text, err := d.Text()
	if err != nil {
		return err
	}
	if Hash(text) != shown {
		return problem.New(problem.Conflict, "What you signed has changed since it was shown to you. Read it again as it stands now, then sign it.")
	}
	if tx.Actor.Kind != auth.Staff {
		return fmt.Errorf("sign %s: only a person signs", d.Kind)
	}
	return add(ctx, tx, d, text, meaning)
}

func add(ctx context.Context, tx *db.Tx, d Document, text, meaning string) error {
	n, err := db.Exec(ctx, tx, `
		insert into signature (id, client_id, subject_kind, subject, version, text, form, sha256,
		    signer, signer_name, credentials, roles, meaning)
		select $1, $2, $3, $4, $5, $6, $7, sha256(convert_to($6, 'UTF8')),
		    s.id, s.name, s.credentials, $8, $9
		from staff s
		where s.id = $10`,
		db.NewID(), orNull(d.Client), d.Kind, d.ID, d.version(), text, Form, roles(tx.Actor), meaning, tx.Actor.Staff)
	if db.Violates(err, "signed_once") {
		return problem.New(problem.Conflict, "You have signed this already. Open the page again to see your signature.")
	}
	if err == nil && n != 1 {
		err = fmt.Errorf("sign %s: the signer is nobody who works here", d.Kind)
	}
	return err
}

// Read queues the signatures under a row, the first first. client is zero for
// what belongs to the clinic.
func Read(b *db.Batch, client uuid.UUID, kind string, id uuid.UUID) *db.Rows[Signature] {
	return db.Queue[Signature](b, `
		select id, subject_kind, subject, version, text, form, sha256, signer, signer_name,
		    credentials, roles, meaning, at
		from signature
		where client_id is not distinct from $1 and subject_kind = $2 and subject = $3
		order by at, id`, orNull(client), kind, id)
}

func roles(a auth.Actor) []string {
	words := make([]string, len(a.Roles))
	for i, role := range a.Roles {
		words[i] = string(role)
	}
	return words
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
