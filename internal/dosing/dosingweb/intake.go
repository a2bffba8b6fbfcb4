package dosingweb

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/web/ui"
)

// intakeScreen is the page of the lozenge.
type intakeScreen struct {
	dosing.IntakePage
	Form   ui.Form
	Mouths []mouth
}

// mouth is a lozenge with the form that says what became of it.
type mouth struct {
	dosing.TakenRow
	Form ui.Form
}

func (s Screens) intakeForm() endpoint.Form[dosing.Taking] {
	return endpoint.Form[dosing.Taking]{
		Page: s.intakeOf,
		Submit: func(r *http.Request, in dosing.Taking) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "")), s.Dosing.RecordIntake(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

func (s Screens) mouthForm() endpoint.Form[dosing.Mouth] {
	return endpoint.Form[dosing.Mouth]{
		Page: s.intakeOf,
		Submit: func(r *http.Request, in dosing.Mouth) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "")), s.Dosing.FinishIntake(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.Param(r, "intake"), in)
		},
	}
}

// intakeOf draws the page; posted is the form of the lozenge, or of the mouth.
func (s Screens) intakeOf(r *http.Request, posted ui.Form) (templ.Component, error) {
	p, err := s.Dosing.Intakes(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
	if err != nil {
		return nil, err
	}
	v := intakeScreen{IntakePage: p, Form: posted}
	if posted.Action != at(r, "intake") {
		v.Form = endpoint.Fresh(r, at(r, "intake"))
	}
	v.Form = v.prefill(r, v.Form)
	for _, taken := range p.Taken {
		f := endpoint.Fresh(r, at(r, "intake/"+taken.ID.String()+"/mouth"))
		if posted.Action == f.Action {
			f = posted
		}
		f.Prefix = taken.ID.String() + "-"
		v.Mouths = append(v.Mouths, mouth{taken, f})
	}
	return intakePage(v), nil
}

func (v intakeScreen) prefill(r *http.Request, f ui.Form) ui.Form {
	shell := ui.ShellOf(r.Context())
	f = f.Default("step", string(v.Step)).Default("at", typed(r.Context(), shell.Now)).Default("witness", shell.Actor.Staff.String())
	started := map[medication.Strength]bool{}
	for i, c := range v.Choices {
		f = f.Default(line(i, "strength"), c.Strength.String()).Default(line(i, "lot"), c.Lot)
		if !started[c.Strength] && len(started) == 0 && c.Start > 0 {
			f = f.Default(line(i, "units"), c.Start.String())
		}
		started[c.Strength] = true
	}
	return f
}

func line(i int, field string) string { return fmt.Sprintf("lines[%d].%s", i, field) }

// amounts are the halves that can be taken of one label, each with its exact mg.
func amounts(c dosing.Choice) []ui.Option {
	var options []ui.Option
	most := max(c.Most, c.Brought, medication.Whole(4))
	for units := medication.Units(1); units <= min(most, medication.Whole(20)); units++ {
		l := medication.Line{Units: units, Strength: c.Strength}
		options = append(options, ui.Option{Value: units.String(), Label: fmt.Sprintf("%s = %s mg", l, l.MG())})
	}
	return options
}

// refused says whether something stands against the lozenge that was typed: then it
// can be recorded as taken all the same.
func (v intakeScreen) refused() bool {
	return v.Form.Refused && v.Form.Message != "" && len(v.Form.Errors) > 0
}

func (v intakeScreen) witnesses() []ui.Option {
	var options []ui.Option
	for _, m := range v.Staff {
		options = append(options, ui.Option{Value: m.ID.String(), Label: m.Title()})
	}
	return options
}
