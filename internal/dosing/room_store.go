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
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// ChartRows are the reads of a chart, in a batch with others.
type ChartRows struct {
	session     *db.Rows[Session]
	client      *db.Rows[client.Client]
	clinic      *db.Rows[clinic.Details]
	body        *db.Rows[bodyRow]
	answers     *db.Rows[Answered]
	vitals      *db.Rows[vitals.Reading]
	events      *db.Rows[EventEntry]
	room        *db.Rows[PresenceEntry]
	intakes     *db.Rows[IntakeEntry]
	lines       *db.Rows[IntakeLine]
	calls       *db.Rows[safety.Call]
	impressions *db.Rows[ImpressionEntry]
	departure   *db.Rows[DepartureEntry]
	counts      *db.Rows[medication.Tally]
	courses     *db.Rows[course.Course]
	said        *db.Rows[prep.Intention]
	visits      *db.Rows[schedule.Visit]
	incidents   *db.Rows[safety.Incident]
	colleagues  *db.Rows[Colleague]
	checks      *db.Rows[Check]
	signatures  *db.Rows[sign.Signature]
	managers    *db.Rows[string]
	now         time.Time
}

// QueueChart reads everything recorded in one session.
func QueueChart(b *db.Batch, of, session uuid.UUID, now time.Time) ChartRows {
	s := Session{ID: session, Client: of}
	return ChartRows{
		session: QueueSession(b, of, session), client: client.QueueClient(b, of), clinic: clinic.QueueDetails(b), managers: QueueManagers(b),
		body: queueBody(b, of, session), answers: QueueAnswers(b, s, now), vitals: vitals.QueueOfSession(b, of, session),
		events: queueEvents(b, of, session), room: QueuePresence(b, of, session),
		intakes: queueIntakeEntries(b, of, session), lines: queueIntakeLines(b, of, session), calls: safety.QueueCalls(b, of, now),
		impressions: queueImpressions(b, of, session), departure: queueDeparture(b, of, session),
		counts: medication.QueueCounted(b, of, session), courses: course.QueueCourses(b, of), said: prep.QueueIntention(b, of),
		visits: schedule.QueueVisits(b, of), incidents: safety.QueueIncidents(b, of), colleagues: QueueColleagues(b), checks: QueueChecks(b, of, session),
		signatures: sign.Read(b, of, "dosing_session", session), now: now,
	}
}

// Chart is what came back; NotFound where the session is not there or not yours.
func (r ChartRows) Chart() (c Chart, err error) {
	if c.Session, err = r.session.One(); err != nil {
		return c, err
	}
	body, found := r.body.Maybe()
	if !found {
		return c, protocol.NotApproved()
	}
	c.Body, c.Now = body.Body, r.now
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
	c.Intakes = withLines(r.intakes.All(), r.lines.All())
	for _, row := range r.answers.All() {
		if err := c.Arrival.Take(row.Answers, row.By, row.At); err != nil {
			return c, err
		}
	}
	return c, nil
}

// around is what other steps know of the session's day.
func (r ChartRows) around(s Session) Around {
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

func withLines(intakes []IntakeEntry, lines []IntakeLine) []IntakeEntry {
	for i := range intakes {
		for _, l := range lines {
			if l.Intake == intakes[i].ID {
				intakes[i].Lines = append(intakes[i].Lines, l)
			}
		}
	}
	return intakes
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
	if _, err := SessionForUpdate(ctx, tx, client, session); err != nil {
		return Chart{}, err
	}
	return chartOf(ctx, tx, tx.Now, client, session)
}

type bodyRow struct{ Body protocol.Body }

// queueBody reads the protocol the session runs under: the one in force on arrival.
func queueBody(b *db.Batch, client, session uuid.UUID) *db.Rows[bodyRow] {
	return db.Queue[bodyRow](b, `
		select p.body
		from dosing_session s
		join protocol p on p.clinic_id = s.clinic_id and p.approved_at is not null
		  and p.version <= coalesce(s.protocol_version, p.version)
		where s.client_id = $1 and s.id = $2
		order by p.version desc
		limit 1`, client, session)
}

func queueEvents(b *db.Batch, client, session uuid.UUID) *db.Rows[EventEntry] {
	return db.Queue[EventEntry](b, `
		select e.id, e.at, e.kind, e.words, e.slot,
		    coalesce(e.recorded_by, '00000000-0000-0000-0000-000000000000') as by, coalesce(w.name, '') as by_name,
		    e.created_at, e.time_uncertain
		from dosing_event e
		left join staff w on w.clinic_id = e.clinic_id and w.id = e.recorded_by
		where e.client_id = $1 and e.session_id = $2
		order by e.at, e.id`, client, session)
}

func queueIntakeEntries(b *db.Batch, client, session uuid.UUID) *db.Rows[IntakeEntry] {
	return db.Queue[IntakeEntry](b, `
		select i.id, i.at, i.kind, i.mg, i.minutes, i.kept, i.planned,
		    coalesce(i.prescription_id, '00000000-0000-0000-0000-000000000000') as prescription,
		    coalesce(i.gate_check_id, '00000000-0000-0000-0000-000000000000') as gate_check,
		    coalesce(i.incident_id, '00000000-0000-0000-0000-000000000000') as incident,
		    coalesce(i.witness, '00000000-0000-0000-0000-000000000000') as witness,
		    coalesce(w.name, '') as witness_name, i.from_paper, i.words
		from intake i
		left join staff w on w.clinic_id = i.clinic_id and w.id = i.witness
		where i.client_id = $1 and i.session_id = $2
		order by i.at, i.id`, client, session)
}

func queueIntakeLines(b *db.Batch, client, session uuid.UUID) *db.Rows[IntakeLine] {
	return db.Queue[IntakeLine](b, `
		select l.intake_id as intake, l.units, l.strength, l.lot
		from intake_line l
		join intake i on i.clinic_id = l.clinic_id and i.id = l.intake_id
		where l.client_id = $1 and i.session_id = $2
		order by l.intake_id, l.strength, l.lot`, client, session)
}
