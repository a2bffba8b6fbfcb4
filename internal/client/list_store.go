package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// List are clients that somebody sees.
type List struct {
	Clients []Listed
	More    bool // than the 200 shown
}

// Clients lists who fits the search among those the actor sees, the best hits first, and
// everybody by legal name where nothing is searched for. The event of the view names them.
func (s Service) Clients(ctx context.Context, q string) (list List, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		list.Clients, err = find(ctx, v, q)
		if list.More = len(list.Clients) > listLimit; list.More {
			list.Clients = list.Clients[:listLimit]
		}
		for _, c := range list.Clients {
			v.Show(c.ID)
		}
		return err
	})
	return list, err
}

// Listed is a client as a list shows them: nothing clinical.
type Listed struct {
	Client
	Therapist  string // of the latest course; empty: not named
	Prescriber string
	CourseOpen bool
	Similar    bool   `db:"-"` // found with a letter or two forgiven
	Former     string `db:"-"` // the earlier name they were found by
}

// listLimit is how many clients one page lists.
const listLimit = 200

var listed = `
	select ` + db.From[Client]("p") + `, coalesce(t.name, '') as therapist, coalesce(d.name, '') as prescriber,
	    coalesce(k.open, false) as course_open
	from client p
	left join lateral (
	    select k.therapist_id, k.prescriber_id, ` + spine.Open + ` as open
	    from course k
	    where k.clinic_id = p.clinic_id and k.client_id = p.id
	    order by ` + spine.LatestFirst + `
	    limit 1) k on true
	left join staff t on t.clinic_id = p.clinic_id and t.id = k.therapist_id
	left join staff d on d.clinic_id = p.clinic_id and d.id = k.prescriber_id`

// find lists the clients the reader sees, one more than a page where there are more.
func find(ctx context.Context, r db.Reader, q string) ([]Listed, error) {
	if q == "" {
		return db.All[Listed](ctx, r, listed+`
			order by p.legal_key, p.id
			limit $1`, listLimit+1)
	}
	hits, err := ranked(ctx, r, ParseSearch(q))
	if err != nil || len(hits) == 0 {
		return nil, err
	}
	return inOrder(ctx, r, hits[:min(len(hits), listLimit+1)])
}

// ranked reads a short row of everybody the reader sees and ranks them.
func ranked(ctx context.Context, r db.Reader, s Search) ([]Hit, error) {
	keys, former, err := everybody(ctx, r)
	return s.Rank(keys, former), err
}

func everybody(ctx context.Context, r db.Reader) ([]Key, []FormerName, error) {
	b := db.NewBatch(r)
	keys, former := db.Queue[Key](b, `
		select `+db.Columns[Key]()+`
		from client`), queueFormer(b)
	err := b.Send(ctx)
	return keys.All(), former.All(), err
}

// inOrder reads those who were hit, in the order of the hits.
func inOrder(ctx context.Context, r db.Reader, hits []Hit) ([]Listed, error) {
	ids := make([]uuid.UUID, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	rows, err := db.All[Listed](ctx, r, listed+`
		where p.id = any ($1::uuid[])`, ids)
	found := map[uuid.UUID]Listed{}
	for _, row := range rows {
		found[row.ID] = row
	}
	list := make([]Listed, 0, len(hits))
	for _, h := range hits {
		if row, there := found[h.ID]; there {
			row.Similar, row.Former = h.Similar, h.Former
			list = append(list, row)
		}
	}
	return list, err
}
