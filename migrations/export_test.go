package migrations

import (
	"context"

	"github.com/golang-migrate/migrate/v4"
)

// Down takes everything away again, data included.
func Down(ctx context.Context, ownerDSN string) error {
	return with(ctx, ownerDSN, nil, func(m *migrate.Migrate) error { return m.Down() })
}

// Current says whether nothing is left to apply.
func (s State) Current() bool { return !s.Dirty && s.Version == s.Latest }
