package todayweb

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/internal/readiness"
	"kap/internal/schedule"
	"kap/internal/task"
	"kap/internal/today"
	"kap/internal/vitals"
	"kap/web/ui"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestWhatIsDueAfterAWeekStandsBelow(t *testing.T) {
	at := func(d time.Duration) *time.Time { due := noon.Add(d); return &due }
	for name, c := range map[string]struct {
		due   *time.Time
		later bool
	}{
		"at no time":            {nil, false},
		"overdue":               {at(-time.Hour), false},
		"in a week":             {at(ahead), false},
		"a minute after a week": {at(ahead + time.Minute), true},
	} {
		soon, later := split(noon, []task.Task{{Due: c.due}})
		if len(later) == 1 != c.later || len(soon)+len(later) != 1 {
			t.Errorf("%s: %d soon, %d later", name, len(soon), len(later))
		}
	}
}

func TestADayWithoutATimeIsReadAsADay(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon})
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for want, at := range map[string]time.Time{
		"since Fri Nov 20": day, "since Fri Nov 20, 12:01 am": day.Add(time.Minute), "from Tue Dec 1": day.AddDate(0, 0, 11),
	} {
		if got := since(ctx, at); got != want {
			t.Errorf("got %q want %q", got, want)
		}
	}
}

func TestWhatIsNotMissingIsNotCalledMissing(t *testing.T) {
	for label, want := range map[string]string{
		"Clinician now": "Clinician now", "In session": "In session", "Leaves about 12:10 pm": "Leaves about 12:10 pm",
		"Not held today": "Not held today", "Escort": "Missing: Escort", "Ready": "Ready",
	} {
		if _, got := deskState(today.Visit{Projection: pathway.Projection{DeskLabel: label}}); got != want {
			t.Errorf("%s reads %q", label, got)
		}
	}
}

func TestATentativeDosingIsNotReady(t *testing.T) {
	for status, want := range map[schedule.Status]string{schedule.Tentative: "Tentative", schedule.Confirmed: "Ready"} {
		v := today.Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: status}, Projection: pathway.Projection{DeskLabel: "Ready"}, Weighed: true}
		for _, as := range []auth.Role{auth.Prescriber, auth.Admin} {
			if _, got := weighed(v, as); got != want {
				t.Errorf("%s reads %q as %s", as, got, status)
			}
		}
	}
}

// TestADosingNobodyWeighedIsNeitherReadyNorFree: neither in the agenda nor in the panel.
func TestADosingNobodyWeighedIsNeitherReadyNorFree(t *testing.T) {
	for _, as := range []auth.Role{auth.Prescriber, auth.Therapist, auth.Nurse, auth.Admin} {
		v := today.Visit{DayVisit: schedule.DayVisit{ClientName: "Ana", Kind: "dosing", Status: "confirmed", StartsAt: noon.Add(time.Hour), EndsAt: noon.Add(4 * time.Hour)}}
		if as != auth.Admin {
			v.Stage = "referred"
		}
		ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
		var page bytes.Buffer
		if err := homePage(today.Home{As: as, Visits: []today.Visit{v}}).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.String(), ">Nothing<") || strings.Contains(page.String(), ">Ready<") {
			t.Errorf("%s reads that nothing holds it up", as)
		}
		want := "Eligibility not decided"
		if as == auth.Admin {
			want = "Not known yet"
		}
		if !strings.Contains(page.String(), want) {
			t.Errorf("%s does not read %q", as, want)
		}
	}
}

// TestAClientWhoIsHereIsNoLongerTheFrontDesks: the desk's panel goes on to the next visit,
// and the list says who has the client now. A clinician's panel stays with the client.
func TestAClientWhoIsHereIsNoLongerTheFrontDesks(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	visit := func(name string, status schedule.Status, in time.Duration) today.Visit {
		return today.Visit{DayVisit: schedule.DayVisit{ClientName: name, Kind: "preparation", Status: status, StaffName: "Jonah Weiss", Mine: true, StartsAt: noon.Add(in), EndsAt: noon.Add(in + time.Hour)}}
	}
	visits := []today.Visit{visit("Ana", "arrived", -time.Minute), visit("Ben", "confirmed", 2*time.Hour)}
	for as, want := range map[auth.Role]string{auth.Admin: "Ben at 2:00 pm", auth.Therapist: "Ana is here"} {
		if n, _ := next(ctx, today.Home{As: as, Visits: visits}); n.What != want {
			t.Errorf("%s reads %q first", as, n.What)
		}
	}
	var page bytes.Buffer
	if err := homePage(today.Home{As: auth.Admin, Visits: visits}).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	if strings.Count(page.String(), "Jonah Weiss takes over") != 1 {
		t.Error("the desk does not read who takes over")
	}
}

// TestInSessionEveryHomeSaysItsNextAct: the reading and its room, never that nothing holds
// it up, which a home does not look at.
func TestInSessionEveryHomeSaysItsNextAct(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	visit := func(status readiness.Status) today.Visit {
		return today.Visit{DayVisit: schedule.DayVisit{ID: uuid.New(), ClientID: uuid.New(), ClientName: "Ana", Kind: "dosing", Room: "Aspen", StaffName: "Jonah Weiss", Mine: true,
			StartsAt: noon.Add(-time.Hour), EndsAt: noon.Add(3 * time.Hour), Status: schedule.InProgress}, Session: readiness.Begun{ID: uuid.New(), Status: status}}
	}
	due := &vitals.DueReading{Slots: []string{"+30"}, At: noon.Add(10 * time.Minute), State: vitals.Ahead}
	for _, c := range []struct {
		as             auth.Role
		status         readiness.Status
		next           *vitals.DueReading
		want, act, own string
	}{
		{auth.Therapist, readiness.Dosed, due, "Next reading +30, due 12:10 pm: Ana", "Take the reading", "You"},
		{auth.Nurse, readiness.Dosed, due, "Next reading +30, due 12:10 pm: Ana", "Take the reading", "Aspen"},
		{auth.Nurse, readiness.Dosed, nil, "All readings taken; see to the leaving: Ana", "Open the room", "Aspen"},
		{auth.Therapist, readiness.Cleared, nil, "Ready for the lozenge: Ana", "Open the room", "You"},
		{auth.Therapist, readiness.Arrived, nil, "Arrival and readiness: Ana", "Open the room", "You"},
	} {
		v := visit(c.status)
		h := today.Home{As: c.as, Visits: []today.Visit{v}, Due: []today.Reading{{Visit: v, Next: c.next}}}
		n, _ := next(ctx, h)
		if n.What != c.want || n.Action.Label != c.act || n.Owner != c.own {
			t.Errorf("%s, %s: got %q, %q of %q", c.as, c.status, n.What, n.Action.Label, n.Owner)
		}
		var page bytes.Buffer
		if err := homePage(h).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.String(), ">Nothing<") {
			t.Errorf("%s, %s: reads that nothing holds it up", c.as, c.status)
		}
	}
}

func TestOnesOwnRoleIsRead(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon})
	for _, c := range []struct {
		owner, as auth.Role
		want      string
	}{
		{auth.Admin, auth.Admin, "You"}, {auth.Manager, auth.Manager, "You"}, {auth.MedicalLead, auth.Prescriber, "You"},
		{auth.Nurse, auth.Nurse, "You"}, {auth.Admin, auth.Therapist, "Front desk"}, {auth.Prescriber, "", "Prescriber"},
	} {
		if got := owner(ctx, task.Task{OwnerRole: c.owner}, c.as); got != c.want {
			t.Errorf("%s reads %q as owner %s", c.as, got, c.owner)
		}
	}
}

func TestUnderAMinuteIsNow(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	due := noon.Add(-59 * time.Second)
	_, state := taskState(ctx, task.Task{Due: &due})
	_, reading := readingState(ctx, today.Reading{Next: &vitals.DueReading{At: due, State: vitals.Late}})
	for _, words := range []string{age(ctx, task.Task{Since: due}), state, reading} {
		if strings.Contains(words, "0 min") || words == "" {
			t.Errorf("reads %q", words)
		}
	}
	if got := age(ctx, task.Task{Since: noon.Add(-time.Minute)}); got != "1 min" {
		t.Errorf("a minute ago reads %q", got)
	}
}

func TestAManagerReadsWhatIsLateOrThatNothingIs(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	for want, owners := range map[string][]task.OwnerCount{
		"Nothing waits for you, and nothing is late in the clinic.": {{Role: auth.Nurse, N: 4, Oldest: noon}},
		"Nothing waits for you. In the clinic 3 tasks are late: Prescriber (2); Jonah Weiss, therapist (1).": {
			{Role: auth.Prescriber, N: 2, Overdue: 2, Oldest: noon}, {Role: auth.Therapist, Name: "Jonah Weiss", N: 5, Overdue: 1, Oldest: noon}},
	} {
		var page bytes.Buffer
		if err := homePage(today.Home{As: auth.Manager, Counts: today.Counts{Owners: owners}}).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestTheSetUpListIsOnesOwn: who sets the clinic up reads all of it, what is done folded
// and still a link; a nurse or therapist only what they can do.
func TestTheSetUpListIsOnesOwn(t *testing.T) {
	steps := []today.Step{
		{What: "Rooms", Done: true, Mine: true, Href: "/rooms"}, {What: "Hours", Done: true},
		{What: "A cover", Owner: "front desk"}, {What: "The first client", Mine: true, Href: "/clients/new"}}
	for as, want := range map[auth.Role][]int{auth.Manager: {2, 2}, auth.Admin: {2, 2}, auth.Therapist: {1, 1}, auth.Nurse: {1, 1}} {
		open, done := theirs(today.Home{As: as, First: steps})
		if len(open) != want[0] || len(done) != want[1] {
			t.Errorf("%s: %d to do, %d done", as, len(open), len(done))
		}
	}
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	var page bytes.Buffer
	if err := homePage(today.Home{As: auth.Manager, First: steps}).Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	_, folded, found := strings.Cut(page.String(), "Done (2)")
	if !found || !strings.Contains(folded, `href="/rooms"`) {
		t.Error("what is done is not folded, or leads nowhere")
	}
}

// A home says of a visit what the visit's own page says.
func TestAVisitsStateHasOneWord(t *testing.T) {
	now := time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)
	for _, status := range []schedule.Status{schedule.Tentative, schedule.Confirmed, schedule.Arrived, schedule.NoShow} {
		v := today.Visit{DayVisit: schedule.DayVisit{Kind: "consultation", Status: status, StartsAt: now, EndsAt: now.Add(time.Hour)}}
		if _, word := visitState(v, auth.Therapist, now); word != status.Words() {
			t.Errorf("%s reads %q, on its page %q", status, word, status.Words())
		}
	}
}

// What needs somebody stands before what others owe, in the order that a narrow screen
// and a screen reader keep.
func TestWhatNeedsYouStandsFirst(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
	for _, as := range []auth.Role{auth.Therapist, auth.Prescriber} {
		var page bytes.Buffer
		if err := homePage(today.Home{As: as}).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		needs, waits := strings.Index(page.String(), "Needs you"), strings.Index(page.String(), "Waiting on others")
		if needs < 0 || waits < needs {
			t.Errorf("%s reads what others owe first (%d, %d)", as, needs, waits)
		}
	}
}
