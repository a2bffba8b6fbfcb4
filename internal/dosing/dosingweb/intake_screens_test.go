package dosingweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kap/internal/db"
)

func TestALozengeTakenAllTheSameOnItsPage(t *testing.T) {
	s := arrived(t)
	page := s.Path("/intake")
	s.Answers("the lozenge", s.Get("jonah", page), http.StatusOK, "Not ready for the lozenge", "The lozenge was taken")
	form := url.Values{"step": {"first"}, "at": {"2026-11-24T12:00"}, "witness": {s.Staff["jonah"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"1.5"}}
	refused := s.Post("jonah", page, form)
	s.Answers("as planned", refused, http.StatusConflict, "Readiness was not signed.", "No prescription is active", "It was taken all the same")
	s.Holds(refused, `value="1.5"`, `id="all_the_same"`)
	form.Set("all_the_same", "true")
	s.Answers("all the same", s.Post("jonah", page, form), http.StatusSeeOther)
	s.Answers("the booster's page", s.Get("jonah", page), http.StatusOK, "First lozenge, 150 mg", "1.5 × 100 mg = 150 mg", "Outside the plan", "Booster")
	s.Answers("readiness afterwards", s.Get("jonah", s.Path("/readiness")), http.StatusOK, "The lozenge was taken at 12:00 pm", "Eligibility is not decided yet. Ask the prescriber to decide.")
}

// The order allows 150 mg and a booster of 50 mg, 200 mg in one session; 150 mg were
// taken at noon.
func TestTheLozengePageOffersWhatTheOrderPermits(t *testing.T) {
	s := openRoom(t)
	s.Run(`insert into prescription (clinic_id, id, client_id, course_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		select $1, $2, client_id, course_id, 100, 8, 1.5, 2, 0.5, '2026-11-03', '2027-01-31', '2026-11-03 18:00Z', $3
		from dosing_session`, s.ID, db.NewID(), s.Staff["miriam"].Staff)
	s.At(30)
	page := s.Get("jonah", s.Path("/intake"))
	s.Answers("the booster", page, http.StatusOK, "Another amount was taken")
	s.Holds(page, `<option value="0.5" selected>`)
	for _, absent := range []string{`<option value="1"`, `name="all_the_same"`, s.Staff["priya"].Staff.String()} {
		if strings.Contains(page.Body.String(), absent) {
			t.Errorf("%s is offered", absent)
		}
	}
	wide := s.Get("jonah", s.Path("/intake?all_the_same=yes"))
	s.Answers("another amount", wide, http.StatusOK, "It was taken all the same")
	s.Holds(wide, `<option value="4"`, `<option value="0.5" selected>`)

	form := url.Values{"step": {"booster"}, "at": {"2026-11-24T12:30"}, "witness": {s.Staff["tomas"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"4"}, "all_the_same": {"true"}}
	s.Answers("seen by somebody who was not there", s.Post("jonah", s.Path("/intake"), form), http.StatusUnprocessableEntity,
		"somebody who was with the client when the lozenge was taken")
	form.Set("witness", s.Staff["jonah"].Staff.String())
	s.Answers("all the same", s.Post("jonah", s.Path("/intake"), form), http.StatusSeeOther)
	s.Answers("nothing more", s.Get("jonah", s.Path("/intake")), http.StatusOK,
		"The order permits no lozenge now.", "It was taken all the same")
}
