package readiness_test

import (
	"testing"
	"time"

	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/medication"
	"kap/internal/pause"
	"kap/internal/readiness"
)

func TestCourseItems(t *testing.T) {
	check(t, []change{
		{"not in force", func(f *readiness.Facts) { f.Eligibility.InForce = false }, "G01", notYet, hard, "Ask Miriam Halvorsen to decide again"},
		{"condition unmet", func(f *readiness.Facts) { f.Eligibility.Unmet = []string{"ECG"} }, "G01", notYet, hard, "ECG"},

		{"no prescription", func(f *readiness.Facts) { f.Order.Active = false }, "G02", notYet, hard, "No prescription"},
		{"last day", func(f *readiness.Facts) { f.Order.ExpiresOn = date(11, 24) }, "G02", ready, "", ""},
		{"day after the last", func(f *readiness.Facts) { f.Order.ExpiresOn = date(11, 23) }, "G02", notYet, hard, "ended on Mon Nov 23"},
		{"no sessions left", func(f *readiness.Facts) { f.Order.SessionsLeft = 0 }, "G02", notYet, hard, "are used (2 of 2)"},
		{"never decided on", func(f *readiness.Facts) { f.Order.Authorized, f.Order.SessionsLeft, f.Eligibility.Words = 0, 0, "" },
			"G02", notYet, hard, "No dosing session is authorized yet: the decision on eligibility does that. It is with Miriam Halvorsen."},
		{"nobody decides yet", func(f *readiness.Facts) {
			f.Order.Authorized, f.Order.SessionsLeft, f.Eligibility.Words, f.Prescriber = 0, 0, "", ""
		},
			"G02", notYet, hard, "It is with the prescriber."},
		{"decided against", func(f *readiness.Facts) { f.Order.Authorized, f.Order.SessionsLeft = 0, 0 }, "G02", notYet, hard, "The last decision authorizes no dosing session"},
		{"follow-up due", func(f *readiness.Facts) { f.Order.FollowUpDue = true }, "G02", notYet, hard, "follow-up"},
		{"other strength", func(f *readiness.Facts) { f.Arrival.Lozenges.Brought[0].Strength = medication.Milligrams(50) }, "G02", notYet, hard, "50 mg"},
		{"other lot", func(f *readiness.Facts) { f.Arrival.Lozenges.Brought[0].Lot = "B7" }, "G02", notYet, hard, "B7"},
		{"the lot in other letters", func(f *readiness.Facts) { f.Arrival.Lozenges.Brought[0].Lot = "a-1 " }, "G02", ready, "", ""},
		{"a lot of another strength", func(f *readiness.Facts) {
			f.Order.Lots = []readiness.Lot{{Strength: medication.Milligrams(50), Lot: "A1"}}
		}, "G02", ready, "", ""},
		{"another strength's lot", func(f *readiness.Facts) {
			f.Order.Lots = append(f.Order.Lots, readiness.Lot{Strength: medication.Milligrams(50), Lot: "B7"})
			f.Arrival.Lozenges.Brought[0].Lot = "B7"
		}, "G02", notYet, hard, "B7"},
		{"no lot on record", func(f *readiness.Facts) { f.Order.Lots = nil }, "G02", ready, "", ""},

		{"treatment missing", answer(consent.Treatment, unasked), "G03", notYet, hard, "missing"},
		{"treatment refused", answer(consent.Treatment, saidNo), "G03", notYet, hard, "missing"},
		{"no text approved", answer(consent.Touch, noText), "G03", notYet, hard, "The medical lead approves it"},
		{"touch of an old text", answer(consent.Touch, oldText), "G03", notYet, hard, "The answer about touch was to an earlier text"},
		{"touch refused in an old text", answer(consent.Touch, func(a *consent.LastAnswer) { saidNo(a); oldText(a) }), "G03", ready, "", "Not agreed: recording and touch"},
		{"treatment of an old text", answer(consent.Treatment, oldText), "G03", notYet, hard, "earlier text"},
		{"treatment withdrawn", answer(consent.Treatment, withdrawn), "G03", notYet, hard, "withdrawn"},
		{"touch unanswered", answer(consent.Touch, unasked), "G03", notYet, hard, "touch"},
		{"touch withdrawn", answer(consent.Touch, withdrawn), "G03", ready, "", "Agreed: treatment. Not agreed: recording and touch"},
		{"telehealth withdrawn", answer(consent.Telehealth, withdrawn), "G03", notYet, hard, "Consent to telehealth was withdrawn"},
		{"release withdrawn", answer(consent.Release, withdrawn), "G03", ready, "", "Not agreed: recording and release"},
		{"no to recording", func(f *readiness.Facts) {}, "G03", ready, "", "Agreed: treatment and touch. Not agreed: recording"},
		{"no consents at all", func(f *readiness.Facts) { f.Consents = nil }, "G03", notYet, hard, "treatment"},

		{"paused", func(f *readiness.Facts) { f.Pauses = []pause.Pause{{Kind: pause.Medical, OpenedAt: ten}} }, "G04", notYet, hard, "medical"},

		{"later dose needs none", func(f *readiness.Facts) { f.Preparation = readiness.Preparation{} }, "G05", readiness.NotNeeded, "", ""},
		{"first dose, none held", func(f *readiness.Facts) { f.Dose, f.Preparation = 1, readiness.Preparation{} }, "G05", notYet, hard, "No preparation session is completed here yet; 1 is needed"},
		{"first dose, 21 days", func(f *readiness.Facts) { f.Dose, f.Preparation.LastOn = 1, date(11, 3) }, "G05", ready, "", ""},
		{"first dose, 22 days", func(f *readiness.Facts) { f.Dose, f.Preparation.LastOn = 1, date(11, 2) }, "G05", notYet, over, "22 days"},

		{"no integration", func(f *readiness.Facts) { f.Last.IntegratedAt = time.Time{} }, "G06", notYet, over, "Tue Nov 10"},
		{"no dose before", func(f *readiness.Facts) { f.Last = nil }, "G06", readiness.NotNeeded, "", ""},

		{"4 days", func(f *readiness.Facts) { f.LastKetamine = date(11, 20) }, "G07", notYet, hard, "4 days"},
		{"5 days", func(f *readiness.Facts) { f.LastKetamine = date(11, 19) }, "G07", notYet, over, "Thu Nov 26"},
		{"6 days", func(f *readiness.Facts) { f.LastKetamine = date(11, 18) }, "G07", notYet, over, "6 days"},
		{"7 days", func(f *readiness.Facts) { f.LastKetamine = date(11, 17) }, "G07", ready, "", "7 days"},
		{"6 days on maintenance", func(f *readiness.Facts) { f.Course, f.LastKetamine = course.Maintenance, date(11, 18) }, "G07", notYet, over, ""},
		{"never", func(f *readiness.Facts) { f.LastKetamine = time.Time{} }, "G07", ready, "", ""},
		{"elsewhere 4 days ago", elsewhere(date(11, 20)), "G07", notYet, hard, "4 days"},
		{"elsewhere, day read here", elsewhere(time.Date(2026, 11, 17, 0, 0, 0, 0, denver)), "G07", ready, "", "7 days"},
		{"elsewhere before the last here", elsewhere(date(10, 1)), "G07", ready, "", "14 days"},
		{"elsewhere, day unknown", elsewhere(time.Time{}), "G07", notYet, hard, "which day"},
		{"elsewhere not asked", func(f *readiness.Facts) { f.Arrival.Substances.KetamineElsewhere = "" }, "G07", notYet, hard, "Ask"},

		{"open review", func(f *readiness.Facts) { f.Reviews = []readiness.Review{{Key: "a", Words: "new medicine"}} }, "G22", notYet, over, "new medicine"},
		{"does not want to", func(f *readiness.Facts) { f.Arrival.WantsToGoAhead = readiness.No }, "G23", notYet, hard, "no reason"},
		{"wish not asked", func(f *readiness.Facts) { f.Arrival.WantsToGoAhead = "" }, "G23", notYet, hard, "Ask"},

		{"measure due", func(f *readiness.Facts) { f.Ready.MeasuresDue = []string{"PHQ-9"} }, "G24", notYet, soft, "PHQ-9"},
		{"plans", func(f *readiness.Facts) { f.Ready.Plans = false }, "G24", notYet, soft, "plan"},
		{"goals", func(f *readiness.Facts) { f.Ready.Goals = false }, "G24", notYet, soft, "goals"},
		{"intention", func(f *readiness.Facts) { f.Ready.Intention = false }, "G24", notYet, soft, "intention"},
		{"setting", func(f *readiness.Facts) { f.Ready.Setting = false }, "G24", notYet, soft, "setting"},
	})
}

func elsewhere(on time.Time) func(*readiness.Facts) {
	return func(f *readiness.Facts) {
		f.Arrival.Substances.KetamineElsewhere, f.Arrival.Substances.KetamineElsewhereOn = yes, on
	}
}
