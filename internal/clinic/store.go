package clinic

import (
	"context"

	"kap/internal/db"
	"kap/internal/problem"
)

var details = `
		select ` + db.Columns[Details]() + `, version
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
func change(ctx context.Context, tx *db.Tx, e DetailsEntry) error {
	n, err := db.Exec(ctx, tx, `
		update clinic
		set `+db.Sets[Details]()+`, version = version + 1
		where id = app_clinic() and version = @version`, db.Named(e.Details, "version", e.Version))
	if err == nil && n != 1 {
		err = problem.New(problem.Conflict, "Another manager changed these details since this page was opened. What is stored now stands beside what you typed; save again to store yours.")
	}
	return err
}
