package journey

import (
	"context"
	"strings"
	"testing"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/demo"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/problem"
)

// life is a client whose way so far was done through the operations: a journey
// begins where it becomes interesting.
type life struct {
	*demo.Care
	h       *house
	t       testing.TB
	address string // of the record
}

// lives brings a client; nothing has happened yet.
func (h *house) lives(s demo.Story) *life {
	care := demo.NewHouse(h.db.DB, h.clinic()).NewCare(s)
	return &life{Care: care, h: h, t: h.t, address: h.url + "/clients/" + care.ID.String()}
}

// clinic is the founded clinic's people, by first name, and its rooms.
func (h *house) clinic() demo.Clinic {
	h.t.Helper()
	c := demo.Clinic{Staff: map[string]auth.Actor{}}
	rows, err := h.db.Owner.Query(context.Background(), `
		select clinic_id, id, name, credentials, roles, medical_lead
		from staff
		order by name`)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		a, lead := auth.Actor{Kind: auth.Staff}, false
		if err := rows.Scan(&c.ID, &a.Staff, &a.Name, &a.Credentials, &a.Roles, &lead); err != nil {
			h.t.Fatal(err)
		}
		if lead {
			a.Roles = append(a.Roles, auth.MedicalLead)
		}
		a.Clinic, a.Staffs = c.ID, append(a.Staffs, a.Staff)
		first, _, _ := strings.Cut(strings.ToLower(a.Name), " ")
		c.Staff[strings.ReplaceAll(first, "á", "a")] = a
	}
	if err := h.db.Owner.QueryRow(context.Background(), `select array_agg(id order by name) from room`).Scan(&c.Rooms); err != nil {
		h.t.Fatal(err)
	}
	return c
}

// stored is a number out of the database, whoever may see it.
func (h *house) stored(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.db.Owner.QueryRow(context.Background(), sql, args...).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// has does acts, each at the time it says, and leaves the clock to the test again.
func (l *life) has(acts ...func(context.Context) error) {
	l.t.Helper()
	defer func() { l.h.db.DB.Clock = l.h.db.Now }()
	l.At(l.h.db.Now())
	for _, act := range acts {
		if err := act(context.Background()); err != nil {
			p, _ := problem.As(err)
			l.t.Fatalf("%v %+v", err, p)
		}
	}
}

// booked has everything before a first dose, which is booked for 9:30 of a day.
func (l *life) booked(n int) {
	l.t.Helper()
	l.has(func(ctx context.Context) error {
		_, err := l.Begin(ctx, at(n, 0, 0), 18, 14)
		return err
	})
}

// accepted has everything until a dose may be booked for a day.
func (l *life) accepted(n int) {
	l.t.Helper()
	l.has(
		func(ctx context.Context) error { return l.Referred(ctx, at(n-28, 0, 0)) },
		func(ctx context.Context) error { return l.Seen(ctx, at(n-19, 0, 0), 18, 14) },
		l.Accepted,
		func(ctx context.Context) error { return l.Prepared(ctx, at(n-5, 0, 0)) },
	)
}

// ready is booked for today and has come: readiness is signed, the lozenge is next.
func (l *life) ready() {
	l.t.Helper()
	l.booked(0)
	l.has(
		func(ctx context.Context) error { l.At(at(0, 9, 30)); return l.Ask(ctx, "before dosing", 12, 0, 9) },
		func(ctx context.Context) error { return l.Ready(ctx, 28) },
	)
	l.h.db.Set(at(0, 10, 2))
}

// session is the address of the dosing session.
func (l *life) session() string { return l.address + "/dosing/" + l.Session.String() }

// dosed is the dose that is booked for a day, and the safety call after it.
func (l *life) dosed(n int) {
	l.t.Helper()
	l.sits(n, quiet)
	l.has(func(ctx context.Context) error { l.At(at(n+1, 10, 0)); return l.CallNextDay(ctx, "Slept well.") })
}

// sits is the dose itself; the clock stays where the sitting ends.
func (l *life) sits(n int, s demo.Sitting) {
	l.t.Helper()
	l.has(
		func(ctx context.Context) error { l.At(at(n, 9, 30)); return l.Ask(ctx, "before dosing", 12, 0, 9) },
		func(ctx context.Context) error { return l.Dose(ctx, s) },
		func(context.Context) error { l.h.db.Set(l.h.db.DB.Clock()); return nil },
	)
}

// integrated holds the integration session of a day.
func (l *life) integrated(n int) {
	l.t.Helper()
	l.has(func(ctx context.Context) error {
		l.At(at(n, 15, 0))
		return l.Integrate(ctx, demo.Talk{Since: "Lighter.", Ratings: []int{4, 4}, Agreed: "Walk before breakfast"})
	})
}

// ana and her sister; benno comes to the same therapist.
var (
	ana = demo.Story{
		Name: "Anabel Ruiz Ortega", Preferred: "Ana Ruiz", Born: "1984-03-14", Sex: "female", Phone: "303 555 0190", Therapist: "jonah", Prescriber: "miriam",
		WhyNow: "I am still watching my life from a distance.", StuckIn: "The same argument every morning.",
		Pounds: "160", Height: "5 ft 6 in", Systolic: 118, Diastolic: 76, Indication: "F33.1", Rationale: "Four adequate trials.",
		Goals: goals, Ratings: []int{3, 2}, Intention: "To stop bracing.", Escort: client.EscortEntry{Name: "Lucia Ruiz", Phone: "303 555 0188", Relation: "sister", Adult: true},
	}
	benno = demo.Story{
		Name: "Benjamin Falk", Preferred: "Benno Falk", Born: "1979-07-02", Sex: "male", Phone: "303 555 0170", Therapist: "priya", Prescriber: "miriam",
		WhyNow: "I sleep and I am not rested.", StuckIn: "Sundays.",
		Pounds: "180", Height: "6 ft 0 in", Systolic: 124, Diastolic: 80, Indication: "F33.1", Rationale: "Three adequate trials.",
		Goals: []string{"Cook on Sundays", "Answer the phone"}, Ratings: []int{1, 2}, Intention: "To rest.", Escort: client.EscortEntry{Name: "Ida Falk", Phone: "303 555 0171", Relation: "wife", Adult: true},
	}
	quiet = demo.Sitting{Start: medication.Whole(1), Rise: 14, Brought: dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Silence}, Belongs: dosing.Record}}
)
