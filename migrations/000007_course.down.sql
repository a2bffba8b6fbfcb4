drop table course;
