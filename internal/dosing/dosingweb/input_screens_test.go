package dosingweb_test

import (
	"context"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/readiness"
	"kap/internal/testdesk"
)

// chart is the session as its therapist reads it now.
func (s room) chart() dosing.Chart {
	s.T.Helper()
	c, err := dosing.Service{DB: s.DB.DB}.Chart(s.As(context.Background(), "jonah"), s.Client, s.Session)
	if err != nil {
		s.T.Fatal(err)
	}
	return c
}

// TestImpressionsAreReadAsTheyWereTyped: every field has its own words. Taken out by whoever
// wrote them, with a reason, they are gone from the record; by nobody else.
func TestImpressionsAreReadAsTheyWereTyped(t *testing.T) {
	s := openRoom(t)
	s.At(95)
	at := s.Get("jonah", s.Path("/impressions")).To()
	s.Answers("kept", s.Post("jonah", at, testdesk.Form("ways", "talk", "ways", "art", "belongs", "clients_own", "impressions", "a", "images", "b",
		"emotions[0].name", "awe", "emotions[0].intensity", "8", "emotions[1].name", "grief", "emotions[1].intensity", "0",
		"body", "c", "memories", "d", "insights", "e", "hard", "f", "helped", "g", "intention", "h", "quotes", "i")), http.StatusSeeOther)
	kept := s.chart().Impressions
	want := dosing.ImpressionEntry{Ways: []dosing.Way{dosing.Talk, dosing.Art}, Belongs: dosing.ClientsOwn, Impressions: "a", Images: "b",
		Emotions: []dosing.Emotion{{Name: "awe", Intensity: 8}, {Name: "grief"}},
		Body:     "c", Memories: "d", Insights: "e", Hard: "f", Helped: "g", Intention: "h", Quotes: "i"}
	if len(kept) != 1 || !cmp.Equal(kept[0].ImpressionEntry, want) || kept[0].ByName != "Jonah Weiss" {
		t.Fatalf("got %+v", kept)
	}
	out := s.Path("/impressions/" + kept[0].ID.String() + "/taken-out")
	s.Answers("without a reason", s.Post("jonah", out, testdesk.Form()), http.StatusUnprocessableEntity, "Write why these impressions do not belong here.")
	s.Answers("by the nurse", s.Post("tomas", out, testdesk.Form("reason", "not mine")), http.StatusForbidden)
	s.Answers("by who wrote them", s.Post("jonah", out, testdesk.Form("reason", "another client's")), http.StatusSeeOther)
	if left := s.chart().Impressions; len(left) != 0 {
		t.Errorf("still there: %+v", left)
	}
}

// TestAnEventIsReadAsItWasTyped, and again with the words that were added to it.
func TestAnEventIsReadAsItWasTyped(t *testing.T) {
	s := openRoom(t)
	s.At(50)
	s.Answers("noted", s.Post("jonah", s.Path("/events"), testdesk.Form("kind", "fear", "words", "a wave", "at", "2026-11-24T12:41")), http.StatusSeeOther)
	events := s.chart().Events
	want := dosing.EventEntry{Kind: "fear", Words: "a wave", At: dbtest.Noon.Add(41 * time.Minute)}
	if len(events) != 1 || !cmp.Equal(events[0].EventEntry, want) || events[0].ByName != "Jonah Weiss" {
		t.Fatalf("got %+v", events)
	}
	add := s.Path("/events/" + events[0].ID.String() + "/words")
	s.Answers("no words", s.Post("jonah", add, testdesk.Form()), http.StatusUnprocessableEntity, "Write what happened.")
	s.Answers("words", s.Post("jonah", add, testdesk.Form("words", "held the blanket")), http.StatusSeeOther)
	want.Words = "a wave\nheld the blanket"
	if events = s.chart().Events; len(events) != 1 || !cmp.Equal(events[0].EventEntry, want) {
		t.Errorf("got %+v", events)
	}
}

// TestADepartureIsReadAsItWasTyped: to emergency care, which asks for most.
func TestADepartureIsReadAsItWasTyped(t *testing.T) {
	s := openRoom(t)
	s.At(60)
	s.Answers("leaving", s.Post("jonah", s.Path("/leaving"), testdesk.Form("at", "2026-11-24T12:58", "manner", "emergency", "oriented", "2",
		"walks_steadily", "no", "escort_present", "no", "escort_name", "Luis Ruiz", "instructions_given", "yes", "text", "pale",
		"detail.who", "Eva", "detail.arranged_by", "Tomas", "detail.prescriber_told_at", "2026-11-24T12:51", "detail.advised_by", "Jonah", "detail.called", "911",
		"detail.called_at", "2026-11-24T12:52", "detail.left_at", "2026-11-24T12:57", "detail.crew", "Medic 7", "detail.handed_to", "Ines Roy", "detail.escort_told", "yes")), http.StatusSeeOther)
	minute := func(n int) time.Time { return dbtest.Noon.Add(time.Duration(n) * time.Minute) }
	got := s.chart().Departure
	if got == nil {
		t.Fatal("nobody left")
	}
	want := dosing.Departure{ID: got.ID, Criteria: got.Criteria, By: got.By, ByName: "Jonah Weiss", At: minute(58), Manner: dosing.ToEmergency,
		EscortName: "Luis Ruiz", Text: "pale", InstructionsGiven: true, Detail: dosing.Details{Who: "Eva", ArrangedBy: "Tomas",
			PrescriberToldAt: minute(51), AdvisedBy: "Jonah", Called: "911", CalledAt: minute(52), LeftAt: minute(57), Crew: "Medic 7",
			HandedTo: "Ines Roy", EscortTold: readiness.Yes}}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Error(diff)
	}
	values := map[string]string{}
	for _, c := range got.Criteria {
		values[c.Key] = c.Value
	}
	if values["walks_steadily"] != "no" || values["instructions_given"] != "yes" {
		t.Errorf("criteria: %v", values)
	}
}

// TestClosingWordsAreReadAsTheyWereTyped: the gap and the words, until the signature.
func TestClosingWordsAreReadAsTheyWereTyped(t *testing.T) {
	s := openRoom(t)
	s.At(30)
	s.Answers("words", s.Post("jonah", s.Path("/words"), testdesk.Form("presence_gap", "the alarm", "words", "a quiet hour")), http.StatusSeeOther)
	if got := s.chart().Session; got.PresenceGap != "the alarm" || got.Words != "a quiet hour" {
		t.Errorf("got %q, %q", got.PresenceGap, got.Words)
	}
	offered := s.Get("jonah", s.Path("/signature"))
	for _, kept := range []string{`>the alarm<`, `>a quiet hour<`} {
		if !regexp.MustCompile(regexp.QuoteMeta(kept)).MatchString(offered.Body.String()) {
			t.Errorf("%s is not offered", kept)
		}
	}
}
