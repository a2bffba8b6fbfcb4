package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/task"
)

// projected is the pathway row: the front desk reads it.
type projected struct {
	Stage      string    `json:"stage"`
	DeskLabel  string    `json:"desk_label"`
	Paused     bool      `json:"paused"`
	OwnerRole  auth.Role `json:"owner_role"`
	OwnerStaff uuid.UUID `json:"owner_staff,omitzero"`
	Next       string    `json:"next"`
	Since      time.Time `json:"since,omitzero"`
	Due        time.Time `json:"due,omitzero"`
	ChangesAt  time.Time `json:"changes_at,omitzero"`
}

// stepRow is a pathway_step row, in clinical words.
type stepRow struct {
	Kind       task.Kind `json:"kind"`
	What       string    `json:"what"`
	Detail     string    `json:"detail"`
	OwnerRole  auth.Role `json:"owner_role"`
	OwnerStaff uuid.UUID `json:"owner_staff,omitzero"`
	Since      time.Time `json:"since,omitzero"`
	Due        time.Time `json:"due,omitzero"`
	BlockedBy  []string  `json:"blocked_by"`
	Href       string    `json:"href"`
}

// taskRow is a task that closes by itself when its step is done.
type taskRow struct {
	Kind       task.Kind `json:"kind"`
	What       string    `json:"what"`
	Detail     string    `json:"detail"`
	Href       string    `json:"href"`
	OwnerRole  auth.Role `json:"owner_role"`
	OwnerStaff uuid.UUID `json:"owner_staff,omitzero"`
	Since      time.Time `json:"since,omitzero"`
	Due        time.Time `json:"due,omitzero"`
	Urgent     bool      `json:"urgent"`
	FactKind   string    `json:"fact_kind"`
	Fact       uuid.UUID `json:"fact,omitzero"`
}

func stepRowOf(s Step) stepRow {
	r := stepRow{Kind: s.Kind, What: s.What, Detail: s.Detail, OwnerRole: s.Owner, OwnerStaff: s.Staff,
		Since: s.Since, Due: s.Due, BlockedBy: []string{}, Href: s.Href}
	for _, b := range s.Blocked {
		r.BlockedBy = append(r.BlockedBy, b.Words)
	}
	return r
}

// taskRowOf: the front desk's tasks come without the line of detail, which is the
// care team's; a reminder is ticked off on its own page.
func taskRowOf(s Step) taskRow {
	r := taskRow{Kind: s.Kind, What: s.What, Detail: s.Detail, Href: s.Href, OwnerRole: s.Owner, OwnerStaff: s.Staff,
		Since: s.Since, Due: s.Due, Urgent: s.Urgent, FactKind: s.Fact.Kind, Fact: s.Fact.ID}
	if s.Owner == auth.Admin {
		r.Detail = ""
	}
	if s.Kind == task.RemindInformation {
		r.Href = ""
	}
	return r
}

// deskNext is what comes next as the front desk reads it: its own step in full,
// others by who has them.
func deskNext(s Step) string {
	if s.Owner == auth.Admin {
		return s.What
	}
	return s.Desk
}
