package verify

var sessions = []rule{
	{"I6", "nobody was in the room for a while, and nobody said why", `
		select s.clinic_id, 'dosing_session' as kind, s.id as subject, '' as detail
		from dosing_session s
		where s.status in ('left', 'signed') and s.presence_gap = '' and not s.from_paper
		  and s.entered_in_error_at is null
		  and not (tstzmultirange(tstzrange(s.started_at, s.left_at)) <@ coalesce((
		      select range_agg(tstzrange(p.came_at, coalesce(p.went_at, s.left_at)))
		      from presence p
		      where p.clinic_id = s.clinic_id and p.session_id = s.id and p.entered_in_error_at is null
		        and p.came_at <= coalesce(p.went_at, s.left_at)), '{}'))`},
	{"I7", "two live readings replace one", `
		select v.clinic_id, 'vitals' as kind, v.replaces as subject, count(*) || ' live' as detail
		from vitals v
		where v.replaces is not null and v.voided_at is null and v.entered_in_error_at is null
		group by v.clinic_id, v.replaces
		having count(*) > 1`},
	{"I7", "a reading and its replacement are both live", `
		select v.clinic_id, 'vitals' as kind, v.id as subject, '' as detail
		from vitals v
		join vitals o on o.clinic_id = v.clinic_id and o.id = v.replaces
		where v.voided_at is null and o.voided_at is null
		  and v.entered_in_error_at is null and o.entered_in_error_at is null`},
	{"S1", "a dosed session without an intake", `
		select s.clinic_id, 'dosing_session' as kind, s.id as subject, s.status as detail
		from dosing_session s
		where s.status in ('dosed', 'left', 'signed') and s.entered_in_error_at is null
		  and not exists (
		      select from intake i
		      where i.clinic_id = s.clinic_id and i.session_id = s.id and i.entered_in_error_at is null)`},
	{"S1", "an intake in a session that never began", `
		select i.clinic_id, 'intake' as kind, i.id as subject, s.status as detail
		from intake i
		join dosing_session s on s.clinic_id = i.clinic_id and s.id = i.session_id
		where s.status in ('arrived', 'cleared', 'not_started') and i.entered_in_error_at is null`},
	{"S2", "a session that was left has no leaving", `
		select s.clinic_id, 'dosing_session' as kind, s.id as subject, s.status as detail
		from dosing_session s
		where s.status in ('left', 'signed') and s.entered_in_error_at is null
		  and not exists (
		      select from departure d
		      where d.clinic_id = s.clinic_id and d.session_id = s.id and d.entered_in_error_at is null)`},
	{"S3", "a dosing day and its session began at different times", `
		select s.clinic_id, 'dosing_session' as kind, s.id as subject, '' as detail
		from dosing_session s
		join dosing_day d on d.clinic_id = s.clinic_id and d.id = s.dosing_day_id
		where s.started_at is not null and d.started_at is distinct from s.started_at
		  and s.entered_in_error_at is null`},
}
