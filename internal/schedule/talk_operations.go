package schedule

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Bookable are the people who see clients here.
func Bookable(members []staff.Member) []staff.Member {
	var bookable []staff.Member
	for _, m := range members {
		if m.Works() && (m.Is(auth.Prescriber) || m.Is(auth.Therapist) || m.Is(auth.Nurse) || m.Is(auth.MedicalAssistant)) {
			bookable = append(bookable, m)
		}
	}
	return bookable
}

// Offer is what a form for a talk visit offers.
type Offer struct {
	Rooms     []Room
	Staff     []staff.Member
	Therapist uuid.UUID // primary, of the open course
	Prescribe uuid.UUID // prescriber of the open course
}

// Offer reads rooms, people and who is named for the client.
func (s Service) Offer(ctx context.Context, person uuid.UUID) (o Offer, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rooms, members, named := QueueRooms(b), staff.QueueMembers(b), client.QueueNamed(b, person)
		if err := b.Send(ctx); err != nil {
			return err
		}
		of, _ := named.Maybe()
		o = Offer{Open(rooms.All(), false), Bookable(members.All()), of.TherapistID, of.PrescriberID}
		return nil
	})
	return o, err
}

// BookTalk books a visit that is not a dosing: the front desk for anybody, a
// therapist for themselves.
func (s Service) BookTalk(ctx context.Context, person, id uuid.UUID, t TalkEntry) error {
	if err := t.Check(); err != nil {
		return err
	}
	err := s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := MayBook(tx.Actor, t.Kind, t.Staff); err != nil {
			return ev, err
		}
		start, wrong := startOf(ctx, tx, t.When)
		a := t.appointment(person, id, start)
		if err := both(wrong, suited(ctx, tx, a)); err != nil {
			return ev, err
		}
		if err := s.mayIntegrate(ctx, tx, a, t.Reason); err != nil {
			return ev, err
		}
		return audit.Did("appointment.booked", person, "appointment", id), Book(ctx, tx, a)
	})
	return Explain(ctx, s.DB, err)
}

// both is what two checks have found, all of it at once.
func both(one, other error) error {
	var f problem.Fields
	if err := f.Join("", one); err != nil {
		return err
	}
	if err := f.Join("", other); err != nil {
		return err
	}
	return f.Err()
}

func startOf(ctx context.Context, tx *db.Tx, w When) (time.Time, error) {
	zone, err := Zone(ctx, tx)
	if err != nil {
		return time.Time{}, err
	}
	start, err := w.At(zone)
	if err != nil {
		return start, err
	}
	return start, AheadOnly(start, tx.Now)
}

// notDosing refuses what only the course may do: its rules hold for dosing visits.
func notDosing(v Visit) error {
	if v.Kind == Dosing {
		return problem.New(problem.Conflict, "Dosing sessions are confirmed, moved and cancelled with the course.")
	}
	return nil
}

// suited refuses a talk visit with somebody who sees no clients here or in a room
// that is not open: a page may be older than the people and rooms of the clinic. Of
// a client who is not there it says nothing else.
func suited(ctx context.Context, tx *db.Tx, a Appointment) error {
	if _, err := client.Find(ctx, tx, a.ClientID); err != nil {
		return err
	}
	b := db.NewBatch(tx)
	members, rooms := staff.QueueMembers(b), QueueRooms(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	var f problem.Fields
	if !slices.ContainsFunc(Bookable(members.All()), func(m staff.Member) bool { return m.ID == a.StaffID }) {
		f.Add("staff_id", "Choose somebody who sees clients here.")
	}
	if a.RoomID != uuid.Nil && !slices.ContainsFunc(Open(rooms.All(), false), func(r Room) bool { return r.ID == a.RoomID }) {
		f.Add("room_id", "Choose a room that is open.")
	}
	return f.Err()
}
