package eligibility

// Need is what the list names beside a weighed criterion: a clearance, a safety plan,
// a look at capacity. It is there already, or it is a condition of the decision.
type Need struct {
	Condition ConditionKind // that stands in for it; empty: nothing does
	Label     string        // of the field in which it is said to be there
	Words     string        // of the condition, as it is suggested
	Ask       string        // where it is neither
}

// needed is by criterion and, where answers are told apart, by answer.
var needed = map[string]Need{
	"E03b.remote": {ClearanceCondition, "Cardiology clearance, if it is there: by whom and when", "Clearance by cardiology.",
		"Write who in cardiology gave clearance and when, or decide with clearance as a condition."},
	"E05.present": {ClearanceCondition, "Clearance, if it is there: by whom, when, with an ECG or not", "Clearance for heart disease; an ECG where indicated.",
		"Write who gave clearance and when, or decide with clearance as a condition."},
	"E15.present": {"", "Capacity to consent: how it was judged", "",
		"Write how the capacity to consent was judged."},
	"E16.earlier": {PlanCondition, "Safety plan, if it is there: of which day", "Safety plan made with the client.",
		"Write of which day the safety plan is, or decide with a safety plan as a condition."},
}

// Need is what a weighed finding needs beside reason and mitigation; false for nothing.
func (f Finding) Need() (Need, bool) {
	if f.Effect != Weigh {
		return Need{}, false
	}
	n, is := needed[f.ID+"."+string(f.Answer)]
	return n, is
}

// Suggests is the condition that a finding calls for, without a day: what a weighed
// criterion needs, or the blood pressure that is still to be measured; false for none.
func (f Finding) Suggests() (Condition, bool) {
	if f.Effect == AfterMeasure {
		return Condition{Kind: PressureCondition, Words: BeforeDose}, true
	}
	n, is := f.Need()
	return Condition{Kind: n.Condition, Words: n.Words}, is && n.Condition != ""
}
