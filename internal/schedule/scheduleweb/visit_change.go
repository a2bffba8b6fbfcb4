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
	return s.act(
		func(r *http.Request) error {
			return s.Courses.MissDosing(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		},
		func(r *http.Request) error {
			return s.Schedule.NoShow(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
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
	return changeForm(s, func(r *http.Request, c schedule.CancelEntry) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.CancelDosing(r.Context(), client, id, c) },
			func(r *http.Request) error { return s.Schedule.Cancel(r.Context(), client, id, c) })
	})
}

func (s Screens) arriveForm() endpoint.Form[struct{}] {
	return changeForm(s, func(r *http.Request, _ struct{}) error {
		return s.Schedule.Arrive(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
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
