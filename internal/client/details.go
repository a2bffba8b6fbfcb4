package client

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"kap/internal/problem"
)

// Details are what somebody types of a client.
type Details struct {
	LegalName         string `form:"legal_name"`
	PreferredName     string `form:"preferred_name"`
	Pronouns          string `form:"pronouns"`
	BornMonth         string `form:"born_month"`
	BornDay           string `form:"born_day"`
	BornYear          string `form:"born_year"`
	SexForScoring     string `form:"sex_for_scoring"`
	Phone             string `form:"phone"`
	Email             string `form:"email"`
	Address           string `form:"address"`
	EmergencyName     string `form:"emergency_name"`
	EmergencyPhone    string `form:"emergency_phone"`
	EmergencyRelation string `form:"emergency_relation"`
	Version           int    `form:"version"` // what the page showed; of a change only
}

// Sex is the answer; not asked is unknown.
func (d Details) Sex() string {
	if d.SexForScoring == "" {
		return "unknown"
	}
	return d.SexForScoring
}

// Born is the birth date, or a zero time where the three boxes are no date.
func (d Details) Born() time.Time {
	year, _ := strconv.Atoi(d.BornYear)
	month, _ := strconv.Atoi(d.BornMonth)
	day, _ := strconv.Atoi(d.BornDay)
	born := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if born.Year() != year || int(born.Month()) != month || born.Day() != day {
		return time.Time{}
	}
	return born
}

// Check says what is missing or cannot be; now gives today.
func (d Details) Check(now time.Time) error {
	var f problem.Fields
	if d.LegalName == "" {
		f.Add("legal_name", "Type the client's legal name, first and last.")
	}
	d.checkBorn(&f, now)
	switch d.SexForScoring {
	case "", "female", "male", "unknown":
	default:
		f.Add("sex_for_scoring", "Choose among the answers shown.")
	}
	checkPhone(&f, "phone", d.Phone)
	if d.Email != "" && !looksLikeEmail(d.Email) {
		f.Add("email", "Type the e-mail with its @, like ana@example.org, or leave it empty.")
	}
	checkPhone(&f, "emergency_phone", d.EmergencyPhone)
	if d.EmergencyName == "" && d.EmergencyPhone != "" {
		f.Add("emergency_name", "Type who answers the emergency phone.")
	}
	return f.Err()
}

// checkBorn allows the day after now: it may be today already where the client was born.
func (d Details) checkBorn(f *problem.Fields, now time.Time) {
	if d.BornMonth == "" && d.BornDay == "" && d.BornYear == "" {
		f.Add("born", "Type the birth date: month, day and year.")
		return
	}
	before := len(*f)
	checkBox(f, "born_month", d.BornMonth, 12, "Type the month in digits, 1 to 12.")
	checkBox(f, "born_day", d.BornDay, 31, "Type the day in digits, 1 to 31.")
	if _, err := strconv.Atoi(d.BornYear); err != nil || len(d.BornYear) != 4 {
		f.Add("born_year", "Type the year with four digits, like 1984.")
	}
	if len(*f) > before {
		return
	}
	switch born := d.Born(); {
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

// Difference is one answer that two people gave differently.
type Difference struct{ Label, Stored, Typed string }

// Differences of what is stored to what was typed, in the order of the form.
func (d Details) Differences(stored Details) []Difference {
	all := []Difference{
		{"Legal name", stored.LegalName, d.LegalName},
		{"Preferred name", stored.PreferredName, d.PreferredName},
		{"Pronouns", stored.Pronouns, d.Pronouns},
		{"Birth date", stored.bornWords(), d.bornWords()},
		{"Sex for scoring", stored.Sex(), d.Sex()},
		{"Phone", stored.Phone, d.Phone},
		{"E-mail", stored.Email, d.Email},
		{"Address", stored.Address, d.Address},
		{"Emergency contact", stored.EmergencyName, d.EmergencyName},
		{"Emergency phone", stored.EmergencyPhone, d.EmergencyPhone},
		{"Relation", stored.EmergencyRelation, d.EmergencyRelation},
	}
	var differ []Difference
	for _, one := range all {
		if one.Stored != one.Typed {
			differ = append(differ, one)
		}
	}
	return differ
}

func (d Details) bornWords() string {
	if born := d.Born(); !born.IsZero() {
		return born.Format("Jan 2, 2006")
	}
	return strings.TrimSpace(d.BornMonth + " " + d.BornDay + " " + d.BornYear)
}
