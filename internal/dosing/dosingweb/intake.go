package dosingweb

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/internal/readiness"
	"kap/web/ui"
)

// intakeScreen is the page of the lozenge.
type intakeScreen struct {
	dosing.IntakePage
	Form       ui.Form
	Mouths     []mouth
	AllTheSame bool // any amount brought can be chosen, and recorded as outside the plan
}

// mouth is a lozenge with the form that says what became of it.
type mouth struct {
	dosing.Intake
	Form ui.Form
}

func (s Screens) intakeForm() endpoint.Form[dosing.IntakeEntry] {
	return endpoint.Form[dosing.IntakeEntry]{
		Page: s.intakeOf,
		Submit: func(r *http.Request, in dosing.IntakeEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r, "")), s.Dosing.RecordIntake(r.Context(), endpoint.Client(r),
				endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

func (s Screens) mouthForm() endpoint.Form[dosing.MouthEntry] {
	return endpoint.Form[dosing.MouthEntry]{
		Page: s.intakeOf,
		Submit: func(r *http.Request, in dosing.MouthEntry) (endpoint.Answer, error) {
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
	v.AllTheSame = against(r, v.Form)
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
	f = f.Default("step", string(v.Step)).Default("at", endpoint.Typed(shell.Now, shell.Zone)).Default("witness", shell.Actor.Staff.String())
	started := false
	for i, c := range v.Choices {
		f = f.Default(line(i, "strength"), c.Strength.String()).Default(line(i, "lot"), c.Lot)
		if !started && slices.Contains(c.Amounts(v.AllTheSame), c.Start) {
			started, f = true, f.Default(line(i, "units"), c.Start.String())
		}
	}
	return f
}

func line(i int, field string) string { return fmt.Sprintf("lines[%d].%s", i, field) }

// amounts are what can be chosen of one label, each with its exact mg.
func (v intakeScreen) amounts(c dosing.Choice) []ui.Option {
	var options []ui.Option
	for _, units := range c.Amounts(v.AllTheSame) {
		l := medication.Line{Units: units, Strength: c.Strength}
		options = append(options, ui.Option{Value: units.String(), Label: fmt.Sprintf("%s = %s mg", l, l.MG())})
	}
	return options
}

// nothing says that the order permits no lozenge at all now.
func (v intakeScreen) nothing() bool {
	for _, c := range v.Choices {
		if len(c.Amounts(v.AllTheSame)) > 0 {
			return false
		}
	}
	return len(v.Choices) > 0
}

// against says whether something stands against the lozenge that was typed, or somebody
// says that another amount was taken: then it can be recorded as taken all the same.
func against(r *http.Request, f ui.Form) bool {
	stands := f.Refused && f.Message != "" && len(f.Errors) > 0
	return stands || f.Value("all_the_same") != "" || r.URL.Query().Has("all_the_same")
}

// witnesses are who records it and who is with the client.
func (v intakeScreen) witnesses(actor auth.Actor, now time.Time) []ui.Option {
	options := []ui.Option{{Value: actor.Staff.String(), Label: actor.Name}}
	for _, p := range readiness.Witnesses(v.Room, now) {
		if p.Staff != actor.Staff {
			options = append(options, ui.Option{Value: p.Staff.String(), Label: p.Name})
		}
	}
	return options
}
