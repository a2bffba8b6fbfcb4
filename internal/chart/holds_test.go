package chart_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/chart"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/medication"
	"kap/internal/pathway"
	"kap/internal/protocol"
)

// TestAHoldIsOfAnOrderThatRuns: a word about a medicine in an order that ended, that is a
// draft or of another course holds nothing.
func TestAHoldIsOfAnOrderThatRuns(t *testing.T) {
	of, noon := uuid.New(), time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)
	order := medication.Prescription{ID: uuid.New(), CourseID: of}
	order.SignedAt = noon
	order.Holds = []medication.OwnHold{{Medicine: "Kava", Before: 24, Sentence: "None from the day before"}}
	for _, c := range []struct {
		name   string
		change func(*medication.Prescription)
		held   bool
	}{
		{"runs", func(*medication.Prescription) {}, true},
		{"ended", func(o *medication.Prescription) { o.EndedAt = noon }, false},
		{"a draft", func(o *medication.Prescription) { o.SignedAt = time.Time{} }, false},
		{"of another course", func(o *medication.Prescription) { o.CourseID = uuid.New() }, false},
	} {
		one := order
		c.change(&one)
		care := chart.Care{Medicines: []client.Medicine{{MedicineEntry: client.MedicineEntry{Name: "kava"}}},
			Facts: pathway.Facts{Course: course.Course{ID: of}, Prescriptions: []medication.Prescription{one}}}
		if holds := care.HoldsOf(protocol.Default()); len(holds) != 1 || holds[0].Held != c.held {
			t.Errorf("%s: got %+v", c.name, holds)
		}
	}
}
