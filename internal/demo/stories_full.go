package demo

import (
	"kap/internal/client"
	"kap/internal/eligibility"
)

// medicines are what many take beside it.
var medicines = []client.MedicineEntry{medicine("escitalopram", "ssri", "10 mg mornings", false)}

// Those who took six doses: one who got much better, one somewhat, one not.
var (
	elena = Story{
		Name: "Elena Marchetti", Pronouns: "she/her", Born: "1981-10-05", Sex: "female", Phone: "303 555 0151", Email: "elena.m@example.org",
		ReferredBy: "Dr. Ruiz, family medicine", Therapist: "jonah", Prescriber: "miriam",
		WhyNow:  "I turned forty-four and noticed that I had stopped making plans.",
		StuckIn: "A gray room with a good view.",
		Medical: "Well. One pregnancy.", Psychiatric: "Three depressive episodes since 2005.", Substances: "Wine, twice a month.", Family: "Father with depression.",
		Tried:      []eligibility.Treatment{tried("sertraline", "150 mg", "2 years", "Helped once, not the second time"), tried("venlafaxine", "225 mg", "1 year", "Little"), tried("psychotherapy", "weekly", "2 years", "Steadying")},
		Impression: "Composed. Grief under the composure.",
		Pounds:     "142", Height: "5 ft 6 in", Systolic: 116, Diastolic: 72,
		Indication: "F33.2", Rationale: "Severe recurrent depression after two adequate trials; well informed; husband as escort.",
		Medicines: medicines,
		Goals:     []string{"Make one plan I look forward to", "Paint again", "Be at the table when I am at the table"}, Ratings: []int{1, 0, 3},
		Intention: "To find the door of the gray room.", Hopes: "Color.", Fears: "That I like the gray.",
		Steadying: "The smell of oranges.", Music: "Arvo Pärt", Touch: []string{"hand", "comfort"},
		Escort: escort("Paolo Marchetti", "303 555 0152", "husband"),
	}
	elenas = []Round{
		round(19, 14, "A corridor with all the lights on.", "Somebody had left them on for me.", "I have been waiting to be called.", "Cried on the way home, slept ten hours.", "How often she waits to be invited.", "Ten minutes with the paints, no picture expected", 2, 1, 4),
		round(15, 11, "My father's coat, empty and warm.", "He was only tired. All that time I thought it was me.", "His silence was not about me.", "Lighter for five days, then a dip.", "Her father's depression; she spoke with her mother about it.", "Ask mother for a photograph", 3, 2, 4).booster(),
		round(11, 9, "A shore, low tide, things left behind.", "You can walk where the water was.", "A low is not the end of it.", "Two good weeks, noticed the trees.", "Fear of the next low.", "Walk on the bad days too", 5, 4, 6).booster(),
		round(8, 7, "Orange, only orange.", "It had weight, like fruit.", "Pleasure is allowed to be small.", "Painting twice a week.", "Guilt about enjoying things.", "Show one picture to Paolo", 6, 6, 7).booster(),
		round(6, 5, "The gray room from outside.", "It is a very small house.", "I built it to be safe.", "Planned a weekend away.", "Thanking the gray room.", "Write down what is worth keeping", 8, 7, 8).booster(),
		round(5, 4, "A table, everybody talking at once.", "I was hungry.", "I can be there.", "Steady. Argued with Paolo and made up.", "Ending the course.", "Sunday plan, every Thursday", 8, 8, 9).booster(),
	}
	marcus = Story{
		Name: "Marcus Bell", Pronouns: "he/him", Born: "1974-08-27", Sex: "male", Phone: "303 555 0153",
		ReferredBy: "Veterans' center", Therapist: "priya", Prescriber: "samuel",
		WhyNow:  "My wife said she misses me, and I was sitting next to her.",
		StuckIn: "Whatever happens, I go flat and wait.",
		Medical: "Sleep study without apnea, 2024.", Psychiatric: "Depression and anxiety since leaving the army.", Substances: "Beer on weekends, none since referral.", Family: "None.",
		Tried:      []eligibility.Treatment{tried("paroxetine", "40 mg", "2 years", "Numb"), tried("TMS", "36 sessions", "", "Better for two months")},
		Impression: "Says little; every word counts.",
		Pounds:     "205", Height: "6 ft 0 in", Systolic: 130, Diastolic: 82,
		Indication: "F33.1", Rationale: "Recurrent depression, relapse after TMS.",
		Medicines: []client.MedicineEntry{medicine("lorazepam", "benzodiazepine", "0.5 mg, about once a week", true)},
		Goals:     []string{"Be home when I am home", "Talk to my wife before bed"}, Ratings: []int{2, 2},
		Intention: "To unclench.", Hopes: "Feeling something and not leaving.", Fears: "The old pictures.",
		Steadying: "Pressing thumb to finger.", Music: "Pedal steel", Escort: escort("Denise Bell", "303 555 0154", "wife"),
	}
	marcuses = []Round{
		round(17, 13, "Sand, and no footprints.", "Nobody had been there, not even me.", "I do not leave traces at home either.", "Odd, open, slept badly.", "What flat protects.", "Say good night by name", 2, 3),
		round(16, 12, "A gate with a keypad.", "I knew the number.", "I can let people in.", "Talked with Denise for an hour.", "The number was their wedding day.", "Talk in bed, lights off", 4, 4),
		round(14, 11, "The old pictures, small, on a wall.", "They stayed on the wall.", "They can be looked at.", "Two nightmares, then quiet.", "A funeral he missed.", "Write to Ray's mother", 4, 5),
		round(13, 11, "Nothing. Warm nothing.", "It did not need me.", "Rest is not the same as flat.", "About as before.", "Impatience with himself.", "Walk after supper", 5, 5).booster(),
		round(12, 10, "Ray, laughing.", "He never could whistle.", "Missing him is not the illness.", "Wrote the letter.", "Grief instead of flatness.", "Visit in spring", 5, 6).booster(),
		round(11, 10, "My own hands.", "They are my father's hands now.", "I want to use them.", "Better, not well.", "What is enough.", "Woodwork on Saturdays", 6, 6).booster(),
	}
	wren = Story{
		Name: "Wren Castellano", Pronouns: "they/them", Born: "1990-05-29", Sex: "female", Phone: "303 555 0155",
		ReferredBy: "themself", Therapist: "caleb", Prescriber: "samuel",
		WhyNow: "I have run out of things to try and I did not want to decide that alone.", StuckIn: "Hope, disappointment, hope.",
		Medical: "Asthma, mild.", Psychiatric: "Depression since adolescence, PTSD.", Substances: "Cannabis until last year.", Family: "Mother with bipolar disorder.",
		Tried:      []eligibility.Treatment{tried("four antidepressants", "", "10 years", "Each for a few months"), tried("DBT", "", "1 year", "Fewer crises")},
		Impression: "Thoughtful, wary of promises.",
		Pounds:     "158", Height: "5 ft 8 in", Systolic: 120, Diastolic: 76,
		Indication: "F33.2", Rationale: "Severe depression, many treatments; bipolar disorder in the family, no mania ever, watched at each contact.",
		Goals: []string{"Finish a week without canceling", "Trust one good day"}, Ratings: []int{2, 1},
		Intention: "To expect nothing.", Hopes: "A different kind of tired.", Fears: "That this is the last thing.",
		Steadying: "Naming five blue things.", Music: "Drone, very low", Touch: []string{"comfort"}, Allergy: "latex: rash",
		Escort: escort("Mika Torres", "303 555 0156", "friend"),
	}
	wrens = []Round{
		round(16, 13, "Static.", "It was loud and it was not about me.", "", "Much the same.", "Disappointment, and saying so.", "Text Mika on bad days", 2, 1),
		round(14, 12, "An elevator that stops between floors.", "I sat down.", "Between is a place too.", "Three better days.", "The better days frighten more.", "Write down the three days", 3, 3),
		round(15, 12, "Moss.", "Slow, slow.", "I hurry to get well.", "Tired, canceled twice.", "Hurrying.", "One appointment a week, kept", 3, 2).booster(),
		round(16, 14, "Nothing that stayed.", "Gone already.", "", "Flat, irritable.", "Whether to go on.", "Sleep before everything", 2, 2).booster(),
		round(16, 14, "My mother singing in another room.", "She sounded well.", "I miss her well.", "Missed mother, called her.", "Living with her ups and downs.", "Call on Sundays", 3, 2).booster(),
		round(17, 15, "A door I did not open.", "Not today.", "", "Worse this week: sleep, appetite.", "That it did not do what was hoped, and what else there is.", "See Dr. Lee before deciding anything", 2, 1),
	}
)
