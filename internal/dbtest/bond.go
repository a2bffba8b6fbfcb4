package dbtest

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Bond is a foreign key that is never null, of a table whose rows nobody sees without
// seeing the row they belong to.
type Bond struct {
	Table, To          string
	Columns, ToColumns []string // in the same order
}

// Bonds reads them from the migrated schema.
func Bonds(ctx context.Context) (all []Bond, err error) {
	from, err := migrated()
	if err != nil {
		return nil, err
	}
	dsn, err := cluster()
	if err != nil {
		return nil, err
	}
	const name = "t_bonds"
	err = withConn(ctx, dsn, func(conn *pgx.Conn) error {
		if err := drop(ctx, conn, name); err != nil {
			return err
		}
		if err := create(ctx, conn, name, from); err != nil {
			return err
		}
		err := withConn(ctx, address(dsn, "postgres", name), func(conn *pgx.Conn) (err error) {
			all, err = bonds(ctx, conn)
			return err
		})
		if err != nil {
			return fmt.Errorf("read the foreign keys: %w", err)
		}
		return drop(ctx, conn, name)
	})
	return all, err
}

// bonds: either everybody of the clinic sees the other table, or every policy that opens
// the table opens the other one with the same words, and these speak of the key alone.
func bonds(ctx context.Context, conn *pgx.Conn) ([]Bond, error) {
	rows, err := conn.Query(ctx, `
		with opened as (
			select p.polrelid as of, p.polpermissive as opens,
				replace(pg_get_expr(p.polqual, p.polrelid), r.relname || '.', '') as words
			from pg_policy p
			join pg_class r on r.oid = p.polrelid
			where p.polcmd in ('r', '*'))
		select k.conrelid::regclass::text as "table", k.confrelid::regclass::text as "to",
			(select array_agg(a.attname::text order by c.at) from unnest(k.conkey) with ordinality c (number, at)
				join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number) as columns,
			(select array_agg(a.attname::text order by c.at) from unnest(k.confkey) with ordinality c (number, at)
				join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.number) as to_columns
		from pg_constraint k
		where k.contype = 'f' and k.convalidated
		  and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and not a.attnotnull)
		  and not exists (select from opened o where o.of = k.confrelid and not o.opens)
		  and (exists (select from opened o where o.of = k.confrelid
				and o.words in ('(clinic_id = ( SELECT app_clinic() AS app_clinic))', '(id = ( SELECT app_clinic() AS app_clinic))'))
			or exists (select from opened o where o.of = k.conrelid and o.opens)
				and not exists (select from opened o where o.of = k.conrelid and o.opens
					and (not exists (select from opened t where t.of = k.confrelid and t.words = o.words)
						or exists (select from pg_attribute a where a.attrelid = o.of and o.words ~ ('\m' || a.attname || '\M')
							and not exists (select from unnest(k.conkey, k.confkey) pair (here, there)
								join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there
								where pair.here = a.attnum and b.attname = a.attname)))))
		order by 1, 2, 3`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByNameLax[Bond])
}
