package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
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

// AddMedicine notes something the client takes; one of the same name in another dose takes
// the place of the earlier. Once the prescriber has decided, either is also a question for
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
		if err := e.Check(list, tx.Now); err != nil {
			return audit.Event{}, err
		}
		on, err := today.One()
		if err != nil {
			return audit.Event{}, err
		}
		was := e.Changes(taken.All(), on)
		if was != nil {
			if err := stopMedicine(ctx, tx, client, was.ID, on); err != nil {
				return audit.Event{}, err
			}
		}
		if err := addMedicine(ctx, tx, client, id, e); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("medicine.added", client, "medicine", id), askAbout(ctx, tx, client, id, e, was, list)
	})
}

func askAbout(ctx context.Context, tx *db.Tx, client, medicine uuid.UUID, e MedicineEntry, was *Medicine, list protocol.Body) error {
	if !e.AsksForReview(list) {
		return nil
	}
	course, decided, err := decidedCourse(ctx, tx, client)
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
		rows := queueToday(b)
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
		if on.After(today) {
			return audit.Event{}, problem.At("stopped_on", "This day lies ahead. Type the day on which it was stopped.")
		}
		return audit.Did("medicine.stopped", client, "medicine", medicine), stopMedicine(ctx, tx, client, medicine, on)
	})
}

// AddAllergy notes an allergy, or that none is known. One takes the other's place.
func (s Service) AddAllergy(ctx context.Context, client, id uuid.UUID, e AllergyEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		if _, err := Find(ctx, tx, client); err != nil {
			return audit.Event{}, err
		}
		if err := endNoneKnown(ctx, tx, client); err != nil {
			return audit.Event{}, err
		}
		if e.NoneKnown {
			return audit.Did("allergy.asked", client, "allergy", id), noneKnown(ctx, tx, client, id)
		}
		return audit.Did("allergy.added", client, "allergy", id), addAllergy(ctx, tx, client, id, e.Substance, e.Reaction, e.Severity)
	})
}

func noneKnown(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	n, err := allergiesInForce(ctx, tx, client)
	if err == nil && n > 0 {
		err = problem.At("none_known", "Allergies are on record. End those that are wrong first.")
	}
	if err != nil {
		return err
	}
	return addAllergy(ctx, tx, client, id, NoneKnown, "", "")
}

// EndAllergy notes that the client does not react to it after all.
func (s Service) EndAllergy(ctx context.Context, client, allergy uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("allergy.ended", client, "allergy", allergy), endAllergy(ctx, tx, client, allergy)
	})
}
