package journey

import "strings"

// criteria are the contraindications as the consultation asks them, by how each begins.
var criteria = []string{"Aneurysmal", "Hypersensitivity", "A condition in which", "Eclampsia", "Angina", "Raised intracranial",
	"Uncontrolled hyperthyroidism", "A breathing disorder", "Liver disease", "Cystitis", "Pregnancy or breastfeeding", "Psychosis",
	"Mania", "A dissociative", "A neurocognitive", "Suicidality", "A substance use", "Lacks capacity"}

// consult is Miriam's first consultation, signed.
func (c *care) consult() {
	m := c.miriam
	m.open(c.ana)
	c.look(m)
	m.follow("Write a consultation")
	c.look(m)
	m.choose("Which consultation", "First consultation")
	m.choose("How it is held", "In person here")
	m.fill("Last in-person exam", typedDay(at(1, 9, 0)))
	m.fill("Why now", "I have been on four antidepressants and I am still watching my life from a distance.")
	m.fill("Feels stuck in", "The same argument with myself every morning.")
	m.fill("Medical history", "None of note.")
	m.fill("Psychiatric history", "Recurrent depression since 2012.")
	c.treatmentsTried()
	m.fill("Substances", "A glass of wine a week.")
	m.fill("Family history", "No psychosis, no bipolar disorder.")
	for _, criterion := range criteria {
		m.choose(criterion, "Absent")
	}
	c.measured()
	m.press("Save and check before signing")
	c.look(m)
	m.sees("Check and sign the consultation")
	m.sees("72.6 kg")
	m.press("Sign")
	m.sees("Signed by Miriam Halvorsen")
	c.look(m)
}

func (c *care) treatmentsTried() {
	c.miriam.fill("What", "Sertraline")
	c.miriam.fill("Dose", "150 mg")
	c.miriam.fill("How long", "14 months")
	c.miriam.fill("Effect", "Half better, then nothing.")
}

func (c *care) measured() {
	m := c.miriam
	m.fill("Systolic pressure", "118")
	m.fill("Diastolic pressure", "76")
	m.fill("Heart rate", "72")
	m.fill("SpO2", "98")
	m.fill("Weight", "160")
	m.choose("Unit of weight", "lb")
	m.fill("Height", "5 ft 6 in")
	m.choose("Unit of height", "ft and in")
	m.choose("Where it was measured", "Measured here")
	m.choose("Pregnancy", "Negative test")
	m.fill("Day of the pregnancy test", typedDay(at(1, 9, 0)))
	m.fill("Urinary symptoms now", "None.")
	m.fill("Prescription monitoring program (PDMP) checked on", typedDay(at(1, 9, 0)))
	m.fill("Capacity to consent", "Explains in her own words what may go wrong and that she can stop on any day.")
	m.fill("Impression", "Recurrent depression with emotional numbing.")
}

// decide is Miriam's decision for two sessions, with Ana's own limits.
func (c *care) decide() {
	m := c.miriam
	m.open(c.ana)
	m.follow("Decide on eligibility")
	c.look(m)
	m.choose("Decision", "Eligible")
	m.fill("Rationale", "Four adequate trials; no contraindication.")
	m.choose("How the visit was held", "In person here")
	m.fill("Indication (ICD-10)", "F33.1 Depression, recurrent, moderate")
	m.fill("Further dosing sessions", "2")
	m.fill("Systolic up to", "135")
	m.fill("Diastolic up to", "88")
	m.press("Save and check before signing")
	c.look(m)
	m.sees("Check and sign: Eligible")
	m.press("Sign")
	c.look(m)
	m.sees("Signed by Miriam Halvorsen")
}

// prescribe is one lozenge of 100 mg, a half to follow.
func (c *care) prescribe() {
	m := c.miriam
	m.open(c.ana)
	m.follow("Prescribe")
	c.look(m)
	m.choose("Form", "Lozenge")
	m.fill("One lozenge", "100")
	m.fill("Dispensed", "6")
	m.fill("Pharmacy", "Cherry Creek Compounding")
	m.fill("Starts with", "1")
	m.fill("Booster", "0.5")
	m.fill("Most in one session", "1.5")
	m.fill("When the booster is offered", "After 20 minutes, if she is settled and asks for more depth.")
	m.fill("Kept in the mouth", "12")
	m.choose("Then", "Spit")
	m.fill("Last day", typedDay(at(80, 9, 0)))
	m.fill("Prescription monitoring program (PDMP) checked", typed(at(1, 9, 0)))
	m.choose("The visit this rests on", "In person here")
	m.press("Save and check before signing")
	c.look(m)
	m.sees("1.38 mg/kg")
	m.press("Sign")
	m.sees("Signed")
	c.look(m)
}

// receiveLozenges is the mailed box, counted by Jonah with Ana.
func (c *care) receiveLozenges() {
	c.jonah.open(c.ana)
	c.jonah.follow("Lozenges")
	c.look(c.jonah)
	c.jonah.choose("What happened", "Dispensed")
	c.jonah.fill("Lozenges", "6")
	c.jonah.fill("One lozenge", "100")
	c.jonah.fill("Lot", "LK-2207")
	c.jonah.press("Add the line")
	c.jonah.sees("LK-2207")
}

// score answers a questionnaire's questions; digits are the answers in their order.
func (c *care) score(p person, name, digits, total string) {
	words := []string{"Not at all", "Several days", "More than half the days", "Nearly every day"}
	p.open(c.ana)
	p.follow("Enter " + name)
	c.look(p)
	for n, digit := range strings.Split(digits, "") {
		p.choose(ordinal(n), words[digit[0]-'0'])
	}
	p.choose("Occasion", "Before dosing")
	p.press("Save " + name)
	c.look(p)
	p.sees(total)
}

// ordinal begins a numbered question, "1. ".
func ordinal(n int) string { return string(rune('1'+n)) + "." }
