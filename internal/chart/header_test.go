package chart_test

import (
	"testing"

	"kap/internal/chart"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/testdesk"
	"kap/web/ui"
)

func TestTheHeaderNamesWhoCares(t *testing.T) {
	s := testdesk.Open(t, func(*db.DB) []endpoint.Route { return nil })
	s.TakeIn()
	header := func(who string) (*ui.Header, error) {
		ctx := ui.WithShell(s.As(t.Context(), who), ui.Shell{Zone: s.Zone})
		return chart.Header(ctx, s.DB.DB, s.Client)
	}
	h, err := header("jonah")
	if err != nil || h.Therapist != "Jonah Weiss, LCSW" || h.Prescriber != "Miriam Halvorsen, PMHNP" || h.Age != 42 || h.AllergiesKnown {
		t.Errorf("got %+v %v", h, err)
	}
	if _, err := header("priya"); !problem.Is(err, problem.NotFound) {
		t.Errorf("another therapist: got %v", err)
	}
}
