package task

import "kap/internal/auth"

// Kind says what has to be done.
type Kind string

// The kinds. A clinical one never belongs to the front desk.
const (
	RiskCheck       Kind = "risk check"           // today, closes only with a risk check
	ClinicianNow    Kind = "clinician now"        // asked for by the front desk
	NextDayCall     Kind = "next-day call"        // after a risk check that asks for one
	SafetyCall      Kind = "safety call"          // the day after a dosing day
	AnswerReview    Kind = "answer review"        // a prescriber's answer
	SignSession     Kind = "sign session"         //
	SignOrder       Kind = "sign order"           // a telephone order, within the protocol's hours
	SignDecision    Kind = "sign decision"        //
	AskInformation  Kind = "ask information"      // of a decision that waits for it
	CountLozenges   Kind = "count lozenges"       //
	FinishDraft     Kind = "finish draft"         // a draft whose author or access ended
	CloseIncident   Kind = "close incident"       // what did not go as the rules say
	TakeOver        Kind = "take over"            // a hand-over in the room, asked of one person
	ApproveProtocol Kind = "approve protocol"     // a version the manager drafted
	ApproveText     Kind = "approve consent text" // the same of a consent text
	ByHand          Kind = "by hand"              // somebody wrote it for somebody

	RemindInformation Kind = "remind of information" // whoever was asked for it; done once they were reminded

	BookFollowUp    Kind = "book follow-up"
	BookPreparation Kind = "book preparation"
	BookIntegration Kind = "book integration"
	BookDosing      Kind = "book dosing"
	AskBookings     Kind = "ask about bookings" // a pause that has lasted
	ConfirmEscort   Kind = "confirm escort"
	CallClient      Kind = "call client"
	SendLetter      Kind = "send letter"
)

// deskWords are what the front desk reads, whatever the reason (clinical rules 8).
var deskWords = map[Kind]string{
	BookFollowUp:    "Book the follow-up visit",
	BookPreparation: "Book the preparation visit",
	BookIntegration: "Book the integration visit",
	BookDosing:      "Book the dosing session",
	AskBookings:     "Paused: ask what becomes of the bookings",
	ConfirmEscort:   "Confirm the escort",
	CallClient:      "Call the client",
	SendLetter:      "Send the letter that is ready",
}

// words are what everybody else reads first.
var words = map[Kind]string{
	RiskCheck:       "Check risk today",
	ClinicianNow:    "Clinician now",
	NextDayCall:     "Call the day after the risk check",
	SafetyCall:      "Safety call",
	AnswerReview:    "Answer the review",
	SignSession:     "Sign the session",
	SignOrder:       "Sign the telephone order",
	SignDecision:    "Sign the decision",
	AskInformation:  "Ask for the missing information",
	CountLozenges:   "Finish the lozenge count",
	FinishDraft:     "Finish or discard a draft",
	CloseIncident:   "Look at the incident",
	TakeOver:        "Take over in the room",
	ApproveProtocol: "Read the new version of the protocol, and approve it",
	ApproveText:     "Read the new consent text, and approve it",

	RemindInformation: "Remind of the missing information",
}

// Words are the kind as a title.
func (k Kind) Words() string {
	if w, ok := words[k]; ok {
		return w
	}
	if w, ok := deskWords[k]; ok {
		return w
	}
	return "To do"
}

// OfDesk says whether the front desk may own it.
func (k Kind) OfDesk() bool { _, ok := deskWords[k]; return ok }

// ClosedByAct says that only the act itself closes it: ticking it off would hide
// that nobody looked (a risk check, a signature, an answer, a call).
func (k Kind) ClosedByAct() bool {
	switch k {
	case RiskCheck, ClinicianNow, NextDayCall, SafetyCall, AnswerReview, SignSession, SignOrder, SignDecision,
		CloseIncident, TakeOver, ApproveProtocol, ApproveText:
		return true
	}
	return false
}

// deskOnly is what remains of a task for the front desk: its own words.
func (n New) deskOnly() New {
	if n.OwnerRole != auth.Admin {
		return n
	}
	n.What, n.Detail = "With the therapist or the prescriber", ""
	if n.Kind.OfDesk() {
		n.What = n.Kind.Words()
	}
	return n
}
