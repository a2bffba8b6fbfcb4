package staffweb

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/staff"
	"kap/web/ui"
)

// firstPassword is what the holder of a set-up code types.
type firstPassword struct {
	Token    string `form:"token" label:"Set-up code"`
	Password string `form:"password" label:"New password"`
	Again    string `form:"again" label:"The same password again"`
}

// code is what stands behind the # where somebody pastes the whole link.
func (p firstPassword) code() string {
	return p.Token[strings.LastIndex(p.Token, "#")+1:]
}

// check says everything at once: nobody types two passwords thrice.
func (p firstPassword) check() error {
	var f problem.Fields
	if p.Token == "" {
		f.Add("token", "Type or paste the set-up code.")
	}
	if err := f.Join("", staff.CheckPassword(p.Password)); err != nil {
		return err
	}
	if p.Password != p.Again {
		f.Add("again", "The two passwords differ. Type the same one twice.")
	}
	return f.Err()
}

func (s Screens) setUpForm() endpoint.Form[firstPassword] {
	return endpoint.Form[firstPassword]{
		Page: s.setUpPage,
		Submit: func(r *http.Request, p firstPassword) (endpoint.Answer, error) {
			if err := p.check(); err != nil {
				return endpoint.Answer{}, err
			}
			opening, err := s.Staff.SetUp(r.Context(), p.code(), p.Password, source(r))
			if err != nil {
				return endpoint.Answer{}, err
			}
			return s.enter(r, opening, ""), nil
		},
	}
}

// setUpPage says whose code it is, where one was typed. The passwords are never sent back.
func (s Screens) setUpPage(r *http.Request, f ui.Form) (templ.Component, error) {
	if f.Values != nil {
		f.Values.Del("password")
		f.Values.Del("again")
	}
	h, err := s.holder(r, firstPassword{Token: f.Value("token")})
	return h.atTheDoor(setUpPage(f, h)), err
}

// heldBy is whom a code lets in; Opens is false where it opens nothing.
type heldBy struct {
	staff.Holder
	Typed, Opens bool
}

func (s Screens) holder(r *http.Request, p firstPassword) (h heldBy, err error) {
	if h.Typed = p.code() != ""; h.Typed {
		h.Holder, h.Opens, err = s.Staff.Holder(r.Context(), p.code())
	}
	return h, err
}

// atTheDoor puts the name of the clinic that the code is of above the page.
func (h heldBy) atTheDoor(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if h.Opens {
			shell := ui.ShellOf(ctx)
			shell.Clinic, shell.Initials = h.Clinic, h.Initials
			ctx = ui.WithShell(ctx, shell)
		}
		return page.Render(ctx, w)
	})
}

// longestCode is a link of 200 letters and then some.
const longestCode = 4096

// sayHolder answers the script of the page, which has the code from behind the #: whose
// it is. The code travels in the body alone.
func (s Screens) sayHolder(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, longestCode)
	h, err := s.holder(r, firstPassword{Token: strings.TrimSpace(r.PostFormValue("token"))})
	if err != nil {
		w.WriteHeader(http.StatusNoContent) // the page says nothing of whose code it is; saving will
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = h.atTheDoor(holderNow(h)).Render(r.Context(), w)
}
