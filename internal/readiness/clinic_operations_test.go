package readiness_test

import (
	"fmt"
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/problem"
)

// forget is a clinic from before its details had to be on record.
func (h booked) forget() {
	h.Own(`alter table clinic disable trigger clinic_details_stay`)
	h.Own(`update clinic set phone = ''`)
	h.Own(`alter table clinic enable trigger clinic_details_stay`)
}

func refusedForPhone(t *testing.T, what string, err error) {
	t.Helper()
	if !problem.Is(err, problem.Conflict) || !strings.Contains(err.Error(), "The clinic's phone must be on record") || !strings.HasSuffix(err.Error(), " Ask Ruth Adler.") {
		t.Errorf("%s: got %v", what, err)
	}
}

func TestNobodyArrivesWhereTheClinicCannotBeReached(t *testing.T) {
	h := book(t)
	h.forget()
	refusedForPhone(t, "arrival", h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit))
	h.Own(`update clinic set phone = '303 555 0142'`)
	h.At(-20)
	h.Do(h.Arrive(h.By("jonah"), h.Client, h.Session, h.Visit))
}

func TestASessionBegunBeforeIsNotCleared(t *testing.T) {
	h := here(t)
	h.forget()
	refusedForPhone(t, "clearing", h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
	h.Own(`update clinic set phone = '303 555 0142'`)
	h.Do(h.Clear(h.By("jonah"), h.Client, h.Session, db.NewID()))
}

// TestWhatWasTakenIsRecordedWhateverIsMissing: rules govern intentions; the record
// states facts and opens an incident.
func TestWhatWasTakenIsRecordedWhateverIsMissing(t *testing.T) {
	h := cleared(t)
	h.forget()
	in := h.Lozenge()
	err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in)
	if p, refused := problem.As(err); !refused || !strings.Contains(fmt.Sprint(p.Fields), "The clinic's phone must be on record") {
		t.Fatalf("as planned: got %+v", err)
	}
	in.AllTheSame = true
	h.Do(h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in))
	if n := look[int](h, `select count(*) from incident where words like '%phone must be on record%'`); n != 1 {
		t.Errorf("%d incidents", n)
	}
	if c, err := h.Chart(h.By("jonah"), h.Client, h.Session); err != nil || !c.Session.Running() || len(c.Clinic.Missing()) != 1 {
		t.Errorf("the chart: %v, %+v", err, c.Session.Status)
	}
}
