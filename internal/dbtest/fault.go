package dbtest

import (
	"context"
	"fmt"
	"testing"
)

// faults is a counter over every row written to any table, and what the whole database
// holds. The counter is a sequence: a transaction that is rolled back keeps it.
const faults = `
	create sequence written;
	create table fault (at bigint not null);
	create function fault() returns trigger language plpgsql security definer as $$
	begin
	    if nextval('public.written') = (select at from public.fault) then
	        raise exception 'a fault at the row written to %', tg_table_name;
	    end if;
	    return new;
	end $$;
	create function holds() returns text language plpgsql as $$
	declare
	    t text;
	    rows text;
	    whole text := '';
	begin
	    for t in select c.oid::regclass from pg_class c
	        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'fault' order by 1
	    loop
	        execute 'select count(*) || '' '' || coalesce(md5(string_agg(x::text, '''' order by x::text)), '''') from ' || t || ' x' into rows;
	        whole := whole || t || ' ' || rows || e'\n';
	    end loop;
	    return whole;
	end $$;
	do $$
	declare
	    t regclass;
	begin
	    for t in select c.oid from pg_class c
	        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'fault'
	    loop
	        execute format('create trigger a_fault before insert or update on %s for each row execute function fault()', t);
	    end loop;
	end $$`

// FailAtEveryRow runs an act again and again with a fault at the first row it writes,
// then at the second, and so on, until it comes through. After every fault the act has
// to say so, and all tables hold what they held before. It answers how many rows the act
// writes.
func (d *DB) FailAtEveryRow(t testing.TB, act func() error) int {
	t.Helper()
	d.run(t, faults)
	before := d.holds(t)
	for n := 1; n < 500; n++ {
		d.run(t, fmt.Sprintf(`alter sequence written restart; delete from fault; insert into fault values (%d)`, n))
		err := act()
		var written int
		if err := d.Owner.QueryRow(context.Background(), `select last_value from written`).Scan(&written); err != nil {
			t.Fatal(err)
		}
		switch {
		case err == nil && written < n:
			return n - 1
		case err == nil:
			t.Fatalf("a fault at row %d of %d did not show", n, written)
		case written != n:
			t.Fatalf("before row %d: %v", n, err)
		}
		if d.holds(t) != before {
			t.Fatalf("after a fault at row %d (%v) half of it was stored", n, err)
		}
	}
	t.Fatal("the act never came through")
	return 0
}

func (d *DB) run(t testing.TB, statement string) {
	t.Helper()
	if _, err := d.Owner.Exec(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

func (d *DB) holds(t testing.TB) (whole string) {
	t.Helper()
	if err := d.Owner.QueryRow(context.Background(), `select holds()`).Scan(&whole); err != nil {
		t.Fatal(err)
	}
	return whole
}
