package staffweb

import (
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
	Token    string `form:"token"`
	Password string `form:"password"`
	Again    string `form:"again"`
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
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			if f.Values != nil {
				f.Values.Del("password")
				f.Values.Del("again")
			}
			return setUpPage(f), nil
		},
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
