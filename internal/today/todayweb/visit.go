package todayweb

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/internal/readiness"
	"kap/internal/schedule"
	"kap/internal/today"
)

func visitHref(v today.Visit, as auth.Role) string {
	client := "/clients/" + v.ClientID.String()
	if as != auth.Admin && v.Session.ID != uuid.Nil {
		return client + "/dosing/" + v.Session.ID.String()
	}
	return client + "/appointments/" + v.ID.String()
}

// kindWords is what a visit is: "dosing session 4 of 6".
func kindWords(v today.Visit) string {
	if v.Kind == schedule.Dosing && v.Dose > 0 {
		return fmt.Sprintf("dosing session %d of %d", v.Dose, v.Planned)
	}
	if v.Kind == schedule.Dosing {
		return "dosing session"
	}
	return string(v.Kind)
}

// where is a visit's place and person: "Aspen. Jonah Weiss."
func where(v today.Visit) string {
	var parts []string
	mode := ""
	if v.VisitMode != schedule.Here {
		mode = v.VisitMode.Words()
	}
	for _, part := range []string{v.Room, mode, v.StaffName} {
		if part != "" {
			parts = append(parts, part+".")
		}
	}
	return strings.Join(parts, " ")
}

// visitState is a visit's state in words. The front desk reads its label and where
// the client is, never what blocks.
func visitState(v today.Visit, as auth.Role, now time.Time) (kind, word string) {
	switch {
	case v.Here() && v.Session.Status != readiness.Dosed:
		return "now", schedule.Arrived.Words()
	case v.Here():
		return "now", schedule.InProgress.Words()
	case v.Status == schedule.NoShow:
		return "overdue", schedule.NoShow.Words()
	case v.Status == schedule.NotHeld || v.Session.Status == readiness.NotStarted:
		return "held", "Not held today"
	case v.Over(now):
		return over(v)
	case v.Kind == schedule.Dosing:
		return weighed(v, as)
	case v.Status == schedule.Tentative:
		return "planned", schedule.Tentative.Words()
	}
	return "booked", schedule.Confirmed.Words()
}

func over(v today.Visit) (kind, word string) {
	switch {
	case v.Session.Status == readiness.Signed, v.Status == schedule.Done:
		return "done", schedule.Done.Words()
	case v.Session.Status == readiness.Left:
		return "waiting", "Left, not signed"
	}
	return "overdue", "Not written down"
}

func weighed(v today.Visit, as auth.Role) (kind, word string) {
	if as == auth.Admin {
		return deskState(v)
	}
	if len(v.Held()) > 0 {
		return "held", "Held up"
	}
	if v.Status == schedule.Tentative { // something kept it from being confirmed, whatever is known of it here
		return "planned", schedule.Tentative.Words()
	}
	return "ready", "Ready"
}

// takesOver is who goes on with a client whom the front desk has seen come.
func takesOver(v today.Visit) string {
	who := v.StaffName
	if who == "" {
		who = "The clinician of the visit"
	}
	return who + " takes over; nothing more is yours until the client leaves."
}

// deskState is the front desk's label: "Ready", or what is missing.
func deskState(v today.Visit) (kind, word string) {
	switch {
	case v.Paused:
		return "held", "Paused"
	case v.DeskLabel == "Ready" && v.Status == schedule.Tentative:
		return "planned", schedule.Tentative.Words()
	case v.DeskLabel == "Ready":
		return "ready", "Ready"
	case v.DeskLabel == "": // nothing is known of the course
		return "held", "Not known yet"
	case v.DeskLabel == "Clinician now":
		return "danger", v.DeskLabel
	case v.DeskLabel == "In session" || strings.HasPrefix(v.DeskLabel, "Leaves about "):
		return "now", v.DeskLabel
	case v.DeskLabel == "Not held today" || v.DeskLabel == "Not needed":
		return "planned", v.DeskLabel
	}
	return "missing", lacking(pathway.DeskLabels(v.DeskLabel))
}

// lacking tells what is missing from who has it: "With the prescriber. Missing: Escort".
func lacking(labels []string) string {
	var with, missing []string
	for _, label := range labels {
		if strings.HasPrefix(label, "With the ") || label == "Paused" {
			with = append(with, label+".")
		} else {
			missing = append(missing, label)
		}
	}
	words := strings.Join(with, " ")
	if len(missing) > 0 {
		words += " Missing: " + strings.Join(missing, ", ")
	}
	return strings.TrimSuffix(strings.TrimSpace(words), ".")
}
