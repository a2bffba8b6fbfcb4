package auditlog

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Filter is what a manager looks for; what is empty is not asked.
type Filter struct {
	Client string    // a client number, K-0042, or the id a row shows
	Person uuid.UUID // who acted
	Day    time.Time // the clinic's date
	Before int64     // rows earlier than this one
}

// client reads what was typed as a number or an id.
func (f Filter) client() (number string, id uuid.UUID, err error) {
	typed := strings.TrimSpace(f.Client)
	if number = client.NumberOf(typed); typed == "" || number != "" {
		return number, uuid.Nil, nil
	}
	id, err = uuid.Parse(typed)
	if err != nil {
		return "", uuid.Nil, problem.At("client", "Type a client number, like K-0042.")
	}
	return "", id, nil
}

// Event is one line of the record.
type Event struct {
	Sequence  int64
	At        time.Time
	Who       string // name; empty: a worker or nobody signed in
	Worker    string
	Roles     []string
	Action    string // "chart.viewed"
	Client    *uuid.UUID
	Number    string // of the client, where the reader sees it
	Rows      int    // how many people a list showed
	Purpose   string
	Outcome   string
	RequestID string
}

// What is the event in words: "Chart viewed".
func (e Event) What() string {
	words := strings.NewReplacer(".", " ", "_", " ").Replace(e.Action)
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// Actor is who acted, in words.
func (e Event) Actor() string {
	switch {
	case e.Who != "":
		return e.Who
	case e.Worker != "":
		return "The system (" + e.Worker + ")"
	}
	return "Not signed in"
}

// ClientWords is the client a line is about: the number, or the end of the id where
// the reader does not see the number.
func (e Event) ClientWords() string {
	switch {
	case e.Number != "":
		return e.Number
	case e.Client == nil:
		return ""
	}
	return "…" + e.Client.String()[24:]
}

// Refusal is how often somebody met a closed door in a minute.
type Refusal struct {
	Minute time.Time
	Who    string
	Kind   string // "forbidden", "not found"
	Route  string
	Count  int
}

// Person is somebody who works or worked here.
type Person struct {
	ID   uuid.UUID
	Name string
}

// Page is the record as asked for, the latest first.
type Page struct {
	Entries  []Event
	More     int64 // the row from which older ones go on; 0: none
	Refusals []Refusal
	Failed   []staff.Failed // sign-ins, of the clinic's people
	People   []Person
	Unknown  bool // the client number is nobody's the reader can name
}
