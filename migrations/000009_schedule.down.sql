drop table escort_confirmation;
drop table booking;
drop table appointment_move;
drop table appointment;
drop table time_off;
drop table staff_hours;
drop table room;
