package dosingweb

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// emotionLines is how many emotions the form has room for.
const emotionLines = 5

func (s Screens) impressionsForm() endpoint.Form[dosing.ImpressionEntry] {
	return endpoint.Form[dosing.ImpressionEntry]{
		Page: s.impressionsPage,
		Submit: func(r *http.Request, i dosing.ImpressionEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.RecordImpressions(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), i)
		},
	}
}

func (s Screens) takenOutForm() endpoint.Form[dosing.VoidEntry] {
	return endpoint.Form[dosing.VoidEntry]{
		Page: s.impressionsPage,
		Submit: func(r *http.Request, v dosing.VoidEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.TakeOutImpressions(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"),
				endpoint.Param(r, "impression"), v)
		},
	}
}

// impressionsPage draws the page; posted is the form of new impressions, or the one that
// takes earlier ones out.
func (s Screens) impressionsPage(r *http.Request, posted ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	out := func(id string) ui.Form {
		return refused(r, posted, at(r, "impressions/"+id+"/taken-out"), "out-"+id+"-", true)
	}
	f := posted
	if strings.HasSuffix(f.Action, "/taken-out") {
		f = endpoint.Fresh(r, at(r, "impressions/"+f.ID))
	}
	return impressionsPage(c, f.Default("belongs", string(dosing.Record)), out), nil
}

func wayOptions() []ui.Option {
	var options []ui.Option
	for _, way := range dosing.Ways {
		options = append(options, ui.Option{Value: string(way), Label: ui.Capital(string(way))})
	}
	return options
}

func belongOptions() []ui.Option {
	return []ui.Option{
		{Value: string(dosing.Record), Label: "The record", Hint: "The care team reads it"},
		{Value: string(dosing.ClientsOwn), Label: "The client's own material", Hint: "What the client made and keeps"},
	}
}

func belongsWord(b dosing.Belongs) string {
	if b == dosing.ClientsOwn {
		return "The client's own material"
	}
	return "For the record"
}

func emotion(i int, field string) string { return fmt.Sprintf("emotions[%d].%s", i, field) }

func waysWords(ways []dosing.Way) string {
	var words []string
	for _, way := range ways {
		words = append(words, string(way))
	}
	return ui.Capital(strings.Join(words, ", "))
}

func emotionsWords(emotions []dosing.Emotion) string {
	var words []string
	for _, e := range emotions {
		words = append(words, fmt.Sprintf("%s %d of 10", e.Name, e.Intensity))
	}
	return strings.Join(words, ", ")
}

// impressionFacts are the parts that were written, in the order of the form.
func impressionFacts(i dosing.Impression) []ui.Fact {
	var facts []ui.Fact
	for _, f := range []ui.Fact{
		{Label: "Ways", Value: waysWords(i.Ways)}, {Label: "Impressions", Value: i.Impressions}, {Label: "Images", Value: i.Images},
		{Label: "Emotions", Value: emotionsWords(i.Emotions)}, {Label: "Body", Value: i.Body}, {Label: "Memories", Value: i.Memories},
		{Label: "Insights", Value: i.Insights}, {Label: "What was hard", Value: i.Hard}, {Label: "What helped", Value: i.Helped},
		{Label: "Relation to the intention", Value: i.Intention},
	} {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	return facts
}
