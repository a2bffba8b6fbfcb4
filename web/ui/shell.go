package ui

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"kap/internal/auth"
)

// Shell is what every page of one request shares.
type Shell struct {
	Clinic   string
	Initials string         // of the clinic; empty: it has none
	Zone     *time.Location // of the clinic; UTC where nil
	Now      time.Time
	Actor    auth.Actor
	Assets   string // "/static/<hash>"
	Path     string // of the request
	FormAt   string // of a page that answers a post: where its form is shown; else empty
	Nav      []NavItem
	Next     NavItem // after something was saved in a clinic's first hour: what comes next
	Demo     bool    // people and figures are invented
	Trouble  string  // what is wrong with the whole server and not with the page; else empty
	Header   *Header // nil off a client's pages
	SignedIn bool
}

// NavItem is one link of a bar.
type NavItem struct{ Label, Href string }

// Header is the identity bar of a client and what stands below it.
type Header struct {
	ID                            uuid.UUID
	Preferred, Legal              string
	Pronouns, Number              string
	Born                          time.Time // a day
	Age                           int       // years
	Stage                         string    // "Integration 2 of 6"
	Therapist, Prescriber, Escort string
	Allergies                     []string
	AllergiesKnown                bool   // somebody has asked
	Risk                          string // empty: none on record
	Clinical                      bool   // false for the front desk: neither allergies nor risk
	Tabs                          []NavItem
}

type shellKey struct{}

// WithShell puts the shell where components find it.
func WithShell(ctx context.Context, s Shell) context.Context {
	return context.WithValue(ctx, shellKey{}, s)
}

// ShellOf is the request's shell; the zero Shell, in UTC, where there is none.
func ShellOf(ctx context.Context) Shell {
	s, _ := ctx.Value(shellKey{}).(Shell)
	if s.Zone == nil {
		s.Zone = time.UTC
	}
	return s
}

// asset is the address of a file of the static tree.
func (s Shell) asset(path string) string { return s.Assets + "/" + path }

// logoWidth grows with the letters, so that each has room.
func logoWidth(initials string) string {
	return []string{"24", "24", "32", "44"}[min(utf8.RuneCountInString(initials), 3)]
}

// roles are the actor's roles in words, the first with a capital.
func (s Shell) roles() string {
	var words []string
	for _, role := range auth.Roles {
		if s.Actor.Is(role) {
			words = append(words, role.Word())
		}
	}
	return Capital(strings.Join(words, ", "))
}

// Capital is words as they begin a line: "Front desk".
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Telephone is the address that a telephone dials; empty where there is no number.
func Telephone(number string) string {
	dialed := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
	if dialed == "" {
		return ""
	}
	return "tel:" + dialed
}

// current is the item whose address is the longest prefix of path, or -1.
func current(items []NavItem, path string) int {
	best, length := -1, 0
	for i, item := range items {
		if under(path, item.Href) && len(item.Href) > length {
			best, length = i, len(item.Href)
		}
	}
	return best
}

func under(path, href string) bool {
	return path == href || (href != "/" && strings.HasPrefix(path, href+"/"))
}

// currentWord is the aria-current of item i: "page" where it is this very page,
// "true" where this page lies below it, empty where it is another.
func currentWord(items []NavItem, i int, path string) string {
	if current(items, path) != i {
		return ""
	}
	if items[i].Href == path {
		return "page"
	}
	return "true"
}
