drop table override;
drop table review;
drop table pause;
