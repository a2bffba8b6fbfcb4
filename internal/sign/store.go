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
		select @id, @client, @subject_kind, @subject, @version, @text, @form, sha256(convert_to(@text, 'UTF8')),
		    s.id, s.name, s.credentials, @roles, @meaning
		from staff s
		where s.id = @signer`,
		db.Named(Signature{ID: db.NewID(), SubjectKind: d.Kind, Subject: d.ID, Version: d.version(), Text: text, Form: Form,
			Signer: tx.Actor.Staff, Roles: tx.Actor.Roles, Meaning: meaning}, "client", d.Client))
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
		select `+db.Columns[Signature]()+`
		from signature
		where client_id is not distinct from @client and subject_kind = @kind and subject = @subject
		order by at, id`, db.Named(nil, "client", client, "kind", kind, "subject", id))
}
