package verify

var courses = []rule{
	{"I5", "more dosing sessions than the decision authorised, and no incident", `
		select e.clinic_id, 'eligibility_decision' as kind, e.id as subject,
		    count(d.id) || ' of ' || e.sessions as detail
		from eligibility_decision e
		join dosing_day d on d.clinic_id = e.clinic_id and d.course_id = e.course_id
		 and d.started_at > e.signed_at and d.place = 'here'
		where e.signed_at is not null and e.decision in ('eligible', 'eligible_with_conditions')
		  and e.entered_in_error_at is null and d.incident_id is null
		  and not exists (
		      select from eligibility_decision later
		      where later.clinic_id = e.clinic_id and later.course_id = e.course_id
		        and later.signed_at > e.signed_at and later.signed_at <= d.started_at)
		group by e.clinic_id, e.id, e.sessions
		having count(d.id) > e.sessions`},
	{"I9", "a course and its client belong to different clinics", `
		select c.clinic_id, 'course' as kind, c.id as subject, '' as detail
		from course c
		left join client p on p.clinic_id = c.clinic_id and p.id = c.client_id
		where p.id is null`},
	{"I10", "two dosings without an integration, an override or an incident between", `
		select d.clinic_id, 'dosing_day' as kind, d.id as subject, '' as detail
		from dosing_day d
		join lateral (
		    select b.id, b.integrated_at
		    from dosing_day b
		    where b.clinic_id = d.clinic_id and b.course_id = d.course_id and b.started_at < d.started_at
		    order by b.started_at desc
		    limit 1) before on true
		where d.started_at is not null and d.incident_id is null and d.override_id is null
		  and (before.integrated_at is null or before.integrated_at > d.started_at)
		  and not exists (
		      select from override o
		      where o.clinic_id = d.clinic_id and o.client_id = d.client_id
		        and o.item = 'G06' and o.valid_on = d.on_date)`},
	{"I11", "touch was allowed more widely after the lozenge", `
		select c.clinic_id, 'consent' as kind, c.id as subject, '' as detail
		from consent c
		join dosing_session s on s.clinic_id = c.clinic_id and s.client_id = c.client_id
		 and c.signed_at > s.started_at and c.signed_at < s.left_at
		where c.kind = 'touch' and c.answer = 'yes' and c.entered_in_error_at is null
		  and not c.scope <@ coalesce((
		      select before.scope
		      from consent before
		      where before.clinic_id = c.clinic_id and before.client_id = c.client_id
		        and before.kind = 'touch' and before.signed_at <= s.started_at
		      order by before.signed_at desc
		      limit 1), '{}')`},
	{"I12", "two dosing days closer than the absolute minimum, and no incident", `
		select a.clinic_id, 'dosing_day' as kind, b.id as subject, (b.on_date - a.on_date) || ' days' as detail
		from dosing_day a
		join dosing_day b on b.clinic_id = a.clinic_id and b.client_id = a.client_id
		 and b.id <> a.id and b.on_date >= a.on_date and b.on_date < a.on_date + a.min_days
		 and (b.on_date > a.on_date or b.id > a.id)
		where a.incident_id is null and b.incident_id is null`},
}
