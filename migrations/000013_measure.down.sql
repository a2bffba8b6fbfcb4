drop table measure_response;
