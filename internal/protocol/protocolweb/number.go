package protocolweb

import "strings"

// number is one value of a protocol with its words.
type number struct{ Path, Label, Unit string }

// tenths says whether a value is kept in tenths of its unit and read in whole ones.
func (n number) tenths() bool {
	for _, item := range []string{"temperature", "weight", "height"} {
		if strings.HasPrefix(n.Path, "vitals."+item+".") {
			return true
		}
	}
	return false
}

// date says whether a value is a day.
func (n number) date() bool { return n.Path == "eligibility.telehealth_until" }

// group is what is read together.
type group struct {
	Title   string
	Numbers []number
}

// groups are every number that a manager may change, in the order of care. Medicines,
// classes of criteria and the slots of readings are tables of their own.
var groups = []group{
	{"Eligibility", []number{
		{"eligibility.weigh.systolic", "Blood pressure is weighed above, systolic", "mmHg"},
		{"eligibility.weigh.diastolic", "Blood pressure is weighed above, diastolic", "mmHg"},
		{"eligibility.exclude.systolic", "Blood pressure excludes from, systolic", "mmHg"},
		{"eligibility.exclude.diastolic", "Blood pressure excludes from, diastolic", "mmHg"},
		{"eligibility.attempt_months", "A suicide attempt excludes for", "months"},
		{"eligibility.substance_months", "An active substance use disorder is weighed for", "months"},
		{"eligibility.body_mass_above", "Body mass index is weighed above", "kg/m²"},
		{"eligibility.adult_age", "Youngest age", "years"},
		{"eligibility.older_age", "Half the starting dose is considered from age", "years"},
		{"eligibility.first.fewest", "First decision authorizes at least", "sessions"},
		{"eligibility.first.most", "First decision authorizes at most", "sessions"},
		{"eligibility.first.days", "First decision is valid for", "days"},
		{"eligibility.follow_up.fewest", "Follow-up authorizes at least", "sessions"},
		{"eligibility.follow_up.most", "Follow-up authorizes at most", "sessions"},
		{"eligibility.follow_up.days", "Follow-up is valid for", "days"},
		{"eligibility.follow_up_after_dose", "Follow-up is held after dose", ""},
		{"eligibility.begins_within", "A decision begins within", "days"},
		{"eligibility.recent_days", "A pressure or weight counts at the decision for", "days"},
		{"eligibility.condition_days", "A suggested condition is due after", "days"},
		{"eligibility.information_reminders", "Reminders of missing information after", "days"},
		{"eligibility.information_close", "The prescriber is asked to close after", "days"},
		{"eligibility.telehealth_until", "Last day a prescription may rest on a video visit alone", ""},
		{"eligibility.pause_task_days", "Front desk is asked about bookings of a pause after", "days"},
		{"eligibility.pause_grade", "An adverse event pauses from grade", "CTCAE"},
		{"eligibility.review_worse_by", "PHQ-9 above baseline asks for a review from", "points"},
		{"eligibility.review_missed_visits", "Missed integrations ask for a review from", "visits"},
	}},
	{"Lozenge", []number{
		{"lozenge.strength_lowest", "Lowest strength", "mg"},
		{"lozenge.strength_highest", "Highest strength", "mg"},
		{"lozenge.first_session", "First session, offered", "mg"},
		{"lozenge.per_kilogram", "First full dose, offered", "mg/kg"},
		{"lozenge.warn_above", "Warn above, a session", "mg"},
		{"lozenge.warn_above_per_kilogram", "Warn above, a session by weight", "mg/kg"},
		{"lozenge.mouth_least", "Kept in the mouth at least", "min"},
		{"lozenge.mouth_usual", "Kept in the mouth usually up to", "min"},
		{"lozenge.mouth_most", "Kept in the mouth at most", "min"},
		{"lozenge.onset_from", "Onset from", "min"},
		{"lozenge.onset_until", "Onset until", "min"},
		{"lozenge.peak", "Peak after", "min"},
		{"lozenge.booster_from", "Booster no earlier than, after the last intake", "min"},
		{"lozenge.booster_until", "Booster no later than, after the first lozenge", "min"},
		{"lozenge.booster_look", "The reading before a booster may be old by", "min"},
		{"lozenge.booster_spo2", "Oxygen needed for a booster", "%"},
		{"lozenge.booster_response", "Response needed for a booster", "of 5"},
		{"lozenge.booster_distress", "No booster from a distress of", "of 10"},
		{"lozenge.booster_stay", "Stay after a booster", "min"},
		{"lozenge.weight_days", "A weight is stale after", "days"},
		{"lozenge.weight_change", "A change of weight is asked about from", "%"},
		{"lozenge.telephone_order", "A telephone order is signed within", "hours"},
		{"lozenge.refills", "Most refills", ""},
		{"lozenge.prescription_months", "A prescription runs at most", "months"},
	}},
	{"Preparation", []number{
		{"preparation.least_sessions", "Sessions at least", ""},
		{"preparation.most_sessions", "Sessions at most", ""},
		{"preparation.minutes", "Length of a session", "min"},
		{"preparation.last_within", "The last at most before the first dose", "days"},
		{"preparation.least_goals", "Goals at least", ""},
		{"preparation.most_goals", "Goals at most", ""},
		{"preparation.goal_scale", "Goals are rated up to", ""},
		{"preparation.food_fast", "No food for", "min"},
		{"preparation.fluid_fast", "No fluids for", "min"},
		{"preparation.escort_age", "Escort is at least", "years"},
		{"preparation.ride_service_alone", "A ride service alone is accepted", ""},
	}},
	{"Blood pressure on the day", []number{
		{"pressure.within.systolic", "Waits for the prescriber above, systolic", "mmHg"},
		{"pressure.within.diastolic", "Waits for the prescriber above, diastolic", "mmHg"},
		{"pressure.low.systolic", "Waits for the prescriber below, systolic", "mmHg"},
		{"pressure.low.diastolic", "Waits for the prescriber below, diastolic", "mmHg"},
		{"pressure.low_stop.systolic", "Cannot start below, systolic", "mmHg"},
		{"pressure.low_stop.diastolic", "Cannot start below, diastolic", "mmHg"},
		{"pressure.call.systolic", "Cannot start without a call from, systolic", "mmHg"},
		{"pressure.call.diastolic", "Cannot start without a call from, diastolic", "mmHg"},
		{"pressure.call_override", "Then the prescriber may override, with a logged call and a second clinician's word", ""},
		{"pressure.stop.systolic", "Cannot start from, systolic", "mmHg"},
		{"pressure.stop.diastolic", "Cannot start from, diastolic", "mmHg"},
		{"pressure.rise.systolic", "Alerts at a rise of, systolic", "mmHg"},
		{"pressure.rise.diastolic", "Alerts at a rise of, diastolic", "mmHg"},
		{"pressure.rest", "Rest before a reading is repeated", "min"},
		{"pressure.most_readings", "Readings in one series", ""},
		{"pressure.last_decides", "The last reading decides, not the mean of the last two", ""},
		{"pressure.new_series", "A new series after", "min"},
		{"pressure.fresh", "The deciding value may be old at the lozenge by", "min"},
		{"pressure.repeat_after", "A reading that alerts is repeated after", "min"},
	}},
	{"Readiness", []number{
		{"gate.room_after_lozenge", "Therapist and room stay after the lozenge", "min"},
		{"gate.pregnancy_test_each", "A pregnancy test at every dosing where pregnancy is possible", ""},
	}},
	{"Other vitals", append(vitals(), []number{
		{"vitals.spo2_red", "SpO2 is red below, after the lozenge", "%"},
		{"vitals.sedation_before", "Sedation score needed before the lozenge", "MOAA/S"},
		{"vitals.sedation_amber", "Sedation is amber at or below", "MOAA/S"},
		{"vitals.sedation_red", "Sedation is red at or below", "MOAA/S"},
		{"vitals.distress_prompt", "Distress prompts from", "of 10"},
		{"vitals.weight_change", "A weight is asked about from a change of", "%"},
		{"vitals.need_respiration", "Respiration is part of every set", ""},
		{"vitals.need_temperature", "Temperature is part of every set", ""},
		{"vitals.us_units", "Pounds, feet and Fahrenheit are offered first", ""},
	}...)},
	{"Timing of a dosing day", []number{
		{"timing.booster.after", "A booster adds a reading after", "min"},
		{"timing.booster.window", "That reading counts earlier or later by", "min"},
		{"timing.merge", "Due readings are one when within", "min"},
		{"timing.arrival_least", "Arrival takes at least", "min"},
		{"timing.arrival_most", "Arrival takes at most", "min"},
		{"timing.acute_until", "Acute phase usually until", "min"},
		{"timing.acute_most", "Acute phase at the longest until", "min"},
		{"timing.return_from", "Return from", "min"},
		{"timing.return_until", "Return until", "min"},
		{"timing.block", "Booked for therapist and room", "min"},
		{"timing.turnover", "Turnover of the room", "min"},
		{"timing.late_entry", "An entry is marked late after", "hours"},
	}},
	{"Leaving", []number{
		{"leaving.since_intake", "Since the last intake at least", "min"},
		{"leaving.sedation", "Sedation score", "MOAA/S"},
		{"leaving.oriented", "Oriented to", "of 4"},
		{"leaving.pressure_near", "Blood pressure within, of baseline", "mmHg"},
		{"leaving.spo2", "SpO2 at least", "%"},
		{"leaving.no_driving", "No driving for", "hours"},
		{"leaving.leaving_reading", "A reading before leaving may be old by", "min"},
	}},
	{"Integration", []number{
		{"integration.first_from", "First visit from day", ""},
		{"integration.first_until", "First visit until day", ""},
		{"integration.reason_until", "First visit with a reason until day", ""},
		{"integration.second_from", "Second visit from day", ""},
		{"integration.second_until", "Second visit until day", ""},
		{"integration.window", "Integration window", "days"},
		{"integration.safety_call", "Safety call on day", ""},
		{"integration.between", "Completed visits between two doses", ""},
		{"integration.minutes", "Length of a visit", "min"},
	}},
	{"Measures", []number{
		{"measures.before_dose", "PHQ-9 and GAD-7 count before a dose for", "hours"},
		{"measures.after_doses", "Asked again after doses", ""},
		{"measures.after_months", "Asked again after the end, after", "months"},
		{"measures.acute_hours", "MEQ30 and EDI are asked within", "hours"},
		{"measures.switched_on", "Further questionnaires", ""},
		{"measures.prorate_up_to", "Missing items that are prorated", ""},
		{"measures.change.version", "Version of the definitions of change", ""},
		{"measures.change.response", "Response is a fall of", "%"},
		{"measures.change.remission_below", "Remission is a total below", ""},
		{"measures.change.remission_from", "Remission needs a baseline from", ""},
		{"measures.change.significant_fall", "Significant is a fall of", "points"},
		{"measures.change.significant_now", "Significant needs a total below", ""},
		{"measures.change.reliable_phq9", "Reliable change of PHQ-9", "points"},
		{"measures.change.reliable_gad7", "Reliable change of GAD-7", "points"},
		{"measures.pcl5_cut", "PCL-5 is positive from", ""},
		{"measures.pcl5_reliable", "Reliable change of PCL-5", "points"},
		{"measures.pcl5_meaningful", "Meaningful change of PCL-5", "points"},
		{"measures.audit_c_men", "AUDIT-C is positive from, men", ""},
		{"measures.audit_c_women", "AUDIT-C is positive from, women", ""},
	}},
	{"Scheduling", append(append(interval("first", "First course"), interval("maintenance", "Maintenance")...), []number{
		{"scheduling.planned_doses", "Doses of a first course", ""},
		{"scheduling.review_dose", "Course is reviewed at dose", ""},
		{"scheduling.notice", "Notice for a cancellation", "hours"},
		{"scheduling.reminders", "Reminders before a visit", "hours"},
		{"scheduling.morning_of", "A reminder on the morning itself", ""},
	}...)},
}

func interval(key, name string) []number {
	path := "scheduling." + key + "."
	return []number{
		{path + "target", name + ": target since the last dosing", "days"},
		{path + "least", name + ": nobody books below", "days"},
		{path + "reason_from", name + ": without the prescriber from", "days"},
		{path + "free_from", name + ": freely from", "days"},
		{path + "free_until", name + ": freely until", "days"},
		{path + "review_after", name + ": review after", "days"},
	}
}

// vitals are five limits of nine items.
func vitals() (all []number) {
	for _, item := range [][3]string{
		{"systolic", "Systolic", "mmHg"}, {"diastolic", "Diastolic", "mmHg"}, {"pulse_pressure", "Pulse pressure", "mmHg"},
		{"heart_rate", "Heart rate", "/min"}, {"spo2", "SpO2", "%"}, {"respiration", "Respiration", "/min"},
		{"temperature", "Temperature", "°C"}, {"weight", "Weight", "kg"}, {"height", "Height", "cm"},
	} {
		for _, limit := range [][2]string{
			{"possible", "refused outside"}, {"plausible", "asked about outside"}, {"before", "waits for the prescriber outside"},
			{"hard", "cannot start outside"}, {"after", "alerts after the lozenge outside"},
		} {
			path, label := "vitals."+item[0]+"."+limit[0], item[1]+", "+limit[1]
			all = append(all, number{path + ".low", label + ", low", item[2]}, number{path + ".high", label + ", high", item[2]})
		}
	}
	return all
}
