package clinicweb_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/clinic"
	"kap/internal/clinic/clinicweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/internal/testdesk"
)

// site is the page of the clinic.
type site struct{ *testdesk.Desk }

func open(t *testing.T) site {
	return site{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return clinicweb.Screens{Clinic: clinic.Service{DB: d}, Schedule: schedule.Service{DB: d}}.Routes()
	})}
}

// post is what stands on the page with some answers changed.
func (s site) post(who string, changed ...string) testdesk.Answer {
	values := testdesk.Form("name", "Larkspur", "address", "2140 Larkspur Street, Denver, CO 80205", "phone", "303 555 0142",
		"emergency_department", "Denver Health, 777 Bannock Street, 9 min by car", "zone", "America/Denver", "version", "1")
	for i := 0; i < len(changed); i += 2 {
		values.Set(changed[i], changed[i+1])
	}
	return s.Post(who, "/clinic", values)
}

func TestAllReadTheClinicAndAManagerChangesIt(t *testing.T) {
	s := open(t)
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "grace"} {
		page := s.Ask(who, "/clinic", nil, http.StatusOK, "2140 Larkspur Street", `href="tel:3035550142"`, "Denver Health, 777 Bannock Street, 9 min by car")
		if page.Has(`action="/clinic"`) {
			t.Errorf("%s has a form", who)
		}
		s.post(who).Is(http.StatusForbidden)
	}
	s.Ask("ruth", "/clinic", nil, http.StatusOK, `value="303 555 0142"`, `name="initials"`, "like L. There are none yet: a leaf is drawn.",
		`<option value="America/Chicago">`, `list="zone-list"`)
	s.post("ruth", "phone", "303 555 0188", "initials", "lk").Is(http.StatusSeeOther)
	s.Ask("grace", "/clinic", nil, http.StatusOK, "303 555 0188")
}

// TestDetailsAreReadAsTheyWereTyped: every field comes back as itself.
func TestDetailsAreReadAsTheyWereTyped(t *testing.T) {
	s := open(t)
	form := testdesk.Form("name", "Larkspur House", "initials", "LK", "address", "1 New Road, Denver", "phone", "303 555 0188",
		"emergency_department", "Saint Joseph, 4 min by car", "zone", "America/Chicago", "version", "1", "zone_understood", "true")
	s.Ask("ruth", "/clinic", form, http.StatusSeeOther)
	form.Set("version", "2")
	form.Del("zone_understood")
	typed := s.Get("ruth", "/clinic").Typed()
	typed.Del("made_for")
	typed.Del("came_from")
	if diff := cmp.Diff(form, typed); diff != "" {
		t.Errorf("(-typed +read):\n%s", diff)
	}
}

func TestAnotherZoneTakesATick(t *testing.T) {
	s := open(t)
	ana, visit := db.NewID(), db.NewID()
	s.Run(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Anastasia Ruiz', '1984-03-14')`, s.ID, ana)
	s.Run(`insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at, status)
		values ($1, $2, $3, 'integration', '2026-11-30 18:00Z', '2026-11-30 19:00Z', 'confirmed')`, s.ID, visit, ana)
	s.Run(`insert into booking (clinic_id, id, appointment_id, client_id, starts_at, ends_at)
		values ($1, gen_random_uuid(), $2, $3, '2026-11-30 18:00Z', '2026-11-30 19:00Z')`, s.ID, visit, ana)
	s.Answers("without the tick", s.post("ruth", "zone", "America/Chicago"), http.StatusUnprocessableEntity,
		"What changes with the zone.", "1 visit lies ahead: it keeps its moment and is shown at another time of day.",
		"Change the zone from America/Denver to America/Chicago")
	s.Answers("an unknown zone", s.post("ruth", "zone", "America/Chicagp", "zone_understood", "true"), http.StatusUnprocessableEntity,
		"Is America/Chicago meant?")
	s.Answers("with the tick", s.post("ruth", "zone", "America/Chicago", "zone_understood", "true"), http.StatusSeeOther)
}

func TestTheLaterManagerSeesBoth(t *testing.T) {
	s := open(t)
	s.post("ruth", "phone", "303 555 0188").Is(http.StatusSeeOther)
	s.post("ruth", "phone", "303 555 0111").Is(http.StatusConflict, "Another manager changed these details", "303 555 0188", "303 555 0111",
		`name="version" value="2"`)
	s.Answers("saved again", s.post("ruth", "phone", "303 555 0111", "version", "2"), http.StatusSeeOther)
}
