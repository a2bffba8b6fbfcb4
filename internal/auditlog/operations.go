package auditlog

import (
	"context"

	"kap/internal/db"
	"kap/internal/staff"
)

// Service reads the access record.
type Service struct{ DB *db.DB }

// perPage is how many lines one page holds.
const perPage = 200

// Read is the record as asked for. Row-level security gives a manager all of it and
// everybody else their own lines.
func (s Service) Read(ctx context.Context, f Filter) (p Page, err error) {
	number, id, err := f.client()
	if err != nil {
		return p, err
	}
	err = s.DB.Read(ctx, func(v *db.View) error {
		if number != "" {
			var known bool
			if id, known, err = clientOf(ctx, v, number); err != nil {
				return err
			}
			p.Unknown = !known
		}
		b := db.NewBatch(v)
		entries, refusals, people := queueEntries(b, f, id, p.Unknown), queueRefusals(b, f), queuePeople(b)
		failed := staff.QueueFailed(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		p.Entries, p.Refusals, p.People, p.Failed = entries.All(), refusals.All(), people.All(), failed.All()
		if len(p.Entries) > perPage {
			p.Entries = p.Entries[:perPage]
			p.More = p.Entries[perPage-1].Sequence
		}
		for _, e := range p.Entries {
			if e.Client != nil {
				v.Show(*e.Client)
			}
		}
		return nil
	})
	return p, err
}
