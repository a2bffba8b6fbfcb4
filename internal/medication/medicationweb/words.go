package medicationweb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/web/ui"
)

// options are words that are their own values, the first letter large.
func options(words []string) []ui.Option {
	list := make([]ui.Option, len(words))
	for i, w := range words {
		list[i] = ui.Option{Value: w, Label: capital(w)}
	}
	return list
}

func capital(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

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

// days and times of an order in words, made where the clinic's zone is known.
type times struct{ Issued, Expires, PDMP string }

func orderFacts(r medication.Read, t times) []ui.Fact {
	o := r.Order
	facts := []ui.Fact{
		{Label: "Medicine", Value: fmt.Sprintf("Ketamine, %s, %s mg, under the tongue", o.Form, o.Strength)},
		{Label: "Dispensed", Value: fmt.Sprintf("%s, %d refills", o.UnitsDispensed, o.Refills)},
		{Label: "A session starts with", Value: dose(o.StartUnits, o.Strength, r.Weight)},
		{Label: "Most in one session", Value: dose(o.MaxUnits, o.Strength, r.Weight)},
	}
	if o.BoosterUnits > 0 {
		facts = append(facts, ui.Fact{Label: "Booster", Value: dose(o.BoosterUnits, o.Strength, r.Weight)})
	} else {
		facts = append(facts, ui.Fact{Label: "Booster", Value: "None"})
	}
	if o.BoosterRule != "" {
		facts = append(facts, ui.Fact{Label: "When to offer it", Value: o.BoosterRule})
	}
	facts = append(facts,
		ui.Fact{Label: "In the mouth", Value: fmt.Sprintf("%d minutes, then %s", o.MinutesInMouth, o.AfterMouth)},
		ui.Fact{Label: "Issued", Value: t.Issued}, ui.Fact{Label: "Until", Value: t.Expires},
		ui.Fact{Label: "Monitoring program checked", Value: t.PDMP})
	if o.Pharmacy != "" {
		facts = append(facts, ui.Fact{Label: "Pharmacy", Value: o.Pharmacy})
	}
	return facts
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
	return capital(string(l.Kind))
}

func kindOptions(kinds []medication.EntryKind) []ui.Option {
	var list []ui.Option
	for _, k := range kinds {
		list = append(list, ui.Option{Value: string(k), Label: capital(string(k))})
	}
	return list
}
