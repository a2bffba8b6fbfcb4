package medicationweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/internal/medication/medicationweb"
	"kap/internal/testdesk"
)

// open is the step's screens; Ana is found eligible and weighs 72 kg.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return medicationweb.Screens{Medication: medication.Service{DB: d}}.Routes()
	})
	s.Approved()
	s.TakeIn()
	s.Run(`insert into eligibility_decision (clinic_id, id, client_id, recorded_by, course_id, decision, indication,
		protocol_version, reasons, valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, 'eligible', 'F33.2', 1, '{}', '2026-11-24', '2027-02-20', 2, $6, $4)`,
		s.ID, db.NewID(), s.Client, s.Staff["miriam"].Staff, s.Course, s.Now())
	s.Run(`insert into vitals (clinic_id, id, client_id, taken_at, weight) values ($1, $2, $3, $4, 72)`, s.ID, db.NewID(), s.Client, s.Now())
	return s
}

func ordered() url.Values {
	return url.Values{
		"form": {"lozenge"}, "strength": {"100"}, "units_dispensed": {"8"}, "start_units": {"3.5"}, "booster_units": {"1"}, "max_units": {"4.5"},
		"minutes_in_mouth": {"12"}, "after_mouth": {"spit"}, "pdmp_checked_at": {"2026-11-24T11:00"}, "visit_mode": {"here"},
		"holds[0].medicine": {"lorazepam"}, "holds[0].class": {"benzodiazepine"}, "holds[0].sentence": {"Not on the evening before."}, "holds[0].before": {"24"},
	}
}

func TestAnOrderShowsItsDoseBeforeItIsSigned(t *testing.T) {
	s := open(t)
	form := s.At + "/prescriptions/new/" + db.NewID().String()
	s.Answers("the reachable doses", s.Get("miriam", form), http.StatusOK, "3.5 of 100 mg (350 mg, 4.86 mg/kg) or 4 of 100 mg (400 mg, 5.56 mg/kg)")
	comma := ordered()
	comma.Set("start_units", "3,5")
	s.Answers("a comma", s.Post("miriam", form, comma), http.StatusUnprocessableEntity, `value="3,5"`)
	at := s.Ask("miriam", form, ordered(), http.StatusSeeOther).To()
	page := s.Ask("miriam", at, nil, http.StatusOK, "3.5 × 100 mg = 350 mg, 4.86 mg/kg", "4.5 × 100 mg = 450 mg, 6.25 mg/kg", "Not on the evening before.")
	s.Answers("another text", s.Post("miriam", at+"/signature", url.Values{"shown": {strings.Repeat("0", 64)}}), http.StatusConflict)
	s.Ask("miriam", at+"/signature", url.Values{"shown": {page.Field("shown")}}, http.StatusSeeOther)
	s.Ask("miriam", s.At+"/prescriptions", nil, http.StatusOK, "Active")
	s.Ask("miriam", s.At+"/supply", nil, http.StatusOK, "8 × 100 mg")
}

func TestATherapistCountsAndDoesNotPrescribe(t *testing.T) {
	s := open(t)
	s.Answers("prescribing", s.Post("jonah", s.At+"/prescriptions/new/"+db.NewID().String(), ordered()), http.StatusForbidden)
	line := url.Values{"kind": {"dispensed"}, "units": {"6"}, "strength": {"100"}, "lot": {"A1"}}
	s.Ask("jonah", s.At+"/supply", line, http.StatusSeeOther)
	wrong := url.Values{"kind": {"count"}, "units": {"5"}, "strength": {"100"}}
	s.Answers("a count that does not fit", s.Post("jonah", s.At+"/supply", wrong), http.StatusUnprocessableEntity, `id="second_person-error"`)
	s.Answers("a prescriber counting", s.Post("miriam", s.At+"/supply", line), http.StatusForbidden)
	s.Ask("grace", s.At+"/supply", nil, http.StatusForbidden)
}

// TestAnOrderIsReadAsItWasTyped: every field of the form comes back as itself, on the
// first saving and on a change.
func TestAnOrderIsReadAsItWasTyped(t *testing.T) {
	s := open(t)
	form := ordered()
	for name, value := range map[string]string{"refills": "2", "booster_rule": "After 10 minutes", "pharmacy": "Rye Pharmacy",
		"issued_on": "2026-11-24", "expires_on": "2027-02-20", "holds[0].after": "12", "visit_mode": "here"} {
		form.Set(name, value)
	}
	at := s.Ask("miriam", s.At+"/prescriptions/new/"+db.NewID().String(), form, http.StatusSeeOther).To()
	for _, change := range []url.Values{nil, {"pharmacy": {"After 10 minutes"}, "booster_rule": {"Rye Pharmacy"}, "form": {"rapidly dissolving tablet"},
		"after_mouth": {"either"}, "minutes_in_mouth": {"11"}, "refills": {"1"}, "holds[0].before": {"12"}, "holds[0].after": {"24"}}} {
		for name := range change {
			form.Set(name, change.Get(name))
		}
		if change != nil {
			s.Ask("miriam", at+"/draft", form, http.StatusSeeOther)
		}
		typed := s.Get("miriam", at+"/draft").Typed()
		for name := range typed {
			if typed.Get(name) == "" || name == "made_for" || name == "came_from" {
				typed.Del(name)
			}
		}
		if diff := cmp.Diff(form, typed); diff != "" {
			t.Errorf("(-typed +read):\n%s", diff)
		}
	}
}
