package measure

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// columns take the client as $1 and the moment as $2.
const columns = `r.id, r.course_id, r.instrument, r.version, r.answers,
		    case when r.answered_by <> 'by hand' then round(r.total)::int end as total,
		    case when r.answered_by = 'by hand' then coalesce(trim_scale(r.total)::text, '') else '' end as score,
		    r.band, r.flags, r.complete, r.prorated, r.at, r.created_at, r.occasion, r.place, r.answered_by, r.baseline,
		    coalesce(s.name, '') as recorded_by, o.at as overridden_at, coalesce(w.name, '') as overridden_by,
		    coalesce(o.reason, '') as override_reason
		from measure_response r
		left join staff s on s.id = r.recorded_by
		left join screen_override o on o.client_id = r.client_id and o.response_id = r.id and o.at <= $2
		left join staff w on w.id = o.by
		where r.client_id = $1 and r.at <= $2`

// QueueResponses reads every questionnaire a client had answered by a moment, the latest
// first, each with what a clinician had said of it by then.
func QueueResponses(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Response] {
	return db.Queue[Response](b, `
		select `+columns+`
		order by r.at desc, r.created_at desc, r.id`, client, at)
}

// Dose is a dosing day as the chart draws it.
type Dose struct {
	Number  int // 0: unplanned
	At      time.Time
	Planned bool
	Amount  string // mg; empty while planned
}

// settingRow is what a response is judged by, besides the protocol.
type settingRow struct {
	CourseID     uuid.UUID // zero: none is open
	TherapistID  uuid.UUID // zero: not named
	PrescriberID uuid.UUID // zero: not named
	OpenedAt     time.Time // of the course; zero: none
	FirstLozenge time.Time `db:"-"` // of the course; zero: none was taken
	Sex          string
	Known        bool      `db:"-"` // the course's last risk check holds active ideation
	DayEnds      time.Time // of today, in the clinic's zone
}

func queueSetting(b *db.Batch, client uuid.UUID) *db.Rows[settingRow] {
	return db.Queue[settingRow](b, `
		select k.id as course_id, k.therapist_id, k.prescriber_id, k.opened_at, c.sex_for_scoring as sex,
		    ((app_now() at time zone z.zone)::date + 1)::timestamp at time zone z.zone as day_ends
		from client c
		join clinic z on z.id = c.clinic_id
		left join course k on k.client_id = c.id and `+spine.Open+`
		where c.id = $1`, client)
}

func insert(ctx context.Context, tx *db.Tx, client uuid.UUID, r Response) error {
	_, err := db.Exec(ctx, tx, `
		insert into measure_response (client_id, `+db.Columns[Response]()+`)
		values (@client, `+db.Values[Response]()+`)`, db.Named(r, "client", client))
	if err != nil {
		return fmt.Errorf("store questionnaire: %w", err)
	}
	return nil
}

func insertByHand(ctx context.Context, tx *db.Tx, client, id uuid.UUID, course uuid.UUID, h ScoreEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into measure_response (id, client_id, course_id, instrument, total, flags, complete, at, occasion, answered_by)
		select @id, @client, @course, @instrument, @score::text::numeric, @flags, true, @on::date::timestamp at time zone z.zone,
		    'other', 'by hand'
		from clinic z`, db.Named(h, "id", id, "client", client, "course", course, "flags", h.Flags()))
	if err != nil {
		return fmt.Errorf("store score by hand: %w", err)
	}
	return nil
}

func insertOverride(ctx context.Context, tx *db.Tx, client, response, id uuid.UUID, reason string) error {
	_, err := db.Exec(ctx, tx, `
		insert into screen_override (id, client_id, response_id, reason)
		values ($1, $2, $3, $4)`, id, client, response, reason)
	if err != nil {
		return fmt.Errorf("override a screen: %w", err)
	}
	return nil
}

// nameBaseline moves the mark of a course and instrument to one response.
func nameBaseline(ctx context.Context, tx *db.Tx, client, course uuid.UUID, instrument string, id uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update measure_response
		set baseline = false
		where client_id = $1 and course_id = $2 and instrument = $3 and baseline`, client, course, instrument)
	if err != nil {
		return err
	}
	return db.Change(ctx, tx, `
		update measure_response
		set baseline = true
		where client_id = $1 and id = $2`, client, id)
}

func one(ctx context.Context, r db.Reader, client uuid.UUID, at time.Time, id uuid.UUID) (Response, error) {
	return db.One[Response](ctx, r, `
		select `+columns+` and r.id = $3`, client, at, id)
}
