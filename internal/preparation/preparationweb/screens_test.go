package preparationweb_test

import (
	"net/http"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/preparation"
	"kap/internal/preparation/preparationweb"
	"kap/internal/testdesk"
)

// open is the step's screens with Ana in Jonah's care.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return preparationweb.Screens{Preparations: preparation.Service{DB: d}}.Routes()
	})
	s.Zone = time.UTC
	s.Approved()
	s.TakeIn()
	return s
}

func TestPreparingCheckingAndSigning(t *testing.T) {
	s := open(t)
	at := s.Get("jonah", s.At+"/preparations/new").To()
	s.Answers("the guide", s.Get("jonah", at), http.StatusOK, "Letting go of control", "Goal 4", "no food for 4 hours", "Devices for vitals ready", `value="53"`)
	f := testdesk.Form("held_at", "2026-11-24T18:00", "minutes", "53", "place", "elsewhere", "topics", "intention", "topics", "setting",
		"intention", "to rest", "hopes", "<b>sleep</b>", "setting.music", "her own", "goals[0].words", "sleep through", "goals[0].rating", "2",
		"goals[1].words", "see my sister", "items[emergency plan].state", "done", "items[emergency plan].evidence", "12 Oak St")
	s.Answers("elsewhere, where?", s.Post("jonah", at, f), http.StatusUnprocessableEntity, "with whom and where", "see my sister", "&lt;b&gt;sleep")
	f.Set("place", "here")
	w := s.Post("jonah", at, f)
	s.Answers("saved", w, http.StatusSeeOther)
	one := w.To()
	page := s.Get("jonah", one)
	s.Answers("check", page, http.StatusOK, "Draft: it counts once", "to rest", "&lt;b&gt;sleep", "her own", "sleep through", "2 of 10", "Sign this session")
	s.Answers("the draft again", s.Get("jonah", one+"/draft"), http.StatusOK, "to rest", "her own", "12 Oak St", "see my sister")
	_, again := s.Follow("jonah", s.At+"/preparations/new")
	s.Answers("another leads to the draft", s.Get("jonah", again), http.StatusOK, "Go on with it", one+"/draft")
	s.Answers("the prescriber reads", s.Get("miriam", one), http.StatusOK, "The therapist who held it signs it")
	s.Answers("the prescriber signs", s.Post("miriam", one+"/signature", testdesk.Form()), http.StatusForbidden)
	s.Answers("another text", s.Post("jonah", one+"/signature", testdesk.Form("shown", "0")), http.StatusConflict, "changed since it was shown")
	shown := page.Field("shown")
	s.Answers("sign", s.Post("jonah", one+"/signature", testdesk.Form("shown", shown)), http.StatusSeeOther)
	s.Answers("signed", s.Get("jonah", one), http.StatusOK, "Signed", "Jonah Weiss, LCSW")
	s.Answers("no draft any more", s.Get("jonah", one+"/draft"), http.StatusConflict)
	f.Set("version", "1")
	s.Answers("changed all the same", s.Post("jonah", one+"/draft", f), http.StatusConflict, "is signed")
	s.Answers("overview", s.Get("tomas", s.At+"/preparations"), http.StatusNotFound)
	s.Answers("overview", s.Get("miriam", s.At+"/preparations"), http.StatusOK, "1 signed here", "12 Oak St", "“<bdi>to rest</bdi>”", "Not yet gone through: goals")
	s.Answers("front desk", s.Get("grace", s.At+"/preparations"), http.StatusForbidden)
}

func TestGoalsOverTheCourse(t *testing.T) {
	s := open(t)
	goals := s.At + "/goals"
	s.Answers("none yet", s.Get("jonah", goals), http.StatusOK, "No goals are agreed yet")
	s.Answers("one", s.Post("jonah", goals, testdesk.Form("goals[0].words", "sleep")), http.StatusUnprocessableEntity, "Agree on 2 to 4 goals", `id="goals"`)
	s.Answers("two", s.Post("jonah", goals, testdesk.Form("goals[0].words", "sleep", "goals[0].rating", "3", "goals[1].words", "work")), http.StatusSeeOther)
	s.Advance(7 * 24 * time.Hour)
	s.Answers("again", s.Post("jonah", goals, testdesk.Form("goals[0].words", "sleep", "goals[0].rating", "7", "goals[1].words", "work")), http.StatusSeeOther)
	s.Answers("practice", s.Post("jonah", goals+"/practices", testdesk.Form("words", "walk each morning")), http.StatusSeeOther)
	s.Answers("no practice", s.Post("jonah", goals+"/practices", testdesk.Form()), http.StatusUnprocessableEntity, "Write the practice")
	s.Answers("over the course", s.Get("miriam", goals), http.StatusOK, "3 on Tue Nov 24, 7 on Tue Dec 1", ">+4<", "walk each morning", "Not asked")
	s.Answers("another therapist", s.Get("priya", goals), http.StatusNotFound)
	s.Answers("the prescriber", s.Post("miriam", goals, testdesk.Form()), http.StatusForbidden)
}
