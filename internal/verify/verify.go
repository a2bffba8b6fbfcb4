package verify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Finding is one row that breaks one invariant. It holds ids, never names.
type Finding struct {
	Rule    string    // "I3"
	Says    string    // the invariant in words
	Clinic  uuid.UUID `db:"clinic_id"`
	Kind    string    // table
	Subject uuid.UUID
	Detail  string
}

// String reads as one line of a report.
func (f Finding) String() string {
	line := fmt.Sprintf("%s %s %s: %s", f.Rule, f.Kind, f.Subject, f.Says)
	if f.Detail != "" {
		line += " (" + f.Detail + ")"
	}
	return line
}

// rule is one invariant and the statement that finds what breaks it. Each
// statement answers clinic_id, kind, subject, detail.
type rule struct{ id, says, finds string }

type broken struct {
	ClinicID uuid.UUID
	Kind     string
	Subject  uuid.UUID
	Detail   string
}

// Everything looks at every rule, and at what every signature stands under.
func Everything(ctx context.Context, owner *db.Owner) ([]Finding, error) {
	findings, err := ruled(ctx, owner)
	if err != nil {
		return nil, err
	}
	changed, err := derived(ctx, owner)
	if err != nil {
		return nil, err
	}
	clocks, err := clocks(ctx, owner, time.LoadLocation)
	if err != nil {
		return nil, err
	}
	unfolded, err := unfolded(ctx, owner)
	return slices.Concat(findings, changed, clocks, unfolded), err
}

func ruled(ctx context.Context, owner *db.Owner) (findings []Finding, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		for _, r := range rules() {
			rows, err := db.All[broken](ctx, v, r.finds)
			if err != nil {
				return fmt.Errorf("verify %s: %w", r.id, err)
			}
			for _, b := range rows {
				findings = append(findings, Finding{r.id, r.says, b.ClinicID, b.Kind, b.Subject, b.Detail})
			}
		}
		return nil
	})
	return findings, err
}

func rules() []rule {
	var all []rule
	for _, some := range [][]rule{bookings, intakes, sessions, courses, signatures} {
		all = append(all, some...)
	}
	return all
}
