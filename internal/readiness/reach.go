package readiness

import (
	"strings"

	"kap/internal/clinic"
	"kap/internal/problem"
)

// Unreachable refuses a dosing day of a clinic that cannot be told to emergency services,
// and names whom to ask for what is missing.
func Unreachable(d clinic.Details, managers []string) error {
	err := d.Reachable()
	if err == nil || len(managers) == 0 {
		return err
	}
	return problem.Newf(problem.Conflict, "%s Ask %s.", err, strings.Join(managers, " or "))
}

// Unreachable is why no client can arrive at the clinic yet; nil where they can.
func (c Coming) Unreachable() error { return Unreachable(c.Clinic, c.Managers) }

// Unreachable is why the dose cannot be cleared whatever else is ready; nil where it can.
func (p ReadinessPage) Unreachable() error { return Unreachable(p.Clinic, p.Managers) }

// Unreachable is why the dose cannot be cleared or taken as planned; nil where it can.
func (k Known) Unreachable() error { return Unreachable(k.Clinic, k.Managers) }
