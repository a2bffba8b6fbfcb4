drop table consent_change;
drop table consent;
drop table consent_text;
