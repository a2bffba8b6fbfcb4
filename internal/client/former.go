package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/fold"
)

// FormerName is a name the client had before. It is shown where the client is searched
// for and on their details, nowhere else.
type FormerName struct {
	ID       uuid.UUID
	ClientID uuid.UUID
	Name     string
	NameKey  string
	Until    time.Time // when the details changed
}

// gone are the names of these details that are no name of the others: another spelling of
// the same letters is found alike and not kept.
func (d Details) gone(now Details) (names []string) {
	kept := []string{"", fold.Name(now.LegalName), fold.Name(now.PreferredName)}
	for _, name := range []string{d.LegalName, d.PreferredName} {
		if key := fold.Name(name); !slices.Contains(kept, key) {
			names, kept = append(names, name), append(kept, key)
		}
	}
	return names
}

// Former are the names of a list that are not the client's again.
func (d Details) Former(names []FormerName) []FormerName {
	now := []string{fold.Name(d.LegalName), fold.Name(d.PreferredName)}
	return slices.DeleteFunc(slices.Clone(names), func(n FormerName) bool { return slices.Contains(now, n.NameKey) })
}
