package safetyweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/internal/safety/safetyweb"
	"kap/internal/testdesk"
)

// open is the screens, with Ana Ruiz in the care of Jonah, Miriam and Ada.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return safetyweb.Screens{Safety: safety.Service{DB: d}, Clients: client.Service{DB: d}}.Routes()
	})
	s.Zone = time.UTC
	s.TakeIn("ada")
	return s
}

func TestTheFrontDeskHasOneButton(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/safety", "/risk-checks/new", "/risk-checks/" + db.NewID().String(), "/adverse-events/new"} {
		if page := s.Ask("grace", s.At+path, nil, http.StatusForbidden).Page(); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
	s.Ask("grace", s.At+"/urgent", nil, http.StatusOK, "Urgent: clinician now")
	s.Run(`update staff set phone = '303 555 0190' where id = $1`, s.Staff["miriam"].Staff)
	sent := s.Ask("grace", s.At+"/urgent", url.Values{}, http.StatusSeeOther).To()
	s.Ask("grace", sent, nil, http.StatusOK, "The clinicians are told", `href="tel:3035550190"`)
	page := s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "Clinician now", "Grace Kim", "I am with the client")
	_, action, _ := strings.Cut(page.Page(), s.At+"/urgent/")
	answer := s.At + "/urgent/" + strings.SplitN(action, `"`, 2)[0]
	s.Ask("jonah", answer, url.Values{}, http.StatusUnprocessableEntity, "what you found")
	s.Ask("jonah", answer, url.Values{"instruction": {"Dizzy, sat down."}}, http.StatusSeeOther)
	s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "Dizzy, sat down.")
}

func calm() url.Values {
	return url.Values{"at": {"2026-11-24T19:00"}, "ideation": {"none"}, "intent": {"no"}, "plan": {"no"}, "means": {"no"},
		"attempt": {"no"}, "change": {"new"}, "dispositions": {"usual care"}}
}

func TestARiskCheckIsMadeAndLeadsOn(t *testing.T) {
	s := open(t)
	at := s.Ask("jonah", s.At+"/risk-checks/new", nil, http.StatusSeeOther).To()
	s.Ask("jonah", at, nil, http.StatusOK, "Thoughts of suicide", "Making the surroundings safe")
	acute := calm()
	acute.Set("plan", "yes")
	s.Ask("jonah", at, acute, http.StatusUnprocessableEntity, "call the prescriber or do not leave the client alone")
	acute["dispositions"] = []string{"not left alone", "escort", "safety plan"}
	s.Ask("jonah", at, acute, http.StatusUnprocessableEntity, "signs by which the client knows")
	for name, text := range map[string]string{"warning_signs": "no sleep", "steadying": "music", "people": "Lucia", "safe_place": "none", "agreed_with_us": "true"} {
		acute.Set("safety_plan."+name, text)
	}
	check := s.Ask("jonah", at, acute, http.StatusSeeOther).To()
	s.Ask("miriam", check, nil, http.StatusOK, "The course is paused", "a plan", "Not left alone")
	s.Ask("priya", check, nil, http.StatusNotFound)
	s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "no sleep", "988, call or text")
	visit := db.NewID().String()
	at = s.Ask("jonah", s.At+"/risk-checks/new?then=integration/"+visit, nil, http.StatusSeeOther).To()
	s.Ask("jonah", at, nil, http.StatusOK, `value="integration/`+visit+`"`, "no sleep")
	onward := calm()
	onward.Set("then", "integration/"+visit)
	if to := s.Ask("jonah", at, onward, http.StatusSeeOther).To(); to != s.At+"/integrations/"+visit {
		t.Errorf("leads to %s", to)
	}
}

func TestAnAdverseEventIsRecordedAndEnded(t *testing.T) {
	s := open(t)
	at := s.Ask("jonah", s.At+"/adverse-events/new", nil, http.StatusSeeOther).To()
	s.Ask("jonah", at, nil, http.StatusOK, "Distressing dissociation", "Apart from the grade")
	form := url.Values{"kind": {"syncope"}, "started_at": {"2026-11-24T18:30"}, "grade": {"3"}, "serious": {"no"}, "relatedness": {"possible"},
		"action": {"lay down"}, "outcome": {"ongoing"}}
	event := s.Ask("jonah", at, form, http.StatusSeeOther).To()
	s.Ask("jonah", event, nil, http.StatusOK, "Syncope or fall", "pauses the course", "Save how it ended")
	form.Set("kind", "misuse")
	form.Set("grade", "1")
	misuse := s.Ask("jonah", s.Ask("jonah", s.At+"/adverse-events/new", nil, http.StatusSeeOther).To(), form, http.StatusSeeOther).To()
	s.Ask("jonah", misuse, nil, http.StatusOK, "Misuse or diversion", "pauses the course")
	s.Ask("jonah", event, url.Values{"outcome": {"resolved"}, "action": {"lay down"}, "ended_at": {"2026-11-24T10:00"}}, http.StatusUnprocessableEntity, "cannot end before it began")
	s.Ask("jonah", event, url.Values{"outcome": {"resolved"}, "action": {"lay down"}, "ended_at": {"2026-11-24T18:45"}}, http.StatusSeeOther)
	s.Ask("ada", s.At+"/safety", nil, http.StatusOK, "Syncope or fall", "Resolved")
}

// TestWhatIsTypedIsWhatIsRead: every field of each form, posted, stands on the page that
// reads it, and the safety plan in the form that changes it.
func TestWhatIsTypedIsWhatIsRead(t *testing.T) {
	s := open(t)
	at := s.Ask("jonah", s.At+"/risk-checks/new", nil, http.StatusSeeOther).To()
	typed := testdesk.Form("at", "2026-11-24T18:40", "ideation", "passive", "intent", "no", "plan", "yes", "means", "no", "attempt", "no", "change", "new",
		"words", "Not today", "dispositions", "safety plan", "dispositions", "prescriber called", "called_to", "M. Halvorsen",
		"called_at", "2026-11-24T18:45", "instruction", "See tomorrow")
	plan := testdesk.Form("warning_signs", "no sleep", "steadying", "music", "people", "Lucia", "professionals", "Dr. Orr", "safe_place", "none", "reasons", "the dog")
	for name, text := range plan {
		typed["safety_plan."+name] = text
	}
	typed.Set("safety_plan.agreed_with_us", "true")
	check := s.Ask("jonah", at, typed, http.StatusSeeOther).To()
	s.Ask("jonah", check, nil, http.StatusOK, "When Tue Nov 24, 6:40 pm", "Thoughts of suicide Passive: wishes not to be alive", "Intends to act No",
		"Has a plan Yes", "Has access to means No", "Attempt since the last check No", "Since the last check This is the first",
		"What was done Safety plan made or updated; Prescriber called", "Name of the prescriber M. Halvorsen", "When called Tue Nov 24, 6:45 pm",
		"Instruction See tomorrow", "Not today", "Checked by Jonah Weiss")
	s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "Warning signs no sleep", "What steadies me when alone music", "People I can ask for help, with phone Lucia",
		"Professionals, with phone Dr. Orr", "Making the surroundings safe none", "Reasons for living the dog")
	next, _ := s.Follow("jonah", s.At+"/risk-checks/new")
	for name := range plan {
		if got := next.Typed().Get("safety_plan." + name); got != plan.Get(name) {
			t.Errorf("the plan's %s is offered as %q", name, got)
		}
	}
	if next.Typed().Get("safety_plan.agreed_with_us") != "" {
		t.Error("a plan is gone through with the client anew")
	}
}

func TestAnAdverseEventIsReadAsItWasTyped(t *testing.T) {
	s := open(t)
	at := s.Ask("jonah", s.At+"/adverse-events/new", nil, http.StatusSeeOther).To()
	event := s.Ask("jonah", at, testdesk.Form("kind", "headache", "words", "left side", "started_at", "2026-11-24T18:30", "grade", "2", "serious", "no",
		"relatedness", "probable", "action", "water", "outcome", "resolving", "reported_to", "pharmacy"), http.StatusSeeOther).To()
	page := s.Ask("jonah", event, nil, http.StatusOK, "Headache", "left side", "Began Tue Nov 24, 6:30 pm", "Ended Not told", "Grade 2: moderate",
		"Serious No", "From the medicine Probable", "What was done water", "Outcome Resolving", "Reported to pharmacy", "Recorded by Jonah Weiss")
	ending := page.Typed()
	if ending.Get("action") != "water" || ending.Get("outcome") != "resolving" {
		t.Errorf("offered: %v", ending)
	}
	ending.Set("outcome", "resolved")
	ending.Set("action", "water and rest")
	ending.Set("ended_at", "2026-11-24T18:45")
	s.Ask("jonah", event, ending, http.StatusSeeOther)
	s.Ask("jonah", event, nil, http.StatusOK, "Ended Tue Nov 24, 6:45 pm", "What was done water and rest", "Outcome Resolved")
}

func TestAnIncidentIsClosedOnThePage(t *testing.T) {
	s := open(t)
	incident := db.NewID()
	s.Run(`insert into incident (clinic_id, id, client_id, kind, words, at) values ($1, $2, $3, 'discrepancy', 'one short', $4)`, s.ID, incident, s.Client, s.Now())
	s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "Lozenge count does not match", "one short", "What was found and done")
	closing := s.At + "/incidents/" + incident.String() + "/closing"
	s.Ask("jonah", closing, url.Values{}, http.StatusUnprocessableEntity, "Write what was found")
	s.Ask("jonah", closing, testdesk.Form("closed_words", "under the chair"), http.StatusSeeOther)
	s.Ask("jonah", s.At+"/safety", nil, http.StatusOK, "Closed incidents", "under the chair", "Jonah Weiss")
	s.Ask("jonah", closing, testdesk.Form("closed_words", "again"), http.StatusConflict, "closed already")
}
