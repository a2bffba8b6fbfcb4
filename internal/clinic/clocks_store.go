package clinic

import (
	"context"
	"time"

	"kap/internal/db"
)

// ZonesInUse are the zones of the clinics a reader sees.
func ZonesInUse(ctx context.Context, r db.Reader) ([]string, error) {
	return db.All[string](ctx, r, `
		select distinct zone
		from clinic
		order by zone`)
}

// ClocksOf are the two clocks of a zone, some years back and Looked months ahead. load reads
// the program's.
func ClocksOf(ctx context.Context, r db.Reader, name string, now time.Time, load func(string) (*time.Location, error)) (Clocks, error) {
	c := Clocks{Zone: name}
	zone, err := load(name)
	if err != nil {
		return c, err
	}
	from, until := now.UTC().Truncate(time.Hour).AddDate(0, -behind, 0), now.UTC().Truncate(time.Hour).AddDate(0, Looked, 0)
	c.Program = turnsOf(zone, from, until)
	c.Database, err = db.All[Turn](ctx, r, `
		select at, "offset"
		from (
		    select at, "offset", lag("offset") over (order by at) as before
		    from (
		        select at, extract(epoch from (at at time zone @zone::text) - (at at time zone 'UTC'))::int as "offset"
		        from generate_series(@from::timestamptz, @until::timestamptz, interval '30 minutes') as at) each
		) all_of_them
		where before is null or before <> "offset"
		order by at`, db.Named(nil, "zone", name, "from", from, "until", until))
	return c, err
}
