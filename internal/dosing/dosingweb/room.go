package dosingweb

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/internal/vitals"
	"kap/web/ui"
)

// roomForms are the forms of the room: one for each tap.
type roomForms struct {
	event    func(kind string) ui.Form
	other    ui.Form
	undo     func(id string) ui.Form
	words    func(id string) ui.Form
	comeIn   ui.Form
	goOut    ui.Form
	handOver ui.Form
	confirm  func(id string) ui.Form
}

func (s Screens) roomPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	forms := roomFormsOf(r, f)
	if c.Session.Running() {
		return roomPage(c, forms), nil
	}
	if before(c) && len(c.Clinic.Missing()) > 0 {
		return notYetPage(c), nil
	}
	return sessionPage(c, forms), nil
}

func roomFormsOf(r *http.Request, f ui.Form) roomForms {
	events := at(r, "events")
	return roomForms{
		event: func(kind string) ui.Form {
			return refused(r, f, events, "event-"+kind+"-", f.Value("kind") == kind && !asks(kind))
		},
		other:    refused(r, f, events, "other-", f.Value("kind") == "" || asks(f.Value("kind"))),
		undo:     func(id string) ui.Form { return refused(r, f, events+"/"+id+"/undo", "undo-", true) },
		words:    func(id string) ui.Form { return refused(r, f, events+"/"+id+"/words", "words-", true) },
		comeIn:   refused(r, f, at(r, "presence"), "in-", true),
		goOut:    refused(r, f, at(r, "presence/out"), "out-", true),
		handOver: refused(r, f, at(r, "presence/hand-over"), "over-", true),
		confirm:  func(id string) ui.Form { return refused(r, f, at(r, "presence/"+id+"/confirm"), "confirm-", true) },
	}
}

func asks(kind string) bool {
	k, known := dosing.KindOf(kind)
	return !known || k.Asks != ""
}

// often are the events of the first row; the others are one tap further.
var often = []string{"spat", "swallowed", "eyeshades_on", "music_on", "touch", "tears", "speaking", "fear", "nausea", "water", "restroom", "silence"}

func oneTap(first bool) []dosing.EventKind {
	isOften := map[string]bool{}
	for _, key := range often {
		isOften[key] = true
	}
	var kinds []dosing.EventKind
	if first {
		for _, key := range often {
			kind, _ := dosing.KindOf(key)
			kinds = append(kinds, kind)
		}
		return kinds
	}
	for _, k := range dosing.EventKinds {
		if !isOften[k.Key] && k.Asks == "" {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// inWords are the kinds that need words; a missed reading has its own form.
func inWords() []ui.Option {
	var options []ui.Option
	for _, k := range dosing.EventKinds {
		if k.Asks != "" && k.Key != dosing.MissedReading {
			options = append(options, ui.Option{Value: k.Key, Label: k.Word, Hint: k.Asks})
		}
	}
	return options
}

// lastTime is when a kind was noted last, zero if not.
func lastTime(c dosing.Chart, kind string) (at time.Time) {
	for _, e := range c.Events {
		if e.Kind == kind {
			at = e.At
		}
	}
	return at
}

func (s Screens) eventForm() endpoint.Form[dosing.EventEntry] {
	return endpoint.Form[dosing.EventEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, e dosing.EventEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.NoteEvent(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), e)
		},
	}
}

func (s Screens) undoForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.roomPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return back(r), s.Dosing.Undo(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.Param(r, "event"))
		},
	}
}

func (s Screens) wordsForm() endpoint.Form[dosing.WordsEntry] {
	return endpoint.Form[dosing.WordsEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, w dosing.WordsEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.AddWords(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"),
				endpoint.Param(r, "event"), endpoint.ID(r), w)
		},
	}
}

// vitalsOf is the session as the chart draws it.
func vitalsOf(c dosing.Chart) ui.Vitals {
	v := ui.Vitals{Taken: c.Session.StartedAt, Running: c.Session.Running(), Limits: limitsOf(c)}
	for _, r := range c.Vitals {
		if r.VoidedAt == nil {
			v.Readings = append(v.Readings, readingOf(r))
		}
	}
	for _, d := range c.Plan() {
		if d.State == vitals.Ahead || d.State == vitals.Due || d.State == vitals.Late {
			v.Due = append(v.Due, d.At)
		}
	}
	for _, i := range c.Intakes {
		v.Drugs = append(v.Drugs, ui.DrugMark{Name: "Ketamine", Amount: i.MG.String() + " mg", From: i.At, Until: i.Until(), Note: keptWords(i)})
	}
	for _, e := range c.Events {
		v.Events = append(v.Events, ui.EventMark{At: e.At, Word: e.Word()})
	}
	return v
}

func readingOf(r vitals.Reading) ui.Reading {
	out := ui.Reading{At: r.TakenAt, Systolic: r.Systolic, Diastolic: r.Diastolic, Pulse: r.HeartRate, Oxygen: r.SpO2}
	if r.Sedation != nil {
		out.Response = vitals.SedationWords(*r.Sedation)
	}
	return out
}

// limitsOf are drawn after the lozenge: where the prescriber is called.
func limitsOf(c dosing.Chart) ui.VitalsLimits {
	if c.Session.StartedAt.IsZero() {
		within := c.Session.Limits.Within(c.Body.Pressure)
		return ui.VitalsLimits{Systolic: within.Systolic, Diastolic: within.Diastolic,
			PressureWord: fmt.Sprintf("the prescriber decides above %d or %d", within.Systolic, within.Diastolic)}
	}
	stop, low := c.Body.Pressure.Stop, c.Body.Vitals.SpO2.After.Low
	return ui.VitalsLimits{Systolic: stop.Systolic, Diastolic: stop.Diastolic,
		PressureWord: fmt.Sprintf("call the prescriber at %d or %d", stop.Systolic, stop.Diastolic),
		Oxygen:       low, OxygenWord: fmt.Sprintf("look again below %d%%", low)}
}

func keptWords(i dosing.Intake) string {
	switch i.Kept {
	case dosing.Spat:
		return "spat out"
	case dosing.Swallowed:
		return "swallowed"
	}
	return ""
}

// slotState is a due reading's mark and word.
func slotState(ctx context.Context, d vitals.DueReading, now time.Time) (kind, word string) {
	switch d.State {
	case vitals.Recorded:
		return "done", "Recorded " + ui.Clock(ctx, d.Taken)
	case vitals.Missed:
		return "none", "Missed: " + d.Reason
	case vitals.Late:
		return "overdue", "Late by " + ui.Span(now.Sub(d.At))
	case vitals.Due:
		return "waiting", "Due " + ui.DueIn(now, d.At)
	}
	return "planned", "At " + ui.Clock(ctx, d.At)
}

// slotWords is the slot as people say it.
func slotWords(name string) string {
	switch name {
	case vitals.Unscheduled:
		return "Not one of the planned readings"
	case "baseline":
		return "Before the lozenge"
	case "leaving":
		return "Before leaving"
	}
	if len(name) > 1 && name[0] == '+' {
		return name[1:] + " min after the lozenge"
	}
	return name
}

// mine is the actor's own open presence, nil while they are not in the room.
func mine(c dosing.Chart, a auth.Actor) *readiness.Presence {
	for _, p := range c.Here() {
		if p.Staff == a.Staff {
			return &p
		}
	}
	return nil
}

// repeatPath enters a reading that repeats the last one.
func repeatPath(c dosing.Chart) string {
	if last := c.Last(c.Now); last != nil {
		return "/vitals?repeat_of=" + last.ID.String()
	}
	return "/vitals"
}
