package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/db"
)

// TakeBack undoes a wrong click: an arrival of any visit, a missed or cancelled talk
// visit. That it was marked stays in the record of access.
func (s Service) TakeBack(ctx context.Context, person, id uuid.UUID) error {
	err := s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := Find(ctx, tx, person, id)
		if err != nil {
			return ev, err
		}
		if v.Status != Arrived {
			if err := notDosing(v); err != nil {
				return ev, err
			}
		}
		return audit.Did(v.TakenBack(), person, "appointment", id), TakeBackIn(ctx, tx, v, "")
	})
	return Explain(ctx, s.DB, err)
}

// TakenBack is what undoing it is called: "appointment.arrival_taken_back".
func (v Visit) TakenBack() string {
	word := map[Status]string{Arrived: "arrival", NoShow: "missing", Cancelled: "cancelling"}[v.Status]
	return "appointment." + word + "_taken_back"
}

// TakeBackIn undoes inside another act. A visit that had given up its people and room
// takes them again, if they are free; held says what keeps it from being confirmed.
func TakeBackIn(ctx context.Context, tx *db.Tx, v Visit, held string) error {
	if err := v.MayTakeBack(tx.Actor); err != nil {
		return err
	}
	zone, err := Zone(ctx, tx)
	if err != nil {
		return err
	}
	if err := v.mayTakeBack(tx.Now, zone); err != nil {
		return err
	}
	a := v.Appointment
	a.Status = v.ReturnsTo
	if held != "" {
		a.Status, a.TentativeFor = Tentative, held
	}
	if err := returnTo(ctx, tx, a); err != nil || v.Status == Arrived {
		return err
	}
	if err := withdrawMissed(ctx, tx, v); err != nil {
		return err
	}
	return holdAgain(ctx, tx, a)
}

// withdrawMissed takes back the review that missing the visit opened.
func withdrawMissed(ctx context.Context, tx *db.Tx, v Visit) error {
	if v.Status != NoShow {
		return nil
	}
	_, err := db.Exec(ctx, tx, `select withdraw_missed($1)`, v.ID)
	return err
}

// holdAgain keeps busy what a missed or cancelled visit had set free.
func holdAgain(ctx context.Context, tx *db.Tx, a Appointment) error {
	onDuty, err := free(ctx, tx, a)
	if err != nil {
		return err
	}
	if err := hold(ctx, tx, a); err != nil {
		return err
	}
	return joinTeam(ctx, tx, a, onDuty)
}

// onlyHere refuses to mark the client as here while they are in another visit.
func onlyHere(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	b := db.NewBatch(tx)
	all, named := QueueVisits(b, client), QueueZone(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	name, err := named.One()
	if err != nil {
		return err
	}
	zone, err := calendar.Zone(name)
	if err != nil {
		return err
	}
	return notElsewhere(all.All(), id, tx.Now, zone)
}
