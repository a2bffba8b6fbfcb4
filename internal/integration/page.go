package integration

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/dosing"
	"kap/internal/measure"
	"kap/internal/preparation"
	"kap/internal/protocol"
	"kap/internal/safety"
	"kap/internal/sign"
)

// Page is everything a therapist has before them at an integration session.
type Page struct {
	Session    Session
	Course     *course.Course // open; nil for none
	Day        *course.CourseDay
	Days       []course.CourseDay // with ketamine taken, the latest first
	Earlier    []Session          // other sessions of the client, the latest first
	Intention  *preparation.Intention
	Impressed  []dosing.Impression
	Goals      []preparation.Goal
	Ratings    []preparation.Rating
	Practices  []preparation.Practice // to ask now
	Agreed     []preparation.Practice
	Check      *safety.RiskCheck // of the session's day, nil for none
	Plan       *safety.SafetyPlan
	Calls      []safety.SafetyCall
	Responses  []measure.Response
	Signatures []sign.Signature
	Body       protocol.Body
	Zone       *time.Location
	Today      time.Time
}

// Window is the integration window of the dosing day: today, or as it was when
// a signed session was held, counting that session.
func (p Page) Window() Window {
	if p.Day == nil {
		return Window{}
	}
	completed := Completed(p.Earlier, p.Day.ID, p.Session.ID, p.Zone)
	if p.Session.SignedAt == nil {
		return Of(p.Day.Day, p.Today, completed, p.Body)
	}
	held := calendar.Day(p.Session.HeldAt, p.Zone)
	return Of(p.Day.Day, held, append(completed, held), p.Body)
}

// First says whether no integration of the dosing day was completed yet.
func (p Page) First() bool {
	return p.Day != nil && len(Completed(p.Earlier, p.Day.ID, p.Session.ID, p.Zone)) == 0
}

// Late says whether the first visit would be held on a day that needs a reason: after the
// first days, today or when the draft was held.
func (p Page) Late() bool {
	on := p.Today
	if !p.Session.HeldAt.IsZero() {
		on = calendar.Day(p.Session.HeldAt, p.Zone)
	}
	return p.First() && FirstVisit(p.Day.Day, on, p.Body).Effect == course.Reason
}

// Rating is the rating of a goal at this visit, nil for none.
func (p Page) Rating(goal uuid.UUID) *int { return preparation.At(p.Ratings, goal, p.Session.Fact()) }

// Entry is the session as it is typed in, with what it rates, asks and agrees.
func (p Page) Entry() SessionEntry {
	e := SessionEntry{Visit: p.Session.Visit, Version: p.Session.Version}
	for _, g := range p.Goals {
		e.Goals = append(e.Goals, RatingEntry{g.ID, p.Rating(g.ID)})
	}
	for _, a := range p.Practices {
		e.Practices = append(e.Practices, PracticeEntry{a.ID, a.Happened, a.AskedWords})
	}
	for _, a := range p.Agreed {
		e.Agreed = append(e.Agreed, a.Words)
	}
	return e
}

// Check refuses what cannot be recorded.
func (p Page) check(s Visit, now time.Time) error {
	day := time.Time{}
	if p.Day != nil {
		day = p.Day.Day
	}
	return s.Check(day, p.First(), p.Zone, now, p.Body)
}

// Missing is what has to be asked before the session can be signed, nil for nothing.
func (p Page) Missing() error {
	var ratings []preparation.Rating
	for _, g := range p.Goals {
		ratings = append(ratings, preparation.Rating{Rating: p.Rating(g.ID)})
	}
	return p.Session.CheckComplete(ratings, p.Practices, p.Body)
}

// Document is what is signed.
func (p Page) Document(client uuid.UUID) sign.Document {
	text := Text{Visit: p.Session.Visit, HeldBy: p.Session.HeldBy}
	if p.Day != nil {
		text.DosingDay = p.Day.Day
	}
	for _, g := range p.Goals {
		text.Goals = append(text.Goals, GoalText{g.Words, p.Rating(g.ID)})
	}
	for _, a := range p.Practices {
		text.Practices = append(text.Practices, PracticeText{a.Words, a.Happened, a.AskedWords})
	}
	for _, a := range p.Agreed {
		text.Agreed = append(text.Agreed, a.Words)
	}
	return sign.Document{Kind: "integration_session", ID: p.Session.ID, Client: client, Version: p.Session.Version, Content: text}
}

// goalsOf are the goals a visit rates: those that stood when it was completed, or stand now.
func goalsOf(goals []preparation.Goal, r Session) []preparation.Goal {
	var of []preparation.Goal
	for _, g := range goals {
		ended := !g.EndedAt.IsZero()
		if r.CompletedAt != nil {
			ended = ended && !g.EndedAt.After(*r.CompletedAt) || g.SetAt.After(*r.CompletedAt)
		}
		if g.CourseID == r.CourseID && !ended {
			of = append(of, g)
		}
	}
	return of
}

// intentionFor is the intention as it stood at the dosing day.
func intentionFor(said []preparation.Intention, day *course.CourseDay) *preparation.Intention {
	for i, s := range said { // the latest first
		if day == nil || day.StartedAt.IsZero() || !s.SaidAt.After(day.StartedAt) {
			return &said[i]
		}
	}
	return nil
}
