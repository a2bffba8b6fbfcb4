package demo

import "kap/internal/eligibility"

// Those who have not begun, or will not.
var (
	kit = Story{
		Name: "Kit Harlow", Pronouns: "they/them", Born: "1998-03-03", Sex: "unknown", Phone: "303 555 0175",
		ReferredBy: "Student health", Therapist: "priya", Prescriber: "samuel",
		WhyNow: "I want to finish something this year.", StuckIn: "Starting over on Mondays.",
		Medical: "Well.", Psychiatric: "Depression and an eating disorder in remission for three years.", Substances: "None.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("fluoxetine", "40 mg", "18 months", "Eating better, mood low")},
		Impression: "Well prepared, wrote questions down.", Pounds: "140", Height: "5 ft 9 in", Systolic: 110, Diastolic: 68,
		Indication: "F33.1", Rationale: "Recurrent depression; eating disorder in remission, weight stable.", Medicines: medicines,
		Goals: []string{"Hand in the thesis as it is", "Eat lunch with others"}, Ratings: []int{3, 4},
		Intention: "To be unfinished and all right.", Hopes: "Less noise.", Fears: "Nausea.", Steadying: "Knitting.", Music: "Ambient, no beat",
		Touch: []string{"comfort"}, Escort: escort("Robin Harlow", "303 555 0176", "parent"),
	}
	amara = Story{
		Name: "Amara Nwosu", Pronouns: "she/her", Born: "1986-11-21", Sex: "female", Phone: "303 555 0177",
		ReferredBy: "Dr. Ruiz, family medicine", Therapist: "caleb", Prescriber: "miriam",
		WhyNow: "After the second miscarriage I went back to work on the Monday.", StuckIn: "Being fine.",
		Medical: "Two miscarriages, 2024 and 2025.", Psychiatric: "Depression, first episode.", Substances: "None.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("sertraline", "100 mg", "7 months", "Some"), tried("counseling", "", "10 sessions", "Was fine there too")},
		Impression: "Fine, and then not.", Pounds: "147", Height: "5 ft 5 in", Systolic: 118, Diastolic: 76,
		Indication: "F32.2", Rationale: "Severe episode with grief; contraception discussed, test before each dose.",
		Goals: []string{"Say their names", "Sleep in the bedroom"}, Ratings: []int{0, 2}, Escort: escort("Chidi Nwosu", "303 555 0178", "husband"),
	}
	paul = Story{
		Name: "Paul Becker", Pronouns: "he/him", Born: "1957-02-14", Sex: "male", Phone: "303 555 0179",
		ReferredBy: "Cardiology, Dr. Shah", Therapist: "jonah", Prescriber: "samuel",
		WhyNow: "I sold the shop and now the days have no edges.", StuckIn: "The armchair.",
		Medical: "Hypertension, treated since 2010.", Psychiatric: "Depression, late onset.", Substances: "Whisky on Fridays.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("citalopram", "20 mg", "2 years", "Took the edge off"), tried("nortriptyline", "50 mg", "4 months", "Dry mouth, stopped")},
		Impression: "Needs thought: pressure and age.", Pounds: "190", Height: "5 ft 10 in", Systolic: 138, Diastolic: 84, Indication: "F33.1",
		Escort: escort("Helga Becker", "303 555 0180", "wife"),
	}
	june = Story{
		Name: "June Park", Pronouns: "she/her", Born: "2001-08-08", Sex: "female", Phone: "303 555 0181",
		ReferredBy: "herself", Therapist: "priya", Prescriber: "miriam",
		WhyNow: "I watched a film about this and thought: maybe.", StuckIn: "Scrolling until two.", Medical: "Well.",
		Psychiatric: "Generalized anxiety.", Substances: "Asked, not sure how often she vapes.", Family: "To be asked.",
		Tried:      []eligibility.Treatment{tried("buspirone", "30 mg", "5 months", "Unsure")},
		Impression: "To be finished after calling her therapist.", Pounds: "119", Height: "5 ft 3 in", Systolic: 108, Diastolic: 66, Indication: "F41.1",
		Escort: escort("Grace Park", "303 555 0182", "mother"),
	}
	sofia = Story{
		Name: "Sofia Marin", Pronouns: "she/her", Born: "1969-12-01", Sex: "female", Phone: "303 555 0183", ReferredBy: "Hospice social worker",
		Therapist: "caleb", Prescriber: "samuel", Escort: escort("Ana Marin", "303 555 0184", "daughter"),
	}
	gil = Story{
		Name: "Gil Abramov", Pronouns: "he/him", Born: "1964-10-10", Sex: "male", Phone: "303 555 0185",
		ReferredBy: "Family doctor", Therapist: "priya", Prescriber: "miriam",
		WhyNow: "I do not want to become my father.", StuckIn: "Shouting, then shame.", Medical: "Palpitations last winter, never looked into.",
		Psychiatric: "Depression with irritability.", Substances: "None.", Family: "Father violent.",
		Tried:      []eligibility.Treatment{tried("bupropion", "300 mg", "1 year", "Some")},
		Impression: "Likely suited, once the heart is looked at.", Pounds: "184", Height: "5 ft 8 in", Systolic: 132, Diastolic: 84, Indication: "F33.1",
		Rationale: "Palpitations without a work-up. An ECG and a word from cardiology before a decision.",
		Escort:    escort("Noa Abramov", "303 555 0186", "daughter"),
	}
	hannah = Story{
		Name: "Hannah Voss", Pronouns: "she/her", Born: "1993-01-25", Sex: "female", Phone: "303 555 0187",
		ReferredBy: "Midwife", Therapist: "jonah", Prescriber: "miriam",
		WhyNow: "The baby sleeps. I do not.", StuckIn: "Loving him and being absent.", Medical: "Gave birth in spring, still nursing.",
		Psychiatric: "Postpartum depression.", Substances: "None.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("sertraline", "50 mg", "3 months", "Begins to help")},
		Impression: "Wait until she has weaned; sertraline begins to help.", Pounds: "150", Height: "5 ft 7 in", Systolic: 112, Diastolic: 70, Indication: "F32.1",
		Rationale: "Nursing. The medicine is looked at again when she has weaned; sertraline goes up meanwhile.",
		Escort:    escort("Jan Voss", "303 555 0188", "husband"),
	}
	leo = Story{
		Name: "Leo Fontaine", Pronouns: "he/him", Born: "1978-06-16", Sex: "male", Phone: "303 555 0189",
		ReferredBy: "himself", Therapist: "caleb", Prescriber: "samuel",
		WhyNow: "A friend said it fixed him in a weekend.", StuckIn: "Wanting it over with.", Medical: "Aneurysm of the aorta, followed yearly.",
		Psychiatric: "Depression.", Substances: "None.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("citalopram", "20 mg", "6 weeks", "Stopped")},
		Impression: "Disappointed and relieved to be told plainly.", Pounds: "201", Height: "6 ft 0 in", Systolic: 134, Diastolic: 82, Indication: "F32.1",
		Rationale: "Aortic aneurysm: the rise of blood pressure is a danger that nothing here makes small.",
		Escort:    escort("Claire Fontaine", "303 555 0192", "sister"),
	}
)
