package schedule

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
)

// What looking missed, the database refuses; who took the time is said by a new
// transaction.
func TestAnOvertakenBookingIsExplained(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ctx := c.As(t.Context(), "grace")
	client := db.NewID()
	if _, err := d.Owner.Exec(ctx, `insert into client (clinic_id, id, number, legal_name, born)
		values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, c.ID, client); err != nil {
		t.Fatal(err)
	}
	a := func() Appointment {
		return Appointment{ID: db.NewID(), ClientID: client, Kind: Call, StartsAt: d.Now(), EndsAt: d.Now().Add(time.Hour), Status: Confirmed, RoomID: c.Rooms[0], VisitMode: "here"}
	}
	store := func(a Appointment) error {
		return d.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
			if err := insertAppointment(ctx, tx, a); err != nil {
				return audit.Event{}, err
			}
			return audit.Did("appointment.booked", client, "appointment", a.ID), hold(ctx, tx, a)
		})
	}
	if err := store(a()); err != nil {
		t.Fatal(err)
	}
	err := Explain(ctx, d.DB, store(a()))
	if !problem.Is(err, problem.Conflict) || !strings.Contains(fieldWords(err), "Aspen is booked on Tue Nov 24 from 12:00 pm to 1:00 pm") {
		t.Errorf("got %v", err)
	}
}

func fieldWords(err error) (words string) {
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			words += f.Message
		}
	}
	return words
}
