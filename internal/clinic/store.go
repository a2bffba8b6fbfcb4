package clinic

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/web/ui"
)

// Service keeps the clinic's details.
type Service struct{ DB *db.DB }

// Details are what is on record.
func (s Service) Details(ctx context.Context) (d Details, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		d, err = Find(ctx, v)
		return err
	})
	return d, err
}

// Page is what a manager changes them by.
type Page struct {
	Details
	Zones []string // to choose among
}

// Page reads the details with the zones to choose among, in one trip.
func (s Service) Page(ctx context.Context) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		var known []string
		p.Details, known, err = withZones(ctx, v)
		p.Zones = Zones(known)
		return err
	})
	return p, err
}

func withZones(ctx context.Context, r db.Reader) (Details, []string, error) {
	b := db.NewBatch(r)
	details, zones := QueueDetails(b), queueZones(b)
	if err := b.Send(ctx); err != nil {
		return Details{}, nil, err
	}
	d, err := details.One()
	return d, zones.All(), err
}

// Change stores what a manager typed over the version they were shown. The event names
// the details that changed, not what they are.
func (s Service) Change(ctx context.Context, e DetailsEntry) error {
	e = e.tidied()
	return s.DB.Write(ctx, nil, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.ManageStaff) {
			return ev, problem.New(problem.Forbidden, "A manager keeps the clinic's details: ask one to change them.")
		}
		stored, known, err := withZones(ctx, tx)
		if err != nil {
			return ev, err
		}
		if err := e.Check(stored, known); err != nil {
			return ev, err
		}
		ev = audit.Did("clinic.changed", uuid.Nil, "clinic", tx.Actor.Clinic)
		ev.Purpose = changed(ui.Differences(ctx, stored, e.Details))
		return ev, change(ctx, tx, e)
	})
}

func changed(differ []ui.Difference) string {
	var labels []string
	for _, d := range differ {
		labels = append(labels, strings.ToLower(d.Label))
	}
	return strings.Join(labels, ", ")
}

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
		order by name collate "C"`)
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
