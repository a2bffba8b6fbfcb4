alter table supply_entry drop constraint supply_entry_intake;
drop table intake_line;
drop table intake;
drop function intake_sums_exactly();
