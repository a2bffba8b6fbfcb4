package dosingweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/testdesk"
)

// coming is another client, Ben, booked for noon: nothing is gathered, nothing ordered.
func coming(t *testing.T) (room, uuid.UUID) {
	s := openRoom(t)
	ben, course, visit := db.NewID(), db.NewID(), db.NewID()
	jonah, clinic := s.Staff["jonah"].Staff, s.ID
	s.Run(`insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Benjamin Ode', 'Ben', '1990-05-01')`, clinic, ben)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		s.Run(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, clinic, db.NewID(), ben, s.Staff[name].Staff, role)
	}
	s.Run(`insert into course (clinic_id, id, client_id, opened_at, therapist_id) values ($1, $2, $3, '2026-10-01', $4)`, clinic, course, ben, jonah)
	s.Run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id)
		values ($1, $2, $3, $4, 'dosing', '2026-11-24 19:00Z', '2026-11-24 22:00Z', 'confirmed', $5, $6)`,
		clinic, visit, ben, course, jonah, s.Rooms[1])
	s.Client = ben
	return s, visit
}

// holds looks for what only the page's source says.
func (s room) holds(w testdesk.Answer, parts ...string) {
	s.T.Helper()
	for _, part := range parts {
		if !strings.Contains(w.Body.String(), part) {
			s.T.Errorf("%s is not in the page", part)
		}
	}
}

// arrived is Ben here, by the page.
func arrived(t *testing.T) room {
	t.Helper()
	s, visit := coming(t)
	to := s.Get("jonah", "/clients/"+s.Client.String()+"/dosing/new?appointment="+visit.String()).To()
	s.Answers("the arrival", s.Get("jonah", to), http.StatusOK, "The client is here", "Juniper", "Jonah Weiss")
	page, _, _ := strings.Cut(to, "?")
	w := s.Post("jonah", page, url.Values{"appointment": {visit.String()}})
	s.Answers("arriving", w, http.StatusSeeOther)
	s.session = uuid.MustParse(page[strings.LastIndex(page, "/")+1:])
	if want := s.path("/arrival-check"); w.To() != want {
		t.Errorf("led to %s, want %s", w.To(), want)
	}
	return s
}

// TestASecondArrivalLeadsToTheSession: two people say at once that the client is here.
func TestASecondArrivalLeadsToTheSession(t *testing.T) {
	s, visit := coming(t)
	at := "/clients/" + s.Client.String() + "/dosing/new/"
	first, second := db.NewID(), db.NewID()
	s.Post("jonah", at+first.String(), url.Values{"appointment": {visit.String()}})
	w := s.Post("miriam", at+second.String(), url.Values{"appointment": {visit.String()}})
	s.session = first
	if w.Code != http.StatusSeeOther || w.To() != s.path("") {
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
	page := s.path("/arrival-check")
	s.Answers("the questions", s.Get("jonah", page), http.StatusOK, "Nothing is answered yet", "Does the client want to go ahead today?", "18 or older?")
	s.Answers("a thing that cannot be", s.Post("jonah", page, url.Values{"seen": {"0"}, "last_food": {"2026-11-25T08:00"}, "weight_typed": {"12"}, "weight_unit": {"lb"}}),
		http.StatusUnprocessableEntity, "This time has not come yet", "A weight lies between")
	s.Answers("some answers", s.Post("jonah", page, url.Values{"seen": {"0"}, "wants_to_go_ahead": {"yes"}, "last_food": {"2026-11-24T07:00"},
		"weight_typed": {"160"}, "weight_unit": {"lb"},
		"lozenges.brought[0].strength": {"100"}, "lozenges.brought[0].units": {"3.5"}, "lozenges.brought[0].lot": {"A1"}}), http.StatusSeeOther)
	saved := s.Get("jonah", page)
	s.Answers("as saved", saved, http.StatusOK, "Last saved at 12:00 pm by Jonah Weiss")
	s.holds(saved, `value="72.6"`, `value="2026-11-24T07:00"`, `value="3.5"`)
}

func TestReadinessSaysWhatIsMissing(t *testing.T) {
	s := arrived(t)
	page := s.path("/readiness")
	s.Answers("readiness", s.Get("jonah", page), http.StatusOK, "Not yet", "May the dose start?", "Eligibility is not decided yet. Ask the prescriber to decide.", "Opens when everything is ready")
	s.Answers("clearing", s.Post("jonah", s.path("/clearance"), url.Values{}), http.StatusConflict, "Not ready for the lozenge")
	s.Answers("a call", s.Post("jonah", s.path("/prescriber-calls"), url.Values{"called": {"Dr. H"}, "at": {"2026-11-24T11:59"}, "reason": {"something else"},
		"answered": {"yes"}, "instruction": {"Wait"}, "read_back": {"true"}}), http.StatusSeeOther)
	s.Answers("the call as logged", s.Get("jonah", page), http.StatusOK, "Dr. H, about something else: Wait")
	for _, i := range []string{"G01", "G08", "G24"} {
		if strings.Contains(s.Get("jonah", page).Body.String(), ">"+i) {
			t.Errorf("the page shows the number %s", i)
		}
	}
	s.Answers("a hard stop", s.Post("miriam", s.path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusConflict, "cannot be overridden")
	s.Answers("a therapist overriding", s.Post("jonah", s.path("/overrides/G01"), url.Values{"reason": {"Please"}}), http.StatusForbidden)
	s.Answers("acknowledging", s.Post("jonah", s.path("/acknowledgements/G24"), url.Values{}), http.StatusSeeOther)
	s.Answers("the front desk", s.Get("grace", page), http.StatusForbidden)
	s.Answers("another therapist", s.Get("priya", page), http.StatusNotFound)
}

func TestALozengeTakenAllTheSameOnItsPage(t *testing.T) {
	s := arrived(t)
	page := s.path("/intake")
	s.Answers("the lozenge", s.Get("jonah", page), http.StatusOK, "Not ready for the lozenge", "The lozenge was taken")
	form := url.Values{"step": {"first"}, "at": {"2026-11-24T12:00"}, "witness": {s.Staff["jonah"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"1.5"}}
	refused := s.Post("jonah", page, form)
	s.Answers("as planned", refused, http.StatusConflict, "Readiness was not signed.", "No prescription is active", "It was taken all the same")
	s.holds(refused, `value="1.5"`, `id="all_the_same"`)
	form.Set("all_the_same", "true")
	s.Answers("all the same", s.Post("jonah", page, form), http.StatusSeeOther)
	s.Answers("the booster's page", s.Get("jonah", page), http.StatusOK, "First lozenge, 150 mg", "1.5 × 100 mg = 150 mg", "Outside the plan", "Booster")
	s.Answers("readiness afterwards", s.Get("jonah", s.path("/readiness")), http.StatusOK, "The lozenge was taken at 12:00 pm", "Eligibility is not decided yet. Ask the prescriber to decide.")
}

// The order allows 150 mg and a booster of 50 mg, 200 mg in one session; 150 mg were
// taken at noon.
func TestTheLozengePageOffersWhatTheOrderPermits(t *testing.T) {
	s := openRoom(t)
	s.Run(`insert into prescription (clinic_id, id, client_id, course_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		select $1, $2, client_id, course_id, 100, 8, 1.5, 2, 0.5, '2026-11-03', '2027-01-31', '2026-11-03 18:00Z', $3
		from dosing_session`, s.ID, db.NewID(), s.Staff["miriam"].Staff)
	s.at(30)
	page := s.Get("jonah", s.path("/intake"))
	s.Answers("the booster", page, http.StatusOK, "Another amount was taken")
	s.holds(page, `<option value="0.5" selected>`)
	for _, absent := range []string{`<option value="1"`, `name="all_the_same"`, s.Staff["priya"].Staff.String()} {
		if strings.Contains(page.Body.String(), absent) {
			t.Errorf("%s is offered", absent)
		}
	}
	wide := s.Get("jonah", s.path("/intake?all_the_same=yes"))
	s.Answers("another amount", wide, http.StatusOK, "It was taken all the same")
	s.holds(wide, `<option value="4"`, `<option value="0.5" selected>`)

	form := url.Values{"step": {"booster"}, "at": {"2026-11-24T12:30"}, "witness": {s.Staff["tomas"].Staff.String()},
		"lines[0].strength": {"100"}, "lines[0].units": {"4"}, "all_the_same": {"true"}}
	s.Answers("seen by somebody who was not there", s.Post("jonah", s.path("/intake"), form), http.StatusUnprocessableEntity,
		"somebody who was with the client when the lozenge was taken")
	form.Set("witness", s.Staff["jonah"].Staff.String())
	s.Answers("all the same", s.Post("jonah", s.path("/intake"), form), http.StatusSeeOther)
	s.Answers("nothing more", s.Get("jonah", s.path("/intake")), http.StatusOK,
		"The order permits no lozenge now.", "It was taken all the same")
}

func TestNotHeldTodayOnItsPage(t *testing.T) {
	s := arrived(t)
	s.Answers("closing", s.Post("jonah", s.path("/not-held"), url.Values{}), http.StatusSeeOther)
	s.Answers("afterwards", s.Get("jonah", s.path("/readiness")), http.StatusOK, "This session was not held today")
	s.Answers("the lozenge", s.Get("jonah", s.path("/intake")), http.StatusOK, "This session is over")
}
