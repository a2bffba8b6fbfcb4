package pathway

import (
	"time"

	"kap/internal/db"
)

// StageCount is how many courses stand at a stage.
type StageCount struct {
	Stage  string
	Paused int
	N      int
}

// QueueStages counts the clinic's courses at each stage as it is stored; a closed one
// counts no more.
func QueueStages(b *db.Batch) *db.Rows[StageCount] {
	return db.Queue[StageCount](b, `
		select stage, (count(*) filter (where paused))::int as paused, count(*)::int as n
		from pathway
		where stage not in ('completed', 'declined', 'closed')
		group by stage
		order by stage`)
}

// QueueStale counts what could not be computed or waits for the worker at a moment.
func QueueStale(b *db.Batch, at time.Time) *db.Rows[int] {
	return db.Queue[int](b, `
		select count(*)::int
		from pathway
		where stale or changes_at <= $1`, at)
}
