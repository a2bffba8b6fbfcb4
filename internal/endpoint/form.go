package endpoint

import (
	"errors"
	"net/http"
	"reflect"
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/web/ui"
)

// Form is one screen with one submit. F is the step's own input type.
type Form[F any] struct {
	Page   func(*http.Request, ui.Form) (templ.Component, error) // the screen, whatever state the form is in
	Submit func(*http.Request, F) (Answer, error)                // the operation, and where to go next
}

// Show is a form at one URL: GET draws it, POST submits it.
func Show[F any](pattern string, permission auth.Permission, viewed string, form Form[F]) []Route {
	get := Get(pattern, permission, viewed, func(r *http.Request) (templ.Component, error) {
		return form.Page(r, form.fresh(r, db.NewID()))
	})
	return []Route{get, Post(pattern, permission, form)}
}

// Post is a form whose page is drawn by another GET; a refusal draws it again.
func Post[F any](pattern string, permission auth.Permission, form Form[F]) Route {
	return Route{Method: http.MethodPost, Pattern: pattern, Permission: permission,
		serve: func(m *mount, _ Route) http.HandlerFunc { return submit(m, form, nil) }}
}

// Create is a form that makes something: its id is in its URL, so that Back
// and a second submit meet what was saved. GET pattern hands out a form.
func Create[F any](pattern string, permission auth.Permission, viewed string, form Form[F]) []Route {
	at := pattern + "/{form}"
	give := Raw(http.MethodGet, pattern, permission, viewed, func(w http.ResponseWriter, r *http.Request) {
		to := r.URL.Path + "/" + db.NewID().String()
		if r.URL.RawQuery != "" {
			to += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
	show := Route{Method: http.MethodGet, Pattern: at, Permission: permission, Viewed: viewed, look: true,
		serve: func(m *mount, route Route) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { m.page(w, r, route, showOrSaved(m, form)) }
		}}
	post := Route{Method: http.MethodPost, Pattern: at, Permission: permission,
		serve: func(m *mount, _ Route) http.HandlerFunc { return submit(m, form, m.answered) }}
	return []Route{give, show, post}
}

// Fresh is an untouched form inside a page that shows several things; action
// is where it posts.
func Fresh(r *http.Request, action string) ui.Form {
	f := fresh(r, db.NewID())
	f.Action = action
	return f
}

// fresh is an untouched form that knows what its struct says of its fields.
func (Form[F]) fresh(r *http.Request, id uuid.UUID) ui.Form {
	f := fresh(r, id)
	f.Questions = ui.QuestionsOf(reflect.TypeFor[F]())
	return f
}

func fresh(r *http.Request, id uuid.UUID) ui.Form {
	actor, _ := auth.From(r.Context())
	f := ui.Form{Action: r.URL.Path, ID: id.String()}
	if actor.Staff != uuid.Nil {
		f.MadeFor = actor.Staff.String()
	}
	return f
}

func showOrSaved[F any](m *mount, form Form[F]) Page {
	return func(r *http.Request) (templ.Component, error) {
		saved, found, err := m.saved(r.Context(), ID(r))
		if err != nil || found {
			return savedPage(saved), err
		}
		return form.Page(r, form.fresh(r, ID(r)))
	}
}

// submit decodes, runs the operation, and answers: on, or the same screen with
// its sentences and everything that was typed.
func submit[F any](m *mount, form Form[F], then func(*http.Request, Answer) error) http.HandlerFunc {
	decode := newDecoder[F]()
	return func(w http.ResponseWriter, r *http.Request) {
		r, posted, err := read(w, r)
		if err != nil {
			m.refuse(w, r, err)
			return
		}
		answer, err := operate(r, posted, decode, form.Submit)
		if db.Unsure(err) && !hungUp(r) {
			r = sentAgain(r)
			answer, err = operate(r, posted, decode, form.Submit)
			if err != nil && m.showStored(w, r, posted) {
				return
			}
		}
		if err == nil && then != nil {
			m.keepAnswer(r, answer, then)
		}
		if err == nil {
			m.leadOn(w, r, answer)
			return
		}
		m.again(w, r, posted, form.fresh(r, posted.id), form.Page, err)
	}
}

// keepAnswer runs what follows a write that is stored: where it fails, the write stands.
func (m *mount) keepAnswer(r *http.Request, a Answer, then func(*http.Request, Answer) error) {
	if err := then(r, a); err != nil && !hungUp(r) {
		m.Log.ErrorContext(r.Context(), "keep where a form led", "error", err.Error())
	}
}

// showStored looks up what was sent by its submission and says that it is stored, where it
// is; a commit whose answer was lost is no failure.
func (m *mount) showStored(w http.ResponseWriter, r *http.Request, posted posted) bool {
	if posted.values.Has("password") {
		return false
	}
	k, found, err := m.saved(r.Context(), posted.id)
	if err != nil || !found {
		return false
	}
	m.show(w, r, http.StatusOK, storedPage(k, m.formAt(r.URL.Path)), nil)
	return true
}

func operate[F any](r *http.Request, posted posted, decode decoder[F], do func(*http.Request, F) (Answer, error)) (Answer, error) {
	if err := posted.forSomebodyElse(r); err != nil {
		return Answer{}, err
	}
	input, err := decode.from(r, posted.values)
	if err != nil {
		return Answer{}, alsoMissing(err, input)
	}
	return do(r, input)
}

// alsoMissing adds to what could not be read what its own check finds of the rest, so
// that all is said at once.
func alsoMissing[F any](err error, input F) error {
	unread, found := problem.As(err)
	check, has := any(input).(interface{ Check() error })
	if !found || !has || len(unread.Fields) == 0 {
		return err
	}
	more, found := problem.As(check.Check())
	if !found {
		return err
	}
	all := problem.Fields(unread.Fields)
	for _, field := range more.Fields {
		if !slices.ContainsFunc(all, func(f problem.Field) bool { return f.Name == field.Name }) {
			all = append(all, field)
		}
	}
	return all.Err()
}

// again shows the form as it was posted, with the refusal's sentences.
func (m *mount) again(w http.ResponseWriter, r *http.Request, posted posted, f ui.Form, page func(*http.Request, ui.Form) (templ.Component, error), err error) {
	if db.Signed(err) {
		err = problem.New(problem.Conflict, "This record is signed: nothing can be added to it or changed.")
	}
	p, ok := problem.As(err)
	if !ok || p.Kind == problem.Forbidden || p.Kind == problem.NotFound {
		m.refuse(w, r, err)
		return
	}
	if err := m.noteShown(r); err != nil {
		m.refuse(w, r, err)
		return
	}
	f.Values, f.Errors, f.Message, f.Refused = posted.values, p.Fields, p.Message, true
	component, err := page(r, f)
	_, status := kindOf(p)
	retryAfter(w, status)
	m.show(w, r, status, component, err)
}

var errNotSignedIn = errors.New("not signed in")
