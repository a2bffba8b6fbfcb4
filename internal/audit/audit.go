// Package audit names what happened, and to whose record.
package audit

import "github.com/google/uuid"

// Event is one line of the access record: an act or a view. It holds ids and
// counts, never content.
type Event struct {
	Action  string    // "client.created", "chart.viewed": the noun, then what happened to it
	Client  uuid.UUID // zero where it is about no one client
	Kind    string    `db:"subject_kind"` // what the subject is: "appointment"
	Subject uuid.UUID
	Rows    int         // how many people a list showed
	Shown   []uuid.UUID // who they are
	Purpose string      // of a print, a disclosure, a whole-clinic read
}

// Did is the event of an act upon something of a client.
func Did(action string, client uuid.UUID, kind string, subject uuid.UUID) Event {
	return Event{Action: action, Client: client, Kind: kind, Subject: subject}
}

// Empty says that nothing was stated, which is refused.
func (e Event) Empty() bool { return e.Action == "" }
