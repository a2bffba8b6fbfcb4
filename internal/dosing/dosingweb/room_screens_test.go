package dosingweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kap/internal/db"
)

// enter opens the entry of a reading and answers where it posts.
func (s room) enter() string {
	s.T.Helper()
	return s.Get("jonah", s.Path("/vitals")).To()
}

func healthyForm(slot string) url.Values {
	return url.Values{"systolic": {"128/82"}, "heart_rate": {"72"}, "spo2": {"98"}, "sedation": {"5"}, "slot": {slot}}
}

func TestTheRoomSaysSinceWhenAndWhatIsDue(t *testing.T) {
	s := openRoom(t)
	s.At(27)
	page := s.Get("jonah", s.Path(""))
	s.Answers("27 min", page, http.StatusOK, "Ana", "born 1984", "Aspen", "27 min", "since the lozenge", "Vitals due in 13 min", "Record vitals", "J", "150 mg")
	if body := page.Body.String(); strings.Contains(body, "Anastasia") || strings.Contains(body, "Ruiz") {
		t.Error("the room shows the full name")
	}
	s.At(54)
	s.Answers("54 min", s.Get("jonah", s.Path("")), http.StatusOK, "Vitals overdue late 14 min", "40 min after the lozenge")
}

func TestAReadingIsEnteredRefusedConfirmedAndShown(t *testing.T) {
	s := openRoom(t)
	s.At(40)
	at := s.enter()
	s.Answers("entry", s.Get("jonah", at), http.StatusOK, "Systolic", "Last 128/82", "40 min since the lozenge", "Only if called loudly or repeatedly")
	form := healthyForm("+40")
	form.Set("submission", db.NewID().String())
	form.Set("systolic", "82/128")
	s.Answers("swapped", s.Post("jonah", at, form), http.StatusUnprocessableEntity, "Was it 128/82?", "Save as 128/82")
	form.Set("systolic", "168/99")
	form.Set("heart_rate", "125")
	page := s.Post("jonah", at, form)
	s.Answers("unusual", page, http.StatusUnprocessableEntity, "Heart rate 125 a minute is unusual. Is it right?", "I looked again and these are right")
	form.Set("confirmed", "I looked again and these are right: Heart rate 125 a minute is unusual. Is it right?")
	s.Answers("confirmed", s.Post("jonah", at, form), http.StatusSeeOther)
	s.Answers("the same again", s.Post("jonah", at, form), http.StatusSeeOther)
	s.Answers("after Back", s.Get("jonah", at), http.StatusOK, "Saved at 12:40 pm")
	s.Answers("alert", s.Get("jonah", s.Path("")), http.StatusOK, "168/99 has risen by 40/25 or more from 128/82. Call the prescriber and repeat in 5 minutes.",
		"Repeat at 12:45 pm", "emergency services at once", "unusual, confirmed by Jonah Weiss", "Recorded 12:40 pm")
}

func TestAReadingIsCorrectedOnItsPage(t *testing.T) {
	s := openRoom(t)
	s.At(40)
	s.Post("jonah", s.enter(), healthyForm("+40"))
	link := regexp.MustCompile(`href="([^"]*/readings/[^"]*)"`).FindAllStringSubmatch(s.Get("jonah", s.Path("")).Body.String(), -1)
	if len(link) != 2 {
		t.Fatalf("links to correct: got %v", link)
	}
	at := link[1][1]
	s.Answers("page", s.Get("jonah", at), http.StatusOK, "Correct the reading of 12:40 pm")
	s.Answers("without a reason", s.Post("jonah", at, healthyForm("+40")), http.StatusUnprocessableEntity, "Write what was wrong")
	form := healthyForm("+40")
	form.Set("reason", "slip")
	s.Answers("corrected", s.Post("jonah", at, form), http.StatusSeeOther)
	s.Answers("room", s.Get("jonah", s.Path("")), http.StatusOK, "voided 128/82", "slip", "Corrected")
	s.Answers("voided by hand", s.Post("jonah", link[0][1]+"/void", url.Values{"reason": {"cuff too small"}}), http.StatusSeeOther)
}

func TestEventsAreOneTap(t *testing.T) {
	s := openRoom(t)
	s.At(12)
	form := url.Values{"submission": {db.NewID().String()}, "kind": {"spat"}}
	s.Answers("tap", s.Post("jonah", s.Path("/events"), form), http.StatusSeeOther)
	s.Answers("the same tap", s.Post("jonah", s.Path("/events"), form), http.StatusSeeOther)
	page := s.Get("jonah", s.Path(""))
	s.Answers("room", page, http.StatusOK, "Spat out , 12:12 pm, Jonah Weiss", "Undo", "spat out")
	undo := regexp.MustCompile(`action="([^"]*/undo)"`).FindStringSubmatch(page.Body.String())
	s.Answers("by another", s.Post("tomas", undo[1], url.Values{}), http.StatusConflict, "Only the person who noted this")
	s.Answers("undo", s.Post("jonah", undo[1], url.Values{}), http.StatusSeeOther)
	s.Answers("without words", s.Post("jonah", s.Path("/events"), url.Values{"kind": {"prescriber_called"}}), http.StatusUnprocessableEntity, "Write who answered")
	s.Answers("missed", s.Post("jonah", s.Path("/missed"), url.Values{"slot": {"+40"}, "missed_reason": {"x"}}), http.StatusUnprocessableEntity, "Choose a reading that is due")
}

func TestAHandOverOnThePage(t *testing.T) {
	s := openRoom(t)
	s.At(20)
	s.Answers("alone", s.Post("jonah", s.Path("/presence/out"), url.Values{}), http.StatusConflict, "Nobody else has confirmed")
	s.Answers("ask", s.Post("jonah", s.Path("/presence/hand-over"), url.Values{"staff": {s.Staff["tomas"].Staff.String()}}), http.StatusSeeOther)
	page := s.Get("tomas", s.Path(""))
	s.Answers("Tomás", page, http.StatusOK, "asked to take over, not confirmed", "I have taken over")
	confirm := regexp.MustCompile(`action="([^"]*/confirm)"`).FindStringSubmatch(page.Body.String())
	s.Answers("not another's word", s.Post("jonah", confirm[1], url.Values{}), http.StatusConflict, "on their own sign-in")
	s.Answers("confirmed", s.Post("tomas", confirm[1], url.Values{}), http.StatusSeeOther)
	s.Answers("out", s.Post("jonah", s.Path("/presence/out"), url.Values{}), http.StatusSeeOther)
}

func TestImpressionsLeavingAndSignature(t *testing.T) {
	s := openRoom(t)
	for minute, slot := range map[int]string{40: "+40"} {
		s.At(minute)
		s.Post("jonah", s.enter(), healthyForm(slot))
	}
	s.At(90)
	s.Post("jonah", s.enter(), healthyForm("+90"))
	at := s.Get("jonah", s.Path("/impressions")).To()
	s.Answers("impressions", s.Get("jonah", at), http.StatusOK, "Choose before you write", "Emotion 1")
	form := url.Values{"ways": {"talk", "art"}, "belongs": {"record"}, "quotes": {"I was the water"}, "emotions[0].name": {"awe"}, "emotions[0].intensity": {"8"}}
	s.Answers("kept", s.Post("jonah", at, form), http.StatusSeeOther)
	s.At(119)
	s.Post("jonah", s.enter(), healthyForm("leaving"))
	leave := url.Values{"oriented": {"4"}, "walks_steadily": {"yes"}, "nausea_controlled": {"yes"}, "own_baseline": {"yes"}, "safe": {"yes"},
		"instructions_given": {"yes"}, "manner": {"escort"}, "escort_present": {"yes"}, "escort_name": {"Luis Ruiz"}}
	s.Answers("leaving", s.Get("jonah", s.Path("/leaving")), http.StatusOK, "At the earliest 2:00 pm", "Stay until 2:00 pm", "100 mg")
	s.Answers("minute 119", s.Post("jonah", s.Path("/leaving"), leave), http.StatusUnprocessableEntity, "Stay until 2:00 pm")
	s.At(120)
	s.Answers("minute 120", s.Post("jonah", s.Path("/leaving"), leave), http.StatusSeeOther)
	s.Answers("after", s.Get("jonah", s.Path("")), http.StatusOK, "Check and sign the session", "Luis Ruiz")
	s.Answers("instructions", s.Get("jonah", s.Path("/instructions")), http.StatusOK, "No driving", "24 hours", "988")
	page := s.Get("jonah", s.Path("/signature"))
	s.Answers("check", page, http.StatusOK, "I was the water", "awe 8 of 10", "Left with the escort", "Sign the session", "1.5 × 100 mg = 150 mg")
	shown := regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`).FindStringSubmatch(page.Body.String())
	s.Answers("the nurse reads", s.Get("tomas", s.Path("/signature")), http.StatusOK, "Jonah Weiss signs this session")
	s.Answers("the nurse may not", s.Post("tomas", s.Path("/signature"), url.Values{"shown": {shown[1]}}), http.StatusForbidden)
	s.Answers("another text", s.Post("jonah", s.Path("/signature"), url.Values{"shown": {strings.Repeat("0", 64)}}), http.StatusConflict, "has changed since it was shown", "Sign the session")
	s.Answers("signed", s.Post("jonah", s.Path("/signature"), url.Values{"shown": {shown[1]}}), http.StatusSeeOther)
	s.Answers("sealed", s.Get("jonah", s.Path("/signature")), http.StatusOK, "Signed session", "Jonah Weiss, LCSW , signed Tue Nov 24, 2:00 pm")
	s.Answers("a reading after", s.Post("jonah", s.enter(), healthyForm("unscheduled")), http.StatusConflict, "This session is signed")
	s.Answers("printed", s.Get("miriam", s.Path("/record")), http.StatusOK, "Anastasia Ruiz", "K-0001", "Printed by")
}

func TestCallsAreLogged(t *testing.T) {
	s := openRoom(t)
	s.At(45)
	s.Answers("help", s.Get("jonah", s.Path("/help")), http.StatusOK, "Miriam Halvorsen", "Call 911 at once for chest pain")
	s.Answers("not read back", s.Post("jonah", s.Path("/help"), url.Values{"kind": {"prescriber"}, "called": {"Dr. Halvorsen"},
		"reason": {"BP 185/100"}, "answered": {"yes"}, "instruction": {"repeat"}}), http.StatusUnprocessableEntity, "Read the instruction back")
	s.Answers("logged", s.Post("jonah", s.Path("/help"), url.Values{"kind": {"prescriber"}, "called": {"Dr. Halvorsen"},
		"reason": {"BP 185/100"}, "answered": {"yes"}, "instruction": {"repeat"}, "read_back": {"true"}}), http.StatusSeeOther)
}

func TestWhoSeesTheRoom(t *testing.T) {
	s := openRoom(t)
	for who, want := range map[string]int{"jonah": 200, "miriam": 200, "tomas": 200, "ada": 200, "priya": 404, "grace": 403, "ruth": 403} {
		if got := s.Get(who, s.Path("")).Code; got != want {
			t.Errorf("%s: got %d want %d", who, got, want)
		}
	}
	s.Answers("the assistant measures", s.Get("ada", s.Path("/vitals")), http.StatusSeeOther)
	s.Answers("and notes no events", s.Post("ada", s.Path("/events"), url.Values{"kind": {"tears"}}), http.StatusForbidden)
}

func TestBeforeTheLozenge(t *testing.T) {
	s := openRoom(t)
	s.Run(`delete from intake_line`)
	s.Run(`delete from intake`)
	s.Run(`update dosing_session set status = 'arrived', started_at = null, cleared_at = null, cleared_by = null`)
	s.At(5)
	s.Answers("session", s.Get("jonah", s.Path("")), http.StatusOK, "Arrival check", "128/82 is within the limit.", "Jonah Weiss, since 11:30 am", "Readiness")
	form := healthyForm("baseline")
	form.Set("systolic", "148/92")
	s.Answers("high", s.Post("jonah", s.enter(), form), http.StatusSeeOther)
	s.Answers("repeat", s.Get("jonah", s.Get("jonah", s.Path("/vitals")).To()), http.StatusOK,
		"Let the client rest and repeat at 12:10 pm", "the mean of the last two decides")
}
