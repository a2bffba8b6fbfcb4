package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/fold"
	"kap/internal/pause"
	"kap/internal/protocol"
)

// Care is what a client takes and reacts to.
type Care struct {
	Medicines []Medicine
	Allergies []Allergy
	Protocol  protocol.Body
	Today     time.Time // a date
}

// Care reads medicines and allergies with the protocol's list.
func (s Service) Care(ctx context.Context, client uuid.UUID) (c Care, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		found, medicines, allergies := QueueClient(b, client), QueueMedicines(b, client, v.Now), QueueAllergies(b, client)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		c = Care{Medicines: medicines.All(), Allergies: allergies.All(), Protocol: listOf(version)}
		if c.Today, err = today.One(); err != nil {
			return err
		}
		_, err := found.One()
		return err
	})
	return c, err
}

// listOf is the medicine list that counts; until a protocol is approved, the one
// of the draft that comes with the system: writing down what a client takes does
// not wait.
func listOf(version *db.Rows[protocol.Version]) protocol.Body {
	if v, found := version.Maybe(); found {
		return v.Body
	}
	return protocol.Default()
}

// AddMedicine notes something the client takes; one of the same name takes the
// place of the earlier. Once the prescriber has decided, either is also a question for
// them (protocol 1.4).
func (s Service) AddMedicine(ctx context.Context, client, id uuid.UUID, e MedicineEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, version := QueueClient(b, client), protocol.QueueInForce(b)
		taken, today := QueueMedicines(b, client, tx.Now), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		list := listOf(version)
		e := e.known(list)
		if err := e.Check(list, tx.Now); err != nil {
			return audit.Event{}, err
		}
		on, err := today.One()
		if err != nil {
			return audit.Event{}, err
		}
		was, err := e.Changes(taken.All(), on)
		if err != nil {
			return audit.Event{}, err
		}
		for _, m := range was {
			if err := stopMedicine(ctx, tx, client, m.ID, on); err != nil {
				return audit.Event{}, err
			}
		}
		if err := addMedicine(ctx, tx, client, id, e); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("medicine.added", client, "medicine", id), s.askAbout(ctx, tx, client, id, e, was, list)
	})
}

// askAbout asks the prescriber about a medicine that is new or taken otherwise than any line
// it takes the place of said.
func (s Service) askAbout(ctx context.Context, tx *db.Tx, client, medicine uuid.UUID, e MedicineEntry, replaced []Medicine, list protocol.Body) error {
	var was *Medicine
	for i := range replaced {
		if !e.differs(replaced[i].MedicineEntry) {
			return nil
		}
		was = &replaced[i]
	}
	if !e.AsksForReview(list) || s.Decided == nil {
		return nil
	}
	course, decided, err := s.Decided(ctx, tx, client)
	if err != nil || !decided {
		return err
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{
		Client: client, Course: course, Kind: pause.NewMedicine,
		Fact: pause.Fact{Kind: "medicine", ID: medicine}, Reason: e.question(was, list),
	})
}

// StopMedicine notes that the client stopped taking it; a zero day is today.
func (s Service) StopMedicine(ctx context.Context, client, medicine uuid.UUID, on time.Time) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		rows, of := queueToday(b), QueueMedicines(b, client, tx.Now)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		today, err := rows.One()
		if err != nil {
			return audit.Event{}, err
		}
		if on.IsZero() {
			on = today
		}
		if err := mayStop(of.All(), medicine, on, today); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("medicine.stopped", client, "medicine", medicine), stopMedicine(ctx, tx, client, medicine, on)
	})
}

// QueueMedicines reads what was on the client's list at a moment, what is still taken
// first; Taken says what of it was taken on a date.
func QueueMedicines(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Medicine] {
	return db.Queue[Medicine](b, `
		select `+db.Columns[Medicine]()+`
		from medicine
		where client_id = $1 and created_at <= $2
		order by stopped_on is not null, stopped_on desc, name_key, id`, client, at)
}

func addMedicine(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e MedicineEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into medicine (id, client_id, name_key, `+db.Columns[MedicineEntry]()+`)
		values (@id, @client, @name_key, `+db.Values[MedicineEntry]()+`)`,
		db.Named(e.stored(), "id", id, "client", client, "name_key", fold.Name(e.Name)))
	return err
}

func stopMedicine(ctx context.Context, tx *db.Tx, client, medicine uuid.UUID, on time.Time) error {
	return db.Change(ctx, tx, `
		update medicine
		set stopped_on = $3
		where id = $2 and client_id = $1 and stopped_on is null`, client, medicine, on)
}

// queueToday reads the date in the clinic's zone.
func queueToday(b *db.Batch) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select (app_now() at time zone zone)::date
		from clinic`)
}
