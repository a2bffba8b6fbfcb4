package staffweb

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/problem"
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
			if p.Token == "" {
				return endpoint.Answer{}, problem.At("token", "Type or paste the set-up code.")
			}
			if p.Password != p.Again {
				return endpoint.Answer{}, problem.At("again", "The two passwords differ. Type the same one twice.")
			}
			opening, err := s.Staff.SetUp(r.Context(), p.code(), p.Password, source(r))
			if err != nil {
				return endpoint.Answer{}, err
			}
			return s.enter(r, opening, ""), nil
		},
	}
}
