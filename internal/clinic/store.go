package clinic

import (
	"context"

	"kap/internal/db"
	"kap/internal/problem"
)

const details = `
		select name, address, phone, emergency_department, zone, initials, version
		from clinic
		where id = app_clinic()`

// QueueDetails reads the clinic's details.
func QueueDetails(b *db.Batch) *db.Rows[Details] { return db.Queue[Details](b, details) }

// Find reads the clinic's details.
func Find(ctx context.Context, r db.Reader) (Details, error) { return db.One[Details](ctx, r, details) }

// queueZones reads the names of the zones the database knows.
func queueZones(b *db.Batch) *db.Rows[string] {
	return db.Queue[string](b, `
		select name
		from pg_timezone_names
		order by name`)
}

// change stores an entry over the version the page showed.
func change(ctx context.Context, tx *db.Tx, e Entry) error {
	n, err := db.Exec(ctx, tx, `
		update clinic
		set name = $2, address = $3, phone = $4, emergency_department = $5, zone = $6, initials = $7, version = version + 1
		where id = app_clinic() and version = $1`,
		e.Version, e.Name, e.Address, e.Phone, e.EmergencyDepartment, e.Zone, e.Initials)
	if err == nil && n != 1 {
		err = problem.New(problem.Conflict, "Another manager changed these details since this page was opened. What is stored now stands beside what you typed; save again to store yours.")
	}
	return err
}
