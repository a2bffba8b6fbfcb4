alter table intake drop column asked_for;
