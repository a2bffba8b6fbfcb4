package dosing

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// Chart is everything recorded in one dosing session, as it stood at Now.
type Chart struct {
	Session     Session
	Client      client.Client
	Clinic      Clinic
	Body        protocol.Body // the protocol the session runs under
	Now         time.Time
	Arrival     Arrival
	Vitals      []vitals.Entry
	Events      []EventEntry
	Room        []PresenceEntry
	Intakes     []IntakeEntry
	Calls       []Call
	Impressions []ImpressionEntry
	Departure   *DepartureEntry
	Counts      []SupplyRow
	Around      Around
	Colleagues  []Colleague // who could take over in the room
	Checks      []GateEntry // readiness as it was signed and as it was looked at with the lozenge
	Signatures  []sign.Signature
}

// Clinic is what the room says of the house itself.
type Clinic struct {
	Name                string
	Zone                string
	Address             string
	EmergencyDepartment string
	Phone               string
}

// Location is the clinic's zone; UTC where its name is not known here.
func (c Clinic) Location() *time.Location {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Around is what other steps know of the session's day.
type Around struct {
	PrescriberName    string // of the course
	Intention         string // the latest, in the client's words
	IntegrationBooked bool
	Discrepancy       bool // a count that does not fit was closed with reason and second person
	DoseNumber        int  // in its course; zero: none
	PlannedDoses      int
	EndsAt            time.Time // of the booking; zero without one
}

// EventEntry is one event as it is kept.
type EventEntry struct {
	ID uuid.UUID
	Event
	By            uuid.UUID
	ByName        string `sign:"-"`
	CreatedAt     time.Time
	TimeUncertain bool
}

// Word is what happened, as it is shown.
func (e EventEntry) Word() string {
	if kind, known := KindOf(e.Kind); known {
		return kind.Word
	}
	return e.Kind
}

// PresenceEntry is one clinician's time in the room as it is kept.
type PresenceEntry struct {
	ID uuid.UUID
	Presence
}

// roomOf are the bare presences.
func roomOf(entries []PresenceEntry) []Presence {
	room := make([]Presence, len(entries))
	for i, e := range entries {
		room[i] = e.Presence
	}
	return room
}

// IntakeEntry is lozenges taken together, as they are kept.
type IntakeEntry struct {
	ID           uuid.UUID
	At           time.Time
	Kind         string // first, booster
	MG           medication.MG
	Minutes      *int // in the mouth; nil while it is, or not known
	Kept         Kept
	Planned      bool
	Prescription uuid.UUID
	GateCheck    uuid.UUID
	Incident     uuid.UUID
	Witness      uuid.UUID
	WitnessName  string `sign:"-"`
	FromPaper    bool
	Words        string
	Lines        []IntakeLine `db:"-"`
}

// IntakeLine is some lozenges of one strength and lot.
type IntakeLine struct {
	Intake   uuid.UUID
	Units    medication.Units
	Strength medication.Strength
	Lot      string
}

// LinesWords reads "1.5 × 100 mg".
func (i IntakeEntry) LinesWords() string {
	var lines []medication.Line
	for _, l := range i.Lines {
		lines = append(lines, medication.Line{Units: l.Units, Strength: l.Strength})
	}
	return medication.Words(lines)
}

// Until is when the lozenge left the mouth; zero while it is there, or not known.
func (i IntakeEntry) Until() time.Time {
	if i.Minutes == nil {
		return time.Time{}
	}
	return i.At.Add(minutes(*i.Minutes))
}

// ImpressionEntry is impressions as they are kept.
type ImpressionEntry struct {
	ID uuid.UUID
	At time.Time
	Impression
	By     uuid.UUID
	ByName string `sign:"-"`
}

// DepartureEntry is how the client left, as it is kept.
type DepartureEntry struct {
	ID                uuid.UUID
	At                time.Time
	Criteria          []Criterion
	Manner            Manner
	EscortName        string
	Detail            Details
	Text              string
	InstructionsGiven bool
	By                uuid.UUID
	ByName            string `sign:"-"`
}

// SupplyRow is how many lozenges of one strength were noted in the session under one kind.
type SupplyRow struct {
	Kind     medication.EntryKind
	Strength medication.Strength
	Units    medication.Units
}

// GateEntry is readiness as it was signed, or as it stood when the lozenge was taken.
type GateEntry struct {
	ID        uuid.UUID
	At        time.Time
	Moment    string // cleared, lozenge
	Cleared   bool
	Items     string // as stored
	By        uuid.UUID
	ByName    string `sign:"-"`
	FromPaper bool
}

// Plan are the readings due in the session, and how each stands.
func (c Chart) Plan() []vitals.DueReading { return c.planAt(c.Now) }

// planAt stands still once the client left: nothing falls due afterwards.
func (c Chart) planAt(now time.Time) []vitals.DueReading {
	if !c.Session.EndedAt.IsZero() && now.After(c.Session.EndedAt) {
		now = c.Session.EndedAt
	}
	var boosters []time.Time
	for _, i := range c.Intakes {
		if i.At.After(c.Session.StartedAt) {
			boosters = append(boosters, i.At)
		}
	}
	return vitals.Plan(c.Session.StartedAt, boosters, vitals.Readings(c.Vitals), c.closed(), now, c.Body)
}

func (c Chart) closed() []vitals.Closed {
	var closed []vitals.Closed
	for _, e := range c.Events {
		if e.Kind == MissedReading {
			closed = append(closed, vitals.Closed{Slot: e.Slot, At: e.At, Reason: e.Words})
		}
	}
	return closed
}

// Pressure is the deciding blood pressure before the lozenge; after it, the baseline.
func (c Chart) Pressure() vitals.Decision {
	at := c.Now
	if !c.Session.StartedAt.IsZero() {
		at = c.Session.StartedAt
	}
	var readings []vitals.Pressure
	for _, r := range c.Vitals {
		if r.Systolic > 0 {
			readings = append(readings, r.Pressure())
		}
	}
	return vitals.Decide(readings, c.Session.Limits, c.Body.Pressure, newSeries(before(c.Calls, at)), at)
}

// before are the calls made by a moment.
func before(calls []Call, at time.Time) []Call {
	var made []Call
	for _, c := range calls {
		if !c.At.After(at) {
			made = append(made, c)
		}
	}
	return made
}

// Last is the latest reading that counts, by a moment; nil where there is none.
func (c Chart) Last(by time.Time) *vitals.Reading {
	for i := len(c.Vitals) - 1; i >= 0; i-- {
		if r := c.Vitals[i].Reading; r.VoidedAt == nil && !r.TakenAt.After(by) {
			return &r
		}
	}
	return nil
}

// Alerts are what the latest reading after the lozenge asks for.
func (c Chart) Alerts() []vitals.Alert {
	last := c.Last(c.Now)
	if last == nil || c.Session.StartedAt.IsZero() || last.TakenAt.Before(c.Session.StartedAt) {
		return nil
	}
	return last.Alerts(c.Pressure().Value, c.Body)
}

// RepeatAt is when a reading that alerts is to be repeated; zero where none is.
func (c Chart) RepeatAt() time.Time {
	for _, alert := range c.Alerts() {
		if !alert.RepeatAt.IsZero() {
			return alert.RepeatAt
		}
	}
	return time.Time{}
}

// Gaps are the times nobody was with the client, until they left.
func (c Chart) Gaps() []Gap {
	if c.Session.StartedAt.IsZero() {
		return nil
	}
	until := c.Now
	if !c.Session.EndedAt.IsZero() {
		until = c.Session.EndedAt
	}
	return Gaps(roomOf(c.Room), c.Session.StartedAt, until)
}

// Here are those in the room now.
func (c Chart) Here() []PresenceEntry {
	var here []PresenceEntry
	for _, p := range c.Room {
		if !p.In.After(c.Now) && p.Out.IsZero() {
			here = append(here, p)
		}
	}
	return here
}

// Phase is where the experience usually is now and about when that ends.
func (c Chart) Phase() (Phase, time.Time) {
	var spat time.Time
	if len(c.Intakes) > 0 {
		spat = c.Intakes[0].Until()
	}
	return PhaseAt(c.Session.StartedAt, spat, c.Now, c.Body)
}

// LatestEvent is the event noted last, nil where there is none.
func (c Chart) LatestEvent() *EventEntry {
	if len(c.Events) == 0 {
		return nil
	}
	latest := slices.MaxFunc(c.Events, func(a, b EventEntry) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return &latest
}

// Counted is the lozenge count of the session, one line a strength: brought by the
// arrival check, taken by the intakes, lost and taken home as counted on leaving.
func (c Chart) Counted() []medication.SessionCount {
	by := map[medication.Strength]*medication.SessionCount{}
	var order []medication.Strength
	line := func(s medication.Strength) *medication.SessionCount {
		if by[s] == nil {
			by[s] = &medication.SessionCount{Strength: s}
			order = append(order, s)
		}
		return by[s]
	}
	for _, b := range c.Arrival.Lozenges.Brought {
		line(b.Strength).Brought += b.Units
	}
	for _, i := range c.Intakes {
		for _, l := range i.Lines {
			line(l.Strength).Taken += l.Units
		}
	}
	for _, row := range c.Counts {
		switch row.Kind {
		case medication.Lost:
			line(row.Strength).Lost += row.Units
		case medication.TakenHome:
			line(row.Strength).TakenHome += row.Units
		}
	}
	var counts []medication.SessionCount
	for _, s := range order {
		counts = append(counts, *by[s])
	}
	return counts
}

// CountClosed says whether every lozenge is accounted for, or it was said why not.
func (c Chart) CountClosed() bool {
	if c.Around.Discrepancy {
		return true
	}
	for _, count := range c.Counted() {
		if count.Off() != 0 {
			return false
		}
	}
	return true
}

// Stay is what the session knows when the client wants to leave at a moment.
func (c Chart) Stay(at time.Time) Stay {
	s := Stay{
		Zone: c.Clinic.Location(), LastIntake: c.Session.LastIntake, Reading: c.Last(at), Baseline: c.Pressure().Value,
		Limits: c.Session.Limits, IntegrationBooked: c.Around.IntegrationBooked, CountClosed: c.CountClosed(),
	}
	if first := c.Last(c.Session.StartedAt); first != nil {
		s.SpO2 = first.SpO2
	}
	return s
}

// NextDue is the reading to take next: the earliest that is late, due or ahead.
func NextDue(plan []vitals.DueReading) (next vitals.DueReading, found bool) {
	for _, d := range plan {
		open := d.State == vitals.Ahead || d.State == vitals.Due || d.State == vitals.Late
		if open && (!found || d.At.Before(next.At)) {
			next, found = d, true
		}
	}
	return next, found
}

// roomRole is as what somebody is in the room: the first of these they hold.
func roomRole(a auth.Actor) (auth.Role, bool) {
	for _, role := range []auth.Role{auth.Therapist, auth.Nurse, auth.Prescriber, auth.MedicalAssistant} {
		if a.Is(role) {
			return role, true
		}
	}
	return "", false
}
