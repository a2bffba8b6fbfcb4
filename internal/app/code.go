package app

import (
	"context"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/staff"
	"kap/internal/task"
)

// tellOfCode asks the medical lead, or the therapists where it is the lead's own, to ask
// a person whether they wanted the new set-up code a manager made for them: who makes a
// code could use it.
func tellOfCode(ctx context.Context, tx *db.Tx, m staff.Member) error {
	asks := auth.MedicalLead
	if m.MedicalLead {
		asks = auth.Therapist
	}
	return task.Open(ctx, tx, task.New{
		Kind: task.ByHand, OwnerRole: asks, Fact: task.Fact{Kind: "staff", ID: m.ID},
		What: "Ask " + m.Name + " whether they asked for a new sign-in code: a manager made one",
	})
}
