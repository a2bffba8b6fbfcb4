package medicationweb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/web/ui"
)

func classOptions(b protocol.Body) []ui.Option {
	var list []ui.Option
	for _, m := range b.Medicines {
		list = append(list, ui.Option{Value: m.Class, Label: m.Name})
	}
	return list
}

// dose reads "1.5 × 100 mg = 150 mg, 2.07 mg/kg".
func dose(u medication.Units, s medication.Strength, w medication.Weight) string {
	line := medication.Line{Units: u, Strength: s}
	words := fmt.Sprintf("%s = %s mg", line, line.MG())
	if w.Kilograms > 0 {
		words += fmt.Sprintf(", %s mg/kg", line.MG().PerKilogram(w.Kilograms))
	}
	return words
}

// reachable are the doses that meet the protocol's mg/kg with halves of a strength.
func reachable(b medication.Bench, s medication.Strength) string {
	var words []string
	for _, c := range medication.Reachable(b.Protocol.Lozenge.PerKilogram, b.Weight.Kilograms, s) {
		words = append(words, fmt.Sprintf("%s of %s mg (%s mg, %s mg/kg)", c.Line.Units, c.Line.Strength, c.Line.MG(), c.PerKilogram))
	}
	return strings.Join(words, " or ")
}

// day reads a calendar day, which has no zone.
func day(ctx context.Context, d time.Time) string {
	if now := ui.ShellOf(ctx).Now; !now.IsZero() && now.Year() == d.Year() {
		return d.Format("Mon Jan 2")
	}
	return d.Format("Mon Jan 2, 2006")
}

// orderFacts are an order as it is read and signed, its doses worked out.
func orderFacts(ctx context.Context, r medication.Read) []ui.Fact {
	o, booster := r.Order, "None"
	if o.BoosterUnits > 0 {
		booster = dose(o.BoosterUnits, o.Strength, r.Weight)
	}
	doses := []ui.Fact{
		{Label: "Medicine", Value: "Ketamine, under the tongue"},
		{Label: "A session starts with", Value: dose(o.StartUnits, o.Strength, r.Weight)},
		{Label: "Booster", Value: booster},
		{Label: "Most in one session", Value: dose(o.MaxUnits, o.Strength, r.Weight)},
		{Label: "Refills", Value: strconv.Itoa(o.Refills)},
	}
	return append(append(doses, ui.FactsOf(ctx, o.Order)...), ui.FactsOf(ctx, o.Order.Visit)...)
}

func holdHours(h medication.OwnHold) string {
	switch {
	case h.Before == 0 && h.After == 0:
		return "No hold"
	case h.After == 0:
		return fmt.Sprintf("%d h before", h.Before)
	}
	return fmt.Sprintf("%d h before, %d h after", h.Before, h.After)
}

// entryWords is a line of the ledger by its kind.
func entryWords(l medication.LedgerLine) string {
	if l.Kind == medication.Correction {
		return "Correction of " + string(l.Corrects)
	}
	return l.Kind.Words()
}

// corrected are the kinds a correction can be of.
func corrected() []ui.Option {
	var list []ui.Option
	for _, k := range medication.Corrected {
		list = append(list, ui.Option{Value: string(k), Label: k.Words()})
	}
	return list
}
