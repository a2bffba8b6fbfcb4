package db

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
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

// eventRow is an event as it is stored.
type eventRow struct {
	ClinicID  uuid.UUID
	ID        uuid.UUID
	ActorKind auth.Kind
	Actor     uuid.UUID
	SignIn    uuid.UUID
	Roles     []auth.Role
	audit.Event
	Route     string
	Outcome   string
	RequestID string
	Worker    string
}

var insertEvent = `
	insert into audit_event (` + Columns[eventRow]() + `)
	values (` + Values[eventRow]() + `)`

var insertQuietEvent = `
	insert into audit_event (` + Columns[eventRow]() + `)
	select ` + Values[eventRow]() + `
	where not exists (
	    select from audit_event
	    where clinic_id = @clinic_id and actor = @actor and client = @client and route = @route
	      and at > app_now() - interval '15 minutes')`

// event is the statement that stores e.
func (tx *Tx) event(ctx context.Context, e audit.Event, outcome string) statement {
	a, r := tx.Actor, requestOf(ctx)
	return statement{insertEvent, []any{Named(eventRow{
		ClinicID: a.Clinic, ID: NewID(), ActorKind: a.Kind, Actor: a.Staff, SignIn: a.SignIn, Roles: a.Roles, Event: e,
		Route: r.Route, Outcome: outcome, RequestID: idText(r.ID), Worker: a.Working(),
	})}}
}

// viewEvent is what the route says is being viewed, once a request.
func (tx *Tx) viewEvent(ctx context.Context) []statement {
	r := requestOf(ctx)
	if r.Viewed == nil || r.noted {
		return nil
	}
	r.noted = true
	viewed := *r.Viewed
	viewed.Shown, viewed.Rows = tx.shown, len(tx.shown)
	s := tx.event(ctx, viewed, "ok")
	if r.Quiet {
		s.sql = insertQuietEvent
	}
	return []statement{s}
}

// Show says which clients a list, a search or a calendar names: who has seen somebody is
// whole only with these. No client is nobody.
func (v *View) Show(clients ...uuid.UUID) {
	for _, client := range clients {
		if client != uuid.Nil && !slices.Contains(v.shown, client) {
			v.shown = append(v.shown, client)
		}
	}
}

// Note adds a further event to the transaction, for an act that is two.
func (tx *Tx) Note(ctx context.Context, e audit.Event) error {
	s := tx.event(ctx, e, "ok")
	_, err := tx.exec(ctx, s.sql, s.args...)
	return err
}
