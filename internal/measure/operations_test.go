package measure_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/measure"
	"kap/internal/problem"
)

// ward is a clinic with Ana Ruiz, cared for by Jonah and Miriam, in an open course.
type ward struct {
	*dbtest.DB
	dbtest.Clinic
	measure.Service
	client, course uuid.UUID
}

func open(t *testing.T) ward {
	t.Parallel()
	d := dbtest.New(t)
	w := ward{DB: d, Clinic: d.Clinic(t), Service: measure.Service{DB: d.DB, Doses: dosing.QueueDoses, FirstLozenge: course.QueueFirstLozenge}, client: db.NewID(), course: db.NewID()}
	w.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, w.Clinic.ID, w.client)
	w.owner(t, `insert into course (clinic_id, id, client_id, therapist_id) values ($1, $2, $3, $4)`, w.Clinic.ID, w.course, w.client, w.Staff["jonah"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		w.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, w.Clinic.ID, db.NewID(), w.client, w.Staff[name].Staff, role)
	}
	return w
}

func (w ward) owner(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := w.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (w ward) count(t *testing.T, statement string) (n int) {
	t.Helper()
	if err := w.Owner.QueryRow(context.Background(), statement, w.client).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

const (
	tasks   = `select count(*) from task where client_id = $1 and kind = 'risk check' and closed_at is null`
	reviews = `select count(*) from review where client_id = $1 and kind = 'item 9'`
	screens = `select count(*) from review where client_id = $1 and kind = 'screen'`
	pauses  = `select count(*) from pause where client_id = $1 and kind = 'psychiatric' and lifted_at is null`
	stored  = `select count(*) from measure_response where client_id = $1`
)

// typed are the answers digit by digit; _ is refused, a space was passed over.
func typed(at time.Time, digits string) measure.ResponseEntry {
	e := measure.ResponseEntry{Sitting: measure.Sitting{At: at, Occasion: "intake", Place: "here", AnsweredBy: "client"}, Answers: map[string]string{}}
	for n, digit := range digits {
		switch digit {
		case ' ':
		case '_':
			e.Answers[string(rune('1'+n))] = measure.Refused
		default:
			e.Answers[string(rune('1'+n))] = string(digit)
		}
	}
	return e
}

func (w ward) phq9(t *testing.T, who, digits string) (uuid.UUID, error) {
	t.Helper()
	w.Advance(time.Hour)
	id := db.NewID()
	return id, w.Record(w.As(t.Context(), who), w.client, id, measure.PHQ9(), typed(w.Now(), digits))
}

func TestItem9OpensOneTask(t *testing.T) {
	for _, test := range []struct {
		digits string
		tasks  int
	}{
		{"222222220", 0},
		{"000000001", 1},
		{"000000003", 1},
		{"________1", 1}, // also of an incomplete one
		{"22222222_", 0},
	} {
		t.Run(test.digits, func(t *testing.T) {
			w := open(t)
			if _, err := w.phq9(t, "jonah", test.digits); err != nil {
				t.Fatal(err)
			}
			if got := w.count(t, tasks); got != test.tasks {
				t.Errorf("got %d tasks, want %d", got, test.tasks)
			}
			if got := w.count(t, reviews); got != 0 {
				t.Errorf("got %d reviews before any dose", got)
			}
		})
	}
}

func TestItem9AboveBaselineAsksThePrescriber(t *testing.T) {
	w := open(t)
	if _, err := w.phq9(t, "jonah", "222222221"); err != nil {
		t.Fatal(err)
	}
	w.Advance(time.Hour)
	w.owner(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, 1, '2026-11-24', $5)`, w.Clinic.ID, db.NewID(), w.client, w.course, w.Now())
	for _, step := range []struct {
		digits  string
		reviews int
	}{{"222222221", 0}, {"222222222", 1}} {
		if _, err := w.phq9(t, "jonah", step.digits); err != nil {
			t.Fatal(err)
		}
		if got := w.count(t, reviews); got != step.reviews {
			t.Errorf("item 9 of %s: got %d reviews, want %d", step.digits, got, step.reviews)
		}
	}
	page, err := w.Read(w.As(t.Context(), "miriam"), w.client)
	if err != nil {
		t.Fatal(err)
	}
	if named := measure.Named(page.Responses, "phq9", w.course); named == nil || *named.Total != 17 || named.ID != page.Responses[2].ID {
		t.Errorf("got baseline %+v, want the one before the first lozenge", named)
	}
	if c, ok := measure.ChangeOf(page.Responses[0], page.Responses, page.Protocol.Measures.Change); !ok || c.Words() != "1 more" {
		t.Errorf("got %v %q", ok, c.Words())
	}
	if len(page.Doses) != 1 || page.Doses[0].Planned {
		t.Errorf("got doses %+v", page.Doses)
	}
}

func TestAMissingItemLeavesNoTotalStored(t *testing.T) {
	w := open(t)
	if _, err := w.phq9(t, "jonah", "22222222 "); !problem.Is(err, problem.Invalid) {
		t.Errorf("passed over: got %v", err)
	}
	id, err := w.phq9(t, "jonah", "2222_2220")
	if err != nil {
		t.Fatal(err)
	}
	r, page, err := w.One(w.As(t.Context(), "jonah"), w.client, id)
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != nil || r.Complete || r.Baseline || r.Answers["5"] != nil || len(page.Responses) != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestAnotherTherapistRecordsNothing(t *testing.T) {
	w := open(t)
	if _, err := w.phq9(t, "priya", "000000000"); !problem.Is(err, problem.NotFound) {
		t.Errorf("got %v, want NotFound", err)
	}
	if n := w.count(t, stored); n != 0 {
		t.Errorf("got %d responses", n)
	}
}

func TestTheSameSubmissionIsStoredOnce(t *testing.T) {
	w := open(t)
	id, e := db.NewID(), typed(w.Now(), "000000001")
	for range 2 {
		ctx := db.WithSubmission(w.As(t.Context(), "jonah"), &db.Submission{ID: id, Posted: []byte("same")})
		if err := w.Record(ctx, w.client, id, measure.PHQ9(), e); err != nil {
			t.Fatal(err)
		}
	}
	if n, m := w.count(t, stored), w.count(t, tasks); n != 1 || m != 1 {
		t.Errorf("got %d responses and %d tasks", n, m)
	}
}

func TestAScoreByHandIsStored(t *testing.T) {
	w := open(t)
	h := measure.ScoreEntry{Instrument: "MADRS", Score: "28.50", On: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), RiskCheck: measure.NoNeed}
	if err := w.RecordByHand(w.As(t.Context(), "jonah"), w.client, db.NewID(), h); err != nil {
		t.Fatal(err)
	}
	page, err := w.Read(w.As(t.Context(), "jonah"), w.client)
	if err != nil || page.Responses[0].Score != "28.5" || page.Responses[0].Total != nil {
		t.Errorf("got %v %+v", err, page.Responses)
	}
}

// TestOneInstrumentIsOneHoweverItIsSpelled: scores by hand stand under the name of the sheet,
// or the one that earlier scores have.
func TestOneInstrumentIsOneHoweverItIsSpelled(t *testing.T) {
	w := open(t)
	ctx := w.As(t.Context(), "jonah")
	for i, name := range []string{"madrs", "M.A.D.R.S", "Our List-2", "our list 2", " OUR LIST2"} {
		h := measure.ScoreEntry{Instrument: name, Score: "28", On: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i), RiskCheck: measure.NoNeed}
		if err := w.RecordByHand(ctx, w.client, db.NewID(), h); err != nil {
			t.Fatal(err)
		}
	}
	page, err := w.Read(ctx, w.client)
	names := map[string]int{}
	for _, r := range page.Responses {
		names[r.Instrument]++
	}
	if err != nil || len(names) != 2 || names["MADRS"] != 2 || names["Our List-2"] != 3 {
		t.Errorf("got %v %v", names, err)
	}
}

// TestAScoreByHandAsksForAClinician where whoever entered it says so, as a positive screen does.
func TestAScoreByHandAsksForAClinician(t *testing.T) {
	for answer, want := range map[measure.Asked]int{measure.Asks: 1, measure.NoNeed: 0} {
		t.Run(string(answer), func(t *testing.T) {
			w := open(t)
			h := measure.ScoreEntry{Instrument: "C-SSRS", Score: "4", On: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), RiskCheck: answer}
			if err := w.RecordByHand(w.As(t.Context(), "jonah"), w.client, db.NewID(), h); err != nil {
				t.Fatal(err)
			}
			page, err := w.Read(w.As(t.Context(), "jonah"), w.client)
			if err != nil {
				t.Fatal(err)
			}
			if got, asked := w.count(t, tasks), w.count(t, screens); got != want || asked != want || page.Responses[0].Alerts() != (want == 1) {
				t.Errorf("answered %s: got %d tasks and %d reviews", answer, got, asked)
			}
		})
	}
}

// TestARefusedScreenIsPositive: refused, one of the first four asks for a clinician today; the
// question about now, answered yes or refused, pauses the course, unless its last risk check
// holds active ideation already: then the prescriber is asked.
func TestARefusedScreenIsPositive(t *testing.T) {
	for _, c := range []struct {
		digits                 string
		known                  bool
		tasks, pauses, screens int
	}{
		{"0000 ", false, 0, 0, 0},
		{"00_00", false, 1, 0, 1},
		{"00_0_", false, 1, 1, 0},
		{"10001", false, 1, 1, 0},
		{"10001", true, 1, 0, 1},
		{"10000", false, 1, 0, 1},
	} {
		t.Run(fmt.Sprint(c.digits, c.known), func(t *testing.T) {
			w := open(t)
			w.owner(t, `update course set opened_at = '2026-11-01' where id = $1`, w.course)
			if c.known {
				w.owner(t, `insert into risk_check (clinic_id, id, client_id, at, ideation, intent, plan, means, attempt, change, dispositions, recorded_by)
				values ($1, $2, $3, $4, 'active', 'no', 'no', 'no', 'no', 'unchanged', '{safety plan}', $5)`,
					w.Clinic.ID, db.NewID(), w.client, w.Now(), w.Staff["jonah"].Staff)
			}
			if err := w.Record(w.As(t.Context(), "jonah"), w.client, db.NewID(), measure.ASQ(), typed(w.Now(), c.digits)); err != nil {
				t.Fatal(err)
			}
			if a, b, d := w.count(t, tasks), w.count(t, pauses), w.count(t, screens); a != c.tasks || b != c.pauses || d != c.screens {
				t.Errorf("%s, known %v: got %d tasks, %d pauses, %d reviews", c.digits, c.known, a, b, d)
			}
		})
	}
}

func TestWhatIsDueBeforeADose(t *testing.T) {
	m, dose := measureDefaults(), day(24, 9)
	phq9 := measure.Response{Instrument: "phq9", Complete: true, Sitting: measure.Sitting{At: day(21, 9)}}
	gad7 := measure.Response{Instrument: "gad7", Complete: true, Sitting: measure.Sitting{At: day(23, 9)}}
	late, half := phq9, phq9
	late.At, half.Complete = day(21, 9).Add(-time.Second), false
	for _, test := range []struct {
		name      string
		responses []measure.Response
		want      int
	}{
		{"none", nil, 2},
		{"72 hours", []measure.Response{phq9, gad7}, 0},
		{"a second more", []measure.Response{late, gad7}, 1},
		{"incomplete", []measure.Response{half, gad7}, 1},
	} {
		if got := measure.Due(test.responses, dose, m); len(got) != test.want {
			t.Errorf("%s: got %d due, want %d", test.name, len(got), test.want)
		}
	}
}
