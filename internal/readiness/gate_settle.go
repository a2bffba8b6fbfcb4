package readiness

import (
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// rule is one line of the table of protocol 4.1.
type rule struct {
	id, theme, title string
	class            Class
	desk             Label
	look             func(Facts, protocol.Body, time.Time) ruling
}

// Headings of readiness.
const (
	medical = "Medical"
	consent = "Consent"
	today   = "Today"
)

const reviewItem = "G22"

// rules are all items, in the order of protocol 4.1. Filled in init because the desk
// labels are read from it too.
var rules []rule

func init() {
	rules = []rule{
		{"G01", medical, "Eligibility", HardStop, LabelPrescriber, eligibility},
		{"G02", medical, "Prescription and sessions", HardStop, LabelPrescriber, order},
		{"G03", consent, "Consents", HardStop, LabelSignature, consents},
		{"G04", medical, "Course not paused", HardStop, LabelPaused, pauses},
		{"G05", today, "Preparation", HardStop, LabelPreparation, preparation},
		{"G06", today, "Integration since the last dose", Overridable, LabelIntegration, integration},
		{"G07", medical, "Days since the last ketamine", Overridable, LabelInterval, interval},
		{"G08", medical, "Blood pressure", Overridable, LabelTherapist, pressure},
		{"G09", medical, "Pulse, oxygen and breathing", Overridable, LabelTherapist, signs},
		{"G10", today, "Escort", HardStop, LabelEscort, escort},
		{"G11", today, "Food and drink", Overridable, LabelTherapist, fasting},
		{"G12", today, "Alcohol, THC and other substances", Overridable, LabelTherapist, substances},
		{"G13", medical, "Medicines and holds", Overridable, LabelTherapist, medicines},
		{"G14", medical, "Pregnancy", HardStop, LabelTherapist, pregnancy},
		{"G15", today, "Safety questions", HardStop, LabelTherapist, suicide},
		{"G16", today, "How the client is today", HardStop, LabelTherapist, condition},
		{"G17", today, "Therapist and room", HardStop, LabelRoom, room},
		{"G18", today, "Prescriber reachable", HardStop, LabelPrescriber, prescriber},
		{"G19", medical, "Urinary symptoms", Overridable, LabelTherapist, urinary},
		{"G20", medical, "Weight", Soft, LabelTherapist, weight},
		{"G21", today, "Identity and lozenges", HardStop, LabelLozenges, lozenges},
		{reviewItem, medical, "Prescriber's reviews", Overridable, LabelPrescriber, reviews},
		{"G23", today, "Client wants to go ahead", HardStop, LabelNotHeld, wish},
		{"G24", today, "Questionnaires and plans", Soft, LabelTherapist, gathered},
	}
}

// settle turns what was found into the line that is shown, with the overrides and
// acknowledgements that still cover it.
func (r rule) settle(found ruling, f Facts, now time.Time) Item {
	item := Item{ID: r.id, Theme: r.theme, Title: r.title, Evidence: found.evidence, Desk: r.desk, Class: r.class, State: Ready}
	if len(found.stops) == 0 {
		if found.unneeded {
			item.State = NotNeeded
		}
		return item
	}
	item.Class, item.Sentence, item.Extent, item.State = found.class(), found.sentence(), found.extent(), NotYet
	for _, s := range found.stops {
		item.Calls = item.Calls || s.calls
		if s.desk != "" {
			item.Desk = s.desk
		}
	}
	switch item.Class {
	case Overridable:
		item.overrideFrom(f, now)
	case Soft:
		item.acknowledgeFrom(f, now)
	}
	return item
}

func (i *Item) overrideFrom(f Facts, now time.Time) {
	o, outgrown := f.override(i.ID, i.Extent, now)
	switch {
	case outgrown:
		i.Sentence += " The override of today was given for less and no longer counts."
	case o.By == "":
	case i.Calls && (o.CalledAt.After(now) || !calendar.SameDay(o.CalledAt, now, f.Zone)):
		i.Sentence += " " + o.By + " overrode this; the call to the prescriber is not logged yet."
	default:
		i.State = Overridden
		i.Evidence = join(i.Evidence, "Overridden by "+o.By+": "+o.Reason)
	}
}

func (i *Item) acknowledgeFrom(f Facts, now time.Time) {
	if a, found := f.acknowledged(i.ID, i.Extent, now); found {
		i.State = Acknowledged
		i.Evidence = join(i.Evidence, "Acknowledged by "+a.By+" at "+calendar.Clock(a.At, f.Zone))
	}
}

// about says whether the review asks about what an item found.
func (r Review) about(i Item) bool {
	if i.ID == reviewItem {
		_, waits := i.Extent[r.Key]
		return waits
	}
	_, found := i.Extent[r.Part]
	return r.Item == i.ID && (found || r.Part == "")
}

// unanswered leaves out reviews whose fact an item looked at and a prescriber
// overrode: one answer closes everything the same fact opened (protocol 1.4).
func unanswered(open []Review, items []Item) []Review {
	var left []Review
	for _, review := range open {
		answered := false
		for _, item := range items {
			answered = answered || item.State == Overridden && review.about(item)
		}
		if !answered {
			left = append(left, review)
		}
	}
	return left
}

// join puts evidence together with a full stop and a space.
func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}
