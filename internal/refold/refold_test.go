package refold_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/refold"
)

// TestEveryNameIsFoldedOnce: names that were there before their keys are filled, a key of
// another folding is renewed, and a second time there is nothing to write.
func TestEveryNameIsFoldedOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana := d.Client(t, c)
	d.Plant(t, `update client set legal_name = 'Łucja Á', preferred_name = 'Ł', legal_key = 'as before'`)
	d.Plant(t, `insert into former_name (clinic_id, id, client_id, name) values ($1, $2, $3, 'Ø')`, c.ID, db.NewID(), ana.ID)
	d.Plant(t, `insert into medicine (clinic_id, id, client_id, name) values ($1, $2, $3, 'Épo')`, c.ID, db.NewID(), ana.ID)
	d.Plant(t, `update staff set name_key = '' where name = 'Tomás Lind'`)
	d.Plant(t, `update room set name_key = '' where name = 'Aspen'`)
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for i, want := range []int64{6, 0} {
		var left []refold.Stale
		var written int64
		err := owner.Write(t.Context(), func(tx *db.Tx) (err error) {
			if left, err = refold.Left(t.Context(), tx); err == nil {
				written, err = refold.Everything(t.Context(), tx)
			}
			return err
		})
		if err != nil || written != want || int64(len(left)) != want {
			t.Errorf("time %d: %d written, %d left before, %v", i+1, written, len(left), err)
		}
	}
	var keys string
	err = d.Owner.QueryRow(t.Context(), `select concat_ws('|', legal_key, preferred_key, (select name_key from former_name), (select name_key from medicine),
		(select name_key from staff where name = 'Tomás Lind'), (select name_key from room where name = 'Aspen')) from client`).Scan(&keys)
	if err != nil || keys != "lucja a|l|o|epo|tomas lind|aspen" {
		t.Errorf("got %q, %v", keys, err)
	}
}
