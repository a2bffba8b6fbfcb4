package staff

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/fold"
	"kap/internal/problem"
)

var errMixed = problem.New(problem.Conflict, "This database holds another kind of clinic, and a demo clinic never shares one with a real clinic. Give the real one a database of its own: set KAP_DATA to another folder, or KAP_DATABASE_URL and KAP_OWNER_DATABASE_URL to an empty database.")

// Found makes a clinic, as owner. A demo clinic and a real one never share a database.
func Found(ctx context.Context, tx *db.Tx, id uuid.UUID, f Founding) error {
	if err := f.Check(); err != nil {
		return err
	}
	mixed, err := db.One[bool](ctx, tx, `
		select exists (
		    select from clinic
		    where demo <> $1)`, f.Demo)
	if err != nil {
		return err
	}
	if mixed {
		return errMixed
	}
	_, err = db.Exec(ctx, tx, `
		insert into clinic (id, `+db.Columns[Founding]()+`)
		values (@id, `+db.Values[Founding]()+`)`, db.Named(f, "id", id))
	return err
}

// Engage adds a person to a clinic, as owner.
func Engage(ctx context.Context, tx *db.Tx, clinic, id uuid.UUID, e MemberEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		insert into staff (clinic_id, id, name_key, `+db.Columns[MemberEntry]()+`)
		values (@clinic, @id, @name_key, `+db.Values[MemberEntry]()+`)`,
		db.Named(e, "clinic", clinic, "id", id, "name_key", fold.Name(e.Name)))
	return err
}
