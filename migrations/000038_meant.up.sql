-- A visit is at an instant, and somebody meant a day and a time on the clinic's wall. Where
-- the rules of the zone change afterwards, the two part: this is what was meant, as it was
-- counted when the visit was booked or moved.
alter table appointment add column meant timestamp;
comment on column appointment.meant is 'the start on the clinic''s wall as it was meant; kap zones compares';

update appointment a
set meant = a.starts_at at time zone z.zone
from clinic z
where z.id = a.clinic_id;
alter table appointment alter column meant set not null;

-- keep_meant notes the wall time of a start that somebody chose.
create function keep_meant() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
	if tg_op = 'INSERT' or new.starts_at is distinct from old.starts_at then
		new.meant := new.starts_at at time zone (select z.zone from public.clinic z where z.id = new.clinic_id);
	end if;
	return new;
end $$;
revoke execute on function keep_meant() from public;
create trigger keep_meant before insert or update of starts_at on appointment
	for each row execute function keep_meant();
