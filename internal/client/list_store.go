package client

import (
	"context"

	"kap/internal/db"
	"kap/internal/spine"
)

// List are clients that somebody sees.
type List struct {
	Clients []Listed
	More    bool // than the 200 shown
}

// Clients lists who fits the search among those the actor sees, by legal name.
// The event of the view holds how many.
func (s Service) Clients(ctx context.Context, q string) (list List, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		list.Clients, err = find(ctx, v, ParseSearch(q))
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
}

// listLimit is how many clients one page lists.
const listLimit = 200

// The names are compared as fold makes them: without accents and apostrophes.
var search = `
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
	left join staff d on d.clinic_id = p.clinic_id and d.id = k.prescriber_id
	where ($2::date is null or p.born = $2)
	  and ($3 = '' or position($3 in regexp_replace(p.phone, '\D', '', 'g')) > 0)
	  and not exists (
	    select
	    from unnest($1::text[]) word
	    where position(word in lower(regexp_replace(normalize(p.legal_name || ' ' || p.preferred_name || ' ' || p.number, nfd),
	        '[\u0300-\u036f''’.]', '', 'g'))) = 0)
	order by lower(p.legal_name), p.id
	limit $4`

// find lists the clients the reader sees, one more than a page where there are more.
func find(ctx context.Context, r db.Reader, s Search) ([]Listed, error) {
	return db.All[Listed](ctx, r, search, s.Words, s.Born, s.Digits, listLimit+1)
}
