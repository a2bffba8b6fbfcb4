package protocolweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/web/ui"
)

// draft is what a manager types: every number by its path.
type draft struct {
	EffectiveFrom time.Time         `form:"effective_from"`
	Numbers       map[string]string `form:"numbers"`
}

func (s Screens) draftForm() endpoint.Form[draft] {
	return endpoint.Form[draft]{Page: s.draftPage, Submit: s.draft}
}

// draftPage starts from the latest version.
func (s Screens) draftPage(r *http.Request, f ui.Form) (templ.Component, error) {
	latest, err := s.latest(r)
	if err != nil {
		return nil, err
	}
	numbers, err := treeOf(latest.Body)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		for _, n := range g.Numbers {
			f = f.Default(n.input(), numbers.text(n.Path))
		}
	}
	shell := ui.ShellOf(r.Context())
	return draftPage(latest, numbers, f.Default("effective_from", shell.Now.In(shell.Zone).Format(time.DateOnly))), nil
}

func (s Screens) draft(r *http.Request, d draft) (endpoint.Answer, error) {
	to := endpoint.SeeOther("/protocol/%s", endpoint.ID(r))
	latest, err := s.latest(r)
	if err != nil {
		return to, err
	}
	body, err := typedOver(latest.Body, d.Numbers)
	if err == nil {
		err = s.Protocol.Draft(r.Context(), endpoint.ID(r), protocol.Draft{Body: body, EffectiveFrom: d.EffectiveFrom})
	}
	return to, atInputs(err)
}

func (s Screens) latest(r *http.Request) (protocol.Version, error) {
	versions, err := s.Protocol.Versions(r.Context())
	if err != nil || len(versions) == 0 {
		return protocol.Version{Body: protocol.Default()}, err
	}
	return versions[0], nil
}

// input is a number's name in the form.
func (n number) input() string { return "numbers[" + n.Path + "]" }

// atInputs moves sentences from a value's path to its input.
func atInputs(err error) error {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) == 0 {
		return err
	}
	moved := *p
	moved.Fields = nil
	for _, field := range p.Fields {
		moved.Fields = append(moved.Fields, problem.Field{Name: inputOf(field.Name), Message: field.Message})
	}
	return &moved
}

func inputOf(path string) string {
	for _, g := range groups {
		for _, n := range g.Numbers {
			if n.Path == path {
				return n.input()
			}
		}
	}
	return path
}
