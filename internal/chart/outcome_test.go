package chart_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/chart"
	"kap/internal/course"
	"kap/internal/measure"
	"kap/internal/pathway"
	"kap/internal/protocol"
)

// TestChangesAreCountedFromTheBaselineOfTheCourse: the chart counts from what is named in
// the course it shows, never from that of an earlier course.
func TestChangesAreCountedFromTheBaselineOfTheCourse(t *testing.T) {
	first, second := uuid.New(), uuid.New()
	answer := func(of uuid.UUID, month time.Month, total int, named bool) measure.Response {
		return measure.Response{ID: uuid.New(), CourseID: of, Instrument: "phq9", Complete: true, Total: &total, Baseline: named,
			Sitting: measure.Sitting{At: time.Date(2026, month, 2, 18, 0, 0, 0, time.UTC)}}
	}
	for _, c := range []struct {
		name  string
		named bool
		want  string
	}{{"named", true, "PHQ-9 9, down 7 from 16"}, {"not named yet", false, "PHQ-9 9, down 7 from 16"}} {
		care := chart.Care{Facts: pathway.Facts{Course: course.Course{ID: second}, Responses: []measure.Response{ // the latest first
			answer(second, time.November, 9, false), answer(second, time.September, 16, c.named),
			answer(first, time.March, 6, false), answer(first, time.January, 22, true),
		}, Days: []course.CourseDay{{CourseID: &second, Place: "here", Took: true,
			DosingDay: course.DosingDay{StartedAt: time.Date(2026, time.October, 1, 18, 0, 0, 0, time.UTC)}}}}}
		if got := care.OutcomeOf(protocol.Default()).Summary; !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
