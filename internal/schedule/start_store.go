package schedule

import "kap/internal/db"

// Start is what a clinic's first hour needs of rooms and hours.
type Start struct {
	Rooms     int  // open
	Dosing    int  // of them, suited for dosing
	HadDosing bool // there was one suited for dosing, closed or not
	Hours     bool // somebody has weekly hours, or had
}

// QueueStart reads it.
func QueueStart(b *db.Batch) *db.Rows[Start] {
	return db.Queue[Start](b, `
		select (count(*) filter (where closed_at is null))::int as rooms,
		    (count(*) filter (where closed_at is null and dosing))::int as dosing,
		    coalesce(bool_or(dosing), false) as had_dosing, exists (select from staff_hours) as hours
		from room`)
}
