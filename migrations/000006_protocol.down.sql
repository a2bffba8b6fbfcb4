drop table protocol;
