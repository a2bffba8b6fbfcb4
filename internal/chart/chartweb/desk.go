package chartweb

import (
	"context"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/pathway"
	"kap/internal/schedule"
	"kap/web/ui"
)

// over: nobody has to be collected from it.
func over(v chart.Visit) bool {
	return v.Status == "done" || v.Status == "not_held" || v.Status == "no_show"
}

// placeOf is "Aspen, Jonah Weiss".
func placeOf(v chart.Visit) string {
	if v.Room == "" {
		return v.StaffName
	}
	return v.Room + ", " + v.StaffName
}

// visitState is the mark and the word that every list has for it.
func visitState(v chart.Visit) (kind, word string) {
	status := schedule.Status(v.Status)
	switch status {
	case schedule.NotHeld:
		return "held", status.Words()
	case schedule.NoShow:
		return "overdue", status.Words()
	}
	return status.State(), status.Words()
}

// deskNext is the panel as the front desk reads it.
func deskNext(ctx context.Context, d chart.Desk) ui.Next {
	n := ui.Next{What: d.Next, Owner: d.OwnerName, OwnerRole: ui.Capital(auth.Role(d.OwnerRole).Word()), Since: "since " + ui.Day(ctx, d.Since)}
	if d.Next == "" {
		n = ui.Next{What: "Nothing is left to do"}
		return n
	}
	if n.Owner == "" {
		n.Owner, n.OwnerRole = n.OwnerRole, ""
	}
	if d.Due != nil {
		n.Due = "by " + ui.When(ctx, *d.Due)
	}
	for _, label := range pathway.DeskLabels(d.Label) {
		if blocks(label, d) {
			n.Blocked = append(n.Blocked, label)
		}
	}
	if len(d.Tasks) > 0 && d.Tasks[0].What == d.Next {
		n.Action = ui.NavItem{Label: d.Tasks[0].Act(), Href: d.Tasks[0].Href}
	}
	return n
}

// blocks: a label that says whose turn the course has does not stop what the front
// desk may do now, as booking the consultation.
func blocks(label string, d chart.Desk) bool {
	switch label {
	case "Ready", "Not needed", d.Next:
		return false
	case "With the prescriber", "With the therapist":
		return auth.Role(d.OwnerRole) != auth.Admin
	}
	return true
}

func standing(d chart.Desk) string {
	switch {
	case d.Stage == "":
		return "No course is open"
	case d.Paused:
		return "Paused"
	}
	return ""
}
