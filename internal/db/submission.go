package db

import (
	"bytes"
	"context"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Submission is one posted form: its id and what was posted, as sent.
type Submission struct {
	ID     uuid.UUID
	Posted []byte

	claimed bool // its id is taken by a transaction of this request
	stored  bool // and that transaction is stored
}

type submissionKey struct{}

// WithSubmission puts a posted form into ctx, so that it is stored once.
func WithSubmission(ctx context.Context, s *Submission) context.Context {
	return context.WithValue(ctx, submissionKey{}, s)
}

// SubmissionOf is the posted form of a request.
func SubmissionOf(ctx context.Context) *Submission {
	if s, ok := ctx.Value(submissionKey{}).(*Submission); ok {
		return s
	}
	return &Submission{}
}

// Again is the same form as it is sent once more.
func (s *Submission) Again() *Submission { return &Submission{ID: s.ID, Posted: s.Posted} }

// claim takes the submission's id. It answers true when the same post by the
// same person is stored already; another post under that id is a conflict.
// Only a request's first Write is the submission's: one Submit, one Write.
func (tx *Tx) claim(ctx context.Context) (stored bool, err error) {
	s, ok := ctx.Value(submissionKey{}).(*Submission)
	if !ok || s.claimed {
		return false, nil
	}
	mac := tx.db.MAC(append([]byte(tx.Actor.Staff.String()), s.Posted...))
	n, err := Exec(ctx, tx, `
		insert into submission (clinic_id, id, author, mac)
		values ($1, $2, $3, $4)
		on conflict do nothing`, tx.Actor.Clinic, s.ID, tx.Actor.Staff, mac)
	if err != nil || n == 1 {
		s.claimed = err == nil
		tx.claims = s
		return false, err
	}
	return true, tx.sameAsStored(ctx, s.ID, mac)
}

func (tx *Tx) sameAsStored(ctx context.Context, id uuid.UUID, mac []byte) error {
	kept, found, err := Maybe[[]byte](ctx, tx, `
		select mac
		from submission
		where id = $1 and author = $2`, id, tx.Actor.Staff)
	if err != nil {
		return err
	}
	if !found || !bytes.Equal(kept, mac) {
		return problem.New(problem.Conflict, "This form was saved already with other answers. Open the page again to see what is stored; what you typed is kept below.")
	}
	return nil
}
