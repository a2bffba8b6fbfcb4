package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// rolesThere is what a server has of the clinic's roles, and who asks.
type rolesThere struct {
	Owner, App bool // kap_owner and kap_app are there
	Super      bool // who asks may make them
	Made       bool // the database has tables of ours already
}

// Roles refuses a server without the two roles, before anything is done to a database.
// A superuser makes them here with the statements given; they have no passwords then, so
// that somebody goes on by hand. What a superuser would make would be the superuser's.
func Roles(ctx context.Context, ownerDSN, statements string) error {
	conn, err := pgx.Connect(ctx, ownerDSN)
	if err != nil {
		return fmt.Errorf("look for the roles: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var there rolesThere
	err = conn.QueryRow(ctx, `
		select exists (select from pg_roles where rolname = 'kap_owner'), exists (select from pg_roles where rolname = 'kap_app'),
		    (select rolsuper from pg_roles where rolname = current_user), to_regclass('public.schema_migrations') is not null`).
		Scan(&there.Owner, &there.App, &there.Super, &there.Made)
	if err != nil {
		return fmt.Errorf("look for the roles: %w", err)
	}
	if there.Owner && there.App {
		return there.owned()
	}
	if !there.Super {
		return errors.New("this server has no role " + there.missing() + "; nothing was changed. Let a superuser run deploy/roles.sql (psql --file=roles.sql), give both roles their passwords, then do this again")
	}
	if _, err := conn.Exec(ctx, statements); err != nil {
		return fmt.Errorf("make the roles: %w", err)
	}
	return errors.New("the roles kap_owner and kap_app were missing and are made now; nothing else was changed. Give each a password (alter role … password '…'), let kap_owner own the database, name kap_owner in KAP_OWNER_DATABASE_URL and kap_app in KAP_DATABASE_URL, then do this again")
}

func (r rolesThere) missing() string {
	switch {
	case r.Owner:
		return "kap_app"
	case r.App:
		return "kap_owner"
	}
	return "kap_owner and no role kap_app"
}

// owned refuses a superuser where the tables are not made yet.
func (r rolesThere) owned() error {
	if r.Super && !r.Made {
		return errors.New("KAP_OWNER_DATABASE_URL signs in as a superuser, to whom every table would belong; nothing was changed. Name kap_owner in it")
	}
	return nil
}
