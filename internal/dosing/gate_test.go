package dosing_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kap/internal/course"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// change is one thing that differs from the healthy client, and what becomes of one
// item. Every other item has to stay ready.
type change struct {
	name  string
	by    func(*dosing.Facts)
	item  string
	state dosing.State
	class dosing.Class // where it is not ready
	says  string       // part of the sentence or of the evidence
}

const (
	ready  = dosing.Ready
	notYet = dosing.NotYet
	hard   = dosing.HardStop
	over   = dosing.Overridable
	soft   = dosing.Soft
	yes    = dosing.Yes
)

func check(t *testing.T, changes []change) {
	t.Helper()
	for _, c := range changes {
		t.Run(c.item+" "+c.name, func(t *testing.T) {
			f := healthy()
			c.by(&f)
			g := dosing.Evaluate(f, body, ten)
			for _, item := range g.Items {
				if item.ID == c.item {
					compare(t, c, item)
				} else if !item.Passes() {
					t.Errorf("%s stops too: %s", item.ID, item.Sentence)
				}
			}
		})
	}
}

func compare(t *testing.T, c change, item dosing.Item) {
	t.Helper()
	if item.State != c.state || c.state == notYet && item.Class != c.class {
		t.Errorf("got %s (%s), want %s (%s): %s", item.State, item.Class, c.state, c.class, item.Sentence)
	}
	if said := item.Sentence + item.Evidence; !strings.Contains(said, c.says) {
		t.Errorf("got %q, want %q in it", said, c.says)
	}
	if item.State == notYet && !strings.HasSuffix(item.Sentence, ".") {
		t.Errorf("%q is not a sentence", item.Sentence)
	}
	if regexp.MustCompile(`\bG\d\d|\b(HARD|OVR|SOFT)\b|patient|%!`).MatchString(item.Sentence + item.Evidence + item.Title) {
		t.Errorf("not for people: %q", item.Sentence)
	}
}

func TestCourseItems(t *testing.T) {
	check(t, []change{
		{"not in force", func(f *dosing.Facts) { f.Eligibility.InForce = false }, "G01", notYet, hard, "Ask the prescriber"},
		{"condition unmet", func(f *dosing.Facts) { f.Eligibility.Unmet = []string{"ECG"} }, "G01", notYet, hard, "ECG"},

		{"no prescription", func(f *dosing.Facts) { f.Order.Active = false }, "G02", notYet, hard, "No prescription"},
		{"last day", func(f *dosing.Facts) { f.Order.ExpiresOn = date(11, 24) }, "G02", ready, "", ""},
		{"day after the last", func(f *dosing.Facts) { f.Order.ExpiresOn = date(11, 23) }, "G02", notYet, hard, "ended on Mon Nov 23"},
		{"no sessions left", func(f *dosing.Facts) { f.Order.SessionsLeft = 0 }, "G02", notYet, hard, "are used"},
		{"follow-up due", func(f *dosing.Facts) { f.Order.FollowUpDue = true }, "G02", notYet, hard, "follow-up"},
		{"other strength", func(f *dosing.Facts) { f.Arrival.Lozenges.Brought[0].Strength = medication.Milligrams(50) }, "G02", notYet, hard, "50 mg"},
		{"other lot", func(f *dosing.Facts) { f.Arrival.Lozenges.Brought[0].Lot = "B7" }, "G02", notYet, hard, "B7"},
		{"no lot on record", func(f *dosing.Facts) { f.Order.Lots = nil }, "G02", ready, "", ""},

		{"treatment missing", func(f *dosing.Facts) { f.Consents[0].State = dosing.ConsentMissing }, "G03", notYet, hard, "missing"},
		{"treatment of an old text", func(f *dosing.Facts) { f.Consents[0].State = dosing.ConsentOldText }, "G03", notYet, hard, "earlier text"},
		{"treatment withdrawn", func(f *dosing.Facts) { f.Consents[0].State = dosing.ConsentWithdrawn }, "G03", notYet, hard, "withdrawn"},
		{"touch unanswered", func(f *dosing.Facts) { f.Consents[1].State = dosing.ConsentMissing }, "G03", notYet, hard, "touch"},
		{"touch withdrawn", func(f *dosing.Facts) { f.Consents[1].State = dosing.ConsentWithdrawn }, "G03", ready, "", ""},
		{"no consents at all", func(f *dosing.Facts) { f.Consents = nil }, "G03", notYet, hard, "treatment"},

		{"paused", func(f *dosing.Facts) { f.Pauses = []dosing.Pause{{Kind: "medical", Since: ten}} }, "G04", notYet, hard, "medical"},

		{"later dose needs none", func(f *dosing.Facts) { f.Preparation = dosing.Preparation{} }, "G05", dosing.NotNeeded, "", ""},
		{"first dose, none held", func(f *dosing.Facts) { f.Dose, f.Preparation = 1, dosing.Preparation{} }, "G05", notYet, hard, "0 preparation sessions"},
		{"first dose, 21 days", func(f *dosing.Facts) { f.Dose, f.Preparation.LastOn = 1, date(11, 3) }, "G05", ready, "", ""},
		{"first dose, 22 days", func(f *dosing.Facts) { f.Dose, f.Preparation.LastOn = 1, date(11, 2) }, "G05", notYet, over, "22 days"},

		{"no integration", func(f *dosing.Facts) { f.Last.IntegratedAt = time.Time{} }, "G06", notYet, over, "Tue Nov 10"},
		{"no dose before", func(f *dosing.Facts) { f.Last = nil }, "G06", dosing.NotNeeded, "", ""},

		{"4 days", func(f *dosing.Facts) { f.LastKetamine = date(11, 20) }, "G07", notYet, hard, "4 days"},
		{"5 days", func(f *dosing.Facts) { f.LastKetamine = date(11, 19) }, "G07", notYet, over, "Thu Nov 26"},
		{"6 days", func(f *dosing.Facts) { f.LastKetamine = date(11, 18) }, "G07", notYet, over, "6 days"},
		{"7 days", func(f *dosing.Facts) { f.LastKetamine = date(11, 17) }, "G07", ready, "", "7 days"},
		{"6 days on maintenance", func(f *dosing.Facts) { f.Course, f.LastKetamine = course.Maintenance, date(11, 18) }, "G07", notYet, over, ""},
		{"never", func(f *dosing.Facts) { f.LastKetamine = time.Time{} }, "G07", ready, "", ""},
		{"elsewhere 4 days ago", elsewhere(date(11, 20)), "G07", notYet, hard, "4 days"},
		{"elsewhere, day read here", elsewhere(time.Date(2026, 11, 17, 0, 0, 0, 0, denver)), "G07", ready, "", "7 days"},
		{"elsewhere before the last here", elsewhere(date(10, 1)), "G07", ready, "", "14 days"},
		{"elsewhere, day unknown", elsewhere(time.Time{}), "G07", notYet, hard, "which day"},
		{"elsewhere not asked", func(f *dosing.Facts) { f.Arrival.Substances.KetamineElsewhere = "" }, "G07", notYet, hard, "Ask"},

		{"open review", func(f *dosing.Facts) { f.Reviews = []dosing.Review{{Key: "a", Words: "new medicine"}} }, "G22", notYet, over, "new medicine"},
		{"does not want to", func(f *dosing.Facts) { f.Arrival.WantsToGoAhead = dosing.No }, "G23", notYet, hard, "no reason"},
		{"wish not asked", func(f *dosing.Facts) { f.Arrival.WantsToGoAhead = "" }, "G23", notYet, hard, "Ask"},

		{"measure due", func(f *dosing.Facts) { f.Ready.MeasuresDue = []string{"PHQ-9"} }, "G24", notYet, soft, "PHQ-9"},
		{"plans", func(f *dosing.Facts) { f.Ready.Plans = false }, "G24", notYet, soft, "plan"},
		{"goals", func(f *dosing.Facts) { f.Ready.Goals = false }, "G24", notYet, soft, "goals"},
		{"intention", func(f *dosing.Facts) { f.Ready.Intention = false }, "G24", notYet, soft, "intention"},
		{"setting", func(f *dosing.Facts) { f.Ready.Setting = false }, "G24", notYet, soft, "setting"},
	})
}

func elsewhere(on time.Time) func(*dosing.Facts) {
	return func(f *dosing.Facts) {
		f.Arrival.Substances.KetamineElsewhere, f.Arrival.Substances.KetamineElsewhereOn = yes, on
	}
}

func reading(change func(*vitals.Reading)) func(*dosing.Facts) {
	return func(f *dosing.Facts) { change(&f.Readings[0]) }
}

// pressures replaces the readings by these, five minutes apart, the last 5 min ago.
func pressures(values ...[2]int) func(*dosing.Facts) {
	return func(f *dosing.Facts) {
		f.Readings = nil
		for i, v := range values {
			r := healthyReading()
			r.TakenAt, r.Systolic, r.Diastolic = ago(5*(len(values)-i)), v[0], v[1]
			f.Readings = append(f.Readings, r)
		}
	}
}

func TestBodyItems(t *testing.T) {
	check(t, []change{
		{"140/90", pressures([2]int{140, 90}), "G08", ready, "", "140/90"},
		{"141 once", pressures([2]int{141, 90}), "G08", notYet, hard, "repeat at 10:00 am"},
		{"mean 140.5", pressures([2]int{141, 80}, [2]int{140, 80}), "G08", notYet, over, "140.5/80"},
		{"mean 140", pressures([2]int{142, 80}, [2]int{138, 80}), "G08", ready, "", "140/80"},
		{"mean 91", pressures([2]int{130, 91}, [2]int{130, 91}), "G08", notYet, over, "130/91"},
		{"159.5/99", pressures([2]int{160, 99}, [2]int{159, 99}), "G08", notYet, over, "above the limit"},
		{"160 calls", pressures([2]int{160, 90}, [2]int{160, 90}), "G08", notYet, over, "log the call"},
		{"100 calls", pressures([2]int{150, 100}, [2]int{150, 100}), "G08", notYet, over, "log the call"},
		{"179.5 calls", pressures([2]int{180, 90}, [2]int{179, 90}), "G08", notYet, over, "log the call"},
		{"180", pressures([2]int{180, 90}, [2]int{180, 90}), "G08", notYet, hard, "cannot start"},
		{"110", pressures([2]int{150, 110}, [2]int{150, 110}), "G08", notYet, hard, "cannot start"},
		{"30 min old", reading(func(r *vitals.Reading) { r.TakenAt = ago(30) }), "G08", ready, "", ""},
		{"31 min old", reading(func(r *vitals.Reading) { r.TakenAt = ago(31) }), "G08", notYet, hard, "too old"},
		{"voided", func(f *dosing.Facts) {
			pressures([2]int{175, 85}, [2]int{128, 82})(f)
			f.Readings[0].VoidedAt = ptr(ten)
		}, "G08", ready, "", "128/82"},
		{"own limit", func(f *dosing.Facts) {
			f.Limits, f.LimitsBy = vitals.Limits{Systolic: 120}, "Dr. Halvorsen"
			f.Readings = append(f.Readings, healthyReading())
			f.Readings[1].TakenAt = ago(5)
		}, "G08", notYet, over, "Dr. Halvorsen"},

		{"heart 50", reading(func(r *vitals.Reading) { r.HeartRate = 50 }), "G09", ready, "", ""},
		{"heart 49", reading(func(r *vitals.Reading) { r.HeartRate = 49 }), "G09", notYet, over, "49"},
		{"heart 110", reading(func(r *vitals.Reading) { r.HeartRate = 110 }), "G09", ready, "", ""},
		{"heart 111", reading(func(r *vitals.Reading) { r.HeartRate = 111 }), "G09", notYet, over, "111"},
		{"heart 40", reading(func(r *vitals.Reading) { r.HeartRate = 40 }), "G09", notYet, over, ""},
		{"heart 39", reading(func(r *vitals.Reading) { r.HeartRate = 39 }), "G09", notYet, hard, ""},
		{"heart 130", reading(func(r *vitals.Reading) { r.HeartRate = 130 }), "G09", notYet, over, ""},
		{"heart 131", reading(func(r *vitals.Reading) { r.HeartRate = 131 }), "G09", notYet, hard, ""},
		{"oxygen 94", reading(func(r *vitals.Reading) { r.SpO2 = 94 }), "G09", ready, "", ""},
		{"oxygen 93", reading(func(r *vitals.Reading) { r.SpO2 = 93 }), "G09", notYet, over, ""},
		{"oxygen 90", reading(func(r *vitals.Reading) { r.SpO2 = 90 }), "G09", notYet, over, ""},
		{"oxygen 89", reading(func(r *vitals.Reading) { r.SpO2 = 89 }), "G09", notYet, hard, ""},
		{"own oxygen 91", func(f *dosing.Facts) {
			f.Limits.SpO2, f.Readings[0].SpO2 = protocol.Span{Low: 91, High: 100}, 91
		}, "G09", ready, "", ""},
		{"breathing 10", reading(func(r *vitals.Reading) { r.Respiration = ptr(10) }), "G09", ready, "", ""},
		{"breathing 9", reading(func(r *vitals.Reading) { r.Respiration = ptr(9) }), "G09", notYet, over, ""},
		{"breathing 7", reading(func(r *vitals.Reading) { r.Respiration = ptr(7) }), "G09", notYet, hard, ""},
		{"breathing 30", reading(func(r *vitals.Reading) { r.Respiration = ptr(30) }), "G09", notYet, over, ""},
		{"breathing 31", reading(func(r *vitals.Reading) { r.Respiration = ptr(31) }), "G09", notYet, hard, ""},
		{"breathing not counted", reading(func(r *vitals.Reading) { r.Respiration = nil }), "G09", ready, "", ""},

		{"not asked", func(f *dosing.Facts) { f.Arrival.Pregnancy.Possible = "" }, "G14", notYet, hard, "Ask"},
		{"possible, untested", func(f *dosing.Facts) { f.Arrival.Pregnancy.Possible = yes }, "G14", notYet, hard, "test"},
		{"possible, negative", func(f *dosing.Facts) { f.Arrival.Pregnancy = dosing.Pregnancy{Possible: yes, Test: dosing.Negative} }, "G14", ready, "", "negative"},
		{"positive", func(f *dosing.Facts) { f.Arrival.Pregnancy.Test = dosing.Positive }, "G14", notYet, hard, "positive"},
		{"test due", func(f *dosing.Facts) { f.PregnancyTestDue = true }, "G14", notYet, hard, "due"},
		{"cannot be", func(f *dosing.Facts) { f.CannotBePregnant, f.Arrival.Pregnancy.Possible = true, "" }, "G14", dosing.NotNeeded, "", ""},

		{"psychosis", func(f *dosing.Facts) { f.Arrival.Condition.Psychosis = yes }, "G16", notYet, hard, "psychosis"},
		{"mania", func(f *dosing.Facts) { f.Arrival.Condition.Mania = yes }, "G16", notYet, hard, "mania"},
		{"confusion", func(f *dosing.Facts) { f.Arrival.Condition.Confusion = yes }, "G16", notYet, hard, "confusion"},
		{"vomiting", func(f *dosing.Facts) { f.Arrival.Condition.Vomiting = yes }, "G16", notYet, hard, "vomiting"},
		{"psychosis not asked", func(f *dosing.Facts) { f.Arrival.Condition.Psychosis = "" }, "G16", notYet, hard, "psychosis"},
		{"cold", func(f *dosing.Facts) { f.Arrival.Condition.MinorIllness, f.Arrival.Condition.Illness = yes, "a cold" }, "G16", notYet, over, "a cold"},
		{"sedation 4", reading(func(r *vitals.Reading) { r.Sedation = ptr(4) }), "G16", notYet, hard, ""},
		{"sedation unknown", reading(func(r *vitals.Reading) { r.Sedation = nil }), "G16", notYet, hard, ""},
		{"37.9", reading(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(379)) }), "G16", ready, "", ""},
		{"38.0", reading(func(r *vitals.Reading) { r.Temperature = ptr(vitals.Tenths(380)) }), "G16", notYet, hard, "38"},

		{"urinary", func(f *dosing.Facts) { f.Arrival.Condition.Urinary, f.Arrival.Condition.UrinaryWords = yes, "burning" }, "G19", notYet, over, "burning"},
		{"urinary not asked", func(f *dosing.Facts) { f.Arrival.Condition.Urinary = "" }, "G19", notYet, hard, "Ask"},

		{"90 days", func(f *dosing.Facts) { f.Arrival.Weight, f.Weight.LastOn = 0, date(8, 26) }, "G20", ready, "", ""},
		{"91 days", func(f *dosing.Facts) { f.Arrival.Weight, f.Weight.LastOn = 0, date(8, 25) }, "G20", notYet, soft, "91 days"},
		{"10 %", func(f *dosing.Facts) { f.Arrival.Weight = 792 }, "G20", ready, "", ""},
		{"more than 10 %", func(f *dosing.Facts) { f.Arrival.Weight = 793 }, "G20", notYet, soft, "79.3"},
		{"less by 10 %", func(f *dosing.Facts) { f.Arrival.Weight = 648 }, "G20", ready, "", ""},
		{"less by more", func(f *dosing.Facts) { f.Arrival.Weight = 647 }, "G20", notYet, soft, "64.7"},
		{"no weight", func(f *dosing.Facts) { f.Arrival.Weight, f.Weight = 0, dosing.Weight{} }, "G20", notYet, soft, "No weight"},
	})
}

func used(at time.Time, set func(*dosing.Substances, time.Time)) func(*dosing.Facts) {
	return func(f *dosing.Facts) { set(&f.Arrival.Substances, at) }
}

func alcohol(s *dosing.Substances, at time.Time)     { s.Alcohol, s.LastAlcohol = yes, at }
func thc(s *dosing.Substances, at time.Time)         { s.THC, s.LastTHC = yes, at }
func psychedelic(s *dosing.Substances, at time.Time) { s.Psychedelic, s.LastPsychedelic = yes, at }
func other(s *dosing.Substances, at time.Time) {
	s.Other, s.OtherWhat, s.LastOther = yes, "cocaine", at
}

func passive(change, plan, record bool) func(*dosing.Facts) {
	return func(f *dosing.Facts) {
		f.Arrival.Suicide.Ideation, f.Arrival.Suicide.New = dosing.Passive, dosing.No
		if change {
			f.Arrival.Suicide.New = yes
		}
		f.Risk = dosing.Risk{SafetyPlan: plan, RecordedToday: record}
	}
}

func TestItemsOfToday(t *testing.T) {
	check(t, []change{
		{"confirmed yesterday", func(f *dosing.Facts) { f.Arrival.Escort.ConfirmedAt = ten.AddDate(0, 0, -1) }, "G10", notYet, hard, "today"},
		{"confirmed just after midnight", func(f *dosing.Facts) { f.Arrival.Escort.ConfirmedAt = ago(10*60 - 1) }, "G10", ready, "", ""},
		{"confirmed just before midnight", func(f *dosing.Facts) { f.Arrival.Escort.ConfirmedAt = ago(10*60 + 1) }, "G10", notYet, hard, ""},
		{"nobody spoke", func(f *dosing.Facts) { f.Arrival.Escort.ConfirmedBy = "" }, "G10", notYet, hard, ""},
		{"no phone", func(f *dosing.Facts) { f.Arrival.Escort.Phone = "" }, "G10", notYet, hard, "phone"},
		{"a minor", func(f *dosing.Facts) { f.Arrival.Escort.Adult = dosing.No }, "G10", notYet, hard, "18"},
		{"age not asked", func(f *dosing.Facts) { f.Arrival.Escort.Adult = "" }, "G10", notYet, hard, "adult"},
		{"cannot collect", func(f *dosing.Facts) { f.Arrival.Escort.CanCollect = dosing.No }, "G10", notYet, hard, "collect"},
		{"ride service", func(f *dosing.Facts) { f.Arrival.Escort.RideOnly = yes }, "G10", notYet, hard, "ride service"},

		{"food 4 h ago", func(f *dosing.Facts) { f.Arrival.LastFood = ago(240) }, "G11", ready, "", ""},
		{"food 3 h 59 ago", func(f *dosing.Facts) { f.Arrival.LastFood = ago(239) }, "G11", notYet, over, "Earliest start 10:01 am"},
		{"drink 2 h ago", func(f *dosing.Facts) { f.Arrival.LastDrink = ago(120) }, "G11", ready, "", ""},
		{"drink 1 h 59 ago", func(f *dosing.Facts) { f.Arrival.LastDrink = ago(119) }, "G11", notYet, over, "10:01 am"},
		{"food not asked", func(f *dosing.Facts) { f.Arrival.LastFood = time.Time{} }, "G11", notYet, hard, "ate"},

		{"intoxicated", func(f *dosing.Facts) { f.Arrival.Substances.Intoxicated = yes }, "G12", notYet, hard, ""},
		{"alcohol 48 h ago", used(ago(48*60), alcohol), "G12", ready, "", ""},
		{"alcohol less", used(ago(48*60-1), alcohol), "G12", notYet, over, "48 hours"},
		{"THC 48 h ago", used(ago(48*60), thc), "G12", ready, "", ""},
		{"THC less", used(ago(48*60-1), thc), "G12", notYet, over, "THC"},
		{"psychedelic 7 days ago", used(ago(7*24*60), psychedelic), "G12", ready, "", ""},
		{"psychedelic less", used(ago(7*24*60-1), psychedelic), "G12", notYet, over, "psychedelic"},
		{"other less than 7 days", used(ago(7*24*60-1), other), "G12", notYet, over, "cocaine"},
		{"alcohol, unknown when", used(time.Time{}, alcohol), "G12", notYet, hard, "when"},
		{"alcohol not asked", func(f *dosing.Facts) { f.Arrival.Substances.Alcohol = "" }, "G12", notYet, hard, "alcohol"},
		{"screen positive", func(f *dosing.Facts) { f.Arrival.Substances.UrineScreen = dosing.Positive }, "G12", notYet, over, "screen"},
		{"screen negative", func(f *dosing.Facts) { f.Arrival.Substances.UrineScreen = dosing.Negative }, "G12", ready, "", ""},

		{"hold not kept", func(f *dosing.Facts) {
			f.Arrival.Medicines.HoldsKept, f.Arrival.Medicines.HoldsMissed = dosing.No, "lorazepam 8 pm"
		}, "G13", notYet, over, "lorazepam 8 pm"},
		{"holds not asked", func(f *dosing.Facts) { f.Arrival.Medicines.HoldsKept = "" }, "G13", notYet, hard, "lorazepam"},
		{"nothing to hold", func(f *dosing.Facts) { f.Holds, f.Arrival.Medicines.HoldsKept = nil, "" }, "G13", ready, "", ""},
		{"new medicine", func(f *dosing.Facts) { f.Arrival.Medicines.Changed, f.Arrival.Medicines.Change = yes, "sertraline" }, "G13", notYet, over, "sertraline"},
		{"not signed yet", func(f *dosing.Facts) { f.UntilSigned = []string{"phenelzine"} }, "G13", notYet, hard, "phenelzine"},
		{"change not asked", func(f *dosing.Facts) { f.Arrival.Medicines.Changed = "" }, "G13", notYet, hard, "Ask"},

		{"active", func(f *dosing.Facts) { f.Arrival.Suicide.Ideation = dosing.Active }, "G15", notYet, hard, "risk check"},
		{"intent", func(f *dosing.Facts) { f.Arrival.Suicide.Intent = yes }, "G15", notYet, hard, "risk check"},
		{"plan", func(f *dosing.Facts) { f.Arrival.Suicide.Plan = yes }, "G15", notYet, hard, "risk check"},
		{"attempt", func(f *dosing.Facts) { f.Arrival.Suicide.Attempt = yes }, "G15", notYet, hard, "risk check"},
		{"not asked", func(f *dosing.Facts) { f.Arrival.Suicide.Ideation = "" }, "G15", notYet, hard, "Ask"},
		{"intent not asked", func(f *dosing.Facts) { f.Arrival.Suicide.Intent = "" }, "G15", notYet, hard, "Ask"},
		{"plan not asked", func(f *dosing.Facts) { f.Arrival.Suicide.Plan = "" }, "G15", notYet, hard, "Ask"},
		{"attempt not asked", func(f *dosing.Facts) { f.Arrival.Suicide.Attempt = "" }, "G15", notYet, hard, "Ask"},
		{"passive, new", passive(true, true, true), "G15", notYet, over, "new or stronger"},
		{"passive, no safety plan", passive(false, false, true), "G15", notYet, over, "safety plan"},
		{"passive, not recorded", passive(false, true, false), "G15", notYet, hard, "Record"},
		{"passive, unchanged, plan, recorded", passive(false, true, true), "G15", ready, "", "Passive"},

		{"no therapist", func(f *dosing.Facts) { f.Room.Therapist = "" }, "G17", notYet, hard, "cover"},
		{"135 min left", func(f *dosing.Facts) { f.Room.RoomUntil = ago(-135) }, "G17", ready, "", "Latest start 10:00 am"},
		{"134 min left of the room", func(f *dosing.Facts) { f.Room.RoomUntil = ago(-134) }, "G17", notYet, hard, "9:59 am"},
		{"134 min left of the therapist", func(f *dosing.Facts) { f.Room.TherapistUntil = ago(-134) }, "G17", notYet, hard, "9:59 am"},
		{"not booked", func(f *dosing.Facts) { f.Room.RoomUntil = time.Time{} }, "G17", notYet, hard, "booked"},

		{"answered yesterday", func(f *dosing.Facts) { f.Arrival.Prescriber.AnsweredAt = ten.AddDate(0, 0, -1) }, "G18", notYet, hard, "on-call"},
		{"answered after", func(f *dosing.Facts) { f.Arrival.Prescriber.AnsweredAt = ago(-1) }, "G18", notYet, hard, ""},
		{"no name", func(f *dosing.Facts) { f.Arrival.Prescriber.Name = "" }, "G18", notYet, hard, ""},

		{"identity", func(f *dosing.Facts) { f.Arrival.Lozenges.IdentityChecked = "" }, "G21", notYet, hard, "birth date"},
		{"label", func(f *dosing.Facts) { f.Arrival.Lozenges.LabelChecked = dosing.No }, "G21", notYet, hard, "Count"},
		{"nothing counted", func(f *dosing.Facts) { f.Arrival.Lozenges.Brought = nil }, "G21", notYet, hard, "Count"},
		{"count differs, checked", func(f *dosing.Facts) { f.Arrival.Lozenges.Brought[0].Units = medication.Whole(3) }, "G21", ready, "", "3 brought, 4 by the label"},
	})
}

func TestTheArrivalCheckIsValidThatDayOnly(t *testing.T) {
	f := healthy()
	f.Arrival.CheckedAt = ten.AddDate(0, 0, -1)
	g := dosing.Evaluate(f, body, ten)
	if item, _ := g.Item("G23"); item.State != notYet || g.May() {
		t.Errorf("got %s", item.State)
	}
}

func TestYesterdaysReadingDecidesNothing(t *testing.T) {
	f := healthy()
	reading(func(r *vitals.Reading) { r.TakenAt = ten.AddDate(0, 0, -1) })(&f)
	var stopped []string
	for _, item := range dosing.Evaluate(f, body, ten).Missing() {
		stopped = append(stopped, item.ID)
	}
	if !slices.Equal(stopped, []string{"G08", "G09", "G16"}) {
		t.Errorf("stopped %v", stopped)
	}
}

func TestSettingsOfTheProtocolCount(t *testing.T) {
	for _, c := range []struct {
		item string
		set  func(*protocol.Body)
		by   func(*dosing.Facts)
		want dosing.State
	}{
		{"G10", func(b *protocol.Body) { b.Preparation.RideServiceAlone = true }, func(f *dosing.Facts) { f.Arrival.Escort.RideOnly = yes }, ready},
		{"G09", func(b *protocol.Body) { b.Vitals.NeedRespiration = true }, reading(func(r *vitals.Reading) { r.Respiration = nil }), notYet},
		{"G16", func(b *protocol.Body) { b.Vitals.NeedTemperature = true }, reading(func(r *vitals.Reading) { r.Temperature = nil }), notYet},
		{"G14", func(b *protocol.Body) { b.Gate.PregnancyTestEach = true }, func(*dosing.Facts) {}, notYet},
		{"G17", func(b *protocol.Body) { b.Gate.RoomAfterLozenge = 181 }, func(*dosing.Facts) {}, notYet},
		{"G11", func(b *protocol.Body) { b.Preparation.FoodFast = 5*60 + 1 }, func(*dosing.Facts) {}, notYet},
	} {
		f, b := healthy(), protocol.Default()
		c.set(&b)
		c.by(&f)
		if item, _ := dosing.Evaluate(f, b, ten).Item(c.item); item.State != c.want {
			t.Errorf("%s is %s: %s", c.item, item.State, item.Sentence)
		}
	}
}

func TestEarliestAndLatestStart(t *testing.T) {
	f := healthy()
	f.Arrival.LastFood, f.Room.RoomUntil = ago(110), ago(-140)
	g := dosing.Evaluate(f, body, ten)
	if got := g.Earliest.In(denver).Format("3:04 pm"); got != "12:10 pm" {
		t.Errorf("earliest start %s", got)
	}
	if got := g.Latest.In(denver).Format("3:04 pm"); got != "10:05 am" {
		t.Errorf("latest start %s", got)
	}
}

func TestDaysAreCountedAcrossAClockChange(t *testing.T) {
	f := healthy()
	f.LastKetamine = date(10, 27) // clocks go back on Nov 1
	early := time.Date(2026, 11, 3, 0, 30, 0, 0, denver)
	item, _ := dosing.Evaluate(sameDayArrival(f, early), body, early).Item("G07")
	if item.State != ready {
		t.Errorf("7 days read as %q", item.Sentence)
	}
}

func sameDayArrival(f dosing.Facts, at time.Time) dosing.Facts {
	f.Arrival.CheckedAt = at
	return f
}

func TestTheFrontDeskReadsOnlyItsLabels(t *testing.T) {
	allowed := []dosing.Label{"Ready", "Escort", "Signature", "Questionnaire", "Preparation visit", "Integration visit", "Follow-up visit",
		"Dosing sessions left", "Interval", "Lozenges", "Room or therapist", "With the therapist", "With the prescriber", "Paused", "Not held today"}
	want := map[string]dosing.Label{"G01": "With the prescriber", "G02": "With the prescriber", "G03": "Signature", "G04": "Paused",
		"G05": "Preparation visit", "G06": "Integration visit", "G07": "Interval", "G10": "Escort", "G17": "Room or therapist",
		"G18": "With the prescriber", "G21": "Lozenges", "G23": "Not held today"}
	for _, item := range dosing.Evaluate(dosing.Facts{}, body, ten).Items {
		if label, named := want[item.ID]; named && dosing.DeskLabel(item.ID) != label {
			t.Errorf("%s reads %q, want %q", item.ID, dosing.DeskLabel(item.ID), label)
		}
		if !slices.Contains(allowed, item.Desk) || !slices.Contains(allowed, dosing.DeskLabel(item.ID)) {
			t.Errorf("%s reads %q", item.ID, item.Desk)
		}
	}
	if got := dosing.DeskLabel("G99"); got != dosing.LabelTherapist {
		t.Errorf("an unknown item reads %q", got)
	}
}

func TestLabelsFollowWhatStops(t *testing.T) {
	for _, c := range []struct {
		by   func(*dosing.Facts)
		want dosing.Label
	}{
		{func(f *dosing.Facts) { f.Order.SessionsLeft = 0 }, dosing.LabelSessionsLeft},
		{func(f *dosing.Facts) { f.Order.FollowUpDue = true }, dosing.LabelFollowUp},
		{func(f *dosing.Facts) { f.Order.Active = false }, dosing.LabelPrescriber},
		{func(f *dosing.Facts) { f.Ready.MeasuresDue = []string{"PHQ-9"} }, dosing.LabelQuestionnaire},
		{func(f *dosing.Facts) { f.Ready.Goals = false }, dosing.LabelTherapist},
		{func(f *dosing.Facts) { f.Arrival.Suicide.Ideation = dosing.Active }, dosing.LabelTherapist},
		{used(ago(60), alcohol), dosing.LabelPrescriber},
	} {
		f := healthy()
		c.by(&f)
		if got := dosing.Evaluate(f, body, ten).Desk(); len(got) != 1 || got[0] != c.want {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}
