package clinic

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kap/internal/problem"
)

// Details are what is on record of a clinic.
type Details struct {
	Name                string `form:"name"`
	Initials            string `form:"initials"` // one to three letters; empty: a leaf stands for them
	Address             string `form:"address"`  // one line, as it is said on the phone
	Phone               string `form:"phone" as:"phone"`
	EmergencyDepartment string `form:"emergency_department" label:"Nearest emergency department"` // name, street, minutes by car
	Zone                string `form:"zone" label:"Time zone"`                                    // IANA
	Version             int    `form:"version" db:"version,read" facts:"-"`                       // what the page showed
}

// Location is the clinic's zone; UTC where its name is not known here.
func (d Details) Location() *time.Location {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Missing is what is said in an emergency and is not on record yet, in words.
func (d Details) Missing() []string {
	var missing []string
	for _, fact := range []struct{ word, value string }{
		{"address", d.Address}, {"phone", d.Phone}, {"nearest emergency department", d.EmergencyDepartment},
	} {
		if !seen(fact.value) {
			missing = append(missing, fact.word)
		}
	}
	return missing
}

// Reachable refuses a dosing day while something of what is said in an emergency is
// missing. Its words hold nothing clinical: the front desk may read them.
func (d Details) Reachable() error {
	missing := d.Missing()
	if len(missing) == 0 {
		return nil
	}
	return problem.Newf(problem.Conflict,
		"The clinic's %s must be on record before a dosing session begins: they are said on the phone in an emergency. A manager types them under The clinic.",
		Listed(missing))
}

// Listed is words as a sentence says them: "address, phone and nearest emergency department".
func Listed(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// DetailsEntry is what a manager types over the version that was shown.
type DetailsEntry struct {
	Details
	ZoneUnderstood bool `form:"zone_understood"` // asked only where the zone changes
}

// Check says what does not fit, over what is stored. known are the zones of the database.
func (e DetailsEntry) Check(stored Details, known []string) error {
	var f problem.Fields
	if n := utf8.RuneCountInString(e.Name); n < 1 || n > 80 {
		f.Add("name", "Type the clinic's name as it stands on the door, up to 80 letters.")
	}
	e.checkHelp(&f)
	if !isInitials(e.Initials) {
		f.Add("initials", "Type one to three letters, like %s, or leave it empty.", orLK(Suggest(e.Name)))
	}
	if e.Zone != stored.Zone {
		if err := fitZone(e.Zone, known); err != nil {
			_ = f.Join("", err)
		} else if !e.ZoneUnderstood {
			f.Add("zone_understood", "The zone changes from %s to %s. Read what that does and tick the box to go on.", stored.Zone, e.Zone)
		}
	}
	return f.Err()
}

// checkHelp is about what is said on the phone. All three are asked for at once.
func (e DetailsEntry) checkHelp(f *problem.Fields) {
	if !seen(e.Address) {
		f.Add("address", "Type the address as you would say it to emergency services.")
	}
	if !IsPhone(e.Phone) || utf8.RuneCountInString(e.Phone) > 40 {
		f.Add("phone", "Type the phone number with its area code, like 303 555 0142.")
	}
	if !seen(e.EmergencyDepartment) {
		f.Add("emergency_department", "Type the nearest emergency department: its name, street and the minutes by car.")
	}
	for _, line := range []struct{ name, value string }{{"address", e.Address}, {"emergency_department", e.EmergencyDepartment}} {
		if utf8.RuneCountInString(line.value) > 200 {
			f.Add(line.name, "Keep it under 200 letters: somebody reads it aloud.")
		}
	}
}

// tidied is an entry as it is stored: one line each, initials in capitals.
func (e DetailsEntry) tidied() DetailsEntry {
	for _, line := range []*string{&e.Name, &e.Address, &e.Phone, &e.EmergencyDepartment, &e.Zone, &e.Initials} {
		*line = strings.Join(strings.Fields(*line), " ")
	}
	e.Initials = strings.ToUpper(e.Initials)
	return e
}

// seen says whether there is something to read: blanks and marks without a shape are not.
func seen(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// IsPhone says whether a telephone number can be dialed: 7 to 15 digits (ITU-T E.164).
func IsPhone(s string) bool {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n >= 7 && n <= 15
}

func isInitials(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return utf8.RuneCountInString(s) <= 3
}

// small are words a name's initials leave out.
var small = map[string]bool{"a": true, "an": true, "and": true, "at": true, "for": true, "in": true, "of": true, "on": true, "the": true}

// Suggest is up to three initials of a name: "SMK" of "Stillwater Mountain Ketamine".
func Suggest(name string) string {
	var initials []rune
	for _, word := range strings.Fields(name) {
		first, _ := utf8.DecodeRuneInString(word)
		if !small[strings.ToLower(word)] && unicode.IsLetter(first) && len(initials) < 3 {
			initials = append(initials, unicode.ToUpper(first))
		}
	}
	return string(initials)
}

func orLK(initials string) string {
	if initials == "" {
		return "LK"
	}
	return initials
}
