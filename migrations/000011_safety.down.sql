drop table escalation;
drop table incident;
drop table adverse_event;
drop table safety_plan;
drop table risk_check;
