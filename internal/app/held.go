package app

import (
	"context"

	"kap/internal/db"
)

// Held is what a database holds: clinics of the demo, others, and clients of all.
type Held struct {
	Demos, Others, Clients int
	Foreign                []string `db:"-"` // databases of the server that are not ours
}

// Holds counts what is in a database, with whatever schema, and looks what is beside it.
func Holds(ctx context.Context, owner *db.Owner) (h Held, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		foreign, err := db.All[string](ctx, v, `
			select datname::text
			from pg_database
			where not datistemplate and datname not in ('postgres', 'kap')
			order by datname`)
		if err != nil {
			return err
		}
		defer func() { h.Foreign = foreign }()
		made, err := db.One[bool](ctx, v, `select to_regclass('public.client') is not null`)
		if err != nil || !made {
			return err
		}
		h, err = db.One[Held](ctx, v, `
			select
				(select count(*) from clinic where demo) as demos,
				(select count(*) from clinic where not demo) as others,
				(select count(*) from client) as clients`)
		return err
	})
	return h, err
}
