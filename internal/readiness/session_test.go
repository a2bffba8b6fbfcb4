package readiness_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"kap/internal/readiness"
)

// at walks a session to a status: arrived 9:00, cleared 10:00, lozenge 10:05, left 12:30.
func at(t *testing.T, status readiness.Status) readiness.Session {
	t.Helper()
	s := readiness.Arrive(ago(60))
	step := func(next readiness.Session, err error) {
		if err != nil {
			t.Fatal(err)
		}
		s = next
	}
	if status == readiness.Arrived {
		return s
	}
	if status == readiness.NotStarted {
		step(s.NotStart(ten))
		return s
	}
	step(s.Clear(ten))
	if status == readiness.Cleared {
		return s
	}
	step(s.Take(true, ago(-5)))
	if status == readiness.Dosed {
		return s
	}
	step(s.Leave(ago(-150)))
	if status == readiness.Left {
		return s
	}
	step(s.Sign(ago(-160)))
	return s
}

func TestWhatASessionPermits(t *testing.T) {
	later := ago(-20)
	acts := map[string]func(readiness.Session) error{
		"vitals":      func(s readiness.Session) error { return s.AcceptsVitals(ago(-3)) },
		"late vitals": func(s readiness.Session) error { return s.AcceptsVitals(ago(-200)) },
		"arrival":     func(s readiness.Session) error { return s.AcceptsArrival() },
		"clear":       func(s readiness.Session) error { return s.MayClear() },
		"planned":     func(s readiness.Session) error { return s.MayRecordIntake(true, later) },
		"unplanned":   func(s readiness.Session) error { return s.MayRecordIntake(false, later) },
		"leave":       func(s readiness.Session) error { return s.MayLeave(ago(-150)) },
		"not start":   func(s readiness.Session) error { return s.MayNotStart() },
		"impressions": func(s readiness.Session) error { return s.AcceptsImpressions() },
		"sign":        func(s readiness.Session) error { return s.MaySign() },
	}
	want := map[readiness.Status]string{
		readiness.Arrived:    "vitals,late vitals,arrival,clear,unplanned,not start",
		readiness.Cleared:    "vitals,late vitals,arrival,clear,planned,unplanned,not start",
		readiness.Dosed:      "vitals,late vitals,planned,unplanned,leave,impressions",
		readiness.Left:       "vitals,planned,unplanned,impressions,sign",
		readiness.Signed:     "",
		readiness.NotStarted: "sign",
	}
	for status, permitted := range want {
		s := at(t, status)
		for name, act := range acts {
			err := act(s)
			if may := contains(permitted, name); (err == nil) != may {
				t.Errorf("%s in %s: got %v, want permitted %v", name, status, err, may)
			}
		}
	}
}

func contains(list, name string) bool {
	for part := range strings.SplitSeq(list, ",") {
		if part == name {
			return true
		}
	}
	return false
}

func TestAddsAfterSigningAreRefused(t *testing.T) {
	never, err := at(t, readiness.NotStarted).Sign(ago(-10))
	if err != nil || never.Status != readiness.NotStarted || !never.Sealed() {
		t.Fatalf("got %+v, %v", never, err)
	}
	for _, s := range []readiness.Session{at(t, readiness.Signed), never} {
		for _, err := range []error{s.AcceptsVitals(ten), s.AcceptsEvents(ten), s.AcceptsPresence(ten), s.AcceptsArrival(),
			s.AcceptsImpressions(), s.MayRecordIntake(false, ten), s.MaySign(), s.MayClear()} {
			if err == nil || !strings.Contains(err.Error(), "signed") {
				t.Errorf("got %v", err)
			}
		}
	}
}

func TestEntriesAreJudgedByTheirOwnTime(t *testing.T) {
	left := at(t, readiness.Left) // at 12:30
	if err := left.AcceptsVitals(ago(-150)); err != nil {
		t.Errorf("a reading taken at leaving, entered late: %v", err)
	}
	if err := left.AcceptsVitals(ago(-151)); err == nil {
		t.Error("a reading after leaving was accepted")
	}
	if err := left.AcceptsVitals(ago(61)); err == nil {
		t.Error("a reading before arrival was accepted")
	}
	if err := at(t, readiness.Cleared).MayRecordIntake(true, ago(1)); err == nil {
		t.Error("a planned lozenge before clearing was accepted")
	}
	if err := at(t, readiness.Dosed).MayRecordIntake(true, ago(-4)); err == nil {
		t.Error("a planned booster before the first lozenge was accepted")
	}
}

// TestNoSequenceBreaksASession tries random acts at random times and holds that no
// reachable state breaks the invariants.
// TestTheMedicineWorksFromTheLozengeUntilLeaving: from 10:05 until 12:30, the moment of
// leaving no more.
func TestTheMedicineWorksFromTheLozengeUntilLeaving(t *testing.T) {
	lozenge, left := ago(-5), ago(-150)
	for status, want := range map[readiness.Status][4]bool{ // a second before the lozenge, with it, a second before leaving, on leaving
		readiness.Arrived: {}, readiness.Cleared: {}, readiness.NotStarted: {},
		readiness.Dosed: {false, true, true, true}, readiness.Left: {false, true, true, false}, readiness.Signed: {false, true, true, false},
	} {
		s := at(t, status)
		for i, moment := range []time.Time{lozenge.Add(-time.Second), lozenge, left.Add(-time.Second), left} {
			if got := s.UnderTheMedicine(moment); got != want[i] {
				t.Errorf("%s at %s: got %v", status, moment.Format("15:04:05"), got)
			}
		}
	}
}

func TestNoSequenceBreaksASession(t *testing.T) {
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 1))
		s, now := readiness.Arrive(ten), ten
		for range 14 {
			now = now.Add(time.Duration(random.IntN(30)) * time.Minute)
			moment := now.Add(-time.Duration(random.IntN(40)) * time.Minute)
			next, err := anyAct(random, s, now, moment)
			if err != nil && next != s {
				t.Fatalf("seed %d: a refusal changed %+v to %+v", seed, s, next)
			}
			if broken := breaks(s, next); broken != "" {
				t.Fatalf("seed %d: %s: %+v to %+v", seed, broken, s, next)
			}
			s = next
		}
	}
}

func anyAct(random *rand.Rand, s readiness.Session, now, moment time.Time) (readiness.Session, error) {
	switch random.IntN(7) {
	case 0, 1:
		return s.Clear(now)
	case 2:
		return s.Take(true, moment)
	case 3:
		return s.TakeUnplanned(errNotReady, moment)
	case 4:
		return s.Leave(moment)
	case 5:
		return s.NotStart(now)
	}
	return s.Sign(now)
}

func breaks(before, s readiness.Session) string {
	taken := !s.StartedAt.IsZero()
	over := s.Status == readiness.Left || s.Status == readiness.Signed
	switch {
	case before.Sealed() && s != before:
		return "a signed session changed"
	case taken != (s.Status == readiness.Dosed || over):
		return "a lozenge without its status"
	case taken && !s.Unplanned && (s.ClearedAt.IsZero() || s.StartedAt.Before(s.ClearedAt)):
		return "a planned lozenge without clearing"
	case taken && (s.StartedAt.Before(s.ArrivedAt) || s.LastIntake.Before(s.StartedAt)):
		return "times out of order"
	case over && s.LastIntake.After(s.EndedAt):
		return "a lozenge after leaving"
	case (s.Status == readiness.Arrived || s.Status == readiness.Cleared || s.Status == readiness.Dosed) && !s.EndedAt.IsZero():
		return "ended and going on"
	case !s.SignedAt.IsZero() && s.Status != readiness.Signed && s.Status != readiness.NotStarted:
		return "signed too early"
	case before.Unplanned && !s.Unplanned:
		return "an incident forgotten"
	case s.Status == readiness.Cleared && s.ClearedAt.IsZero():
		return "cleared without a time"
	}
	return ""
}
