drop table cover;
drop table staff;
