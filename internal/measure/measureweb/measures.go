package measureweb

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/web/ui"
)

// list is every questionnaire, one table an instrument.
type list struct {
	measure.Page
	URL string // "/clients/…/measures"
}

func (s Screens) list(r *http.Request) (templ.Component, error) {
	page, err := s.Measures.Read(r.Context(), endpoint.Client(r))
	return measuresPage(list{page, at(r)}), err
}

func at(r *http.Request) string { return "/clients/" + endpoint.Client(r).String() + "/measures" }

// group is the responses to one instrument, the latest first.
type group struct {
	Name, Title string
	Item9       bool
	Responses   []measure.Response
}

// groups are the instruments with a response, the built-in ones first.
func (l list) groups() []group {
	var groups []group
	known := map[string]bool{}
	for _, i := range measure.Instruments() {
		known[i.ID] = true
		if of := l.of(i.ID); len(of) > 0 {
			groups = append(groups, group{i.Name, i.Title, i.ID == "phq9", of})
		}
	}
	for _, r := range l.Responses {
		if !known[r.Instrument] {
			known[r.Instrument] = true
			groups = append(groups, group{Name: r.Instrument, Title: "Score entered by hand", Responses: l.of(r.Instrument)})
		}
	}
	return groups
}

func (l list) of(instrument string) []measure.Response {
	var of []measure.Response
	for _, r := range l.Responses {
		if r.Instrument == instrument {
			of = append(of, r)
		}
	}
	return of
}

// change is how far a response lies from its baseline, in words.
func (p list) change(r measure.Response) string {
	if r.Baseline {
		return "Baseline"
	}
	c, ok := measure.ChangeOf(r, p.Responses, p.Protocol.Measures.Change)
	if !ok {
		return "Nothing to compare"
	}
	return c.Words()
}

// outcome is the chart: PHQ-9 and GAD-7 over the doses.
func (l list) outcome(ctx context.Context) ui.Outcome {
	chart := ui.Outcome{Measures: []ui.Measure{l.curve(measure.PHQ9()), l.curve(measure.GAD7())}}
	chart.Summary = summary(chart.Measures)
	for _, d := range l.Doses {
		chart.Doses = append(chart.Doses, doseMark(d))
	}
	return chart
}

func (l list) curve(i measure.Instrument) ui.Measure {
	m := ui.Measure{Name: i.Name, Max: i.Highest()}
	for n, b := range i.Bands {
		to := i.Highest()
		if n+1 < len(i.Bands) {
			to = i.Bands[n+1].From - 1
		}
		m.Bands = append(m.Bands, ui.Band{From: b.From, To: to, Word: b.Name})
	}
	of := l.of(i.ID)
	for n := len(of) - 1; n >= 0; n-- {
		if of[n].Total != nil {
			m.Points = append(m.Points, ui.Point{At: of[n].At, Value: *of[n].Total, Note: string(of[n].Occasion)})
		}
	}
	return m
}

func summary(measures []ui.Measure) string {
	words := ""
	for _, m := range measures {
		if n := len(m.Points); n > 0 {
			words += fmt.Sprintf("%s went from %d to %d. ", m.Name, m.Points[0].Value, m.Points[n-1].Value)
		}
	}
	return words
}

func doseMark(d measure.Dose) ui.DoseMark {
	mark := ui.DoseMark{At: d.At, Label: "Unplanned dose", Planned: d.Planned}
	if d.Number > 0 {
		mark.Label = fmt.Sprintf("Dose %d", d.Number)
	}
	switch {
	case d.Planned:
		mark.Amount = "planned"
	case d.Amount != "":
		mark.Amount = d.Amount + " mg"
	}
	return mark
}

// total is what a response came to, in words.
func total(r measure.Response) string {
	i, builtIn := measure.Find(r.Instrument)
	switch {
	case !builtIn:
		return r.Score
	case r.Total == nil && r.Instrument == "asq":
		return "No total"
	case r.Total == nil:
		return "No total, an answer is open"
	case r.Prorated:
		return fmt.Sprintf("%d of %d, prorated", *r.Total, i.Highest())
	}
	return fmt.Sprintf("%d of %d", *r.Total, i.Highest())
}

// meaning is the band, or what a screen says.
func meaning(r measure.Response) string {
	switch {
	case r.Band != "":
		return r.Band
	case r.Overridden():
		return "taken for positive"
	case r.Has(measure.Positive):
		return "positive"
	case r.Complete && (r.Instrument == "asq" || r.Instrument == "audit_c"):
		return "negative"
	case r.Has(measure.Incomplete):
		return "incomplete"
	}
	return ""
}

func item9(r measure.Response) string {
	if value := r.Item9(); value != nil {
		return fmt.Sprint(*value)
	}
	return "not answered"
}
