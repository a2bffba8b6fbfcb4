drop table dosing_day;
