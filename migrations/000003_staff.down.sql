drop table cover;
drop function cover_is_clinical();
drop table staff;
