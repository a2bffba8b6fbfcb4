package measure

import (
	"time"

	"github.com/google/uuid"
)

// Named is the named baseline of an instrument in a course, or nil.
func Named(responses []Response, instrument string, course uuid.UUID) *Response {
	for n, r := range responses {
		if r.Baseline && r.Instrument == instrument && r.CourseID == course {
			return &responses[n]
		}
	}
	return nil
}

// BaselineOf is what changes are counted from in a course: the response that was named, else
// the one that would be (protocol 6); nil for none.
func BaselineOf(responses []Response, instrument string, course uuid.UUID, firstLozenge time.Time) *Response {
	if named := Named(responses, instrument, course); named != nil {
		return named
	}
	return baseline(responses, instrument, course, firstLozenge)
}

// baseline is the last complete response of a course to an instrument before its first
// lozenge, nil for none; a zero time is before any. A prorated total is not complete.
func baseline(responses []Response, instrument string, course uuid.UUID, firstLozenge time.Time) *Response {
	var last *Response
	for i, r := range responses {
		counts := r.CourseID == course && r.Instrument == instrument && r.Complete && r.Total != nil &&
			(firstLozenge.IsZero() || r.At.Before(firstLozenge))
		if counts && (last == nil || r.At.After(last.At)) {
			last = &responses[i]
		}
	}
	return last
}
