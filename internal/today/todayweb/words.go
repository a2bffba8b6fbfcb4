package todayweb

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kap/internal/auth"
	"kap/internal/task"
	"kap/internal/today"
	"kap/web/ui"
)

// under is the line below the title: the date and how much there is.
func under(ctx context.Context, h today.Home) string {
	s := ui.ShellOf(ctx)
	date := s.Now.In(s.Zone).Format("Monday, January 2, 2006") + "."
	if h.As == auth.Manager {
		return date
	}
	return fmt.Sprintf("%s %s. %s.", date, counted(len(h.Visits), "visit", "visits"), needing(len(h.Needs)+own(h)))
}

// own is 1 where a step of the clinic's first hour needs the reader now.
func own(h today.Home) int {
	if s, _ := today.Upcoming(h.First); s != nil && s.Mine {
		return 1
	}
	return 0
}

func needing(n int) string {
	if n == 0 {
		return "Nothing needs you"
	}
	return counted(n, "thing needs you", "things need you")
}

func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "No " + many
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// housePlaces are the pages on which a manager keeps the clinic.
var housePlaces = []ui.Fact{
	{Label: "The clinic", Href: "/clinic", Value: "Address, phone, emergency department, time zone, initials"},
	{Label: "Staff", Href: "/staff", Value: "Who works here, as what, and their sign-in"},
	{Label: "Rooms", Href: "/rooms", Value: "Where visits are held, and which suit dosing"},
	{Label: "Weekly hours", Href: "/hours", Value: "When nurses and medical assistants are in the house"},
	{Label: "Cover and on call", Href: "/cover", Value: "Who stands in for whom"},
	{Label: "Protocol", Href: "/protocol", Value: "The numbers and rules; the medical lead approves them"},
	{Label: "Consent texts", Href: "/consent-texts", Value: "What clients sign; the medical lead approves them"},
}

// holder is who has open work, as the manager reads it: "Jonah Weiss, therapist".
func holder(c task.OwnerCount) string {
	switch {
	case c.Name != "":
		return c.Name + ", " + c.Role.Word()
	case c.Role == auth.Manager:
		return "You, manager"
	}
	return ui.Capital(c.Role.Word())
}

// lateWords say what is late in the clinic and with whom, or that nothing is.
func lateWords(owners []task.OwnerCount) (words string, some bool) {
	n := 0
	var with []string
	for _, c := range owners {
		if c.Overdue > 0 {
			n += c.Overdue
			with = append(with, holder(c)+" ("+strconv.Itoa(c.Overdue)+")")
		}
	}
	if n == 0 {
		return "Nothing waits for you, and nothing is late in the clinic.", false
	}
	return "Nothing waits for you. In the clinic " + counted(n, "task is late", "tasks are late") + ": " + strings.Join(with, "; ") + ".", true
}
