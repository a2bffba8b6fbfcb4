package chart

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/pathway"
	"kap/internal/preparation"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/internal/task"
	"kap/internal/vitals"
	"kap/web/ui"
)

// Service reads charts.
type Service struct{ DB *db.DB }

// Chart is the front page of a client's record, in two trips: whether the reader is
// on the care team decides what is read at all.
func (s Service) Chart(ctx context.Context, person uuid.UUID) (c Chart, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		who, named, team := client.QueueClient(b, person), client.QueueNamed(b, person), client.QueueOnTeam(b, person)
		if err := b.Send(ctx); err != nil {
			return err
		}
		if c.Client, err = who.One(); err != nil {
			return err
		}
		c.Named, _ = named.Maybe()
		c.OnTeam, _ = team.Maybe()
		if c.OnTeam && v.Actor.May(auth.ViewCare) {
			c.Care, err = care(ctx, v, person)
			return err
		}
		c.Desk, err = desk(ctx, v, person)
		return err
	})
	return c, err
}

func care(ctx context.Context, v *db.View, person uuid.UUID) (c Care, err error) {
	b := db.NewBatch(v)
	facts, amounts := pathway.Queue(b, person, v.Now), dosing.QueueAmounts(b, person)
	medicines, tasks := client.QueueMedicines(b, person, v.Now), task.QueueOfClient(b, person)
	last, members := dosing.QueueLast(b, person), staff.QueueMembers(b)
	said, highest := preparation.QueueIntention(b, person), vitals.QueueHighest(b, person)
	if err := b.Send(ctx); err != nil {
		return c, err
	}
	if c.Facts, c.HasCourse, err = facts.Facts(); err != nil {
		return c, err
	}
	if c.HasCourse {
		c.Standing = pathway.Of(c.Facts, v.Now)
	}
	c.Doses, c.Tasks, c.Staff = dosing.Doses(c.Facts.Days, amounts.All()), tasks.All(), members.All()
	for _, m := range medicines.All() {
		if m.Taken(v.Now) {
			c.Medicines = append(c.Medicines, m)
		}
	}
	if session, found := last.Maybe(); found {
		c.Last = c.lastOf(session, said.All(), highest.All())
	}
	return c, nil
}

// lastOf puts beside a session what other steps know of it.
func (c Care) lastOf(l dosing.Last, said []preparation.Intention, highest []vitals.Highest) *Session {
	s := Session{Last: l, Intention: preparation.IntentionAt(said, l.Course, l.StartedAt).Words}
	for _, d := range c.Facts.Days {
		if d.ID == l.DosingDay {
			s.Number = d.Number
		}
	}
	for _, h := range highest {
		if h.Session == l.ID {
			s.Highest = h
		}
	}
	return &s
}

func desk(ctx context.Context, v *db.View, person uuid.UUID) (d Desk, err error) {
	b := db.NewBatch(v)
	standing, visits, escorts, tasks := pathway.QueueKept(b, person), schedule.QueueVisits(b, person), client.QueueEscorts(b, person), task.QueueOfClient(b, person)
	if err := b.Send(ctx); err != nil {
		return d, err
	}
	d.Kept, _ = standing.Maybe()
	d.Visits, d.Escorts = recent(visits.All(), v.Now), escorts.All()
	for _, t := range tasks.All() {
		if t.OwnerRole == auth.Admin {
			t.Detail = ""
			d.Tasks = append(d.Tasks, t)
		}
	}
	return d, nil
}

// Header is the identity bar above every page of a client, in one read; NotFound
// for a client who is not there or not the reader's.
func Header(ctx context.Context, d *db.DB, person uuid.UUID) (h *ui.Header, err error) {
	err = d.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows, risk := client.QueueHeader(b, person), safety.QueueRisk(b, person)
		team, standing := client.QueueOnTeam(b, person), pathway.QueueKept(b, person)
		if err := b.Send(ctx); err != nil {
			return err
		}
		facts, err := rows.Facts()
		if err != nil {
			return err
		}
		facts.Risk, _ = risk.Maybe()
		onTeam, _ := team.Maybe()
		actor := v.Actor
		if !onTeam {
			actor.Roles = deskOnly(actor)
		}
		h = client.HeaderOf(facts, actor, v.Now.In(ui.ShellOf(ctx).Zone))
		if row, found := standing.Maybe(); found {
			h.Stage = stage(row, h.Clinical)
		}
		return nil
	})
	return h, err
}

// deskOnly are the roles that remain where somebody is not on the care team.
func deskOnly(a auth.Actor) []auth.Role {
	var roles []auth.Role
	for _, role := range a.Roles {
		if !role.Clinical() && role != auth.MedicalLead {
			roles = append(roles, role)
		}
	}
	return roles
}

func stage(row pathway.Kept, clinical bool) string {
	words := pathway.DeskStage(row.Stage)
	if clinical {
		words = pathway.StageWords(row.Stage)
	}
	if row.Paused {
		words += ", paused"
	}
	return words
}
