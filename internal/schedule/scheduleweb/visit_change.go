package scheduleweb

import (
	"net/http"

	"kap/internal/endpoint"
	"kap/internal/schedule"
)

func (s Screens) act(dosing, talk func(r *http.Request) error) endpoint.Form[struct{}] {
	return changeForm(s, func(r *http.Request, _ struct{}) error { return s.byKind(r, dosing, talk) })
}

// byKind takes a dosing visit to the course and any other to the schedule.
func (s Screens) byKind(r *http.Request, dosing, talk func(r *http.Request) error) error {
	v, err := s.Schedule.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	if err != nil {
		return err
	}
	if v.Kind == schedule.Dosing {
		return dosing(r)
	}
	return talk(r)
}

func changeForm[F any](s Screens, do func(*http.Request, F) error) endpoint.Form[F] {
	return endpoint.Form[F]{
		Page: s.visitPage,
		Submit: func(r *http.Request, in F) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/%s", at(r), endpoint.Param(r, "appointment")), do(r, in)
		},
	}
}

// markForm is a changeForm after which the page says what was marked, with a way back.
func markForm[F any](s Screens, do func(*http.Request, F) error) endpoint.Form[F] {
	f := changeForm(s, do)
	change := f.Submit
	f.Submit = func(r *http.Request, in F) (endpoint.Answer, error) {
		to, err := change(r, in)
		to.To += "?marked=yes"
		return to, err
	}
	return f
}

func (s Screens) confirmForm() endpoint.Form[struct{}] {
	return s.act(
		func(r *http.Request) error {
			return s.Courses.ConfirmDosing(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		},
		func(r *http.Request) error {
			return s.Schedule.Confirm(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		})
}

func (s Screens) noShowForm() endpoint.Form[struct{}] {
	return markForm(s, func(r *http.Request, _ struct{}) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.MissDosing(r.Context(), client, id) },
			func(r *http.Request) error { return s.Schedule.NoShow(r.Context(), client, id) })
	})
}

func (s Screens) moveForm() endpoint.Form[schedule.MoveEntry] {
	return changeForm(s, func(r *http.Request, m schedule.MoveEntry) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.MoveDosing(r.Context(), client, id, m) },
			func(r *http.Request) error { return s.Schedule.Move(r.Context(), client, id, m) })
	})
}

func (s Screens) cancelForm() endpoint.Form[schedule.CancelEntry] {
	return markForm(s, func(r *http.Request, c schedule.CancelEntry) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.CancelDosing(r.Context(), client, id, c) },
			func(r *http.Request) error { return s.Schedule.Cancel(r.Context(), client, id, c) })
	})
}

func (s Screens) arriveForm() endpoint.Form[struct{}] {
	return markForm(s, func(r *http.Request, _ struct{}) error {
		return s.Schedule.Arrive(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	})
}

// escortForm notes what an escort who was asked for the visit said.
func (s Screens) escortForm() endpoint.Form[schedule.EscortEntry] {
	return changeForm(s, func(r *http.Request, e schedule.EscortEntry) error {
		return s.Schedule.ConfirmEscort(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"), endpoint.ID(r), e)
	})
}

func (s Screens) extendForm() endpoint.Form[schedule.ExtensionEntry] {
	return changeForm(s, func(r *http.Request, e schedule.ExtensionEntry) error {
		return s.Schedule.Extend(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"), e)
	})
}

// correctForm takes back what was marked by mistake.
func (s Screens) correctForm() endpoint.Form[struct{}] {
	return changeForm(s, func(r *http.Request, _ struct{}) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		v, err := s.Schedule.One(r.Context(), client, id)
		if err != nil {
			return err
		}
		if v.Kind == schedule.Dosing && v.Status != schedule.Arrived {
			return s.Courses.TakeBackDosing(r.Context(), client, id)
		}
		return s.Schedule.TakeBack(r.Context(), client, id)
	})
}
