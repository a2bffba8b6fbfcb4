drop table readiness_item;
drop table practice;
drop table goal_rating;
drop table goal;
drop table preparation_session;
