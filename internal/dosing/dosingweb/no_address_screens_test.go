package dosingweb_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/testdesk"
)

// forget is a clinic from before its details had to be on record.
func (s room) forget() {
	s.Run(`alter table clinic disable trigger clinic_details_stay`)
	s.Run(`update clinic set address = ''`)
	s.Run(`alter table clinic enable trigger clinic_details_stay`)
}

const address = "address must be on record before a dosing session begins"

// TestBeforeTheLozengeNoRoomOpensWithoutAnAddress: a session begun before the details had
// to be there. Nothing is a dead end: a call is logged, what was taken is recorded.
func TestBeforeTheLozengeNoRoomOpensWithoutAnAddress(t *testing.T) {
	s := arrived(t)
	s.forget()
	s.Answers("the room", s.Get("jonah", s.Path("")), http.StatusOK, "The dosing room is not open yet.", address,
		"In an emergency call 911 now", "A lozenge was taken all the same", "Call for help")
	s.Answers("readiness", s.Get("jonah", s.Path("/readiness")), http.StatusOK, address, "details are on record.")
	help := s.Get("jonah", s.Path("/help"))
	s.Answers("help", help, http.StatusOK, "In an emergency call 911 now", "Say where you are yourself", "Log the call")
	if strings.Contains(help.Body.String(), "Say this address") {
		t.Error("the emergency card is shown without an address")
	}
	w := s.Post("jonah", s.Path("/help"), url.Values{"kind": {"emergency services"}, "called": {"911"}, "reason": {"Short of breath"}, "answered": {"yes"},
		"instruction": {"Sit up"}, "read_back": {"true"}})
	s.Answers("the call", w, http.StatusSeeOther)
	s.Run(`update clinic set address = '2140 Larkspur Street'`)
	s.Answers("the room", s.Get("jonah", s.Path("")), http.StatusOK, "Before the lozenge")
	s.Answers("help", s.Get("jonah", s.Path("/help")), http.StatusOK, "Say this address", "2140 Larkspur Street", "303 555 0142")
}

// TestARunningSessionKeepsItsRoom: the client is under the medicine, and who is with them
// needs the clock and the readings, whatever a manager did not type.
func TestARunningSessionKeepsItsRoom(t *testing.T) {
	s := openRoom(t)
	s.forget()
	s.Answers("the room", s.Get("jonah", s.Path("")), http.StatusOK, "In an emergency call 911 now", "Record vitals", "Events, one tap")
	s.Answers("help", s.Get("jonah", s.Path("/help")), http.StatusOK, "In an emergency call 911 now", "Log the call")
}

// TestTheRefusedArrivalNamesWhoCanHelp: and leads somebody who manages the clinic, too,
// to the page where it is typed, before and after the refused attempt.
func TestTheRefusedArrivalNamesWhoCanHelp(t *testing.T) {
	s, visit := coming(t)
	s.forget()
	page := "/clients/" + s.Client.String() + "/dosing/new/" + db.NewID().String()
	for _, manages := range []bool{false, true} {
		if manages {
			jonah := s.Staff["jonah"]
			jonah.Roles = append(slices.Clone(jonah.Roles), auth.Manager)
			s.Staff["jonah"] = jonah
		}
		before := s.Get("jonah", page+"?appointment="+visit.String())
		s.Answers("the arrival", before, http.StatusOK, address, "Ask Ruth Adler.")
		after := s.Post("jonah", page, url.Values{"appointment": {visit.String()}})
		s.Answers("the attempt", after, http.StatusConflict, address, "Ask Ruth Adler.")
		for _, w := range []testdesk.Answer{before, after} {
			if strings.Contains(w.Body.String(), `<a href="/clinic">Type the clinic`) != manages {
				t.Errorf("manages %v: the link is there: %v", manages, !manages)
			}
		}
	}
}
