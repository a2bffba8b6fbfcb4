package dosing_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

func refusedAt(t *testing.T, what string, err error, fields ...string) {
	t.Helper()
	p, ok := problem.As(err)
	if !ok {
		t.Errorf("%s: got %v, want a refusal", what, err)
		return
	}
	var got []string
	for _, f := range p.Fields {
		got = append(got, f.Name)
	}
	if strings.Join(got, " ") != strings.Join(fields, " ") {
		t.Errorf("%s: refused at %v, want %v (%v)", what, got, fields, p)
	}
}

func refusedAs(t *testing.T, what string, err error, kind problem.Kind, words string) {
	t.Helper()
	if p, ok := problem.As(err); !ok || p.Kind != kind || !strings.Contains(p.Error(), words) {
		t.Errorf("%s: got %v, want kind %d saying %q", what, err, kind, words)
	}
}

func TestSlotsComeDueAndAreLate(t *testing.T) {
	h := took(t)
	for _, step := range []struct {
		minute int
		want   string
		state  vitals.State
	}{{29, "+40", vitals.Ahead}, {30, "+40", vitals.Due}, {50, "+40", vitals.Due}, {51, "+40", vitals.Late}} {
		h.at(step.minute)
		next, found := dosing.NextDue(h.chart().Plan())
		if !found || next.Name() != step.want || next.State != step.state {
			t.Errorf("minute %d: got %s %d, want %s %d", step.minute, next.Name(), next.State, step.want, step.state)
		}
	}
	h.measure(func(t *vitals.ReadingEntry) { t.Slot = "+40" })
	if next, _ := dosing.NextDue(h.chart().Plan()); next.Name() != "+90" {
		t.Errorf("after the late one: got %s", next.Name())
	}
}

func TestAMissedReadingIsClosedWithItsReason(t *testing.T) {
	h := took(t)
	h.at(39)
	refusedAt(t, "before its time", h.MissReading(h.as("jonah"), h.client, h.session, db.NewID(), dosing.MissedEntry{Slot: "+40", Reason: "asleep"}), "slot")
	h.at(45)
	refusedAt(t, "without a reason", h.MissReading(h.as("jonah"), h.client, h.session, db.NewID(), dosing.MissedEntry{Slot: "+40"}), "missed_reason")
	refusedAt(t, "leaving", h.MissReading(h.as("jonah"), h.client, h.session, db.NewID(), dosing.MissedEntry{Slot: "leaving", Reason: "x"}), "slot")
	h.do(h.MissReading(h.as("jonah"), h.client, h.session, db.NewID(), dosing.MissedEntry{Slot: "+40", Reason: "in deep process, breathing observed"}))
	plan := h.chart().Plan()
	if plan[1].State != vitals.Missed || plan[1].Reason != "in deep process, breathing observed" {
		t.Errorf("got %+v", plan[1])
	}
}

func TestAlertsFollowTheBaseline(t *testing.T) {
	h := took(t)
	h.at(40)
	h.measure(func(t *vitals.ReadingEntry) { t.Systolic, t.Diastolic = "167", "82" })
	if alerts := h.chart().Alerts(); len(alerts) != 0 {
		t.Errorf("39 above 128: got %v", alerts)
	}
	h.at(42)
	h.measure(func(t *vitals.ReadingEntry) { t.Systolic = "168/82" })
	alerts := h.chart().Alerts()
	if len(alerts) != 1 || alerts[0].Level != vitals.Red || !alerts[0].RepeatAt.Equal(h.after(47)) {
		t.Errorf("40 above 128: got %v", alerts)
	}
}

func TestWhatIsImpossibleIsRefusedAndWhatIsUnusualIsConfirmed(t *testing.T) {
	h := took(t)
	h.at(40)
	record := func(id uuid.UUID, change func(*vitals.ReadingEntry)) error {
		return h.RecordVitals(h.as("jonah"), h.client, h.session, id, typed(change))
	}
	refusedAt(t, "missing", record(db.NewID(), func(t *vitals.ReadingEntry) { t.Systolic, t.Sedation = "", nil }), "systolic", "diastolic", "sedation")
	refusedAt(t, "impossible", record(db.NewID(), func(t *vitals.ReadingEntry) { t.SpO2 = 101 }), "spo2")
	refusedAt(t, "swapped", record(db.NewID(), func(t *vitals.ReadingEntry) { t.Systolic = "82/128" }), "diastolic")
	refusedAt(t, "to come", record(db.NewID(), func(t *vitals.ReadingEntry) { t.TakenAt = h.after(41) }), "taken_at")
	refusedAt(t, "before arriving", record(db.NewID(), func(t *vitals.ReadingEntry) { t.TakenAt = h.after(-31) }), "taken_at")
	err := record(db.NewID(), func(t *vitals.ReadingEntry) { t.HeartRate = 125 })
	refusedAt(t, "unusual", err, "heart_rate", "confirmed")
	p, _ := problem.As(err)
	yes := p.Fields[1].Message
	refusedAt(t, "another value than confirmed", record(db.NewID(), func(t *vitals.ReadingEntry) { t.HeartRate, t.Confirmed = 126, yes }), "heart_rate", "confirmed")
	id := db.NewID()
	h.do(record(id, func(t *vitals.ReadingEntry) { t.HeartRate, t.Confirmed = 125, yes }))
	h.do(record(db.NewID(), func(t *vitals.ReadingEntry) { t.Systolic, t.Swap = "82/128", true }))
	if n := h.count(`select count(*) from vitals where id = $1 and confirmed_by = $2`, id, h.staff("jonah")); n != 1 {
		t.Error("who confirmed is not stored")
	}
	if n := h.count(`select count(*) from vitals where session_id = $1 and systolic = 128`, h.session); n != 3 {
		t.Errorf("readings of 128: got %d want 3, the swapped one too", n)
	}
}

func TestAPainfulSqueezeIsTestedByNurseOrPrescriber(t *testing.T) {
	h := took(t)
	h.at(40)
	for _, test := range []struct {
		by      string
		score   int
		refused bool
	}{
		{"jonah", 2, false}, {"jonah", 1, true}, {"jonah", 0, false}, {"miriam", 1, false},
	} {
		err := h.RecordVitals(h.as(test.by), h.client, h.session, db.NewID(), typed(func(t *vitals.ReadingEntry) { t.Sedation = &test.score }))
		if test.refused {
			refusedAt(t, test.by, err, "sedation")
		} else if err != nil {
			t.Errorf("%s, %d: got %v", test.by, test.score, err)
		}
	}
}

func TestACorrectionVoidsAndReplaces(t *testing.T) {
	h := took(t)
	h.at(40)
	wrong := h.measure(func(t *vitals.ReadingEntry) { t.Systolic = "172/99" })
	h.at(41)
	refusedAt(t, "without a reason", h.CorrectVitals(h.as("jonah"), h.client, h.session, wrong, db.NewID(), typed(asTyped)), "reason")
	right := func(t *vitals.ReadingEntry) { t.Reason = "wrong cuff" }
	h.do(h.CorrectVitals(h.as("jonah"), h.client, h.session, wrong, db.NewID(), typed(right)))
	refusedAs(t, "twice", h.CorrectVitals(h.as("jonah"), h.client, h.session, wrong, db.NewID(), typed(right)), problem.Conflict, "")
	c := h.chart()
	if len(c.Vitals) != 3 || len(c.Alerts()) != 0 {
		t.Fatalf("got %d readings, alerts %v; want the wrong one kept, and no alert", len(c.Vitals), c.Alerts())
	}
	var struck, live int
	for _, v := range c.Vitals[1:] {
		switch {
		case v.ID == wrong && v.VoidReason == "wrong cuff" && v.VoidedName == "Jonah Weiss":
			struck++
		case v.Replaces != nil && *v.Replaces == wrong && v.TakenAt.Equal(h.after(40)):
			live++
		}
	}
	if struck != 1 || live != 1 {
		t.Errorf("got %+v", c.Vitals)
	}
	if plan := c.Plan(); plan[1].State != vitals.Recorded {
		t.Error("the replacement serves the slot")
	}
}

func TestAnEventIsUndoneAndWorded(t *testing.T) {
	h := took(t)
	h.at(12)
	spat := db.NewID()
	h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, spat, dosing.EventEntry{Kind: "spat"}))
	if got := h.chart().Intakes[0]; got.Kept != dosing.Spat || got.Minutes == nil || *got.Minutes != 12 {
		t.Errorf("in the mouth: got %+v", got)
	}
	refusedAs(t, "by another", h.Undo(h.as("tomas"), h.client, h.session, spat), problem.Conflict, "Only the person")
	h.do(h.Undo(h.as("jonah"), h.client, h.session, spat))
	if c := h.chart(); len(c.Events) != 0 || c.Intakes[0].Kept != dosing.KeptUnknown || c.Intakes[0].Minutes != nil {
		t.Errorf("undone: got %+v %+v", c.Events, c.Intakes[0])
	}
	if n := h.count(`select count(*) from dosing_event where id = $1`, spat); n != 1 {
		t.Error("what is undone stays on file")
	}
	tears, worded := db.NewID(), db.NewID()
	h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, tears, dosing.EventEntry{Kind: "tears"}))
	h.do(h.AddWords(h.as("jonah"), h.client, h.session, tears, worded, dosing.WordsEntry{Words: "For her mother"}))
	events := h.chart().Events
	if len(events) != 1 || events[0].ID != worded || events[0].Words != "For her mother" || !events[0].At.Equal(h.after(12)) {
		t.Errorf("worded: got %+v", events)
	}
	h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "other", Words: "Vomiting"}))
	h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "other", Words: "Hummed"}))
	if n := h.count(`select count(*) from dosing_event where session_id = $1 and (kind = 'vomiting' or kind = 'other' and words = 'Hummed')`, h.session); n != 2 {
		t.Errorf("typed under something else: %d as the kind they are", n)
	}
	refusedAt(t, "unknown", h.NoteEvent(h.as("jonah"), h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "dance"}), "kind")
	refusedAt(t, "call without words", h.NoteEvent(h.as("jonah"), h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "prescriber_called"}), "words")
}

func TestALozengeSpatOutAtOnceIsTakenBackToo(t *testing.T) {
	h := took(t)
	h.at(2)
	for _, minute := range []int{0, 1} { // at its own moment, and later
		spat := db.NewID()
		h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, spat, dosing.EventEntry{Kind: "spat", At: h.after(minute)}))
		if got := h.chart().Intakes[0]; got.Kept != dosing.Spat || got.Minutes == nil || *got.Minutes != minute {
			t.Errorf("%d min: got %+v", minute, got)
		}
		h.do(h.Undo(h.as("jonah"), h.client, h.session, spat))
		if got := h.chart().Intakes[0]; got.Kept != dosing.KeptUnknown || got.Minutes != nil {
			t.Errorf("%d min, undone: got %+v", minute, got)
		}
	}
}

// TestOfTwoLozengesTheOneInTheMouthIsSpatOut: and taken back for it alone.
func TestOfTwoLozengesTheOneInTheMouthIsSpatOut(t *testing.T) {
	h := took(t)
	kept := func() string { all := h.chart().Intakes; return string(all[0].Kept) + " " + string(all[1].Kept) }
	spits := func(minute int) uuid.UUID {
		h.at(minute)
		id := db.NewID()
		h.do(h.NoteEvent(h.as("jonah"), h.client, h.session, id, dosing.EventEntry{Kind: "spat"}))
		return id
	}
	first := spits(12)
	h.intake(20, "booster")
	second := spits(30)
	if got := kept(); got != "spat spat" {
		t.Errorf("spat out: got %q", got)
	}
	h.do(h.Undo(h.as("jonah"), h.client, h.session, second))
	if got := kept(); got != "spat " {
		t.Errorf("taken back: got %q", got)
	}
	spits(31)
	h.do(h.Undo(h.as("jonah"), h.client, h.session, first))
	if got := kept(); got != " spat" {
		t.Errorf("the first taken back: got %q", got)
	}
}

// TestTheRoomShowsItsOwnSession: what was said after an earlier one is not there, the first
// lozenge stands before its booster, and what was kept earlier before what was kept later.
func TestTheRoomShowsItsOwnSession(t *testing.T) {
	h := took(t)
	earlier, day := db.NewID(), db.NewID()
	h.own(`insert into dosing_day (clinic_id, id, client_id, course_id, number) values ($1, $2, $3, $4, 1)`, h.Clinic.ID, day, h.client, h.course)
	h.own(`insert into dosing_session (clinic_id, id, client_id, course_id, dosing_day_id, status, arrived_at, not_started_at)
		values ($1, $2, $3, $4, $5, 'not_started', '2026-11-10', '2026-11-10')`, h.Clinic.ID, earlier, h.client, h.course, day)
	before := db.NewID()
	h.own(`insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, cleared_at, cleared_by, started_at, left_at)
		values ($1, $2, $3, $4, 'left', '2026-11-09', '2026-11-09', $5, '2026-11-09', '2026-11-09 03:00Z')`,
		h.Clinic.ID, before, h.client, h.course, h.staff("jonah"))
	h.own(`with taken as (insert into intake (clinic_id, id, client_id, session_id, at, mg, from_paper, witness) values ($1, $2, $3, $4, '2026-11-09', 100, true, $5))
		insert into intake_line (clinic_id, id, client_id, intake_id, units, strength) values ($1, $6, $3, $2, 1, 100)`,
		h.Clinic.ID, db.NewID(), h.client, before, h.staff("jonah"), db.NewID())
	for words, of := range map[string]struct {
		session uuid.UUID
		minute  int
	}{"earlier": {earlier, 90}, "second": {h.session, 91}, "first": {h.session, 90}} {
		h.own(`insert into impression (clinic_id, id, client_id, session_id, at, quotes) values ($1, $2, $3, $4, $5, $6)`,
			h.Clinic.ID, db.NewID(), h.client, of.session, h.after(of.minute), words)
	}
	h.intake(20, "booster")
	h.own(`update intake set witness = null where client_id = $1 and kind = 'booster'`, h.client) // nobody was named
	h.at(100)
	c := h.chart()
	if len(c.Intakes) != 2 || !c.Intakes[0].At.Equal(h.after(0)) || !c.Intakes[1].At.Equal(h.after(20)) {
		t.Errorf("lozenges: got %+v", c.Intakes)
	}
	if len(c.Impressions) != 2 || c.Impressions[0].Quotes != "first" || c.Impressions[1].Quotes != "second" {
		t.Errorf("impressions: got %+v", c.Impressions)
	}
	if got := dbtest.Ask(h.as("jonah"), t, h.DB, func(b *db.Batch) *db.Rows[dosing.Amount] { return dosing.QueueAmounts(b, h.client) }); len(got) != 0 {
		t.Errorf("nothing was taken on the earlier day: got %+v", got)
	}
}

func TestAHandOverNeedsTheOthersOwnWord(t *testing.T) {
	h := took(t)
	h.at(30)
	now := dosing.TimeEntry{}
	refusedAs(t, "alone", h.GoOut(h.as("jonah"), h.client, h.session, now), problem.Conflict, "Nobody else has confirmed")
	asked := db.NewID()
	h.do(h.HandOver(h.as("jonah"), h.client, h.session, asked, dosing.HandOverEntry{Staff: h.staff("tomas")}))
	refusedAs(t, "asked only", h.GoOut(h.as("jonah"), h.client, h.session, now), problem.Conflict, "Nobody else has confirmed")
	refusedAs(t, "confirmed by the first", h.ConfirmPresence(h.as("jonah"), h.client, h.session, asked), problem.Conflict, "Tomás Lind")
	h.at(32)
	h.do(h.ConfirmPresence(h.as("tomas"), h.client, h.session, asked))
	h.do(h.GoOut(h.as("jonah"), h.client, h.session, now))
	if gaps := h.chart().Gaps(); len(gaps) != 0 {
		t.Errorf("got %v", gaps)
	}
	refusedAs(t, "the nurse alone", h.GoOut(h.as("tomas"), h.client, h.session, now), problem.Conflict, "Nobody else has confirmed")
}

func TestLeavingWaitsForTwoHours(t *testing.T) {
	h := took(t)
	h.at(119)
	h.measure(func(t *vitals.ReadingEntry) { t.Slot = protocol.LeavingSlot })
	leave := func(change func(*dosing.DepartureEntry)) error {
		return h.Depart(h.as("jonah"), h.client, h.session, db.NewID(), leaves(change))
	}
	refusedAt(t, "minute 119", leave(asUsual), "since_intake")
	h.at(120)
	refusedAt(t, "unsteady", leave(func(d *dosing.DepartureEntry) { d.WalksSteadily = readiness.No }), "walks_steadily")
	refusedAt(t, "no manner", leave(func(d *dosing.DepartureEntry) { d.Manner = "" }), "manner")
	h.do(leave(asUsual))
	c := h.chart()
	if c.Session.Status != readiness.Left || c.Departure == nil || len(c.Departure.Criteria) != 11 || len(c.Here()) != 0 {
		t.Errorf("got %s, %+v, %v in the room", c.Session.Status, c.Departure, c.Here())
	}
	refusedAs(t, "twice", leave(asUsual), problem.Conflict, "already")
	for kind, want := range map[string]int{"sign session": 1, "book integration": 1, "count lozenges": 1} {
		if n := h.count(`select count(*) from task where kind = $1 and closed_at is null`, kind); n != want {
			t.Errorf("tasks %s: got %d want %d", kind, n, want)
		}
	}
	refusedAs(t, "a reading afterwards", h.RecordVitals(h.as("jonah"), h.client, h.session, db.NewID(),
		typed(func(t *vitals.ReadingEntry) { h.at(121) })), problem.Conflict, "had ended")
}

func TestABoosterMakesTheStayLonger(t *testing.T) {
	h := took(t)
	h.intake(30, "booster")
	h.at(120)
	h.measure(asTyped)
	refusedAt(t, "90 min after the booster", h.Depart(h.as("jonah"), h.client, h.session, db.NewID(), leaves(asUsual)), "since_intake")
}

func TestAgainstAdviceNobodyIsHeld(t *testing.T) {
	h := took(t)
	h.at(60)
	h.do(h.Depart(h.as("jonah"), h.client, h.session, db.NewID(), dosing.DepartureEntry{Manner: dosing.AgainstAdvice,
		Detail: dosing.Details{AdvisedBy: "J. Weiss", Called: "Dr. Halvorsen"}}))
	if n := h.count(`select count(*) from task where owner_role = 'prescriber' and urgent`); n != 1 {
		t.Errorf("tasks for the prescriber: got %d", n)
	}
}

func TestLozengesAreCountedOnLeaving(t *testing.T) {
	h := took(t)
	h.left()
	one := medication.Whole(1)
	counts := func(lost, home medication.Units) []medication.SessionCount {
		return []medication.SessionCount{{Strength: medication.Milligrams(100), Lost: lost, TakenHome: home}}
	}
	refusedAt(t, "one unaccounted for", h.CountLozenges(h.as("jonah"), h.client, h.session, db.NewID(),
		dosing.CountEntry{Counts: counts(0, 0)}), "counts", "reason", "second_person")
	h.do(h.CountLozenges(h.as("jonah"), h.client, h.session, db.NewID(), dosing.CountEntry{Counts: counts(0, one)}))
	if c := h.chart(); !c.CountClosed() {
		t.Errorf("got %v", c.Counted())
	}
	if n := h.count(`select count(*) from task where kind = 'count lozenges' and closed_at is null`); n != 0 {
		t.Error("the task is still open")
	}
	if n := h.count(`select count(*) from supply_entry where kind = 'brought' and session_id = $1`, h.session); n != 1 {
		t.Errorf("the ledger has %d lines of what was brought to the session", n)
	}
	refusedAs(t, "twice", h.CountLozenges(h.as("jonah"), h.client, h.session, db.NewID(),
		dosing.CountEntry{Counts: counts(0, one)}), problem.Conflict, "counted already")
}

func TestADiscrepancyHasAReasonAndASecondPerson(t *testing.T) {
	h := took(t)
	h.left()
	h.do(h.CountLozenges(h.as("jonah"), h.client, h.session, db.NewID(), dosing.CountEntry{
		Counts: []medication.SessionCount{{Strength: medication.Milligrams(100)}}, Reason: "Not in the bag", SecondPerson: h.staff("tomas")}))
	if n := h.count(`select count(*) from incident where kind = 'discrepancy' and second_person = $1`, h.staff("tomas")); n != 1 || !h.chart().CountClosed() {
		t.Errorf("got %d incidents", n)
	}
}

func TestImpressionsAreKeptTheSameDay(t *testing.T) {
	h := took(t)
	h.at(100)
	in := dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Talk, dosing.Art}, Belongs: dosing.Record, Images: "A river",
		Quotes: "I was the water", Emotions: []dosing.Emotion{{Name: "awe", Intensity: 8}, {}}}
	h.do(h.RecordImpressions(h.as("jonah"), h.client, h.session, db.NewID(), in))
	h.do(h.RecordImpressions(h.as("jonah"), h.client, h.session, db.NewID(), in))
	got := h.chart().Impressions
	if len(got) != 2 || got[0].Quotes != "I was the water" || len(got[0].Emotions) != 1 || got[0].ByName != "Jonah Weiss" {
		t.Errorf("got %+v", got)
	}
	in.Belongs = dosing.PsychotherapyNote
	refusedAt(t, "a psychotherapy note", h.RecordImpressions(h.as("jonah"), h.client, h.session, db.NewID(), in), "belongs")
	in.Belongs = dosing.Record
	h.Advance(24 * time.Hour)
	refusedAs(t, "the next day", h.RecordImpressions(h.as("jonah"), h.client, h.session, db.NewID(), in), problem.Conflict, "day of the session")
}

func TestSigningSealsTheSession(t *testing.T) {
	h := took(t)
	h.left()
	shown := h.shown()
	refusedAs(t, "another text", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: "0000"}), problem.Conflict, "changed since")
	h.do(h.RecordImpressions(h.as("jonah"), h.client, h.session, db.NewID(), dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Silence}, Belongs: dosing.Record}))
	refusedAs(t, "something was added", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: shown}), problem.Conflict, "changed since")
	shown = h.shown()
	h.do(h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: shown}))
	if h.shown() != shown {
		t.Error("the text derived after signing differs from what was signed")
	}
	if n := h.count(`select count(*) from signature where subject = $1 and encode(sha256, 'hex') = $2`, h.session, shown); n != 1 {
		t.Errorf("signatures: got %d", n)
	}
	reading := typed(func(v *vitals.ReadingEntry) { v.TakenAt = h.after(100) })
	refusedAs(t, "a reading", h.RecordVitals(h.as("jonah"), h.client, h.session, db.NewID(), reading), problem.Conflict, "signed")
	refusedAs(t, "an event", h.NoteEvent(h.as("jonah"), h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "tears", At: h.after(100)}), problem.Conflict, "signed")
	refusedAs(t, "words", h.CloseWords(h.as("jonah"), h.client, h.session, dosing.ClosingEntry{Words: "x"}), problem.Conflict, "signed")
	refusedAs(t, "again", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: shown}), problem.Conflict, "already signed")
	_, err := h.Owner.Exec(h.t.Context(), `insert into vitals (clinic_id, id, client_id, session_id, taken_at, systolic, diastolic)
		values ($1, $2, $3, $4, $5, 120, 80)`, h.Clinic.ID, db.NewID(), h.client, h.session, h.after(100))
	if !db.Signed(err) {
		t.Errorf("the database itself: got %v, want KA001", err)
	}
}

func TestWhoSignsAndWhen(t *testing.T) {
	h := took(t)
	h.at(100)
	refusedAs(t, "still here", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}), problem.Conflict, "still here")
	h.at(120)
	h.measure(func(t *vitals.ReadingEntry) { t.Slot = protocol.LeavingSlot })
	h.do(h.Depart(h.as("jonah"), h.client, h.session, db.NewID(), leaves(asUsual)))
	refusedAs(t, "a late reading", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}), problem.Conflict, "+40 at 12:40 pm and +90 at 1:30 pm")
	for _, slot := range []string{"+40", "+90"} {
		h.do(h.MissReading(h.as("jonah"), h.client, h.session, db.NewID(), dosing.MissedEntry{Slot: slot, Reason: "asleep"}))
	}
	h.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, h.Clinic.ID, db.NewID(), h.client, h.staff("priya"))
	refusedAs(t, "who was not there", h.Sign(h.as("priya"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}), problem.Conflict, "Jonah Weiss signs")
	h.do(h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}))
}

func TestAGapHasToBeExplained(t *testing.T) {
	h := took(t)
	h.own(`update presence set came_at = $1`, h.after(5))
	h.left()
	refusedAt(t, "unexplained", h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}), "presence_gap")
	h.do(h.CloseWords(h.as("jonah"), h.client, h.session, dosing.ClosingEntry{PresenceGap: "Tomás was there, his tablet was not"}))
	h.do(h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}))
}

func TestASessionNotHeldIsSignedToo(t *testing.T) {
	h := took(t)
	id := db.NewID()
	h.own(`update dosing_session set status = 'left', left_at = $2 where id = $1`, h.session, h.after(60))
	h.own(`insert into dosing_session (clinic_id, id, client_id, course_id, therapist_id, protocol_version, status, arrived_at, not_started_at)
		values ($1, $2, $3, $4, $5, 1, 'not_started', $6, $7)`, h.Clinic.ID, id, h.client, h.course, h.staff("jonah"), h.after(90), h.after(100))
	h.at(110)
	h.session = id
	h.do(h.Sign(h.as("jonah"), h.client, id, dosing.SignatureEntry{Shown: h.shown()}))
	if c := h.chart(); c.Session.Status != readiness.NotStarted || c.Session.SignedAt.IsZero() {
		t.Errorf("got %+v", c.Session)
	}
}

func TestNothingSlipsInWhileASessionIsSigned(t *testing.T) {
	h := took(t)
	h.left()
	shown := h.shown()
	var all sync.WaitGroup
	stored := make(chan bool, 100)
	signed := make(chan error, 1)
	begin := make(chan struct{})
	for range 100 {
		all.Go(func() {
			<-begin
			_, err := h.Owner.Exec(context.Background(), `insert into dosing_event (clinic_id, id, client_id, session_id, at, kind)
				values ($1, $2, $3, $4, $5, 'tears')`, h.Clinic.ID, db.NewID(), h.client, h.session, h.after(100))
			if err != nil && !db.Signed(err) {
				t.Errorf("got %v", err)
			}
			stored <- err == nil
		})
	}
	all.Go(func() {
		<-begin
		signed <- h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: shown})
	})
	close(begin)
	all.Wait()
	close(stored)
	inserted := 0
	for ok := range stored {
		if ok {
			inserted++
		}
	}
	err := <-signed
	switch {
	case err == nil && inserted > 0:
		t.Errorf("%d events lie below what was signed without them", inserted)
	case err != nil && !problem.Is(err, problem.Conflict):
		t.Errorf("sign: got %v", err)
	}
	if err != nil {
		h.do(h.Sign(h.as("jonah"), h.client, h.session, dosing.SignatureEntry{Shown: h.shown()}))
	}
}

func TestAnotherTherapistFindsNothing(t *testing.T) {
	h := took(t)
	priya := h.as("priya")
	_, err := h.Chart(priya, h.client, h.session)
	for what, err := range map[string]error{
		"the room":    err,
		"a reading":   h.RecordVitals(priya, h.client, h.session, db.NewID(), typed(asTyped)),
		"an event":    h.NoteEvent(priya, h.client, h.session, db.NewID(), dosing.EventEntry{Kind: "tears"}),
		"presence":    h.ComeIn(priya, h.client, h.session, db.NewID(), dosing.TimeEntry{}),
		"leaving":     h.Depart(priya, h.client, h.session, db.NewID(), leaves(asUsual)),
		"signing":     h.Sign(priya, h.client, h.session, dosing.SignatureEntry{Shown: "x"}),
		"a call":      h.CallHelp(priya, h.client, h.session, db.NewID(), dosing.HelpEntry{}),
		"impressions": h.RecordImpressions(priya, h.client, h.session, db.NewID(), dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Silence}, Belongs: dosing.Record}),
	} {
		if !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: got %v, want not found", what, err)
		}
	}
	if _, err := h.Chart(h.as("jonah"), uuid.New(), h.session); !problem.Is(err, problem.NotFound) {
		t.Errorf("under another client: got %v", err)
	}
}

func TestAReplayIsStoredOnce(t *testing.T) {
	h := took(t)
	h.at(40)
	id := db.NewID()
	for range 3 {
		ctx := db.WithSubmission(h.as("jonah"), &db.Submission{ID: id, Posted: []byte("the same form")})
		h.do(h.RecordVitals(ctx, h.client, h.session, id, typed(asTyped)))
	}
	if n := h.count(`select count(*) from vitals where session_id = $1`, h.session); n != 2 {
		t.Errorf("readings: got %d want 2 with the baseline", n)
	}
}

func TestAFaultAnywhereInLeavingLeavesNothing(t *testing.T) {
	h := took(t)
	h.at(120)
	h.measure(asTyped)
	id := db.NewID()
	h.FailAtEveryRow(t, func() error { return h.Depart(h.as("jonah"), h.client, h.session, id, leaves(asUsual)) })
	if c := h.chart(); c.Session.Status != readiness.Left || c.Departure == nil || len(c.Here()) != 0 {
		t.Errorf("got %s %+v", c.Session.Status, c.Departure)
	}
}
