package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/measure"
	prep "kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/vitals"
)

// asked is what readers asked with statements of their own, and what the steps' facts
// answer to the same, of one course at one moment.
type asked struct {
	name, old string
	now       bool // the statement knew of no other moment
	fact      func(f stepFacts) []string
}

// stepFacts are what the steps say of a client at a moment.
type stepFacts struct {
	course     uuid.UUID
	at         time.Time
	zone       *time.Location
	courses    []course.Course
	client     []client.Client
	visits     []schedule.Visit
	responses  []measure.Recorded
	checks     []safety.Checked
	plan       []safety.Planned
	calls      []safety.Call
	records    []prep.Record
	goals      []prep.Goal
	items      []prep.Item
	said       []prep.Intention
	medicines  []client.Medicine
	pressures  []vitals.Entry
	sizes      []vitals.Size
	resting    []vitals.Resting
	incidents  []safety.Incident
	escorts    []client.Escort
	collecting []client.Escort
}

// TestStepsSayWhatReadersReadThemselves holds over every client of the demo, now and
// earlier.
func TestStepsSayWhatReadersReadThemselves(t *testing.T) {
	w := openWard(t)
	owner, err := db.OpenOwner(t.Context(), w.OwnerDSN, w.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	zone, _ := time.LoadLocation("America/Denver")
	compared, told := 0, map[string]int{}
	for _, line := range w.read(`select client_id || ' ' || id from course`) {
		of, in, _ := strings.Cut(line, " ")
		for _, ago := range []time.Duration{0, time.Hour, 9 * time.Hour, 2 * 24 * time.Hour, 10 * 24 * time.Hour, 41 * 24 * time.Hour} {
			f := stepFacts{course: uuid.MustParse(in), at: w.Now().Add(-ago), zone: zone}
			err := owner.Read(t.Context(), func(v *db.View) error { return f.read(t, v, uuid.MustParse(of)) })
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range readers() {
				if a.now && ago > 0 {
					continue
				}
				args := []any{of, in, f.at}
				for len(args) > 1 && !strings.Contains(a.old, fmt.Sprintf("$%d", len(args))) {
					args = args[:len(args)-1]
				}
				was, is := w.read(a.old, args...), a.fact(f)
				compared++
				told[a.name] += len(strings.Join(was, ""))
				if !slices.Equal(was, is) {
					t.Errorf("%s, %s before: %s\nthe reader read %q\nthe step says  %q", line, ago, a.name, was, is)
				}
			}
		}
	}
	t.Log(compared, told)
}

func (f *stepFacts) read(t *testing.T, v *db.View, of uuid.UUID) error {
	b := db.NewBatch(v)
	courses, person, visits := course.QueueCourses(b, of), client.QueueClient(b, of), schedule.QueueVisits(b, of)
	responses, checks, plan := measure.QueueResponses(b, of, f.at), safety.QueueChecks(b, of, f.at), safety.QueuePlan(b, of, f.at)
	calls, records, goals := safety.QueueCalls(b, of, f.at), prep.QueuePreparations(b, of), prep.QueueGoals(b, of)
	items, said, medicines := prep.QueueReadiness(b, of, f.at), prep.QueueIntention(b, of), client.QueueMedicines(b, of, f.at)
	pressures, sizes, resting := vitals.QueuePressures(b, of, f.at), vitals.QueueSizes(b, of, f.at), vitals.QueueResting(b, of, f.at)
	incidents, escorts := safety.QueueIncidents(b, of), client.QueueEscorts(b, of)
	err := b.Send(t.Context())
	f.courses, f.client, f.visits = courses.All(), person.All(), visits.All()
	f.responses, f.checks, f.plan, f.calls = responses.All(), checks.All(), plan.All(), calls.All()
	f.records, f.goals, f.items, f.said = records.All(), goals.All(), items.All(), said.All()
	f.medicines, f.pressures, f.sizes, f.resting = medicines.All(), pressures.All(), sizes.All(), resting.All()
	f.incidents, f.escorts = incidents.All(), escorts.All()
	return err
}

const instant = `'YYYY-MM-DD HH24:MI:SS'`

func at(t time.Time) string { return t.UTC().Format(time.DateTime) }

func each[T any](list []T, words func(T) string) []string {
	var all []string
	for _, l := range list {
		all = append(all, words(l))
	}
	return all
}

func readers() []asked {
	return []asked{
		{"kind, prescriber and sex", `
			select c.kind || ' ' || coalesce(w.name, '') || ' ' || p.sex_for_scoring
			from course c
			join client p on p.id = c.client_id
			left join staff w on w.clinic_id = c.clinic_id and w.id = c.prescriber_id
			where c.client_id = $1 and c.id = $2`, false,
			func(f stepFacts) []string {
				c := course.Named(f.courses, f.course)
				return []string{string(c.Kind) + " " + c.Prescriber + " " + f.client[0].SexForScoring}
			}},
		{"a remote visit", `
			select exists (
			    select from appointment a
			    where a.client_id = $1 and a.course_id = $2 and a.visit_mode in ('video', 'telephone')
			      and a.status not in ('cancelled', 'not_held', 'no_show'))::text`, false,
			func(f stepFacts) []string { return []string{fmt.Sprint(schedule.Remote(f.visits, f.course))} }},
		{"safety plan", `select exists (select from safety_plan l where l.client_id = $1 and $2::text <> '' and l.at <= $3)::text`, false,
			func(f stepFacts) []string { return []string{fmt.Sprint(len(f.plan) > 0)} }},
		{"risk checked that day", `
			select exists (
			    select from risk_check r join clinic z on z.id = r.clinic_id
			    where r.client_id = $1 and $2::text <> '' and r.at <= $3
			      and (r.at at time zone z.zone)::date = ($3::timestamptz at time zone z.zone)::date)::text`, false,
			func(f stepFacts) []string { return []string{fmt.Sprint(safety.CheckedOn(f.checks, f.at, f.zone))} }},
		{"goals", `select exists (select from goal g where g.client_id = $1 and g.course_id = $2 and g.ended_at is null)::text`, true,
			func(f stepFacts) []string {
				return []string{fmt.Sprint(slices.ContainsFunc(f.goals, func(g prep.Goal) bool { return g.CourseID == f.course && g.Stood(f.at) }))}
			}},
		{"preparation held here", `
			select count(*) || ' ' || coalesce(max((p.held_at at time zone z.zone)::date)::text, '0001-01-01')
			from preparation_session p join clinic z on z.id = p.clinic_id
			where p.client_id = $1 and p.course_id = $2 and p.held_at <= $3 and p.completed_at <= $3 and p.place <> 'elsewhere'`, false,
			func(f stepFacts) []string {
				n, last := prep.Held(prep.Sessions(f.records, f.course), f.at, f.zone)
				return []string{fmt.Sprint(n, " ", last.Format(time.DateOnly))}
			}},
		{"intention and setting", `
			select coalesce(bool_or(btrim(intention) <> ''), false) || ' ' ||
			    coalesce(bool_or(exists (select from jsonb_each_text(setting) where value <> '')), false)
			from preparation_session
			where client_id = $1 and course_id = $2 and held_at <= $3`, false,
			func(f stepFacts) []string {
				intention, setting := prep.Told(prep.Sessions(f.records, f.course), f.at)
				return []string{fmt.Sprint(intention, " ", setting)}
			}},
		{"the plans of the day", `
			select l.item
			from (
			    select distinct on (r.item) r.item, r.state
			    from readiness_item r
			    where r.client_id = $1 and r.course_id = $2 and r.at <= $3
			    order by r.item, r.at desc, r.id) l
			where l.state <> 'not done'
			order by l.item`, false,
			func(f stepFacts) []string {
				var stand []string
				for _, i := range prep.ItemsOf(f.items, f.course) {
					if prep.Stands(f.items, i.Item, f.at) {
						stand = append(stand, i.Item)
					}
				}
				slices.Sort(stand)
				return stand
			}},
		{"questionnaires due", `
			select q.name
			from (values (1, 'phq9', 'PHQ-9'), (2, 'gad7', 'GAD-7')) q (n, id, name)
			where $2::text <> '' and not exists (
			    select from measure_response
			    where client_id = $1 and complete and instrument = q.id and at <= $3 and at + interval '72 hours' >= $3)
			order by q.n`, false,
			func(f stepFacts) []string {
				return each(measure.Due(f.responses, f.at, protocol.Default().Measures), func(i measure.Instrument) string { return i.Name })
			}},
		{"alerts", `
			select r.instrument || ' ' || to_char(r.at, ` + instant + `) || ' ' || (not r.complete) || ' ' || (
			    (r.flags && '{alert,alert_acute}' or o.id is not null) and not exists (
			        select from risk_check k
			        where k.client_id = $1 and k.at >= coalesce(o.at, r.at))) || ' ' || (r.flags && '{incomplete}' and not exists (
			        select from risk_check k
			        where k.client_id = $1 and k.at >= r.at) and not exists (
			        select from measure_response l
			        where l.client_id = $1 and l.instrument = r.instrument and l.complete and l.at > r.at))
			from (
			    select distinct on (r.instrument, r.complete) r.*
			    from measure_response r
			    left join screen_override o on o.client_id = r.client_id and o.response_id = r.id
			    where r.client_id = $1 and (r.complete or r.flags && '{alert,alert_acute,incomplete}')
			    order by r.instrument, r.complete, r.at desc, r.id) r
			left join screen_override o on o.client_id = r.client_id and o.response_id = r.id
			order by r.instrument, r.complete`, true,
			func(f stepFacts) []string {
				return each(measure.Standing(f.responses), func(r measure.Recorded) string {
					return fmt.Sprint(r.Instrument, " ", at(r.At), " ", !r.Complete, " ", r.AlertStands(f.checks), " ", r.LeftOpen(f.responses, f.checks))
				})
			}},
		{"the latest of each questionnaire", `
			select distinct on (m.instrument) m.instrument || ' ' || coalesce(trim_scale(m.total)::text, '') || ' ' || m.band || ' ' || to_char(m.at, ` + instant + `)
			from measure_response m
			where m.client_id = $1
			order by m.instrument, m.at desc, m.id desc`, true,
			func(f stepFacts) []string {
				return each(measure.Latest(f.responses), func(r measure.Recorded) string {
					return r.Instrument + " " + r.Points() + " " + r.Band + " " + at(r.At)
				})
			}},
		{"medicines", `
			select name || ' ' || class || ' ' || as_needed || ' ' || to_char(created_at, ` + instant + `)
			from medicine
			where client_id = $1 and stopped_on is null
			order by lower(name), id`, true,
			func(f stepFacts) []string {
				taken := slices.DeleteFunc(slices.Clone(f.medicines), func(m client.Medicine) bool { return !m.Taken(course.Day(f.at, f.zone)) })
				return each(taken, func(m client.Medicine) string { return fmt.Sprint(m.Name, " ", m.Class, " ", m.AsNeeded, " ", at(m.CreatedAt)) })
			}},
		{"pressures of the day", `
			select id || ' ' || systolic || '/' || diastolic || ' ' || (voided_at is null)
			from vitals
			where client_id = $1 and $2::text <> '' and source = 'here' and taken_at > $3::timestamptz - interval '1 day' and taken_at <= $3
			  and systolic is not null
			order by taken_at, id`, false,
			func(f stepFacts) []string {
				return each(f.pressures, func(e vitals.Entry) string {
					return fmt.Sprint(e.ID, " ", e.Systolic, "/", e.Diastolic, " ", e.VoidedAt == nil)
				})
			}},
		{"weights", `
			select (v.weight * 10)::integer || ' ' || to_char(v.taken_at, ` + instant + `) || ' ' || (v.taken_at at time zone z.zone)::date || ' ' || v.source
			from vitals v join clinic z on z.id = v.clinic_id
			where v.client_id = $1 and $2::text <> '' and v.weight is not null and v.voided_at is null and v.taken_at <= $3
			order by v.taken_at desc, v.id desc`, false,
			func(f stepFacts) []string {
				return each(vitals.Weights(f.sizes), func(s vitals.Size) string {
					return fmt.Sprint(int(s.Weight), " ", at(s.TakenAt), " ", s.On.Format(time.DateOnly), " ", s.Source)
				})
			}},
		{"height", `
			select coalesce((select (height * 10)::integer from vitals
			    where client_id = $1 and voided_at is null and height is not null order by taken_at desc limit 1), 0)::text`, true,
			func(f stepFacts) []string { return []string{fmt.Sprint(int(vitals.LastHeight(f.sizes)))} }},
		{"pressure measured here", `
			select coalesce((
			    select to_char(v.taken_at, ` + instant + `)
			    from vitals v
			    where v.client_id = $1 and v.systolic is not null and v.source = 'here' and v.voided_at is null
			      and not exists (
			        select from dosing_session s
			        where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
			    order by v.taken_at desc
			    limit 1), '0001-01-01 00:00:00')`, true,
			func(f stepFacts) []string { return []string{at(vitals.MeasuredHere(f.resting))} }},
		{"pressure of anybody", `
			select v.systolic || '/' || v.diastolic || ' ' || v.source || ' ' || (v.taken_at at time zone z.zone)::date
			from vitals v join clinic z on z.id = v.clinic_id
			where v.client_id = $1 and v.systolic is not null and v.voided_at is null
			  and not exists (
			    select from dosing_session s
			    where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
			order by v.taken_at desc, v.id desc
			limit 1`, true,
			func(f stepFacts) []string {
				return each(f.resting[:min(1, len(f.resting))], func(r vitals.Resting) string {
					return fmt.Sprint(r.Systolic, "/", r.Diastolic, " ", r.Source, " ", r.On.Format(time.DateOnly))
				})
			}},
		{"calls to the prescriber", `
			select e.session_id || ' ' || to_char(e.at, ` + instant + `) || ' ' || e.called || ' ' || e.reason || ' ' || e.answered || ' ' || coalesce(w.name, '')
			from escalation e left join staff w on w.id = e.recorded_by
			where e.client_id = $1 and $2::text <> '' and e.session_id is not null and e.kind = 'prescriber' and e.at <= $3
			order by e.session_id, e.at, e.id`, false,
			func(f stepFacts) []string {
				var sessions []uuid.UUID
				for _, c := range f.calls {
					if c.SessionID != nil && !slices.Contains(sessions, *c.SessionID) {
						sessions = append(sessions, *c.SessionID)
					}
				}
				slices.SortFunc(sessions, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
				var all []string
				for _, s := range sessions {
					all = append(all, each(safety.CallsToPrescriber(f.calls, s), func(c safety.Call) string {
						return fmt.Sprint(s, " ", at(c.At), " ", c.Called, " ", c.Reason, " ", c.Answered, " ", c.RecordedBy)
					})...)
				}
				return all
			}},
		{"the intention", `
			select coalesce((
			    select p.intention
			    from preparation_session p
			    where p.client_id = $1 and p.course_id = $2 and p.intention <> '' and p.held_at <= $3
			    order by p.held_at desc
			    limit 1), '')`, false,
			func(f stepFacts) []string { return []string{prep.IntentionAt(f.said, f.course, f.at).Words} }},
		{"escorts", `
			select name || ' ' || phone || ' ' || adult
			from escort
			where client_id = $1 and ended_at is null
			order by created_at desc, id`, true,
			func(f stepFacts) []string {
				return each(client.Collecting(f.escorts), func(e client.Escort) string { return fmt.Sprint(e.Name, " ", e.Phone, " ", e.Adult) })
			}},
		{"how long people and rooms are booked", `
			select a.id || ' ' || coalesce((
			        select to_char(max(least(k.ends_at, a.ends_at)), ` + instant + `)
			        from booking k
			        where k.appointment_id = a.id and k.active and k.staff_id is not null), '0001-01-01 00:00:00') || ' ' || coalesce((
			        select to_char(max(least(k.ends_at, a.ends_at)), ` + instant + `)
			        from booking k
			        where k.appointment_id = a.id and k.active and k.room_id is not null), '0001-01-01 00:00:00') || ' ' || coalesce((
			        select to_char(max(k.ends_at), ` + instant + `)
			        from booking k
			        where k.appointment_id = a.id and k.active), to_char(a.ends_at, ` + instant + `)) || ' ' || coalesce((
			        select e.can_collect
			        from escort_confirmation e
			        where e.client_id = $1 and e.appointment_id = a.id
			        order by e.at desc
			        limit 1), false)
			from appointment a
			where a.client_id = $1
			order by a.starts_at, a.id`, true,
			func(f stepFacts) []string {
				return each(f.visits, func(v schedule.Visit) string {
					return fmt.Sprint(v.ID, " ", at(v.StaffUntil), " ", at(v.RoomUntil), " ", at(v.FreeAt), " ", v.EscortConfirmed)
				})
			}},
	}
}
