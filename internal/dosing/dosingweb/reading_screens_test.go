package dosingweb_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"kap/internal/testdesk"
)

// TestAReadingIsReadAsItWasTyped: every field of the form, posted, stands in the form
// that corrects it, and again after the correction.
func TestAReadingIsReadAsItWasTyped(t *testing.T) {
	s := openRoom(t)
	s.At(40)
	typed := testdesk.Form("systolic", "121/83", "heart_rate", "71", "spo2", "97", "sedation", "4", "resting", "true",
		"slot", "+40", "respiration", "14", "temperature", "37.2", "temperature_unit", "C", "distress", "0", "taken_at", "2026-11-24T12:39",
		"position", "reclined", "arm", "left", "cuff", "large", "device", "Omron", "words", "calm")
	s.Answers("posted", s.Post("jonah", s.enter(), typed), http.StatusSeeOther)
	for range 2 {
		links := regexp.MustCompile(`href="([^"]*/readings/[^"]*)"`).FindAllStringSubmatch(s.Get("jonah", s.Path("")).Body.String(), -1)
		at := links[len(links)-1][1]
		offered := s.Get("jonah", at).Typed()
		for _, empty := range []string{"diastolic", "reason", "made_for", "repeat_of"} {
			offered.Del(empty)
		}
		typed.Del("reason")
		if !maps.EqualFunc(typed, offered, slices.Equal) {
			t.Fatalf("\ntyped   %v\noffered %v", typed, offered)
		}
		typed.Set("heart_rate", "97")
		typed.Set("spo2", "96")
		typed.Set("device", "calm")
		typed.Set("words", "Omron")
		typed.Set("reason", "slip")
		typed.Set("respiration", "15")
		typed.Set("distress", "3")
		s.At(41)
		s.Answers("corrected", s.Post("jonah", at, typed), http.StatusSeeOther)
	}
}
