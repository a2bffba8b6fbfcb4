package measure

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
)

// Service records questionnaires and opens what they find.
type Service struct {
	DB *db.DB
	// Doses reads the doses between the questionnaires, which dosing knows, a later step;
	// app gives its reading. Nil: there are none.
	Doses func(*db.Batch, uuid.UUID) func() []Dose
	// FirstLozenge reads when the first lozenge of a course was taken, zero for none; course
	// knows it, a later step.
	FirstLozenge func(*db.Batch, uuid.UUID) func(course uuid.UUID) time.Time
}

// Page is every questionnaire of a client, with the doses between them.
type Page struct {
	Responses []Response // the latest first
	Doses     []Dose
	Protocol  protocol.Body
}

// Read is the page of questionnaires.
func (s Service) Read(ctx context.Context, client uuid.UUID) (p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		responses, version := QueueResponses(b, client, v.Now), protocol.QueueInForce(b)
		doses := func() []Dose { return nil }
		if s.Doses != nil {
			doses = s.Doses(b, client)
		}
		err := b.Send(ctx)
		p = Page{responses.All(), doses(), protocol.BodyOf(version)}
		return err
	})
	return p, err
}

// One is one response, with the others of the client to compare it.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (r Response, p Page, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if r, err = one(ctx, v, client, v.Now, id); err != nil {
			return err
		}
		b := db.NewBatch(v)
		responses, version := QueueResponses(b, client, v.Now), protocol.QueueInForce(b)
		err := b.Send(ctx)
		p = Page{Responses: responses.All(), Protocol: protocol.BodyOf(version)}
		return err
	})
	return r, p, err
}

// Record scores and stores a questionnaire. What it finds opens in the same
// transaction: the risk check of today, and reviews.
func (s Service) Record(ctx context.Context, client, id uuid.UUID, i Instrument, e ResponseEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		answers, err := e.Answered(i, tx.Now)
		if err != nil {
			return ev, err
		}
		before, set, err := s.read(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		result, err := i.Score(answers, sexOf(set.Sex), before.Protocol.Measures)
		if err != nil {
			return ev, err
		}
		r := e.response(id, set.CourseID, i, answers, result)
		if err := insert(ctx, tx, client, r); err != nil {
			return ev, err
		}
		found := Finds(r, Named(before.Responses, i.ID, set.CourseID), !set.FirstLozenge.IsZero(), set.Known, before.Protocol)
		if err := open(ctx, tx, client, r, set, found); err != nil {
			return ev, err
		}
		return audit.Did("measure.recorded", client, "measure_response", id),
			rename(ctx, tx, client, i.ID, set, append(before.Responses, r))
	})
}

// read is what a response is judged by, or NotFound.
func (s Service) read(ctx context.Context, tx *db.Tx, client uuid.UUID) (p Page, set settingRow, err error) {
	b := db.NewBatch(tx)
	at, responses, version := queueSetting(b, client), QueueResponses(b, client, tx.Now), protocol.QueueInForce(b)
	firstLozenge, checks := s.FirstLozenge(b, client), safety.QueueChecks(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return p, set, err
	}
	if set, err = at.One(); err == nil && set.CourseID != uuid.Nil {
		set.FirstLozenge, set.Known = firstLozenge(set.CourseID), known(checks.All(), set.OpenedAt)
	}
	return Page{Responses: responses.All(), Protocol: protocol.BodyOf(version)}, set, err
}

// known says whether the last risk check since a course was opened holds active ideation
// (protocol 6).
func known(checks []safety.RiskCheck, since time.Time) bool {
	return len(checks) > 0 && !checks[0].At.Before(since) && checks[0].Alarms()
}

// RecordByHand stores a score of an instrument that is not built in.
func (s Service) RecordByHand(ctx context.Context, client, id uuid.UUID, h ScoreEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := h.Check(tx.Now); err != nil {
			return ev, err
		}
		before, set, err := s.read(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := insertByHand(ctx, tx, client, id, set.CourseID, h.called(before.Responses)); err != nil {
			return ev, err
		}
		return audit.Did("measure.recorded", client, "measure_response", id), open(ctx, tx, client, Response{ID: id}, set, h.opens())
	})
}

// open opens what a response found.
func open(ctx context.Context, tx *db.Tx, client uuid.UUID, r Response, set settingRow, found Consequence) error {
	for _, review := range found.Reviews {
		err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Kind: review.Kind,
			Fact: pause.Fact{Kind: "measure_response", ID: r.ID}, Reason: review.Reason})
		if err != nil {
			return err
		}
	}
	if found.Pause != "" {
		err := pause.Open(ctx, tx, pause.Opening{Client: client, Kind: pause.Psychiatric,
			Fact: pause.Fact{Kind: "measure_response", ID: r.ID}, Reason: found.Pause}, schedule.HoldPaused)
		if err != nil {
			return err
		}
	}
	if found.RiskCheck == "" {
		return nil
	}
	owner, role := set.owner()
	return task.Open(ctx, tx, task.New{Client: client, Course: set.CourseID, Kind: task.RiskCheck,
		Detail: found.RiskCheck, Href: "/clients/" + client.String() + "/risk-checks/new",
		OwnerRole: role, OwnerStaff: owner, Due: set.DayEnds, Urgent: true,
		Fact: task.Fact{Kind: "measure_response", ID: r.ID}})
}

// owner is the course's therapist, else its prescriber, else any therapist of the client.
func (s settingRow) owner() (uuid.UUID, auth.Role) {
	if s.TherapistID == uuid.Nil && s.PrescriberID != uuid.Nil {
		return s.PrescriberID, auth.Prescriber
	}
	return s.TherapistID, auth.Therapist
}

// rename keeps the baseline of the course named.
func rename(ctx context.Context, tx *db.Tx, client uuid.UUID, instrument string, set settingRow, responses []Response) error {
	if set.CourseID == uuid.Nil {
		return nil
	}
	becomes, was := baseline(responses, instrument, set.CourseID, set.FirstLozenge), Named(responses, instrument, set.CourseID)
	if becomes == nil || was != nil && was.ID == becomes.ID {
		return nil
	}
	return nameBaseline(ctx, tx, client, set.CourseID, instrument, becomes.ID)
}

func (e ResponseEntry) response(id uuid.UUID, course uuid.UUID, i Instrument, answers Answers, r Result) Response {
	kept := map[string]*int{}
	for n, item := range i.Items {
		kept[item.ID] = answers[n]
	}
	return Response{ID: id, CourseID: course, Instrument: i.ID, Version: i.Version, Answers: kept, Total: r.Total,
		Band: r.Band, Flags: r.Flags, Complete: r.Complete(), Prorated: r.Prorated, Sitting: e.Sitting}
}

func sexOf(word string) Sex {
	if word == "female" || word == "male" {
		return Sex(word)
	}
	return Unknown
}

// Instrument is a built-in one by its word in the address, or NotFound.
func (s Service) Instrument(word string) (Instrument, error) {
	i, found := Find(word)
	if !found {
		return i, problem.Missing()
	}
	return i, nil
}
