package db

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// unsure is a commit that was sent and not answered: it is stored, or it is not.
type unsure struct{ error }

func (u unsure) Unwrap() error { return u.error }

// Unsure says whether err leaves open if the change was stored. Its submission sent again
// is stored once, and says so.
func Unsure(err error) bool { return errors.As(err, new(unsure)) }

// doubt marks the error of a commit to which Postgres has not said no.
func doubt(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Severity != "FATAL" && !strings.HasPrefix(pg.Code, "57P") || pgconn.SafeToRetry(err) {
		return err
	}
	return unsure{err}
}

// HasStored says whether the write of the request's form is stored, for whoever must say
// so after something else failed.
func HasStored(ctx context.Context) bool { return SubmissionOf(ctx).stored }
