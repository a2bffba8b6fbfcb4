package db

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
)

// Request is what a request says of itself, once, for the record of access.
type Request struct {
	ID     uuid.UUID
	Route  string
	Viewed *audit.Event // what a page shows of a client; noted with the first Read
	Quiet  bool         // a fragment: left out if noted within the last 15 minutes

	noted bool
}

type requestKey struct{}

// WithRequest puts the request's own facts into ctx.
func WithRequest(ctx context.Context, r *Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

func requestOf(ctx context.Context) *Request {
	if r, ok := ctx.Value(requestKey{}).(*Request); ok {
		return r
	}
	return &Request{}
}

const insertEvent = `
	insert into audit_event (clinic_id, id, actor_kind, actor, sign_in, roles, action,
	    client, subject_kind, subject, rows, purpose, route, outcome, request_id, worker)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

const insertQuietEvent = `
	insert into audit_event (clinic_id, id, actor_kind, actor, sign_in, roles, action,
	    client, subject_kind, subject, rows, purpose, route, outcome, request_id, worker)
	select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
	where not exists (
	    select from audit_event
	    where clinic_id = $1 and actor = $4 and client = $8 and route = $13
	      and at > app_now() - interval '15 minutes')`

// event is the statement that stores e.
func (tx *Tx) event(ctx context.Context, e audit.Event, outcome string) statement {
	a, r := tx.Actor, requestOf(ctx)
	roles := make([]string, len(a.Roles))
	for i, role := range a.Roles {
		roles[i] = string(role)
	}
	return statement{insertEvent, []any{
		a.Clinic, NewID(), string(a.Kind), orNull(a.Staff), orNull(a.SignIn), roles, e.Action,
		orNull(e.Client), e.Kind, orNull(e.Subject), e.Rows, e.Purpose, r.Route, outcome, idText(r.ID), a.Working(),
	}}
}

// viewEvent is what the route says is being viewed, once a request.
func (tx *Tx) viewEvent(ctx context.Context) []statement {
	r := requestOf(ctx)
	if r.Viewed == nil || r.noted {
		return nil
	}
	r.noted = true
	viewed := *r.Viewed
	viewed.Rows = tx.Rows
	s := tx.event(ctx, viewed, "ok")
	if r.Quiet {
		s.sql = insertQuietEvent
	}
	return []statement{s}
}

// orNull stores a zero id as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// Note adds a further event to the transaction, for an act that is two.
func (tx *Tx) Note(ctx context.Context, e audit.Event) error {
	s := tx.event(ctx, e, "ok")
	_, err := tx.exec(ctx, s.sql, s.args...)
	return err
}
