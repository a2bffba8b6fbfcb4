package verify

var intakes = []rule{
	{"I2", "a planned intake without a cleared readiness check", `
		select i.clinic_id, 'intake' as kind, i.id as subject, '' as detail
		from intake i
		left join gate_check g on g.clinic_id = i.clinic_id and g.session_id = i.session_id and g.id = i.gate_check_id
		where i.session_id is not null and i.planned and not i.from_paper and i.entered_in_error_at is null
		  and (g.id is null or not g.cleared)`},
	{"I2", "an unplanned intake without an incident", `
		select i.clinic_id, 'intake' as kind, i.id as subject, '' as detail
		from intake i
		where not i.planned and i.session_id is not null and not i.from_paper
		  and i.incident_id is null and i.entered_in_error_at is null`},
	{"I3", "an intake's mg is not its units times strength", `
		select i.clinic_id, 'intake' as kind, i.id as subject,
		    i.mg || ' mg, its lines ' || coalesce(sum(l.units * l.strength), 0) as detail
		from intake i
		left join intake_line l on l.clinic_id = i.clinic_id and l.intake_id = i.id and l.entered_in_error_at is null
		where i.entered_in_error_at is null
		group by i.clinic_id, i.id, i.mg
		having i.mg is distinct from sum(l.units * l.strength)`},
	// A session that is not counted yet has a task, not a finding.
	{"I4", "lozenges brought are not taken, lost and taken home, and no discrepancy is noted", `
		select s.clinic_id, 'dosing_session' as kind, s.id as subject, e.strength || ' mg' as detail
		from dosing_session s
		join supply_entry e on e.clinic_id = s.clinic_id and e.session_id = s.id and e.entered_in_error_at is null
		where s.status in ('left', 'signed')
		  and exists (
		      select from supply_entry c
		      where c.clinic_id = s.clinic_id and c.session_id = s.id and c.kind in ('brought', 'lost', 'taken home')
		        and c.entered_in_error_at is null)
		group by s.clinic_id, s.id, e.strength
		having sum(case when e.kind = 'brought' or e.corrects = 'brought' then e.units else 0 end)
		    <> sum(case when e.kind in ('taken', 'lost', 'taken home')
		                  or e.corrects in ('taken', 'lost', 'taken home') then e.units else 0 end)
		   and not exists (
		       select from incident i
		       where i.clinic_id = s.clinic_id and i.session_id = s.id and i.kind = 'discrepancy')`},
	{"I4", "fewer than no lozenges are on hand", `
		select e.clinic_id, 'client' as kind, e.client_id as subject, e.strength || ' mg' as detail
		from supply_entry e
		where e.entered_in_error_at is null
		group by e.clinic_id, e.client_id, e.strength
		having sum(case when e.kind = 'dispensed' or e.corrects = 'dispensed' then e.units
		                when e.kind in ('taken', 'lost') or e.corrects in ('taken', 'lost') then -e.units
		                else 0 end) < 0`},
}
