package dosingweb_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
)

// coming is another client, Ben, booked for noon: nothing is gathered, nothing ordered.
func coming(t *testing.T) (room, uuid.UUID) {
	s := openRoom(t)
	ben, course, visit := db.NewID(), db.NewID(), db.NewID()
	jonah, clinic := s.clinic.Staff["jonah"].Staff, s.clinic.ID
	s.own(`insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Benjamin Ode', 'Ben', '1990-05-01')`, clinic, ben)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		s.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, clinic, db.NewID(), ben, s.clinic.Staff[name].Staff, role)
	}
	s.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id) values ($1, $2, $3, '2026-10-01', $4)`, clinic, course, ben, jonah)
	s.own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		values ($1, $2, $3, $4, 'dosing', '2026-11-24 19:00Z', '2026-11-24 22:00Z', 'confirmed', $5, $6)`,
		clinic, visit, ben, course, jonah, s.clinic.Rooms[1])
	s.client = ben
	return s, visit
}

// holds looks for what only the page's source says.
func (s room) holds(w *httptest.ResponseRecorder, parts ...string) {
	s.t.Helper()
	for _, part := range parts {
		if !strings.Contains(w.Body.String(), part) {
			s.t.Errorf("%s is not in the page", part)
		}
	}
}

// arrived is Ben here, by the page.
func arrived(t *testing.T) room {
	t.Helper()
	s, visit := coming(t)
	to := s.get("jonah", "/clients/"+s.client.String()+"/dosing/new?appointment="+visit.String()).Header().Get("Location")
	s.answers("the arrival", s.get("jonah", to), http.StatusOK, "The client is here", "Juniper", "Jonah Weiss")
	page, _, _ := strings.Cut(to, "?")
	w := s.post("jonah", page, url.Values{"appointment": {visit.String()}})
	s.answers("arriving", w, http.StatusSeeOther)
	s.session = uuid.MustParse(page[strings.LastIndex(page, "/")+1:])
	if want := s.path("/arrival-check"); w.Header().Get("Location") != want {
		t.Errorf("led to %s, want %s", w.Header().Get("Location"), want)
	}
	return s
}

// TestASecondArrivalLeadsToTheSession: two people say at once that the client is here.
func TestASecondArrivalLeadsToTheSession(t *testing.T) {
	s, visit := coming(t)
	at := "/clients/" + s.client.String() + "/dosing/new/"
	first, second := db.NewID(), db.NewID()
	s.post("jonah", at+first.String(), url.Values{"appointment": {visit.String()}})
	w := s.post("miriam", at+second.String(), url.Values{"appointment": {visit.String()}})
	s.session = first
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != s.path("") {
		t.Errorf("got %d, led to %s", w.Code, w.Header().Get("Location"))
	}
}

// TestWhereTheDeskSawTheClientComeNobodyIsAskedAgain: the page says what begins.
func TestWhereTheDeskSawTheClientComeNobodyIsAskedAgain(t *testing.T) {
	s, visit := coming(t)
	s.own(`update appointment set status = 'arrived' where id = $1`, visit)
	to := s.get("jonah", "/clients/"+s.client.String()+"/dosing/new?appointment="+visit.String()).Header().Get("Location")
	s.answers("the arrival", s.get("jonah", to), http.StatusOK, "Begin the arrival check")
}

func TestArrivalIsAnsweredInParts(t *testing.T) {
	s := arrived(t)
	page := s.path("/arrival-check")
	s.answers("the questions", s.get("jonah", page), http.StatusOK, "Nothing is answered yet", "Does the client want to go ahead today?", "18 or older?")
	s.answers("a thing that cannot be", s.post("jonah", page, url.Values{"seen": {"0"}, "last_food": {"2026-11-25T08:00"}, "weight_typed": {"12"}, "weight_unit": {"lb"}}),
		http.StatusUnprocessableEntity, "This time has not come yet", "A weight lies between")
	s.answers("some answers", s.post("jonah", page, url.Values{"seen": {"0"}, "wants_to_go_ahead": {"yes"}, "last_food": {"2026-11-24T07:00"},
		"weight_typed": {"160"}, "weight_unit": {"lb"},
		"lozenges.brought[0].strength": {"100"}, "lozenges.brought[0].units": {"3.5"}, "lozenges.brought[0].lot": {"A1"}}), http.StatusSeeOther)
	saved := s.get("jonah", page)
	s.answers("as saved", saved, http.StatusOK, "Last saved at 12:00 pm by Jonah Weiss")
	s.holds(saved, `value="72.6"`, `value="2026-11-24T07:00"`, `value="3.5"`)
}

func TestReadinessSaysWhatIsMissing(t *testing.T) {
	s := arrived(t)
	page := s.path("/readiness")
	s.answers("readiness", s.get("jonah", page), http.StatusOK, "Not yet", "May the dose start?", "Eligibility is not decided yet. Ask the prescriber to decide.", "Opens when everything is ready")
	s.answers("clearing", s.post("jonah", s.path("/clearance"), url.Values{}), http.StatusConflict, "Not ready for the lozenge")
	s.answers("a call", s.post("jonah", s.path("/prescriber-calls"), url.Values{"called": {"Dr. H"}, "at": {"2026-11-24T11:59"}, "reason": {"something else"},
		"answered": {"yes"}, "instruction": {"Wait"}, "read_back": {"true"}}), http.StatusSeeOther)
	s.answers("the call as logged", s.get("jonah", page), http.StatusOK, "Dr. H, about something else: Wait")
	for _, i := range []string{"G01", "G08", "G24"} {
		if strings.Contains(s.get("jonah", page).Body.String(), ">"+i) {
			t.Errorf("the page shows the number %s", i)
		}
	}
	s.answers("a hard stop", s.post("miriam", s.path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusConflict, "cannot be overridden")
	s.answers("a therapist overriding", s.post("jonah", s.path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusForbidden)
	s.answers("acknowledging", s.post("jonah", s.path("/acknowledgements/G24"), url.Values{}), http.StatusSeeOther)
	s.answers("the front desk", s.get("grace", page), http.StatusForbidden)
	s.answers("another therapist", s.get("priya", page), http.StatusNotFound)
}

func TestALozengeTakenAllTheSameOnItsPage(t *testing.T) {
	s := arrived(t)
	page := s.path("/intake")
	s.answers("the lozenge", s.get("jonah", page), http.StatusOK, "Not ready for the lozenge", "The lozenge was taken")
	form := url.Values{"step": {"first"}, "at": {"2026-11-24T12:00"}, "witness": {s.clinic.Staff["jonah"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"1.5"}}
	refused := s.post("jonah", page, form)
	s.answers("as planned", refused, http.StatusConflict, "Readiness was not signed.", "No prescription is active", "It was taken all the same")
	s.holds(refused, `value="1.5"`, `id="all_the_same"`)
	form.Set("all_the_same", "true")
	s.answers("all the same", s.post("jonah", page, form), http.StatusSeeOther)
	s.answers("the booster's page", s.get("jonah", page), http.StatusOK, "First lozenge, 150 mg", "1.5 × 100 mg = 150 mg", "Outside the plan", "Booster")
	s.answers("readiness afterwards", s.get("jonah", s.path("/readiness")), http.StatusOK, "The lozenge was taken at 12:00 pm", "Eligibility is not decided yet. Ask the prescriber to decide.")
}

// The order allows 150 mg and a booster of 50 mg, 200 mg in one session; 150 mg were
// taken at noon.
func TestTheLozengePageOffersWhatTheOrderPermits(t *testing.T) {
	s := openRoom(t)
	s.own(`insert into prescription (clinic_id, id, client_id, course_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		select $1, $2, client_id, course_id, 100, 8, 1.5, 2, 0.5, '2026-11-03', '2027-01-31', '2026-11-03 18:00Z', $3
		from dosing_session`, s.clinic.ID, db.NewID(), s.clinic.Staff["miriam"].Staff)
	s.at(30)
	page := s.get("jonah", s.path("/intake"))
	s.answers("the booster", page, http.StatusOK, "Another amount was taken")
	s.holds(page, `<option value="0.5" selected>`)
	for _, absent := range []string{`<option value="1"`, `name="all_the_same"`, s.clinic.Staff["priya"].Staff.String()} {
		if strings.Contains(page.Body.String(), absent) {
			t.Errorf("%s is offered", absent)
		}
	}
	wide := s.get("jonah", s.path("/intake?all_the_same=yes"))
	s.answers("another amount", wide, http.StatusOK, "It was taken all the same")
	s.holds(wide, `<option value="4"`, `<option value="0.5" selected>`)

	form := url.Values{"step": {"booster"}, "at": {"2026-11-24T12:30"}, "witness": {s.clinic.Staff["tomas"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"4"}, "all_the_same": {"true"}}
	s.answers("seen by somebody who was not there", s.post("jonah", s.path("/intake"), form), http.StatusUnprocessableEntity,
		"somebody who was with the client when the lozenge was taken")
	form.Set("witness", s.clinic.Staff["jonah"].Staff.String())
	s.answers("all the same", s.post("jonah", s.path("/intake"), form), http.StatusSeeOther)
	s.answers("nothing more", s.get("jonah", s.path("/intake")), http.StatusOK,
		"The order permits no lozenge now.", "It was taken all the same")
}

func TestNotHeldTodayOnItsPage(t *testing.T) {
	s := arrived(t)
	s.answers("closing", s.post("jonah", s.path("/not-held"), url.Values{}), http.StatusSeeOther)
	s.answers("afterwards", s.get("jonah", s.path("/readiness")), http.StatusOK, "This session was not held today")
	s.answers("the lozenge", s.get("jonah", s.path("/intake")), http.StatusOK, "This session is over")
}
