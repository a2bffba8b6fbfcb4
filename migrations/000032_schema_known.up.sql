-- The server asks which schema it meets, and does not serve on an older one.
grant select on schema_migrations to kap_app;
