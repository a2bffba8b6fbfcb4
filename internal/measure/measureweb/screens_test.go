package measureweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/internal/measure/measureweb"
	"kap/internal/testdesk"
)

// open is the screens, with Ana Ruiz in the care of Jonah, Miriam and Ada.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return measureweb.Screens{Measures: measure.Service{DB: d, FirstLozenge: course.QueueFirstLozenge}}.Routes()
	})
	s.Zone = time.UTC
	s.TakeIn("ada")
	return s
}

func TestTheFrontDeskReadsNoMeasure(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/measures", "/measures/" + db.NewID().String(), "/measures/phq9/new", "/measures/by-hand/new"} {
		if page := s.Ask("grace", s.At+path, nil, http.StatusForbidden).Page(); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
}

func TestAQuestionnaireIsAnsweredAndRead(t *testing.T) {
	s := open(t)
	s.Ask("jonah", s.At+"/measures", nil, http.StatusOK, "No questionnaire is in yet")
	at := s.Ask("ada", s.At+"/measures/phq9/new", nil, http.StatusSeeOther).To()
	s.Ask("ada", at, nil, http.StatusOK, "9. Thoughts that you would be better off dead", "Refused or does not know")
	form := url.Values{"at": {"2026-11-24T19:00"}, "occasion": {"intake"}, "place": {"here"}, "answered_by": {"client"}}
	for item := '1'; item <= '8'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	s.Ask("ada", at, form, http.StatusUnprocessableEntity, "Question 9: choose an answer")
	form.Set("answers[9]", "1")
	response := s.Ask("ada", at, form, http.StatusSeeOther).To()
	s.Ask("ada", response, nil, http.StatusOK, "Please tell us now; somebody will talk with you today", "988", "1 of 27", "minimal", "The therapist has been told")
	s.Ask("jonah", response, nil, http.StatusOK, "Check risk today", s.At+"/risk-checks/new", "Baseline")
	s.Ask("jonah", s.At+"/measures", nil, http.StatusOK, "1 of 27", "intake", "Outcome")
	s.Ask("priya", response, nil, http.StatusNotFound)
	s.Ask("jonah", s.At+"/measures/phq8/new/"+db.NewID().String(), nil, http.StatusNotFound)
}

func TestWhatWasLeftOpenIsSaidAndANegativeScreenIsOverridden(t *testing.T) {
	s := open(t)
	form := url.Values{"at": {"2026-11-24T19:00"}, "occasion": {"intake"}, "place": {"here"}, "answered_by": {"client"}, "answers[9]": {"refused"}}
	for item := '1'; item <= '8'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	at := s.Ask("jonah", s.At+"/measures/phq9/new", nil, http.StatusSeeOther).To()
	response := s.Ask("jonah", at, form, http.StatusSeeOther).To()
	page := s.Ask("jonah", response, nil, http.StatusOK, "Item 9 was not answered. That is not a no", "Record a risk check",
		"Text of the questionnaire, version 1. Definitions of change, version 1.")
	if page.Has("Take the screen for positive") {
		t.Error("a PHQ-9 is overridden")
	}
	for item := '1'; item <= '4'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	at = s.Ask("jonah", s.At+"/measures/asq/new", nil, http.StatusSeeOther).To()
	response = s.Ask("jonah", at, form, http.StatusSeeOther).To()
	s.Ask("jonah", response, nil, http.StatusOK, "negative", "Take the screen for positive")
	if s.Ask("ada", response, nil, http.StatusOK).Has("Take the screen for positive") {
		t.Error("the assistant is offered the override")
	}
	s.Ask("ada", response+"/override", url.Values{"reason": {"Flat"}}, http.StatusForbidden)
	s.Ask("jonah", response+"/override", url.Values{"reason": {""}}, http.StatusUnprocessableEntity, "Write what makes you concerned")
	s.Ask("jonah", response+"/override", url.Values{"reason": {"Flat, alone"}}, http.StatusSeeOther)
	s.Ask("jonah", response, nil, http.StatusOK, "Please tell us now", "Jonah Weiss: Flat, alone", "taken for positive")

	form.Set("answers[1]", "refused") // an assistant enters one that pauses the course
	form.Del("answers[5]")
	at = s.Ask("ada", s.At+"/measures/asq/new", nil, http.StatusSeeOther).To()
	s.Ask("ada", at, form, http.StatusUnprocessableEntity, "Question 5: choose an answer")
	form.Set("answers[5]", "refused")
	s.Ask("ada", at, form, http.StatusSeeOther)
}

func TestEveryInstrumentAndAScoreByHandHaveAForm(t *testing.T) {
	s := open(t)
	for _, i := range measure.Instruments() {
		at := s.Ask("jonah", s.At+"/measures/"+i.ID+"/new", nil, http.StatusSeeOther).To()
		s.Ask("jonah", at, nil, http.StatusOK, i.Instruction, i.Items[0].Text)
	}
	at := s.Ask("jonah", s.At+"/measures/by-hand/new", nil, http.StatusSeeOther).To()
	s.Ask("jonah", at, url.Values{"instrument": {"PHQ-9"}, "score": {"x"}, "on": {"2026-11-23"}}, http.StatusUnprocessableEntity,
		"answered here", "as a number", "asks for a risk check today")
	s.Ask("jonah", at, url.Values{"instrument": {"MADRS"}, "score": {"28"}, "on": {"2026-11-23"}, "risk_check": {"no"}}, http.StatusSeeOther)
	s.Ask("jonah", s.At+"/measures", nil, http.StatusOK, "MADRS")
}
