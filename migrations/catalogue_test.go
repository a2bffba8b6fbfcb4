package migrations_test

import (
	"context"
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"kap/internal/dbtest"
	"kap/migrations"
)

func TestNumbersAreContiguousAndPaired(t *testing.T) {
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	form := regexp.MustCompile(`^(\d{6})_([a-z_]+)\.(up|down)\.sql$`)
	subjects := map[string][]string{}
	var numbers []string
	for _, name := range names {
		part := form.FindStringSubmatch(name)
		if part == nil {
			t.Errorf("%s is not named like 000001_subject.up.sql", name)
			continue
		}
		if !slices.Contains(numbers, part[1]) {
			numbers = append(numbers, part[1])
		}
		subjects[part[1]] = append(subjects[part[1]], part[2]+"."+part[3])
	}
	for i, number := range numbers {
		if want := sixDigits(i + 1); number != want {
			t.Fatalf("after %s comes %s, want %s", sixDigits(i), number, want)
		}
		s := subjects[number]
		if len(s) != 2 || s[0][:len(s[0])-len(".down")] != s[1][:len(s[1])-len(".up")] {
			t.Errorf("%s has %v, want one subject up and down", number, s)
		}
	}
}

func sixDigits(n int) string {
	digits := []byte("000000")
	for i := len(digits) - 1; n > 0; i, n = i-1, n/10 {
		digits[i] += byte(n % 10)
	}
	return string(digits)
}

func TestUpDownUp(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := context.Background()
	if err := migrations.Down(ctx, d.OwnerDSN); err != nil {
		t.Fatal(err)
	}
	left := list(t, d, `
		select relname from pg_class
		where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relname <> 'schema_migrations'
		union all
		select proname from pg_proc where pronamespace = 'public'::regnamespace`)
	if len(left) > 0 {
		t.Errorf("left after down: %v", left)
	}
	if err := migrations.Up(ctx, d.OwnerDSN); err != nil {
		t.Fatal(err)
	}
	s, err := migrations.Status(ctx, d.OwnerDSN)
	if err != nil || !s.Current() {
		t.Errorf("status %+v, %v; want current", s, err)
	}
}

// pointsAt are the columns that point at something signed without being a part of it:
// what is learned later belongs to the client, and what was decided before stays as it is.
const pointsAt = `{adverse_event.session_id,escalation.session_id,incident.session_id,risk_check.session_id,
	safety_call.session_id,supply_entry.session_id,supply_entry.intake_id,
	consent.text_id,consent_change.consent_id,condition_met.decision_id,information_request.decision_id,
	dosing_session.decision_id,dosing_session.prescription_id,eligibility_decision.consultation_id,
	intake.prescription_id,intake.gate_check_id,prescription.decision_id,
	consultation.protocol_version,course.protocol_version,dosing_session.protocol_version,
	eligibility_decision.protocol_version,gate_check.protocol_version}`

// Each statement lists offenders.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	const tenant = `
		with tenant as (
			select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity
			from pg_class c
			where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
			and c.relname not in ('sign_in', 'setup_link') -- the door: no grants at all
			and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'clinic_id' and not a.attisdropped)
		) `
	for _, c := range []struct{ rule, offenders string }{
		{"a table of a clinic has row-level security and a policy", tenant + `
			select name from tenant
			where not relrowsecurity or relforcerowsecurity
			or not exists (select from pg_policy p where p.polrelid = tenant.oid and p.polcmd in ('r', '*'))`},
		{"its primary key begins with the clinic", tenant + `
			select name from tenant
			where not exists (
				select from pg_index i
				join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
				where i.indrelid = tenant.oid and i.indisprimary and a.attname = 'clinic_id')`},
		{"a foreign key between tables of a clinic carries the clinic", tenant + `
			select con.conname::text from pg_constraint con
			where con.contype = 'f' and con.conrelid in (select oid from tenant) and con.confrelid in (select oid from tenant)
			and not exists (
				select from pg_attribute a
				where a.attrelid = con.conrelid and a.attname = 'clinic_id' and a.attnum = any (con.conkey))`},
		{"between tables of clients it carries the client too", tenant + `
			, clinical as (
				select t.oid from tenant t
				join pg_attribute a on a.attrelid = t.oid and a.attname = 'client_id' and a.attnotnull)
			select con.conname::text from pg_constraint con
			where con.contype = 'f' and con.conrelid in (select oid from clinical) and con.confrelid in (select oid from clinical)
			and con.conname <> 'intake_clinic_id_session_id_gate_check_id_fkey' -- the session carries the client
			and not exists (
				select from pg_attribute a
				where a.attrelid = con.conrelid and a.attname = 'client_id' and a.attnum = any (con.conkey))`},
		{"everything belongs to kap_owner", `
			select relname::text from pg_class
			where relnamespace = 'public'::regnamespace and relkind in ('r', 'S', 'v') and pg_get_userbyid(relowner) <> 'kap_owner'`},
		{"the app never deletes or truncates", `
			select table_name::text from information_schema.role_table_grants
			where grantee in ('kap_app', 'PUBLIC') and table_schema = 'public'
			and privilege_type not in ('SELECT', 'INSERT', 'UPDATE')`},
		{"the access record is only added to and read", `
			select privilege_type::text from information_schema.role_table_grants
			where grantee = 'kap_app' and table_name = 'audit_event' and privilege_type not in ('SELECT', 'INSERT')`},
		{"a purpose opens nothing but select", `
			select polname::text from pg_policy
			where polcmd <> 'r'
			and concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) like '%app_purpose%'`},
		{"no purpose reads impressions or what belongs to its author", `
			select polname::text from pg_policy
			where pg_get_expr(polqual, polrelid) like '%app_purpose%'
			and polrelid in ('impression'::regclass, 'submission'::regclass)`},
		{"the door is closed but for its functions", `
			select concat(table_name, ' ', privilege_type) from information_schema.role_table_grants
			where grantee = 'kap_app' and table_name in ('account', 'sign_in', 'sign_in_attempt', 'setup_link')`},
		{"a function that runs as owner has a fixed search path and is not public", `
			select p.oid::regprocedure::text from pg_proc p
			where p.pronamespace = 'public'::regnamespace and p.prosecdef
			and (not coalesce(p.proconfig::text like '%search_path=pg_catalog, pg_temp%', false)
				or p.prorettype <> 'trigger'::regtype and has_function_privilege('public', p.oid, 'execute'))`},
		{"what is sealed wants a signature", `
			select tgrelid::regclass::text from pg_trigger where tgname = 'sealed'
			except select tgrelid::regclass::text from pg_trigger where tgname = 'signed_by_somebody' and tgdeferrable`},
		{"what hangs below something signed is guarded by it, or points at it knowingly", `
			with recursive below as (
				select tgrelid as oid from pg_trigger where tgname = 'sealed'
				union
				select tgrelid from pg_trigger where tgname like 'below\_%'
			)
			select con.conrelid::regclass || '.' || a.attname
			from pg_constraint con
			join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[cardinality(con.conkey)]
			where con.contype = 'f' and con.confrelid in (select oid from below) and con.conrelid <> con.confrelid
			and not exists (
				select from pg_trigger t
				where t.tgrelid = con.conrelid and t.tgname like 'below\_%' and position('\000' || a.attname || '\000' in encode(t.tgargs, 'escape')) > 0)
			and con.conrelid::regclass || '.' || a.attname <> all ('` + pointsAt + `'::text[])`},
		{"a foreign key is indexed", tenant + `
			select con.conname::text from pg_constraint con
			join lateral (
				select a.attname from pg_attribute a
				where a.attrelid = con.conrelid and a.attnum = con.conkey[cardinality(con.conkey)]) last on true
			where con.contype = 'f' and con.conrelid in (select oid from tenant) and con.confrelid in (
				'client'::regclass, 'course'::regclass, 'appointment'::regclass, 'dosing_session'::regclass, 'intake'::regclass)
			and not exists (
				select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1]
				where i.indrelid = con.conrelid and a.attname = last.attname)`},
	} {
		t.Run(c.rule, func(t *testing.T) {
			if found := list(t, d, c.offenders); len(found) > 0 {
				t.Errorf("not so for %v", found)
			}
		})
	}
}

func list(t *testing.T, d *dbtest.DB, statement string) []string {
	t.Helper()
	rows, err := d.Owner.Query(context.Background(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}
