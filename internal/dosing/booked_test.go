package dosing_test

import (
	"testing"

	"kap/internal/testday"
)

// booked is Ana's dosing day, with what these tests change of it.
type booked struct{ testday.Booked }

func here(t *testing.T) booked    { t.Helper(); return booked{testday.Here(t)} }
func cleared(t *testing.T) booked { t.Helper(); return booked{testday.Cleared(t)} }

// look reads one value as the owner, who sees every row.
func look[T any](h booked, statement string, args ...any) T {
	h.T.Helper()
	return testday.Look[T](h.Booked, statement, args...)
}
