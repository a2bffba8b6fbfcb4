package readinessweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kap/internal/db"
)

// TestASecondArrivalLeadsToTheSession: two people say at once that the client is here.
func TestASecondArrivalLeadsToTheSession(t *testing.T) {
	s, visit := coming(t)
	at := "/clients/" + s.Client.String() + "/dosing/new/"
	first, second := db.NewID(), db.NewID()
	s.Post("jonah", at+first.String(), url.Values{"appointment": {visit.String()}})
	w := s.Post("miriam", at+second.String(), url.Values{"appointment": {visit.String()}})
	s.Session = first
	if w.Code != http.StatusSeeOther || w.To() != s.Path("") {
		t.Errorf("got %d, led to %s", w.Code, w.To())
	}
}

// TestWhereTheDeskSawTheClientComeNobodyIsAskedAgain: the page says what begins.
func TestWhereTheDeskSawTheClientComeNobodyIsAskedAgain(t *testing.T) {
	s, visit := coming(t)
	s.Run(`update appointment set status = 'arrived' where id = $1`, visit)
	to := s.Get("jonah", "/clients/"+s.Client.String()+"/dosing/new?appointment="+visit.String()).To()
	s.Answers("the arrival", s.Get("jonah", to), http.StatusOK, "Begin the arrival check")
}

func TestArrivalIsAnsweredInParts(t *testing.T) {
	s := arrived(t)
	page := s.Path("/arrival-check")
	s.Answers("the questions", s.Get("jonah", page), http.StatusOK, "Nothing is answered yet", "Does the client want to go ahead today?", "18 or older?")
	s.Answers("a thing that cannot be", s.Post("jonah", page, url.Values{"seen": {"0"}, "last_food": {"2026-11-25T08:00"}, "weight_typed": {"12"}, "weight_unit": {"lb"}}),
		http.StatusUnprocessableEntity, "This time has not come yet", "A weight lies between")
	s.Answers("some answers", s.Post("jonah", page, url.Values{"seen": {"0"}, "wants_to_go_ahead": {"yes"}, "last_food": {"2026-11-24T07:00"},
		"weight_typed": {"160"}, "weight_unit": {"lb"},
		"lozenges.brought[0].strength": {"100"}, "lozenges.brought[0].units": {"3.5"}, "lozenges.brought[0].lot": {"A1"}}), http.StatusSeeOther)
	saved := s.Get("jonah", page)
	s.Answers("as saved", saved, http.StatusOK, "Last saved at 12:00 pm by Jonah Weiss")
	s.Holds(saved, `value="72.6"`, `value="2026-11-24T07:00"`, `value="3.5"`)
}

func TestReadinessSaysWhatIsMissing(t *testing.T) {
	s := arrived(t)
	page := s.Path("/readiness")
	s.Answers("readiness", s.Get("jonah", page), http.StatusOK, "Not yet", "May the dose start?", "Eligibility is not decided yet. Ask the prescriber to decide.", "Opens when everything is ready")
	s.Answers("clearing", s.Post("jonah", s.Path("/clearance"), url.Values{}), http.StatusConflict, "Not ready for the lozenge")
	s.Answers("a call", s.Post("jonah", s.Path("/prescriber-calls"), url.Values{"called": {"Dr. H"}, "at": {"2026-11-24T11:59"}, "reason": {"something else"},
		"answered": {"yes"}, "instruction": {"Wait"}, "read_back": {"true"}}), http.StatusSeeOther)
	s.Answers("the call as logged", s.Get("jonah", page), http.StatusOK, "Dr. H, about something else: Wait")
	for _, i := range []string{"G01", "G08", "G24"} {
		if strings.Contains(s.Get("jonah", page).Body.String(), ">"+i) {
			t.Errorf("the page shows the number %s", i)
		}
	}
	s.Answers("a hard stop", s.Post("miriam", s.Path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusConflict, "cannot be overridden")
	s.Answers("a therapist overriding", s.Post("jonah", s.Path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusForbidden)
	s.Answers("acknowledging", s.Post("jonah", s.Path("/acknowledgements/G24"), url.Values{}), http.StatusSeeOther)
	s.Answers("the front desk", s.Get("grace", page), http.StatusForbidden)
	s.Answers("another therapist", s.Get("priya", page), http.StatusNotFound)
}

func TestNotHeldTodayOnItsPage(t *testing.T) {
	s := arrived(t)
	s.Answers("closing", s.Post("jonah", s.Path("/not-held"), url.Values{}), http.StatusSeeOther)
	s.Answers("afterwards", s.Get("jonah", s.Path("/readiness")), http.StatusOK, "This session was not held today")
	s.Answers("the lozenge", s.Get("jonah", s.Path("/intake")), http.StatusOK, "This session is over")
}
