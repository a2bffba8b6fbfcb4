package safety

import (
	"kap/internal/pause"
)

// Opened is what a fact opens at once, besides being recorded.
type Opened struct {
	Pause       pause.Kind // empty: none
	NextDayCall bool
	Review      pause.ReviewKind // a question for the prescriber; empty: none
	Reason      string           // shown with the pause or the review, to the care team only
}
