package today

import (
	"kap/internal/pathway"
	"kap/internal/readiness"
	"kap/internal/schedule"
)

// Held is what stands between a dosing and its lozenge as far as a home knows, in
// clinical words; empty for a visit that needs nothing. A dosing that the pathway has
// not weighed is held up by what keeps it from being weighed: not known is not ready.
func (v Visit) Held() []string {
	switch {
	case v.Kind != schedule.Dosing || v.Session.Status == readiness.Cleared || v.Session.Status == readiness.Dosed:
		return nil
	case v.Session.Status == readiness.Arrived:
		return []string{"Not cleared for the lozenge yet"}
	case v.Here():
		return []string{"The arrival check is not begun"}
	case v.Weighed:
		return v.Blocked
	}
	return []string{v.unweighed()}
}

// unweighed is why the pathway says nothing of a dosing: before a decision there is no
// next dose, and afterwards only the next one is looked at.
func (v Visit) unweighed() string {
	if v.Stage == "" {
		return "Where the course stands is not known yet"
	}
	switch pathway.NameOf(v.Stage) {
	case pathway.Referred, pathway.InConsult:
		return "Eligibility not decided"
	case pathway.AwaitingInfo:
		return "Eligibility not decided: information is missing"
	case pathway.Deferred:
		return "Eligibility deferred"
	case pathway.Declined:
		return "Eligibility declined"
	case pathway.Completing:
		return "All planned doses are taken"
	case pathway.Completed, pathway.Closed:
		return "The course is closed"
	}
	return "Another dosing visit comes first"
}
