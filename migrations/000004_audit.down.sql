drop table submission;
drop function note_refusal(text, text, uuid);
drop table refusal;
drop table audit_event;
