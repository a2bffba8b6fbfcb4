package integrationweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/internal/integration/integrationweb"
	"kap/internal/testdesk"
)

// open is the screens, with Ana Ruiz in the care of Jonah, Miriam and Ada.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return integrationweb.Screens{Integrations: integration.Service{DB: d}, Clients: client.Service{DB: d}}.Routes()
	})
	s.Zone = time.UTC
	s.TakeIn("ada")
	return s
}

// dosed gives Ana a dose three days ago, a goal and an approved protocol.
func dosed(s *testdesk.Desk) (day, goal string) {
	s.T.Helper()
	dosed, goals := db.NewID(), db.NewID()
	at := dbtest.Noon.AddDate(0, 0, -3)
	s.Approved()
	s.Run(`insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, 2, '2026-11-21', $5)`, s.ID, dosed, s.Client, s.Course, at)
	s.Run(`insert into goal (clinic_id, id, client_id, course_id, position, words) values ($1, $2, $3, $4, 1, 'less alone with it')`,
		s.ID, goals, s.Client, s.Course)
	session := db.NewID()
	s.Run(`insert into dosing_session (clinic_id, id, client_id, course_id, dosing_day_id, status, arrived_at, started_at)
		values ($1, $2, $3, $4, $5, 'dosed', $6, $6)`, s.ID, session, s.Client, s.Course, dosed, at)
	s.Run(`insert into impression (clinic_id, id, client_id, session_id, at, images, quotes)
		values ($1, $2, $3, $4, $5, 'house, water', 'The door was blue and it was mine.')`, s.ID, db.NewID(), s.Client, session, at)
	s.Run(`insert into preparation_session (clinic_id, id, client_id, course_id, held_at, intention)
		values ($1, $2, $3, $4, $5, 'To look at the year after the move.')`, s.ID, db.NewID(), s.Client, s.Course, at.AddDate(0, 0, -7))
	return dosed.String(), goals.String()
}

func TestASessionIsWrittenAndSigned(t *testing.T) {
	s := open(t)
	s.Ask("jonah", s.At+"/integrations", nil, http.StatusOK, "No dosing session was held yet")
	day, goal := dosed(s)
	at := s.Ask("jonah", s.At+"/integrations/new?dosing_day="+day, nil, http.StatusSeeOther).To()
	s.Ask("jonah", at, nil, http.StatusOK, "After dose 2 on Sat Nov 21, day 3 of about 14", "To look at the year after the move.",
		"The door was blue and it was mine.", "less alone with it", "No risk check on the day of this session")
	form := url.Values{"dosing_day": {day}, "held_at": {"2026-11-24T18:00"}, "minutes": {"53"}, "place": {"here"}, "state_since": {"Lighter."},
		"urinary": {"no"}, "goals[0].goal": {goal}, "goals[0].rating": {"6"}, "agreed": {"Walk daily"}, "then": {"check risk"},
		"themes": {"standing still\r\nwater"}}
	check := s.Ask("jonah", at, form, http.StatusSeeOther).To()
	if !strings.HasPrefix(check, s.At+"/risk-checks/new?then=integration/") {
		t.Errorf("leads to %s", check)
	}
	visit := s.At + "/integrations/" + strings.TrimPrefix(check, s.At+"/risk-checks/new?then=integration/")
	s.Ask("jonah", visit, nil, http.StatusOK, "Lighter.", "Walk daily", "So far 6", "standing still\nwater")
	s.Ask("jonah", s.Ask("jonah", s.At+"/integrations/new?dosing_day="+day, nil, http.StatusSeeOther).To(), nil, http.StatusOK, "Go on with it", visit)
	s.Ask("jonah", visit+"/signature", nil, http.StatusOK, "Missing before you can sign", "Make a risk check", "feels ready")
	s.Run(`insert into risk_check (clinic_id, id, client_id, at, ideation, dispositions) values ($1, $2, $3, $4, 'none', '{usual care}')`,
		s.ID, db.NewID(), s.Client, dbtest.Noon.Add(-time.Hour))
	form.Set("ready", "ready")
	form.Set("then", "sign")
	form.Set("version", "1")
	signature := s.Ask("jonah", visit, form, http.StatusSeeOther).To()
	page := s.Ask("jonah", signature, nil, http.StatusOK, "6 of 10", "Signing locks this session", "standing still; water")
	s.Ask("jonah", signature, url.Values{"shown": {"other"}}, http.StatusConflict, "has changed since it was shown")
	s.Ask("jonah", signature, url.Values{"shown": {page.Field("shown")}}, http.StatusSeeOther)
	s.Ask("miriam", visit, nil, http.StatusOK, "Signed by", "Jonah Weiss, LCSW", "Walk daily")
	s.Ask("jonah", s.At+"/integrations", nil, http.StatusOK, "Signed", "Ready")
	s.Ask("priya", visit, nil, http.StatusNotFound)
}

func TestWhoMayNotReadsNoName(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/integrations", "/integrations/new", "/integrations/" + db.NewID().String(), "/safety-calls/new"} {
		if page := s.Ask("grace", s.At+path, nil, http.StatusForbidden).Page(); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
	s.Ask("miriam", s.At+"/integrations/new", nil, http.StatusForbidden)
}

func TestASafetyCallIsLogged(t *testing.T) {
	s := open(t)
	at := s.Ask("jonah", s.At+"/safety-calls/new?session="+db.NewID().String(), nil, http.StatusSeeOther).To()
	s.Run(`update client set phone = '+1 303 555 0111' where id = $1`, s.Client)
	s.Ask("jonah", at, nil, http.StatusOK, `href="tel:+13035550111"`, "No risk check today", s.At+"/risk-checks/new?then=call/")
	s.Ask("jonah", at, url.Values{"at": {"2026-11-24T18:59"}, "outcome": {"reached"}, "doing": {"well"}}, http.StatusUnprocessableEntity,
		"Make a risk check in the call")
	s.Ask("jonah", at, url.Values{"at": {"2026-11-24T18:59"}, "outcome": {"no answer"}}, http.StatusSeeOther)
}
