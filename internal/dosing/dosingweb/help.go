package dosingweb

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/web/ui"
)

func (s Screens) helpForm() endpoint.Form[dosing.HelpEntry] {
	return endpoint.Form[dosing.HelpEntry]{
		Page: s.helpPage,
		Submit: func(r *http.Request, c dosing.HelpEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.CallHelp(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), c)
		},
	}
}

func (s Screens) helpPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	reach, err := s.Clients.Reach(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	return helpPage(c, reach, f.Default("kind", "prescriber").Default("called", c.Around.PrescriberName)), nil
}

// readAloud is what is said to 911: who calls from where, about whom, and what they took.
func readAloud(ctx context.Context, c dosing.Chart) string {
	took := "is here for a ketamine session"
	if n := len(c.Intakes); n > 0 {
		took = fmt.Sprintf("took %s mg of ketamine in the mouth at %s", total(c.Intakes), ui.Clock(ctx, c.Intakes[0].At))
	}
	return fmt.Sprintf("This is %s, %s. A person of %d years %s and needs help now. They are (breathing, awake, in pain …). Call us back on %s.",
		c.Clinic.Name, c.Clinic.Address, c.Client.Age(c.Now), took, c.Clinic.Phone)
}

func total(intakes []dosing.Intake) medication.MG {
	var mg medication.MG
	for _, i := range intakes {
		mg += i.MG
	}
	return mg
}
