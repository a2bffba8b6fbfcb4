package measure

import (
	"strconv"
	"time"

	"kap/internal/choice"
	"kap/internal/problem"
)

// Refused is the answer of a client who does not want to answer or does not know. It
// is kept as null.
const Refused = "refused"

// Occasion is when a questionnaire is asked.
type Occasion string

// in the order of care (protocol 6)
var occasions = choice.List[Occasion]{{"intake", "Intake"}, {"before dosing", "Before dosing"}, {"after dosing", "After dosing"},
	{"follow-up", "Follow-up"}, {"end", "End"}, {"1 month", "1 month"}, {"3 months", "3 months"}, {"6 months", "6 months"}, {"other", "Other"}}

// Choices are the occasions a form offers.
func (Occasion) Choices() []choice.Answer { return occasions.Answers() }

// Words are how an occasion is read.
func (o Occasion) Words() string { return occasions.Words(o) }

// Place is where a questionnaire was filled in.
type Place string

var places = choice.List[Place]{{"here", "Here"}, {"elsewhere", "Elsewhere, or on paper"}}

// Choices are the places a form offers.
func (Place) Choices() []choice.Answer { return places.Answers() }

// Words are how a place is read.
func (p Place) Words() string { return places.Words(p) }

// Hand is who filled a questionnaire in; a score from a sheet is "by hand".
type Hand string

var hands = choice.List[Hand]{{"client", "The client"}, {"staff", "Staff, read out to the client"}}

// Choices are those a form offers.
func (Hand) Choices() []choice.Answer { return hands.Answers() }

// Words are how it is read.
func (h Hand) Words() string { return hands.Words(h) }

// Sitting is when, where and by whom a questionnaire was filled in.
type Sitting struct {
	Occasion   Occasion  `form:"occasion"`
	At         time.Time `form:"at" label:"Filled in at"`
	AnsweredBy Hand      `form:"answered_by" label:"Filled in by"`
	Place      Place     `form:"place" label:"Where"`
}

// ResponseEntry is one questionnaire as it is typed in.
type ResponseEntry struct {
	Sitting
	Answers map[string]string `form:"answers"` // item to value, or Refused
}

// Answered reads the answers in the order of the items. An item that was passed over is
// refused here: it is answered, or said to be left open.
func (e ResponseEntry) Answered(i Instrument, now time.Time) (Answers, error) {
	var f problem.Fields
	e.checkOccasion(&f, now)
	answers := make(Answers, len(i.Items))
	for n, item := range i.Items {
		name, typed := "answers["+item.ID+"]", e.Answers[item.ID]
		if typed == "" && e.mayPassOver(i, n) {
			continue
		}
		if typed == "" {
			f.Add(name, "Question %s: choose an answer, or that it was left open.", item.ID)
			continue
		}
		answers[n] = readAnswer(&f, name, item, typed)
	}
	return answers, f.Err()
}

func readAnswer(f *problem.Fields, name string, item Item, typed string) *int {
	if typed == Refused {
		return nil
	}
	value, err := strconv.Atoi(typed)
	if err != nil || !item.offers(value) {
		f.Add(name, "Question %s: choose one of the answers.", item.ID)
		return nil
	}
	return &value
}

// mayPassOver: the acuity question of the ASQ is asked after a yes or a refusal only.
func (e ResponseEntry) mayPassOver(i Instrument, n int) bool {
	if i.ID != "asq" || n != len(i.Items)-1 {
		return false
	}
	for _, item := range i.Items[:n] {
		if given := e.Answers[item.ID]; given == "1" || given == Refused {
			return false
		}
	}
	return true
}

func (e ResponseEntry) checkOccasion(f *problem.Fields, now time.Time) {
	if e.At.IsZero() || e.At.After(now) {
		f.Add("at", "Enter when it was filled in; it cannot be in the future.")
	}
	if !occasions.Has(e.Occasion) {
		f.Add("occasion", "Choose the occasion.")
	}
	if !places.Has(e.Place) {
		f.Add("place", "Say where it was filled in: here or elsewhere.")
	}
	if !hands.Has(e.AnsweredBy) {
		f.Add("answered_by", "Say who filled it in.")
	}
}
