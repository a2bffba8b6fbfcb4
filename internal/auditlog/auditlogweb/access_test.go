package auditlogweb_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"kap/internal/audit"
	"kap/internal/auditlog"
	"kap/internal/auditlog/auditlogweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/testdesk"
)

// house has one client whose chart Jonah opened yesterday and Miriam today.
type house struct{ *testdesk.Desk }

func open(t *testing.T) house {
	h := house{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return auditlogweb.Screens{Record: auditlog.Service{DB: d}}.Routes()
	})}
	h.Client, h.Still = db.NewID(), true
	h.Advance(-24 * time.Hour)
	h.looks("jonah", "chart.viewed")
	h.Advance(24 * time.Hour)
	h.looks("miriam", "medicines.viewed")
	return h
}

// looks is a page of the client that somebody opened.
func (h house) looks(who, action string) {
	h.T.Helper()
	ctx := db.WithRequest(h.As(context.Background(), who), &db.Request{Route: "GET /x", Viewed: &audit.Event{Action: action, Client: h.Client}})
	if err := h.Read(ctx, func(*db.View) error { return nil }); err != nil {
		h.T.Fatal(err)
	}
}

func TestTheManagerFindsWhoOpenedARecord(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		path          string
		jonah, miriam bool
	}{
		{"/access", true, true},
		{"/access?client=" + h.Client.String(), true, true},
		{"/access?client=" + db.NewID().String(), false, false},
		{"/access?client=k-0042", false, false},
		{"/access?client=42", false, false},
		{"/access?person=" + h.Staff["jonah"].Staff.String(), true, false},
		{"/access?day=2026-11-23", true, false},
		{"/access?day=2026-11-24", false, true},
		{"/access?before=1", false, false},
	} {
		page := h.Ask("ruth", c.path, nil, http.StatusOK)
		if got := page.Has("Chart viewed"); got != c.jonah {
			t.Errorf("%s: Jonah's line shown %v want %v", c.path, got, c.jonah)
		}
		if got := page.Has("Medicines viewed"); got != c.miriam {
			t.Errorf("%s: Miriam's line shown %v want %v", c.path, got, c.miriam)
		}
	}
}

func TestOnlyTheManagerReadsTheRecord(t *testing.T) {
	h := open(t)
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "grace"} {
		h.Ask(who, "/access", nil, http.StatusForbidden)
	}
}

func TestWhatCannotBeReadIsSaidAtItsField(t *testing.T) {
	h := open(t)
	for path, want := range map[string]string{
		"/access?client=Ana": "Type a client number", "/access?day=soon": "Type a real date", "/access?person=x": "Choose a person",
	} {
		h.Ask("ruth", path, nil, http.StatusOK, want)
	}
}

func TestReadingTheRecordIsOnTheRecord(t *testing.T) {
	h := open(t)
	h.Get("ruth", "/access")
	h.Ask("ruth", "/access", nil, http.StatusOK, "Access viewed")
}
