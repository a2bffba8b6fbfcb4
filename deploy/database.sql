-- The clinic's database, for psql as superuser, after roles.sql. Safe to run again.
-- It belongs to kap_owner, who may therefore create the extension btree_gist in
-- it; kap_app may connect, nobody else. Names sort as in the tests: locale C.
select 'create database kap owner kap_owner template template0 encoding ''UTF8'' locale ''C'''
where not exists (select from pg_database where datname = 'kap') \gexec

revoke all on database kap from public;
grant connect on database kap to kap_app;
