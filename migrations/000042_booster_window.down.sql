alter table prescription
	drop column booster_from,
	drop column booster_until;
