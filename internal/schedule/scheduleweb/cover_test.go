package scheduleweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/staff"
)

func TestTheDayBoardNamesWhoIsOnCall(t *testing.T) {
	h := open(t)
	h.Ask("grace", "/calendar", nil, http.StatusOK, `href="/cover"`)
	if page := h.Ask("grace", "/calendar", nil, http.StatusOK).Body.String(); strings.Contains(page, "On call:") {
		t.Error("nobody is named, and somebody is on call")
	}
	err := staff.Service{DB: h.DB.DB}.NameCover(h.As(t.Context(), "grace"), db.NewID(), staff.CoverEntry{StaffID: staff.OnCall,
		CoveredBy: h.Staff["miriam"].Staff, StartsAt: h.Now(), EndsAt: h.Now().Add(6 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/calendar", "/calendar/print"} {
		h.plain(h.Ask("priya", path, nil, http.StatusOK, "On call:", "Miriam Halvorsen", "until Tue Nov 24, 6:00 pm"))
	}
}
