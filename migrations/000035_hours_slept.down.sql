alter table integration_session drop column hours_slept;
