package eligibility

// Indication is a coded indication (ICD-10-CM) as it is offered.
type Indication struct{ Code, Words string }

// Indications are the codes that are offered, by the nine groups of the network
// criteria: depression, anxiety, PTSD, OCD, bipolar, eating, adjustment, addiction and
// somatoform disorders. Indicated knows every code of their categories.
var Indications = []Indication{
	{"F32.1", "Depression, single episode, moderate"},
	{"F32.2", "Depression, single episode, severe"},
	{"F32.9", "Depression, single episode, unspecified"},
	{"F33.1", "Depression, recurrent, moderate"},
	{"F33.2", "Depression, recurrent, severe"},
	{"F33.9", "Depression, recurrent, unspecified"},
	{"F34.1", "Persistent depressive disorder"},
	{"F40.10", "Social anxiety disorder"},
	{"F41.0", "Panic disorder"},
	{"F41.1", "Generalized anxiety disorder"},
	{"F41.9", "Anxiety disorder, unspecified"},
	{"F43.10", "PTSD, unspecified"},
	{"F43.12", "PTSD, chronic"},
	{"F42.9", "Obsessive-compulsive disorder"},
	{"F31.30", "Bipolar disorder, current episode depressed"},
	{"F31.81", "Bipolar II disorder"},
	{"F50.01", "Anorexia nervosa, restricting"},
	{"F50.2", "Bulimia nervosa"},
	{"F50.81", "Binge eating disorder"},
	{"F43.21", "Adjustment disorder with depressed mood"},
	{"F43.22", "Adjustment disorder with anxiety"},
	{"F43.23", "Adjustment disorder with mixed anxiety and depressed mood"},
	{"F10.20", "Alcohol use disorder, moderate or severe"},
	{"F11.20", "Opioid use disorder, moderate or severe"},
	{"F14.20", "Cocaine use disorder, moderate or severe"},
	{"F15.20", "Stimulant use disorder, moderate or severe"},
	{"F17.200", "Nicotine dependence"},
	{"F45.1", "Somatic symptom disorder"},
	{"F45.9", "Somatoform disorder, unspecified"},
}

// DeclineCategories are what everybody of the care team reads of a declined decision.
var DeclineCategories = []string{"medical", "psychiatric", "medicines", "no indication", "not the right time", "client's wish", "other"}
