package eligibility

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kap/internal/client"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Facts are what the computed criteria are answered from. A pointer is nil where the
// fact is not known, which is never "no".
type Facts struct {
	Born              time.Time     // calendar day; zero is not known
	Today             time.Time     // calendar day in the clinic's zone
	Pressure          *Pressure     // latest; measured at home or elsewhere counts, with source and date
	Weight            vitals.Tenths // kg; 0 is not known
	Weighed           Source        // of the weight; self-measured and outside ones count too
	Height            vitals.Tenths // cm; 0 is not known
	Indication        string        // ICD-10 code; empty is not coded
	TherapistAssigned bool          // a therapist is on the care team
}

// Pressure is a blood pressure in mmHg with where it comes from.
type Pressure struct {
	Systolic, Diastolic int
	Source
}

// Source is where a value comes from and the calendar day it was measured.
type Source struct {
	Where string // "measured here", "measured at home", "measured elsewhere"
	On    time.Time
}

// String reads "measured at home Nov 3".
func (s Source) String() string { return s.Where + " " + s.On.Format("Jan 2, 2006") }

// recent says whether a value of this source still counts on a day, whoever measured it.
func (s Source) recent(today time.Time, e protocol.Eligibility) bool {
	return !s.On.Before(today.AddDate(0, 0, -e.RecentDays))
}

// BeforeDose is the condition that stands in for a missing blood pressure at a video
// visit: it is not "no".
const BeforeDose = "Blood pressure measured here before the first dose."

// compute answers one computed criterion and says what the answer rests on.
func (f Facts) compute(id string, e protocol.Eligibility) (Answer, string) {
	switch id {
	case "E04":
		return f.pressure(e)
	case "E18":
		return f.age(func(years int) bool { return years < e.AdultAge })
	case "E24":
		return f.age(func(years int) bool { return years >= e.OlderAge })
	case "E19":
		return f.bodyMass(e)
	case "E21":
		return present(!Indicated(f.Indication)), evidence(f.Indication, "no code")
	case "E22":
		return present(!f.TherapistAssigned), ""
	}
	return NotAsked, ""
}

// pressure: above the lower limits is raised, from the upper ones uncontrolled.
func (f Facts) pressure(e protocol.Eligibility) (Answer, string) {
	if f.Pressure == nil {
		return NotAsked, BeforeDose
	}
	p := *f.Pressure
	words := fmt.Sprintf("%d/%d mmHg, %s", p.Systolic, p.Diastolic, p.Source)
	switch {
	case !p.recent(f.Today, e):
		return NotAsked, words + ", is older than " + strconv.Itoa(e.RecentDays) + " days. " + BeforeDose
	case p.Systolic >= e.Exclude.Systolic || p.Diastolic >= e.Exclude.Diastolic:
		return "uncontrolled", words
	case p.Systolic > e.Weigh.Systolic || p.Diastolic > e.Weigh.Diastolic:
		return "raised", words
	}
	return Absent, words
}

func (f Facts) age(problem func(years int) bool) (Answer, string) {
	if f.Born.IsZero() || f.Today.IsZero() {
		return NotAsked, "birth date not known"
	}
	years := client.Client{Details: client.Details{Born: f.Born}}.Age(f.Today)
	return present(problem(years)), fmt.Sprintf("%d years old", years)
}

func (f Facts) bodyMass(e protocol.Eligibility) (Answer, string) {
	switch {
	case f.Weight <= 0 || f.Height <= 0:
		return NotAsked, "weight or height not known"
	case !f.Weighed.recent(f.Today, e):
		return NotAsked, fmt.Sprintf("the weight, %s, is older than %d days; ask for it anew", f.Weighed, e.RecentDays)
	}
	above := vitals.BodyMassAbove(f.Weight, f.Height, e.BodyMassAbove)
	return present(above), fmt.Sprintf("BMI %s, weight %s", vitals.BodyMass(f.Weight, f.Height), f.Weighed)
}

// indications are the ICD-10-CM categories of the coded indications (network
// criteria): depression, anxiety, PTSD and adjustment, OCD, bipolar, eating,
// addiction, somatoform.
var indications = []string{
	"F31", "F32", "F33", "F34", "F40", "F41", "F42", "F43", "F45", "F50",
	"F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17", "F18", "F19",
}

// Indicated says whether an ICD-10 code is one of the coded indications (F44,
// dissociative disorders, is not: it is a criterion of its own).
func Indicated(code string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	return len(code) >= 3 && slices.Contains(indications, code[:3])
}

// Addiction says whether an ICD-10 code is a substance use disorder.
func Addiction(code string) bool {
	code = strings.ToUpper(strings.TrimSpace(code))
	return Indicated(code) && code[:2] == "F1"
}

func present(problem bool) Answer {
	if problem {
		return Present
	}
	return Absent
}

func evidence(text, missing string) string {
	if text == "" {
		return missing
	}
	return text
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
