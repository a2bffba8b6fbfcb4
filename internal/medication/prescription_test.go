package medication_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var (
	body  = protocol.Default()
	today = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	ten   = today.Add(10 * time.Hour) // first lozenge
	one   = today.Add(13 * time.Hour) // end of the block
)

func mins(n int) time.Duration { return time.Duration(n) * time.Minute }

func order() medication.Order {
	return medication.Order{
		Form: "lozenge", Strength: medication.Milligrams(100), UnitsDispensed: medication.Whole(10),
		StartUnits: medication.Whole(1), MaxUnits: medication.Whole(2), BoosterUnits: medication.Whole(1),
		MinutesInMouth: 15, AfterMouth: "spit", IssuedOn: today, ExpiresOn: today.AddDate(0, 6, 0), Refills: 5,
		PDMPCheckedAt: today, Visit: eligibility.Visit{Mode: eligibility.Here}, SignedAt: ten,
	}
}

// fifty is an order of 50 mg beside the other: two to start with, half a one as a booster.
var fifty = medication.Order{Strength: medication.Milligrams(50), StartUnits: medication.Whole(2), MaxUnits: medication.Whole(3), BoosterUnits: 1, SignedAt: ten}

func orders(of ...medication.Order) (all medication.Orders) {
	for _, o := range of {
		all = append(all, medication.Prescription{ID: uuid.New(), Order: o})
	}
	return all
}

func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func TestAnOrderIsWithinProtocolAndLaw(t *testing.T) {
	type rx = medication.Order
	for _, c := range []struct {
		name   string
		change func(*rx)
		want   []string
	}{
		{"the order", func(*rx) {}, nil},
		{"no form", func(p *rx) { p.Form = "injection" }, []string{"form"}},
		{"10 mg", func(p *rx) { p.Strength = 100 }, nil},
		{"9.9 mg", func(p *rx) { p.Strength = 99 }, []string{"strength"}},
		{"350 mg", func(p *rx) { p.Strength = 3500 }, nil},
		{"350.1 mg", func(p *rx) { p.Strength = 3501 }, []string{"strength"}},
		{"none dispensed", func(p *rx) { p.UnitsDispensed = 0 }, []string{"units_dispensed"}},
		{"a window that ends before it begins", func(p *rx) { p.BoosterFrom, p.BoosterUntil = 50, 40 }, []string{"booster_until"}},
		{"a window that ends before the protocol's begins", func(p *rx) { p.BoosterUntil = 19 }, []string{"booster_until"}},
		{"a window of half a day", func(p *rx) { p.BoosterUntil = 720 }, nil},
		{"a longer one", func(p *rx) { p.BoosterUntil = 721 }, []string{"booster_until"}},
		{"starts with none", func(p *rx) { p.StartUnits = 0 }, []string{"start_units"}},
		{"maximum half short", func(p *rx) { p.MaxUnits = 3 }, []string{"max_units"}},
		{"no booster", func(p *rx) { p.BoosterUnits = 0 }, nil},
		{"10 minutes", func(p *rx) { p.MinutesInMouth = 10 }, nil},
		{"9 minutes", func(p *rx) { p.MinutesInMouth = 9 }, []string{"minutes_in_mouth"}},
		{"20 minutes", func(p *rx) { p.MinutesInMouth = 20 }, nil},
		{"21 minutes", func(p *rx) { p.MinutesInMouth = 21 }, []string{"minutes_in_mouth"}},
		{"neither spat nor swallowed", func(p *rx) { p.AfterMouth = "" }, []string{"after_mouth"}},
		{"issued tomorrow", func(p *rx) { p.IssuedOn = today.AddDate(0, 0, 1) }, []string{"issued_on"}},
		{"expires before", func(p *rx) { p.ExpiresOn = today.AddDate(0, 0, -1) }, []string{"expires_on"}},
		{"six months and a day", func(p *rx) { p.ExpiresOn = today.AddDate(0, 6, 1) }, []string{"expires_on"}},
		{"six months from Aug 31", func(p *rx) {
			p.IssuedOn = time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
			p.ExpiresOn = time.Date(2027, 2, 28, 0, 0, 0, 0, time.UTC)
		}, nil},
		{"a day more from Aug 31", func(p *rx) {
			p.IssuedOn = time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
			p.ExpiresOn = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
		}, []string{"expires_on"}},
		{"six refills", func(p *rx) { p.Refills = 6 }, []string{"refills"}},
		{"program not checked", func(p *rx) { p.PDMPCheckedAt = time.Time{} }, []string{"pdmp_checked_at"}},
	} {
		p := order()
		c.change(&p)
		if diff := cmp.Diff(c.want, fields(p.Check(today, ten, body))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	remote := order()
	remote.Visit.Mode = eligibility.Video
	if err := remote.Check(today, ten, body); err != nil {
		t.Errorf("video, this year: %v", err)
	}
	newYear := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	remote.IssuedOn, remote.ExpiresOn = newYear, newYear
	if diff := cmp.Diff([]string{"last_in_person_exam"}, fields(remote.Check(newYear, newYear, body))); diff != "" {
		t.Errorf("video, next year: %s", diff)
	}
	remote.IssuedOn = newYear.AddDate(0, 0, -1)
	if diff := cmp.Diff([]string{"last_in_person_exam"}, fields(remote.Check(newYear, newYear, body))); diff != "" {
		t.Errorf("video, next year, with a day of last year typed: %s", diff)
	}
}

func TestAnOrderIsInForceOnItsDays(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*medication.Order)
		on     time.Time
		want   bool
	}{
		{"first day", func(*medication.Order) {}, today, true},
		{"day before", func(*medication.Order) {}, today.AddDate(0, 0, -1), false},
		{"last day", func(*medication.Order) {}, today.AddDate(0, 6, 0), true},
		{"day after", func(*medication.Order) {}, today.AddDate(0, 6, 1), false},
		{"draft", func(p *medication.Order) { p.SignedAt = time.Time{} }, today, false},
		{"ended", func(p *medication.Order) { p.EndedAt = ten }, today, false},
	} {
		p := order()
		c.change(&p)
		if got := p.InForce(c.on); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

func TestWhatMayBeOffered(t *testing.T) {
	hundred := []medication.Line{{Units: 2, Strength: 1000}}
	half := []medication.Line{{Units: 1, Strength: 1000}}
	first := []medication.Taken{{At: ten, Lines: hundred}}
	twice := []medication.Taken{{At: ten, Lines: half}, {At: ten.Add(mins(25)), Lines: half}}
	for _, c := range []struct {
		name   string
		step   medication.Step
		lines  []medication.Line
		taken  []medication.Taken
		now    time.Time
		change func(*medication.Order)
		says   []string
	}{
		{"first", medication.First, hundred, nil, ten, nil, nil},
		{"nothing", medication.First, nil, nil, ten, nil, []string{"how many"}},
		{"first above the ordered start", medication.First, []medication.Line{{3, 1000}}, nil, ten, nil, []string{"starts a session with 100 mg"}},
		{"the start in two lots", medication.First, []medication.Line{{1, 1000}, {1, 1000}}, nil, ten, nil, nil},
		{"above the start in two lots", medication.First, []medication.Line{{2, 1000}, {1, 1000}}, nil, ten, nil, []string{"starts a session with 100 mg"}},
		{"first above the maximum", medication.First, []medication.Line{{5, 1000}}, nil, ten, nil, []string{"allows 200 mg", "starts a session with 100 mg"}},
		{"two strengths at their starts", medication.First, []medication.Line{{4, 500}, {2, 1000}}, nil, ten, nil, nil},
		{"two strengths above the maximum", medication.First, []medication.Line{{4, 500}, {2, 1000}}, nil, ten,
			func(p *medication.Order) { p.MaxUnits = 3 }, []string{"allows 150 mg"}},
		{"a strength nobody ordered", medication.First, []medication.Line{{2, 300}}, nil, ten, nil, []string{"30 mg is not a strength ordered"}},
		{"a booster of another strength", medication.Booster, []medication.Line{{1, 500}}, first, ten.Add(mins(30)), nil, nil},
		{"to the maximum of its own strength", medication.Booster, []medication.Line{{1, 500}}, []medication.Taken{{ten, []medication.Line{{5, 500}}}}, ten.Add(mins(30)), nil, nil},
		{"beyond the maximum of its own strength", medication.Booster, []medication.Line{{1, 500}}, []medication.Taken{{ten, []medication.Line{{6, 500}}}}, ten.Add(mins(30)), nil,
			[]string{"175 mg in lozenges of 50 mg; their order allows 150 mg"}},
		{"the order's own later booster", medication.Booster, half, first, ten.Add(mins(75)),
			func(p *medication.Order) { p.BoosterUntil = 75 }, []string{"ends at 1:00 pm"}},
		{"after the order's own window", medication.Booster, half, first, ten.Add(mins(46)),
			func(p *medication.Order) { p.BoosterUntil = 45 }, []string{"until 10:45 am, 45 minutes"}},
		{"before the order's own window", medication.Booster, half, first, ten.Add(mins(29)),
			func(p *medication.Order) { p.BoosterFrom = 30 }, []string{"from 10:30 am, 30 minutes"}},
		{"a second first", medication.First, half, first, ten.Add(mins(30)), nil, []string{"is a booster"}},
		{"booster without a first", medication.Booster, half, nil, ten, nil, []string{"no first lozenge"}},
		{"booster at 19:59", medication.Booster, hundred, first, ten.Add(mins(20) - time.Second), nil, []string{"from 10:20 am"}},
		{"booster at 20", medication.Booster, hundred, first, ten.Add(mins(20)), nil, nil},
		{"booster at 60", medication.Booster, hundred, first, ten.Add(mins(60)), nil, nil},
		{"booster at 60:01", medication.Booster, hundred, first, ten.Add(mins(60) + time.Second), nil, []string{"until 11:00 am", "ends at 1:00 pm"}},
		{"20 after the last, not the first", medication.Booster, half, twice, ten.Add(mins(44)), nil, []string{"from 10:45 am"}},
		{"second booster", medication.Booster, half, twice, ten.Add(mins(45)), nil, nil},
		{"above the maximum", medication.Booster, hundred, []medication.Taken{{ten, []medication.Line{{3, 1000}}}}, ten.Add(mins(30)), nil, []string{"allows 200 mg"}},
		{"above the ordered booster", medication.Booster, hundred, []medication.Taken{{ten, half}}, ten.Add(mins(30)),
			func(p *medication.Order) { p.BoosterUnits = 1 }, []string{"booster of 50 mg"}},
		{"no booster ordered", medication.Booster, half, first, ten.Add(mins(30)),
			func(p *medication.Order) { p.BoosterUnits = 0 }, []string{"no booster"}},
	} {
		p := order()
		if c.change != nil {
			c.change(&p)
		}
		o := orders(p, fifty).MayOffer(c.step, c.lines, c.taken, c.now, one, body)
		if len(o.Refusals) != len(c.says) || o.May() != (len(c.says) == 0) {
			t.Errorf("%s: got %q", c.name, o.Refusals)
			continue
		}
		for i, says := range c.says {
			if !strings.Contains(o.Refusals[i], says) {
				t.Errorf("%s: got %q, want %q", c.name, o.Refusals[i], says)
			}
		}
	}
}

func TestWhatTheOrderPermits(t *testing.T) {
	taken := func(units medication.Units, milligrams int) []medication.Taken {
		return []medication.Taken{{At: ten, Lines: []medication.Line{{Units: units, Strength: medication.Milligrams(milligrams)}}}}
	}
	for _, c := range []struct {
		name    string
		step    medication.Step
		taken   []medication.Taken
		booster medication.Units
		want    medication.Units
	}{
		{"the ordered start", medication.First, nil, 2, 2},
		{"the booster ordered", medication.Booster, taken(2, 100), 2, 2},
		{"a smaller booster", medication.Booster, taken(2, 100), 1, 1},
		{"what is left of the session", medication.Booster, taken(3, 100), 2, 1},
		{"nothing is left", medication.Booster, taken(4, 100), 2, 0},
		{"more was taken than ordered", medication.Booster, taken(6, 100), 2, 0},
		{"no booster", medication.Booster, taken(2, 100), 0, 0},
		{"another strength counts in mg", medication.Booster, taken(3, 75), 2, 1}, // 112.5 of 200 mg
	} {
		p := order()
		p.BoosterUnits = c.booster
		if got := orders(p).Permits(p.Strength, c.step, c.taken); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestTheMaximumOfAStrengthHoldsBesideAnother: the session may hold more, its own order not.
func TestTheMaximumOfAStrengthHoldsBesideAnother(t *testing.T) {
	for taken, want := range map[medication.Units]medication.Units{4: 1, 5: 1, 6: 0, 7: 0} {
		before := []medication.Taken{{At: ten, Lines: []medication.Line{{Units: taken, Strength: 500}}}}
		if got := orders(order(), fifty).Permits(500, medication.Booster, before); got != want {
			t.Errorf("after %s: got %s, want %s", taken, got, want)
		}
	}
}

func TestABoosterFitsTheBooking(t *testing.T) {
	half := []medication.Line{{Units: 1, Strength: 1000}}
	first := []medication.Taken{{At: ten, Lines: half}}
	for _, c := range []struct {
		end  time.Time
		want bool
	}{
		{ten.Add(mins(30 + 120)), true},
		{ten.Add(mins(30+120) - time.Second), false},
	} {
		o := orders(order()).MayOffer(medication.Booster, half, first, ten.Add(mins(30)), c.end, body)
		if o.May() != c.want {
			t.Errorf("block ends %s: got %q", c.end, o.Refusals)
		}
		if o.Words != "Leaving becomes 12:30 pm." || o.Session != 10000 {
			t.Errorf("got %q, %s mg", o.Words, o.Session)
		}
	}
}

func TestATelephoneOrderIsTakenByANurseAndSigned(t *testing.T) {
	nurse := auth.Actor{Roles: []auth.Role{auth.Nurse}}
	o := medication.TelephoneOrder{At: ten, Prescriber: uuid.New(), Order: "Booster 50 mg now", ReadBack: true}
	if err := o.Check(nurse, ten); err != nil {
		t.Error(err)
	}
	if !problem.Is(o.Check(auth.Actor{Roles: []auth.Role{auth.Therapist}}, ten), problem.Forbidden) {
		t.Error("a therapist must not take an order")
	}
	want := []string{"at", "prescriber", "order", "read_back"}
	if diff := cmp.Diff(want, fields(medication.TelephoneOrder{}.Check(nurse, ten))); diff != "" {
		t.Error(diff)
	}
	day := ten.Add(24 * time.Hour)
	if o.Overdue(day, body) || !o.Overdue(day.Add(time.Second), body) {
		t.Error("due within 24 hours")
	}
	o.SignedAt = day
	if o.Overdue(day.Add(time.Hour), body) {
		t.Error("signed is not overdue")
	}
}
