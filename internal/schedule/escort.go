package schedule

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/client"
	"kap/internal/problem"
)

// AskedHow is how somebody spoke with an escort.
type AskedHow string

var askedHow = choice.List[AskedHow]{{"spoke", "Spoke"}, {"texted", "Texted"}, {"in person", "In person"}}

// Choices are the ways a form offers.
func (AskedHow) Choices() []choice.Answer { return askedHow.Answers() }

// Words is the way as people read it.
func (h AskedHow) Words() string { return askedHow.Words(h) }

// Collects is what the escort said.
type Collects string

// The answers.
const (
	WillCollect Collects = "yes"
	WillNot     Collects = "no"
)

var collects = choice.List[Collects]{{WillCollect, "Collects the client"}, {WillNot, "Cannot come"}}

// Choices are the answers a form offers.
func (Collects) Choices() []choice.Answer { return collects.Answers() }

// EscortEntry is what somebody asked to collect the client from a visit said.
type EscortEntry struct {
	Escort uuid.UUID `form:"escort_id" label:"Escort"`
	How    AskedHow  `form:"how" label:"How you asked"`
	Answer Collects  `form:"answer" label:"What they said"`
}

// Check says what is missing; the escort is one of those who still collect the client.
func (e EscortEntry) Check(escorts []client.Escort) error {
	var f problem.Fields
	if !slices.ContainsFunc(client.Collecting(escorts), func(c client.Escort) bool { return c.ID == e.Escort }) {
		f.Add("escort_id", "Choose who was asked. Somebody who is not here is added under Escorts first.")
	}
	if !askedHow.Has(e.How) {
		f.Add("how", "Say how you asked.")
	}
	if !collects.Has(e.Answer) {
		f.Add("answer", "Say whether they collect the client.")
	}
	return f.Err()
}

// EscortAnswer is what an escort said of a visit, and to whom.
type EscortAnswer struct {
	EscortID   uuid.UUID
	Name       string `db:"name,read"` // as the client's escorts have it
	At         time.Time
	How        AskedHow
	CanCollect bool
	AskedBy    string `db:"asked_by,read"`
}

// named are answers with the names of the client's escorts.
func named(answers []EscortAnswer, escorts []client.Escort) []EscortAnswer {
	for i, a := range answers {
		for _, e := range escorts {
			if e.ID == a.EscortID {
				answers[i].Name = e.Name
			}
		}
	}
	return answers
}

// AsksEscort says whether somebody is to collect the client from the visit.
func (v Visit) AsksEscort() bool { return v.mayAskEscort() == nil }

func (v Visit) mayAskEscort() error {
	if v.Kind != Dosing {
		return problem.New(problem.Conflict, "Only a dosing session needs an escort.")
	}
	if v.Status.Ahead() || v.Status.Present() {
		return nil
	}
	return problem.Newf(problem.Conflict, "This visit is marked %q; nobody is asked for it any more.", v.Status.Words())
}
