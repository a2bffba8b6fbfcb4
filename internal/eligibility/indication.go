package eligibility

import "kap/internal/choice"

// Diagnosis is an ICD-10-CM code.
type Diagnosis string

// Words are the code with its name, where it is one that is offered.
func (d Diagnosis) Words() string { return Indications.Words(d) }

// Indications are the codes that are offered, by the nine groups of the network
// criteria: depression, anxiety, PTSD, OCD, bipolar, eating, adjustment, addiction and
// somatoform disorders. Indicated knows every code of their categories.
var Indications = choice.List[Diagnosis]{
	{"F32.1", "F32.1 Depression, single episode, moderate"},
	{"F32.2", "F32.2 Depression, single episode, severe"},
	{"F32.9", "F32.9 Depression, single episode, unspecified"},
	{"F33.1", "F33.1 Depression, recurrent, moderate"},
	{"F33.2", "F33.2 Depression, recurrent, severe"},
	{"F33.9", "F33.9 Depression, recurrent, unspecified"},
	{"F34.1", "F34.1 Persistent depressive disorder"},
	{"F40.10", "F40.10 Social anxiety disorder"},
	{"F41.0", "F41.0 Panic disorder"},
	{"F41.1", "F41.1 Generalized anxiety disorder"},
	{"F41.9", "F41.9 Anxiety disorder, unspecified"},
	{"F43.10", "F43.10 PTSD, unspecified"},
	{"F43.12", "F43.12 PTSD, chronic"},
	{"F42.9", "F42.9 Obsessive-compulsive disorder"},
	{"F31.30", "F31.30 Bipolar disorder, current episode depressed"},
	{"F31.81", "F31.81 Bipolar II disorder"},
	{"F50.01", "F50.01 Anorexia nervosa, restricting"},
	{"F50.2", "F50.2 Bulimia nervosa"},
	{"F50.81", "F50.81 Binge eating disorder"},
	{"F43.21", "F43.21 Adjustment disorder with depressed mood"},
	{"F43.22", "F43.22 Adjustment disorder with anxiety"},
	{"F43.23", "F43.23 Adjustment disorder with mixed anxiety and depressed mood"},
	{"F10.20", "F10.20 Alcohol use disorder, moderate or severe"},
	{"F11.20", "F11.20 Opioid use disorder, moderate or severe"},
	{"F14.20", "F14.20 Cocaine use disorder, moderate or severe"},
	{"F15.20", "F15.20 Stimulant use disorder, moderate or severe"},
	{"F17.200", "F17.200 Nicotine dependence"},
	{"F45.1", "F45.1 Somatic symptom disorder"},
	{"F45.9", "F45.9 Somatoform disorder, unspecified"},
}

// Category is why somebody was declined, as everybody of the care team reads it.
type Category string

var categories = choice.List[Category]{{"medical", "Medical"}, {"psychiatric", "Psychiatric"}, {"medicines", "Medicines"},
	{"no indication", "No indication"}, {"not the right time", "Not the right time"}, {"client's wish", "Client's wish"}, {"other", "Other"}}

// Choices are the categories a form offers.
func (Category) Choices() []choice.Answer { return categories.Answers() }

// Words are how a category is read.
func (c Category) Words() string { return categories.Words(c) }
