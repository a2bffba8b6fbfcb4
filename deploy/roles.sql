-- The roles of the database. Roles belong to the cluster, so they come from
-- here and never from a migration. Safe to run again.
--
--   kap_owner  owns every table: migrate, init, demo, verify, backup
--   kap_app    serves: owns nothing, never passes row-level security by
do $$
begin
	if not exists (select from pg_roles where rolname = 'kap_owner') then
		create role kap_owner login;
	end if;
	if not exists (select from pg_roles where rolname = 'kap_app') then
		create role kap_app login;
	end if;
exception
	-- two machines may set up the same cluster at once
	when duplicate_object or unique_violation then null;
end
$$;

alter role kap_owner nosuperuser nocreatedb nocreaterole nobypassrls;
alter role kap_app nosuperuser nocreatedb nocreaterole noinherit nobypassrls;

-- The owner may work as the app: the demo clinic is made in one transaction, its
-- people as owner and everything else as the app. It may do less as kap_app, never more.
grant kap_app to kap_owner;

-- Postgres compiles statements whose policies inflate the estimate for seconds
-- and throws the work away.
alter role kap_app set jit = off;
