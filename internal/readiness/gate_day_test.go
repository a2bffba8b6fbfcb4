package readiness_test

import (
	"testing"
	"time"

	"kap/internal/medication"
	"kap/internal/readiness"
)

func used(at time.Time, set func(*readiness.Substances, time.Time)) func(*readiness.Facts) {
	return func(f *readiness.Facts) { set(&f.Arrival.Substances, at) }
}

func alcohol(s *readiness.Substances, at time.Time)     { s.Alcohol, s.LastAlcohol = yes, at }
func thc(s *readiness.Substances, at time.Time)         { s.THC, s.LastTHC = yes, at }
func psychedelic(s *readiness.Substances, at time.Time) { s.Psychedelic, s.LastPsychedelic = yes, at }
func other(s *readiness.Substances, at time.Time) {
	s.Other, s.OtherWhat, s.LastOther = yes, "cocaine", at
}

func passive(change, plan, record bool) func(*readiness.Facts) {
	return func(f *readiness.Facts) {
		f.Arrival.Suicide.Ideation, f.Arrival.Suicide.New = readiness.Passive, readiness.No
		if change {
			f.Arrival.Suicide.New = yes
		}
		f.Risk = readiness.Risk{SafetyPlan: plan, RecordedToday: record}
	}
}

func TestItemsOfToday(t *testing.T) {
	check(t, []change{
		{"confirmed yesterday", func(f *readiness.Facts) { f.Arrival.Escort.ConfirmedAt = ten.AddDate(0, 0, -1) }, "G10", notYet, hard, "today"},
		{"confirmed just after midnight", func(f *readiness.Facts) { f.Arrival.Escort.ConfirmedAt = ago(10*60 - 1) }, "G10", ready, "", ""},
		{"confirmed just before midnight", func(f *readiness.Facts) { f.Arrival.Escort.ConfirmedAt = ago(10*60 + 1) }, "G10", notYet, hard, ""},
		{"nobody spoke", func(f *readiness.Facts) { f.Arrival.Escort.ConfirmedBy = "" }, "G10", notYet, hard, ""},
		{"no phone", func(f *readiness.Facts) { f.Arrival.Escort.Phone = "" }, "G10", notYet, hard, "phone"},
		{"a minor", func(f *readiness.Facts) { f.Arrival.Escort.Adult = readiness.No }, "G10", notYet, hard, "18"},
		{"age not asked", func(f *readiness.Facts) { f.Arrival.Escort.Adult = "" }, "G10", notYet, hard, "adult"},
		{"cannot collect", func(f *readiness.Facts) { f.Arrival.Escort.CanCollect = readiness.No }, "G10", notYet, hard, "collect"},
		{"ride service", func(f *readiness.Facts) { f.Arrival.Escort.RideOnly = yes }, "G10", notYet, hard, "ride service"},

		{"food 4 h ago", func(f *readiness.Facts) { f.Arrival.LastFood = ago(240) }, "G11", ready, "", ""},
		{"food 3 h 59 ago", func(f *readiness.Facts) { f.Arrival.LastFood = ago(239) }, "G11", notYet, over, "Earliest start 10:01 am"},
		{"drink 2 h ago", func(f *readiness.Facts) { f.Arrival.LastDrink = ago(120) }, "G11", ready, "", ""},
		{"drink 1 h 59 ago", func(f *readiness.Facts) { f.Arrival.LastDrink = ago(119) }, "G11", notYet, over, "10:01 am"},
		{"food not asked", func(f *readiness.Facts) { f.Arrival.LastFood = time.Time{} }, "G11", notYet, hard, "ate"},

		{"intoxicated", func(f *readiness.Facts) { f.Arrival.Substances.Intoxicated = yes }, "G12", notYet, hard, ""},
		{"alcohol 48 h ago", used(ago(48*60), alcohol), "G12", ready, "", ""},
		{"alcohol less", used(ago(48*60-1), alcohol), "G12", notYet, over, "48 hours"},
		{"THC 48 h ago", used(ago(48*60), thc), "G12", ready, "", ""},
		{"THC less", used(ago(48*60-1), thc), "G12", notYet, over, "THC"},
		{"psychedelic 7 days ago", used(ago(7*24*60), psychedelic), "G12", ready, "", ""},
		{"psychedelic less", used(ago(7*24*60-1), psychedelic), "G12", notYet, over, "psychedelic"},
		{"other less than 7 days", used(ago(7*24*60-1), other), "G12", notYet, over, "cocaine"},
		{"alcohol, unknown when", used(time.Time{}, alcohol), "G12", notYet, hard, "when"},
		{"alcohol not asked", func(f *readiness.Facts) { f.Arrival.Substances.Alcohol = "" }, "G12", notYet, hard, "alcohol"},
		{"screen positive", func(f *readiness.Facts) { f.Arrival.Substances.UrineScreen = readiness.Positive }, "G12", notYet, over, "screen"},
		{"screen negative", func(f *readiness.Facts) { f.Arrival.Substances.UrineScreen = readiness.Negative }, "G12", ready, "", ""},

		{"hold not kept", func(f *readiness.Facts) {
			f.Arrival.Medicines.HoldsKept, f.Arrival.Medicines.HoldsMissed = readiness.No, "lorazepam 8 pm"
		}, "G13", notYet, over, "lorazepam 8 pm"},
		{"24 h before", func(f *readiness.Facts) {
			f.Arrival.Medicines.Taken = []readiness.LastTaken{{"lorazepam", ago(24 * 60)}}
		}, "G13", ready, "", ""},
		{"23:59 h before, though held by the answer", func(f *readiness.Facts) {
			f.Arrival.Medicines.Taken = []readiness.LastTaken{{"lorazepam", ago(24*60 - 1)}}
		}, "G13", notYet, over, "Not held long enough: lorazepam"},
		{"10 h before, on the client's list", func(f *readiness.Facts) { f.Holds[0].LastTaken = ago(600) }, "G13", notYet, over, "Not held long enough: lorazepam"},
		{"10 h before, the prescriber's 8", func(f *readiness.Facts) {
			f.Holds[0].LastTaken, f.Holds[0].Own = ago(600), &medication.OwnHold{Before: 8, Sentence: "Not in the night."}
		}, "G13", ready, "", ""},
		{"7 h before, the prescriber's 8", func(f *readiness.Facts) {
			f.Holds[0].LastTaken, f.Holds[0].Own = ago(420), &medication.OwnHold{Before: 8, Sentence: "Not in the night.", Author: "M. Halvorsen"}
		}, "G13", notYet, over, "Not held long enough: lorazepam"},
		{"another medicine's time", func(f *readiness.Facts) { f.Arrival.Medicines.Taken = []readiness.LastTaken{{"kava", ago(1)}} }, "G13", ready, "", ""},
		{"holds not asked", func(f *readiness.Facts) { f.Arrival.Medicines.HoldsKept = "" }, "G13", notYet, hard, "lorazepam"},
		{"nothing to hold", func(f *readiness.Facts) { f.Holds, f.Arrival.Medicines.HoldsKept = nil, "" }, "G13", ready, "", ""},
		{"new medicine", func(f *readiness.Facts) { f.Arrival.Medicines.Changed, f.Arrival.Medicines.Change = yes, "sertraline" }, "G13", notYet, over, "sertraline"},
		{"not signed yet", func(f *readiness.Facts) { f.UntilSigned = []string{"phenelzine"} }, "G13", notYet, hard, "phenelzine"},
		{"change not asked", func(f *readiness.Facts) { f.Arrival.Medicines.Changed = "" }, "G13", notYet, hard, "Ask"},

		{"active", func(f *readiness.Facts) { f.Arrival.Suicide.Ideation = readiness.Active }, "G15", notYet, hard, "risk check"},
		{"intent", func(f *readiness.Facts) { f.Arrival.Suicide.Intent = yes }, "G15", notYet, hard, "risk check"},
		{"plan", func(f *readiness.Facts) { f.Arrival.Suicide.Plan = yes }, "G15", notYet, hard, "risk check"},
		{"attempt", func(f *readiness.Facts) { f.Arrival.Suicide.Attempt = yes }, "G15", notYet, hard, "risk check"},
		{"not asked", func(f *readiness.Facts) { f.Arrival.Suicide.Ideation = "" }, "G15", notYet, hard, "Ask"},
		{"intent not asked", func(f *readiness.Facts) { f.Arrival.Suicide.Intent = "" }, "G15", notYet, hard, "Ask"},
		{"plan not asked", func(f *readiness.Facts) { f.Arrival.Suicide.Plan = "" }, "G15", notYet, hard, "Ask"},
		{"attempt not asked", func(f *readiness.Facts) { f.Arrival.Suicide.Attempt = "" }, "G15", notYet, hard, "Ask"},
		{"passive, new", passive(true, true, true), "G15", notYet, over, "new or stronger"},
		{"passive, no safety plan", passive(false, false, true), "G15", notYet, over, "safety plan"},
		{"passive, not recorded", passive(false, true, false), "G15", notYet, hard, "Record"},
		{"passive, unchanged, plan, recorded", passive(false, true, true), "G15", ready, "", "Passive"},

		{"no therapist", func(f *readiness.Facts) { f.Room.Therapist = "" }, "G17", notYet, hard, "cover"},
		{"135 min left", func(f *readiness.Facts) { f.Room.RoomUntil = ago(-135) }, "G17", ready, "", "Latest start 10:00 am"},
		{"134 min left of the room", func(f *readiness.Facts) { f.Room.RoomUntil = ago(-134) }, "G17", notYet, hard, "9:59 am"},
		{"134 min left of the therapist", func(f *readiness.Facts) { f.Room.TherapistUntil = ago(-134) }, "G17", notYet, hard, "9:59 am"},
		{"not booked", func(f *readiness.Facts) { f.Room.RoomUntil = time.Time{} }, "G17", notYet, hard, "booked"},

		{"answered yesterday", func(f *readiness.Facts) { f.Arrival.Prescriber.AnsweredAt = ten.AddDate(0, 0, -1) }, "G18", notYet, hard, "on-call"},
		{"answered after", func(f *readiness.Facts) { f.Arrival.Prescriber.AnsweredAt = ago(-1) }, "G18", notYet, hard, ""},
		{"no name", func(f *readiness.Facts) { f.Arrival.Prescriber.Name = "" }, "G18", notYet, hard, ""},

		{"identity", func(f *readiness.Facts) { f.Arrival.Lozenges.IdentityChecked = "" }, "G21", notYet, hard, "birth date"},
		{"label", func(f *readiness.Facts) { f.Arrival.Lozenges.LabelChecked = readiness.No }, "G21", notYet, hard, "Count"},
		{"nothing counted", func(f *readiness.Facts) { f.Arrival.Lozenges.Brought = nil }, "G21", notYet, hard, "Count"},
		{"count differs, checked", func(f *readiness.Facts) { f.Arrival.Lozenges.Brought[0].Units = medication.Whole(3) }, "G21", ready, "", "3 brought, 4 by the label"},
	})
}
