package client

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"kap/internal/choice"
	"kap/internal/problem"
)

// Sex is asked for scoring and dosing rules, apart from gender.
type Sex string

const unknownSex Sex = "unknown"

var sexes = choice.List[Sex]{{"female", "Female"}, {"male", "Male"}, {unknownSex, "Unknown or not asked"}}

// Choices are the answers a form offers.
func (Sex) Choices() []choice.Answer { return sexes.Answers() }

// Words are how an answer is read.
func (s Sex) Words() string { return sexes.Words(s) }

// Details are who a client is and how they are reached.
type Details struct {
	LegalName         string    `form:"legal_name" label:"Legal name"`
	PreferredName     string    `form:"preferred_name" label:"Preferred name"`
	Pronouns          string    `form:"pronouns"`
	Born              time.Time `form:"-" label:"Birth date" as:"birth"` // midnight UTC; typed in three boxes
	SexForScoring     Sex       `form:"sex_for_scoring" label:"Sex for scoring"`
	Phone             string    `form:"phone" as:"phone"`
	Email             string    `form:"email" label:"E-mail"`
	Address           string    `form:"address"`
	EmergencyName     string    `form:"emergency_name" label:"Emergency contact"`
	EmergencyPhone    string    `form:"emergency_phone" as:"phone" label:"Emergency contact's phone"`
	EmergencyRelation string    `form:"emergency_relation" label:"Emergency contact's relation"`
}

// DetailsEntry is what somebody types of a client; its Born is in the boxes.
type DetailsEntry struct {
	Details
	BornMonth string `form:"born_month"`
	BornDay   string `form:"born_day"`
	BornYear  string `form:"born_year"`
	Version   int    `form:"version"` // what the page showed; of a change only
}

// Entry is the details as they are typed.
func (d Details) Entry() DetailsEntry {
	e := DetailsEntry{Details: d}
	if !d.Born.IsZero() {
		e.BornMonth, e.BornDay, e.BornYear = d.Born.Format("1"), d.Born.Format("2"), d.Born.Format("2006")
	}
	return e
}

// Whole is what is stored of what was typed: a birth date of the boxes, zero where they
// are none, and unknown where nobody asked.
func (e DetailsEntry) Whole() Details {
	d := e.Details
	d.Born = e.born()
	if d.SexForScoring == "" {
		d.SexForScoring = unknownSex
	}
	return d
}

func (e DetailsEntry) born() time.Time {
	year, _ := strconv.Atoi(e.BornYear)
	month, _ := strconv.Atoi(e.BornMonth)
	day, _ := strconv.Atoi(e.BornDay)
	born := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if born.Year() != year || int(born.Month()) != month || born.Day() != day {
		return time.Time{}
	}
	return born
}

// Check says what is missing or cannot be; now gives today.
func (e DetailsEntry) Check(now time.Time) error {
	var f problem.Fields
	if e.LegalName == "" {
		f.Add("legal_name", "Type the client's legal name, first and last.")
	}
	e.checkBorn(&f, now)
	if e.SexForScoring != "" && !sexes.Has(e.SexForScoring) {
		f.Add("sex_for_scoring", "Choose among the answers shown.")
	}
	checkPhone(&f, "phone", e.Phone)
	if e.Email != "" && !looksLikeEmail(e.Email) {
		f.Add("email", "Type the e-mail with its @, like ana@example.org, or leave it empty.")
	}
	checkPhone(&f, "emergency_phone", e.EmergencyPhone)
	if e.EmergencyName == "" && e.EmergencyPhone != "" {
		f.Add("emergency_name", "Type who answers the emergency phone.")
	}
	return f.Err()
}

// checkBorn allows the day after now: it may be today already where the client was born.
func (e DetailsEntry) checkBorn(f *problem.Fields, now time.Time) {
	if e.BornMonth == "" && e.BornDay == "" && e.BornYear == "" {
		f.Add("born", "Type the birth date: month, day and year.")
		return
	}
	before := len(*f)
	checkBox(f, "born_month", e.BornMonth, 12, "Type the month in digits, 1 to 12.")
	checkBox(f, "born_day", e.BornDay, 31, "Type the day in digits, 1 to 31.")
	if _, err := strconv.Atoi(e.BornYear); err != nil || len(e.BornYear) != 4 {
		f.Add("born_year", "Type the year with four digits, like 1984.")
	}
	if len(*f) > before {
		return
	}
	switch born := e.born(); {
	case born.IsZero():
		f.Add("born", "There is no such day in that month. Check month, day and year.")
	case born.After(now):
		f.Add("born", "This birth date lies ahead. Check the year.")
	case born.Year() <= 1900:
		f.Add("born_year", "Check the year: it must be after 1900.")
	}
}

// checkBox says what is wrong with one box of a date, whatever the others hold.
func checkBox(f *problem.Fields, name, typed string, most int, sentence string) {
	if n, err := strconv.Atoi(typed); err != nil || n < 1 || n > most {
		f.Add(name, "%s", sentence)
	}
}

func checkPhone(f *problem.Fields, name, phone string) {
	if n := len(digits(phone)); phone != "" && (n < 7 || n > 15) {
		f.Add(name, "Type the phone number with its area code, like 303 555 0142.")
	}
}

func looksLikeEmail(email string) bool {
	name, host, found := strings.Cut(email, "@")
	return found && name != "" && host != "" && !strings.ContainsAny(email, " \t\n") && !strings.Contains(host, "@")
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
