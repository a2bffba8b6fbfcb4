drop trigger below_intake_line on intake_line;
drop function below_sealed_through();
