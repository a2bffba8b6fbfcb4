package dosing

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/phrase"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// ClosingEntry is what is said of the session as a whole before it is signed.
type ClosingEntry struct {
	PresenceGap string `form:"presence_gap"` // why nobody was with the client for a while
	Words       string `form:"words"`
}

// signedText is what a session's signature covers: the session and every row below it.
// Names are left out, their rows are named by id; status and signature follow from it.
type signedText struct {
	Session     signedSession
	Arrival     []readiness.SignedAnswers
	Readiness   []readiness.Check
	Vitals      []vitals.Reading
	Intakes     []Intake
	Events      []Event
	Presence    []readiness.Presence
	Impressions []Impression
	Departure   *Departure
	Seen        []readiness.SignedAcknowledgement // acknowledgements
}

// signedSession is the session's own row.
type signedSession struct {
	Course           uuid.UUID
	Appointment      uuid.UUID
	DosingDay        uuid.UUID
	Therapist        uuid.UUID
	Room             uuid.UUID
	Decision         uuid.UUID
	Prescription     uuid.UUID
	ProtocolVersion  int
	Limits           vitals.Limits
	Weight           vitals.Tenths // kg
	ArrivedAt        time.Time
	ClearedAt        time.Time
	StartedAt        time.Time
	EndedAt          time.Time
	Held             bool
	NotStartedReason string
	FromPaper        bool
	PresenceGap      string
	Words            string
}

func signedOf(s readiness.Session) signedSession {
	return signedSession{
		Course: s.Course, Appointment: s.Appointment, DosingDay: s.DosingDay, Therapist: s.Therapist, Room: s.Room,
		Decision: s.Decision, Prescription: s.Prescription, ProtocolVersion: s.ProtocolVersion, Limits: s.Limits,
		Weight: s.Weight, ArrivedAt: s.ArrivedAt, ClearedAt: s.ClearedAt, StartedAt: s.StartedAt, EndedAt: s.EndedAt,
		Held: !s.StartedAt.IsZero(), NotStartedReason: s.NotStartedReason, FromPaper: s.FromPaper,
		PresenceGap: s.PresenceGap, Words: s.Words,
	}
}

// FullRecord is a session as it is checked and signed.
type FullRecord struct {
	Chart
	Answers []readiness.SignedAnswers
	Seen    []readiness.SignedAcknowledgement
}

// Document is what the signature covers.
func (r FullRecord) Document() sign.Document {
	return sign.Document{Kind: "dosing_session", ID: r.Session.ID, Client: r.Session.Client, Content: signedText{
		Session: signedOf(r.Session), Arrival: r.Answers, Readiness: r.Checks, Vitals: r.Vitals, Intakes: r.Intakes,
		Events: r.Events, Presence: r.Room, Impressions: r.Impressions, Departure: r.Departure, Seen: r.Seen,
	}}
}

// Ready says what is still to be done before the session can be signed.
func (r FullRecord) Ready() error {
	if err := r.Session.MaySign(); err != nil {
		return err
	}
	zone := r.Clinic.Location()
	var open []string
	for _, d := range r.Unsettled() {
		open = append(open, d.Name()+" at "+calendar.Clock(d.At, zone))
	}
	if len(open) > 0 {
		return problem.Newf(problem.Conflict, "No values and no reason stand for the reading due %s. Record it, or write why it was missed.", phrase.List(open))
	}
	return readiness.Explained(r.Gaps(), r.Session.PresenceGap, zone)
}

// Unsettled are the readings that were late when the client left and have no reason.
func (r FullRecord) Unsettled() []vitals.DueReading {
	var late []vitals.DueReading
	for _, d := range r.planAt(r.Session.EndedAt) {
		if d.State == vitals.Late {
			late = append(late, d)
		}
	}
	return late
}

// MayBeSignedBy says whether this person signs: the therapist present at leaving. Where
// no therapist was, or nothing was held, the session's own therapist; where it has none,
// any therapist who was in the room.
func (r FullRecord) MayBeSignedBy(a auth.Actor) error {
	var names []string
	for _, p := range r.signers() {
		if p.Staff == a.Staff {
			return nil
		}
		names = append(names, p.Name)
	}
	if len(names) == 0 && a.Is(auth.Therapist) {
		return nil
	}
	return problem.Newf(problem.Conflict, "%s signs this session: the therapist present when the client left.", strings.Join(names, " or "))
}

// signers are those of whom one signs; empty where any therapist may.
func (r FullRecord) signers() []readiness.Presence {
	room := r.Room
	var present, all []readiness.Presence
	for _, p := range room {
		if p.Role != auth.Therapist || p.ConfirmedAt.IsZero() {
			continue
		}
		all = append(all, p)
		if !r.Session.StartedAt.IsZero() && !p.In.After(r.Session.EndedAt) && (p.Out.IsZero() || !p.Out.Before(r.Session.EndedAt)) {
			present = append(present, p)
		}
	}
	switch {
	case len(present) > 0:
		return present
	case r.Session.Therapist != uuid.Nil:
		return append(all, readiness.Presence{Staff: r.Session.Therapist, Name: r.Session.TherapistName, Role: auth.Therapist})
	}
	return all
}
