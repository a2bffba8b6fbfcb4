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
func over(v schedule.Visit) bool {
	return v.Status == schedule.Done || !v.Status.Active()
}

// placeOf is "Aspen, Jonah Weiss".
func placeOf(v schedule.Visit) string {
	if v.RoomName == "" {
		return v.StaffName
	}
	return v.RoomName + ", " + v.StaffName
}

// visitState is the mark and the word that every list has for it.
func visitState(v schedule.Visit) (kind, word string) {
	switch v.Status {
	case schedule.NotHeld:
		return "held", v.Status.Words()
	case schedule.NoShow:
		return "overdue", v.Status.Words()
	}
	return v.Status.State(), v.Status.Words()
}

// deskNext is the panel as the front desk reads it.
func deskNext(ctx context.Context, d chart.Desk) ui.Next {
	n := ui.Next{What: d.Next, Owner: d.OwnerName, OwnerRole: ui.Capital(d.OwnerRole.Word()), Since: "since " + ui.Day(ctx, d.Since)}
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
	for _, label := range pathway.DeskLabels(d.DeskLabel) {
		if blocks(label, d) {
			n.Blocked = append(n.Blocked, label)
		}
	}
	if len(d.Tasks) > 0 && d.Tasks[0].What == d.Next {
		n.Action = ui.NavItem{Label: d.Tasks[0].Act(), Href: d.Tasks[0].Where()}
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
		return d.OwnerRole != auth.Admin
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
