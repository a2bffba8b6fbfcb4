package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Parted is a visit still to come whose time on the clinic's wall is no longer the one that
// was meant: the rules of its zone changed since it was booked, or the clinic's zone did.
type Parted struct {
	ClinicID, ID, ClientID uuid.UUID
	Kind                   Kind
	Zone                   string
	StartsAt, ShouldAt     time.Time // the instant as it is, and that of what was meant
	Meant, Shown           string    // on the wall: "Mon Dec 7 2026, 9:00 am"
}

// Line says a visit for somebody at a terminal, without a name.
func (p Parted) Line() string {
	return fmt.Sprintf("%s %s: meant for %s, now at %s (%s)", p.Kind, p.ID, p.Meant, p.Shown, p.Zone)
}

// PartedVisits reads them as the owner, the earliest first.
func PartedVisits(ctx context.Context, r db.Reader, now time.Time) ([]Parted, error) {
	return db.All[Parted](ctx, r, `
		select a.clinic_id, a.id, a.client_id, a.kind, z.zone, a.starts_at, a.meant at time zone z.zone as should_at,
		    to_char(a.meant, 'FMDy FMMon FMDD YYYY, FMHH12:MI am') as meant,
		    to_char(a.starts_at at time zone z.zone, 'FMDy FMMon FMDD YYYY, FMHH12:MI am') as shown
		from appointment a
		join clinic z on z.id = a.clinic_id
		where a.starts_at > $1 and a.status in `+Ahead+` and a.starts_at at time zone z.zone <> a.meant
		order by a.starts_at, a.id`, now)
}

// Mend moves visits to the times that were meant, as the owner by somebody's word: with who
// and what is busy with them, all at once, each with its event and where it was before.
func Mend(ctx context.Context, tx *db.Tx, visits []Parted) error {
	if _, err := db.Exec(ctx, tx, `set constraints resource_free deferred`); err != nil {
		return err
	}
	for _, p := range visits {
		if err := mend(ctx, tx, p); err != nil {
			return fmt.Errorf("move the visit %s: %w", p.ID, err)
		}
	}
	return nil
}

func mend(ctx context.Context, tx *db.Tx, p Parted) error {
	err := db.Change(ctx, tx, `
		insert into appointment_move (clinic_id, id, client_id, appointment_id, starts_at, ends_at, staff_id, room_id, moved_by, reason)
		select clinic_id, $3, client_id, id, starts_at, ends_at, staff_id, room_id, null, 'The rules of the time zone changed'
		from appointment
		where clinic_id = $1 and id = $2`, p.ClinicID, p.ID, db.NewID())
	if err != nil {
		return err
	}
	err = db.Change(ctx, tx, `
		update appointment
		set starts_at = $4, ends_at = ends_at + ($4::timestamptz - starts_at), version = version + 1
		where clinic_id = $1 and id = $2 and starts_at = $3`, p.ClinicID, p.ID, p.StartsAt, p.ShouldAt)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, `
		update booking
		set starts_at = starts_at + ($4::timestamptz - $3::timestamptz), ends_at = ends_at + ($4::timestamptz - $3::timestamptz)
		where clinic_id = $1 and appointment_id = $2 and active`, p.ClinicID, p.ID, p.StartsAt, p.ShouldAt)
	if err != nil {
		return err
	}
	return db.Change(ctx, tx, `
		insert into audit_event (clinic_id, actor_kind, worker, action, client, subject_kind, subject)
		values ($1, 'system', 'kap zones --mend', 'appointment.moved', $3, 'appointment', $2)`, p.ClinicID, p.ID, p.ClientID)
}
