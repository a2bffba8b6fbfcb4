package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Place is the database an address names, without its password: "the database kap at
// db.example.org, port 5432, as kap_owner".
func Place(dsn string) string {
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return "an address that cannot be read"
	}
	return fmt.Sprintf("the database %s at %s, port %d, as %s", c.Database, c.Host, c.Port, c.User)
}

// SameDatabase refuses two addresses that lead to two databases: one would be served and
// the other migrated, filled or looked through. Ways that differ (a pooler, a socket) are
// asked where they end.
func SameDatabase(ctx context.Context, app, owner string) error {
	a, err := pgx.ParseConfig(app)
	if err != nil {
		return Reach(ctx, "KAP_DATABASE_URL", app)
	}
	o, err := pgx.ParseConfig(owner)
	if err != nil {
		return Reach(ctx, "KAP_OWNER_DATABASE_URL", owner)
	}
	if a.Database == o.Database && a.Host == o.Host && a.Port == o.Port {
		return nil
	}
	served, err := identity(ctx, "KAP_DATABASE_URL", app)
	if err != nil {
		return err
	}
	owned, err := identity(ctx, "KAP_OWNER_DATABASE_URL", owner)
	if err != nil {
		return err
	}
	if served != owned {
		return errors.New("KAP_DATABASE_URL is " + Place(app) + ", and KAP_OWNER_DATABASE_URL " + Place(owner) + ": these are two databases; name one and the same in both")
	}
	return nil
}

// identity is which database of which cluster an address leads to.
func identity(ctx context.Context, setting, dsn string) (id string, err error) {
	if err := Reach(ctx, setting, dsn); err != nil {
		return "", err
	}
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return "", fmt.Errorf("ask which database %s is: %w", setting, err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	err = conn.QueryRow(ctx, `
		select system_identifier || ' ' || (select oid from pg_database where datname = current_database())
		from pg_control_system()`).Scan(&id)
	return id, err
}
