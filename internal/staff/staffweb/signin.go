package staffweb

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/staff"
	"kap/web/ui"
)

// credentials are what is typed at the door.
type credentials struct {
	Email    string `form:"email" label:"Work e-mail"`
	Password string `form:"password"`
	Next     string `form:"next"`
}

func (s Screens) signInForm() endpoint.Form[credentials] {
	return endpoint.Form[credentials]{
		Page: s.signInPage,
		Submit: func(r *http.Request, c credentials) (endpoint.Answer, error) {
			if c.Email == "" || c.Password == "" {
				return endpoint.Answer{}, missing(c)
			}
			opening, err := s.Staff.SignIn(r.Context(), c.Email, c.Password, source(r))
			if err != nil {
				return endpoint.Answer{}, err
			}
			return s.enter(r, opening, c.Next), nil
		},
	}
}

func missing(c credentials) error {
	var f problem.Fields
	if c.Email == "" {
		f.Add("email", "Type your work e-mail.")
	}
	if c.Password == "" {
		f.Add("password", "Type your password.")
	}
	return f.Err()
}

// chosen is a person of the demo clinic, and the id to sign in as.
type chosen struct {
	Person uuid.UUID `form:"person"`
	Next   string    `form:"next"`
}

func (s Screens) demoForm() endpoint.Form[chosen] {
	return endpoint.Form[chosen]{
		Page: s.signInPage,
		Submit: func(r *http.Request, c chosen) (endpoint.Answer, error) {
			people, err := s.Staff.DemoPeople(r.Context())
			if err != nil {
				return endpoint.Answer{}, err
			}
			if !slices.ContainsFunc(people, func(p staff.DemoPerson) bool { return p.StaffID == c.Person }) {
				return endpoint.Answer{}, problem.New(problem.Invalid, "Choose one of the people shown.")
			}
			return s.enter(r, staff.Opening{Staff: c.Person}, c.Next), nil
		},
	}
}

func (s Screens) signInPage(r *http.Request, f ui.Form) (templ.Component, error) {
	var people []staff.DemoPerson
	if s.ShowDemo {
		var err error
		if people, err = s.Staff.DemoPeople(r.Context()); err != nil {
			return nil, err
		}
	}
	f.Action = "/sign-in"
	if f.Values != nil {
		f.Values.Del("password") // never sent back
	}
	f = f.Default("next", safeNext(r.URL.Query().Get("next")))
	demo := endpoint.Fresh(r, "/sign-in/demo")
	demo.Prefix = "demo-"
	return signInPage(f, demo.Default("next", f.Value("next")), people), nil
}

// enter answers with the cookie of a new sign-in. The old one, if any, ends.
func (s Screens) enter(r *http.Request, o staff.Opening, next string) endpoint.Answer {
	answer := endpoint.SeeOther("%s", safeNext(next))
	answer.Send = func(w http.ResponseWriter) error {
		ctx, err := s.SignIns.Load(r.Context(), "")
		if err != nil {
			return err
		}
		if err := s.SignIns.RenewToken(ctx); err != nil {
			return err
		}
		token, expires, err := s.SignIns.Commit(staff.WithOpening(ctx, o))
		if err != nil {
			return err
		}
		s.SignIns.WriteSessionCookie(ctx, w, token, expires)
		return nil
	}
	return answer
}

func (s Screens) signOut(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	if cookie, err := r.Cookie(s.SignIns.Cookie.Name); err == nil {
		if ctx, err = s.SignIns.Load(ctx, cookie.Value); err == nil {
			_ = s.SignIns.Destroy(ctx)
		}
	}
	http.SetCookie(w, &http.Cookie{Name: s.SignIns.Cookie.Name, Path: "/", MaxAge: -1,
		Secure: s.SignIns.Cookie.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

// safeNext is a path of this server, never an address elsewhere.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// source is where a try comes from: the peer's address, never a header.
func source(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
