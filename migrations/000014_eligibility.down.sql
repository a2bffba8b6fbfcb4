drop table information_request;
drop table condition_met;
drop table eligibility_decision;
drop table consultation;
