package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// Projection is where a course stands, as it was stored last.
type Projection struct {
	CourseID  uuid.UUID
	Stage     string
	DeskLabel string
	Paused    bool
	Stale     bool // computing it failed, or time has made it another since
}

// QueueProjections reads where the courses stand that are open or closed since a moment.
func QueueProjections(b *db.Batch, since time.Time) *db.Rows[Projection] {
	return db.Queue[Projection](b, `
		select p.course_id, p.stage, p.desk_label, p.paused, p.stale or coalesce(p.changes_at <= app_now(), false) as stale
		from pathway p
		join course k on k.clinic_id = p.clinic_id and k.id = p.course_id
		where `+spine.Open+` or k.closed_at >= $1`, since)
}

// Weighed is a dosing session that the pathway has weighed, because it comes next in its
// course, and what stands in its way in clinical words.
type Weighed struct {
	CourseID  uuid.UUID
	Due       time.Time
	BlockedBy []string
}

// QueueWeighed reads those that begin between two instants.
func QueueWeighed(b *db.Batch, from, until time.Time) *db.Rows[Weighed] {
	return db.Queue[Weighed](b, `
		select course_id, due, blocked_by
		from pathway_step
		where kind = $3 and due >= $1 and due < $2`, from, until, dose)
}
