package dosing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/clinic"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/medication"
	prep "kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// ChartRows are the reads of a chart, in a batch with others.
type ChartRows struct {
	session     *db.Rows[readiness.Session]
	client      *db.Rows[client.Client]
	clinic      *db.Rows[clinic.Details]
	versions    *db.Rows[protocol.Version]
	answers     *db.Rows[readiness.Answered]
	vitals      *db.Rows[vitals.Reading]
	events      *db.Rows[Event]
	room        *db.Rows[readiness.Presence]
	intakes     *db.Rows[Intake]
	calls       *db.Rows[safety.Call]
	impressions *db.Rows[Impression]
	departure   *db.Rows[Departure]
	counts      *db.Rows[medication.Tally]
	courses     *db.Rows[course.Course]
	said        *db.Rows[prep.Intention]
	visits      *db.Rows[schedule.Visit]
	incidents   *db.Rows[safety.Incident]
	colleagues  *db.Rows[readiness.Colleague]
	checks      *db.Rows[readiness.Check]
	signatures  *db.Rows[sign.Signature]
	managers    *db.Rows[string]
	now         time.Time
}

// QueueChart reads everything recorded in one session.
func QueueChart(b *db.Batch, of, session uuid.UUID, now time.Time) ChartRows {
	s := readiness.Session{ID: session, Client: of}
	return ChartRows{
		session: readiness.QueueSession(b, of, session), client: client.QueueClient(b, of), clinic: clinic.QueueDetails(b), managers: readiness.QueueManagers(b),
		versions: protocol.QueueApproved(b), answers: readiness.QueueAnswers(b, s, now), vitals: vitals.QueueOfSession(b, of, session),
		events: queueEvents(b, of, session), room: readiness.QueuePresence(b, of, session),
		intakes: queueIntakes(b, of, session), calls: safety.QueueCalls(b, of, now),
		impressions: queueImpressions(b, of, session), departure: queueDeparture(b, of, session),
		counts: medication.QueueCounted(b, of, session), courses: course.QueueCourses(b, of), said: prep.QueueIntention(b, of),
		visits: schedule.QueueVisits(b, of), incidents: safety.QueueIncidents(b, of), colleagues: readiness.QueueColleagues(b), checks: readiness.QueueChecks(b, of, session),
		signatures: sign.Read(b, of, "dosing_session", session), now: now,
	}
}

// Chart is what came back; NotFound where the session is not there or not yours.
func (r ChartRows) Chart() (c Chart, err error) {
	if c.Session, err = r.session.One(); err != nil {
		return c, err
	}
	version, found := protocol.Numbered(r.versions.All(), c.Session.ProtocolVersion)
	if !found {
		return c, protocol.NotApproved()
	}
	c.Body, c.Now = version.Body, r.now
	c.Client, _ = r.client.Maybe()
	c.Clinic, _ = r.clinic.Maybe()
	c.Managers = r.managers.All()
	c.Around = r.around(c.Session)
	c.Vitals, c.Events, c.Room = r.vitals.All(), r.events.All(), r.room.All()
	c.Calls, c.Impressions, c.Counts = safety.CallsToPrescriber(r.calls.All(), c.Session.ID), r.impressions.All(), r.counts.All()
	c.Checks, c.Signatures, c.Colleagues = r.checks.All(), r.signatures.All(), r.colleagues.All()
	if departure, left := r.departure.Maybe(); left {
		c.Departure = &departure
	}
	c.Intakes = r.intakes.All()
	for _, row := range r.answers.All() {
		if err := c.Arrival.Take(row.Answers, row.By, row.At); err != nil {
			return c, err
		}
	}
	return c, nil
}

// around is what other steps know of the session's day.
func (r ChartRows) around(s readiness.Session) Around {
	said := r.now
	if !s.StartedAt.IsZero() && !s.EndedAt.IsZero() {
		said = s.EndedAt
	}
	return Around{
		PrescriberName: course.Named(r.courses.All(), s.Course).PrescriberName,
		Intention:      prep.IntentionAt(r.said.All(), s.Course, said).Words,
		IntegrationBooked: slices.ContainsFunc(r.visits.All(), func(v schedule.Visit) bool {
			return v.Kind == schedule.Integration && v.Status.Ahead() && v.StartsAt.After(s.ArrivedAt)
		}),
		Discrepancy: slices.ContainsFunc(r.incidents.All(), func(i safety.Incident) bool {
			return i.Kind == safety.Discrepancy && i.Session == s.ID
		}),
	}
}

// chartOf reads the chart in one trip.
func chartOf(ctx context.Context, r db.Reader, now time.Time, client, session uuid.UUID) (Chart, error) {
	b := db.NewBatch(r)
	rows := QueueChart(b, client, session, now)
	if err := b.Send(ctx); err != nil {
		return Chart{}, fmt.Errorf("read chart: %w", err)
	}
	return rows.Chart()
}

// chartForUpdate is the chart of a session held until the transaction ends.
func chartForUpdate(ctx context.Context, tx *db.Tx, client, session uuid.UUID) (Chart, error) {
	if _, err := readiness.SessionForUpdate(ctx, tx, client, session); err != nil {
		return Chart{}, err
	}
	return chartOf(ctx, tx, tx.Now, client, session)
}
