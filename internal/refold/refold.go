// Package refold keeps what internal/fold makes of every name: the columns that end in
// _key. Whatever writes a name writes its key with it; this fills what was there before
// the columns were, and renews all of it where the folding changed, as owner. It may run
// at any time and again: only what differs is written.
package refold

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/fold"
)

// column is a name that is folded: the statement that reads every row, and the one that
// writes the keys that differ.
type column struct{ of, reads, writes string }

// columns are every name of the house that has a key.
var columns = []column{
	{"client", `select clinic_id, id, legal_name as name, legal_key as key from client`,
		`update client t set legal_key = u.key from ` + changed},
	{"client", `select clinic_id, id, preferred_name as name, preferred_key as key from client`,
		`update client t set preferred_key = u.key from ` + changed},
	{"former_name", `select clinic_id, id, name, name_key as key from former_name`,
		`update former_name t set name_key = u.key from ` + changed},
	{"staff", `select clinic_id, id, name, name_key as key from staff`,
		`update staff t set name_key = u.key from ` + changed},
	{"room", `select clinic_id, id, name, name_key as key from room`,
		`update room t set name_key = u.key from ` + changed},
	{"medicine", `select clinic_id, id, name, name_key as key from medicine`,
		`update medicine t set name_key = u.key from ` + changed},
}

const changed = `
	    unnest($1::uuid[], $2::uuid[], $3::text[]) as u (clinic_id, id, key)
	where t.clinic_id = u.clinic_id and t.id = u.id`

// named is one name and its key as it is stored.
type named struct {
	ClinicID, ID uuid.UUID
	Name, Key    string
}

// Stale is a row whose key is not what the folding makes of its name.
type Stale struct {
	Clinic, ID uuid.UUID
	Table      string
}

// Everything folds every name again and answers how many keys it wrote.
func Everything(ctx context.Context, tx *db.Tx) (written int64, err error) {
	for _, c := range columns {
		rows, err := c.stale(ctx, tx)
		if err != nil {
			return written, err
		}
		n, err := c.write(ctx, tx, rows)
		if err != nil {
			return written, err
		}
		written += n
	}
	return written, nil
}

// Left are the rows that Everything would write.
func Left(ctx context.Context, r db.Reader) (left []Stale, err error) {
	for _, c := range columns {
		rows, err := c.stale(ctx, r)
		if err != nil {
			return nil, err
		}
		for _, n := range rows {
			left = append(left, Stale{n.ClinicID, n.ID, c.of})
		}
	}
	return left, nil
}

func (c column) stale(ctx context.Context, r db.Reader) (stale []named, err error) {
	rows, err := db.All[named](ctx, r, c.reads)
	for _, n := range rows {
		if key := fold.Name(n.Name); key != n.Key {
			n.Key = key
			stale = append(stale, n)
		}
	}
	return stale, err
}

func (c column) write(ctx context.Context, tx *db.Tx, rows []named) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	var clinics, ids []uuid.UUID
	var keys []string
	for _, n := range rows {
		clinics, ids, keys = append(clinics, n.ClinicID), append(ids, n.ID), append(keys, n.Key)
	}
	return db.Exec(ctx, tx, c.writes, clinics, ids, keys)
}
