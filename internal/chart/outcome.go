package chart

import (
	"fmt"
	"slices"
	"time"

	"kap/internal/course"
	"kap/internal/measure"
	"kap/internal/protocol"
	"kap/web/ui"
)

// OutcomeOf draws PHQ-9 and GAD-7 over the course with a line for each dose.
func (c Care) OutcomeOf(b protocol.Body) ui.Outcome {
	o := ui.Outcome{Measures: []ui.Measure{c.curve(measure.PHQ9(), b), c.curve(measure.GAD7(), b)}}
	for _, d := range c.Doses {
		mark := ui.DoseMark{At: d.At, Label: fmt.Sprintf("Dose %d", d.Number), Amount: d.Amount + " mg", Planned: d.Planned}
		if d.Number == 0 {
			mark.Label = "Unplanned"
		}
		if d.Amount == "" {
			mark.Amount = map[bool]string{false: "taken", true: "planned"}[d.Planned]
		}
		o.Doses = append(o.Doses, mark)
	}
	o.Summary = c.summary(b)
	return o
}

func (c Care) curve(i measure.Instrument, b protocol.Body) ui.Measure {
	m := ui.Measure{Name: i.Name, Max: i.Highest()}
	for n, band := range i.Bands {
		to := m.Max
		if n+1 < len(i.Bands) {
			to = i.Bands[n+1].From - 1
		}
		m.Bands = append(m.Bands, ui.Band{From: band.From, To: to, Word: band.Name})
	}
	for _, s := range c.of(i.ID) {
		m.Points = append(m.Points, ui.Point{At: s.At, Value: *s.Total, Note: string(s.Occasion)})
	}
	if base := c.baseline(i.ID); base != nil && base.Total != nil && i.ID == "phq9" {
		half := *base.Total * (100 - b.Measures.Change.Response) / 100
		m.Lines = []ui.RefLine{
			{At: half, Word: fmt.Sprintf("Response: %d or less, from %d", half, *base.Total)},
			{At: b.Measures.Change.RemissionBelow, Word: fmt.Sprintf("Remission: below %d", b.Measures.Change.RemissionBelow)},
		}
	}
	return m
}

// of are the whole answers to a questionnaire, by time.
func (c Care) of(instrument string) []measure.Response {
	var own []measure.Response
	for _, r := range slices.Backward(c.Facts.Responses) {
		if r.Instrument == instrument && r.Complete && r.Total != nil {
			own = append(own, r)
		}
	}
	return own
}

// baseline is what changes are counted from in the course (protocol 6); nil for none.
func (c Care) baseline(instrument string) *measure.Response {
	return measure.BaselineOf(c.Facts.Responses, instrument, c.Facts.Course.ID, c.firstLozenge())
}

// firstLozenge is when the course's first was taken, zero for never.
func (c Care) firstLozenge() time.Time {
	for _, d := range course.Of(c.Facts.Days, c.Facts.Course.ID) {
		if d.Dosed() {
			return d.StartedAt
		}
	}
	return time.Time{}
}

// summary says in words what the curves show: "PHQ-9 10, down 9 from 19."
func (c Care) summary(b protocol.Body) string {
	words := ""
	for _, i := range []measure.Instrument{measure.PHQ9(), measure.GAD7()} {
		scores := c.of(i.ID)
		base := c.baseline(i.ID)
		if len(scores) == 0 || base == nil || base.Total == nil {
			continue
		}
		now := *scores[len(scores)-1].Total
		words += fmt.Sprintf("%s %d%s. ", i.Name, now, from(*base.Total, now, i.ID, b))
	}
	return words
}

func from(base, now int, instrument string, b protocol.Body) string {
	change, err := measure.Compare(instrument, base, now, b.Measures.Change)
	switch {
	case err != nil || change.Fall == 0:
		return ""
	case change.Fall < 0:
		return fmt.Sprintf(", up %d from %d", -change.Fall, base)
	case change.Remission:
		return fmt.Sprintf(", down %d from %d, remission", change.Fall, base)
	case change.Response:
		return fmt.Sprintf(", down %d from %d, response", change.Fall, base)
	}
	return fmt.Sprintf(", down %d from %d", change.Fall, base)
}
