package verify

var bookings = []rule{
	{"I1", "two active bookings of one resource overlap", `
		select a.clinic_id, 'booking' as kind, a.id as subject, 'with ' || b.id as detail
		from booking a
		join booking b on b.clinic_id = a.clinic_id and b.resource_id = a.resource_id
		 and b.id > a.id and a.during && b.during
		where a.active and b.active`},
	{"I1", "a confirmed visit holds no time of its client", `
		select a.clinic_id, 'appointment' as kind, a.id as subject, a.status as detail
		from appointment a
		where a.status in ('confirmed', 'arrived', 'in_progress')
		  and not exists (
		      select from booking b
		      where b.clinic_id = a.clinic_id and b.appointment_id = a.id and b.active)`},
	{"I1", "a cancelled visit still holds time", `
		select b.clinic_id, 'booking' as kind, b.id as subject, '' as detail
		from booking b
		join appointment a on a.clinic_id = b.clinic_id and a.id = b.appointment_id
		where b.active and a.status in ('cancelled', 'no_show', 'not_held')`},
	{"S4", "a visit is done before it began", `
		select a.clinic_id, 'appointment' as kind, a.id as subject, a.kind as detail
		from appointment a
		where a.status = 'done' and a.starts_at > app_now() + interval '12 hours'`},
	{"I9", "somebody without a clinical role is on a care team", `
		select c.clinic_id, 'care_team' as kind, c.id as subject, c.role as detail
		from care_team c
		join staff s on s.clinic_id = c.clinic_id and s.id = c.staff_id
		where not s.roles && array['prescriber', 'therapist', 'nurse', 'medical_assistant']
		  and c.until = 'infinity'`},
}
