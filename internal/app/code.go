package app

import (
	"context"
	"net/http"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/staff"
	"kap/internal/task"
)

// address is where people reach the server, for links that are passed on: as it was set.
// Where it was not (development), as this request reached it: the port may have moved.
func (a *App) address(r *http.Request) string {
	set := a.Config.PublicURL
	if set != "" && (a.Config.InProduction() || a.Config.Host() != a.Config.Addr) {
		return set
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// tellOfCode asks the medical lead, or the therapists where it is the lead's own, to ask
// a person whether they wanted the new set-up code a manager made for them: who makes a
// code could use it, and a password that works would then be another's. A manager who is
// the medical lead is not the one who asks.
func tellOfCode(ctx context.Context, tx *db.Tx, m staff.Member) error {
	asks := auth.MedicalLead
	if m.MedicalLead || tx.Actor.Is(auth.MedicalLead) {
		asks = auth.Therapist
	}
	return task.Open(ctx, tx, task.New{
		Kind: task.ByHand, OwnerRole: asks, Fact: task.Fact{Kind: "staff", ID: m.ID},
		What: "Ask " + m.Name + " whether they asked for a new sign-in code: a manager made one",
	})
}
