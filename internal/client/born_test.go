package client_test

import (
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestWhoWasBornOnADay: those alone, by name; who is asked about is among them or new.
func TestWhoWasBornOnADay(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for name, born := range map[string]string{"Bo Lund": "1990-01-01", "Ana Ruiz": "1990-01-01", "Cem Ak": "1990-01-02"} {
		d.Plant(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', $3, $4)`, c.ID, db.NewID(), name, born)
	}
	var all []client.Client
	ctx := c.As(t.Context(), "grace")
	err := d.Read(ctx, func(v *db.View) (err error) {
		all, err = client.BornOn(ctx, v, time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC))
		return err
	})
	if err != nil || len(all) != 2 || all[0].LegalName != "Ana Ruiz" || all[1].LegalName != "Bo Lund" {
		t.Errorf("got %+v, %v", all, err)
	}
}
