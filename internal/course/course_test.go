package course_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var (
	body  = protocol.Default()
	first = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
)

func after(days int) time.Time { return first.AddDate(0, 0, days) }

func TestTheIntervalHasEveryBoundary(t *testing.T) {
	for _, c := range []struct {
		kind course.Kind
		days int
		want course.Effect
	}{
		{course.First, -3, course.Nobody},
		{course.First, 0, course.Nobody},
		{course.First, 4, course.Nobody},
		{course.First, 5, course.Override},
		{course.First, 6, course.Override},
		{course.First, 7, course.Reason},
		{course.First, 10, course.Reason},
		{course.First, 11, course.Free},
		{course.First, 14, course.Free},
		{course.First, 21, course.Free},
		{course.First, 22, course.Reason},
		{course.First, 28, course.Reason},
		{course.First, 29, course.Review},
		{course.Maintenance, 4, course.Nobody},
		{course.Maintenance, 5, course.Override},
		{course.Maintenance, 6, course.Override},
		{course.Maintenance, 7, course.Reason},
		{course.Maintenance, 27, course.Reason},
		{course.Maintenance, 28, course.Free},
		{course.Maintenance, 62, course.Free},
		{course.Maintenance, 63, course.Reason},
		{course.Maintenance, 90, course.Reason},
		{course.Maintenance, 91, course.Review},
	} {
		got := course.Interval(c.kind, first, after(c.days), body)
		if got.Effect != c.want || got.Days != c.days || got.Words == "" {
			t.Errorf("%s day %d: got %+v, want %d", c.kind, c.days, got, c.want)
		}
	}
	if got := course.Interval(course.First, time.Time{}, first, body); got.Effect != course.Free {
		t.Errorf("the first ever: got %+v", got)
	}
}

func TestTheWindowIsSaidInTheProtocolsDays(t *testing.T) {
	want := "The last session is on Mon Nov 2. The best day is Mon Nov 16; from Fri Nov 13 to Mon Nov 23 no reason is needed."
	if got := course.WindowOf(course.First, first, protocol.Default()).String(); got != want {
		t.Errorf("got %q want %q", got, want)
	}
	if got := course.WindowOf(course.First, time.Time{}, protocol.Default()).String(); got != "Interval: no session before this one." {
		t.Errorf("without one before: %q", got)
	}
}

func TestTheIntervalCountsCalendarDaysInTheClinicsZone(t *testing.T) {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		from, to time.Time
		want     int
	}{
		{"late evening to early morning", time.Date(2026, 11, 2, 23, 50, 0, 0, zone), time.Date(2026, 11, 7, 0, 10, 0, 0, zone), 5},
		{"the clock goes back", time.Date(2026, 10, 31, 14, 0, 0, 0, zone), time.Date(2026, 11, 5, 9, 0, 0, 0, zone), 5},
		{"the clock goes forward", time.Date(2027, 3, 13, 23, 0, 0, 0, zone), time.Date(2027, 3, 18, 0, 30, 0, 0, zone), 5},
		{"another day in UTC", time.Date(2026, 11, 3, 2, 0, 0, 0, time.UTC), time.Date(2026, 11, 7, 12, 0, 0, 0, zone), 5},
		{"over the new year", time.Date(2026, 12, 30, 12, 0, 0, 0, zone), time.Date(2027, 1, 4, 12, 0, 0, 0, zone), 5},
	} {
		if got := calendar.DaysBetween(calendar.Day(c.from, zone), calendar.Day(c.to, zone)); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestARulingSaysWhatToDo(t *testing.T) {
	for _, c := range []struct {
		days       int
		reason     string
		overridden bool
		field      string
		says       string
	}{
		{1, "urgent", true, "day", "Interval: 1 day after the last session on Mon Nov 2."},
		{4, "urgent", true, "day", "The earliest day is Sat Nov 7"},
		{5, "urgent", false, "day", "Ask the prescriber, or choose Mon Nov 9 or later"},
		{5, "", true, "", ""},
		{7, "", false, "reason", "Write a reason"},
		{7, "travel", false, "", ""},
		{14, "", false, "", ""},
		{29, "", false, "", ""},
	} {
		err := course.Interval(course.First, first, after(c.days), body).Check(c.reason, c.overridden)
		if c.field == "" {
			if err != nil {
				t.Errorf("day %d: %v", c.days, err)
			}
			continue
		}
		p, ok := problem.As(err)
		if !ok || p.Fields[0].Name != c.field || !strings.Contains(p.Error(), c.says) {
			t.Errorf("day %d: got %v", c.days, err)
		}
	}
}

func TestPreparationComesBeforeTheFirstDose(t *testing.T) {
	for _, c := range []struct {
		name       string
		dose, held int
		days       int
		want       course.Effect
	}{
		{"none held", 1, 0, 0, course.Nobody},
		{"21 days before", 1, 1, 21, course.Free},
		{"22 days before", 1, 1, 22, course.Override},
		{"a later dose", 2, 1, 60, course.Free},
	} {
		if got := course.Preparation(c.dose, c.held, first, after(c.days), body); got.Effect != c.want || got.Words == "" {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

func TestDosedDaysAreCounted(t *testing.T) {
	at := func(days int) time.Time { return after(days).Add(10 * time.Hour) }
	days := []course.DosingDay{
		{Number: 1, Day: after(0), StartedAt: at(0), IntegratedAt: at(2)},
		{Number: 2, Day: after(14), StartedAt: at(14)},
		{Number: 3, Day: after(28)},
	}
	if got := course.Taken(days); got != 2 {
		t.Errorf("taken: got %d", got)
	}
	if got := course.DosedSince(days, at(0)); got != 1 {
		t.Errorf("a lozenge at the signature itself is not later: got %d", got)
	}
	if got := course.DosedSince(days, at(0).Add(-time.Second)); got != 2 {
		t.Errorf("since just before: got %d", got)
	}
	if got := course.LastDosed(days, at(14)); got.Number != 1 {
		t.Errorf("strictly before: got %d", got.Number)
	}
}

// TestAFollowUpCountsAfterTheSecondDose: held and signed after it, of this course.
func TestAFollowUpCountsAfterTheSecondDose(t *testing.T) {
	own, other := uuid.New(), uuid.New()
	at := func(days int) time.Time { return after(days).Add(9 * time.Hour) }
	doses := []course.DosingDay{{StartedAt: at(28)}, {StartedAt: at(14)}, {Day: at(40)}}
	held := func(on, signed time.Time) eligibility.ConsultationAt {
		return eligibility.ConsultationAt{CourseID: own, Kind: eligibility.FollowUp, HeldAt: on, SignedAt: signed}
	}
	ofOther, first := held(at(30), at(30)), held(at(30), at(30))
	ofOther.CourseID, first.Kind = other, eligibility.FirstConsultation
	for name, c := range map[string]struct {
		doses []course.DosingDay
		held  []eligibility.ConsultationAt
		want  bool
	}{
		"after it, signed":             {doses, []eligibility.ConsultationAt{held(at(28).Add(1), at(29))}, true},
		"at it":                        {doses, []eligibility.ConsultationAt{held(at(28), at(29))}, false},
		"between the first and second": {doses, []eligibility.ConsultationAt{held(at(20), at(20))}, false},
		"not signed":                   {doses, []eligibility.ConsultationAt{held(at(30), time.Time{})}, false},
		"signed, and another begun":    {doses, []eligibility.ConsultationAt{held(at(30), at(30)), held(at(31), time.Time{})}, true},
		"of another course":            {doses, []eligibility.ConsultationAt{ofOther}, false},
		"a first consultation":         {doses, []eligibility.ConsultationAt{first}, false},
		"one dose was taken":           {doses[1:], []eligibility.ConsultationAt{held(at(30), at(30))}, false},
		"none was held":                {doses, nil, false},
	} {
		if got := course.FollowUpHeld(c.held, own, c.doses, body); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestFollowUpReviewAndTentative(t *testing.T) {
	for _, c := range []struct {
		kind course.Kind
		dose int
		held bool
		want bool
	}{
		{course.First, 2, false, false},
		{course.First, 3, false, true},
		{course.First, 3, true, false},
		{course.Maintenance, 3, false, false},
	} {
		if got := course.FollowUpDue(c.kind, c.dose, c.held, body); got != c.want {
			t.Errorf("follow-up %+v: got %v", c, got)
		}
	}
	if course.ReviewDue(7, body) || !course.ReviewDue(8, body) {
		t.Error("the course is reviewed at dose 8")
	}
}

func TestTheBlockIsElapsedTime(t *testing.T) {
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	if got := course.BlockEnd(start, body); !got.Equal(start.Add(3 * time.Hour)) {
		t.Errorf("block: got %s", got)
	}
	if got := course.RoomFree(start, body); !got.Equal(start.Add(195 * time.Minute)) {
		t.Errorf("room: got %s", got)
	}
}

func TestWhoMayCloseForWhat(t *testing.T) {
	for _, offered := range course.ClosingReason("").Choices() {
		reason := course.ClosingReason(offered.Value)
		c := course.ClosingEntry{Reason: reason, Visit: course.VisitNotReached, Leftover: course.NoneLeft}
		desk := reason == course.ClientsWish || reason == course.Moved || reason == course.NotReturned
		if err := c.Check(auth.Actor{Roles: []auth.Role{auth.Admin}}); (err == nil) != desk {
			t.Errorf("front desk, %s: got %v", reason, err)
		}
		if err := c.Check(auth.Actor{Roles: []auth.Role{auth.Prescriber}}); err != nil {
			t.Errorf("prescriber, %s: got %v", reason, err)
		}
		if !problem.Is(c.Check(auth.Actor{Roles: []auth.Role{auth.Therapist}}), problem.Forbidden) {
			t.Errorf("therapist, %s", reason)
		}
	}
}

func TestAClosingIsWhole(t *testing.T) {
	prescriber := auth.Actor{Roles: []auth.Role{auth.Prescriber}}
	for _, c := range []struct {
		name   string
		change func(*course.ClosingEntry)
		want   []string
	}{
		{"whole", func(*course.ClosingEntry) {}, nil},
		{"refused", func(c *course.ClosingEntry) { c.Visit = course.VisitRefused }, nil},
		{"no reason", func(c *course.ClosingEntry) { c.Reason = "" }, []string{"reason"}},
		{"no visit", func(c *course.ClosingEntry) { c.Visit = "" }, []string{"visit"}},
		{"declined needs no visit", func(c *course.ClosingEntry) { c.Visit, c.Reason = "", course.Declined }, nil},
		{"lozenges forgotten", func(c *course.ClosingEntry) { c.Leftover = "" }, []string{"leftover"}},
	} {
		got := course.ClosingEntry{Reason: course.Completed, Visit: course.VisitHeld, Leftover: course.NoneLeft}
		c.change(&got)
		var names []string
		if p, ok := problem.As(got.Check(prescriber)); ok {
			for _, f := range p.Fields {
				names = append(names, f.Name)
			}
		}
		if diff := cmp.Diff(c.want, names); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
