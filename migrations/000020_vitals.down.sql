drop table vitals;
drop function reading_stays();
