package measure

import (
	"slices"
	"strconv"
	"time"

	"kap/internal/problem"
)

// Refused is the answer of a client who does not want to answer or does not know. It
// is kept as null.
const Refused = "refused"

// Occasions are when a questionnaire is asked, in the order of care (protocol 6).
var Occasions = []string{
	"intake", "before dosing", "after dosing", "follow-up", "end", "1 month", "3 months", "6 months", "other",
}

// Entry is one questionnaire as it is typed in.
type Entry struct {
	At         time.Time         `form:"at"`
	Occasion   string            `form:"occasion"`
	Place      string            `form:"place"`       // here or elsewhere
	AnsweredBy string            `form:"answered_by"` // staff, read out; or the client
	Answers    map[string]string `form:"answers"`     // item to value, or Refused
}

// Answered reads the answers in the order of the items. An item that was passed over is
// refused here: it is answered, or said to be left open.
func (e Entry) Answered(i Instrument, now time.Time) (Answers, error) {
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

// mayPassOver: the acuity question of the ASQ is asked only after a yes.
func (e Entry) mayPassOver(i Instrument, n int) bool {
	if i.ID != "asq" || n != len(i.Items)-1 {
		return false
	}
	for _, item := range i.Items[:n] {
		if e.Answers[item.ID] == "1" {
			return false
		}
	}
	return true
}

func (e Entry) checkOccasion(f *problem.Fields, now time.Time) {
	if e.At.IsZero() || e.At.After(now) {
		f.Add("at", "Enter when it was filled in; it cannot be in the future.")
	}
	if !slices.Contains(Occasions, e.Occasion) {
		f.Add("occasion", "Choose the occasion.")
	}
	if e.Place != "here" && e.Place != "elsewhere" {
		f.Add("place", "Say where it was filled in: here or elsewhere.")
	}
	if e.AnsweredBy != "staff" && e.AnsweredBy != "client" {
		f.Add("answered_by", "Say who filled it in.")
	}
}
