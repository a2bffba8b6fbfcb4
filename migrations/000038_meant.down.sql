drop trigger keep_meant on appointment;
drop function keep_meant();
alter table appointment drop column meant;
