package staff

import (
	"time"

	"kap/internal/db"
)

// Failed is a try to sign in with somebody's e-mail and a wrong password. There are at most
// five in 15 minutes from a source, kept for 90 days.
type Failed struct {
	At     time.Time
	Name   string // of whom the e-mail is
	Source string // the address it came from
}

// FailedMine are the tries with one's own e-mail since the sign-in before this one.
type FailedMine struct {
	Tries  int
	Last   time.Time
	Source string // of the last
}

// QueueFailed reads the clinic's latest, for a manager.
func QueueFailed(b *db.Batch) *db.Rows[Failed] {
	return db.Queue[Failed](b, `
		select at, name, source
		from failed_sign_ins(true)
		limit 50`)
}

// QueueFailedMine reads one's own; no row where there were none.
func QueueFailedMine(b *db.Batch) *db.Rows[FailedMine] {
	return db.Queue[FailedMine](b, `
		select count(*) as tries, max(at) as last, (array_agg(source order by at desc))[1] as source
		from failed_sign_ins(false)
		having count(*) > 0`)
}
