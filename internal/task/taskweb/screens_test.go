package taskweb_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/task"
	"kap/internal/task/taskweb"
	"kap/internal/testdesk"
)

func open(t *testing.T) *testdesk.Desk {
	return testdesk.Open(t, func(d *db.DB) []endpoint.Route { return taskweb.Screens{Task: task.Service{DB: d}}.Routes() })
}

// leave opens a task about the clinic for a role, and answers where it is read.
func leave(t *testing.T, s *testdesk.Desk, kind task.Kind, role auth.Role) string {
	t.Helper()
	ctx := s.As(context.Background(), "ruth")
	err := s.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("task.opened", uuid.Nil, "task", uuid.Nil),
			task.Open(ctx, tx, task.New{Kind: kind, What: "Order pulse oximeters", OwnerRole: role})
	})
	if err != nil {
		t.Fatal(err)
	}
	var id string
	if err := s.Owner.QueryRow(ctx, `select id::text from task`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return "/tasks/" + id
}

func TestATaskIsTickedOffOnItsPage(t *testing.T) {
	s := open(t)
	at := leave(t, s, task.ByHand, auth.Nurse)
	s.Ask("tomas", at, nil, http.StatusOK, "Order pulse oximeters")
	s.Answers("another role", s.Get("jonah", at), http.StatusNotFound)
	s.Answers("without an outcome", s.Post("tomas", at, testdesk.Form("outcome", " ")), http.StatusUnprocessableEntity)
	s.Ask("tomas", at, testdesk.Form("outcome", "Ordered two"), http.StatusSeeOther)
	if page := s.Ask("tomas", at, nil, http.StatusOK, "Ordered two"); page.Has("Mark as done") {
		t.Error("a closed task has a form")
	}
	s.Answers("twice", s.Post("tomas", at, testdesk.Form("outcome", "Again")), http.StatusConflict, "closed already")
}

func TestAnActIsNotTickedOff(t *testing.T) {
	s := open(t)
	at := leave(t, s, task.SignSession, auth.Nurse)
	if page := s.Ask("tomas", at, nil, http.StatusOK, "closes by itself"); page.Has("<textarea") {
		t.Error("the page offers a form")
	}
	s.Post("tomas", at, testdesk.Form("outcome", "Done")).Is(http.StatusConflict)
}
