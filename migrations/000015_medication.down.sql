drop table supply_entry;
drop table prescription;
