package dosingweb

import (
	"context"
	"fmt"
	"strconv"

	"kap/internal/dosing"
	"kap/internal/vitals"
	"kap/web/ui"
)

// prefill shows what was answered so far.
func prefill(ctx context.Context, f ui.Form, p dosing.ArrivalPage) ui.Form {
	a := p.Arrival
	for name, value := range merged(dayAnswers(ctx, a), careAnswers(a), escortAnswers(ctx, a)) {
		f = f.Default(name, value)
	}
	f = f.Default("seen", strconv.Itoa(p.Rows))
	if a.Weight != 0 {
		f = f.Default("weight_typed", a.Weight.String()).Default("weight_unit", string(vitals.Kilograms))
	}
	f = f.Default("weight_unit", string(vitals.Pounds))
	for i, b := range bringing(p) {
		f = prefillLozenges(f, i, b)
	}
	return f
}

func merged(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, part := range parts {
		for name, value := range part {
			all[name] = value
		}
	}
	return all
}

func dayAnswers(ctx context.Context, a dosing.Arrival) map[string]string {
	s := a.Substances
	return map[string]string{
		"wants_to_go_ahead":                string(a.WantsToGoAhead),
		"last_food":                        typed(ctx, a.LastFood),
		"last_drink":                       typed(ctx, a.LastDrink),
		"substances.intoxicated":           string(s.Intoxicated),
		"substances.alcohol":               string(s.Alcohol),
		"substances.last_alcohol":          typed(ctx, s.LastAlcohol),
		"substances.thc":                   string(s.THC),
		"substances.last_thc":              typed(ctx, s.LastTHC),
		"substances.psychedelic":           string(s.Psychedelic),
		"substances.last_psychedelic":      typed(ctx, s.LastPsychedelic),
		"substances.other":                 string(s.Other),
		"substances.last_other":            typed(ctx, s.LastOther),
		"substances.other_what":            s.OtherWhat,
		"substances.urine_screen":          string(s.UrineScreen),
		"substances.ketamine_elsewhere":    string(s.KetamineElsewhere),
		"substances.ketamine_elsewhere_on": typedDay(s.KetamineElsewhereOn),
	}
}

func careAnswers(a dosing.Arrival) map[string]string {
	m, c, s := a.Medicines, a.Condition, a.Suicide
	return map[string]string{
		"medicines.changed":        string(m.Changed),
		"medicines.change":         m.Change,
		"medicines.holds_kept":     string(m.HoldsKept),
		"medicines.holds_missed":   m.HoldsMissed,
		"medicines.pressure_taken": string(m.PressureTaken),
		"pregnancy.possible":       string(a.Pregnancy.Possible),
		"pregnancy.test":           string(a.Pregnancy.Test),
		"suicide.ideation":         string(s.Ideation),
		"suicide.new":              string(s.New),
		"suicide.intent":           string(s.Intent),
		"suicide.plan":             string(s.Plan),
		"suicide.attempt":          string(s.Attempt),
		"condition.psychosis":      string(c.Psychosis),
		"condition.mania":          string(c.Mania),
		"condition.confusion":      string(c.Confusion),
		"condition.vomiting":       string(c.Vomiting),
		"condition.minor_illness":  string(c.MinorIllness),
		"condition.illness":        c.Illness,
		"condition.urinary":        string(c.Urinary),
		"condition.urinary_words":  c.UrinaryWords,
	}
}

func escortAnswers(ctx context.Context, a dosing.Arrival) map[string]string {
	e, l := a.Escort, a.Lozenges
	return map[string]string{
		"escort.name":               e.Name,
		"escort.phone":              e.Phone,
		"escort.adult":              string(e.Adult),
		"escort.confirmed_at":       typed(ctx, e.ConfirmedAt),
		"escort.confirmed_by":       e.ConfirmedBy,
		"escort.how":                e.How,
		"escort.can_collect":        string(e.CanCollect),
		"escort.ride_only":          string(e.RideOnly),
		"lozenges.identity_checked": string(l.IdentityChecked),
		"lozenges.label_checked":    string(l.LabelChecked),
		"prescriber.name":           a.Prescriber.Name,
		"prescriber.answered_at":    typed(ctx, a.Prescriber.AnsweredAt),
	}
}

// bringing are the rows of lozenges to count: those counted, else those on record, and
// one more for another label.
func bringing(p dosing.ArrivalPage) []dosing.Brought {
	rows := p.Arrival.Lozenges.Brought
	if len(rows) == 0 {
		rows = p.Labels
	}
	return append(rows[:len(rows):len(rows)], dosing.Brought{})
}

func brought(i int, field string) string { return fmt.Sprintf("lozenges.brought[%d].%s", i, field) }

func prefillLozenges(f ui.Form, i int, b dosing.Brought) ui.Form {
	if b.Strength != 0 {
		f = f.Default(brought(i, "strength"), b.Strength.String())
	}
	if b.Units != 0 {
		f = f.Default(brought(i, "units"), b.Units.String())
	}
	if b.Labeled != 0 {
		f = f.Default(brought(i, "labeled"), b.Labeled.String())
	}
	return f.Default(brought(i, "lot"), b.Lot)
}
