// Package pauseweb is the screen of what stands in a client's way: pauses and
// reviews, with the forms to pause, lift and answer.
package pauseweb

import (
	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/pause"
)

// Screens are the pages of this step.
type Screens struct{ Pause pause.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return []endpoint.Route{
		endpoint.Get("/clients/{client}/pauses", auth.ViewDesk, "pauses.viewed", s.pauses),
		endpoint.Post("/clients/{client}/pauses", auth.PauseAtDesk, s.pauseForm()),
		endpoint.Post("/clients/{client}/pauses/{pause}/lifting", auth.PauseAtDesk, s.liftForm()),
		endpoint.Post("/clients/{client}/reviews", auth.CallSafety, s.askForm()),
		endpoint.Post("/clients/{client}/reviews/{review}/answer", auth.AnswerReview, s.answerForm()),
	}
}
