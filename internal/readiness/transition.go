package readiness

import (
	"time"

	"kap/internal/problem"
)

// MayClear says whether readiness may be signed: before the first lozenge. A
// session may be cleared again when something changed since.
func (s Session) MayClear() error {
	if s.Status == Arrived || s.Status == Cleared {
		return nil
	}
	return s.refuse("The lozenge is already taken; readiness is decided before it.")
}

// MayRecordIntake says whether a lozenge taken at `at` may be recorded. Planned,
// the session must be cleared by then; unplanned it only must lie within the
// session, because what happened is always recordable, also after leaving.
func (s Session) MayRecordIntake(planned bool, at time.Time) error {
	if s.Sealed() {
		return problem.New(problem.Conflict, "This session is signed. Record the lozenge as a late entry for the signer.")
	}
	if s.Status == NotStarted {
		return problem.New(problem.Conflict, "This session was not held today. Record the lozenge as taken outside a session.")
	}
	if err := s.accepts("lozenge", at); err != nil {
		return err
	}
	if !planned {
		return nil
	}
	return s.plansIntake(at)
}

func (s Session) plansIntake(at time.Time) error {
	switch {
	case s.Status == Arrived:
		return problem.New(problem.Conflict, "Readiness is not signed yet. Clear the client first; if the lozenge was taken, record that it was taken all the same.")
	case at.Before(s.ClearedAt):
		return problem.At("at", "That is before readiness was signed. Correct the time, or record that it was taken all the same.")
	case at.Before(s.StartedAt):
		return problem.At("at", "That is before the first lozenge. Correct the time.")
	}
	return nil
}

// MayLeave says whether the client can be recorded as leaving: once the lozenge
// was taken, and not before the last one.
func (s Session) MayLeave(at time.Time) error {
	if s.Status == Left {
		return problem.New(problem.Conflict, "The client is already recorded as having left.")
	}
	if s.Status != Dosed {
		return s.refuse("No lozenge was taken. Close the session as not held today.")
	}
	if !at.After(s.LastIntake) {
		return problem.At("at", "That is not after the last lozenge. Correct the time.")
	}
	return nil
}

// MayNotStart says whether the session can be closed without a lozenge.
func (s Session) MayNotStart() error {
	if s.Status == Arrived || s.Status == Cleared {
		return nil
	}
	return s.refuse("The lozenge is taken. Record how the client leaves instead.")
}

// MaySign says whether the session can be signed: after leaving, or not started.
func (s Session) MaySign() error {
	if s.Sealed() {
		return problem.New(problem.Conflict, "This session is already signed: nothing can be added to it.")
	}
	if s.Status == Left || s.Status == NotStarted {
		return nil
	}
	return problem.New(problem.Conflict, "The client is still here. Record how the client leaves, then sign.")
}

// Arrive begins a session.
func Arrive(at time.Time) Session { return Session{Status: Arrived, ArrivedAt: at} }

// Clear is the session with readiness signed.
func (s Session) Clear(at time.Time) (Session, error) {
	if err := s.MayClear(); err != nil {
		return s, err
	}
	s.Status, s.ClearedAt = Cleared, at
	return s, nil
}

// Take is the session after a lozenge; the earliest one starts the session. One
// recorded after the client left keeps the status and only corrects the times.
func (s Session) Take(planned bool, at time.Time) (Session, error) {
	if err := s.MayRecordIntake(planned, at); err != nil {
		return s, err
	}
	if s.StartedAt.IsZero() || at.Before(s.StartedAt) {
		s.StartedAt = at
	}
	if at.After(s.LastIntake) {
		s.LastIntake = at
	}
	if s.Status != Left {
		s.Status = Dosed
	}
	s.Unplanned = s.Unplanned || !planned
	return s, nil
}

// TakeUnplanned is the session after a lozenge that should not have been taken. why is
// what refused it as of that time (readiness, or the order's limits), nil where nothing
// did: then only what was never cleared is unplanned.
func (s Session) TakeUnplanned(why error, at time.Time) (Session, error) {
	if why == nil && s.Status != Arrived {
		return s, problem.New(problem.Conflict, "Nothing stands against this lozenge. Record it as planned.")
	}
	return s.Take(false, at)
}

// Leave is the session once the client left.
func (s Session) Leave(at time.Time) (Session, error) {
	if err := s.MayLeave(at); err != nil {
		return s, err
	}
	s.Status, s.EndedAt = Left, at
	return s, nil
}

// NotStart is the session closed without a lozenge.
func (s Session) NotStart(at time.Time) (Session, error) {
	if err := s.MayNotStart(); err != nil {
		return s, err
	}
	s.Status, s.EndedAt = NotStarted, at
	return s, nil
}

// Sign seals the session; one not started keeps its status.
func (s Session) Sign(at time.Time) (Session, error) {
	if err := s.MaySign(); err != nil {
		return s, err
	}
	s.SignedAt = at
	if s.Status == Left {
		s.Status = Signed
	}
	return s, nil
}
