revoke select on schema_migrations from kap_app;
