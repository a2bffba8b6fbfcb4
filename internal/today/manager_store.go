package today

import (
	"kap/internal/db"
	"kap/internal/pathway"
)

// queueStages counts the courses at each stage; a closed one counts no more.
func queueStages(b *db.Batch) *db.Rows[StageCount] {
	return db.Queue[StageCount](b, `
		select stage, (count(*) filter (where paused))::int as paused, count(*)::int as n
		from pathway
		where stage not in ('completed', 'declined', 'closed')
		group by stage
		order by stage`)
}

// gather puts the counts of "dosing 2 of 6" and its like together, in the order of
// care.
func gather(rows []StageCount) []StageCount {
	byName := map[pathway.StageName]StageCount{}
	for _, row := range rows {
		name := pathway.NameOf(row.Stage)
		sum := byName[name]
		byName[name] = StageCount{Stage: pathway.StageWords(string(name)), Paused: sum.Paused + row.Paused, N: sum.N + row.N}
	}
	var counts []StageCount
	for _, name := range pathway.StageNames {
		if c, found := byName[name]; found {
			counts = append(counts, c)
		}
	}
	return counts
}

// queueOwners counts open tasks by who has them, the oldest first.
func queueOwners(b *db.Batch) *db.Rows[OwnerCount] {
	return db.Queue[OwnerCount](b, `
		select t.owner_role as role, coalesce(s.name, '') as name, count(*)::int as n,
		    (count(*) filter (where t.due < app_now()))::int as overdue, (count(*) filter (where t.urgent))::int as urgent,
		    min(t.since) as oldest
		from task t
		left join staff s on s.clinic_id = t.clinic_id and s.id = t.owner_staff
		where t.closed_at is null
		group by t.owner_role, s.name
		order by min(t.since)`)
}

// queueStale counts rows that could not be computed or wait for the worker.
func queueStale(b *db.Batch) *db.Rows[int] {
	return db.Queue[int](b, `
		select count(*)::int
		from pathway
		where stale or changes_at <= app_now()`)
}
