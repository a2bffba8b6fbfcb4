package verify

import (
	"context"

	"kap/internal/db"
	"kap/internal/refold"
)

// unfolded finds names that are stored beside another key than the folding makes of them:
// the search misses them and lists have them in the wrong place.
func unfolded(ctx context.Context, owner *db.Owner) (findings []Finding, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		left, err := refold.Left(ctx, v)
		for _, row := range left {
			findings = append(findings, Finding{"N1", "a name is found and sorted by another key than its own; kap migrate mends it", row.Clinic, row.Table, row.ID, ""})
		}
		return err
	})
	return findings, err
}
