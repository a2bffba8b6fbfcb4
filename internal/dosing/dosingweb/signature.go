package dosingweb

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/internal/sign"
	"kap/web/ui"
)

func (s Screens) signatureForm() endpoint.Form[dosing.SignatureEntry] {
	return endpoint.Form[dosing.SignatureEntry]{
		Page: s.signaturePage,
		Submit: func(r *http.Request, in dosing.SignatureEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.Sign(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), in)
		},
	}
}

func (s Screens) closingWordsForm() endpoint.Form[dosing.ClosingEntry] {
	return endpoint.Form[dosing.ClosingEntry]{
		Page: s.signaturePage,
		Submit: func(r *http.Request, w dosing.ClosingEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "signature")),
				s.Dosing.CloseWords(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), w)
		},
	}
}

// signing is the check-and-sign page: what is shown, its hash, and what stands in the way.
type signing struct {
	record  dosing.FullRecord
	hash    string
	ready   error // what is still to be done
	mine    error // why this person does not sign
	signs   bool  // the actor is one who may sign sessions at all
	sign    ui.Form
	closing ui.Form
}

func (s Screens) signaturePage(r *http.Request, f ui.Form) (templ.Component, error) {
	record, err := s.Dosing.FullRecord(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
	if err != nil {
		return nil, err
	}
	p := signing{
		record: record, ready: record.Ready(), sign: refused(r, f, at(r, "signature"), "sign-", true),
		closing: refused(r, f, at(r, "words"), "words-", true).Default("presence_gap", record.Session.PresenceGap).
			Default("words", record.Session.Words),
	}
	if actor, err := auth.From(r.Context()); err == nil {
		p.mine, p.signs = record.MayBeSignedBy(actor), actor.May(auth.SignSession)
	}
	if p.hash, err = sign.Shown(record.Document()); err != nil {
		return nil, err
	}
	return signaturePage(p), nil
}

func (s Screens) recordPage(r *http.Request) (templ.Component, error) {
	record, err := s.Dosing.FullRecord(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
	if err != nil {
		return nil, err
	}
	return printedRecord(record, footOf(r.Context(), record.Chart)), nil
}

// sessionFacts are the session itself in words.
func sessionFacts(ctx context.Context, c dosing.FullRecord) []ui.Fact {
	s := c.Session
	facts := []ui.Fact{
		{Label: "Status", Value: ui.Capital(s.Status.Word())}, {Label: "Therapist", Value: s.TherapistName}, {Label: "Room", Value: s.RoomName},
		{Label: "Arrived", Value: ui.DayTime(ctx, s.ArrivedAt)}, {Label: "Readiness signed", Value: clockOr(ctx, s.ClearedAt)},
		{Label: "First lozenge", Value: clockOr(ctx, s.StartedAt)}, {Label: "Left", Value: leftWords(ctx, s)},
		{Label: "Why it was not held", Value: s.NotStartedReason}, {Label: "Protocol", Value: "Version " + strconv.Itoa(s.ProtocolVersion)},
		{Label: "Weight the dose was judged by", Value: weightWords(s)}, {Label: "Why nobody was there for a while", Value: s.PresenceGap},
		{Label: "Words", Value: s.Words},
	}
	var kept []ui.Fact
	for _, f := range facts {
		if f.Value != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

func leftWords(ctx context.Context, s readiness.Session) string {
	if s.Status == readiness.NotStarted {
		return ""
	}
	return clockOr(ctx, s.EndedAt)
}

func weightWords(s readiness.Session) string {
	if s.Weight == 0 {
		return ""
	}
	return s.Weight.String() + " kg"
}

// intakeWords reads "Spat out after 12 min".
func intakeWords(i dosing.Intake) string {
	words := ui.Capital(keptWords(i))
	if i.Minutes == nil {
		return words
	}
	if words == "" {
		words = "Kept in the mouth"
	}
	return words + " after " + strconv.Itoa(*i.Minutes) + " min"
}

func momentWord(g readiness.Check) string {
	if g.Moment == "lozenge" {
		return "Looked at again with the lozenge"
	}
	return "Readiness signed"
}

func clearedWord(g readiness.Check) string {
	if g.Cleared {
		return "Nothing stood in the way"
	}
	return "Something stood in the way"
}

// given is one answer of the arrival check, with who gave it and when.
type given struct {
	Question, Value, By string
	At                  time.Time
}

// givens are the answers of the arrival check row by row, as they are stored and signed.
func givens(ctx context.Context, r dosing.FullRecord) []given {
	var all []given
	for _, row := range r.Answers {
		answers := map[string]any{}
		if err := json.Unmarshal([]byte(row.Answers), &answers); err != nil {
			continue
		}
		from := len(all)
		for name, value := range answers {
			all = append(all, given{readiness.QuestionWords(name), valueWords(ctx, value), row.ByName, row.At})
		}
		slices.SortFunc(all[from:], func(a, b given) int { return strings.Compare(a.Question, b.Question) })
	}
	return all
}

// valueWords is a stored answer as people read it.
func valueWords(ctx context.Context, value any) string {
	switch v := value.(type) {
	case nil:
		return "not answered"
	case string:
		if at, err := time.Parse(time.RFC3339, v); err == nil && !at.IsZero() {
			return ui.DayTime(ctx, at)
		}
		if v == "" || strings.HasPrefix(v, "0001-01-01") {
			return "taken back"
		}
		return v
	case []any:
		var words []string
		for _, one := range v {
			words = append(words, valueWords(ctx, one))
		}
		return strings.Join(words, "; ")
	case map[string]any:
		return partsWords(ctx, v)
	}
	return fmt.Sprint(value)
}

func partsWords(ctx context.Context, parts map[string]any) string {
	var words []string
	for name, value := range parts {
		if value != "" {
			words = append(words, name+" "+valueWords(ctx, value))
		}
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// itemsOf are the items of readiness as they stood, without links.
func itemsOf(g readiness.Check) []ui.Task {
	var items []readiness.Item
	if err := json.Unmarshal([]byte(g.Items), &items); err != nil {
		return nil
	}
	var rows []ui.Task
	for _, i := range items {
		rows = append(rows, ui.Task{Title: i.Title, Evidence: i.Shown(), State: i.State.Kind(), Word: i.State.Word(), Held: !i.Passes()})
	}
	return rows
}
