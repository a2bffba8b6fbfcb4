drop table safety_call;
drop table integration_session;
