package verify

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Clocks compares the clocks of the calendar with zones of a test's own.
var Clocks = clocks

// SignInFirstForm writes every signature anew as the builds of form 1 did, its text as
// change has it. It answers how many there are.
func SignInFirstForm(ctx context.Context, owner *db.Owner, change func(text string) string) (n int, err error) {
	texts, err := firstForm(ctx, owner)
	if err != nil {
		return 0, err
	}
	return len(texts), owner.Write(ctx, func(tx *db.Tx) error {
		if _, err := db.Exec(ctx, tx, `alter table signature disable trigger user`); err != nil {
			return err
		}
		for id, text := range texts {
			if err := db.Change(ctx, tx, `update signature set form = 1, text = $2, sha256 = sha256(convert_to($2, 'UTF8')) where id = $1`, id, change(text)); err != nil {
				return err
			}
		}
		return nil
	})
}

// firstForm is the text of each signature's document in form 1, by the signature's id.
func firstForm(ctx context.Context, owner *db.Owner) (map[uuid.UUID]string, error) {
	texts := map[uuid.UUID]string{}
	err := owner.Write(ctx, func(tx *db.Tx) error {
		signatures, err := db.All[struct {
			ID uuid.UUID
			signed
		}](ctx, tx, `select id, clinic_id, client_id, subject_kind, subject, text, form, at from signature`)
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, asOfThen); err != nil {
			return err
		}
		for _, s := range signatures {
			if err := s.lookFrom(ctx, tx); err != nil {
				return err
			}
			document, err := derives[s.SubjectKind](ctx, tx, s.client(), s.Subject)
			if err != nil {
				return err
			}
			if _, texts[s.ID], err = document.Says("{}", 1); err != nil {
				return err
			}
		}
		return errLooked // the views are for this alone
	})
	if errors.Is(err, errLooked) {
		err = nil
	}
	return texts, err
}
