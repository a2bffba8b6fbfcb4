package clinic

import "kap/internal/db"

// Start is what a clinic has of its first hour here: its details, and whether it has
// taken anybody in.
type Start struct {
	Details
	Demo      bool
	HasClient bool
}

// QueueStart reads it.
func QueueStart(b *db.Batch) *db.Rows[Start] {
	return db.Queue[Start](b, `
		select `+db.Columns[Details]()+`, version, demo, clients_numbered > 0 as has_client
		from clinic
		where id = app_clinic()`)
}
