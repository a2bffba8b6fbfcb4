package schedule

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/staff"
)

// Service books, moves and cancels visits.
type Service struct {
	DB *db.DB
	// LastDosing is the dosing that lies on a day or last before it, which the course knows,
	// a later step; app gives it. Nil: integration visits lie on any day.
	LastDosing func(ctx context.Context, tx *db.Tx, a Appointment, day time.Time, zone *time.Location) (LastDosing, bool, error)
}

// Page is one visit and what a form about it offers.
type Page struct {
	Visit
	Moves       []Earlier
	Rooms       []Room // open ones, for dosing only those suited for it
	Staff       []staff.Member
	NoticeAsked int // hours, of the protocol
	Zone        *time.Location
	Others      []Visit // the client's other visits
	Outside     string  // a sentence where it lies outside its person's hours; see OutsideHours
}

// One is one visit of a client.
func (s Service) One(ctx context.Context, person, id uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		visit, moves, rooms := QueueVisit(b, person, id), queueMoves(b, person, id), QueueRooms(b)
		members, version, zone, all := staff.QueueMembers(b), protocol.QueueInForce(b), QueueZone(b), QueueVisits(b, person)
		stretches := queueStretches(b, person, id)
		if err := b.Send(ctx); err != nil {
			return err
		}
		if p.Visit, err = visit.One(); err != nil {
			return err
		}
		p.Moves, p.Rooms = moves.All(), Open(rooms.All(), p.Kind == Dosing)
		p.Staff, p.Others = Bookable(members.All()), others(all.All(), id)
		p.NoticeAsked = bodyOf(version).Scheduling.Notice
		name, err := zone.One()
		if err == nil {
			p.Zone, err = location(name)
		}
		if err == nil {
			p.Outside = OutsideHours(p.Visit, stretches.All(), p.Zone)
		}
		return err
	})
	return p, err
}

func others(visits []Visit, but uuid.UUID) []Visit {
	var rest []Visit
	for _, v := range visits {
		if v.ID != but {
			rest = append(rest, v)
		}
	}
	return rest
}

// bodyOf is the protocol in force; before the first approval its draft's numbers.
func bodyOf(version *db.Rows[protocol.Version]) protocol.Body {
	if v, found := version.Maybe(); found {
		return v.Body
	}
	return protocol.Default()
}

// Bookable are the people who see clients here.
func Bookable(members []staff.Member) []staff.Member {
	var bookable []staff.Member
	for _, m := range members {
		if m.DisabledAt == nil && (m.Is(auth.Prescriber) || m.Is(auth.Therapist) || m.Is(auth.Nurse) || m.Is(auth.MedicalAssistant)) {
			bookable = append(bookable, m)
		}
	}
	return bookable
}

// Visits are all of a client, in the order of the calendar.
func (s Service) Visits(ctx context.Context, person uuid.UUID) (visits []Visit, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueVisits(b, person)
		err := b.Send(ctx)
		visits = rows.All()
		return err
	})
	return visits, err
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
