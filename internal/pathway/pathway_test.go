package pathway_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/integration"
	"kap/internal/measure"
	"kap/internal/medication"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/schedule"
	"kap/internal/task"
	"kap/internal/vitals"
)

// now is Tue Nov 24, 12:00 noon in Denver.
var (
	now  = dbtest.Noon
	zone = must(time.LoadLocation("America/Denver"))
	who  = struct{ client, course, therapist, prescriber uuid.UUID }{id(1), id(2), id(3), id(4)}
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func id(n byte) uuid.UUID { return uuid.UUID{15: n} }

func at(days, hours int) time.Time {
	return now.AddDate(0, 0, days).Add(time.Duration(hours) * time.Hour)
}

func ptr[T any](v T) *T { return &v }

func dayOf(t time.Time) time.Time { return calendar.Day(t, zone) }

// referred is a client who was taken in a week ago.
func referred() pathway.Facts {
	return pathway.Facts{
		Client: who.client, Zone: zone, Body: protocol.Default(),
		Course:   course.Course{ID: who.course, Kind: course.First, OpenedAt: at(-60, 0), PlannedDoses: 6, TherapistID: who.therapist, PrescriberID: who.prescriber},
		Consents: []consent.LastAnswer{unasked(consent.Treatment), unasked(consent.Touch), unasked(consent.Recording), unasked(consent.Telehealth)},
	}
}

// unasked is a kind nobody was asked about, with a text in force.
func unasked(kind consent.Kind) consent.LastAnswer {
	return consent.LastAnswer{Kind: kind, Version: 1, Text: "one"}
}

// consulted has a signed consultation.
func consulted() pathway.Facts {
	f := referred()
	f.Consultations = []eligibility.ConsultationAt{{ID: id(10), CourseID: who.course, Kind: eligibility.FirstConsultation, HeldAt: at(-50, 0), SignedAt: at(-50, 1)}}
	return f
}

func decided(kind eligibility.Kind) pathway.Facts {
	f := consulted()
	f.Decisions = []eligibility.DecisionAt{{ID: id(11), CourseID: who.course, Kind: kind, CreatedAt: at(-49, 0), SignedAt: at(-49, 1), ValidFrom: dayOf(at(-49, 0)), ValidUntil: dayOf(at(41, 0)), Sessions: 2}}
	return f
}

// prepared has all that must lie before the first dose.
func prepared() pathway.Facts {
	f := decided(eligibility.Eligible)
	f.Prescriptions = []medication.Prescription{{ID: id(12), CourseID: who.course, CreatedAt: at(-48, 0),
		Order: medication.Order{SignedAt: at(-48, 0), ExpiresOn: dayOf(at(100, 0))}}}
	f.Preparations = []preparation.Session{talkedBefore(13, at(-15, 0))}
	f.Goals, f.Lozenges = 2, map[medication.Strength]medication.Units{medication.Milligrams(100): 6}
	for i := range f.Consents {
		f.Consents[i].Answer, f.Consents[i].Signed = consent.Yes, "one"
	}
	return f
}

func talkedBefore(n byte, held time.Time) preparation.Session {
	return preparation.Session{ID: id(n), CourseID: who.course, Visit: preparation.Visit{HeldAt: held, Place: preparation.Here, CompletedAt: held}, SignedAt: ptr(held)}
}

func talkedAfter(n, day byte, held time.Time) integration.Session {
	return integration.Session{ID: id(n), CourseID: who.course, DosingDayID: id(day), Visit: integration.Visit{HeldAt: held, Place: preparation.Here},
		CompletedAt: ptr(held), SignedAt: ptr(held)}
}

func visit(n byte, kind schedule.Kind, starts time.Time) schedule.Visit {
	a := schedule.Appointment{ID: id(n), CourseID: who.course, Kind: kind, StartsAt: starts, EndsAt: starts.Add(3 * time.Hour),
		Status: schedule.Confirmed, StaffID: who.therapist}
	return schedule.Visit{Appointment: a, RoomName: "Aspen", CreatedAt: at(-20, 0), EscortConfirmed: true}
}

// answered is a whole answer to a questionnaire.
func answered(n byte, instrument string, when time.Time) measure.Response {
	return measure.Response{ID: id(n), Instrument: instrument, Complete: true, Sitting: measure.Sitting{At: when}}
}

// booked has the first dosing session at an hour from now.
func booked(starts time.Time) pathway.Facts {
	f := prepared()
	f.Visits = []schedule.Visit{visit(20, "dosing", starts)}
	f.Responses = []measure.Response{answered(30, "phq9", now), answered(31, "gad7", now)}
	return f
}

// dosed has n doses taken, the last some days ago; all is signed, called and
// integrated.
func dosed(n, ago int) pathway.Facts {
	f := prepared()
	f.Body.Timing.LateEntry = 24
	f.Decisions[0].Sessions = 6
	for i := 1; i <= n; i++ {
		day := at(-ago-14*(n-i), 0)
		session := byte(40 + i)
		f.Days = append(f.Days, course.CourseDay{ID: id(50 + byte(i)), CourseID: ptr(who.course), Place: "here", Took: true,
			DosingDay: course.DosingDay{Number: i, Day: dayOf(day), StartedAt: day, IntegratedAt: day.AddDate(0, 0, 2)}})
		f.Sessions = append(f.Sessions, readiness.Session{ID: id(session), Course: who.course, DosingDay: id(50 + byte(i)), Therapist: who.therapist,
			Status: readiness.Signed, ArrivedAt: day, StartedAt: day, EndedAt: day.Add(3 * time.Hour), SignedAt: day.Add(4 * time.Hour)})
		f.Calls = append(f.Calls, safety.SafetyCall{SessionID: ptr(id(session)), Outcome: string(integration.Reached), At: day.AddDate(0, 0, 1)})
		f.Integrations = append(f.Integrations, talkedAfter(60+byte(2*i), 50+byte(i), day.AddDate(0, 0, 2)), talkedAfter(61+byte(2*i), 50+byte(i), day.AddDate(0, 0, 8)))
	}
	if n >= 2 {
		f.Consultations = append(f.Consultations, eligibility.ConsultationAt{ID: id(14), CourseID: who.course, Kind: eligibility.FollowUp,
			HeldAt: f.Days[1].StartedAt.AddDate(0, 0, 4), SignedAt: f.Days[1].StartedAt.AddDate(0, 0, 4)})
	}
	return f
}

// lastDay changes the last dosing day and what belongs to it.
func undone(f pathway.Facts, integrations bool) pathway.Facts {
	last := &f.Days[len(f.Days)-1]
	if integrations {
		last.IntegratedAt = time.Time{}
		f.Integrations = f.Integrations[:len(f.Integrations)-2]
	}
	return f
}

// with changes facts in a case of a table.
func with(f pathway.Facts, change func(*pathway.Facts)) pathway.Facts {
	change(&f)
	return f
}

// TestWhatHoldsUpAClientWhoIsHere: never "nothing" beside a pressure, a condition or a
// latest start that stops the lozenge.
func TestWhatHoldsUpAClientWhoIsHere(t *testing.T) {
	measured := func(systolic, diastolic int, source string) func(*pathway.Facts) {
		return func(f *pathway.Facts) {
			f.Pressures = []vitals.Resting{{TakenAt: at(0, 0), Systolic: systolic, Diastolic: diastolic, Source: source}}
		}
	}
	for _, c := range []struct {
		name, status string
		change       func(*pathway.Facts)
		want         string
	}{
		{"cleared", "cleared", func(*pathway.Facts) {}, ""},
		{"not cleared", "arrived", func(*pathway.Facts) {}, "Not cleared for the lozenge yet"},
		{"high", "cleared", measured(186, 112, vitals.Here), "Blood pressure 186/112 at 12:00 pm"},
		{"low", "cleared", measured(70, 40, vitals.Here), "Blood pressure 70/40 at 12:00 pm"},
		{"well", "cleared", measured(120, 80, vitals.Here), ""},
		{"high, at home", "cleared", measured(186, 112, "client"), ""},
		{"too late", "cleared", func(f *pathway.Facts) { f.Visits[0].EndsAt = at(0, 2) }, "The latest start was 11:45 am"},
		{"too late, and high in session", "dosed", func(f *pathway.Facts) {
			measured(186, 112, vitals.Here)(f)
			f.Visits[0].EndsAt, f.Sessions[0].StartedAt = at(0, 2), at(0, 0)
		}, ""},
	} {
		f := booked(at(0, 0))
		f.Visits[0].EndsAt = at(0, 4)
		f.Sessions = []readiness.Session{running(readiness.Status(c.status))}
		f.Sessions[0].StartedAt, f.Sessions[0].Appointment, f.Sessions[0].ArrivedAt = time.Time{}, f.Visits[0].ID, at(0, -1)
		c.change(&f)
		next, _ := pathway.Of(f, now).Next()
		var got []string
		for _, b := range next.Blocked {
			got = append(got, b.Words)
		}
		if strings.Join(got, "; ") != c.want || !next.Now {
			t.Errorf("%s: held up by %q want %q", c.name, got, c.want)
		}
	}
}

func TestStageAndWhatIsNext(t *testing.T) {
	for _, c := range []struct {
		name  string
		facts pathway.Facts
		stage string
		next  string
		owner auth.Role
		desk  string
	}{
		{"taken in", referred(), "referred", "Book the consultation", auth.Admin, "With the prescriber"},
		{"consultation booked", with(referred(), func(f *pathway.Facts) { f.Visits = []schedule.Visit{visit(20, "consultation", at(1, 0))} }),
			"consultation", "Consultation, Wed Nov 25, 12:00 pm", auth.Prescriber, "With the prescriber"},
		{"consultation today", with(referred(), func(f *pathway.Facts) { f.Visits = []schedule.Visit{visit(20, "consultation", at(0, 2))} }),
			"consultation", "Consultation, today 2:00 pm", auth.Prescriber, "With the prescriber"},
		{"consultation over, nothing written", with(referred(), func(f *pathway.Facts) { f.Visits = []schedule.Visit{visit(20, "consultation", at(-1, 0))} }),
			"consultation", "Consultation of Mon Nov 23, 12:00 pm: write down what became of it", auth.Prescriber, "With the prescriber"},
		{"consultation missed", with(referred(), func(f *pathway.Facts) {
			f.Visits = []schedule.Visit{visit(20, "consultation", at(-1, 0))}
			f.Visits[0].Status = "no_show"
		}), "referred", "Book the consultation", auth.Admin, "With the prescriber"},
		{"consultation begun", with(consulted(), func(f *pathway.Facts) { f.Consultations[0].SignedAt = time.Time{} }),
			"consultation", "Finish the consultation", auth.Prescriber, "With the prescriber"},
		{"consultation signed", consulted(), "consultation", "Decide on eligibility", auth.Prescriber, "With the prescriber"},
		{"decision drafted", with(consulted(), func(f *pathway.Facts) {
			f.Decisions = []eligibility.DecisionAt{{ID: id(11), CourseID: who.course, Kind: eligibility.Eligible, CreatedAt: at(-1, 0)}}
		}), "consultation", "Sign the decision", auth.Prescriber, "With the prescriber"},
		{"information asked for", with(decided(eligibility.NeedsMoreInformation), func(f *pathway.Facts) {
			f.Requests = []eligibility.RequestAt{{ID: id(15), What: "an ECG", FromWhom: "cardiology", CreatedAt: at(-3, 0)}}
			f.Decisions[0].SignedAt = at(-3, 0)
		}), "awaiting information", "Information is missing: an ECG", auth.Prescriber, "With the prescriber"},
		{"information came", decided(eligibility.NeedsMoreInformation),
			"awaiting information", "Decide again: the information is here", auth.Prescriber, "With the prescriber"},
		{"deferred", with(decided(eligibility.Deferred), func(f *pathway.Facts) { f.Decisions[0].DeferredUntil = dayOf(at(5, 0)) }),
			"deferred", "Look again at eligibility", auth.Prescriber, "With the prescriber"},
		{"declined", decided(eligibility.Declined), "declined", "Close the course", auth.Prescriber, "With the prescriber"},
		{"eligible", decided(eligibility.Eligible), "eligible", "Write the prescription", auth.Prescriber, "With the prescriber"},
		{"conditions to meet", with(decided(eligibility.EligibleWithConditions), func(f *pathway.Facts) { f.Decisions[0].Conditions = []eligibility.Condition{{ID: "c1", Words: "ECG"}} }),
			"eligible", "Conditions to meet: ECG", auth.Prescriber, "With the prescriber"},
		{"prescribed, to be prepared", with(prepared(), func(f *pathway.Facts) { f.Preparations = nil }),
			"preparing", "Book the preparation visit", auth.Admin, "Preparation visit"},
		{"preparation not signed", with(prepared(), func(f *pathway.Facts) { f.Preparations[0].SignedAt, f.Preparations[0].CompletedAt = nil, time.Time{} }),
			"preparing", "Finish and sign the preparation visit of Mon Nov 9, 12:00 pm", auth.Therapist, "With the therapist"},
		{"goals to agree", with(prepared(), func(f *pathway.Facts) { f.Goals = 1 }), "preparing", "Agree on goals with the client", auth.Therapist, "With the therapist"},
		{"consents to sign", with(prepared(), func(f *pathway.Facts) { f.Consents[1] = unasked(consent.Touch) }),
			"preparing", "Consents to sign: touch", auth.Therapist, "Signature"},
		{"ready to book", prepared(), "preparing", "Book dosing session 1", auth.Admin, "With the therapist"},
		{"a dosing visit that is done is none to come", with(prepared(), func(f *pathway.Facts) {
			f.Visits = []schedule.Visit{visit(20, "dosing", at(-1, 0))}
			f.Visits[0].Status = "done"
		}), "preparing", "Book dosing session 1", auth.Admin, "With the therapist"},
		{"booked and nothing missing", booked(at(1, 0)), "preparing", "Dosing session 1, Wed Nov 25, 12:00 pm", auth.Therapist, "Ready"},
		{"a week and two hours before", with(booked(at(7, 2)), func(f *pathway.Facts) {
			f.Visits[0].EscortConfirmed = false
			f.Preparations[0].HeldAt = at(-10, 0)
		}),
			"preparing", "Dosing session 1, Tue Dec 1, 2:00 pm", auth.Therapist, "Ready"},
		{"72 hours and one before", with(booked(at(3, 1)), func(f *pathway.Facts) { f.Visits[0].EscortConfirmed = false }),
			"preparing", "Dosing session 1, Fri Nov 27, 1:00 pm", auth.Therapist, "Escort"},
		{"escort to confirm", with(booked(at(1, 0)), func(f *pathway.Facts) { f.Visits[0].EscortConfirmed = false }),
			"preparing", "Confirm the escort", auth.Admin, "Escort"},
		{"questionnaires too old", with(booked(at(1, 0)), func(f *pathway.Facts) { f.Responses[0].At = at(-3, 0) }),
			"preparing", "Questionnaires before the dose: PHQ-9", auth.Therapist, "Questionnaire"},
		{"dosing today", booked(at(0, 1)), "preparing", "Dosing session 1, today 1:00 pm", auth.Therapist, "Ready"},
		{"arrived", with(booked(at(0, 0)), func(f *pathway.Facts) { f.Sessions = []readiness.Session{running("arrived")} }),
			"preparing", "Dosing session 1: arrival and readiness", auth.Therapist, "In session"},
		{"in session", with(dosed(1, 0), func(f *pathway.Facts) {
			f.Sessions[0] = running("dosed")
			undone(*f, true)
			f.Integrations, f.Calls = nil, nil
		}), "dosing 1 of 6", "Dosing session 1: in session", auth.Therapist, "Leaves about 2:00 pm"},
		{"left, not signed", with(dosed(1, 1), func(f *pathway.Facts) { f.Sessions[0].Status, f.Sessions[0].SignedAt = "left", time.Time{} }),
			"dosing 1 of 6", "Sign the dosing session of Mon Nov 23, 12:00 pm", auth.Therapist, "With the therapist"},
		{"not held that day", with(booked(at(0, 1)), func(f *pathway.Facts) {
			f.Sessions = []readiness.Session{running("not_started")}
			f.Sessions[0].EndedAt = now
		}), "preparing", "Sign the dosing session of Tue Nov 24, 12:00 pm", auth.Therapist, "With the therapist"},
		{"the day after", with(dosed(1, 1), func(f *pathway.Facts) { f.Calls = nil }),
			"dosing 1 of 6", "Safety call after dose 1", auth.Therapist, "With the therapist"},
		{"called on the dosing day only", with(dosed(1, 1), func(f *pathway.Facts) { f.Calls[0].At = f.Days[0].StartedAt.Add(5 * time.Hour) }),
			"dosing 1 of 6", "Safety call after dose 1", auth.Therapist, "With the therapist"},
		{"integration to book", undone(dosed(1, 2), true), "dosing 1 of 6", "Book the integration visit", auth.Admin, "Integration visit"},
		{"integration booked", with(undone(dosed(1, 1), true), func(f *pathway.Facts) {
			f.Visits = []schedule.Visit{visit(20, "integration", at(1, 0)), visit(21, "dosing", at(13, 0))}
		}), "dosing 1 of 6", "Integration visit, Wed Nov 25, 12:00 pm", auth.Therapist, "Integration visit"},
		{"next dose to book", dosed(1, 9), "dosing 1 of 6", "Book dosing session 2", auth.Admin, "With the therapist"},
		{"follow-up to book", with(dosed(2, 9), func(f *pathway.Facts) { f.Consultations = f.Consultations[:1] }),
			"dosing 2 of 6", "Book the follow-up visit", auth.Admin, "Follow-up visit"},
		{"follow-up begun", with(dosed(2, 9), func(f *pathway.Facts) {
			f.Consultations[1].SignedAt = time.Time{}
			f.Visits = []schedule.Visit{visit(20, "dosing", at(5, 0))}
		}),
			"dosing 2 of 6", "Finish the follow-up visit", auth.Prescriber, "Follow-up visit"},
		{"no sessions left", with(dosed(2, 9), func(f *pathway.Facts) {
			f.Decisions[0].Sessions = 2
			f.Visits = []schedule.Visit{visit(20, "dosing", at(5, 0))}
		}),
			"dosing 2 of 6", "Decide on further sessions before dose 3", auth.Prescriber, "Dosing sessions left"},
		{"decision ran out", with(dosed(2, 9), func(f *pathway.Facts) {
			f.Decisions[0].ValidUntil = dayOf(at(-1, 0))
			f.Visits = []schedule.Visit{visit(20, "dosing", at(5, 0))}
		}), "dosing 2 of 6", "Decide again: the decision ran out on Mon Nov 23", auth.Prescriber, "With the prescriber"},
		{"revoked keeps the stage", with(dosed(2, 9), func(f *pathway.Facts) {
			f.Decisions[0].Kind = eligibility.Revoked
			f.Visits = []schedule.Visit{visit(20, "dosing", at(5, 0))}
		}),
			"dosing 2 of 6", "Decide again: the decision was revoked", auth.Prescriber, "With the prescriber"},
		{"all taken, to be integrated", undone(dosed(6, 2), true), "completing", "Book the integration visit", auth.Admin, "Integration visit"},
		{"all taken, closing visit", dosed(6, 9), "completing", "Book the closing visit", auth.Admin, "With the prescriber"},
		{"closing visit signed", with(dosed(6, 9), func(f *pathway.Facts) {
			f.Consultations = append(f.Consultations, eligibility.ConsultationAt{ID: id(16), CourseID: who.course, Kind: eligibility.Closing, HeldAt: at(-1, 0), SignedAt: at(-1, 0)})
		}), "completing", "Close the course", auth.Prescriber, "With the prescriber"},
		{"completed", with(dosed(6, 20), closed(course.Completed)), "completed", "", "", "Not needed"},
		{"declined and closed", with(decided(eligibility.Declined), closed(course.Declined)), "declined", "", "", "Not needed"},
		{"moved away", with(dosed(2, 9), closed(course.Moved)), "closed", "", "", "Not needed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := pathway.Of(c.facts, now)
			next, _ := s.Next()
			if got := s.Stage.String(); got != c.stage {
				t.Errorf("stage: got %q want %q", got, c.stage)
			}
			if next.What != c.next || next.Owner != c.owner {
				t.Errorf("next: got %q of %q, want %q of %q", next.What, next.Owner, c.next, c.owner)
			}
			if s.Desk != c.desk {
				t.Errorf("desk: got %q want %q", s.Desk, c.desk)
			}
			keepsItsPromises(t, c.facts, s)
		})
	}
}

func closed(reason course.ClosingReason) func(*pathway.Facts) {
	return func(f *pathway.Facts) { f.Course.ClosedAt, f.Course.ClosedReason = ptr(now), reason }
}

func running(status readiness.Status) readiness.Session {
	s := readiness.Session{ID: id(41), Course: who.course, Appointment: id(20), Therapist: who.therapist, Status: status, ArrivedAt: now}
	if status == "dosed" {
		s.StartedAt, s.DosingDay = now, id(51)
	}
	return s
}

// keepsItsPromises: nothing waits without owner and since, everything can be opened,
// the desk has words for it, and nothing changes before it says so.
func keepsItsPromises(t *testing.T, f pathway.Facts, s pathway.Standing) {
	t.Helper()
	seen := map[string]bool{}
	for _, step := range s.Steps {
		if step.Owner == "" || step.Since.IsZero() || step.Href == "" || step.Desk == "" || step.What == "" {
			t.Errorf("%q lacks owner, since, place or desk label: %+v", step.What, step)
		}
		if key := string(step.Kind) + step.Fact.ID.String(); seen[key] {
			t.Errorf("two steps would be one task: %q", step.What)
		} else {
			seen[key] = true
		}
	}
	if s.ChangesAt.IsZero() {
		return
	}
	if !s.ChangesAt.After(now) {
		t.Fatalf("changes at %v, which is not after now", s.ChangesAt)
	}
	later := pathway.Of(f, s.ChangesAt.Add(-time.Microsecond))
	later.ChangesAt = s.ChangesAt
	if diff := cmp.Diff(s, later); diff != "" {
		t.Errorf("it changed before it said so:\n%s", diff)
	}
}

func TestAPauseStandsBesideTheStage(t *testing.T) {
	f := with(booked(at(1, 0)), func(f *pathway.Facts) {
		f.Pauses = []pause.Pause{{ID: id(17), Kind: pause.Psychiatric, OpenedAt: at(-1, 0)}}
	})
	s := pathway.Of(f, now)
	next, _ := s.Next()
	if !s.Paused || s.Stage.Name != pathway.Preparing || s.Desk != "Paused" || next.Owner != auth.Prescriber {
		t.Errorf("got %v, %v, desk %q, next %q of %s", s.Paused, s.Stage, s.Desk, next.What, next.Owner)
	}
	f.Pauses[0].Kind = pause.ClientsWish
	if next, _ := pathway.Of(f, now).Next(); next.Owner != auth.Admin {
		t.Errorf("a client's wish is the front desk's to ask about, got %s", next.Owner)
	}
}

func TestDangerComesFirstAndClosesWithARiskCheck(t *testing.T) {
	f := booked(at(0, 1))
	f.Responses[0].Flags = []measure.Flag{measure.Alert}
	s := pathway.Of(f, now)
	next, _ := s.Next()
	if !next.Urgent || next.Kind != task.RiskCheck || s.Desk != "Clinician now" {
		t.Errorf("got %q, urgent %v, desk %q", next.What, next.Urgent, s.Desk)
	}
	f.Open = []task.Mark{{Kind: task.RiskCheck, Fact: ptr(f.Responses[0].ID)}}
	if next, _ := pathway.Of(f, now).Next(); next.Kind != task.RiskCheck || next.Task() {
		t.Errorf("it is a task already: got %q, a second task %v", next.What, next.Task())
	}
	f.Open[0].Fact = ptr(id(98))
	if next, _ := pathway.Of(f, now).Next(); !next.Task() {
		t.Error("a task about something else does not stand for this one")
	}
	f.Checks = []safety.RiskCheck{{At: now}}
	if next, _ := pathway.Of(f, now).Next(); next.Urgent {
		t.Errorf("a risk check was made: got %q", next.What)
	}
}

// TestWhatWasLeftOpenIsAskedAgain: not answered is never "no", and no alert either.
func TestWhatWasLeftOpenIsAskedAgain(t *testing.T) {
	const ask = "Ask about thoughts of suicide: PHQ-9 item 9 was not answered"
	for _, c := range []struct {
		name           string
		unasked, alert bool
		want           bool
	}{{"answered", false, false, false}, {"left open", true, false, true}, {"an alert says it already", true, true, false}} {
		f := booked(at(0, 1))
		half := measure.Response{ID: id(97), Instrument: "phq9", Sitting: measure.Sitting{At: now}}
		if c.unasked {
			half.Flags = append(half.Flags, measure.Incomplete)
		}
		if c.alert {
			half.Flags = append(half.Flags, measure.Alert)
		}
		f.Responses = append(f.Responses, half)
		asked := slices.ContainsFunc(pathway.Of(f, now).Steps, func(s pathway.Step) bool { return s.What == ask && s.Owner == auth.Therapist })
		if asked != c.want {
			t.Errorf("%s: asked %v, want %v", c.name, asked, c.want)
		}
	}
	f := booked(at(1, 0))
	f.Responses[0].At, f.Responses[1].At = at(-9, 0), at(-9, 0)
	f.Responses = append([]measure.Response{{ID: id(97), Instrument: "phq9", Sitting: measure.Sitting{At: now}}}, f.Responses...)
	if next, _ := pathway.Of(f, now).Next(); !strings.Contains(next.What, "PHQ-9") {
		t.Errorf("one that is not complete stands for a questionnaire: next is %q", next.What)
	}
}

func TestWhatBlocksADose(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pathway.Facts)
		words  string
		desk   string
	}{
		{"nothing", func(*pathway.Facts) {}, "", "Ready"},
		{"escort", func(f *pathway.Facts) { f.Visits[0].EscortConfirmed = false }, "Escort not confirmed", "Escort"},
		{"room", func(f *pathway.Facts) { f.Visits[0].RoomName = "" }, "Room or therapist missing", "Room or therapist"},
		{"lozenges", func(f *pathway.Facts) { f.Lozenges[medication.Milligrams(100)] = 0 }, "No lozenges on record", "Lozenges"},
		{"PHQ-9 72 h and a minute old", func(f *pathway.Facts) { f.Responses[0].At = at(1, 0).Add(-72*time.Hour - time.Minute) }, "Questionnaires missing: PHQ-9", "Questionnaire"},
		{"PHQ-9 72 h old", func(f *pathway.Facts) { f.Responses[0].At = at(1, 0).Add(-72 * time.Hour) }, "", "Ready"},
		{"treatment consent to an older text", func(f *pathway.Facts) { f.Consents[0].Text = "two" }, "Consent missing: treatment", "Signature"},
		{"touch answered no", func(f *pathway.Facts) { f.Consents[1].Answer = consent.No }, "", "Ready"},
		{"touch withdrawn", func(f *pathway.Facts) { f.Consents[1].Withdrawn = now }, "", "Ready"},
		{"treatment withdrawn", func(f *pathway.Facts) { f.Consents[0].Withdrawn = now }, "Consent missing: treatment", "Signature"},
		{"telehealth where a visit is remote", func(f *pathway.Facts) {
			f.Consents[3] = unasked(consent.Telehealth)
			f.Visits = append(f.Visits, schedule.Visit{Appointment: schedule.Appointment{CourseID: who.course, Kind: schedule.Call, VisitMode: "video", Status: schedule.Done}})
		}, "Consent missing: telehealth", "Signature"},
		{"telehealth where a remote visit was not held", func(f *pathway.Facts) {
			f.Consents[3] = unasked(consent.Telehealth)
			f.Visits = append(f.Visits, schedule.Visit{Appointment: schedule.Appointment{CourseID: who.course, Kind: schedule.Call, VisitMode: "video", Status: schedule.NoShow}})
		}, "", "Ready"},
		{"touch refused, and its text is approved no more", func(f *pathway.Facts) {
			f.Consents[1] = consent.LastAnswer{Kind: consent.Touch, Answer: consent.No, Signed: "one"}
		}, "Consent missing: touch", "Signature"},
		{"preparation held elsewhere only", func(f *pathway.Facts) { f.Preparations[0].Place = preparation.Elsewhere },
			"Preparation visit: none is completed here yet. Book one before the first dosing session.", "Preparation visit"},
		{"condition", func(f *pathway.Facts) { f.Decisions[0].Conditions = []eligibility.Condition{{ID: "c1", Words: "ECG"}} }, "Condition not met: ECG", "With the prescriber"},
		{"prescription ran out the day before", func(f *pathway.Facts) { f.Prescriptions[0].ExpiresOn = dayOf(at(0, 0)) }, "No prescription in force", "With the prescriber"},
		{"prescription of one strength ran out, another runs", func(f *pathway.Facts) {
			another := f.Prescriptions[0]
			another.ID, another.ExpiresOn = id(98), dayOf(at(0, 0))
			f.Prescriptions = append([]medication.Prescription{another}, f.Prescriptions...)
		}, "", "Ready"},
		{"prescription ended", func(f *pathway.Facts) { f.Prescriptions[0].EndedAt = at(-1, 0) }, "No prescription in force", "With the prescriber"},
		{"prescription runs out that day", func(f *pathway.Facts) { f.Prescriptions[0].ExpiresOn = dayOf(at(1, 0)) }, "", "Ready"},
		{"last preparation 22 days before", func(f *pathway.Facts) { f.Preparations[0].HeldAt = at(-21, 0) }, "Preparation visit: the last was 22 days before", "Preparation visit"},
		{"last preparation 21 days before", func(f *pathway.Facts) { f.Preparations[0].HeldAt = at(-20, 0) }, "", "Ready"},
		{"decision runs out the day before", func(f *pathway.Facts) { f.Decisions[0].ValidUntil = dayOf(now) }, "The decision is valid until Tue Nov 24 only", "With the prescriber"},
		{"decision begins the day after", func(f *pathway.Facts) { f.Decisions[0].ValidFrom = dayOf(at(2, 0)) }, "The decision is valid from Thu Nov 26 on", "With the prescriber"},
		{"decision begins that day", func(f *pathway.Facts) { f.Decisions[0].ValidFrom = dayOf(at(1, 0)) }, "", "Ready"},
		{"decision revoked", func(f *pathway.Facts) { f.Decisions[0].Kind = eligibility.Revoked }, "No decision is in force", "With the prescriber"},
		{"condition met", func(f *pathway.Facts) {
			f.Decisions[0].Conditions, f.Decisions[0].Met = []eligibility.Condition{{ID: "c1", Words: "ECG"}}, []string{"c1"}
		}, "", "Ready"},
		{"ketamine elsewhere 6 days before", func(f *pathway.Facts) { f.Days = elsewhere(-5) }, "Interval: 6 days", "Interval"},
		{"ketamine elsewhere 7 days before", func(f *pathway.Facts) { f.Days = elsewhere(-6) }, "", "Ready"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := pathway.Of(with(booked(at(1, 0)), c.change), now)
			i := slices.IndexFunc(s.Steps, func(s pathway.Step) bool { return s.Kind == "dosing session" })
			if i < 0 {
				t.Fatalf("no dosing step in %+v", s.Steps)
			}
			var words []string
			for _, b := range s.Steps[i].Blocked {
				words = append(words, b.Words)
			}
			if got := strings.Join(words, "; "); c.words == "" && got != "" || !strings.Contains(got, c.words) {
				t.Errorf("blocked by %q, want %q", got, c.words)
			}
			if s.Desk != c.desk {
				t.Errorf("desk %q want %q", s.Desk, c.desk)
			}
		})
	}
}

func elsewhere(days int) []course.CourseDay {
	return []course.CourseDay{{ID: id(99), Place: "elsewhere", Took: true, DosingDay: course.DosingDay{Day: dayOf(at(days, 0))}}}
}

func TestTheStripIsTheWholeCourseInOrder(t *testing.T) {
	f := with(dosed(2, 2), func(f *pathway.Facts) {
		f.Consultations = f.Consultations[:1]
		f.Visits = []schedule.Visit{visit(20, "dosing", at(12, 0))}
	})
	var got []string
	for _, m := range pathway.Of(f, now).Strip {
		got = append(got, m.Label+" "+m.State)
	}
	want := []string{"Referral done", "Eligibility done", "Prep 1 done", "Dose 1 done", "Integr. 1 done", "Dose 2 done", "Integr. 2 done",
		"Follow-up held", "Dose 3 booked", "Integr. 3 planned", "Dose 4 planned", "Integr. 4 planned", "Dose 5 planned", "Integr. 5 planned",
		"Dose 6 planned", "Integr. 6 planned", "Closing planned"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestADoseIsIntegratedByWhatWasCompletedForIt: a draft of it, and what belongs to no dose,
// leave its mark as it is.
func TestADoseIsIntegratedByWhatWasCompletedForIt(t *testing.T) {
	for name, change := range map[string]func(*integration.Session){
		"a draft":           func(s *integration.Session) { s.CompletedAt, s.SignedAt = nil, nil },
		"of no dose":        func(s *integration.Session) { s.DosingDayID = uuid.Nil },
		"of another":        func(s *integration.Session) { s.DosingDayID = id(77) },
		"a draft of no one": func(s *integration.Session) { s.CompletedAt, s.DosingDayID = nil, uuid.Nil },
	} {
		f := undone(dosed(1, 3), true)
		one := talkedAfter(62, 51, at(-1, 0))
		change(&one)
		f.Integrations = append(f.Integrations, one)
		strip := pathway.Of(f, now).Strip
		i := slices.IndexFunc(strip, func(m pathway.Mark) bool { return m.Label == "Integr. 1" })
		if i < 0 || strip[i].State != "planned" {
			t.Errorf("%s: got %+v", name, strip)
		}
	}
}

// TestAVisitIsOfWhoHoldsIt: where nobody is named for it, of the prescriber of the course.
func TestAVisitIsOfWhoHoldsIt(t *testing.T) {
	for holds, want := range map[uuid.UUID]uuid.UUID{who.therapist: who.therapist, uuid.Nil: who.prescriber} {
		f := referred()
		f.Visits = []schedule.Visit{visit(20, "consultation", at(1, 0))}
		f.Visits[0].StaffID = holds
		if next, _ := pathway.Of(f, now).Next(); next.Staff != want {
			t.Errorf("held by %s: got %s, want %s", holds, next.Staff, want)
		}
	}
}

func TestIntegrationIsOverdueAfterItsWindow(t *testing.T) {
	for _, c := range []struct {
		ago     int
		overdue bool
		mark    string
	}{{3, false, "planned"}, {4, true, "planned"}, {7, true, "planned"}, {8, true, "held"}} {
		s := pathway.Of(undone(dosed(1, c.ago), true), now)
		i := slices.IndexFunc(s.Steps, func(s pathway.Step) bool { return s.Kind == task.BookIntegration })
		if i < 0 {
			t.Fatalf("day %d: no integration asked for", c.ago)
		}
		if got := s.Steps[i].Due.Before(now); got != c.overdue {
			t.Errorf("day %d: overdue %v want %v", c.ago, got, c.overdue)
		}
		m := slices.IndexFunc(s.Strip, func(m pathway.Mark) bool { return m.Label == "Integr. 1" })
		if s.Strip[m].State != c.mark {
			t.Errorf("day %d: strip %q want %q", c.ago, s.Strip[m].State, c.mark)
		}
	}
}

func TestStagesAreReadBackAsTheyAreStored(t *testing.T) {
	for _, name := range pathway.StageNames {
		if got := pathway.NameOf(pathway.Stage{Name: name, Taken: 2, Of: 6}.String()); got != name {
			t.Errorf("%s: got %s", name, got)
		}
	}
	for stored, want := range map[string]string{"dosing 2 of 6": "Dosing 2 of 6", "deferred": "With the prescriber",
		"awaiting information": "With the prescriber", "declined": "Closed"} {
		if got := pathway.DeskStage(stored); got != want {
			t.Errorf("%s: the desk reads %q want %q", stored, got, want)
		}
	}
}

func TestADoseBeingTakenIsNotTheNextOneToo(t *testing.T) {
	f := dosed(1, 0)
	f.Sessions[0] = running("dosed")
	var today []string
	for _, m := range pathway.Of(f, now).Strip {
		if m.Kind == "dose" && m.State == "today" {
			today = append(today, m.Label)
		}
	}
	if len(today) != 1 || today[0] != "Dose 1" {
		t.Errorf("doses of today: got %v want Dose 1 alone", today)
	}
}

// A second integration visit is booked from day 7 until the window of 14 days is over
// (protocol 5).
func TestTheSecondIntegrationIsBookedWithinTheWindow(t *testing.T) {
	for day, want := range map[int]bool{6: false, 7: true, 14: true, 15: false} {
		f := dosed(1, day)
		f.Integrations = f.Integrations[:1]
		asked := slices.ContainsFunc(pathway.Of(f, now).Steps, func(s pathway.Step) bool { return s.What == "Book the second integration visit" })
		if asked != want {
			t.Errorf("day %d: got %v want %v", day, asked, want)
		}
	}
}

// reminded are the reminders that are steps, with their due day at the clinic.
func reminded(s pathway.Standing) (words []string) {
	for _, step := range s.Steps {
		if step.Kind == task.RemindInformation {
			words = append(words, step.What+", "+step.Due.In(zone).Format("Jan 2"))
		}
	}
	return words
}

func TestWhoWasAskedIsRemindedAfterSevenAndFourteenDays(t *testing.T) {
	for _, c := range []struct {
		name  string
		days  int // since the decision that asks
		last  int // days ago somebody was reminded; -1: never
		draft bool
		want  []string
	}{
		{"six days", 6, -1, false, nil},
		{"seven days", 7, -1, false, []string{"Remind cardiology: an ECG, Nov 24", "Remind the client: the list of medicines, Nov 24"}},
		{"seven days, reminded today", 7, 0, false, []string{"Remind the client: the list of medicines, Nov 24"}},
		{"thirteen days, reminded on the seventh", 13, 6, false, []string{"Remind the client: the list of medicines, Nov 18"}},
		{"fourteen days, reminded on the seventh", 14, 7, false, []string{"Remind cardiology: an ECG, Nov 24", "Remind the client: the list of medicines, Nov 24"}},
		{"fourteen days, reminded today", 14, 0, false, []string{"Remind the client: the list of medicines, Nov 24"}},
		{"a decision begun meanwhile", 7, -1, true, []string{"Remind cardiology: an ECG, Nov 24", "Remind the client: the list of medicines, Nov 24"}},
	} {
		f := decided(eligibility.NeedsMoreInformation)
		f.Decisions[0].SignedAt = at(-c.days, 0)
		f.Requests = []eligibility.RequestAt{{ID: id(15), What: "an ECG", FromWhom: "cardiology", CreatedAt: at(-c.days, 0)},
			{ID: id(16), What: "the list of medicines", CreatedAt: at(-c.days, 0)}}
		if c.last >= 0 {
			f.Reminded = map[uuid.UUID]time.Time{f.Requests[0].ID: at(-c.last, 0)}
		}
		if c.draft {
			f.Decisions = append(f.Decisions, eligibility.DecisionAt{ID: id(17), CourseID: who.course, Kind: eligibility.Eligible, CreatedAt: at(-1, 0)})
		}
		standing := pathway.Of(f, now)
		keepsItsPromises(t, f, standing)
		got := reminded(standing)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
