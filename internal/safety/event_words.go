package safety

import (
	"kap/internal/choice"
	"kap/internal/fold"
)

// alsoCalled are other words for a line of the pick list, each for the whole of it. A kind
// may pause a course, so what is typed under Other counts as the line it spells out.
var alsoCalled = map[EventKind][]string{
	"nausea": {"nauseous", "sick to the stomach"}, "vomiting": {"vomited", "threw up"}, "dizziness": {"dizzy", "vertigo"},
	"vision": {"double vision", "blurred vision"}, "hypoxia": {"low oxygen", "desaturation"}, "anxiety": {"panic", "panic attack", "anxious"},
	"pressure_rise": {"high blood pressure", "hypertension"}, "syncope": {"fall", "fell", "fainted", "fainting"},
	urinary:        {"cystitis", "painful urination", "dysuria", "urinary pain", "blood in urine", "hematuria"},
	suicidality:    {"suicidality", "suicidal", "suicidal ideation", "suicidal thoughts", "suicidal behavior", "suicide attempt", "self-harm"},
	maniaPsychosis: {"mania", "manic", "hypomania", "psychosis", "psychotic", "hallucinations", "delusions"},
	misuse:         {"misuse", "abuse", "diversion"}, "allergic": {"allergy", "hives", "anaphylaxis"},
}

// told is the event under the kind its words spell out, where Other was chosen.
func (e AdverseEvent) told() AdverseEvent {
	i := fold.Index(e.Words, EventKinds.Answers(), func(a choice.Answer) []string {
		return append([]string{a.Words, a.Value}, alsoCalled[EventKind(a.Value)]...)
	})
	if e.Kind == OtherEvent && i >= 0 {
		e.Kind = EventKinds[i].Value
	}
	return e
}
