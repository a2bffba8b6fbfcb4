package dosing

import (
	"strings"

	"kap/internal/clinic"
	"kap/internal/problem"
)

// unreachable refuses a dosing day of a clinic that cannot be told to emergency services,
// and names whom to ask for what is missing.
func unreachable(d clinic.Details, managers []string) error {
	err := d.Reachable()
	if err == nil || len(managers) == 0 {
		return err
	}
	return problem.Newf(problem.Conflict, "%s Ask %s.", err, strings.Join(managers, " or "))
}

// Unreachable is why no client can arrive at the clinic yet; nil where they can.
func (c Coming) Unreachable() error { return unreachable(c.Clinic, c.Managers) }

// Unreachable is why the dose cannot be cleared whatever else is ready; nil where it can.
func (p ReadinessPage) Unreachable() error { return unreachable(p.Clinic, p.Managers) }

// Unreachable is why the room does not open before the lozenge; nil where it does.
func (c Chart) Unreachable() error { return unreachable(c.Clinic, c.Managers) }

func (k known) unreachable() error { return unreachable(k.Clinic, k.Managers) }
