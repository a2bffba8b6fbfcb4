package staff

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/choice"
	"kap/internal/clinic"
	"kap/internal/problem"
)

// MemberEntry is what a manager types about a person.
type MemberEntry struct {
	Name        string   `form:"name"`
	Credentials string   `form:"credentials"`                                     // "LCSW", as printed after the name
	Phone       string   `form:"phone" as:"phone" label:"Phone, in an emergency"` // where colleagues reach them about a client
	Roles       []string `form:"roles" label:"Works as"`
	MedicalLead bool     `form:"medical_lead" label:"Medical lead: approves the protocol and consent texts"`
	WithoutLead bool     `form:"without_lead" label:"Go on without a medical lead" db:"-"` // asked only where the only one stops being it
}

// Member is one person's membership in the clinic.
type Member struct {
	ID uuid.UUID
	MemberEntry
	DisabledAt time.Time // zero: works here
}

// Works says whether the person works here still.
func (m Member) Works() bool { return m.DisabledAt.IsZero() }

// Title is the name with credentials: "Jonah Weiss, LCSW".
func (m Member) Title() string { return titled(m.Name, m.Credentials) }

// Answer is the person as a form offers them.
func (m Member) Answer() choice.Answer {
	return choice.Answer{Value: m.ID.String(), Words: m.Title()}
}

func titled(name, credentials string) string {
	if credentials == "" {
		return name
	}
	return name + ", " + credentials
}

// Is says whether the person works as role.
func (m Member) Is(role auth.Role) bool { return slices.Contains(m.Roles, string(role)) }

// clinical are the roles in which the person cares for clients.
func (m Member) clinical() []auth.Role {
	var roles []auth.Role
	for _, role := range auth.Roles {
		if role.Clinical() && m.Is(role) {
			roles = append(roles, role)
		}
	}
	return roles
}

// gains says whether an entry gives the person a role they do not hold.
func (m Member) gains(e MemberEntry) bool {
	for _, role := range e.Roles {
		if !slices.Contains(m.Roles, role) {
			return true
		}
	}
	return e.MedicalLead && !m.MedicalLead
}

// RoleWords are the roles as people say them.
func (m Member) RoleWords() string {
	var words []string
	for _, role := range auth.Roles {
		if m.Is(role) || role == auth.MedicalLead && m.MedicalLead {
			words = append(words, role.Word())
		}
	}
	return strings.Join(words, ", ")
}

// longestLine is the longest name or address that still fits every page and print.
const longestLine = 200

// checkLine refuses what is no one line that can be read.
func checkLine(f *problem.Fields, field, text string) {
	switch {
	case utf8.RuneCountInString(text) > longestLine:
		f.Add(field, "That is too long: use %d characters or fewer.", longestLine)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		f.Add(field, "There is a character in it that cannot be seen. Type it again.")
	}
}

// Check says what is missing or does not fit.
func (e MemberEntry) Check() error {
	var f problem.Fields
	if e.Name == "" {
		f.Add("name", "Type the person's name.")
	}
	checkLine(&f, "name", e.Name)
	checkLine(&f, "credentials", e.Credentials)
	if e.Phone != "" && (!clinic.IsPhone(e.Phone) || utf8.RuneCountInString(e.Phone) > 40) {
		f.Add("phone", "Type the phone number with its area code, like 303 555 0142.")
	}
	if len(e.Roles) == 0 {
		f.Add("roles", "Choose at least one role.")
	}
	for _, role := range e.Roles {
		if !slices.Contains(auth.Roles, auth.Role(role)) || role == string(auth.MedicalLead) {
			f.Add("roles", "Choose among the roles shown.")
		}
	}
	if e.MedicalLead && !slices.Contains(e.Roles, string(auth.Prescriber)) {
		f.Add("medical_lead", "The medical lead must be a prescriber.")
	}
	return f.Err()
}
