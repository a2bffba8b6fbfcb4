drop function enter_in_error(text, uuid, text);
drop table taken_out;
drop table signature;
