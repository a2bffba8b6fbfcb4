package integration

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dosing"
	"kap/internal/measure"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/sign"
)

// read is the page around a record: two trips, since impressions are those of the dosing
// day, which may be the latest.
func read(ctx context.Context, r db.Reader, now time.Time, client uuid.UUID, of Session) (p Page, err error) {
	b := db.NewBatch(r)
	open, days, version, clock := course.QueueOpen(b, client), course.QueueDosingDays(b, client), protocol.QueueOfCourse(b, client), queueWhere(b, client, of.HeldAt)
	records, said := QueueIntegrations(b, client), preparation.QueueIntention(b, client)
	goals, ratings, practices := preparation.QueueGoals(b, client), preparation.QueueRatings(b, client), preparation.QueuePractices(b, client)
	check, plan, calls := safety.QueueCheckOn(b, client, of.HeldAt), safety.QueuePlan(b, client, now), QueueSafetyCalls(b, client)
	responses, signatures := measure.QueueResponses(b, client, now), sign.Read(b, client, "integration_session", of.ID)
	if err := b.Send(ctx); err != nil {
		return p, err
	}
	p = Page{Session: of, Ratings: ratings.All(), Calls: calls.All(), Responses: responses.All(), Signatures: signatures.All(), Body: protocol.BodyOf(version)}
	if err := p.clock(clock); err != nil {
		return p, err
	}
	p.Check, p.Plan, p.Course = check.OrNil(), plan.OrNil(), open.OrNil()
	if err := p.about(days.All()); err != nil {
		return p, err
	}
	if !of.Signed() && p.Check != nil {
		p.Session.RiskCheck = p.Check.ID
	}
	p.Earlier = slices.DeleteFunc(records.All(), func(o Session) bool { return o.ID == of.ID })
	p.Intention = intentionFor(said.All(), p.Day)
	p.Goals = goalsOf(goals.All(), p.Session)
	p.Practices, p.Agreed = p.Session.toAsk(practices.All()), p.Session.agreed(practices.All())
	if p.Day == nil {
		return p, nil
	}
	b = db.NewBatch(r)
	impressions := dosing.QueueImpressions(b, client, p.Day.ID)
	err = b.Send(ctx)
	p.Impressed = impressions.All()
	return p, err
}

func (p *Page) clock(rows *db.Rows[whereRow]) error {
	clock, err := rows.One()
	if err != nil {
		return err
	}
	p.Today = clock.Today
	p.Zone, err = calendar.Zone(clock.Zone)
	return err
}

// about finds the dosing day of the record, the latest where it names none, and its course.
func (p *Page) about(days []course.CourseDay) error {
	for _, d := range slices.Backward(days) {
		if !d.Took {
			continue
		}
		p.Days = append(p.Days, d)
		if p.Day == nil && (p.Session.DosingDayID == uuid.Nil || p.Session.DosingDayID == d.ID) {
			p.Day = &d
		}
	}
	if p.Session.DosingDayID != uuid.Nil && p.Day == nil {
		return problem.Missing()
	}
	if p.Day != nil {
		p.Session.DosingDayID = p.Day.ID
	}
	if p.Session.CourseID == uuid.Nil && p.Course != nil {
		p.Session.CourseID = p.Course.ID
	}
	return nil
}
